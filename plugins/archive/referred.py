"""Where references lead: the meeting or item of this archive that a reference names, where exactly one fits.

A day or month and a body name a meeting: the body by its name on that day, by an alias, by its initials, by words that
only one of the bodies that met has in its name, or, where the words are general ("this Committee", "the Board") or
none, as the item's own. A number names an item of that meeting; without a meeting an item of the same committee within
the fourteen months before. Of a meeting with exactly one item on the same issue it is that item. Where none fits, or
more than one, the reference stays as it is written. Every question asked of the archive is a narrow one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from plugins.archive.archive import Appearance, Archive
from plugins.archive.records import Meeting
from plugins.archive.remarks import Mention
from plugins.archive.tables import bare_number
from plugins.archive.text import fold
from plugins.archive.vocabulary import DatePrecision

_BACK: Final = dt.timedelta(days=427)
# Words that many bodies bear: they name one only in that body's own minutes.
_GENERAL: Final = frozenset(
    (
        "committee",
        "sub committee",
        "subcommittee",
        "panel",
        "board",
        "forum",
        "group",
        "commission",
        "working group",
        "partnership",
        "authority",
        "scrutiny",
        "working party",
        "meeting",
    )
)
_BEFORE: Final = re.compile(r"^(?:(?:the|this|full|its|that|their)\s+)+")
_BRACKETS: Final = re.compile(r"\s*\([^()]*\)")
_NOT_WORD: Final = re.compile(r"[^a-z0-9]+")
_SMALL: Final = frozenset(("and", "of", "for", "the", "in", "on", "to", "with"))


@dataclass(frozen=True, slots=True)
class Referral:
    """What a reference leads to: a meeting, and one of its items where the reference names one."""

    meeting: Meeting
    appearance: Appearance | None = None


def referral(archive: Archive, here: Appearance, mention: Mention) -> Referral | None:
    """What a reference of an item leads to, where exactly one meeting or item fits."""
    if mention.from_ is None or mention.until is None:
        return _by_number(archive, here, mention)
    meeting = _only(_fitting(archive, here, mention, _at_the_time(archive, mention)))
    if meeting is None:
        return _on_the_issue(archive, here, mention)
    return Referral(meeting, _item_of(archive, here, mention, meeting))


def _by_number(archive: Archive, here: Appearance, mention: Mention) -> Referral | None:
    """An item of the same committee that a bare number names."""
    if mention.number is None or mention.body is not None or mention.date is not None:
        return None
    day, committee = here.meeting.date, here.meeting.committee
    found = [
        each
        for each in archive.numbered(committee, bare_number(mention.number))
        if day - _BACK <= each.meeting.date <= day
    ]
    return Referral(found[0].meeting, found[0]) if len(found) == 1 and not _same(found[0], here) else None


def _same(one: Appearance, other: Appearance) -> bool:
    """Whether two are one item."""
    return one.meeting.id == other.meeting.id and one.position == other.position


def _at_the_time(archive: Archive, mention: Mention) -> tuple[Meeting, ...]:
    """The meetings of the day or month that a reference names."""
    if mention.from_ is None:
        return ()
    if mention.precision is DatePrecision.DAY:
        return archive.meetings_on(mention.from_)
    if mention.precision is DatePrecision.MONTH:
        return archive.meetings_in_month(mention.from_.year, mention.from_.month)
    return ()


def _fitting(archive: Archive, here: Appearance, mention: Mention, there: Sequence[Meeting]) -> Sequence[Meeting]:
    """Those of the meetings that are the body's which a reference names."""
    body = _plain(mention.body or "")
    others = [meeting for meeting in there if meeting.id != here.meeting.id]
    own = [meeting for meeting in others if meeting.committee == here.meeting.committee]
    if not body:
        return own if mention.date and _speaks_of_meeting(mention.text) else ()
    if body in _GENERAL:
        return own if body.split()[-1] in _plain(archive.name_on(here.meeting.committee, here.meeting.date)) else ()
    exact = [meeting for meeting in others if body in _names(archive, meeting)]
    words = frozenset(body.split()) - _SMALL
    return exact or [m for m in others if words <= frozenset(_plain(archive.name_on(m.committee, m.date)).split())]


def _speaks_of_meeting(text: str) -> bool:
    """Whether the words that refer speak of a meeting, and not only of what is to be considered."""
    return "eeting" in text


def _names(archive: Archive, meeting: Meeting) -> frozenset[str]:
    """What the body that met may be called: its name on the day, aliases, initials of its name."""
    name = _plain(archive.name_on(meeting.committee, meeting.date))
    aliases = archive.committees[meeting.committee].aliases
    initials = "".join(word[0] for word in name.split() if word not in _SMALL)
    return frozenset((name, initials, *map(_plain, aliases)))


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    """A name without articles, brackets, marks and capitals, for comparing."""
    return _BEFORE.sub("", _NOT_WORD.sub(" ", _BRACKETS.sub("", fold(name))).strip())


def _only(found: Iterable[Meeting]) -> Meeting | None:
    """The one that there is; `None` of none and of several."""
    one, *more = [*found, None]
    return one if more == [None] else None


def _item_of(archive: Archive, here: Appearance, mention: Mention, meeting: Meeting) -> Appearance | None:
    """The item of a meeting that a reference names by its number, or the only one there on the same issue."""
    there = archive.appearances(meeting)
    if mention.number is not None:
        number = bare_number(mention.number)
        found = [each for each in there if bare_number(each.item.number) == number]
    else:
        issue = here.item.issue
        found = [each for each in there if issue is not None and each.item.issue == issue]
    return found[0] if len(found) == 1 else None


def _on_the_issue(archive: Archive, here: Appearance, mention: Mention) -> Referral | None:
    """What is said of "consideration" at a time, without a body: the only item on the same issue at that time."""
    issue, first, last = here.item.issue, mention.from_, mention.until
    if issue is None or first is None or last is None or mention.body is not None or _speaks_of_meeting(mention.text):
        return None
    found = [a for a in archive.items_on(issue) if first <= a.meeting.date <= last and not _same(a, here)]
    return Referral(found[0].meeting, found[0]) if len(found) == 1 else None
