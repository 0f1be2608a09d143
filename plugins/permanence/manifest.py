"""The manifest: size and checksum of every published file, so that anyone can tell whether a copy is whole."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from plugins.build.workers import in_chunks, map_parts

MANIFEST: Final = "manifest.json"
FORMAT: Final = 1
_A_PART: Final = 500

Line = tuple[str, int, str]
# How files look: bytes, and time of the last change in nanoseconds; and with the sum that was taken then.
Looks = Mapping[str, tuple[int, int]]
Summed = dict[str, tuple[int, int, str]]


def sums(output: Path, files: Looks, workers: int, known: Summed | None = None) -> Iterator[Line]:
    """Name, bytes and SHA-256 of each file, by name.

    `known` are sums of earlier builds: a file that was taken over as it is need not be read. It holds those of this
    build when all lines are made.
    """
    known = {} if known is None else known
    unknown = sorted(file for file, look in files.items() if known.get(file, ())[:2] != look)
    for part in map_parts(_sums_of, output, in_chunks(unknown, _A_PART), workers, at_home=True):
        known.update((file, (*files[file], checksum)) for file, checksum in part)
    for file in known.keys() - files.keys():
        del known[file]
    return ((file, files[file][0], known[file][2]) for file in sorted(files))


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
