"""Compressed twins: beside each text file of the output, gzip and Brotli where they are smaller.

The same bytes for the same file: no time, no name, and a header of our own.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Final

import brotli

from plugins.build.last import LastBuild, take_over
from plugins.build.workers import in_chunks, map_parts

TEXT: Final = frozenset(
    {".html", ".css", ".js", ".mjs", ".json", ".xml", ".atom", ".ics", ".csv", ".txt", ".svg", ".md", ".webmanifest"}
)
SMALLEST: Final = 256  # bytes; below it nothing is gained
GZIP_LEVEL: Final = 9
BROTLI_QUALITY: Final = 9  # 11 takes thirty times as long for a tenth less
BEST_QUALITY: Final = 11
OFTEN_READ: Final = ("theme/", "search/")
_A_PART: Final = 200
_A_PIECE: Final = 1 << 20
_ENDINGS: Final = (".gz", ".br")
_HEADER: Final = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"


def compress_files(output: Path, files: Sequence[str], workers: int, last: LastBuild | None = None) -> tuple[str, ...]:
    """Write the twins; which they are. Those of files that were taken over from the last build are taken over too."""
    texts = [file for file in files if PurePosixPath(file).suffix in TEXT]
    parts = map_parts(_compress_part, (output, last), in_chunks(texts, _A_PART), workers, at_home=True)
    return tuple(twin for part in parts for twin in part)


def gzipped(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """A gzip file of the content that names no time, name or system, piece by piece."""
    packer = zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    checksum = size = 0
    yield _HEADER
    for piece in pieces:
        checksum, size = zlib.crc32(piece, checksum), size + len(piece)
        yield packer.compress(piece)
    yield packer.flush() + struct.pack("<II", checksum, size & 0xFFFFFFFF)


def brotlied(pieces: Iterable[bytes], quality: int = BROTLI_QUALITY) -> Iterator[bytes]:
    """A Brotli stream of the content, piece by piece."""
    packer = brotli.Compressor(mode=brotli.MODE_TEXT, quality=quality)
    for piece in pieces:
        yield packer.process(piece)
    yield packer.finish()


def _compress_part(places: tuple[Path, LastBuild | None], files: Sequence[str]) -> list[str]:
    """The twins of some files."""
    output, last = places
    twins = ((file, _taken_over(output, file, last)) for file in files)
    return [twin for file, taken in twins for twin in (_compress(output, file) if taken is None else taken)]


def _taken_over(output: Path, file: str, last: LastBuild | None) -> list[str] | None:
    """The twins that were taken over with a file; `None` where it is not the last build's, and so has none yet."""
    if last is None or file not in last.files or not (output / file).samefile(last.output / file):
        return None
    twins = [f"{file}{ending}" for ending in _ENDINGS if f"{file}{ending}" in last.files]
    return [twin for twin in twins if take_over(last.output / twin, output / twin)]


def _compress(output: Path, file: str) -> list[str]:
    """The twins of one file that are smaller than it."""
    path = output / file
    if path.stat().st_size < SMALLEST:
        return []
    quality = BEST_QUALITY if file.startswith(OFTEN_READ) else BROTLI_QUALITY
    forms = zip(_ENDINGS, (gzipped(_pieces(path)), brotlied(_pieces(path), quality)), strict=True)
    return [f"{file}{ending}" for ending, packed in forms if _keep_if_smaller(path, ending, packed)]


def _pieces(path: Path) -> Iterator[bytes]:
    """The content of a file, a stretch at a time, so that a large one is never in memory whole."""
    with path.open("rb") as file:
        while piece := file.read(_A_PIECE):
            yield piece


def _keep_if_smaller(path: Path, ending: str, packed: Iterable[bytes]) -> bool:
    """Write a twin, and take it away again where it is no smaller."""
    twin = path.with_name(path.name + ending)
    with twin.open("wb") as file:
        file.writelines(packed)
    smaller = twin.stat().st_size < path.stat().st_size
    if not smaller:
        twin.unlink()
    return smaller
