"""All that can be found, by number, each document made when it is asked for: and what it was made of.

A source is a record with the documents it yields. Its digest covers every record that these show something of, so that
documents of equal digests need not be made to be known as equal.
"""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict, defaultdict
from typing import TYPE_CHECKING, NamedTuple, Protocol

import msgspec

from plugins.archive.archive import Archive
from plugins.archive.places import AnyRecord, file_of
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
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from plugins.archive.records import AgendaItem, Committee, Decision, IssueId, Meeting, Person

_AT_HAND = 64
_TO_COME = (MeetingStatus.SCHEDULED, MeetingStatus.POSTPONED, MeetingStatus.CANCELLED)
_PACK = msgspec.msgpack.Encoder()

Origin = Archive | papers.Papers | Searched
"""What is catalogued: the records of an archive, its papers, or documents that are there already."""

Place = tuple[int, str, str]
"""By what documents are numbered: the day's number in the proleptic calendar (0 for none), the kind, the committee."""


class Source(NamedTuple):
    """A record, or what else yields documents; `places` has one for each, `make` gives those of some positions."""

    key: str
    digest: bytes
    places: tuple[Place, ...]
    make: Callable[[Sequence[int]], tuple[SearchDocument, ...]]
    held: bool = True
    """Whether it has taken place; a meeting to come can be found, and is no part of the time that was searched."""


class Catalogue:
    """Documents by number: the earliest day first, undated before all. Indexing makes a document anew."""

    def __init__(self, origin: Origin) -> None:
        """Number all that can be found in an archive, its papers, or documents that are there and stand in order."""
        self.origin = origin
        self.language, self.committees, self.sources = _read(origin)
        self.order = _numbered(self.sources)
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
        return source.make(range(len(source.places)))

    def numbers(self) -> list[list[int]]:
        """For each source the numbers of its documents."""
        found = [[0] * len(source.places) for source in self.sources]
        for number, (source, position) in enumerate(self.order):
            found[source][position] = number
        return found

    def days(self) -> tuple[dt.date, dt.date] | None:
        """The first and the last day of what took place; `None` where nothing has a day."""
        dated = [days for source in self.sources if source.held for days, _, _ in source.places if days]
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

    def contents(self, first: int, past: int) -> bytes:
        """Return the digests of documents in a row."""
        return self._contents[first * self._size : past * self._size]


def _numbered(sources: Sequence[Source]) -> list[tuple[int, int]]:
    """Source and position of each document, by number: on one day by kind and committee, last written first.

    Of two equally good answers the one with the higher number comes first, so a meeting's items come in the order
    of its agenda.
    """
    places = [
        (place, -number, -position)
        for number, source in enumerate(sources)
        for position, place in enumerate(source.places)
    ]
    places.sort()
    return [(-number, -position) for _, number, position in places]


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
    return Source(document.id, digest(_PACK.encode(document)), (place,), lambda _: (document,))


def _took_place(record: Meeting | Decision | None) -> bool:
    """Whether something took place, as far as is told."""
    return getattr(record, "status", None) not in _TO_COME


def _at(documents: Sequence[SearchDocument], positions: Iterable[int]) -> tuple[SearchDocument, ...]:
    return tuple(documents[position] for position in positions)


def gather(archive: Archive) -> Searched:
    """Return all that can be found in an archive, made now."""
    return Catalogue(archive).all()


class _Sources:
    """The records of an archive as sources."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self._digests: dict[str, bytes] = dict(archive.digests)
        self._meetings: defaultdict[IssueId, list[Meeting]] = defaultdict(list)
        for meeting in archive.meetings.values():
            for issue in dict.fromkeys(item.issue for item in meeting.items if item.issue):
                self._meetings[issue].append(meeting)

    def all(self) -> Iterator[Source]:
        """Every source, in a fixed order."""
        archive = self.archive
        yield from map(self._meeting, archive.meetings.values())
        yield from map(self._decision, archive.decisions.values())
        yield from map(self._issue, archive.issues)
        yield from map(self._committee, archive.committees.values())
        yield from map(self._person, archive.people.values())

    def papers(self) -> Iterator[Source]:
        """The papers of meetings and decisions as sources, in a fixed order."""
        yield from map(self._meeting_papers, self.archive.meetings.values())
        yield from map(self._decision_papers, self.archive.decisions.values())

    def _meeting_papers(self, meeting: Meeting) -> Source:
        archive, committee = self.archive, meeting.committee
        count = len(meeting.documents) + sum(len(item.documents) for item in meeting.items)
        known = self._known(meeting, archive.committees[committee], *self._around(meeting.items))
        places = ((meeting.date.toordinal(), "document", committee),) * count
        return Source(
            *known, places, lambda some: _at(papers.from_meeting(archive, meeting), some), _took_place(meeting)
        )

    def _decision_papers(self, decision: Decision) -> Source:
        archive, committee = self.archive, decision.committee
        issue = decision.issue and archive.issues.get(decision.issue)
        known = self._known(decision, committee and archive.committees.get(committee), issue)
        places = ((decision.date.toordinal(), "document", committee or ""),) * len(decision.documents)
        return Source(*known, places, lambda some: _at(papers.from_decision(archive, decision), some))

    def _known(self, first: AnyRecord, *others: AnyRecord | str | None) -> tuple[str, bytes]:
        """The key of a record, and a digest of it and of those others that there are."""
        there = (record for record in (first, *others) if record and not isinstance(record, str))
        return file_of(first), digest(b"".join(map(self._digest, there)))

    def _digest(self, record: AnyRecord) -> bytes:
        file = file_of(record)
        found = self._digests.get(file)
        if found is None:
            found = self._digests[file] = digest(_PACK.encode(record))
        return found

    def _meeting(self, meeting: Meeting) -> Source:
        archive = self.archive
        day = meeting.date.toordinal()
        known = self._known(meeting, archive.committees[meeting.committee], *self._around(meeting.items))
        places = ((day, "item", meeting.committee),) * len(meeting.items)
        return Source(*known, places, lambda positions: from_meeting(archive, meeting, positions), _took_place(meeting))

    def _around(self, items: Iterable[AgendaItem]) -> Iterator[AnyRecord | None]:
        """The issues and people that items name."""
        issues, people = self.archive.issues, self.archive.people
        for item in items:
            if item.issue:
                yield issues.get(item.issue)
            for person in involved(item):
                yield people.get(person) if person else None

    def _decision(self, decision: Decision) -> Source:
        archive = self.archive
        around = (
            decision.committee and archive.committees.get(decision.committee),
            decision.issue and archive.issues.get(decision.issue),
            decision.maker_person and archive.people.get(decision.maker_person),
        )
        place = (decision.date.toordinal(), "decision", decision.committee or "")
        return Source(*self._known(decision, *around), (place,), lambda _: (from_decision(archive, decision),))

    def _issue(self, key: IssueId) -> Source:
        archive = self.archive
        issue, meetings, decisions = archive.issues[key], self._meetings[key], archive.decisions_on(key)
        came_up: list[Meeting | Decision] = [*meetings, *decisions]
        last = max(came_up, key=lambda one: one.date, default=None)
        committee = last and last.committee
        place = (last.date.toordinal() if last else 0, "issue", committee or "")
        known = self._known(issue, *came_up, committee and archive.committees.get(committee))
        return Source(*known, (place,), lambda _: (from_issue(archive, issue, last),), _took_place(last))

    def _committee(self, committee: Committee) -> Source:
        return Source(
            *self._known(committee), ((0, "committee", committee.id),), lambda _: (from_committee(committee),)
        )

    def _person(self, person: Person) -> Source:
        return Source(*self._known(person), ((0, "person", ""),), lambda _: (from_person(person),))
