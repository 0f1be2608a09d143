"""A person stands once in the attendance of a meeting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plugins.archive.findings import Finding, Place, quote
from plugins.archive.places import file_of
from plugins.archive.reading import ItemReading
from plugins.archive.records import Meeting


def check(meeting: Meeting, _readings: Sequence[ItemReading]) -> Iterator[Finding]:
    """M007."""
    seen: set[str] = set()
    for number, attendance in enumerate(meeting.attendance):
        person = attendance.person or attendance.name
        if person in seen:
            place = Place(file_of(meeting), path=f"attendance[{number}]")
            yield Finding("M007", f"{quote(attendance.name)} is listed twice", place, "expected each person once")
        seen.add(person)
