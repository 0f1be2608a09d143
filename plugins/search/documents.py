"""What is searched: one document for each agenda item, issue, decision, committee and person.

Knows what of a record is worth finding, and in which field; knows nothing of terms or of files.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from plugins.archive import permalinks as at
from plugins.archive.archive import Appearance, Archive
from plugins.archive.dates import format_long
from plugins.archive.outcomes import ReadOutcome, read_decision
from plugins.archive.prose import Prose, parse
from plugins.archive.records import (
    AgendaItem,
    Committee,
    CommitteeId,
    Decision,
    Document,
    Issue,
    Meeting,
    Person,
    PersonId,
)
from plugins.search.query import item_number


class Passage(msgspec.Struct, frozen=True, gc=False):
    """A piece of text that a reader can be led to: its field, its words, and its place in the page."""

    field: str
    text: str
    anchor: str = ""


class SearchDocument(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One thing to be found. `url` leads to it; `committee_name` is the committee's name on that day.

    `references` are what people write for exactly this ("50/2", "item 50"); `facets` are what it can be
    filtered by, as pairs of a facet and a value.
    """

    id: str
    kind: str
    url: str
    title: str
    date: dt.date | None = None
    committee: str | None = None
    committee_name: str | None = None
    outcome: str | None = None
    issue: str | None = None
    passages: tuple[Passage, ...] = ()
    references: tuple[str, ...] = ()
    facets: tuple[tuple[str, str], ...] = ()
    routine: bool = False


class SearchedCommittee(msgspec.Struct, frozen=True):
    """A committee as searchers choose it: its identifier, and its names in order, newest last."""

    id: str
    names: tuple[str, ...]


class Searched(msgspec.Struct, frozen=True, kw_only=True):
    """Documents in the order in which they are numbered: the earliest day first, undated before all."""

    language: str
    documents: tuple[SearchDocument, ...]
    committees: tuple[SearchedCommittee, ...] = ()


def from_meeting(archive: Archive, meeting: Meeting, positions: Iterable[int]) -> tuple[SearchDocument, ...]:
    """Return the documents of a meeting's items at some positions of the agenda."""
    appearances, day = archive.appearances(meeting), day_of(archive, meeting.committee, meeting.date)
    return tuple([_item(archive, appearances[position], day) for position in positions])


class Day(NamedTuple):
    """What all that was before a committee on one day has in common: its name then, and what says so in the text."""

    committee: str | None
    setting: Passage


def day_of(archive: Archive, committee: CommitteeId | None, day: dt.date) -> Day:
    """Return the day of a committee, as named then and now, or of nobody known."""
    names = [archive.name_on(committee, day), archive.name_now(committee)] if committee else []
    return Day(names[0] if names else None, Passage("setting", " · ".join((*dict.fromkeys(names), format_long(day)))))


def _item(archive: Archive, appearance: Appearance, day: Day) -> SearchDocument:
    meeting, item, anchor = appearance.meeting, appearance.item, appearance.anchor
    reading = archive.reading(appearance)
    outcome = reading.readings.outcome
    issue = archive.issues.get(item.issue) if item.issue else None
    other = [issue.title] if issue and issue.title != item.title else []
    return SearchDocument(
        id=f"{meeting.id}#{anchor}",
        kind="item",
        url=f"{at.meeting_address(meeting.id)}#{anchor}",
        title=item.title,
        date=meeting.date,
        committee=meeting.committee,
        committee_name=day.committee,
        outcome=outcome.kind.value if outcome else None,
        issue=item.issue,
        routine=item.routine,
        references=tuple(_item_references(meeting, item.number, item.documents, issue)),
        facets=(*subjects(issue, item.wards), *_involved(archive, item)),
        passages=(
            Passage("title", item.title, anchor),
            *_plain("other titles", other),
            *_said(outcome, anchor),
            *_prose("decision", reading.decision, anchor, "d"),
            *_prose("summary", reading.summary, anchor, "s"),
            *_plain("documents", _titles(item.documents)),
            *_prose("minutes", reading.minutes, anchor, "m"),
            *_plain("people", [item.presented_by] if item.presented_by else []),
            day.setting,
        ),
    )


def from_decision(archive: Archive, decision: Decision) -> SearchDocument:
    """Return the document of a decision."""
    outcome = read_decision(decision).outcome
    issue = archive.issues.get(decision.issue) if decision.issue else None
    day = day_of(archive, decision.committee, decision.date)
    return SearchDocument(
        id=f"decisions/{decision.id}",
        kind="decision",
        url=at.decision_address(decision.id),
        title=decision.title,
        date=decision.date,
        committee=decision.committee,
        committee_name=day.committee if decision.committee else decision.maker,
        outcome=outcome.kind.value if outcome else None,
        issue=decision.issue,
        references=(decision.date.isoformat(), *_references(decision.documents, issue)),
        facets=(*subjects(issue, decision.wards), *_named(archive, [decision.maker_person])),
        passages=(
            Passage("title", decision.title),
            *_said(outcome, ""),
            *_prose("decision", parse(decision.decision), "", "d"),
            *_prose("summary", parse(decision.summary), "", "s"),
            *_plain("documents", _titles(decision.documents)),
            *(
                Passage("minutes", block.text)
                for text in (decision.reasons_text, decision.alternatives)
                for block in parse(text)
            ),
            *_plain("people", [decision.maker]),
            day.setting,
        ),
    )


def from_issue(archive: Archive, issue: Issue, last: Meeting | Decision | None) -> SearchDocument:
    """Return the document of an issue, which stands where it last came up."""
    outcome = _outcome(archive, issue, last) if last else None
    day, committee = (last.date, last.committee) if last else (None, None)
    return SearchDocument(
        id=f"issues/{issue.id}",
        kind="issue",
        url=at.issue_address(issue.id),
        title=issue.title,
        date=day,
        committee=committee,
        committee_name=archive.name_on(committee, day) if committee and day else None,
        outcome=outcome.kind.value if outcome else None,
        issue=issue.id,
        references=tuple(_references((), issue)),
        facets=tuple(subjects(issue, ())),
        passages=(
            Passage("title", issue.title),
            *_plain("other titles", issue.titles),
            *(Passage("outcome", outcome.text) for _ in (1,) if outcome),
            *_prose("summary", parse(issue.summary), "", ""),
            *_plain("people", (*issue.topics, *issue.wards)),
        ),
    )


def from_committee(committee: Committee) -> SearchDocument:
    """Return the document of a committee."""
    names = [name.name for name in committee.names]
    return SearchDocument(
        id=f"committees/{committee.id}",
        kind="committee",
        url=at.committee_address(committee.id),
        title=names[-1],
        committee=committee.id,
        passages=(
            Passage("title", names[-1]),
            *_plain("other titles", (*names[:-1], *committee.aliases)),
            *_prose("summary", parse(committee.purpose), "", ""),
            *_plain("people", dict.fromkeys(member.name for member in committee.members)),
        ),
    )


def from_person(person: Person) -> SearchDocument:
    """Return the document of a person."""
    facts = [fact for fact in (person.role, person.party, person.ward) if fact]
    return SearchDocument(
        id=f"people/{person.id}",
        kind="person",
        url=at.person_address(person.id),
        title=person.name,
        facets=(("ward", person.ward),) if person.ward else (),
        passages=(
            Passage("title", person.name),
            *_plain("other titles", person.names),
            *_plain("summary", [" · ".join(facts)] if facts else []),
            *(Passage("minutes", block.text) for block in parse(person.note)),
        ),
    )


def _outcome(archive: Archive, issue: Issue, last: Meeting | Decision) -> ReadOutcome | None:
    """What became of an issue where it last came up: of the first of a meeting's items on it."""
    if isinstance(last, Decision):
        return read_decision(last).outcome
    outcomes = zip(last.items, archive.outcomes(last), strict=True)
    return next(outcome for item, outcome in outcomes if item.issue == issue.id)


def _plain(field: str, texts: Iterable[str]) -> Iterator[Passage]:
    return (Passage(field, text) for text in texts)


def _prose(field: str, prose: Prose, anchor: str, letter: str) -> Iterator[Passage]:
    """The blocks of a prose field, each with its own anchor where it has one."""
    for block in prose:
        pointer = at.paragraph_anchor(anchor, letter + block.number) if letter and block.number else anchor
        yield Passage(field, block.text, pointer)


def _said(outcome: ReadOutcome | None, anchor: str) -> Iterator[Passage]:
    if outcome and outcome.text:
        yield Passage(
            "outcome", outcome.text, at.paragraph_anchor(anchor, outcome.paragraph) if outcome.paragraph else anchor
        )


def _titles(documents: Iterable[Document]) -> Iterator[str]:
    for document in documents:
        shown = document.display_title or document.title
        yield shown if shown == document.title else f"{shown} ({document.title})"


def _references(documents: Iterable[Document], issue: Issue | None) -> Iterator[str]:
    yield from (document.reference for document in documents if document.reference)
    yield from issue.references if issue else ()


def _item_references(
    meeting: Meeting, number: str | None, documents: Iterable[Document], issue: Issue | None
) -> Iterator[str]:
    if number:
        yield f"item {item_number(number)}"
    yield meeting.date.isoformat()
    yield from _references(documents, issue)


def subjects(issue: Issue | None, wards: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield topics and wards, of the matter and of what was before a meeting."""
    if issue:
        yield from (("topic", topic) for topic in issue.topics)
    yield from (("ward", ward) for ward in dict.fromkeys((*(issue.wards if issue else ()), *wards)))


def _involved(archive: Archive, item: AgendaItem) -> Iterator[tuple[str, str]]:
    """Those who declared an interest in an item, or voted by name."""
    yield from _named(archive, involved(item))


def involved(item: AgendaItem) -> Iterator[PersonId | None]:
    """Yield the people who declared an interest in an item, or voted by name; `None` for those without a record."""
    yield from (one.person for one in item.declarations)
    yield from (one.person for vote in item.votes for one in vote.named)


def _named(archive: Archive, people: Iterable[PersonId | None]) -> Iterator[tuple[str, str]]:
    known = (archive.people[person] for person in people if person and person in archive.people)
    yield from dict.fromkeys(("person", person.name) for person in known)
