"""What stands where in an archive's meetings: found in one walk over them, and kept as identifiers and numbers.

Meetings may lie on the disk and be fetched one by one, so nothing here holds one. A spot is a meeting, one of its items
or entries of attendance, and a part of that (a declaration), in one number: 22 bits, 21 and 21. A record file is too
small to hold more than that.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from array import array
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar, cast

import msgspec

from plugins.archive.records import AttendanceStatus, CommitteeId, IssueId, Meeting, MeetingId, PersonId

_BITS: Final = 21
_MASK: Final = (1 << _BITS) - 1
_NUMBER: Final = "Q"
_DIGEST: Final = 16
_ENCODER: Final = msgspec.msgpack.Encoder()

# How often somebody was listed at the meetings of a committee in one way.
Attended = Mapping[tuple[CommitteeId, AttendanceStatus], int]

Key = TypeVar("Key", bound=Hashable)
NOWHERE: Final[array[int]] = array(_NUMBER)


def spot(meeting: int, position: int = 0, part: int = 0) -> int:
    """A spot: the meeting by its place in the order of all, an item by its position, a part by its own."""
    return meeting << 2 * _BITS | position << _BITS | part


def parts_of(where: int) -> tuple[int, int, int]:
    """Meeting, position and part of a spot."""
    return where >> 2 * _BITS, where >> _BITS & _MASK, where & _MASK


@dataclass(frozen=True, slots=True)
class Tables:
    """Meetings by committee, day, month and year; items by issue and number; people's attendance and declarations.

    Of meetings their identifiers in order, of all else spots; of attendance counts too, so that nobody need fetch all
    meetings to count. `items` is how many items there are.
    """

    ids: tuple[MeetingId, ...]
    by_committee: Mapping[CommitteeId, tuple[MeetingId, ...]]
    by_day: Mapping[dt.date, tuple[MeetingId, ...]]
    by_month: Mapping[tuple[int, int], tuple[MeetingId, ...]]
    by_year: Mapping[int, tuple[MeetingId, ...]]
    neighbours: Mapping[MeetingId, tuple[MeetingId | None, MeetingId | None]]
    by_issue: Mapping[IssueId, array[int]]
    by_number: Mapping[tuple[CommitteeId, str], array[int]]
    by_attendance: Mapping[PersonId, array[int]]
    by_declaration: Mapping[PersonId, array[int]]
    attended: Mapping[PersonId, Attended]
    items: int

    def where(self, spots: Iterable[int]) -> Iterator[tuple[MeetingId, int, int]]:
        """The meeting of each spot, with position and part."""
        ids = self.ids
        for each in spots:
            yield ids[each >> 2 * _BITS], each >> _BITS & _MASK, each & _MASK

    @staticmethod
    def count_meetings(spots: Iterable[int]) -> int:
        """At how many meetings some spots are."""
        return len({each >> 2 * _BITS for each in spots})


def digest_of_row(meeting: Meeting) -> bytes:
    """The digest of all that tables tell of a meeting beside its identifier and its place in the order."""
    items = [(item.issue, item.number, [each.person for each in item.declarations]) for item in meeting.items]
    told = (meeting.committee, meeting.date, items, [(each.person, each.status) for each in meeting.attendance])
    return hashlib.blake2b(_ENCODER.encode(told), digest_size=_DIGEST).digest()


def bare_number(number: str | None) -> str:
    """An item's or a minute's number as two that name one item have it in common: "45." is "45", "12A" is "12a"."""
    return (number or "").casefold().replace(" ", "").rstrip(".)")


class _Declared(msgspec.Struct, frozen=True, gc=False):
    """Who declared an interest."""

    person: PersonId | None = None


class _Attended(msgspec.Struct, frozen=True, gc=False):
    """Who was listed, and in which way."""

    status: AttendanceStatus
    person: PersonId | None = None


class _Item(msgspec.Struct, frozen=True, gc=False):
    """An item as tables tell of it."""

    issue: IssueId | None = None
    number: str | None = None
    declarations: tuple[_Declared, ...] = ()


class Tabled(msgspec.Struct, frozen=True, gc=False):
    """A meeting as tables tell of it, which is unpacked sooner than all of it; the fields are those of the record."""

    committee: CommitteeId
    date: dt.date
    items: tuple[_Item, ...] = ()
    attendance: tuple[_Attended, ...] = ()


def made_of(meetings: Mapping[MeetingId, Meeting] | Mapping[MeetingId, Tabled], issues: Iterable[IssueId]) -> Tables:
    """The tables of meetings, which come in order; identifiers of issues are the ones given, not copies of them."""
    walk = _Walk(known={issue: issue for issue in issues})
    dates = []
    for ordinal, (key, meeting) in enumerate(cast("Mapping[MeetingId, Tabled]", meetings).items()):
        walk.meet(ordinal, meeting)
        dates.append((key, meeting.committee, meeting.date))
    return tables_of(dates, walk.spots())


# Whose a meeting is and when it was.
Dated = tuple[MeetingId, CommitteeId, dt.date]


class Spots(msgspec.Struct, frozen=True):
    """Those of the tables that cannot be told from whose and when meetings were, and how many items there are."""

    by_issue: Mapping[IssueId, array[int]]
    by_number: Mapping[tuple[CommitteeId, str], array[int]]
    by_attendance: Mapping[PersonId, array[int]]
    by_declaration: Mapping[PersonId, array[int]]
    attended: Mapping[PersonId, Attended]
    items: int


def tables_of(dates: Sequence[Dated], spots: Spots) -> Tables:
    """The tables of meetings, which come in order."""
    by_committee = _grouped((committee, key) for key, committee, _ in dates)
    return Tables(
        ids=tuple(key for key, _, _ in dates),
        by_committee=by_committee,
        by_day=_grouped((day, key) for key, _, day in dates),
        by_month=_grouped(((day.year, day.month), key) for key, _, day in dates),
        by_year=_grouped((day.year, key) for key, _, day in dates),
        neighbours=dict(_neighbours(by_committee.values())),
        **msgspec.structs.asdict(spots),
    )


@dataclass(slots=True)
class _Walk:
    """Tables while they grow."""

    known: dict[IssueId, IssueId]
    by_issue: dict[IssueId, array[int]] = field(default_factory=dict)
    by_number: dict[tuple[CommitteeId, str], array[int]] = field(default_factory=dict)
    by_attendance: dict[PersonId, array[int]] = field(default_factory=dict)
    by_declaration: dict[PersonId, array[int]] = field(default_factory=dict)
    attended: dict[PersonId, dict[tuple[CommitteeId, AttendanceStatus], int]] = field(default_factory=dict)
    items: int = 0

    def spots(self) -> Spots:
        """What was found."""
        return Spots(self.by_issue, self.by_number, self.by_attendance, self.by_declaration, self.attended, self.items)

    def meet(self, ordinal: int, meeting: Tabled) -> None:
        """Add a meeting."""
        self.items += len(meeting.items)
        self._add_items(ordinal, meeting)
        for position, attendance in enumerate(meeting.attendance):
            if attendance.person:
                _add(self.by_attendance, attendance.person, spot(ordinal, position))
                counts = self.attended.setdefault(attendance.person, {})
                how = (meeting.committee, attendance.status)
                counts[how] = counts.get(how, 0) + 1

    def _add_items(self, ordinal: int, meeting: Tabled) -> None:
        """Add the items of a meeting."""
        for position, item in enumerate(meeting.items):
            here = spot(ordinal, position)
            if item.issue:
                _add(self.by_issue, self.known.get(item.issue, item.issue), here)
            if item.number:
                _add(self.by_number, (meeting.committee, bare_number(item.number)), here)
            for part, declaration in enumerate(item.declarations):
                if declaration.person:
                    _add(self.by_declaration, declaration.person, spot(ordinal, position, part))


def _add(table: dict[Key, array[int]], key: Key, where: int) -> None:
    """Add a spot under a key."""
    spots = table.get(key)
    if spots is None:
        spots = table[key] = array(_NUMBER)
    spots.append(where)


def _grouped(pairs: Iterable[tuple[Key, MeetingId]]) -> dict[Key, tuple[MeetingId, ...]]:
    """The meetings of each key, in their order."""
    table: dict[Key, list[MeetingId]] = {}
    for key, meeting in pairs:
        table.setdefault(key, []).append(meeting)
    return {key: tuple(meetings) for key, meetings in table.items()}


def _neighbours(
    rows: Iterable[tuple[MeetingId, ...]],
) -> Iterator[tuple[MeetingId, tuple[MeetingId | None, MeetingId | None]]]:
    """For each meeting of each row, those before and after it."""
    for row in rows:
        yield from zip(row, zip((None, *row), (*row[1:], None), strict=False), strict=True)
