"""The rules that records keep, one to a file, in the order in which they are checked.

A rule takes the Archive and yields findings; a rule of meetings takes one meeting and the readings of its items and
nothing else, so that what it finds holds for as long as the meeting's file is as it was. To add one: a file here, a
line below, a code in `plugins.archive.findings` and a folder in `tests/golden/findings`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from plugins.archive.archive import Archive
from plugins.archive.findings import Finding
from plugins.archive.reading import ItemReading
from plugins.archive.records import Meeting
from plugins.intake.rules import (
    addresses,
    attendance,
    cancelled,
    committee_names,
    council,
    item_numbers,
    meeting_place,
    name_clashes,
    pointers,
    renditions,
    spans,
    spellings,
    succession,
    times,
    unused_issues,
    votes,
)

Rule = Callable[[Archive], Iterator[Finding]]
MeetingRule = Callable[[Meeting, Sequence[ItemReading]], Iterator[Finding]]

RULES: Final[tuple[Rule, ...]] = (
    council.check,
    committee_names.check,
    succession.check,
    name_clashes.check,
    spans.check,
    meeting_place.check,
    renditions.check,
    spellings.check,
    unused_issues.check,
    addresses.check,
)
MEETING_RULES: Final[tuple[MeetingRule, ...]] = (
    meeting_place.check_meeting,
    times.check,
    item_numbers.check,
    cancelled.check,
    attendance.check,
    votes.check,
    pointers.check,
    renditions.check_meeting,
)


def check(archive: Archive) -> Iterator[Finding]:
    """The findings of all rules but those of meetings."""
    for rule in RULES:
        yield from rule(archive)


def check_meeting(meeting: Meeting, readings: Sequence[ItemReading]) -> Iterator[Finding]:
    """The findings of the rules of meetings, with the readings of its items in their order."""
    for rule in MEETING_RULES:
        yield from rule(meeting, readings)
