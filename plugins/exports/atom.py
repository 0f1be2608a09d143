"""Atom feeds: what is new about an issue, at a committee, in the register of decisions.

Times are those of the records and identifiers are tags, so a feed changes only when its records do, and a reader
never shows an entry twice because the site moved.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nlargest
from html import escape
from typing import Final

from feedgenerator import Atom1Feed

from plugins.archive import permalinks as at
from plugins.archive.archive import Appearance
from plugins.archive.dates import format_long
from plugins.archive.outcomes import ReadOutcome, read_decision
from plugins.archive.records import Committee, Decision, Issue
from plugins.exports.clockless import known_until, moment, start_of, tag, zone_of
from plugins.exports.sight import Sight

MOST: Final = 50
DECISIONS_FEED: Final = "feeds/decisions.atom"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: where it leads, what it says, and when that was."""

    address: str
    title: str
    text: str
    when: dt.datetime


class _Feed(Atom1Feed):  # type: ignore[misc]
    """Atom whose time is that of its entries, or of the records where it has none."""

    def latest_post_date(self) -> dt.datetime:
        """The time of the newest entry."""
        times = [item["updateddate"] for item in self.items]
        newest: dt.datetime = max(times, default=self.feed["known_until"])
        return newest


def issue_feed(sight: Sight, issue: Issue) -> bytes:
    """The feed of an issue: its items and decisions."""
    entries = [_of_item(sight, appearance) for appearance in sight.archive.items_on(issue.id)]
    entries += [_of_decision(sight, decision) for decision in sight.archive.decisions_on(issue.id)]
    return _written(sight, issue.title, at.issue_address(issue.id), f"{at.issue_address(issue.id)}feed.atom", entries)


def committee_feed(sight: Sight, committee: Committee) -> bytes:
    """The feed of a committee: the items of its last meetings that are not routine."""
    entries: list[Entry] = []
    for meeting in reversed(sight.archive.meetings_of(committee.id)):
        if len(entries) >= MOST:
            break
        entries += [_of_item(sight, a) for a in sight.archive.appearances(meeting) if not a.item.routine]
    address = at.committee_address(committee.id)
    return _written(sight, sight.archive.name_now(committee.id), address, f"{address}feed.atom", entries)


def decisions_feed(sight: Sight) -> bytes:
    """The feed of the newest decisions, at meetings and outside them."""
    newest = nlargest(MOST, sight.archive.decisions.values(), key=lambda d: (d.date, d.id))
    entries = [*_newest_decided(sight), *(_of_decision(sight, decision) for decision in newest)]
    title = f"Decisions: {sight.archive.settings.title or sight.archive.settings.name}"
    return _written(sight, title, at.DECISIONS, DECISIONS_FEED, entries)


def _newest_decided(sight: Sight) -> list[Entry]:
    """Items with an outcome, from the newest meeting back, as many as a feed holds."""
    entries: list[Entry] = []
    for key in reversed(tuple(sight.archive.meetings)):
        if len(entries) >= MOST:
            break
        meeting = sight.archive.meetings[key]
        appearances = (a for a in sight.archive.appearances(meeting) if not a.item.routine)
        entries += [_of_item(sight, a) for a in appearances if _outcome(sight, a)]
    return entries


def _of_item(sight: Sight, appearance: Appearance) -> Entry:
    meeting, item = appearance.meeting, appearance.item
    committee = sight.archive.name_on(meeting.committee, meeting.date)
    return Entry(
        address=f"{at.meeting_address(meeting.id)}#{appearance.anchor}",
        title=f"{item.title}: {committee}, {format_long(meeting.date)}",
        text=_said_of_item(sight, appearance),
        when=start_of(meeting, zone_of(sight.archive.settings)),
    )


def _said_of_item(sight: Sight, appearance: Appearance) -> str:
    """What became of an item, else what it was about."""
    outcome = _outcome(sight, appearance)
    return outcome.text if outcome and outcome.text else (sight.archive.reading(appearance).written.summary or "")


def _outcome(sight: Sight, appearance: Appearance) -> ReadOutcome | None:
    return sight.archive.outcomes(appearance.meeting)[appearance.position]


def _of_decision(sight: Sight, decision: Decision) -> Entry:
    return Entry(
        address=at.decision_address(decision.id),
        title=f"{decision.title}: {decision.maker}, {format_long(decision.date)}",
        text=_said(read_decision(decision).outcome, decision.summary),
        when=moment(decision.date, None, zone_of(sight.archive.settings)),
    )


def _said(outcome: ReadOutcome | None, summary: str | None) -> str:
    """What became of it, else what it was about."""
    return outcome.text if outcome and outcome.text else (summary or "")


def _written(sight: Sight, title: str, page: str, address: str, entries: Iterable[Entry]) -> bytes:
    """The feed as a file: newest entries first, as many as a feed holds."""
    settings = sight.archive.settings
    feed = _Feed(
        title=title,
        link=sight.link(page),
        description=None,
        language=settings.language,
        author_name=settings.name,
        feed_url=sight.link(address),
        feed_guid=tag(settings, address),
        known_until=known_until(settings, zone_of(settings)),
    )
    for entry in sorted(entries, key=lambda e: e.when, reverse=True)[:MOST]:
        _add(feed, sight, entry)
    # A feed is written in some hundred small pieces, which text takes far faster than bytes do.
    file = io.StringIO(newline="")
    feed.write(file, "utf-8")
    return file.getvalue().encode("utf-8", "xmlcharrefreplace")


def _add(feed: _Feed, sight: Sight, entry: Entry) -> None:
    feed.add_item(
        title=entry.title,
        link=sight.link(entry.address),
        description=escape(entry.text, quote=False),
        unique_id=tag(sight.archive.settings, entry.address),
        pubdate=entry.when,
        updateddate=entry.when,
    )
