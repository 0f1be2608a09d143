"""The manifest: size and checksum of every published file, so that anyone can tell whether a copy is whole."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from plugins.build.workers import in_chunks, map_parts

MANIFEST: Final = "manifest.json"
FORMAT: Final = 1
_A_PART: Final = 500

Line = tuple[str, int, str]


def sums(output: Path, files: Sequence[str], workers: int) -> Iterator[Line]:
    """Name, bytes and SHA-256 of each file, in their order."""
    for part in map_parts(_sums_of, output, in_chunks(files, _A_PART), workers):
        yield from part


def manifest_file(lines: Iterator[Line]) -> Iterator[str]:
    """The file `/manifest.json`, piece by piece. It does not name itself, nor compressed twins."""
    yield f'{{"format":{FORMAT},"algorithm":"sha256","files":{{\n'
    comma = ""
    for name, size, checksum in lines:
        yield f'{comma}{json.dumps(name)}:{{"bytes":{size},"sha256":"{checksum}"}}'
        comma = ",\n"
    yield "\n}}\n"


def _sums_of(output: Path, files: Sequence[str]) -> list[Line]:
    return [_sum(output, file) for file in files]


def _sum(output: Path, file: str) -> Line:
    with (output / file).open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256")
        return file, opened.tell(), digest.hexdigest()
