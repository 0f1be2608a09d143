"""A person stands once in the attendance of a meeting."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.archive.archive import Archive
from plugins.archive.findings import Finding, Place, quote
from plugins.archive.places import file_of
from plugins.archive.records import Meeting


def check(_archive: Archive, meeting: Meeting) -> Iterator[Finding]:
    """M007."""
    seen: set[str] = set()
    for number, attendance in enumerate(meeting.attendance):
        person = attendance.person or attendance.name
        if person in seen:
            place = Place(file_of(meeting), path=f"attendance[{number}]")
            yield Finding("M007", f"{quote(attendance.name)} is listed twice", place, "expected each person once")
        seen.add(person)
