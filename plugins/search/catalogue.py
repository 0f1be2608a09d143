"""All that can be found, by number, each document made when it is asked for: and what it was made of.

A source is a record with the documents it yields. Its digest covers every record that these show something of, so that
documents of equal digests need not be made to be known as equal.
"""

from __future__ import annotations

import datetime as dt
from array import array
from bisect import bisect_left, bisect_right
from collections import OrderedDict, defaultdict
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

import msgspec

from plugins.archive.archive import Archive
from plugins.archive.places import AnyRecord, file_of
from plugins.archive.records import CommitteeId, Decision, Issue, IssueId, Meeting, MeetingId
from plugins.archive.vocabulary import MeetingStatus
from plugins.search import papers
from plugins.search.documents import (
    SearchDocument,
    Searched,
    SearchedCommittee,
    from_committee,
    from_decision,
    from_issue,
    from_meeting,
    from_person,
    involved,
)
from plugins.search.format import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from plugins.archive.records import AgendaItem, Committee, Person

_AT_HAND = 64
_TO_COME = (MeetingStatus.SCHEDULED, MeetingStatus.POSTPONED, MeetingStatus.CANCELLED)
_PACK = msgspec.msgpack.Encoder()

Before = TypeVar("Before", Meeting, Decision)
Key = TypeVar("Key", bound=str)
Record = TypeVar("Record", bound=AnyRecord)

Origin = Archive | papers.Papers | Searched
"""What is catalogued: the records of an archive, its papers, or documents that are there already."""

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


class Catalogue:
    """Documents by number: the earliest day first, undated before all. Indexing makes a document anew."""

    def __init__(self, origin: Origin) -> None:
        """Number all that can be found in an archive, its papers, or documents that are there and stand in order."""
        self.origin = origin
        self.language, self.committees, self.sources = _read(origin)
        self.order = Order(self.sources)
        self._asked = -1
        self._made: OrderedDict[int, tuple[SearchDocument, ...]] = OrderedDict()

    def __reduce__(self) -> tuple[type[Catalogue], tuple[Origin]]:
        """Return how another process makes it again: what sources make is not packed."""
        return Catalogue, (self.origin,)

    def __len__(self) -> int:
        """How many documents there are."""
        return len(self.order)

    def __getitem__(self, number: int) -> SearchDocument:
        """The document of a number."""
        source, position = self.order[number]
        if source in self._made or source == self._asked:  # whoever asks twice will ask for the others
            return self.made_of(source)[position]
        self._asked = source
        return self.sources[source].make((position,))[0]

    def some(self, numbers: Iterable[int]) -> Iterator[tuple[int, SearchDocument]]:
        """Return documents with their numbers, those of one source made together."""
        for number in numbers:
            source, position = self.order[number]
            yield number, self.made_of(source)[position]

    def made_of(self, source: int) -> tuple[SearchDocument, ...]:
        """The documents of a source; those asked for last are at hand."""
        found = self._made.pop(source, None) or self._all_of(self.sources[source])
        self._made[source] = found
        if len(self._made) > _AT_HAND:
            self._made.popitem(last=False)
        return found

    @staticmethod
    def _all_of(source: Source) -> tuple[SearchDocument, ...]:
        return source.make(range(source.size))

    def numbers(self) -> list[range]:
        """For each source the numbers of its documents, which rise; the last of them is the first."""
        found = [range(0)] * len(self.sources)
        for source, numbers in self.order.rows(range(len(self))):
            found[source] = numbers
        return found

    def days(self) -> tuple[dt.date, dt.date] | None:
        """The first and the last day of what took place; `None` where nothing has a day."""
        dated = [source.place[0] for source in self.sources if source.held and source.size and source.place[0]]
        return (dt.date.fromordinal(min(dated)), dt.date.fromordinal(max(dated))) if dated else None

    def all(self) -> Searched:
        """Every document, made now."""
        documents = tuple(document for _, document in self.some(range(len(self))))
        return Searched(language=self.language, documents=documents, committees=self.committees)


class ByNumber(Protocol):
    """What gives documents by their numbers."""

    def __getitem__(self, number: int, /) -> SearchDocument:
        """The document of a number."""


class Documents:
    """Documents by number, with their digests, joined in order of their numbers."""

    def __init__(self, each: ByNumber, contents: bytes) -> None:
        self._each, self._contents = each, contents
        self._size = len(digest(b""))

    def __len__(self) -> int:
        """How many documents there are."""
        return len(self._contents) // self._size

    def __getitem__(self, number: int) -> SearchDocument:
        """The document of a number."""
        return self._each[number]

    def shown_to(self, note: Callable[[int, SearchDocument], None]) -> Documents:
        """The same documents, of which each that is asked for is shown to somebody first."""
        return Documents(_Shown(self._each, note), self._contents)

    def contents(self, first: int, past: int) -> bytes:
        """Return the digests of documents in a row."""
        return self._contents[first * self._size : past * self._size]


@dataclass(frozen=True)
class _Shown:
    """Documents that somebody is shown."""

    each: ByNumber
    note: Callable[[int, SearchDocument], None]

    def __getitem__(self, number: int) -> SearchDocument:
        """The document of a number."""
        found = self.each[number]
        self.note(number, found)
        return found


class Order:
    """Sources in the order in which their documents are numbered: on one day by kind and committee, last written first.

    Of two equally good answers the one with the higher number comes first, so a meeting's items come in the order
    of its agenda.
    """

    def __init__(self, sources: Sequence[Source]) -> None:
        there = sorted((source.place, -at) for at, source in enumerate(sources) if source.size)
        self._sources = array("I", (-at for _, at in there))
        self._past = array("I", accumulate(sources[at].size for at in self._sources))

    def __len__(self) -> int:
        """How many documents there are."""
        return self._past[-1] if self._past else 0

    def __getitem__(self, number: int) -> tuple[int, int]:
        """The source of a document, and its position there."""
        at = bisect_right(self._past, number)
        return self._sources[at], self._past[at] - 1 - number

    def rows(self, numbers: range) -> Iterator[tuple[int, range]]:
        """Yield the sources of documents in a row with the numbers of their own, which rise."""
        first = numbers.start
        for at in range(bisect_right(self._past, first), bisect_left(self._past, numbers.stop) + 1 if numbers else 0):
            yield self._sources[at], range(first, self._past[at])
            first = self._past[at]


_Read = tuple[str, tuple[SearchedCommittee, ...], tuple[Source, ...]]


def _read(origin: Origin) -> _Read:
    """The language, the committees and the sources of an archive, of its papers or of documents."""
    if isinstance(origin, Searched):
        return origin.language, origin.committees, tuple(map(_alone, reversed(origin.documents)))
    archive = origin.archive if isinstance(origin, papers.Papers) else origin
    committees = tuple(
        SearchedCommittee(committee.id, tuple(name.name for name in committee.names))
        for committee in archive.committees.values()
    )
    sources = _Sources(archive)
    found = sources.all() if archive is origin else sources.papers()
    return archive.settings.language, committees, tuple(found)


def _alone(document: SearchDocument) -> Source:
    """A document that is there already, as a source."""
    day = document.date.toordinal() if document.date else 0
    place = (day, document.kind, document.committee or "")
    return Source(document.id, digest(_PACK.encode(document)), place, 1, lambda _: (document,))


def _took_place(record: Meeting | Decision | _Met | None) -> bool:
    """Whether something took place, as far as is told."""
    return getattr(record, "status", None) not in _TO_COME


def gather(archive: Archive) -> Searched:
    """Return all that can be found in an archive, made now."""
    return Catalogue(archive).all()


class _Met(NamedTuple):
    """What is held of a meeting, which is fetched when its documents are made."""

    id: MeetingId
    date: dt.date
    committee: CommitteeId
    status: MeetingStatus


class _Digests:
    """Digests of all records that documents show something of, by identifier."""

    def __init__(self, archive: Archive) -> None:
        self.committees = _digests_of(archive, archive.committees)
        self.issues = _digests_of(archive, archive.issues)
        self.people = _digests_of(archive, archive.people)
        self.meetings = _digests_of(archive, archive.meetings)
        self.decisions = _digests_of(archive, archive.decisions)

    def of_meeting(self, meeting: Meeting) -> bytes:
        """Return a digest of a meeting with all that its items name."""
        return digest(self.meetings[meeting.id] + self.committees[meeting.committee] + self._around(meeting.items))

    def _around(self, items: Iterable[AgendaItem]) -> bytes:
        """Those of the issues and people that items name."""
        issues, people = self.issues, self.people
        found = [issues.get(item.issue, b"") for item in items if item.issue]
        found += (
            people.get(person, b"")
            for item in items
            if item.declarations or item.votes
            for person in involved(item)
            if person
        )
        return b"".join(found)

    def of_decision(self, decision: Decision) -> bytes:
        """Return a digest of a decision with all that it names."""
        named = (
            (self.committees, decision.committee), (self.issues, decision.issue), (self.people, decision.maker_person)
        )  # fmt: skip
        return digest(self.decisions[decision.id] + b"".join(known.get(key, b"") for known, key in named if key))

    def of_issue(self, key: IssueId, came_up: Iterable[_Met | Decision], committee: str | None) -> bytes:
        """Return a digest of an issue with all where it came up."""
        where = (self.meetings[one.id] if isinstance(one, _Met) else self.decisions[one.id] for one in came_up)
        return digest(b"".join((self.issues[key], self.committees.get(committee or "", b""), *where)))


def _digests_of(archive: Archive, records: Mapping[Key, Record]) -> dict[str, bytes]:
    """Digests of records by identifier; where nobody has read them from files, of what they hold."""
    known = archive.digests
    return {key: known.get(file_of(one)) or digest(_PACK.encode(one)) for key, one in records.items()}


class _Sources:
    """The records of an archive as sources."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self._digests = archive.once(("search digests",), lambda: _Digests(archive))

    def all(self) -> Iterator[Source]:
        """Every source, in a fixed order."""
        archive = self.archive
        yield from map(self._meeting, archive.meetings.values())
        yield from map(self._decision, archive.decisions.values())
        yield from self._issues()
        yield from map(self._committee, archive.committees.values())
        yield from map(self._person, archive.people.values())

    def papers(self) -> Iterator[Source]:
        """The papers of meetings and decisions as sources, in a fixed order."""
        yield from map(self._meeting_papers, self.archive.meetings.values())
        yield from map(self._decision_papers, self.archive.decisions.values())

    def _meeting_papers(self, meeting: Meeting) -> Source:
        count = len(meeting.documents) + sum(len(item.documents) for item in meeting.items)
        place = (meeting.date.toordinal(), "document", meeting.committee)
        make = partial(_fetched, partial(_papers_of, papers.from_meeting), self.archive, meeting.id)
        return Source(file_of(meeting), self._digests.of_meeting(meeting), place, count, make, _took_place(meeting))

    def _decision_papers(self, decision: Decision) -> Source:
        place = (decision.date.toordinal(), "document", decision.committee or "")
        make = partial(_papers_of, papers.from_decision, self.archive, decision)
        return Source(file_of(decision), self._digests.of_decision(decision), place, len(decision.documents), make)

    def _meeting(self, meeting: Meeting) -> Source:
        place = (meeting.date.toordinal(), "item", meeting.committee)
        make = partial(_fetched, from_meeting, self.archive, meeting.id)
        known = self._digests.of_meeting(meeting)
        return Source(file_of(meeting), known, place, len(meeting.items), make, _took_place(meeting))

    def _decision(self, decision: Decision) -> Source:
        place = (decision.date.toordinal(), "decision", decision.committee or "")
        known = self._digests.of_decision(decision)
        return Source(file_of(decision), known, place, 1, lambda _: (from_decision(self.archive, decision),))

    def _issues(self) -> Iterator[Source]:
        meetings = defaultdict[IssueId, list[_Met | Decision]](list)
        for key, meeting in self.archive.meetings.items():
            met = _Met(key, meeting.date, meeting.committee, meeting.status)
            for issue in dict.fromkeys(item.issue for item in meeting.items if item.issue):
                meetings[issue].append(met)
        for about, one in self.archive.issues.items():
            yield self._issue(one, [*meetings.get(about, ()), *self.archive.decisions_on(about)])

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
