"""The manifest: size and checksum of every published file, so that anyone can tell whether a copy is whole."""

from __future__ import annotations

import hashlib
import json
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

import msgspec

from plugins.build.workers import in_chunks, map_parts

MANIFEST: Final = "manifest.json"
FORMAT: Final = 1
_A_PART: Final = 500
_A_PIECE: Final = 1 << 17
_SIZE: Final = 32  # bytes of a SHA-256

Line = tuple[str, int, str]
# How files look: bytes, and time of the last change in nanoseconds.
Looks = Mapping[str, tuple[int, int]]
_NUMBER: Final = "q"  # a file may be older than 1970


class Summed(msgspec.Struct, frozen=True, array_like=True):
    """The sums of files by name, kept for the next build: of each the two numbers that are its look, and 32 bytes.

    There are some four files to an agenda item, so they lie side by side and not each in a value of its own.
    """

    files: tuple[str, ...] = ()
    looks: bytes = b""
    digests: bytes = b""

    def lines(self) -> Iterator[Line]:
        """Name, bytes and SHA-256 of each file, by name."""
        sizes = array(_NUMBER, self.looks)[::2]
        for place, (file, size) in enumerate(zip(self.files, sizes, strict=True)):
            yield file, size, self.digest(place).hex()

    def digest(self, place: int) -> bytes:
        """The sum of the file at a place."""
        return self.digests[_SIZE * place : _SIZE * (place + 1)]

    def of(self, files: Looks) -> Callable[[str], bytes | None]:
        """What gives a file's sum where the file looks as it did, else `None`."""
        places, looks = {file: place for place, file in enumerate(self.files)}, array(_NUMBER, self.looks)

        def known(file: str) -> bytes | None:
            """One sum."""
            place = places.get(file)
            if place is None or (looks[2 * place], looks[2 * place + 1]) != files[file]:
                return None
            return self.digest(place)

        return known


def sums(output: Path, files: Looks, workers: int, known: Summed | None = None) -> Summed:
    """The sums of files. `known` are those of the last build: a file that was taken over as it is need not be read."""
    names, of = tuple(sorted(files)), (known or Summed()).of(files)
    unknown = [name for name in names if of(name) is None]
    found = _in_turn(map_parts(_sums_of, output, in_chunks(unknown, _A_PART), workers, at_home=True))
    digests, looks = bytearray(), array(_NUMBER)
    for name in names:
        digests += of(name) or next(found)
        looks.extend(files[name])
    return Summed(names, looks.tobytes(), bytes(digests))


def _in_turn(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Sums one by one."""
    return (part[start : start + _SIZE] for part in parts for start in range(0, len(part), _SIZE))


def manifest_file(lines: Iterable[Line]) -> Iterator[str]:
    """The file `/manifest.json`, piece by piece. It does not name itself, nor compressed twins."""
    yield f'{{"format":{FORMAT},"algorithm":"sha256","files":{{\n'
    comma, rest = "", iter(lines)
    while part := tuple(islice(rest, _A_PART)):
        names = _quoted([name for name, _, _ in part])
        told = (
            f'{name}:{{"bytes":{size},"sha256":"{checksum}"}}'
            for name, (_, size, checksum) in zip(names, part, strict=True)
        )
        yield comma + ",\n".join(told)
        comma = ",\n"
    yield "\n}}\n"


def _quoted(names: Sequence[str]) -> list[str]:
    """The names as JSON, told apart by line ends, of which JSON has none."""
    return json.dumps(names, separators=("\n", ":"))[1:-1].split("\n")


def _sums_of(output: Path, files: Sequence[str]) -> bytes:
    """The sums of some files, joined."""
    return b"".join(_sum(f"{output}/{file}") for file in files)


def _sum(file: str) -> bytes:
    """The SHA-256 of a file. Most are small, and there are many."""
    whole = hashlib.sha256()
    with open(file, "rb", buffering=0) as opened:  # noqa: PTH123 (once for every file of a site)
        while piece := opened.read(_A_PIECE):
            whole.update(piece)
    return whole.digest()
