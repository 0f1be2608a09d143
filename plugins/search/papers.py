"""Papers as results of their own: one document for each paper before a meeting or a decision, found by its title.

They have an index to themselves, of the same form, beside that of the records: there are more papers than items, and
most are called as their items are. So they push no item down and change no item's number, and a question about papers
pays only for papers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from plugins.archive import permalinks as at
from plugins.search.documents import Day, Passage, SearchDocument, day_of, subjects

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from plugins.archive.archive import Archive
    from plugins.archive.records import CommitteeId, Decision, Document, IssueId, Meeting

KIND = "document"


class Papers(NamedTuple):
    """The papers of an archive, to be catalogued apart from its records."""

    archive: Archive


class _Before(NamedTuple):
    """Where a paper was: what it was for (nothing if for a whole meeting), and before whom."""

    id: str
    url: str
    title: str
    date: dt.date
    committee: CommitteeId | None
    day: Day
    issue: IssueId | None = None
    wards: Sequence[str] = ()


def from_meeting(archive: Archive, meeting: Meeting) -> tuple[SearchDocument, ...]:
    """Return the documents of the papers of a meeting: those of the whole meeting, then in the order of the agenda."""
    day, address = day_of(archive, meeting.committee, meeting.date), at.meeting_address(meeting.id)
    whole = _Before(meeting.id, address, "", meeting.date, meeting.committee, day)
    found = list(_papers(archive, whole, meeting.documents))
    for appearance in archive.appearances(meeting):
        item, anchor = appearance.item, appearance.anchor
        if item.documents:
            before = whole._replace(
                id=f"{meeting.id}#{anchor}",
                url=f"{address}#{anchor}",
                title=item.title,
                issue=item.issue,
                wards=item.wards,
            )
            found += _papers(archive, before, item.documents)
    return tuple(found)


def from_decision(archive: Archive, decision: Decision) -> tuple[SearchDocument, ...]:
    """Return the documents of the papers of a decision."""
    before = _Before(
        f"decisions/{decision.id}", at.decision_address(decision.id), decision.title, decision.date,
        decision.committee, day_of(archive, decision.committee, decision.date), decision.issue, decision.wards,
    )  # fmt: skip
    return tuple(_papers(archive, before, decision.documents))


def _papers(archive: Archive, before: _Before, papers: Sequence[Document]) -> Iterator[SearchDocument]:
    issue = archive.issues.get(before.issue) if before.issue else None
    facets = tuple(subjects(issue, before.wards))
    for place, paper in enumerate(papers, 1):
        title = paper.display_title or paper.title
        yield SearchDocument(
            id=f"{before.id}/{place}",
            kind=KIND,
            url=before.url,
            title=title,
            date=before.date,
            committee=before.committee,
            committee_name=before.day.committee,
            issue=before.issue,
            references=(paper.reference,) if paper.reference else (),
            facets=facets,
            passages=(
                Passage("title", title),
                *([Passage("other titles", paper.title)] if paper.title != title else ()),
                *([Passage("documents", before.title)] if before.title not in ("", title) else ()),
                before.day.setting,
            ),
        )
