"""A record's own committee and date are those that its file's place says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plugins.archive.archive import Archive
from plugins.archive.findings import Finding, Place, quote
from plugins.archive.places import file_of
from plugins.archive.reading import ItemReading
from plugins.archive.records import Meeting


def check(archive: Archive) -> Iterator[Finding]:
    """M001, of decisions outside meetings."""
    for decision in archive.decisions.values():
        if f"{decision.date.year:04d}" != decision.id[:4]:
            hint = f"expected a day of {decision.id[:4]}, as the folder says"
            yield Finding("M001", f"the date is {decision.date}", Place(file_of(decision), path="date"), hint)


def check_meeting(meeting: Meeting, _readings: Sequence[ItemReading]) -> Iterator[Finding]:
    """M001, of a meeting."""
    folder, _, stem = meeting.id.partition("/")
    file = file_of(meeting)
    if meeting.committee != folder:
        hint = f"expected {quote(folder)}, as the folder says"
        yield Finding("M001", f"the committee is {quote(meeting.committee)}", Place(file, path="committee"), hint)
    if meeting.date.isoformat() != stem[:10]:
        hint = f"expected {stem[:10]}, as the file name says"
        yield Finding("M001", f"the date is {meeting.date}", Place(file, path="date"), hint)
