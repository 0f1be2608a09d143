"""The files of the published index: named by what they hold, each made once, those of the last build taken over.

A file has a key, a digest of all that it is made from; where the last build made a file of that key, it is given a
second name instead of being made again.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from plugins.build.last import take_over
from plugins.search.format import digest, name_of, sealed
from plugins.search.keeping import StaleCacheError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from plugins.build.last import LastBuild

FOLDER = "search-index"


class Made(msgspec.Struct, frozen=True, array_like=True):
    """A file: the key of what it was made from, where it lies in the folder, its bytes."""

    key: bytes
    path: str
    size: int


class Before(NamedTuple):
    """The last build, the files that it made, by key, and those of folders of documents, by their names."""

    last: LastBuild
    made: Mapping[bytes, Made]
    folders: Mapping[str, Sequence[Made]]


class Files:
    """Writes files into a folder, or links them where the last build has made them. `made` tells which there are."""

    def __init__(self, folder: Path, before: Before | None = None) -> None:
        self.folder = folder
        self.before = before
        self.made: dict[str, Made] = {}
        self._names: dict[bytes, str] = {}
        self._folders: set[str] = set()

    @property
    def count(self) -> int:
        """How many files there are."""
        return len(self.made)

    @property
    def size(self) -> int:
        """Their bytes."""
        return sum(one.size for one in self.made.values())

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

    def keep_at(self, path: str, key: bytes, make: Callable[[], bytes]) -> None:
        """Write a file at a path in the folder."""
        known = self._known(key)
        if known:
            self.take(known, path)
        else:
            self.write(path, make(), key)

    def take(self, known: Made, path: str | None = None) -> None:
        """Take over a file of the last build. Raises StaleCacheError where it is not as that build left it."""
        new = path or known.path
        self._link(self._last(), known.path, self._opened(new))
        self.made[new] = known if new == known.path else Made(known.key, new, known.size)

    def take_all(self, files: Sequence[Made]) -> None:
        """Take over files of the last build to where they were. Raises StaleCacheError."""
        last = self._last()
        if not {f"{FOLDER}/{known.path}" for known in files} <= last.there:
            for known in files:
                self._link(last, known.path, self._opened(known.path))
        self.add(files)

    def _last(self) -> LastBuild:
        if self.before is None:
            raise StaleCacheError("there is no last build")
        return self.before.last

    @staticmethod
    def _link(last: LastBuild, path: str, new: str) -> None:
        """Give a file of the last build a second name, if it stands as it was written."""
        file = f"{FOLDER}/{path}"
        if file not in last.files:
            raise StaleCacheError(f"{path} is not as it was")
        if file in last.there and new.endswith(f"/{file}"):
            return
        try:
            os.link(f"{last.output}/{file}", new)
        except OSError:  # there already, or links are not to be had
            if not take_over(last.output / file, Path(new)):
                raise StaleCacheError(f"{path} is missing") from None

    def add(self, others: Iterable[Made]) -> None:
        """Count files that another process made or took over."""
        self.made.update((one.path, one) for one in others)

    def write(self, path: str, code: bytes, key: bytes = b"") -> None:
        """Write a file and its folder. One that is there already holds the same, and may be the last build's, too."""
        new = self._opened(path)
        if self.before and f"{FOLDER}/{path}" in self.before.last.there:
            with suppress(FileNotFoundError):
                os.unlink(new)  # noqa: PTH108 (for every file)
        with suppress(FileExistsError), open(new, "xb") as file:  # noqa: PTH123 (for every file)
            file.write(code)
        self.made[path] = Made(key, path, len(code))

    def remove_others(self) -> None:
        """Remove the last build's files that have a place here and are no more."""
        start = f"{FOLDER}/"
        there = self.before.last.there if self.before else frozenset[str]()
        for file in there - {start + path for path in self.made} if there else ():
            if file.startswith(start):
                with suppress(FileNotFoundError):
                    os.unlink(f"{self.folder}/{file.removeprefix(start)}")  # noqa: PTH108 (there may be many)

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
