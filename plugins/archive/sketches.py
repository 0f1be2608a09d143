"""A meeting as lists show it: whose and when it was, what its items are called, and what became of them.

Unpacking that takes a fifth of what the whole record takes, and lists of all meetings ask for no more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import msgspec

from plugins.archive.outcomes import ReadOutcome
from plugins.archive.records import CommitteeId, Meeting, MeetingId, MeetingStatus


class ItemSketch(msgspec.Struct, frozen=True, gc=False):
    """An agenda item without its texts, documents and votes; the fields are those of the record."""

    title: str
    number: str | None = None
    anchor: str | None = None
    routine: bool = False


class Sketch(msgspec.Struct, frozen=True, gc=False):
    """A meeting without attendance and documents, and `outcomes` of its items; the other fields are the record's."""

    committee: CommitteeId
    date: dt.date
    start: str | None = None
    status: MeetingStatus = MeetingStatus.HELD
    items: tuple[ItemSketch, ...] = ()
    id: MeetingId = MeetingId("")
    outcomes: tuple[ReadOutcome | None, ...] = ()


def sketch_of(meeting: Meeting, outcomes: Iterable[ReadOutcome | None]) -> Sketch:
    """The sketch of a meeting that is at hand, with the outcomes of its items in order."""
    items = tuple(ItemSketch(item.title, item.number, item.anchor, item.routine) for item in meeting.items)
    told = (meeting.committee, meeting.date, meeting.start, meeting.status)
    return Sketch(*told, items, meeting.id, tuple(outcomes))
