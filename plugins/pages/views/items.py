"""One agenda item as readers see it: read and parsed once, shown on its meeting's page and on its issue's."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from plugins.archive import prose
from plugins.archive.archive import Appearance, Archive
from plugins.archive.outcomes import Readings
from plugins.archive.permalinks import meeting_address, paragraph_anchor
from plugins.archive.records import AgendaItem, Declaration, MeetingStatus, NamedVote, Resolution, Vote, VoteValue
from plugins.pages.views.basics import Counted, Link, View, committee_on, issue_link, person_link, ward_link
from plugins.pages.views.outcomes import (
    CallInView,
    OutcomeView,
    Place,
    RecommendationView,
    ResolutionView,
    call_in_view,
    exempt_here,
    outcome_view,
    recommendation_views,
    resolution_views,
)
from plugins.pages.views.papers import DocumentView, ExemptView, document_views
from plugins.pages.views.remarks import PromiseView, ReferenceView, promise_views, reference_views
from plugins.pages.written import in_bytes


class Edition(View, frozen=True):
    """One text of an item or a decision under its label; `letter` is that of its paragraphs."""

    label: str
    letter: str
    prose: prose.Prose
    anchor: str

    def html(self, page: str = "", *, heading: int = 4) -> Passage:
        """The text with a link at each paragraph; with `page` the links lead there and no anchors are given."""
        return Passage(self, f"{page}#" if page else None, heading)


class Passage(View, frozen=True):
    """An edition as markup, in whichever form a page takes it."""

    edition: Edition
    link: str | None
    heading: int

    def __html__(self) -> str:
        """The markup."""
        return self._in(str)

    __str__ = __html__

    def in_bytes(self) -> str:
        """The markup in the form of a file."""
        return self._in(in_bytes)

    def _in(self, form: Callable[[str], str]) -> str:
        """The markup in a form."""
        told = self.edition
        return prose.render(
            told.prose, anchor=told.anchor, letter=told.letter, link=self.link, heading=self.heading, form=form
        )


class VoteView(View, frozen=True):
    """A vote as told in the source; `named` groups the names by how they voted.

    `brief` where there is nothing but how it went; `unequal` says how the names differ from the numbers.
    """

    motion: str | None
    counts: tuple[tuple[str, int], ...]
    result: str | None
    named: tuple[tuple[str, tuple[Link, ...]], ...]
    anchor: str
    manner: str | None = None
    unequal: str = ""

    @property
    def brief(self) -> bool:
        """Whether the vote is told in a line."""
        return not self.counts and not self.named


class DeclarationView(View, frozen=True):
    """An interest declared."""

    person: Link
    kind: str | None
    text: str
    anchor: str


class ItemView(View, frozen=True):
    """An agenda item. `address` is its place on its meeting's page.

    `expected` says whether a missing outcome is worth telling: not of a routine item or a meeting that was not held.
    """

    number: str | None
    title: str
    anchor: str
    page: str
    committee: Link
    issue: Counted | None
    routine: bool
    outcome: OutcomeView | None
    expected: bool
    further: int
    advice: tuple[ResolutionView, ...]
    recommendations: tuple[RecommendationView, ...]
    editions: tuple[Edition, ...]
    documents: tuple[DocumentView, ...]
    votes: tuple[VoteView, ...]
    declarations: tuple[DeclarationView, ...]
    exempt: ExemptView | None
    call_in: CallInView | None
    promises: tuple[PromiseView, ...]
    refers: tuple[ReferenceView, ...]
    key_decision: bool
    presented_by: str | None
    wards: tuple[Link, ...]

    @property
    def address(self) -> str:
        """Where the item stands."""
        return f"{self.page}#{self.anchor}"


def item_view(archive: Archive, appearance: Appearance, sizes: Mapping[str, int]) -> ItemView:
    """The item with all that its prose tells."""
    item, meeting = appearance.item, appearance.meeting
    reading = archive.reading(appearance)
    readings = reading.readings
    place = Place(meeting_address(meeting.id), appearance.anchor, meeting.date)
    return ItemView(
        number=item.number,
        title=item.title,
        anchor=appearance.anchor,
        page=place.page,
        committee=committee_on(archive, meeting.committee, meeting.date),
        issue=_issue(archive, item),
        routine=item.routine,
        outcome=outcome_view(readings.outcome, place),
        expected=meeting.status == MeetingStatus.HELD and not item.routine,
        further=_further(readings),
        advice=resolution_views(_one_edition(readings.advice), place) if readings.advice else (),
        recommendations=recommendation_views(readings.recommendations, place) if readings.recommendations else (),
        editions=editions(appearance.anchor, reading.summary, reading.decision, reading.minutes),
        documents=document_views(item.documents, sizes),
        votes=tuple([_vote(archive, vote, place) for vote in item.votes]),
        declarations=tuple([_declaration(archive, declaration, place) for declaration in item.declarations]),
        exempt=exempt_here(item, place, readings.said),
        call_in=call_in_view(item.call_in, place, readings.said),
        promises=promise_views(readings.said, place) if readings.said.promises else (),
        refers=reference_views(archive, appearance, readings.said) if readings.said.mentions else (),
        key_decision=bool(item.key_decision),
        presented_by=item.presented_by,
        wards=tuple([ward_link(archive, ward) for ward in item.wards]),
    )


def _further(readings: Readings) -> int:
    """How many resolutions there are beside the outcome's, in the edition that it is from."""
    if readings.outcome is None or not readings.outcome.paragraph:
        return 0
    letter = readings.outcome.paragraph[0]
    said = [r for r in readings.resolutions if r.paragraph and r.paragraph[0] == letter and r.text[-1:] != ":"]
    return max(0, len(said) - 1)


def _one_edition(advice: tuple[Resolution, ...]) -> tuple[Resolution, ...]:
    """The advice of the edition that has it first: the other repeats it."""
    if not advice:
        return ()
    letters = [(each.paragraph or "")[:1] for each in advice]
    return tuple(each for each, letter in zip(advice, letters, strict=True) if letter == letters[0])


def _issue(archive: Archive, item: AgendaItem) -> Counted | None:
    """The issue with the number of meetings it came to."""
    if item.issue is None:
        return None
    link = issue_link(archive, item.issue)
    return Counted(link.text, link.address, archive.meetings_with(item.issue))


def editions(
    anchor: str, summary: prose.Prose, decision: prose.Prose, minutes: prose.Prose = ()
) -> tuple[Edition, ...]:
    """The texts that are there, each under its label, in the order in which a reader wants them."""
    texts = (("Summary", "s", summary), ("Decision notice", "d", decision), ("Minutes", "m", minutes))
    return tuple([Edition(label, letter, text, anchor) for label, letter, text in texts if text])


Counts = tuple[tuple[str, int], ...]
_COUNTS = (("For", "for_"), ("Against", "against"), ("Abstained", "abstain"))
_VALUES = {
    VoteValue.FOR: "For",
    VoteValue.AGAINST: "Against",
    VoteValue.ABSTAIN: "Abstained",
    VoteValue.ABSENT: "Absent",
    VoteValue.NOT_VOTING: "Not voting",
}


def _vote(archive: Archive, vote: Vote, place: Place) -> VoteView:
    """The vote with its numbers as written."""
    counts = tuple((label, getattr(vote, name)) for label, name in _COUNTS if getattr(vote, name) is not None)
    result = None if vote.carried is None else ("Carried" if vote.carried else "Lost")
    named = tuple((label, _voters(archive, vote.named, value)) for value, label in _VALUES.items())
    cast = tuple(n for n in named if n[1])
    anchor = _paragraph(place, vote.paragraph)
    return VoteView(vote.motion, counts, result, cast, anchor, vote.manner, _unequal(counts, dict(cast)))


def _unequal(counts: Counts, named: Mapping[str, tuple[Link, ...]]) -> str:
    """How the numbers written differ from the names, where there are names."""
    wrong = [(label, count, len(named.get(label, ()))) for label, count in counts if named]
    said = [f"{label.lower()}: {count} written, {names} named" for label, count, names in wrong if count != names]
    return "; ".join(said)


def _voters(archive: Archive, named: tuple[NamedVote, ...], value: VoteValue) -> tuple[Link, ...]:
    """Those who voted so."""
    return tuple(person_link(archive, n.name, n.person) for n in named if n.vote == value)


def _declaration(archive: Archive, declaration: Declaration, place: Place) -> DeclarationView:
    """One interest with its person."""
    person = person_link(archive, declaration.name, declaration.person)
    return DeclarationView(person, declaration.kind, declaration.text, _paragraph(place, declaration.paragraph))


def _paragraph(place: Place, paragraph: str | None) -> str:
    """The anchor of a paragraph, or "" where none is named."""
    return paragraph_anchor(place.anchor, paragraph) if paragraph else ""
