"""Writes a synthetic archive into a content folder, record by record, in the canonical form of records."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from plugins.archive.places import AnyRecord, file_of

Encode = Callable[[AnyRecord], str]


def write_records(records: Iterable[AnyRecord], content: Path, encode: Encode) -> int:
    """Write each record to its file under `content` and return how many were written."""
    made: set[Path] = set()
    count = 0
    for count, record in enumerate(records, 1):  # noqa: B007 - the last number is the answer
        path = content / file_of(record)
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        path.write_bytes(encode(record).encode())
    return count
