"""The manifest: size and checksum of every published file, so that anyone can tell whether a copy is whole."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from plugins.build.workers import in_chunks, map_parts
from plugins.permanence.rows import NO_ROWS, Change, Rows, write_rows

MANIFEST: Final = "manifest.json"
FORMAT: Final = 1
HEAD: Final = f'{{"format":{FORMAT},"algorithm":"sha256","files":{{'
_A_PART: Final = 500
_A_PIECE: Final = 1 << 17
_SIZE: Final = 32  # bytes of a SHA-256

# Bytes, and time of the last change in nanoseconds, of each file.
Looks = Mapping[str, tuple[int, int]]


def write_manifest(
    output: Path, files: Looks, workers: int, before: Rows = NO_ROWS, gone: frozenset[str] = frozenset()
) -> int:
    """Write `/manifest.json`, which does not name itself, nor compressed twins; how many files it names.

    `before` are the rows of the last build's, of which those of `files` are made anew and those that are `gone` left
    out; where there are none, `files` are all.
    """
    rows = _rows(output, files, workers)
    return write_rows(output / MANIFEST, HEAD, before, Change(gone, files.keys(), rows))


def _rows(output: Path, files: Looks, workers: int) -> Iterator[bytes]:
    """The row of each file, by name."""
    parts = in_chunks(sorted(files), _A_PART)
    for names, sums in zip(parts, map_parts(_sums_of, output, parts, workers, at_home=True), strict=True):
        for place, (file, name) in enumerate(zip(names, _quoted(names), strict=True)):
            checksum = sums[_SIZE * place : _SIZE * (place + 1)].hex()
            yield f'{name}:{{"bytes":{files[file][0]},"sha256":"{checksum}"}}'.encode()


def _quoted(names: Sequence[str]) -> list[str]:
    """The names as JSON, told apart by line ends, of which JSON has none."""
    return json.dumps(names, separators=("\n", ":"))[1:-1].split("\n")


def _sums_of(output: Path, files: Sequence[str]) -> bytes:
    """The sums of some files, joined."""
    return b"".join(_sum(f"{output}/{file}") for file in files)


def _sum(file: str) -> bytes:
    """The SHA-256 of a file. Most are small, and there are many: each is read straight from the system."""
    whole, opened = hashlib.sha256(), os.open(file, os.O_RDONLY)
    try:
        while piece := os.read(opened, _A_PIECE):
            whole.update(piece)
    finally:
        os.close(opened)
    return whole.digest()
