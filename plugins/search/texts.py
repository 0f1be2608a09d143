"""What was read, packed, in the cache: the documents of each source for the next build, any one by number for this.

A document is made once, from records; whoever needs it again unpacks it, at an eighth of the cost.
"""

from __future__ import annotations

import mmap
import os
import weakref
import zlib
from array import array
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from plugins.search.keeping import CHECK, StaleCacheError, keep_packed, kept
from plugins.search.packing import unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from plugins.search.documents import SearchDocument

TEXTS = "texts"
"""The folder in the cache, beside that of Whoosh."""

CHUNKS = 32
"""Files over which sources are spread."""

_CHUNK_BITS = 40
_IN_CHUNK = (1 << _CHUNK_BITS) - 1
_TWO, _BYTES = b"\x92", b"\xc6"
"""MessagePack's signs for a list of two and for bytes, the number of which follows in four."""

_PACK = msgspec.msgpack.Encoder()

Packed = dict[str, list[bytes]]
"""Packed documents by the keys of their sources."""


class Laid(NamedTuple):
    """A file of texts: how many bytes each document of each source has, and all documents one after another."""

    lengths: dict[str, list[int]]
    packed: memoryview


_LAID = msgspec.msgpack.Decoder(Laid)


def chunk_of(key: str) -> int:
    """Return in which file the documents of a source lie."""
    return zlib.crc32(key.encode()) % CHUNKS


def file_of(folder: Path, chunk: int) -> Path:
    """Return the file of a chunk."""
    return folder / f"{chunk:02}"


def leave(file: Path, packed: Packed) -> None:
    """Write packed documents into a new file."""
    lay(file, lengths_of(packed), [code for some in packed.values() for code in some])


def lengths_of(packed: Packed) -> dict[str, list[int]]:
    """Return how many bytes each document of each source has."""
    return {key: [len(code) for code in some] for key, some in packed.items()}


def lay(file: Path, lengths: Mapping[str, list[int]], pieces: Sequence[bytes]) -> None:
    """Write packed documents that are joined already, in any pieces, into a new file."""
    size = sum(map(len, pieces)).to_bytes(4, "big")
    keep_packed(file, (_TWO, _PACK.encode(lengths), _BYTES, size, *pieces))


def left_in(file: Path) -> Packed:
    """Return the packed documents of a file. Raises StaleCacheError."""
    lengths, packed = kept(file, Laid)
    found, at = Packed(), 0
    for key, some in lengths.items():
        ends = list(accumulate(some, initial=at))
        found[key] = [bytes(packed[start:end]) for start, end in pairwise(ends)]
        at = ends[-1]
    return found


def taken(laid: Laid, key: str) -> list[bytes]:
    """Return the packed documents of one source in a file. Raises StaleCacheError where there is none of that key."""
    at = 0
    for other, some in laid.lengths.items():
        if other == key:
            return [bytes(laid.packed[start:end]) for start, end in pairwise(accumulate(some, initial=at))]
        at += sum(some)
    raise StaleCacheError(f"no texts of {key}")


def lay_renewed(file: Path, laid: Laid, changes: Packed) -> None:
    """Write what lies in one file into a new one, with other documents of some sources."""
    lengths, pieces, at, start = dict(laid.lengths), list[bytes](), 0, 0
    for key, some in laid.lengths.items():
        past = at + sum(some)
        if key in changes:
            pieces += [bytes(laid.packed[start:at]), *changes[key]]
            lengths[key], start = [len(code) for code in changes[key]], past
        at = past
    lay(file, lengths, [*pieces, bytes(laid.packed[start:])])


class Stored:
    """All documents by number, each read from the cache when it is asked for."""

    def __init__(self, folder: Path, numbers: Mapping[str, Sequence[int]], documents: int) -> None:
        """Find so many documents in a folder, given the numbers of each source's. Raises StaleCacheError."""
        self._folder = folder
        self._places, self._lengths = array("Q", bytes(8 * documents)), array("I", bytes(4 * documents))
        for chunk in range(CHUNKS):
            self._find(chunk, numbers)
        self._open()

    def __getitem__(self, number: int) -> SearchDocument:
        """The document of a number. Raises StaleCacheError."""
        return unpacked(self.packed(number))

    def packed(self, number: int) -> bytes:
        """Return the document of a number, packed."""
        return self._read(self._places[number], self._lengths[number])

    def in_a_row(self, numbers: range) -> Iterator[bytes]:
        """Yield documents in a row, packed, the last first: so those of a source lie, which are read at once."""
        past = numbers.stop
        while past > numbers.start:
            first, size = past - 1, self._lengths[past - 1]
            while first > numbers.start and self._places[first - 1] == self._places[first] + self._lengths[first]:
                first -= 1
                size += self._lengths[first]
            code, at = self._read(self._places[past - 1], size), 0
            for number in range(past - 1, first - 1, -1):
                yield code[at : at + self._lengths[number]]
                at += self._lengths[number]
            past = first

    def _read(self, place: int, size: int) -> bytes:
        chunk = place >> _CHUNK_BITS
        file = self._files.get(chunk)
        if file is None:
            file = self._files[chunk] = os.open(file_of(self._folder, chunk), os.O_RDONLY | os.O_CLOEXEC)
        return os.pread(file, size, place & _IN_CHUNK)

    def __getstate__(self) -> tuple[Path, array[int], array[int]]:
        """Another process opens the files itself."""
        return self._folder, self._places, self._lengths

    def __setstate__(self, state: tuple[Path, array[int], array[int]]) -> None:
        """As it was in the other process."""
        self._folder, self._places, self._lengths = state
        self._open()

    def _open(self) -> None:
        self._files: dict[int, int] = {}
        weakref.finalize(self, _close, self._files)

    def _find(self, chunk: int, numbers: Mapping[str, Sequence[int]]) -> None:
        """Note where the documents of a chunk lie. Its texts, which come last in the file, are not read."""
        with file_of(self._folder, chunk).open("rb") as file:
            lengths, size = _lengths_in(file.fileno())
        at = (chunk << _CHUNK_BITS) + size - sum(map(sum, lengths.values()))
        for key, some in lengths.items():
            for number, length in zip(numbers[key], some, strict=True):
                self._places[number], self._lengths[number] = at, length
                at += length


def _lengths_in(file: int) -> tuple[dict[str, list[int]], int]:
    """The lengths of a file's documents by source, and the file's size."""
    with mmap.mmap(file, 0, access=mmap.ACCESS_READ) as whole, memoryview(whole)[CHECK:] as code:
        return _LAID.decode(code).lengths, len(whole)


def _close(files: Mapping[int, int]) -> None:
    for file in files.values():
        os.close(file)
