"""The feeds that programs can follow, by their promised addresses."""

from __future__ import annotations

from plugins.archive import permalinks
from plugins.archive.archive import Archive
from plugins.archive.records import CommitteeId, IssueId
from plugins.pages.views.basics import ATOM, CALENDAR, Feed


def committee_feeds(archive: Archive, committee: CommitteeId) -> tuple[Feed, ...]:
    """What a committee decides, and when it meets."""
    name, base = archive.name_now(committee), permalinks.committee_address(committee)
    return (
        Feed(f"{name}: decisions", f"{base}feed.atom", ATOM),
        Feed(f"{name}: calendar of meetings", f"{base}calendar.ics", CALENDAR),
    )


def issue_feed(archive: Archive, issue: IssueId) -> tuple[Feed, ...]:
    """What happens to an issue."""
    return (Feed(archive.issues[issue].title, f"{permalinks.issue_address(issue)}feed.atom", ATOM),)


def decisions_feed() -> tuple[Feed, ...]:
    """All decisions."""
    return (Feed("Latest decisions", "feeds/decisions.atom", ATOM),)
