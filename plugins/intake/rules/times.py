"""Times of day are `HH:MM`, and the file name of a second meeting of the day says the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plugins.archive.dates import is_clock_time
from plugins.archive.findings import Finding, Place, quote
from plugins.archive.places import file_of
from plugins.archive.reading import ItemReading
from plugins.archive.records import Meeting

_DATE_LENGTH = len("2013-09-11")


def check(meeting: Meeting, _readings: Sequence[ItemReading]) -> Iterator[Finding]:
    """M004."""
    yield from _file_name(meeting)
    for key, value in (("start", meeting.start), ("end", meeting.end)):
        if value is not None and not is_clock_time(value):
            place = Place(file_of(meeting), path=key)
            yield Finding("M004", f"{key} is {quote(value)}", place, 'expected a time as "18:30"')


def _file_name(meeting: Meeting) -> Iterator[Finding]:
    """A finding where the time in the file name is not when the meeting starts."""
    written = meeting.id.rpartition("/")[2][_DATE_LENGTH:].removeprefix("-")
    if written and written != (meeting.start or "").replace(":", ""):
        place = Place(file_of(meeting), path="start")
        hint = f'expected "{written[:2]}:{written[2:]}", as the file name says'
        yield Finding("M004", f"start is {quote(meeting.start or '')}", place, hint)
