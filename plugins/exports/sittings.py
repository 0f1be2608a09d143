"""A meeting as exports tell of it, read once: its items with their readings, and what is the same for all of them.

A decision outside meetings too is read once for what is made of it at one time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from plugins.archive import permalinks as at
from plugins.archive.archive import Appearance, Archive
from plugins.archive.outcomes import read_decision
from plugins.archive.reading import ItemReading, Written
from plugins.archive.records import Meeting
from plugins.exports.clockless import start_of, zone_of
from plugins.exports.sight import Sight

# A decision's twin, its entry in a feed and its place in an issue's twin are made one after the other.
read_once: Final = lru_cache(maxsize=16)(read_decision)


class ReadItem(NamedTuple):
    """An item at its meeting, what was read in its texts, and how these are written."""

    appearance: Appearance
    reading: ItemReading
    written: Written


@dataclass(frozen=True, slots=True)
class Sitting:
    """A meeting with its address, its committee's name on the day and now, and items that were read.

    `began` is the moment as ISO 8601 writes it.
    """

    meeting: Meeting
    address: str
    name: str
    name_now: str
    began: str
    items: tuple[ReadItem, ...]


def sitting_of(sight: Sight, meeting: Meeting, appearances: Iterable[Appearance] | None = None) -> Sitting:
    """A meeting, and its items: all, or those that are given."""
    archive = sight.archive
    return Sitting(
        meeting=meeting,
        address=at.meeting_address(meeting.id),
        name=archive.name_on(meeting.committee, meeting.date),
        name_now=sight.name_now(meeting.committee),
        began=start_of(meeting, zone_of(archive.settings)).isoformat(),
        items=tuple(_all_read(archive, meeting) if appearances is None else _read(archive, appearances)),
    )


def _all_read(archive: Archive, meeting: Meeting) -> Iterator[ReadItem]:
    """All items of a meeting."""
    pairs = zip(archive.appearances(meeting), archive.readings(meeting), strict=True)
    return (ReadItem(each, reading, reading.written) for each, reading in pairs)


def _read(archive: Archive, appearances: Iterable[Appearance]) -> Iterator[ReadItem]:
    """Some items."""
    pairs = ((each, archive.reading(each)) for each in appearances)
    return (ReadItem(each, reading, reading.written) for each, reading in pairs)
