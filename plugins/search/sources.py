"""What documents are made of: records as sources, each with a digest of every record that its documents show part of.

So documents of equal digests need not be made to be known as equal. A source can be had alone, without a walk over all
records, so that a small change costs no more than what it touches.
"""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import msgspec

from plugins.archive.places import FOLDERS, AnyRecord, file_of
from plugins.archive.records import Committee, Decision, Issue, IssueId, Meeting, Person
from plugins.archive.vocabulary import MeetingStatus
from plugins.search import papers
from plugins.search.documents import (
    SearchDocument,
    from_committee,
    from_decision,
    from_issue,
    from_meeting,
    from_person,
    involved,
)
from plugins.search.format import digest

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from plugins.archive.archive import Archive
    from plugins.archive.records import AgendaItem, CommitteeId, MeetingId

_TO_COME = (MeetingStatus.SCHEDULED, MeetingStatus.POSTPONED, MeetingStatus.CANCELLED)
_PACK = msgspec.msgpack.Encoder()

Before = TypeVar("Before", Meeting, Decision)

Place = tuple[int, str, str]
"""By what documents are numbered: the day's number in the proleptic calendar (0 for none), the kind, the committee."""


class Source(NamedTuple):
    """A record, or what else yields documents, `size` of them; `make` gives those of some positions.

    They have one place in common, so that they stand in a row, the last of them first.
    """

    key: str
    digest: bytes
    place: Place
    size: int
    make: Callable[[Sequence[int]], tuple[SearchDocument, ...]]
    held: bool = True
    """Whether it has taken place; a meeting to come can be found, and is no part of the time that was searched."""


def alone(document: SearchDocument) -> Source:
    """Return a document that is there already, as a source."""
    day = document.date.toordinal() if document.date else 0
    place = (day, document.kind, document.committee or "")
    return Source(document.id, digest(_PACK.encode(document)), place, 1, lambda _: (document,))


def _took_place(record: Decision | _Met | None) -> bool:
    """Whether something took place, as far as is told."""
    return getattr(record, "status", None) not in _TO_COME


class _Met(NamedTuple):
    """What is held of a meeting, which is fetched when its documents are made."""

    id: MeetingId
    date: dt.date
    committee: CommitteeId
    status: MeetingStatus


def _met(meeting: Meeting) -> _Met:
    return _Met(meeting.id, meeting.date, meeting.committee, meeting.status)


class _Sitting(NamedTuple):
    """What sources need to know of a meeting: a digest of it with all that it names; how many items, and papers."""

    met: _Met
    digest: bytes
    items: int
    papers: int


class _DigestsOf(dict[str, bytes]):
    """Digests of records of a kind, by identifier; nothing for those that are not there.

    Where nobody has read them from files, of what they hold.
    """

    def __init__(self, kind: type[AnyRecord], records: Mapping[str, AnyRecord], known: Mapping[str, bytes]) -> None:
        self._folder, self._records, self._known = FOLDERS[kind], records, known

    def __missing__(self, key: str) -> bytes:
        found = self._known.get(f"{self._folder}/{key}.yaml")
        if found is None:
            found = digest(_PACK.encode(self._records[key])) if key in self._records else b""
        self[key] = found
        return found


class _Digests:
    """Digests of all records that documents show something of, by identifier."""

    def __init__(self, archive: Archive) -> None:
        known = archive.digests
        self.committees = _DigestsOf(Committee, archive.committees, known)  # type: ignore[arg-type] # keys are str
        self.issues = _DigestsOf(Issue, archive.issues, known)  # type: ignore[arg-type]
        self.people = _DigestsOf(Person, archive.people, known)  # type: ignore[arg-type]
        self.meetings = _DigestsOf(Meeting, archive.meetings, known)  # type: ignore[arg-type]
        self.decisions = _DigestsOf(Decision, archive.decisions, known)  # type: ignore[arg-type]

    def of_meeting(self, meeting: Meeting) -> bytes:
        """Return a digest of a meeting with all that its items name."""
        return digest(self.meetings[meeting.id] + self.committees[meeting.committee] + self._around(meeting.items))

    def _around(self, items: Iterable[AgendaItem]) -> bytes:
        """Those of the issues and people that items name."""
        issues, people = self.issues, self.people
        found = [issues[item.issue] for item in items if item.issue]
        found += (
            people[person] for item in items if item.declarations or item.votes for person in involved(item) if person
        )
        return b"".join(found)

    def of_decision(self, decision: Decision) -> bytes:
        """Return a digest of a decision with all that it names."""
        named = (
            (self.committees, decision.committee), (self.issues, decision.issue), (self.people, decision.maker_person)
        )  # fmt: skip
        return digest(self.decisions[decision.id] + b"".join(known[key] for known, key in named if key))

    def of_issue(self, key: IssueId, came_up: Iterable[_Met | Decision], committee: str | None) -> bytes:
        """Return a digest of an issue with all where it came up."""
        where = (self.meetings[one.id] if isinstance(one, _Met) else self.decisions[one.id] for one in came_up)
        return digest(b"".join((self.issues[key], self.committees[committee] if committee else b"", *where)))


class Sources:
    """The records of an archive as sources, or their papers."""

    def __init__(self, archive: Archive, *, of_papers: bool = False) -> None:
        """Nothing is walked over yet."""
        self.archive, self.of_papers = archive, of_papers
        self._digests = archive.once(("search digests",), lambda: _Digests(archive))

    def all(self) -> Iterator[Source]:
        """Yield every source, in a fixed order: meetings come first."""
        archive = self.archive
        sittings = archive.once(("search sittings",), self._sittings)  # whose meetings need not be fetched again
        if self.of_papers:
            yield from map(self._meeting_papers, sittings)
            yield from map(self._decision_papers, archive.decisions.values())
            return
        yield from map(self._meeting, sittings)
        yield from map(self._decision, archive.decisions.values())
        yield from self._issues({one.met.id: one.met for one in sittings})
        yield from map(self._committee, archive.committees.values())
        yield from map(self._person, archive.people.values())

    def one(self, key: str) -> Source:
        """Return the source of a key, made alone."""
        folder, _, file = key.partition("/")
        name = file.removesuffix(".yaml")
        if folder == FOLDERS[Meeting]:
            meeting = self.archive.meetings[name]  # type: ignore[index] # the key's own type
            sitting = self._sitting(meeting)
            return self._meeting_papers(sitting) if self.of_papers else self._meeting(sitting)
        if folder == FOLDERS[Decision]:
            decision = self.archive.decisions[name]  # type: ignore[index]
            return self._decision_papers(decision) if self.of_papers else self._decision(decision)
        if folder == FOLDERS[Issue]:
            return self._issue_alone(self.archive.issues[name])  # type: ignore[index]
        if folder == FOLDERS[Committee]:
            return self._committee(self.archive.committees[name])  # type: ignore[index]
        return self._person(self.archive.people[name])  # type: ignore[index]

    def _sittings(self) -> tuple[_Sitting, ...]:
        """All meetings, in order."""
        return tuple(map(self._sitting, self.archive.meetings.values()))

    def _sitting(self, meeting: Meeting) -> _Sitting:
        count = len(meeting.documents) + sum([len(item.documents) for item in meeting.items])
        return _Sitting(_met(meeting), self._digests.of_meeting(meeting), len(meeting.items), count)

    def _meeting_papers(self, sitting: _Sitting) -> Source:
        met = sitting.met
        place = (met.date.toordinal(), "document", met.committee)
        make = partial(_fetched, partial(_papers_of, papers.from_meeting), self.archive, met.id)
        return Source(_file_of(met), sitting.digest, place, sitting.papers, make, _took_place(met))

    def _decision_papers(self, decision: Decision) -> Source:
        place = (decision.date.toordinal(), "document", decision.committee or "")
        make = partial(_papers_of, papers.from_decision, self.archive, decision)
        return Source(file_of(decision), self._digests.of_decision(decision), place, len(decision.documents), make)

    def _meeting(self, sitting: _Sitting) -> Source:
        met = sitting.met
        place = (met.date.toordinal(), "item", met.committee)
        make = partial(_fetched, from_meeting, self.archive, met.id)
        return Source(_file_of(met), sitting.digest, place, sitting.items, make, _took_place(met))

    def _decision(self, decision: Decision) -> Source:
        place = (decision.date.toordinal(), "decision", decision.committee or "")
        known = self._digests.of_decision(decision)
        return Source(file_of(decision), known, place, 1, lambda _: (from_decision(self.archive, decision),))

    def _issues(self, met: Mapping[MeetingId, _Met]) -> Iterator[Source]:
        for about, one in self.archive.issues.items():
            yield self._issue(one, [*(met[key] for key in self._with(about)), *self.archive.decisions_on(about)])

    def _issue_alone(self, issue: Issue) -> Source:
        """The source of an issue, found without a walk over all meetings."""
        return self._issue(issue, [*map(_met, self.meetings_with(issue.id)), *self.archive.decisions_on(issue.id)])

    def meetings_with(self, issue: IssueId) -> Iterator[Meeting]:
        """Yield the meetings at which an issue came up, in order."""
        yield from (self.archive.meetings[key] for key in self._with(issue))

    def _with(self, issue: IssueId) -> Iterable[MeetingId]:
        """Which they are."""
        return dict.fromkeys([key for key, _ in self.archive.places_of(issue)])

    def _issue(self, issue: Issue, came_up: Sequence[_Met | Decision]) -> Source:
        last: _Met | Decision | None = max(came_up, key=attrgetter("date"), default=None)
        committee = last.committee if last else None
        place = (last.date.toordinal() if last else 0, "issue", committee or "")
        known = self._digests.of_issue(issue.id, came_up, committee)
        make = partial(_history_of, self.archive, issue.id, last)
        return Source(file_of(issue), known, place, 1, make, _took_place(last))

    def _committee(self, committee: Committee) -> Source:
        known = digest(self._digests.committees[committee.id])
        place = (0, "committee", committee.id)
        return Source(file_of(committee), known, place, 1, lambda _: (from_committee(committee),))

    def _person(self, person: Person) -> Source:
        known = digest(self._digests.people[person.id])
        return Source(file_of(person), known, (0, "person", ""), 1, lambda _: (from_person(person),))


def _file_of(met: _Met) -> str:
    """The file of a meeting's record."""
    return f"{FOLDERS[Meeting]}/{met.id}.yaml"


def _fetched(
    make: Callable[[Archive, Meeting, Sequence[int]], tuple[SearchDocument, ...]],
    archive: Archive,
    meeting: MeetingId,
    positions: Sequence[int],
) -> tuple[SearchDocument, ...]:
    """Documents of a meeting, which is fetched for them, at some positions."""
    return make(archive, archive.meetings[meeting], positions)


def _history_of(
    archive: Archive, issue: IssueId, last: _Met | Decision | None, _positions: Iterable[int]
) -> tuple[SearchDocument]:
    """The document of an issue, of which it is known where it came up last."""
    whole = archive.meetings[last.id] if isinstance(last, _Met) else last
    return (from_issue(archive, archive.issues[issue], whole),)


def _papers_of(
    make: Callable[[Archive, Before], tuple[SearchDocument, ...]],
    archive: Archive,
    before: Before,
    positions: Iterable[int],
) -> tuple[SearchDocument, ...]:
    """Papers of what was before a meeting, or decided, at some positions."""
    documents = make(archive, before)
    return tuple(documents[position] for position in positions)
