"""An Archive that notes what it is asked, so that whoever makes a page of it knows afterwards what the page is made of.

A question is a line of text: a name, and after a blank the identifier it is about; without one it is about all there
are. `Answers` gives the digest of the answer to any question, so that the next build can tell whether it would get the
same answers without making the page.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, ItemsView, Iterable, Iterator, Mapping, Sequence, ValuesView
from contextlib import contextmanager
from typing import Any, Final, TypeVar, cast

import msgspec

from plugins.archive.archive import Appearance, Archive, Grouping, Interest, Membership, Presence
from plugins.archive.outcomes import ReadOutcome
from plugins.archive.places import FOLDERS, AnyRecord, file_of
from plugins.archive.reading import ItemReading
from plugins.archive.records import (
    Committee,
    CommitteeId,
    Decision,
    Issue,
    IssueId,
    Meeting,
    MeetingId,
    PersonId,
)

Key = TypeVar("Key", bound=str)
Value = TypeVar("Value")
Made = TypeVar("Made")

_DIGEST: Final = 12
_TEXTS: Final = "texts"


class AskedArchive(Archive):
    """An Archive that notes questions. What is asked of records it has given needs no note: they are the answer."""

    def __init__(self, whole: Archive) -> None:
        """An archive that gives the answers of another."""
        self.whole = whole
        self._noted: list[dict[str, None]] = [{}]
        self._remembered: dict[tuple[str, ...], tuple[object, tuple[str, ...]]] = {}
        super().__init__(
            settings=whole.settings,
            committees=Asked("committees", whole.committees, self.note),
            meetings=Asked("meetings", whole.meetings, self.note),
            issues=Asked("issues", whole.issues, self.note),
            people=Asked("people", whole.people, self.note),
            decisions=Asked("decisions", whole.decisions, self.note),
            packed=whole.packed,
            read_outcomes=whole.read_outcomes,
            digests=whole.digests,
            outlines=whole.outlines,
        )

    def __reduce__(self) -> tuple[type[AskedArchive], tuple[Archive]]:
        """How another process makes it again: from the archive itself, with nothing noted."""
        return AskedArchive, (self.whole,)

    def __setattr__(self, name: str, value: object) -> None:
        """Archives are frozen; the notebook of this one is not."""
        object.__setattr__(self, name, value)

    def note(self, question: str) -> None:
        """Note a question."""
        self._noted[-1][question] = None

    @contextmanager
    def noting(self) -> Iterator[dict[str, None]]:
        """The questions asked from here on, in their order, filled as they are asked."""
        self._noted.append({})
        try:
            yield self._noted[-1]
        finally:
            self._noted.pop()

    def once(self, key: tuple[str, ...], make: Callable[[], Made]) -> Made:
        """What `make` makes, made once; whoever gets it has asked what making it asked."""
        if key not in self._remembered:
            with self.noting() as questions:
                made = make()
            self._remembered[key] = (made, tuple(questions))
        value, asked = self._remembered[key]
        self._noted[-1].update(dict.fromkeys(asked))
        return cast("Made", value)

    def name_on(self, committee: CommitteeId, day: dt.date) -> str:
        """As the archive says."""
        self.note(f"committees {committee}")
        return self.whole.name_on(committee, day)

    def name_now(self, committee: CommitteeId) -> str:
        """As the archive says."""
        self.note(f"committees {committee}")
        return self.whole.name_now(committee)

    def successor_now(self, committee: CommitteeId) -> Committee | None:
        """As the archive says. All on the way there are part of the answer."""
        self.note(f"successors {committee}")
        return self.whole.successor_now(committee)

    def predecessors(self, committee: CommitteeId) -> tuple[Committee, ...]:
        """As the archive says."""
        self.note(f"predecessors {committee}")
        return self.whole.predecessors(committee)

    def meetings_of(self, committee: CommitteeId) -> tuple[Meeting, ...]:
        """As the archive says."""
        self.note(f"meetings_of {committee}")
        return self.whole.meetings_of(committee)

    def neighbours(self, meeting: MeetingId) -> tuple[Meeting | None, Meeting | None]:
        """As the archive says."""
        self.note(f"neighbours {meeting}")
        return self.whole.neighbours(meeting)

    def years(self) -> tuple[int, ...]:
        """As the archive says."""
        self.note("years")
        return self.whole.years()

    def meetings_in(self, year: int) -> tuple[Meeting, ...]:
        """As the archive says."""
        self.note(f"meetings_in {year}")
        return self.whole.meetings_in(year)

    def meetings_on(self, day: dt.date) -> tuple[Meeting, ...]:
        """As the archive says."""
        self.note(f"meetings_on {day}")
        return self.whole.meetings_on(day)

    def meetings_in_month(self, year: int, month: int) -> tuple[Meeting, ...]:
        """As the archive says."""
        self.note(f"meetings_in_month {year} {month}")
        return self.whole.meetings_in_month(year, month)

    def numbered(self, committee: CommitteeId, number: str) -> tuple[Appearance, ...]:
        """As the archive says."""
        self.note(f"numbered {committee} {number}")
        return self.whole.numbered(committee, number)

    def count_in(self, year: int) -> int:
        """As the archive says."""
        self.note(f"count_in {year}")
        return self.whole.count_in(year)

    def decided_in(self, year: int) -> int:
        """As the archive says."""
        self.note(f"decided_in {year}")
        return self.whole.decided_in(year)

    def reading(self, appearance: Appearance) -> ItemReading:
        """As the archive says. Only who asks for texts depends on them: a meeting that is given has none."""
        self.note(f"texts {appearance.meeting.id}")
        return self.whole.reading(appearance)

    def outcomes(self, meeting: Meeting) -> tuple[ReadOutcome | None, ...]:
        """As the archive says: of a meeting that it has given."""
        return self.whole.outcomes(meeting)

    def items_on(self, issue: IssueId) -> tuple[Appearance, ...]:
        """As the archive says."""
        self.note(f"items_on {issue}")
        return self.whole.items_on(issue)

    def decisions_on(self, issue: IssueId) -> tuple[Decision, ...]:
        """As the archive says."""
        self.note(f"decisions_on {issue}")
        return self.whole.decisions_on(issue)

    def issues_by_letter(self) -> Mapping[str, tuple[Issue, ...]]:
        """As the archive says."""
        return Asked("letters", self.whole.issues_by_letter(), self.note)

    def topics(self) -> Mapping[str, Grouping]:
        """As the archive says."""
        return Asked("topics", self.whole.topics(), self.note)

    def wards(self) -> Mapping[str, Grouping]:
        """As the archive says."""
        return Asked("wards", self.whole.wards(), self.note)

    def decisions_in(self, year: int) -> tuple[Decision, ...]:
        """As the archive says."""
        self.note(f"decisions_in {year}")
        return self.whole.decisions_in(year)

    def decision_years(self) -> tuple[int, ...]:
        """As the archive says."""
        self.note("decision_years")
        return self.whole.decision_years()

    def attendance_of(self, person: PersonId) -> tuple[Presence, ...]:
        """As the archive says."""
        self.note(f"attendance_of {person}")
        return self.whole.attendance_of(person)

    def memberships_of(self, person: PersonId) -> tuple[Membership, ...]:
        """As the archive says."""
        self.note(f"memberships_of {person}")
        return self.whole.memberships_of(person)

    def declarations_of(self, person: PersonId) -> tuple[Interest, ...]:
        """As the archive says."""
        self.note(f"declarations_of {person}")
        return self.whole.declarations_of(person)

    def decisions_of(self, person: PersonId) -> tuple[Decision, ...]:
        """As the archive says."""
        self.note(f"decisions_of {person}")
        return self.whole.decisions_of(person)


class Asked(Mapping[Key, Value]):
    """A mapping that notes what it is asked: for one value, whether there is one, or for all."""

    def __init__(self, name: str, whole: Mapping[Key, Value], note: Callable[[str], None]) -> None:
        """A mapping that gives the answers of another."""
        self._name, self._whole, self._note = name, whole, note

    def __getitem__(self, key: Key) -> Value:
        """One value."""
        self._note(f"{self._name} {key}")
        return self._whole[key]

    def __contains__(self, key: object) -> bool:
        """Whether there is one."""
        self._note(f"{self._name}? {key}")
        return key in self._whole

    def __iter__(self) -> Iterator[Key]:
        """All keys. Whoever looks at all is taken to have looked at their values."""
        self._note(self._name)
        return iter(self._whole)

    def __len__(self) -> int:
        """How many there are."""
        self._note(self._name)
        return len(self._whole)

    def values(self) -> ValuesView[Value]:
        """All values."""
        self._note(self._name)
        return self._whole.values()

    def items(self) -> ItemsView[Key, Value]:
        """All keys with their values."""
        self._note(self._name)
        return self._whole.items()


# A record's file: its digest, and that of what lists show of it.
Looks = tuple[bytes, bytes]


def looks_of(archive: Archive) -> dict[str, Looks]:
    """How the files of all records look, to be compared at the next build."""
    return {file: (digest, archive.outlines.get(file, digest)) for file, digest in archive.digests.items()}


def _that_may_differ(archive: Archive, before: Mapping[str, Looks]) -> frozenset[str] | None:
    """The questions that may be answered otherwise than before where only texts have changed; else `None`, for any."""
    now = looks_of(archive)
    if not now or now.keys() != before.keys():
        return None
    changed = [file for file, look in now.items() if look != before[file]]
    if any(now[file][1] != before[file][1] for file in changed):
        return None
    return frozenset(f"{_TEXTS} {file.removeprefix('meetings/').removesuffix('.yaml')}" for file in changed)


class Answers:
    """The digests of an archive's answers. Asked twice, an answer is worked out once."""

    def __init__(self, archive: Archive, before: Mapping[str, Looks] | None = None) -> None:
        """The answers of this archive. `before` is what `looks_of` gave for the one of the last build."""
        self._archive = archive
        self._may_differ = _that_may_differ(archive, before) if before else None
        self._known: dict[str, bytes] = {}
        self._records: dict[int, bytes] = {}

    def __call__(self, question: str) -> bytes:
        """The digest of the answer to a question that an AskedArchive noted."""
        known = self._known.get(question)
        if known is None:
            known = self._known[question] = self._answer(*question.partition(" ")[::2])
        return known

    def _answer(self, name: str, about: str) -> bytes:
        """The digest of one answer."""
        if name == _TEXTS:
            return self._of_texts(MeetingId(about))
        if name.endswith("?"):
            return b"yes" if about in _MAPPINGS[name[:-1]](self._archive) else b"no"
        if name in _MAPPINGS:
            return self._digest(_mapping(self._archive, name, about))
        return self._digest(_METHODS[name](self._archive, about))

    def settled(self, question: str) -> bool:
        """Whether the answer cannot be another than it was at the last build."""
        return self._may_differ is not None and question not in self._may_differ

    def _of_texts(self, meeting: MeetingId) -> bytes:
        """The digest of a meeting with the texts of its items."""
        record = self._archive.meetings.get(meeting)
        return b"" if record is None else self._archive.digests.get(file_of(record)) or _of_value(record)

    def _digest(self, answer: object) -> bytes:
        """The digest of an answer: of the records that it is made of, their order, and what else is in it."""
        pieces: list[bytes] = []
        self._collect(answer, pieces)
        return hashlib.blake2b(b"".join(pieces), digest_size=_DIGEST).digest()

    def _collect(self, answer: object, pieces: list[bytes]) -> None:
        """What tells an answer from others. There are many, so the kinds that are met most come first."""
        kind = type(answer)
        if kind is Appearance:
            pieces.append(self._record(answer.meeting) + b"%d" % answer.position)  # type: ignore[attr-defined]
        elif kind in FOLDERS:
            pieces.append(self._record(cast("AnyRecord", answer)))
        elif kind is tuple or kind is list:
            pieces.append(b"(%d" % len(answer))  # type: ignore[arg-type]
            for each in answer:  # type: ignore[attr-defined]
                self._collect(each, pieces)
        elif kind in _WITH_PARTS:
            self._collect(_parts(answer), pieces)
        else:
            pieces.append(f"{answer!r};".encode())

    def _record(self, record: AnyRecord) -> bytes:
        """The digest of a record: of its file, where that is known, and its place, which is not in it.

        Of a meeting, it is that of its outline: the texts of its items are a question of their own.
        """
        known = self._records.get(id(record))
        if known is None:
            file = file_of(record)
            digest = self._archive.outlines.get(file) or self._archive.digests.get(file) or _of_value(record)
            known = self._records[id(record)] = file.encode() + digest
        return known


def _of_value(record: AnyRecord) -> bytes:
    """The digest of a record whose file is not known."""
    return hashlib.blake2b(msgspec.msgpack.encode(record), digest_size=16).digest()


_WITH_PARTS: Final = frozenset({Membership, Presence, Interest, Grouping})


def _parts(answer: object) -> tuple[object, ...]:
    """What an answer is made of: records, and what picks something out of them."""
    match answer:
        case Membership():
            return (answer.committee, answer.member)
        case Presence():
            return (answer.meeting, answer.attendance)
        case Interest():
            return (answer.appearance, answer.declaration)
        case Grouping():
            return (answer.slug, answer.name, answer.issues)
        case _:
            return (answer,)


_MAPPINGS: Final[Mapping[str, Callable[[Archive], Mapping[Any, object]]]] = {
    "committees": lambda archive: archive.committees,
    "meetings": lambda archive: archive.meetings,
    "issues": lambda archive: archive.issues,
    "people": lambda archive: archive.people,
    "decisions": lambda archive: archive.decisions,
    "letters": lambda archive: archive.issues_by_letter(),
    "topics": lambda archive: archive.topics(),
    "wards": lambda archive: archive.wards(),
}
_METHODS: Final[Mapping[str, Callable[[Archive, str], object]]] = {
    "successors": lambda archive, about: _successors(archive, CommitteeId(about)),
    "predecessors": lambda archive, about: archive.predecessors(CommitteeId(about)),
    "meetings_of": lambda archive, about: archive.meetings_of(CommitteeId(about)),
    "neighbours": lambda archive, about: _neighbours(archive, MeetingId(about)),
    "years": lambda archive, _: archive.years(),
    "meetings_in": lambda archive, about: archive.meetings_in(int(about)),
    "meetings_on": lambda archive, about: archive.meetings_on(dt.date.fromisoformat(about)),
    "meetings_in_month": lambda archive, about: archive.meetings_in_month(*map(int, about.split())),
    "numbered": lambda archive, about: archive.numbered(CommitteeId(about.partition(" ")[0]), about.partition(" ")[2]),
    "count_in": lambda archive, about: archive.count_in(int(about)),
    "decided_in": lambda archive, about: archive.decided_in(int(about)),
    "items_on": lambda archive, about: archive.items_on(IssueId(about)),
    "decisions_on": lambda archive, about: archive.decisions_on(IssueId(about)),
    "decisions_in": lambda archive, about: archive.decisions_in(int(about)),
    "decision_years": lambda archive, _: archive.decision_years(),
    "attendance_of": lambda archive, about: archive.attendance_of(PersonId(about)),
    "memberships_of": lambda archive, about: archive.memberships_of(PersonId(about)),
    "declarations_of": lambda archive, about: archive.declarations_of(PersonId(about)),
    "decisions_of": lambda archive, about: archive.decisions_of(PersonId(about)),
}


def _mapping(archive: Archive, name: str, about: str) -> object:
    """One value of a mapping, or all with their keys."""
    whole = _MAPPINGS[name](archive)
    return whole.get(about) if about else tuple(whole.items())


def _successors(archive: Archive, committee: CommitteeId) -> Sequence[Committee]:
    """All committees on the way to the one that has this one's work today."""
    heirs, heir = list[Committee](), archive.committees.get(committee)
    while heir is not None and heir not in heirs:
        heirs.append(heir)
        heir = archive.committees.get(heir.successor) if heir.successor else None
    return heirs


def _neighbours(archive: Archive, meeting: MeetingId) -> Iterable[Meeting | None] | None:
    """The meetings before and after, while there is this one."""
    return archive.neighbours(meeting) if meeting in archive.meetings else None
