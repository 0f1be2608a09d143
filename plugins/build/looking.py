"""How the files of an output folder look, and which of them look otherwise than they did.

A folder in which a name was made or removed has another time than before. So only such folders are listed again; of
all others the names are known.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final, NamedTuple

from plugins.build.children import become_a_child
from plugins.build.standing import Look, Standing

Folders = dict[str, int]  # time of the last change in nanoseconds, by path that ends in a stroke; "" is the output's

_SECOND: Final = 1_000_000_000
_PARTS: Final = 64  # of what there is to look at, each of which is looked at by one process


@dataclass(frozen=True, slots=True)
class Seen:
    """The files and folders of an output folder, as they looked."""

    files: Standing
    folders: Folders


NOTHING: Final = Seen(Standing(), {"": 0})  # never to be added to


class _Found(NamedTuple):
    """What is otherwise than before: files that look otherwise, files that are gone, and folders."""

    other: dict[str, Look]
    gone: set[str]
    folders: set[str]


def look(output: Path, before: Seen = NOTHING) -> Seen:
    """The files and folders of an output folder as they look now; nothing where it is not there.

    `before` is how they looked once, so that names need not be found out again.
    """
    return _together(output, before, [_differing(output, before, range(_PARTS))])


def look_meanwhile(output: Path, before: Seen) -> Callable[[], Seen]:
    """The same, looked at by a process of its own while this one goes on until it asks what was seen.

    Then it looks at a part that is left, and another, as that process does, until none is left.
    """
    if "fork" not in multiprocessing.get_all_start_methods():
        return partial(look, output, before)
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    left = _Left()
    process = context.Process(target=_tell, args=(there, left, output, before), daemon=True)
    process.start()
    there.close()

    def seen() -> Seen:
        mine = _differing(output, before, left)
        try:
            theirs = _Found(*here.recv())
        except (EOFError, OSError):  # it was killed, maybe while it told
            return look(output, before)
        process.join()
        return _together(output, before, [mine, theirs])

    return seen


class _Left:
    """The parts that nobody has taken yet, in a pipe, from which processes take one after another."""

    def __init__(self) -> None:
        """All are left."""
        self._from, to = os.pipe()
        os.write(to, bytes(range(_PARTS)))
        os.close(to)

    def __iter__(self) -> Iterator[int]:
        """The parts that this process takes, until none is left."""
        while part := os.read(self._from, 1):
            yield part[0]
        os.close(self._from)


def _tell(there: Connection, left: _Left, output: Path, before: Seen) -> None:
    """Send what is otherwise than before, which is little."""
    become_a_child()
    there.send(tuple(_differing(output, before, left)))


def _differing(output: Path, before: Seen, parts: Iterable[int]) -> _Found:
    """What is otherwise than before in some parts of the files and folders of which the names are known."""
    found, folders = _Found({}, set(), set()), list(before.folders.items())
    for part in parts:
        found.folders.update(changed_folders(output, dict(folders[slice(*_bounds(len(folders), part))])))
        _look_again(output, before.files, part, found)
    return found


def _bounds(count: int, part: int) -> tuple[int, int]:
    """Where a part of so many things begins and ends."""
    return count * part // _PARTS, count * (part + 1) // _PARTS


def _look_again(output: Path, stood: Standing, part: int, found: _Found) -> None:
    """Look at a part of the files of which the names are known; with the first, at those that looked otherwise once."""
    start, stat, others = f"{output}/", os.stat, stood.other if part == 0 else {}
    once = stood.base.between(*_bounds(len(stood.base.names), part))
    if apart := stood.gone | stood.other.keys():
        once = (pair for pair in once if pair[0] not in apart)
    for file, look in chain(once, others.items()):
        try:
            now = stat(start + file)
        except OSError:
            found.gone.add(file)
            continue
        if (now.st_size, now.st_mtime_ns) != look:
            found.other[file] = (now.st_size, now.st_mtime_ns)


def _together(output: Path, before: Seen, found: Iterable[_Found]) -> Seen:
    """All as it looks now, given what is otherwise; folders that are otherwise are listed again."""
    stood, changed = before.files.copy(), set[str]()
    for each in found:
        stood.put(each.other)
        stood.drop(each.gone)
        changed |= each.folders
    stood.drop([file for folder in changed for file in stood.directly_in(folder)])
    seen = Seen(stood, {folder: time for folder, time in before.folders.items() if folder not in changed})
    add_listed(output, changed, seen, before.folders)
    return seen


def add_listed(output: Path, folders: Iterable[str], seen: Seen, known: Container[str]) -> None:
    """Add all that lies in some folders to what was seen, and in those below them that are not known."""
    folders, looks = sorted(folders), dict[str, Look]()
    for folder in folders:
        seen.folders.update(_times(output, [folder]))
        for entry in _entries(f"{output}/{folder}"):
            if not entry.is_dir(follow_symlinks=False):
                found = entry.stat(follow_symlinks=entry.is_file())
                looks[folder + entry.name] = (found.st_size, found.st_mtime_ns)
            elif (below := f"{folder}{entry.name}/") not in known:
                folders.append(below)
    seen.files.put(looks)


def changed_folders(output: Path, folders: Folders) -> set[str]:
    """Those of the folders in which names were made or removed; also those that are gone, or whose times are coarse."""
    start, stat, changed = f"{output}/", os.stat, set[str]()
    for name, time in folders.items():
        try:
            if stat(start + name).st_mtime_ns != time or not time % _SECOND:
                changed.add(name)
        except OSError:
            changed.add(name)
    return changed


def times_of(output: Path, folders: Iterable[str]) -> Folders:
    """Those of the folders that are there, each with its time."""
    return dict(_times(output, folders))


def with_those_above(folders: Iterable[str]) -> set[str]:
    """Folders, and all that hold them."""
    found = above = {*folders, ""}
    while above := {folder_of(name[:-1]) for name in above if name} - found:
        found |= above
    return found


def folder_of(file: str) -> str:
    """The folder in which a file lies, with a stroke at its end; "" for the output folder itself."""
    return file[: file.rfind("/") + 1]


def _times(output: Path, folders: Iterable[str]) -> Iterator[tuple[str, int]]:
    """The times of those of the folders that are there."""
    start = f"{output}/"
    for name in folders:
        try:
            yield name, os.stat(start + name).st_mtime_ns  # noqa: PTH116 (there may be fifty thousand)
        except OSError:
            continue


def _entries(folder: str) -> list[os.DirEntry[str]]:
    """What lies in a folder; nothing where it is none."""
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except (FileNotFoundError, NotADirectoryError):
        return []
