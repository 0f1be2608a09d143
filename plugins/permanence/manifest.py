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
_A_PIECE: Final = 1 << 17

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
    unknown = sorted(file for file, look in files.items() if not _is_known(known.get(file), look))
    for part in map_parts(_sums_of, output, in_chunks(unknown, _A_PART), workers, at_home=True):
        known.update((file, (*files[file], checksum)) for file, checksum in part)
    for file in known.keys() - files.keys():
        del known[file]
    return ((file, files[file][0], known[file][2]) for file in sorted(files))


def manifest_file(lines: Iterable[Line]) -> Iterator[str]:
    """The file `/manifest.json`, piece by piece. It does not name itself, nor compressed twins."""
    yield f'{{"format":{FORMAT},"algorithm":"sha256","files":{{\n'
    comma = ""
    for part in in_chunks(tuple(lines), _A_PART):
        names = _quoted([name for name, _, _ in part])
        told = (
            f'{name}:{{"bytes":{size},"sha256":"{checksum}"}}'
            for name, (_, size, checksum) in zip(names, part, strict=True)
        )
        yield comma + ",\n".join(told)
        comma = ",\n"
    yield "\n}}\n"


def _is_known(one: tuple[int, int, str] | None, look: tuple[int, int]) -> bool:
    """Whether a sum was taken of a file that looks so."""
    return one is not None and one[0] == look[0] and one[1] == look[1]


def _quoted(names: Sequence[str]) -> list[str]:
    """The names as JSON, told apart by line ends, of which JSON has none."""
    return json.dumps(names, separators=("\n", ":"))[1:-1].split("\n")


def _sums_of(output: Path, files: Sequence[str]) -> list[tuple[str, str]]:
    return [(file, _sum(f"{output}/{file}")) for file in files]


def _sum(file: str) -> str:
    """The SHA-256 of a file. Most are small, and there are many."""
    whole = hashlib.sha256()
    with open(file, "rb", buffering=0) as opened:  # noqa: PTH123 (once for every file of a site)
        while piece := opened.read(_A_PIECE):
            whole.update(piece)
    return whole.hexdigest()
