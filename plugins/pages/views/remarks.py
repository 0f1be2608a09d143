"""What an item says beside its decision, as readers see it: promises to report back, and what it refers to.

All of it was read from the text, and is shown as that: each with the paragraph where it stands.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from plugins.archive.archive import Appearance, Archive
from plugins.archive.dates import MONTHS, format_long
from plugins.archive.permalinks import meeting_address, paragraph_anchor
from plugins.archive.referred import Referral, referral
from plugins.archive.remarks import Mention, Promise
from plugins.archive.said import Said, mentions_made, promises_made
from plugins.archive.text import fold
from plugins.archive.vocabulary import DatePrecision, PromiseKind
from plugins.pages.views.basics import View
from plugins.pages.views.outcomes import Place

_LABELS = {
    PromiseKind.RESOLVED: "Report back promised",
    PromiseKind.UNDERTAKEN: "Report back promised",
    PromiseKind.REQUESTED: "Report back asked for",
}
_EDITIONS = {"d": "from the decision notice", "m": "from the minutes", "s": "from the summary"}


class PromiseView(View, frozen=True):
    """A promise: `due` as written, `reckoned` what that is where it had to be reckoned, `doubt` what weakens it."""

    label: str
    due: str
    reckoned: str
    to: str | None
    doubt: str | None
    anchor: str
    source: str


class ReferenceView(View, frozen=True):
    """A meeting or item that is referred to, and where it is."""

    text: str
    address: str
    anchor: str


def promise_views(said: Said, place: Place) -> tuple[PromiseView, ...]:
    """The promises, each once: the editions of an item repeat each other."""
    if not said.promises:
        return ()
    views: dict[tuple[object, ...], PromiseView] = {}
    for promise in promises_made(said, place.date):
        views.setdefault(_same(promise), _promise(promise, place))
    return tuple(views.values())


def _same(promise: Promise) -> tuple[object, ...]:
    """What two promises have in common that are one: the days, else the words of the date, else all words."""
    if promise.until is not None:
        return (promise.from_, promise.until)
    return (fold(promise.due),) if promise.due else (fold(promise.text),)


def _promise(promise: Promise, place: Place) -> PromiseView:
    """One promise."""
    return PromiseView(
        label=_LABELS[promise.kind],
        due=promise.due or "no date given",
        reckoned=_reckoned(promise),
        to=None if _says_it(promise.due, promise.to) else promise.to,
        doubt=promise.doubt,
        anchor=paragraph_anchor(place.anchor, promise.paragraph) if promise.paragraph else place.anchor,
        source=_EDITIONS.get((promise.paragraph or "")[:1], "as recorded"),
    )


def _says_it(due: str | None, to: str | None) -> bool:
    """Whether when and to whom are the same words: "the next meeting"."""
    return bool(due and to and (due in to or to in due))


def _reckoned(promise: Promise) -> str:
    """The days that a due date names, where they do not stand in its words."""
    if not promise.inferred or promise.until is None:
        return ""
    if promise.precision is DatePrecision.MONTH and promise.from_ is not None and promise.from_.day == 1:
        return _month(promise.until)
    return format_long(promise.until) if promise.precision is DatePrecision.DAY else f"by {format_long(promise.until)}"


def _month(day: dt.date) -> str:
    """A month with its year."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def reference_views(archive: Archive, of: Appearance, said: Said) -> tuple[ReferenceView, ...]:
    """What an item refers to in this archive, each once, in the order of the text; what leads nowhere is left out."""
    if not said.mentions:
        return ()
    found: dict[str, ReferenceView] = {}
    for mention, target in _targets(archive, of, mentions_made(said, of.meeting.date)):
        view = _reference(archive, of, mention, target)
        found.setdefault(view.address, view)
    return tuple(found.values())


def _targets(archive: Archive, of: Appearance, mentions: Iterable[Mention]) -> list[tuple[Mention, Referral]]:
    """The references that lead somewhere."""
    pairs = ((mention, referral(archive, of, mention)) for mention in mentions)
    return [(mention, target) for mention, target in pairs if target is not None]


def _reference(archive: Archive, of: Appearance, mention: Mention, target: Referral) -> ReferenceView:
    """One reference with the name of what it leads to."""
    meeting, item = target.meeting, target.appearance
    named = f"{archive.name_on(meeting.committee, meeting.date)}, {format_long(meeting.date)}"
    page = meeting_address(meeting.id)
    text = f"{named}, item {item.item.number}" if item and item.item.number else named
    return ReferenceView(
        text=text,
        address=f"{page}#{item.anchor}" if item else page,
        anchor=paragraph_anchor(of.anchor, mention.paragraph) if mention.paragraph else of.anchor,
    )
