"""A meeting that did not take place decided nothing."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.archive.archive import Archive
from plugins.archive.findings import Finding, Place
from plugins.archive.places import file_of
from plugins.archive.records import Meeting, MeetingStatus

_NEVER_MET = frozenset({MeetingStatus.CANCELLED, MeetingStatus.WITHDRAWN})


def check(archive: Archive, meeting: Meeting) -> Iterator[Finding]:
    """M008."""
    for appearance in archive.appearances(meeting) if meeting.status in _NEVER_MET else ():
        written = archive.reading(appearance).written
        if written.minutes or written.decision:
            place = Place(file_of(meeting), path=f"items[{appearance.position}]")
            hint = "expected status: held, or no minutes and no decision"
            yield Finding("M008", f"the meeting is {meeting.status} but has minutes or a decision", place, hint)
