"""Times of day are `HH:MM`, and the file name of a second meeting of the day says the same."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.archive.archive import Archive
from plugins.archive.dates import is_clock_time
from plugins.archive.findings import Finding, Place, quote
from plugins.archive.places import file_of


def check(archive: Archive) -> Iterator[Finding]:
    """M004."""
    for meeting in archive.meetings.values():
        for key, value in (("start", meeting.start), ("end", meeting.end)):
            if value is not None and not is_clock_time(value):
                place = Place(file_of(meeting), path=key)
                yield Finding("M004", f"{key} is {quote(value)}", place, 'expected a time as "18:30"')
