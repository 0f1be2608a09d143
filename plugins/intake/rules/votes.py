"""Where votes are named one by one, the totals are their sums."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from plugins.archive.findings import Finding, Place
from plugins.archive.places import file_of
from plugins.archive.reading import ItemReading
from plugins.archive.records import Meeting, Vote, VoteValue


def check(meeting: Meeting, _readings: Sequence[ItemReading]) -> Iterator[Finding]:
    """M005."""
    for position, item in enumerate(meeting.items):
        for number, vote in enumerate(item.votes):
            yield from _sums(meeting, f"items[{position}].votes[{number}]", vote)


def _sums(meeting: Meeting, path: str, vote: Vote) -> Iterator[Finding]:
    """A finding for each total that is not the sum of the named votes."""
    if not vote.named:
        return
    counts = Counter(named.vote for named in vote.named)
    written = {VoteValue.FOR: vote.for_, VoteValue.AGAINST: vote.against, VoteValue.ABSTAIN: vote.abstain}
    for value, total in written.items():
        if total is not None and total != counts[value]:
            message = f"{total} votes {value} are written, {counts[value]} are named"
            yield Finding("M005", message, Place(file_of(meeting), path=path), "check the numbers against the source")
