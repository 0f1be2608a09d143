"""A decision taken outside a meeting, as readers see it on its own page and in its issue's history."""

from __future__ import annotations

from collections.abc import Mapping

from plugins.archive import prose
from plugins.archive.archive import Archive
from plugins.archive.outcomes import read_decision
from plugins.archive.permalinks import decision_address
from plugins.archive.records import Contact, Decision
from plugins.pages.views.basics import (
    Day,
    Link,
    View,
    committee_on,
    day_view,
    issue_link,
    maybe_day,
    person_link,
    ward_link,
)
from plugins.pages.views.items import Edition, editions
from plugins.pages.views.outcomes import CallInView, OutcomeView, Place, call_in_view, exempt_here, outcome_view
from plugins.pages.views.papers import DocumentView, ExemptView, document_views
from plugins.pages.views.remarks import PromiseView, promise_views


class DecisionView(View, frozen=True):
    """A decision outside a meeting. `passages` are its further texts under their headings, as HTML."""

    id: str
    title: str
    page: str
    date: Day
    maker: Link
    committee: Link | None
    issue: Link | None
    status: str | None
    key_decision: bool
    outcome: OutcomeView | None
    editions: tuple[Edition, ...]
    passages: tuple[tuple[str, str], ...]
    documents: tuple[DocumentView, ...]
    exempt: ExemptView | None
    call_in: CallInView | None
    promises: tuple[PromiseView, ...]
    published: Day | None
    effective: Day | None
    wards: tuple[Link, ...]
    contact: Contact | None

    @property
    def address(self) -> str:
        """The decision's own page."""
        return self.page


def decision_view(archive: Archive, decision: Decision, sizes: Mapping[str, int]) -> DecisionView:
    """The decision with what its text tells, read once."""
    place, readings = Place(decision_address(decision.id), "", decision.date), read_decision(decision)
    return DecisionView(
        id=decision.id,
        title=decision.title,
        page=place.page,
        date=day_view(decision.date),
        maker=person_link(archive, decision.maker, decision.maker_person),
        committee=committee_on(archive, decision.committee, decision.date) if decision.committee else None,
        issue=issue_link(archive, decision.issue) if decision.issue else None,
        status=decision.status,
        key_decision=bool(decision.key_decision),
        outcome=outcome_view(readings.outcome, place),
        editions=editions("", prose.parse(decision.summary), prose.parse(decision.decision)),
        passages=_passages(decision),
        documents=document_views(decision.documents, sizes),
        exempt=exempt_here(decision, place, readings.said),
        call_in=call_in_view(decision.call_in, place, readings.said),
        promises=promise_views(readings.said, place),
        published=maybe_day(decision.published),
        effective=maybe_day(decision.effective),
        wards=tuple(ward_link(archive, ward) for ward in decision.wards),
        contact=decision.contact,
    )


_TABLE = '<div class="table-scroll" tabindex="0" role="region" aria-label="Table"><table>{}</table></div>'


def _passages(decision: Decision) -> tuple[tuple[str, str], ...]:
    """Reasons, alternatives and interests, where they are told. Their paragraphs have no addresses of their own."""
    texts = (
        ("Reasons", decision.reasons_text),
        ("Alternatives considered", decision.alternatives),
        ("Interests declared", decision.interests),
    )
    return tuple((label, prose_html(text)) for label, text in texts if text)


def prose_html(text: str | None) -> str:
    """The text as HTML without anchors and links to its paragraphs."""
    return "".join(b.opens + _element(b) + b.closes for b in prose.parse(text))


def _element(block: prose.Block) -> str:
    """One block as an element."""
    match block.kind:
        case "heading":
            return f"<h3>{block.html}</h3>"
        case "table":
            return _TABLE.format(block.html)
        case "rule":
            return "<hr>"
        case "item":
            return f"<span class=li>{block.html}</span>"
        case "paragraph":
            return f"<p>{block.html}</p>"
