"""The digests of answers to questions that an `AskedArchive` noted, and which of them cannot have changed."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Final, NamedTuple, cast

import msgspec

from plugins.archive.archive import Archive, Membership
from plugins.archive.asked import HISTORY, TEXTS
from plugins.archive.groupings import Chosen, Grouping
from plugins.archive.places import FOLDERS, AnyRecord, file_of
from plugins.archive.records import Committee, CommitteeId, IssueId, Meeting, MeetingId, PersonId
from plugins.archive.tables import NOWHERE, Tables

_DIGEST: Final = 12
_MEETINGS: Final = "meetings"
_RECORDS: Final = frozenset(FOLDERS.values())
_OF_ISSUES: Final = ("issues", "items_on", "decisions_on")
_MOST: Final = 100_000  # answers at hand, some 20 MB
# A record's file: its digest, and that of what lists show of it.
Looks = tuple[bytes, bytes]


def looks_of(archive: Archive) -> dict[str, Looks]:
    """How the files of all records look, to be compared at the next build."""
    return {file: (digest, archive.outlines.get(file, digest)) for file, digest in archive.digests.items()}


def _that_may_differ(archive: Archive, before: Mapping[str, Looks]) -> frozenset[str] | None:
    """The questions that may be answered otherwise than before where only texts have changed; else `None`, for any."""
    now, outlines = archive.digests, archive.outlines
    if not now or now.keys() != before.keys():
        return None
    changed = [file for file, digest in now.items() if before[file] != (digest, outlines.get(file, digest))]
    if any(outlines.get(file, now[file]) != before[file][1] for file in changed):
        return None
    return frozenset(f"{TEXTS} {file.removeprefix('meetings/').removesuffix('.yaml')}" for file in changed)


class Answers:
    """The digests of an archive's answers. Asked twice, an answer is worked out once, as long as it is at hand."""

    def __init__(self, archive: Archive, before: Mapping[str, Looks] | None = None) -> None:
        """The answers of this archive. `before` is what `looks_of` gave for the one of the last build."""
        self._archive = archive
        self._may_differ = _that_may_differ(archive, before) if before else None
        self._known: dict[str, bytes] = {}
        self._meetings: dict[MeetingId, bytes] = {}
        tables = {name: partial(self._of_spots, name) for name in _TABLES}
        others = {HISTORY: self._of_history, "meetings_with": self._of_count}
        self._ways: Mapping[str, Callable[[str], bytes]] = {TEXTS: self._of_texts, **others, **tables}

    def __call__(self, question: str) -> bytes:
        """The digest of the answer to a question that an AskedArchive noted."""
        known = self._known.get(question)
        if known is None:
            if len(self._known) >= _MOST:
                self._known.clear()
            known = self._known[question] = self._answer(*question.partition(" ")[::2])
        return known

    def _answer(self, name: str, about: str) -> bytes:
        """The digest of one answer."""
        if about and name in _RECORDS and (known := self._of_file(f"{name}/{about}.yaml")):
            return known
        way = self._ways.get(name)
        if way is not None:
            return way(about)
        if name.endswith("?"):
            return b"yes" if _is_there(self._archive, name[:-1], about) else b"no"
        if name in _MAPPINGS:
            whole = _MAPPINGS[name](self._archive)
            return self._digest(whole.get(about)) if about else self._of_all(name, whole)
        return self._digest(_METHODS[name](self._archive, about))

    @property
    def may_differ(self) -> frozenset[str] | None:
        """The questions that may be answered otherwise than at the last build; `None` where that may be any."""
        return self._may_differ

    def settled(self, question: str) -> bool:
        """Whether the answer cannot be another than it was at the last build."""
        return self._may_differ is not None and question not in self._may_differ

    def _of_texts(self, about: str) -> bytes:
        """The digest of a meeting with the texts of its items."""
        meeting = MeetingId(about)
        known = self._archive.digests.get(f"{FOLDERS[Meeting]}/{meeting}.yaml")
        if known is not None or meeting not in self._archive.meetings:
            return known or b""
        return _of_value(self._archive.meetings[meeting])

    def _of_history(self, issue: str) -> bytes:
        """The digest of all that lists show of an issue."""
        return _joined([self(f"{each} {issue}") for each in _OF_ISSUES])

    def _of_count(self, issue: str) -> bytes:
        """At how many meetings an issue was."""
        return b"%d" % self._archive.meetings_with(IssueId(issue))

    def _of_spots(self, table: str, about: str) -> bytes:
        """The digest of what stands at the spots of a table that something is at."""
        tables = self._archive.tables
        found = tables.where(_TABLES[table](tables, about))
        return _joined([self._meeting(key) + b"%d %d;" % (position, part) for key, position, part in found])

    def _of_all(self, name: str, whole: Mapping[Any, object]) -> bytes:
        """The digest of all that a mapping holds. There may be much, so it is looked at one by one."""
        values = map(_At, whole) if name == _MEETINGS else whole.values()
        pieces = [b"(%d" % len(whole)]
        for key, value in zip(whole, values, strict=True):
            self._collect((key, value), pieces)
        return _joined(pieces)

    def _digest(self, answer: object) -> bytes:
        """The digest of an answer: of the records that it is made of, their order, and what else is in it."""
        pieces: list[bytes] = []
        self._collect(answer, pieces)
        return _joined(pieces)

    def _collect(self, answer: object, pieces: list[bytes]) -> None:
        """What tells an answer from others. There are many, so the kinds that are met most come first."""
        kind = type(answer)
        if kind is _At:
            pieces.append(self._meeting(answer.meeting) + b"%d %d" % (answer.position, answer.part))  # type: ignore[attr-defined]
        elif kind in FOLDERS:
            pieces.append(self._record(cast("AnyRecord", answer)))
        elif kind is tuple or kind is list or kind is Chosen:
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
        file = file_of(record)
        return file.encode() + (self._of_file(file) or _of_value(record))

    def _meeting(self, meeting: MeetingId) -> bytes:
        """The same of a meeting that need not be fetched where the digest of its file is known."""
        known = self._meetings.get(meeting)
        if known is None:
            file = f"{FOLDERS[Meeting]}/{meeting}.yaml"
            known = file.encode() + (self._of_file(file) or _of_value(self._archive.meetings[meeting]))
            self._meetings[meeting] = known
        return known

    def _of_file(self, file: str) -> bytes | None:
        """The digest of a file's record, where it is known."""
        return self._archive.outlines.get(file) or self._archive.digests.get(file)


class _At(NamedTuple):
    """A meeting, and maybe something at it, which is told by its place there."""

    meeting: MeetingId
    position: int = 0
    part: int = 0


def _joined(pieces: Iterable[bytes]) -> bytes:
    """The digest of what is told piece by piece; what is shorter than a digest is its own."""
    told = b"".join(pieces)
    return told if len(told) < _DIGEST else hashlib.blake2b(told, digest_size=_DIGEST).digest()


def _of_value(record: AnyRecord) -> bytes:
    """The digest of a record whose file is not known."""
    return hashlib.blake2b(msgspec.msgpack.encode(record), digest_size=16).digest()


_WITH_PARTS: Final = frozenset({Membership, Grouping})


def _parts(answer: object) -> tuple[object, ...]:
    """What an answer is made of: records, and what picks something out of them."""
    match answer:
        case Membership():
            return (answer.committee, answer.member)
        case Grouping():
            return (answer.slug, answer.name, answer.issues)
        case _:
            return (answer,)


_MAPPINGS: Final[Mapping[str, Callable[[Archive], Mapping[Any, object]]]] = {
    "committees": lambda archive: archive.committees,
    _MEETINGS: lambda archive: archive.meetings,
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
    "meetings_of": lambda archive, about: _meetings(archive.tables.by_committee.get(CommitteeId(about), ())),
    "neighbours": lambda archive, about: _neighbours(archive, MeetingId(about)),
    "years": lambda archive, _: archive.years(),
    "meetings_in": lambda archive, about: _meetings(archive.tables.by_year.get(int(about), ())),
    "meetings_on": lambda archive, about: _meetings(archive.tables.by_day.get(dt.date.fromisoformat(about), ())),
    "meetings_in_month": lambda archive, about: _meetings(archive.tables.by_month.get(_month(about), ())),
    "count_in": lambda archive, about: archive.count_in(int(about)),
    "decided_in": lambda archive, about: archive.decided_in(int(about)),
    "decisions_on": lambda archive, about: archive.decisions_on(IssueId(about)),
    "decisions_in": lambda archive, about: archive.decisions_in(int(about)),
    "decision_years": lambda archive, _: archive.decision_years(),
    "memberships_of": lambda archive, about: archive.memberships_of(PersonId(about)),
    "decisions_of": lambda archive, about: archive.decisions_of(PersonId(about)),
}


_TABLES: Final[Mapping[str, Callable[[Tables, str], Iterable[int]]]] = {
    "numbered": lambda tables, about: tables.by_number.get(_number(about), NOWHERE),
    "items_on": lambda tables, about: tables.by_issue.get(IssueId(about), NOWHERE),
    "attendance_of": lambda tables, about: tables.by_attendance.get(PersonId(about), NOWHERE),
    "declarations_of": lambda tables, about: tables.by_declaration.get(PersonId(about), NOWHERE),
}


def _successors(archive: Archive, committee: CommitteeId) -> Sequence[Committee]:
    """All committees on the way to the one that has this one's work today."""
    heirs, heir = list[Committee](), archive.committees.get(committee)
    while heir is not None and heir not in heirs:
        heirs.append(heir)
        heir = archive.committees.get(heir.successor) if heir.successor else None
    return heirs


def _neighbours(archive: Archive, meeting: MeetingId) -> Iterable[_At | None] | None:
    """The meetings before and after, while there is this one."""
    around = archive.tables.neighbours.get(meeting)
    return around and [None if each is None else _At(each) for each in around]


def _meetings(meetings: Iterable[MeetingId]) -> list[_At]:
    """Meetings that are an answer."""
    return [_At(each) for each in meetings]


def _month(about: str) -> tuple[int, int]:
    """Year and month, as a question names them."""
    year, _, month = about.partition(" ")
    return int(year), int(month)


def _number(about: str) -> tuple[CommitteeId, str]:
    """Committee and number, as a question names them."""
    committee, _, number = about.partition(" ")
    return CommitteeId(committee), number


def _is_there(archive: Archive, name: str, about: str) -> bool:
    """Whether a mapping has a value. Of groups of issues only the names are looked at."""
    match name:
        case "topics":
            return archive.has_topic(about)
        case "wards":
            return archive.has_ward(about)
    return about in _MAPPINGS[name](archive)
