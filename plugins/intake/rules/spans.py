"""What has a beginning and an end does not end before it begins."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from plugins.archive.archive import Archive
from plugins.archive.findings import Finding, Place
from plugins.archive.places import AnyRecord, file_of

_Span = tuple[AnyRecord, str, dt.date | None, dt.date | None]


def check(archive: Archive) -> Iterator[Finding]:
    """C006."""
    for record, path, first, last in _spans(archive):
        if first and last and last < first:
            place = Place(file_of(record), path=f"{path}until")
            yield Finding("C006", f"until is {last}", place, f"expected a day from {first} on")


def _spans(archive: Archive) -> Iterator[_Span]:
    """The stretches of time of gaps, members and people."""
    for number, gap in enumerate(archive.settings.gaps):
        yield archive.settings, f"gaps[{number}].", gap.from_, gap.until
    for committee in archive.committees.values():
        for number, member in enumerate(committee.members):
            yield committee, f"members[{number}].", member.from_, member.until
    for person in archive.people.values():
        yield person, "", person.from_, person.until
