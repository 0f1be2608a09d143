"""The manifest: size and checksum of every published file, so that anyone can tell whether a copy is whole."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from io import FileIO
from pathlib import Path
from typing import Final, NamedTuple

from plugins.build.workers import in_chunks, map_parts
from plugins.permanence.rows import NO_ROWS, Change, Rows, write_rows

MANIFEST: Final = "manifest.json"
FORMAT: Final = 1
HEAD: Final = f'{{"format":{FORMAT},"algorithm":"sha256","files":{{'
_A_PART: Final = 2_000  # files, which are summed in a twentieth of a second
_A_PIECE: Final = 1 << 17
_LARGE: Final = 1 << 22
_A_LARGE_PIECE: Final = 1 << 24
_SIZE: Final = 32  # bytes of a SHA-256
_UNKNOWN: Final = bytes(_SIZE)

# Bytes, and time of the last change in nanoseconds, of each file.
Looks = Mapping[str, tuple[int, int]]


class Summing(NamedTuple):
    """The files of an output folder while their checksums are found: those that threads find, as they looked."""

    output: Path
    large: Mapping[str, tuple[tuple[int, int], Future[bytes]]]


def write_manifest(
    summing: Summing, files: Looks, workers: int, before: Rows = NO_ROWS, gone: frozenset[str] = frozenset()
) -> int:
    """Write `/manifest.json`, which does not name itself, nor compressed twins; how many files it names.

    `before` are the rows of the last build's, of which those of `files` are made anew and those that are `gone` left
    out; where there are none, `files` are all.
    """
    rows = _rows(summing, files, workers)
    return before.count + write_rows(summing.output / MANIFEST, HEAD, before, Change(gone, files.keys(), rows))


def begin_summing(output: Path, files: Looks, workers: int) -> Summing:
    """Begin with the checksums of the large ones of some files, by threads, where there is more than one processor.

    None of them may be written while that goes on.
    """
    large = sorted((file for file in files if files[file][0] >= _LARGE), key=lambda file: (-files[file][0], file))
    if workers == 1 or not large:
        return Summing(output, {})
    threads = ThreadPoolExecutor(min(workers, len(large)))
    sums = {file: (files[file], threads.submit(_sum_of_large, f"{output}/{file}")) for file in large}
    threads.shutdown(wait=False)
    return Summing(output, sums)


def _rows(summing: Summing, files: Looks, workers: int) -> Iterator[bytes]:
    """The row of each file, by name."""
    known = {file: found.result() for file, (look, found) in summing.large.items() if files.get(file) == look}
    parts = in_chunks(sorted(files), _A_PART)
    shared = summing.output, frozenset(known)
    for names, sums in zip(parts, map_parts(_sums_of, shared, parts, workers, at_home=True), strict=True):
        for place, (file, name) in enumerate(zip(names, _quoted(names), strict=True)):
            checksum = known.get(file) or sums[_SIZE * place : _SIZE * (place + 1)]
            yield f'{name}:{{"bytes":{files[file][0]},"sha256":"{checksum.hex()}"}}'.encode()


def _quoted(names: Sequence[str]) -> list[str]:
    """The names as JSON, told apart by line ends, of which JSON has none."""
    return json.dumps(names, separators=("\n", ":"))[1:-1].split("\n")


def _sums_of(shared: tuple[Path, frozenset[str]], files: Sequence[str]) -> bytes:
    """The sums of some files, joined, with zeros for those that are known."""
    output, known = shared
    return b"".join([_UNKNOWN if file in known else _sum(f"{output}/{file}") for file in files])


def _sum_of_large(file: str) -> bytes:
    """The SHA-256 of a large file, in few pieces: between them a thread waits for the one that makes the rows."""
    whole, buffer = hashlib.sha256(), memoryview(bytearray(_A_LARGE_PIECE))
    with FileIO(file) as opened:
        while size := opened.readinto(buffer):
            whole.update(buffer[:size])
    return whole.digest()


def _sum(file: str) -> bytes:
    """The SHA-256 of a file. Most are small, and there are many: each is read straight from the system."""
    whole, opened = hashlib.sha256(), os.open(file, os.O_RDONLY)
    try:
        while piece := os.read(opened, _A_PIECE):
            whole.update(piece)
    finally:
        os.close(opened)
    return whole.digest()
