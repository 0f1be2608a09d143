"""A meeting as exports tell of it, read once: its items with their readings, and what is the same for all of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from plugins.archive import permalinks as at
from plugins.archive.archive import Appearance, Archive
from plugins.archive.reading import ItemReading
from plugins.archive.records import Meeting
from plugins.exports.clockless import start_of, zone_of
from plugins.exports.sight import Sight


class ReadItem(NamedTuple):
    """An item at its meeting, and what was read in its texts."""

    appearance: Appearance
    reading: ItemReading


@dataclass(frozen=True, slots=True)
class Sitting:
    """A meeting with its address, its committee's name on the day and now, when it began, and items that were read."""

    meeting: Meeting
    address: str
    name: str
    name_now: str
    start: dt.datetime
    items: tuple[ReadItem, ...]


def sitting_of(sight: Sight, meeting: Meeting, appearances: Iterable[Appearance] | None = None) -> Sitting:
    """A meeting, and its items: all, or those that are given."""
    archive = sight.archive
    return Sitting(
        meeting=meeting,
        address=at.meeting_address(meeting.id),
        name=archive.name_on(meeting.committee, meeting.date),
        name_now=sight.name_now(meeting.committee),
        start=start_of(meeting, zone_of(archive.settings)),
        items=tuple(_all_read(archive, meeting) if appearances is None else _read(archive, appearances)),
    )


def _all_read(archive: Archive, meeting: Meeting) -> Iterator[ReadItem]:
    """All items of a meeting."""
    return map(ReadItem, archive.appearances(meeting), archive.readings(meeting))


def _read(archive: Archive, appearances: Iterable[Appearance]) -> Iterator[ReadItem]:
    """Some items."""
    return (ReadItem(each, archive.reading(each)) for each in appearances)
