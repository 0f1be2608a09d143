"""The manifest: size and checksum of every published file, so that anyone can tell whether a copy is whole."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from plugins.build.workers import in_chunks, map_parts

MANIFEST: Final = "manifest.json"
FORMAT: Final = 1
_A_PART: Final = 500

Line = tuple[str, int, str]
# A file as it was when it was summed: its number in the file system, bytes, time of change, and the sum.
Summed = dict[str, tuple[int, int, int, str]]


def sums(output: Path, files: Sequence[str], workers: int, known: Summed | None = None) -> Iterator[Line]:
    """Name, bytes and SHA-256 of each file, in their order.

    `known` are sums of earlier builds: a file that was taken over as it is need not be read. It holds those of this
    build when all lines are made.
    """
    known = {} if known is None else known
    looks = {file: _look(output / file) for file in files}
    unknown = [file for file, look in looks.items() if known.get(file, ())[:3] != look]
    for part in map_parts(_sums_of, output, in_chunks(unknown, _A_PART), workers):
        known.update((file, (*looks[file], checksum)) for file, checksum in part)
    for file in known.keys() - looks.keys():
        del known[file]
    return ((file, look[1], known[file][3]) for file, look in looks.items())


def _look(file: Path) -> tuple[int, int, int]:
    """What tells that a file is still the same."""
    status = os.stat(file)  # noqa: PTH116 (once for every file of a site)
    return status.st_ino, status.st_size, status.st_mtime_ns


def manifest_file(lines: Iterable[Line]) -> Iterator[str]:
    """The file `/manifest.json`, piece by piece. It does not name itself, nor compressed twins."""
    yield f'{{"format":{FORMAT},"algorithm":"sha256","files":{{\n'
    comma = ""
    for name, size, checksum in lines:
        yield f'{comma}{json.dumps(name)}:{{"bytes":{size},"sha256":"{checksum}"}}'
        comma = ",\n"
    yield "\n}}\n"


def _sums_of(output: Path, files: Sequence[str]) -> list[tuple[str, str]]:
    return [(file, _sum(output / file)) for file in files]


def _sum(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
