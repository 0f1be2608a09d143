"""What was decided, as readers see it: a kind with a sign, a sentence, and where that sentence stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import msgspec

from plugins.archive.outcomes import ReadOutcome
from plugins.archive.permalinks import paragraph_anchor
from plugins.archive.records import (
    AgendaItem,
    CallIn,
    Decision,
    Exempt,
    Outcome,
    Recommendation,
    Resolution,
    ResponseKind,
)
from plugins.archive.said import NOTHING, Said, call_in_read, exclusion_read
from plugins.pages.views.basics import Day, View, day_view, maybe_day, shorten
from plugins.pages.views.papers import ExemptView, exempt_view

# The sign is shown beside the words, so that no kind is told by its colour alone.
SIGNS = {
    Outcome.APPROVED: "✓",
    Outcome.APPROVED_AMENDED: "✓",
    Outcome.REFUSED: "✕",
    Outcome.NOTED: "○",
    Outcome.DEFERRED: "‖",
    Outcome.REFERRED: "→",
    Outcome.RECOMMENDED: "»",
    Outcome.WITHDRAWN: "–",
    Outcome.OTHER: "•",
}
_LABELS = {Outcome.OTHER: "Decided"}
_EDITIONS = {"d": "from the decision notice", "m": "from the minutes", "s": "from the summary"}
_LONGEST = 420


class Badge(View, frozen=True):
    """Of which kind an outcome is: its name in style sheets, its label and its sign."""

    kind: str
    label: str
    sign: str


class OutcomeView(View, frozen=True):
    """One outcome. `anchor` is where its words stand on the page at `page`; empty where that is not known."""

    kind: str
    label: str
    sign: str
    text: str
    by: str | None
    page: str
    anchor: str
    source: str
    date: Day

    @property
    def address(self) -> str:
        """Where the words of the outcome stand."""
        return f"{self.page}#{self.anchor}" if self.anchor else self.page


class ResolutionView(View, frozen=True):
    """Words that decide or advise, and where they stand."""

    text: str
    by: str | None
    anchor: str


class RecommendationView(View, frozen=True):
    """A recommendation beside its answer."""

    number: str | None
    text: str
    by: str | None
    anchor: str
    response: str | None
    response_label: str
    response_kind: str
    response_anchor: str


class CallInView(View, frozen=True):
    """What became of the right to call a decision in; where that was read from the text, `source` says so."""

    status: str
    date: Day | None
    note: str | None
    anchor: str
    source: str = ""


class Place(View, frozen=True):
    """Where something is told: a page, an item's anchor on it ("" on a decision's own page), and the day."""

    page: str
    anchor: str
    date: dt.date


_BADGES = {
    kind.value: Badge(kind.value.replace(" ", "-"), _LABELS.get(kind, kind.value.capitalize()), sign)
    for kind, sign in SIGNS.items()
}


def badge_of(kind: Outcome) -> Badge:
    """What shows an outcome of this kind."""
    return _BADGES[kind]


def outcome_view(outcome: ReadOutcome | None, place: Place) -> OutcomeView | None:
    """The outcome with the link to its paragraph, where one was read or recorded."""
    if outcome is None:
        return None
    badge = _BADGES[outcome.kind]
    return OutcomeView(
        badge.kind,
        badge.label,
        badge.sign,
        _sentence(outcome.text or badge.label),
        outcome.by,
        place.page,
        _anchor(place, outcome.paragraph),
        _source(outcome),
        day_view(place.date),
    )


def _sentence(text: str) -> str:
    """The words as a sentence of their own: a part of a list loses its semicolon and gains a capital."""
    words = text.strip().rstrip(" ;:,")
    return shorten(words[:1].upper() + words[1:], _LONGEST)


def _source(outcome: ReadOutcome) -> str:
    """Which edition the words are from, or that the record states the outcome."""
    if outcome.paragraph:
        return _EDITIONS.get(outcome.paragraph[:1], "as recorded")
    return "as recorded" if outcome.recorded else "read from the text"


def _anchor(place: Place, paragraph: str | None) -> str:
    """The anchor of a paragraph; without one, the item's."""
    return paragraph_anchor(place.anchor, paragraph) if paragraph else place.anchor


def resolution_views(resolutions: Iterable[Resolution], place: Place) -> tuple[ResolutionView, ...]:
    """Resolutions or advice with their places."""
    return tuple(ResolutionView(r.text, r.by, _anchor(place, r.paragraph)) for r in resolutions)


def recommendation_views(recommendations: Iterable[Recommendation], place: Place) -> tuple[RecommendationView, ...]:
    """Recommendations with their answers, in the order of the record."""
    return tuple(_recommendation(r, place) for r in recommendations)


def _recommendation(recommendation: Recommendation, place: Place) -> RecommendationView:
    """One recommendation; where no answer is recorded, that is said."""
    kind = recommendation.response_kind
    return RecommendationView(
        recommendation.number,
        recommendation.text,
        recommendation.by,
        _anchor(place, recommendation.paragraph),
        recommendation.response,
        _response_label(kind, recommendation.response),
        "none" if kind is None else ResponseKind(kind).value.replace(" ", "-"),
        _anchor(place, recommendation.response_paragraph),
    )


def _response_label(kind: ResponseKind | None, response: str | None) -> str:
    """How the answer went, in words."""
    if kind is not None:
        return ResponseKind(kind).value.capitalize()
    return "Answered" if response else "No response in this item"


def call_in_view(recorded: CallIn | None, place: Place, said: Said = NOTHING) -> CallInView | None:
    """The call-in: as recorded, else as the text says."""
    call_in = recorded or call_in_read(said, place.date)
    if call_in is None:
        return None
    anchor = paragraph_anchor(place.anchor, call_in.paragraph) if call_in.paragraph else ""
    source = "" if recorded else _EDITIONS.get((call_in.paragraph or "")[:1], "")
    return CallInView(call_in.status, maybe_day(call_in.date), call_in.note, anchor, source)


def exempt_here(record: AgendaItem | Decision, place: Place, said: Said) -> ExemptView | None:
    """Why an item or a decision is not public: as recorded, else as its text says."""
    read = exclusion_read(said, record)
    if read is None or read.paragraph is None:
        return exempt_view(record.exempt)
    grounds = exempt_view(Exempt(paragraphs=read.paragraphs, public_excluded=read.excluded))
    source, anchor = _EDITIONS.get(read.paragraph[:1], ""), paragraph_anchor(place.anchor, read.paragraph)
    return msgspec.structs.replace(grounds, source=source, anchor=anchor) if grounds else None
