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
from typing import Final

from plugins.build.children import become_a_child
from plugins.build.standing import Standing

Folders = dict[str, int]  # time of the last change in nanoseconds, by path that ends in a stroke; "" is the output's

_SECOND: Final = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Seen:
    """The files and folders of an output folder, as they looked."""

    files: Standing
    folders: Folders


NOTHING: Final = Seen(Standing(), {"": 0})  # never to be added to


def look(output: Path, before: Seen = NOTHING) -> Seen:
    """The files and folders of an output folder as they look now; nothing where it is not there.

    `before` is how they looked once, so that names need not be found out again.
    """
    changed = changed_folders(output, before.folders)
    stood = before.files.copy()
    for file in [file for folder in changed for file in stood.directly_in(folder)]:
        del stood[file]
    _look_again(output, stood)
    seen = Seen(stood, {f: time for f, time in before.folders.items() if f not in changed})
    add_listed(output, changed, seen, before.folders)
    return seen


def _look_again(output: Path, stood: Standing) -> None:
    """Look at files of which the names are known."""
    start, stat, gone = f"{output}/", os.stat, frozenset(stood.gone)
    for file, look in chain(stood.base.items(), list(stood.other.items())):
        try:
            found = stat(start + file)
        except OSError:
            if file not in gone:
                del stood[file]
            continue
        if (found.st_size, found.st_mtime_ns) != look and file not in gone:
            stood[file] = (found.st_size, found.st_mtime_ns)


def look_meanwhile(output: Path, before: Seen) -> Callable[[], Seen]:
    """The same, looked at by a process of its own while this one goes on until it asks what was seen."""
    if "fork" not in multiprocessing.get_all_start_methods():
        return partial(look, output, before)
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_tell, args=(there, output, before), daemon=True)
    process.start()
    there.close()

    def seen() -> Seen:
        try:
            other, gone, new, lost = here.recv()
        except EOFError:
            return look(output, before)
        process.join()
        files = Standing(before.files.base)
        files.other, files.gone = other, gone
        return Seen(files, {name: time for name, time in before.folders.items() if name not in lost} | new)

    return seen


def _tell(there: Connection, output: Path, before: Seen) -> None:
    """Send what is otherwise than before, which is little."""
    become_a_child()
    now = look(output, before)
    folders = dict(now.folders.items() - before.folders.items())
    there.send((now.files.other, now.files.gone, folders, before.folders.keys() - now.folders.keys()))


def add_listed(output: Path, folders: Iterable[str], seen: Seen, known: Container[str]) -> None:
    """Add all that lies in some folders to what was seen, and in those below them that are not known."""
    folders = sorted(folders)
    for folder in folders:
        seen.folders.update(_times(output, [folder]))
        for entry in _entries(f"{output}/{folder}"):
            if not entry.is_dir(follow_symlinks=False):
                found = entry.stat(follow_symlinks=entry.is_file())
                seen.files[folder + entry.name] = (found.st_size, found.st_mtime_ns)
            elif (below := f"{folder}{entry.name}/") not in known:
                folders.append(below)


def changed_folders(output: Path, folders: Folders) -> set[str]:
    """Those of the folders in which names were made or removed; also those that are gone, or whose times are coarse."""
    now = dict(_times(output, folders))
    return {name for name, time in folders.items() if now.get(name) != time or not time % _SECOND}


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
