"""What a worker has before it when it makes exports: the archive, and where to put things."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from plugins.archive.asked import AskedArchive
from plugins.archive.places import AnyRecord
from plugins.exports import json_lines, tables
from plugins.exports.csv_tables import Row, Table
from plugins.exports.data_package import LINES_FILE
from plugins.exports.sight import Sight

DOWNLOADS: Final[Mapping[str, tuple[str, ...]]] = {
    "committees": (tables.COMMITTEES.file,),
    "people": (tables.PEOPLE.file,),
    "issues": (tables.ISSUES.file,),
    "meetings": (tables.ITEMS.file, tables.MEETINGS.file, tables.DOCUMENTS.file),
    "decisions": (tables.DECISIONS.file, tables.DOCUMENTS.file),
}


@dataclass(frozen=True, slots=True)
class Part:
    """Some records of one kind whose rows and lines lie in pieces of their own.

    `name` is what the pieces are called, "meetings-4f1c…"; it tells these very records from any others.
    """

    kind: str
    ids: tuple[str, ...]
    name: str

    @property
    def files(self) -> tuple[str, ...]:
        """Its pieces."""
        return tuple(piece_of(download, self.name) for download in (*DOWNLOADS[self.kind], LINES_FILE))


@dataclass(frozen=True, slots=True)
class Export:
    """The files that are made of one record: of a kind, under its identifier."""

    kind: str
    id: str
    files: tuple[str, ...]

    @property
    def name(self) -> str:
        """What no other export is called."""
        return f"{self.kind}/{self.id}"


def piece_of(download: str, part: str) -> str:
    """The file in which a part's piece of a download lies, in the folder of the pieces."""
    return f"{part}.{Path(download).name}"


@dataclass(frozen=True, slots=True)
class Desk:
    """The archive as the site's root sees it, the output, and the folder for pieces."""

    sight: Sight
    archive: AskedArchive
    output: Path
    pieces: Path

    def write(self, address: str, content: bytes) -> None:
        """Write a file of the site."""
        path = self.output / address
        try:
            path.write_bytes(content)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    def write_twin(self, address: str, twin: msgspec.Struct) -> None:
        """Write the data of the page at an address beside it."""
        self.write(f"{address}index.json", msgspec.json.encode(twin) + b"\n")

    def add_rows(self, part: Part, table: Table[Row], rows: Iterable[Row]) -> None:
        """Put a part's rows where the table is joined from."""
        (self.pieces / piece_of(table.file, part.name)).write_bytes(table.lines(rows).encode())

    def add_lines(self, part: Part, records: Iterable[AnyRecord]) -> None:
        """Put a part's records where the JSON Lines are joined from."""
        packed = json_lines.packed(self.sight.at("data/"), records)
        (self.pieces / piece_of(LINES_FILE, part.name)).write_bytes(packed)
