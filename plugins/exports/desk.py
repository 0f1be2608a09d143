"""What a worker has before it when it makes exports: the archive, what was read in it, and where to put things."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec

from plugins.archive.archive import Archive
from plugins.archive.outcomes import Readings, read_item
from plugins.archive.places import AnyRecord
from plugins.archive.records import AgendaItem, Meeting, MeetingId
from plugins.exports import json_lines
from plugins.exports.csv_tables import Row, Table
from plugins.exports.data_package import LINES_FILE
from plugins.exports.sight import Sight


@dataclass(slots=True)
class Known:
    """What was read in items, so that none is read twice."""

    readings: dict[int, Readings] = field(default_factory=dict)

    def __call__(self, item: AgendaItem) -> Readings:
        """What the item records."""
        known = self.readings.get(id(item))
        return read_item(item) if known is None else known

    def learn(self, meeting: Meeting, readings: Sequence[Readings]) -> None:
        """Remember what was read in a meeting's items. The Archive holds them, so their identity stands."""
        self.readings.update((id(item), read) for item, read in zip(meeting.items, readings, strict=True))

    def of(self, meeting: Meeting) -> tuple[Readings, ...]:
        """What was read in a meeting's items; nothing where not all of them were read."""
        known = tuple(self.readings[id(item)] for item in meeting.items if id(item) in self.readings)
        return known if len(known) == len(meeting.items) else ()


@dataclass(frozen=True, slots=True)
class Part:
    """Some records of one kind, for one worker at a time; `number` is their place among the kind's parts."""

    kind: str
    number: int
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """The archive as the site's root sees it, what is known of it, the output, and the folder for pieces."""

    sight: Sight
    known: Known
    output: Path
    scratch: Path

    def __reduce__(self) -> tuple[object, ...]:
        """How another process makes this desk again: what is known goes by meeting, since items are new ones there."""
        known = [(name, self.known.of(meeting)) for name, meeting in self.archive.meetings.items()]
        learnt = [(name, readings) for name, readings in known if readings]
        return _desk_again, (replace(self.sight, readings=read_item), learnt, self.output, self.scratch)

    @property
    def archive(self) -> Archive:
        """The archive."""
        return self.sight.archive

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
        self.piece(table.file, part.kind, part.number).write_bytes(table.lines(rows).encode())

    def add_lines(self, part: Part, records: Iterable[AnyRecord]) -> None:
        """Put a part's records where the JSON Lines are joined from."""
        packed = json_lines.packed(self.sight.at("data/"), records)
        self.piece(LINES_FILE, part.kind, part.number).write_bytes(packed)

    def piece(self, download: str, kind: str, number: int) -> Path:
        """Where a part's piece of a download lies until the pieces are joined."""
        return self.scratch / f"{Path(download).name}.{kind}.{number:06d}"


def _desk_again(sight: Sight, learnt: Sequence[tuple[MeetingId, Sequence[Readings]]], *folders: Path) -> Desk:
    """A desk in another process."""
    known = Known()
    for name, readings in learnt:
        known.learn(sight.archive.meetings[name], readings)
    return Desk(replace(sight, readings=known), known, *folders)
