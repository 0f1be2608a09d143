#!/bin/sh
# Uploads a published archive to a store that speaks S3: sh s3.sh output/ s3://bucket [--endpoint-url https://…]
# Needs the aws command. Give the bucket index.html as its index document and 404.html as its error document.
# A store gives each file one type, one encoding, and no headers of ours but Cache-Control; so the compressed twins stay
# at home (let what stands before the store compress), and the pages' own policy is the one in force.
set -eu
site=${1%/} bucket=${2%/}
shift 2
year='public, max-age=31536000, immutable' short='public, max-age=300, must-revalidate'

# $1 type, $2 cache rule, $3 pattern
put() {
    type=$1 cache=$2 pattern=$3
    shift 3
    aws s3 cp "$site" "$bucket" --recursive --exclude '*' --include "$pattern" \
        --content-type "$type" --cache-control "$cache" --only-show-errors "$@"
}

# What never changes goes first, so that no page names what is not there yet.
aws s3 sync "$site/theme" "$bucket/theme" --exclude '*.br' --exclude '*.gz' --cache-control "$year" "$@"
for index in search-index documents/search-index; do
    [ ! -d "$site/$index" ] || aws s3 sync "$site/$index" "$bucket/$index" --exclude '*' --include '*.bin' \
        --content-type application/octet-stream --cache-control "$year" "$@"
done
aws s3 sync "$site" "$bucket" --exclude 'theme/*' --exclude '*.bin' --exclude '*.br' --exclude '*.gz' \
    --exclude .minutebook --cache-control "$short" "$@"
put 'application/atom+xml; charset=utf-8' "$short" '*.atom' "$@"
put 'text/calendar; charset=utf-8' "$short" '*.ics' "$@"
put application/json no-cache 'go/*.json' "$@"
put application/json no-cache '*search-index/manifest.json' "$@"
put application/gzip "$short" data/archive.jsonl.gz "$@"
# What is published no more goes last. Old styles stay for pages that readers still have open.
aws s3 sync "$site" "$bucket" --delete --size-only --exclude 'theme/*' --exclude '*.br' --exclude '*.gz' \
    --exclude .minutebook "$@"
