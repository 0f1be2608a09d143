"""A meeting that did not take place decided nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plugins.archive.findings import Finding, Place
from plugins.archive.places import file_of
from plugins.archive.reading import ItemReading
from plugins.archive.records import Meeting, MeetingStatus

_NEVER_MET = frozenset({MeetingStatus.CANCELLED, MeetingStatus.WITHDRAWN})


def check(meeting: Meeting, readings: Sequence[ItemReading]) -> Iterator[Finding]:
    """M008."""
    for position, reading in enumerate(readings if meeting.status in _NEVER_MET else ()):
        if reading.written.minutes or reading.written.decision:
            place = Place(file_of(meeting), path=f"items[{position}]")
            hint = "expected status: held, or no minutes and no decision"
            yield Finding("M008", f"the meeting is {meeting.status} but has minutes or a decision", place, hint)
