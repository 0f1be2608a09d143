"""Atom feeds: what is new about an issue, at a committee, in the register of decisions.

Times are those of the records and identifiers are tags, so a feed changes only when its records do, and a reader
never shows an entry twice because the site moved. The library writes one feed with marks in the places of what is told;
all others are that text with what they tell in its places, since there are tens of thousands.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable
from functools import cache
from heapq import nlargest
from html import escape
from typing import Final, NamedTuple
from urllib.parse import quote

from feedgenerator import Atom1Feed

from plugins.archive import permalinks as at
from plugins.archive.archive import Appearance
from plugins.archive.dates import format_long
from plugins.archive.outcomes import ReadOutcome
from plugins.archive.records import Committee, Decision, Issue, Meeting
from plugins.exports.clockless import known_until, moment, tag, zone_of
from plugins.exports.sight import Sight
from plugins.exports.sittings import ReadItem, Sitting, read_once, sitting_of

MOST: Final = 50
DECISIONS_FEED: Final = "feeds/decisions.atom"
_SAFE: Final = "/#%[]=:;$&()+,!?*@'~"  # in an address that may have letters of all scripts (RFC 3987, section 3.1)
_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_TO_BE_ESCAPED: Final = re.compile("[&<>\x00-\x08\x0b\x0c\x0e-\x1f]")
_IS_PLAIN: Final = re.compile(r"[\w.~/#-]*", re.ASCII).fullmatch
_LOCAL: Final = len("2013-09-11T18:30:00")
_THEN: Final = dt.datetime(9999, 12, 31, tzinfo=dt.UTC)
_MARK: Final = re.compile("@(title|page|feed|id|language|author|when|text)@")


class Entry(NamedTuple):
    """One entry: when that was, as a feed has it, and how it stands there."""

    when: str
    xml: str


class _Form(NamedTuple):
    """A text with gaps: what stands before each gap and after the last, and what each gap is for."""

    texts: tuple[str, ...]
    names: tuple[str, ...]

    def filled(self, **said: str) -> str:
        """The text with what is said in its gaps."""
        pieces = [""] * (2 * len(self.names) + 1)
        pieces[::2], pieces[1::2] = self.texts, map(said.__getitem__, self.names)
        return "".join(pieces)


class _Shape(NamedTuple):
    """What feeds have in common, with gaps where they differ: up to the entries, and entries."""

    start: _Form
    entry: _Form
    silent: _Form
    end: str


class _Feed(Atom1Feed):  # type: ignore[misc]
    """Atom whose time is not taken from a clock."""

    def latest_post_date(self) -> dt.datetime:
        """A time that stands for any."""
        return _THEN


@cache
def _shape() -> _Shape:
    """What the library writes for a feed with two entries, the second of which has no text."""
    feed = _Feed("@title@", "@page@", None, "@language@", author_name="@author@", feed_url="@feed@", feed_guid="@id@")
    for text in ("@text@", ""):
        feed.add_item("@title@", "@page@", text, unique_id="@id@", pubdate=_THEN, updateddate=_THEN)
    file = io.StringIO(newline="")
    feed.write(file, "utf-8")
    marked = file.getvalue().replace(_THEN.isoformat(), "@when@")
    start, first, second = marked.split("<entry>")
    silent, end = second.split("</entry>")
    return _Shape(_form(start), _form(f"<entry>{first}"), _form(f"<entry>{silent}</entry>"), end)


def _form(marked: str) -> _Form:
    """A text with gaps in the places of the marks."""
    pieces = _MARK.split(marked)
    return _Form(tuple(pieces[::2]), tuple(pieces[1::2]))


def issue_feed(sight: Sight, issue: Issue, entries: Iterable[Entry]) -> bytes:
    """The feed of an issue: its items and decisions, as entries."""
    return _written(sight, issue.title, at.issue_address(issue.id), f"{at.issue_address(issue.id)}feed.atom", entries)


def committee_feed(sight: Sight, committee: Committee) -> bytes:
    """The feed of a committee: the items of its last meetings that are not routine."""
    entries: list[Entry] = []
    for key in reversed(sight.archive.meeting_ids_of(committee.id)):
        if len(entries) >= MOST:
            break
        meeting = sight.archive.meetings[key]
        entries += entries_of(sight, meeting, (a for a in sight.archive.appearances(meeting) if not a.item.routine))
    address = at.committee_address(committee.id)
    return _written(sight, sight.archive.name_now(committee.id), address, f"{address}feed.atom", entries)


def decisions_feed(sight: Sight) -> bytes:
    """The feed of the newest decisions, at meetings and outside them."""
    newest = nlargest(MOST, sight.archive.decisions.values(), key=lambda d: (d.date, d.id))
    entries = [*_newest_decided(sight), *(decision_entry(sight, decision) for decision in newest)]
    title = f"Decisions: {sight.archive.settings.title or sight.archive.settings.name}"
    return _written(sight, title, at.DECISIONS, DECISIONS_FEED, entries)


def _newest_decided(sight: Sight) -> list[Entry]:
    """Items with an outcome, from the newest meeting back, as many as a feed holds."""
    entries: list[Entry] = []
    for key in reversed(tuple(sight.archive.meetings)):
        if len(entries) >= MOST:
            break
        meeting = sight.archive.meetings[key]
        outcomes = sight.archive.outcomes(meeting)
        appearances = (a for a in sight.archive.appearances(meeting) if not a.item.routine and outcomes[a.position])
        entries += entries_of(sight, meeting, appearances)
    return entries


def entries_of(sight: Sight, meeting: Meeting, appearances: Iterable[Appearance]) -> list[Entry]:
    """The entries of items of a meeting."""
    sitting = sitting_of(sight, meeting, appearances)
    return [item_entry(sight, sitting, item) for item in sitting.items]


def item_entry(sight: Sight, sitting: Sitting, item: ReadItem) -> Entry:
    """An item as an entry."""
    appearance, reading, written = item
    return _entry(
        sight,
        address=f"{sitting.address}#{appearance.anchor}",
        title=f"{appearance.item.title}: {sitting.name}, {format_long(sitting.meeting.date)}",
        text=_said(reading.readings.outcome, written.summary),
        when=sitting.began,
    )


def decision_entry(sight: Sight, decision: Decision) -> Entry:
    """A decision taken outside a meeting as an entry."""
    return _entry(
        sight,
        address=at.decision_address(decision.id),
        title=f"{decision.title}: {decision.maker}, {format_long(decision.date)}",
        text=_said(read_once(decision).outcome, decision.summary),
        when=moment(decision.date, None, zone_of(sight.archive.settings)).isoformat(),
    )


def _said(outcome: ReadOutcome | None, summary: str | None) -> str:
    """What became of it, else what it was about."""
    return outcome.text if outcome and outcome.text else (summary or "")


def _entry(sight: Sight, *, address: str, title: str, text: str, when: str) -> Entry:
    """An entry of its facts; readers take a text for HTML."""
    shape = _shape()
    written = (shape.entry if text else shape.silent).filled(
        title=_escaped(title),
        page=_linked(sight, address),
        when=when,
        id=_escaped(tag(sight.archive.settings, address)),
        text=_escaped(escape(text, quote=False) if _TO_BE_ESCAPED.search(text) else text),
    )
    return Entry(when, written)


def _written(sight: Sight, title: str, page: str, address: str, entries: Iterable[Entry]) -> bytes:
    """The feed as a file: newest entries first, as many as a feed holds."""
    settings, shape = sight.archive.settings, _shape()
    newest = sorted(entries, key=_local, reverse=True)[:MOST]
    start = shape.start.filled(
        title=_escaped(title),
        page=_linked(sight, page),
        feed=_linked(sight, address),
        id=_escaped(tag(settings, address)),
        language=escape(settings.language),
        author=_escaped(settings.name),
        when=newest[0].when if newest else known_until(settings, zone_of(settings)).isoformat(),
    )
    whole = "".join((start, *(entry.xml for entry in newest), shape.end))
    return whole.encode("utf-8", "xmlcharrefreplace")


def _local(entry: Entry) -> str:
    """The local time of an entry, without what it is ahead of another zone's."""
    return entry.when[:_LOCAL]


def _linked(sight: Sight, address: str) -> str:
    """A link as it stands between quotation marks: in ASCII."""
    link = sight.link(address)
    return link if _IS_PLAIN(link) else escape(quote(link, safe=_SAFE), quote=False)


def _escaped(text: str) -> str:
    """A text as it stands in XML, which has no place for control characters."""
    if _TO_BE_ESCAPED.search(text):
        return escape(_NOT_IN_XML.sub("\ufffd", text), quote=False)
    return text
