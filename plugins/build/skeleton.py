"""The folders of a large site, kept empty from one build to the next.

Every page lies in a folder of its own, and making a folder costs ten times what linking a file does. So the folders of
the output before the last are not removed but emptied, by a process that nobody waits for, and the next output is made
in them.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from plugins.build.children import let_go_of_all

LARGE: Final = 2_000  # files; below it removing folders takes no time that anybody would notice


def put_away(old: Path, place: Path) -> None:
    """Have the old output emptied at a place of its own, while nobody waits."""
    try:
        shutil.rmtree(place, ignore_errors=True)
        old.rename(place)
    except OSError:
        shutil.rmtree(old)
        return
    _while_nobody_waits(place)


def _while_nobody_waits(place: Path) -> None:
    """Empty the folders in a process that outlives this one and holds nothing of it."""
    if os.fork():
        return
    try:
        os.setsid()
        let_go_of_all()
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(nothing, stream)
        empty(place, place.parent)
    finally:
        os._exit(0)


def take(place: Path, staging: Path) -> tuple[str, ...]:
    """Give the folders that are kept at the place to the next output, which is empty yet; which they are."""
    try:
        for folder in sorted(entry.name for entry in os.scandir(place) if entry.is_dir(follow_symlinks=False)):
            (place / folder).rename(staging / folder)
    except OSError:
        return ()  # none are kept, or they lie on another disk
    return tuple(folder for top in staging.iterdir() if top.is_dir() for folder in empty(top, staging))


def empty(folder: Path, above: Path) -> list[str]:
    """Remove the files of a folder and of all below it, and leave the folders; these, relative to the one `above`.

    A file that is gone already is no matter: another process may be at it.
    """
    found = [f"{folder.relative_to(above).as_posix()}/"]
    for here in found:
        for entry in _entries(f"{above}/{here}"):
            if entry.is_dir(follow_symlinks=False):
                found.append(f"{here}{entry.name}/")
            else:
                Path(entry.path).unlink(missing_ok=True)
    return found


def _entries(folder: str) -> list[os.DirEntry[str]]:
    """What lies in a folder; nothing where it is gone."""
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except FileNotFoundError:
        return []


def remove_unused(staging: Path, folders: Iterable[str], files: Iterable[str]) -> None:
    """Remove those of the folders in which no file came to lie."""
    used = {f"{file.rpartition('/')[0]}/" for file in files}
    for folder in sorted(set(folders) - used, reverse=True):
        try:
            os.rmdir(f"{staging}/{folder}")  # noqa: PTH106 (there may be thousands)
        except OSError:
            continue  # a folder in it is used
