"""The files of the published index: named by what they hold, each made once, those of the last build taken over.

A file has a key, a digest of all that it is made from; where the last build made a file of that key, it is given a
second name instead of being made again. Files of documents are told of by folder: there is one for nearly every
document of a large archive, and all but a few stay as they are.
"""

from __future__ import annotations

import os
from array import array
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from plugins.build.last import take_over
from plugins.search.folders import INDEX
from plugins.search.format import digest, name_of, sealed
from plugins.search.keeping import StaleCacheError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from plugins.build.last import LastBuild

FOLDER = INDEX

_NEW, _MODE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666
_MANIFEST = "manifest.json"


class Made(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A file: the key of what it was made from, where it lies in the folder, its bytes."""

    key: bytes
    path: str
    size: int


class Row(msgspec.Struct, frozen=True, array_like=True):
    """A folder of files that are numbered from 0: its name, and the bytes of each, as an array of `I` holds them."""

    name: str
    sizes: bytes

    def __len__(self) -> int:
        """How many files there are."""
        return len(self.sizes) // array("I").itemsize

    @property
    def paths(self) -> list[str]:
        """Where its files lie."""
        return [row_path(self.name, number) for number in range(len(self))]


def row_path(name: str, number: int) -> str:
    """Where a file of a row lies in the published folder."""
    return f"d/{name}/{number}.bin"


class Stood(NamedTuple):
    """The documents of the last build: the digests of all, joined; how many lie in a block, and in a row of them."""

    digests: bytes = b""
    each: int = 1
    in_a_row: int = 1

    def contents(self, first: int, past: int) -> bytes:
        """Return the digests of documents in a row, joined."""
        size = len(digest(b""))
        return self.digests[first * size : past * size]


class Before(NamedTuple):
    """The last build: where in its output the folder lay, the files that may be of use, by key, and all rows, by name.

    `others` are all files that may be no more, but those in rows. `contents` tells of its documents, where none has
    another number now.
    """

    last: LastBuild
    above: str
    made: Mapping[bytes, Made]
    rows: Mapping[str, Row]
    others: Sequence[Made] = ()
    contents: Stood | None = None

    def row_at(self, documents: range, each: int) -> Row | None:
        """The row that stood where these documents stand now, so many in a block; `None` where that is not known."""
        if self.contents is None or self.contents.each != each:
            return None
        return self.rows[list(self.rows)[documents.start // self.contents.in_a_row]]

    def file(self, path: str) -> str:
        """A path in the folder as one in the output."""
        return f"{self.above}{FOLDER}/{path}"

    @property
    def is_there(self) -> bool:
        """Whether all files of the folder stand as they were left, and have their places in the new output."""
        return self.last.is_whole and self.file(_MANIFEST) in self.last.there


class Files:
    """Writes files into a folder, or links them where the last build has made them.

    `made` tells which there are beside those that stand, `rows` which rows.
    """

    def __init__(self, folder: Path, before: Before | None = None) -> None:
        self.folder = folder
        self.before = before
        self.made: dict[str, Made] = {}
        self.rows: dict[str, Row] = {}
        self._standing: list[Sequence[Made]] = []
        self._is_there = before is not None and before.is_there
        self._names: dict[bytes, str] = {}
        self._folders: set[str] = set()

    @property
    def count(self) -> int:
        """How many files there are."""
        return len(self._alone) + sum(map(len, self.rows.values()))

    @property
    def size(self) -> int:
        """Their bytes."""
        return sum(self._alone.values()) + sum(sum(array("I", row.sizes)) for row in self.rows.values())

    @property
    def _alone(self) -> dict[str, int]:
        """The bytes of each file in no row, by its path: two shards of the same content have one."""
        return {one.path: one.size for some in (self.made.values(), *self._standing) for one in some}

    def keep(self, stream: str, *sections: bytes) -> str:
        """Write a file of a stream with its sections; return its name."""
        key = digest(stream.encode() + b"".join(len(one).to_bytes(4, "big") + one for one in sections))
        return self.keep_made(stream, key, lambda: sealed(stream, *sections))

    def keep_made(self, stream: str, key: bytes, make: Callable[[], bytes]) -> str:
        """The same of a file that is made when it has to be."""
        name = self._names.get(key)
        if name is None:
            known = self._known(key)
            name = known.path[len(stream) + 1 : -len(".bin")] if known else self._write_new(stream, key, make())
            if known:
                self.take(known)
            self._names[key] = name
        return name

    def keep_at(self, path: str, key: bytes, make: Callable[[], bytes]) -> int:
        """Write a file at a path in the folder, or take it over; return how many bytes it has."""
        known = self._known(key)
        if known is None:
            return self._write(path, make())
        self.link(known.path, path)
        return known.size

    def write_at(self, path: str, code: bytes) -> int:
        """Write a file of a row to a path in the folder, where there is none; return how many bytes it has."""
        return self._write(path, code)

    def take(self, known: Made) -> None:
        """Take over a file of the last build. Raises StaleCacheError where it is not as that build left it."""
        self.link(known.path, known.path)
        self.made[known.path] = known

    def take_all(self, files: Sequence[Made]) -> None:
        """Take over files of the last build to where they were. Raises StaleCacheError."""
        if not self._is_there:
            for known in files:
                self.link(known.path, known.path)
        self._standing.append(files)

    def take_row(self, name: str) -> bool:
        """Take over a row of the last build; whether it had one of that name. Raises StaleCacheError."""
        row = self.before.rows.get(name) if self.before else None
        if row is None:
            return False
        for path in () if self._is_there else row.paths:
            self.link(path, path)
        self.rows[name] = row
        return True

    def rename_row(self, old: str, new: str) -> bool:
        """Give all that is in a row's folder another name at once; whether that could be done.

        Its files, which the last build has too, are then to be taken away before they are made again.
        """
        try:
            if self._is_there:
                os.rename(f"{self.folder}/d/{old}", f"{self.folder}/d/{new}")  # noqa: PTH104 (as all else here)
        except OSError:
            return False
        return self._is_there

    def take_away(self, path: str) -> None:
        """Remove a file, which the last build may have too, if it is there."""
        with suppress(FileNotFoundError):
            os.unlink(f"{self.folder}/{path}")  # noqa: PTH108 (there may be many)

    def link(self, path: str, new: str) -> None:
        """Give a file of the last build a second name, if it stands as it was written."""
        if self.before is None:
            raise StaleCacheError("there is no last build")
        last, file = self.before.last, self.before.file(path)
        if file not in last.files:
            raise StaleCacheError(f"{path} is not as it was")
        if path == new and file in last.there:
            return
        opened = self._opened(new)
        try:
            os.link(f"{last.output}/{file}", opened)
        except OSError:  # there already, or links are not to be had
            if not take_over(last.output / file, Path(opened)):
                raise StaleCacheError(f"{path} is missing") from None

    def add(self, others: Iterable[Made], rows: Iterable[Row] = ()) -> None:
        """Count files and rows that another process made or took over."""
        self.made.update((one.path, one) for one in others)
        self.rows.update((row.name, row) for row in rows)

    def write(self, path: str, code: bytes, key: bytes = b"") -> None:
        """Write a file and its folder. One that is there already holds the same, and may be the last build's, too."""
        self.made[path] = Made(key, path, self._write(path, code))

    def _write(self, path: str, code: bytes) -> int:
        new = self._opened(path)
        if self.before and self.before.file(path) in self.before.last.there:
            self.take_away(path)
        try:
            file = os.open(new, _NEW, _MODE)
        except FileExistsError:
            return len(code)
        try:
            written = os.write(file, code)
            while written < len(code):  # a full disk takes a part, and says so when it is asked again
                written += os.write(file, code[written:])
        finally:
            os.close(file)
        return len(code)

    def remove_others(self) -> None:
        """Remove the last build's files that have a place here and are no more."""
        if self.before is None or not self.before.last.there:
            return
        gone = {one.path for one in self.before.others} - self.made.keys()
        for path in gone.difference(one.path for some in self._standing for one in some) if gone else ():
            self.take_away(path)
        for name in self.before.rows.keys() - self.rows.keys():
            if os.path.isdir(f"{self.folder}/d/{name}"):  # noqa: PTH112 (as all else here)
                for path in self.before.rows[name].paths:
                    self.take_away(path)

    def _known(self, key: bytes) -> Made | None:
        return self.before.made.get(key) if self.before else None

    def _write_new(self, stream: str, key: bytes, code: bytes) -> str:
        name = name_of(code)
        self.write(f"{stream}/{name}.bin", code, key)
        return name

    def _opened(self, path: str) -> str:
        """The path on the disk, its folder made."""
        folder = path.rpartition("/")[0]
        if folder not in self._folders:
            (self.folder / folder).mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        return f"{self.folder}/{path}"
