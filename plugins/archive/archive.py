"""The Archive: an immutable snapshot of all records, and the questions that pages, search and exports ask of it.

Built by `plugins.archive.link.link` alone. All answers come in a fixed order, whatever order records were read in.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from typing import Final, TypeVar, cast

import msgspec

from plugins.archive.groupings import Grouping, by_letter, by_title, groupings, slugs
from plugins.archive.orders import first_days, grouped
from plugins.archive.outcomes import ReadOutcome
from plugins.archive.permalinks import anchor_at, item_anchors
from plugins.archive.reading import ItemReading, read_whole, unpack
from plugins.archive.records import (
    AgendaItem,
    ArchiveSettings,
    Attendance,
    Committee,
    CommitteeId,
    Decision,
    DecisionId,
    Declaration,
    Issue,
    IssueId,
    Meeting,
    MeetingId,
    Member,
    Person,
    PersonId,
)
from plugins.archive.sketches import Sketch, sketch_of
from plugins.archive.tables import NOWHERE, Attended, Tables, made_of

Value = TypeVar("Value")
_HISTORIES: Final = 64


class Appearance(msgspec.Struct, frozen=True, gc=False):
    """An item at its meeting; `position` counts from 0, `anchor` is the item's on the meeting page."""

    meeting: Meeting
    item: AgendaItem
    position: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Membership:
    """One person's membership of one committee."""

    committee: Committee
    member: Member


@dataclass(frozen=True, slots=True)
class Presence:
    """One person at one meeting."""

    meeting: Meeting
    attendance: Attendance


@dataclass(frozen=True, slots=True)
class Interest:
    """One person's declaration, with the item it belongs to."""

    appearance: Appearance
    declaration: Declaration


@dataclass(frozen=True)
class Archive:
    """All records of a council. Mappings are sorted: meetings by date, time and committee, the others by identifier.

    `packed` holds, for each item of a meeting, what `reading.pack` made of it; where it is missing, items are read when
    they are asked for; `read_outcomes` likewise holds the outcomes that were read. `digests` holds a digest of each
    record's file, by its path as `places.file_of` gives it; `outlines` one of each meeting without its items' texts,
    but with their outcomes. `known_tables` are the archive's tables, and `sketches` its meetings as lists show them,
    where they need not be made.
    """

    settings: ArchiveSettings
    committees: Mapping[CommitteeId, Committee] = field(default_factory=dict)
    meetings: Mapping[MeetingId, Meeting] = field(default_factory=dict)
    issues: Mapping[IssueId, Issue] = field(default_factory=dict)
    people: Mapping[PersonId, Person] = field(default_factory=dict)
    decisions: Mapping[DecisionId, Decision] = field(default_factory=dict)
    packed: Mapping[MeetingId, Sequence[bytes]] = field(default_factory=dict)
    read_outcomes: Mapping[MeetingId, tuple[ReadOutcome | None, ...]] = field(default_factory=dict)
    digests: Mapping[str, bytes] = field(default_factory=dict)
    outlines: Mapping[str, bytes] = field(default_factory=dict)
    known_tables: Tables | None = None
    sketches: Mapping[MeetingId, Sketch] = field(default_factory=dict)

    def once(self, key: tuple[str, ...], make: Callable[[], Value]) -> Value:
        """What `make` makes of this archive, made when it is first asked for under this key."""
        if key not in self._made:
            self._made[key] = make()
        return cast("Value", self._made[key])

    @cached_property
    def _made(self) -> dict[tuple[str, ...], object]:
        """What was made once."""
        return {}

    def make_ready(self) -> None:
        """Make the answers that take a walk over all records, so that processes forked from here share them.

        Each of them would else walk over all, and a record that is looked at is memory that is shared no more.
        """
        for name, value in vars(type(self)).items():
            if isinstance(value, cached_property):
                getattr(self, name)

    @property
    def tables(self) -> Tables:
        """What stands where in the meetings."""
        return self._tables

    @cached_property
    def _tables(self) -> Tables:
        """The same, made when it is first asked for."""
        return self.known_tables or made_of(self.meetings, self.issues)

    # --- committees and their names ---

    def name_on(self, committee: CommitteeId, day: dt.date) -> str:
        """The committee's name in force on the day; before its first name, the first."""
        names = self.committees[committee].names
        if len(names) == 1:
            return names[0].name
        begun = (n.name for n, first in zip(names, first_days(names), strict=True) if first <= day)
        return [names[0].name, *begun][-1]

    def name_now(self, committee: CommitteeId) -> str:
        """The newest name of the committee itself."""
        return self.committees[committee].names[-1].name

    def successor_now(self, committee: CommitteeId) -> Committee | None:
        """The committee that has its work today, at the end of the chain of successors; `None` where it has none."""
        seen, heir = {committee}, self.committees[committee].successor
        while heir is not None and self.committees[heir].successor is not None and heir not in seen:
            seen.add(heir)
            heir = self.committees[heir].successor
        return self.committees.get(heir) if heir is not None else None

    def predecessors(self, committee: CommitteeId) -> tuple[Committee, ...]:
        """The committees whose work passed directly to this one."""
        return self._predecessors.get(committee, ())

    @cached_property
    def _predecessors(self) -> dict[CommitteeId, tuple[Committee, ...]]:
        """Committees by their direct successor."""
        return grouped((c.successor, c) for c in self.committees.values() if c.successor)

    # --- meetings ---

    def sketch(self, meeting: MeetingId) -> Sketch:
        """A meeting as lists show it. Raises KeyError where there is none."""
        known = self.sketches.get(meeting)
        return known or sketch_of(self.meetings[meeting], self.outcomes(self.meetings[meeting]))

    def meetings_of(self, committee: CommitteeId) -> tuple[Sketch, ...]:
        """The meetings of a committee, in order of date."""
        return tuple(map(self.sketch, self.meeting_ids_of(committee)))

    def meeting_ids_of(self, committee: CommitteeId) -> tuple[MeetingId, ...]:
        """Which they are, for who need not look at them."""
        return self.tables.by_committee.get(committee, ())

    def _fetched(self, meetings: Iterable[MeetingId]) -> tuple[Meeting, ...]:
        """Meetings by their identifiers."""
        return tuple(self.meetings[meeting] for meeting in meetings)

    def neighbours(self, meeting: MeetingId) -> tuple[Sketch | None, Sketch | None]:
        """The meetings of the same committee just before and just after."""
        before, after = (None if each is None else self.sketch(each) for each in self.tables.neighbours[meeting])
        return before, after

    def years(self) -> tuple[int, ...]:
        """The years in which there was a meeting, oldest first."""
        return tuple(sorted(self.tables.by_year))

    def meetings_in(self, year: int) -> tuple[Sketch, ...]:
        """The meetings of a year, in order of date."""
        return tuple(map(self.sketch, self.tables.by_year.get(year, ())))

    def meetings_on(self, day: dt.date) -> tuple[Meeting, ...]:
        """The meetings of a day."""
        return self._fetched(self.tables.by_day.get(day, ()))

    def meetings_in_month(self, year: int, month: int) -> tuple[Meeting, ...]:
        """The meetings of a month, in order of date."""
        return self._fetched(self.tables.by_month.get((year, month), ()))

    def numbered(self, committee: CommitteeId, number: str) -> tuple[Appearance, ...]:
        """The items of a committee's meetings that have a number, as text without its case and dots at its end."""
        return tuple(self._appearances_at(self.tables.by_number.get((committee, number), NOWHERE)))

    def _appearances_at(self, spots: Iterable[int]) -> Iterator[Appearance]:
        """The items at some spots."""
        for key, position, _ in self.tables.where(spots):
            meeting = self.meetings[key]
            yield Appearance(meeting, meeting.items[position], position, anchor_at(meeting.items, position))

    def count_in(self, year: int) -> int:
        """How many meetings a year had."""
        return len(self.tables.by_year.get(year, ()))

    def decided_in(self, year: int) -> int:
        """How many decisions a year had: items that are not routine with an outcome, and decisions outside meetings."""
        return self._decided_at_meetings.get(year, 0) + len(self.decisions_in(year))

    @cached_property
    def _decided_at_meetings(self) -> dict[int, int]:
        """How many decisions were taken at the meetings of each year."""
        counts: dict[int, int] = {}
        for meeting in map(self.sketch, self.meetings):
            pairs = zip(meeting.items, meeting.outcomes, strict=True)
            decided = sum(1 for item, outcome in pairs if outcome and not item.routine)
            counts[meeting.date.year] = counts.get(meeting.date.year, 0) + decided
        return counts

    def appearances(self, meeting: Meeting) -> tuple[Appearance, ...]:
        """The items of a meeting with their places and anchors, in order."""
        anchors = item_anchors(meeting.items)
        return tuple([Appearance(meeting, item, n, anchors[n]) for n, item in enumerate(meeting.items)])

    # --- what items say ---

    def reading(self, appearance: Appearance) -> ItemReading:
        """The texts of an item as blocks, and what they record. Keep what you need of it: it is not kept here."""
        packed = self.packed.get(appearance.meeting.id)
        return unpack(packed[appearance.position]) if packed else read_whole(appearance.item)

    def readings(self, meeting: Meeting) -> tuple[ItemReading, ...]:
        """The same of all items of a meeting, fetched at once."""
        packed = self.packed.get(meeting.id)
        return tuple(map(unpack, packed[:] if packed else ())) or tuple(map(read_whole, meeting.items))

    def outcomes(self, meeting: Meeting) -> tuple[ReadOutcome | None, ...]:
        """The outcome of each item of a meeting, in order."""
        known = self.read_outcomes.get(meeting.id)
        return known if known is not None else self.once(("outcomes", meeting.id), lambda: self._outcomes(meeting))

    def _outcomes(self, meeting: Meeting) -> tuple[ReadOutcome | None, ...]:
        """The same, read: they are little, and every list asks for them."""
        return tuple(self.reading(appearance).readings.outcome for appearance in self.appearances(meeting))

    def items_on(self, issue: IssueId) -> tuple[Appearance, ...]:
        """An issue's history: its items at meetings, in order of date."""
        found = self._histories.get(issue)
        if found is None:
            found = tuple(self._appearances_at(self.tables.by_issue.get(issue, NOWHERE)))
            if len(self._histories) >= _HISTORIES:
                self._histories.clear()
            self._histories[issue] = found
        return found

    @cached_property
    def _histories(self) -> dict[IssueId, tuple[Appearance, ...]]:
        """The histories of the issues that were asked for last: who makes a page asks for one more than once."""
        return {}

    def places_of(self, issue: IssueId) -> tuple[tuple[MeetingId, int], ...]:
        """Where its items stand, for who need not look at them: meeting and position of each, in order of date."""
        spots = self.tables.by_issue.get(issue, NOWHERE)
        return tuple((key, position) for key, position, _ in self.tables.where(spots))

    def sketches_on(self, issue: IssueId) -> tuple[tuple[Sketch, int], ...]:
        """The same with the meetings as lists show them."""
        return tuple((self.sketch(key), position) for key, position in self.places_of(issue))

    def days_of(self, issue: IssueId) -> tuple[dt.date, ...]:
        """The day of each of its items, in order."""
        return tuple(self._days[key] for key, _ in self.places_of(issue))

    @cached_property
    def _days(self) -> dict[MeetingId, dt.date]:
        """The day of each meeting."""
        return {key: day for day, keys in self.tables.by_day.items() for key in keys}

    def meetings_with(self, issue: IssueId) -> int:
        """At how many meetings an issue came up."""
        return self.tables.count_meetings(self.tables.by_issue.get(issue, NOWHERE))

    def decisions_on(self, issue: IssueId) -> tuple[Decision, ...]:
        """The decisions taken outside meetings on an issue, in order of date."""
        return self._decisions_on.get(issue, ())

    @cached_property
    def _decisions_on(self) -> dict[IssueId, tuple[Decision, ...]]:
        """Decisions outside meetings by issue."""
        return grouped((d.issue, d) for d in self._decisions_by_date if d.issue)

    def issues_by_letter(self) -> Mapping[str, Sequence[Issue]]:
        """The issues of each letter of the A to Z, by title; letters in order."""
        return self._issues_by_letter

    @cached_property
    def _issues_by_letter(self) -> dict[str, Sequence[Issue]]:
        """Issues by letter, letters sorted."""
        return by_letter(self.issues, self._issues_by_title)

    @cached_property
    def _issues_by_title(self) -> tuple[IssueId, ...]:
        """Issues as an A to Z lists them."""
        return by_title(self.issues)

    def topics(self) -> Mapping[str, Grouping]:
        """The topics of all issues, by slug."""
        return self._topics

    @cached_property
    def _topics(self) -> dict[str, Grouping]:
        """Groupings of issues by topic."""
        return groupings(self.issues, self._issues_by_title, attrgetter("topics"))

    def wards(self) -> Mapping[str, Grouping]:
        """The wards of all issues, by slug."""
        return self._wards

    @cached_property
    def _wards(self) -> dict[str, Grouping]:
        """Groupings of issues by ward."""
        return groupings(self.issues, self._issues_by_title, attrgetter("wards"))

    def has_topic(self, slug: str) -> bool:
        """Whether there is a topic of this slug."""
        return slug in self._slugs[0]

    def has_ward(self, slug: str) -> bool:
        """Whether there is a ward of this slug."""
        return slug in self._slugs[1]

    @cached_property
    def _slugs(self) -> tuple[frozenset[str], frozenset[str]]:
        """The slugs of all topics and of all wards."""
        return slugs(self.issues, attrgetter("topics")), slugs(self.issues, attrgetter("wards"))

    @cached_property
    def _decisions_by_date(self) -> tuple[Decision, ...]:
        """Decisions outside meetings in order of date."""
        return tuple(sorted(self.decisions.values(), key=lambda d: (d.date, d.id)))

    def decisions_in(self, year: int) -> tuple[Decision, ...]:
        """The decisions taken outside meetings in a year, in order of date."""
        return self._decisions_in.get(year, ())

    @cached_property
    def _decisions_in(self) -> dict[int, tuple[Decision, ...]]:
        """Decisions outside meetings by year."""
        return grouped((d.date.year, d) for d in self._decisions_by_date)

    def decision_years(self) -> tuple[int, ...]:
        """The years in which a decision was taken outside a meeting, oldest first."""
        return tuple(sorted(self._decisions_in))

    def attendance_of(self, person: PersonId) -> tuple[Presence, ...]:
        """Where a person was listed, in order of date."""
        found = self.tables.where(self.tables.by_attendance.get(person, NOWHERE))
        return tuple(Presence(self.meetings[key], self.meetings[key].attendance[place]) for key, place, _ in found)

    def attended_by(self, person: PersonId) -> Attended:
        """How often a person was listed, by committee and in which way."""
        return self.tables.attended.get(person, {})

    def memberships_of(self, person: PersonId) -> tuple[Membership, ...]:
        """The committees a person belongs or belonged to."""
        return self._memberships_of.get(person, ())

    @cached_property
    def _memberships_of(self) -> dict[PersonId, tuple[Membership, ...]]:
        """Memberships by person."""
        return grouped((m.person, Membership(c, m)) for c in self.committees.values() for m in c.members if m.person)

    def declarations_of(self, person: PersonId) -> tuple[Interest, ...]:
        """The interests a person declared, in order of date."""
        spots = self.tables.by_declaration.get(person, NOWHERE)
        parts = (part for _, _, part in self.tables.where(spots))
        found = zip(self._appearances_at(spots), parts, strict=True)
        return tuple(Interest(appearance, appearance.item.declarations[part]) for appearance, part in found)

    def decisions_of(self, person: PersonId) -> tuple[Decision, ...]:
        """The decisions a person took outside meetings, in order of date."""
        return self._decisions_of.get(person, ())

    @cached_property
    def _decisions_of(self) -> dict[PersonId, tuple[Decision, ...]]:
        """Decisions outside meetings by who took them."""
        return grouped((d.maker_person, d) for d in self._decisions_by_date if d.maker_person)
