"""Records that lie in a store, brought into a folder: only what has changed there since, and what is gone there goes.

What tells that a file is as it was is what the store lists of it: its checksum where it has one, else size and time. A
file changed so shortly before it was brought that its time could not tell of a further change is brought again.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

from plugins.build.memo import keep, recall
from plugins.build.named import ADDRESS, note_address
from plugins.build.progress import counted
from plugins.build.stores.address import StoreError, shown
from plugins.build.stores.store import Found, Store
from plugins.build.workers import in_chunks

_CHECKSUMS: Final = frozenset({"etag", "md5", "md5hash", "content_md5", "crc32c", "checksum", "generation"})
_TIMES: Final = frozenset({"mtime", "lastmodified", "last_modified", "updated", "modified", "modify", "created"})
_YOUNG: Final = 3.0
_A_PART: Final = 500
_BROUGHT: Final = "brought"

# For each file: how the store told of it, and bytes and time in nanoseconds of the copy.
Known = dict[str, tuple[str, int, int]]


class Brought(NamedTuple):
    """How many files there are, were brought, and removed."""

    files: int
    brought: int
    removed: int


def bring(store: Store, folder: Path) -> Brought:
    """Make the folder hold what lies in the store. Raises StoreError, before anything is changed where nothing is."""
    there = store.files()
    if not there:
        raise StoreError(store.address, "nothing is there; expected a folder with archive.yaml")
    note_address(folder, shown(store.address).rstrip("/"))
    known = recall(folder.parent, _BROUGHT, Known, {})
    looks = {name: _look(found) for name, found in there.items()}
    wanted = [name for name, look in sorted(looks.items()) if not _is_here(folder / name, look, known.get(name))]
    gone = sorted(set(_files(folder)) - there.keys())
    for name in gone:
        (folder / name).unlink()
    _remove_empty(folder)
    parts = in_chunks(wanted, _A_PART)
    for _ in counted((store.get(part, folder) for part in parts), parts):
        pass
    keep(folder.parent, _BROUGHT, {name: (look, *_copy(folder / name)) for name, look in looks.items() if look})
    return Brought(len(there), len(wanted), len(gone))


def put_back(store: Store, folder: Path, below: str) -> Sequence[str]:
    """Put what a build changed in one folder of the records back into the store; which files."""
    known = recall(folder.parent, _BROUGHT, Known, {})
    names = [name for name in _files(folder) if name.startswith(f"{below}/")]
    changed = sorted(name for name in names if known.get(name, ())[1:] != _copy(folder / name))
    if changed:
        store.put(folder, changed)
    return changed


def _look(found: Found) -> str:
    """What tells a file from what it may become; empty where nothing does."""
    told = {key.lower(): value for key, value in found.told.items()}
    sums = [f"{key}={told[key]}" for key in sorted(_CHECKSUMS & told.keys()) if told[key]]
    times = {key: told[key] for key in sorted(_TIMES & told.keys()) if told[key]}
    if not sums and (not times or _is_young(times)):
        return ""
    return " ".join([str(found.size), *(sums or (f"{key}={value}" for key, value in times.items()))])


def _is_young(times: Mapping[str, object]) -> bool:
    """Whether a file was changed just now. A time that cannot be read is taken for old."""
    moments = [v.timestamp() if isinstance(v, datetime) else v for v in times.values()]
    return any(isinstance(moment, int | float) and moment > time.time() - _YOUNG for moment in moments)


def _is_here(path: Path, look: str, known: tuple[str, int, int] | None) -> bool:
    """Whether the copy of a file is what lies in the store."""
    return bool(look) and known is not None and known[0] == look and path.is_file() and known[1:] == _copy(path)


def _copy(path: Path) -> tuple[int, int]:
    look = path.stat()
    return look.st_size, look.st_mtime_ns


def _files(folder: Path) -> Iterator[str]:
    """The files of a folder, but our own note."""
    paths = (path for path in folder.rglob("*") if path.name != ADDRESS and not path.is_dir())
    return (path.relative_to(folder).as_posix() for path in paths)


def _remove_empty(folder: Path) -> None:
    """Remove folders that nothing lies in any more: a file may be to come where one was."""
    for path in sorted((p for p in folder.rglob("*") if p.is_dir()), reverse=True):
        if next(path.iterdir(), None) is None:
            path.rmdir()
