#!/bin/sh
# Uploads a published archive: sh rsync.sh output/ you@host:/var/www/decisions/
# Files are compared by content and keep their times on the host where nothing changed, so that readers' copies stay
# good. What is new comes first and what is gone goes last; old styles stay for pages that readers still have open.
set -eu
exec rsync --recursive --links --checksum --compress --chmod=D755,F644 --exclude=.minutebook \
    --delay-updates --delete-after --filter='protect /theme/*/' "$1" "$2"
