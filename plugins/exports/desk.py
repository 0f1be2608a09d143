"""What a worker has before it when it makes exports: the archive, and where to put things."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from plugins.archive.asked import AskedArchive
from plugins.archive.places import AnyRecord
from plugins.exports import json_lines, tables
from plugins.exports.csv_tables import Row, Table
from plugins.exports.data_package import LINES_FILE
from plugins.exports.fragments import Fragments
from plugins.exports.sight import Sight

DOWNLOADS: Final[Mapping[str, tuple[str, ...]]] = {
    "committees": (tables.COMMITTEES.file, LINES_FILE),
    "people": (tables.PEOPLE.file, LINES_FILE),
    "issues": (tables.ISSUES.file, LINES_FILE),
    "meetings": (tables.ITEMS.file, tables.MEETINGS.file, tables.DOCUMENTS.file, LINES_FILE),
    "decisions": (tables.DECISIONS.file, tables.DOCUMENTS.file, LINES_FILE),
}
_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
_JSON: Final = msgspec.json.Encoder()
_MODE: Final = 0o666  # as the system's mask has it


@dataclass(frozen=True, slots=True)
class Part:
    """Some records of one kind whose rows and lines lie side by side in the downloads.

    `name` is "meetings-4f1c…"; it tells these very records from any others.
    """

    kind: str
    ids: tuple[str, ...]
    name: str

    @property
    def downloads(self) -> tuple[str, ...]:
        """The downloads that it has a piece of."""
        return DOWNLOADS[self.kind]


class Export(NamedTuple):
    """The files that are made of one record: of a kind, under its identifier; by a name that no other bears."""

    name: str
    kind: str
    id: str
    files: tuple[str, ...]


def export_of(kind: str, key: str, files: tuple[str, ...]) -> Export:
    """The export of one record."""
    return Export(f"{kind}/{key}", kind, key, files)


def piece_of(download: str, part: str) -> str:
    """The file in which a part's piece of a download lies until it is joined with the others."""
    return f"{part}.{download.rpartition('/')[2]}"


def write_file(path: str, content: bytes | bytearray) -> None:
    """Write a whole file in one go, and the folder it lies in where there is none; there are tens of thousands."""
    try:
        file = os.open(path, _NEW, _MODE)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120
        file = os.open(path, _NEW, _MODE)
    try:
        written = os.write(file, content)
        while written < len(content):  # a full disk takes a part, and says so when it is asked again
            written += os.write(file, memoryview(content)[written:])
    finally:
        os.close(file)


@dataclass(frozen=True, slots=True)
class Desk:
    """The archive as the site's root sees it, the output, the folder for pieces, and what was kept of meetings."""

    sight: Sight
    archive: AskedArchive
    output: Path
    pieces: Path
    fragments: Fragments

    @property
    def unasked(self) -> Sight:
        """The archive as the site's root sees it, where nobody notes what it is asked."""
        return Sight(self.archive.whole, "", self.sight.site_url, self.sight.sizes)

    def write(self, address: str, content: bytes | bytearray) -> None:
        """Write a file of the site."""
        write_file(f"{self.output}/{address}", content)

    def write_twin(self, address: str, twin: msgspec.Struct) -> None:
        """Write the data of the page at an address beside it."""
        content = bytearray()
        _JSON.encode_into(twin, content)
        content += b"\n"
        self.write(f"{address}index.json", content)

    def put_down(self, part: Part, download: str, piece: bytes) -> None:
        """Put a part's piece where the download is joined from."""
        write_file(f"{self.pieces}/{piece_of(download, part.name)}", piece)

    def add_rows(self, part: Part, table: Table[Row], rows: Iterable[Row]) -> None:
        """Put a part's rows where the table is joined from."""
        self.put_down(part, table.file, table.lines(rows).encode())

    def add_lines(self, part: Part, records: Iterable[AnyRecord]) -> None:
        """Put a part's records where the JSON Lines are joined from."""
        sight = self.sight.at("data/")
        self.put_down(part, LINES_FILE, json_lines.zipped(json_lines.line(sight, record) for record in records))
