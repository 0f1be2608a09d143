"""The Archive: an immutable snapshot of all records, and the questions that pages, search and exports ask of it.

Built by `plugins.archive.link.link` alone. All answers come in a fixed order, whatever order records were read in.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar, cast

from plugins.archive.outcomes import ReadOutcome
from plugins.archive.permalinks import issue_letter, item_anchors
from plugins.archive.reading import ItemReading, read_whole, unpack, with_texts
from plugins.archive.records import (
    AgendaItem,
    ArchiveSettings,
    Attendance,
    Committee,
    CommitteeId,
    DatedName,
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
from plugins.archive.text import fold, slugify

Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Appearance:
    """An item at its meeting; `position` counts from 0, `anchor` is the item's on the meeting page."""

    meeting: Meeting
    item: AgendaItem
    position: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Grouping:
    """A topic or a ward with its issues, by title."""

    slug: str
    name: str
    issues: tuple[Issue, ...]


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
    but with their outcomes.
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
        return _grouped((c.successor, c) for c in self.committees.values() if c.successor)

    # --- meetings ---

    def meetings_of(self, committee: CommitteeId) -> tuple[Meeting, ...]:
        """The meetings of a committee, in order of date."""
        return self._meetings_of.get(committee, ())

    @cached_property
    def _meetings_of(self) -> dict[CommitteeId, tuple[Meeting, ...]]:
        """Meetings by committee."""
        return _grouped((m.committee, m) for m in self.meetings.values())

    def neighbours(self, meeting: MeetingId) -> tuple[Meeting | None, Meeting | None]:
        """The meetings of the same committee just before and just after."""
        return self._neighbours[meeting]

    @cached_property
    def _neighbours(self) -> dict[MeetingId, tuple[Meeting | None, Meeting | None]]:
        """For each meeting, those before and after it."""
        pairs = {}
        for row in self._meetings_of.values():
            for before, here, after in zip((None, *row), row, (*row[1:], None), strict=False):
                pairs[here.id] = (before, after)
        return pairs

    def years(self) -> tuple[int, ...]:
        """The years in which there was a meeting, oldest first."""
        return tuple(sorted(self._meetings_in))

    def meetings_in(self, year: int) -> tuple[Meeting, ...]:
        """The meetings of a year, in order of date."""
        return self._meetings_in.get(year, ())

    def meetings_on(self, day: dt.date) -> tuple[Meeting, ...]:
        """The meetings of a day."""
        return self._meetings_on.get(day, ())

    @cached_property
    def _meetings_on(self) -> dict[dt.date, tuple[Meeting, ...]]:
        """Meetings by day."""
        return _grouped((m.date, m) for m in self.meetings.values())

    def meetings_in_month(self, year: int, month: int) -> tuple[Meeting, ...]:
        """The meetings of a month, in order of date."""
        return self._meetings_in_month.get((year, month), ())

    @cached_property
    def _meetings_in_month(self) -> dict[tuple[int, int], tuple[Meeting, ...]]:
        """Meetings by year and month."""
        return _grouped(((m.date.year, m.date.month), m) for m in self.meetings.values())

    def numbered(self, committee: CommitteeId, number: str) -> tuple[Appearance, ...]:
        """The items of a committee's meetings that have a number, as text without its case and dots at its end."""
        return self._numbered.get((committee, number), ())

    @cached_property
    def _numbered(self) -> dict[tuple[CommitteeId, str], tuple[Appearance, ...]]:
        """Items by committee and number."""
        appearances = (a for m in self.meetings.values() for a in self.appearances(m) if a.item.number)
        return _grouped(((a.meeting.committee, bare_number(a.item.number)), a) for a in appearances)

    def count_in(self, year: int) -> int:
        """How many meetings a year had."""
        return len(self.meetings_in(year))

    def decided_in(self, year: int) -> int:
        """How many decisions a year had: items that are not routine with an outcome, and decisions outside meetings."""
        meetings = self.meetings_in(year)
        pairs = (pair for m in meetings for pair in zip(m.items, self.outcomes(m), strict=True))
        return sum(1 for item, outcome in pairs if outcome and not item.routine) + len(self.decisions_in(year))

    @cached_property
    def _meetings_in(self) -> dict[int, tuple[Meeting, ...]]:
        """Meetings by year."""
        return _grouped((m.date.year, m) for m in self.meetings.values())

    def appearances(self, meeting: Meeting) -> tuple[Appearance, ...]:
        """The items of a meeting with their places and anchors, in order."""
        return tuple(
            Appearance(meeting, item, position, anchor)
            for position, (item, anchor) in enumerate(zip(meeting.items, item_anchors(meeting.items), strict=True))
        )

    # --- what items say ---

    def reading(self, appearance: Appearance) -> ItemReading:
        """The texts of an item as blocks, and what they record. Keep what you need of it: it is not kept here."""
        packed = self.packed.get(appearance.meeting.id)
        return unpack(packed[appearance.position]) if packed else read_whole(appearance.item)

    def in_full(self, meeting: Meeting) -> Meeting:
        """The meeting with the texts of its items, which an archive may leave where their readings are."""
        return with_texts(meeting, (self.reading(appearance) for appearance in self.appearances(meeting)))

    def outcomes(self, meeting: Meeting) -> tuple[ReadOutcome | None, ...]:
        """The outcome of each item of a meeting, in order."""
        known = self.read_outcomes.get(meeting.id)
        return known if known is not None else self.once(("outcomes", meeting.id), lambda: self._outcomes(meeting))

    def _outcomes(self, meeting: Meeting) -> tuple[ReadOutcome | None, ...]:
        """The same, read: they are little, and every list asks for them."""
        return tuple(self.reading(appearance).readings.outcome for appearance in self.appearances(meeting))

    # --- issues ---

    def items_on(self, issue: IssueId) -> tuple[Appearance, ...]:
        """An issue's history: its items at meetings, in order of date."""
        return self._items_on.get(issue, ())

    @cached_property
    def _items_on(self) -> dict[IssueId, tuple[Appearance, ...]]:
        """Appearances by issue."""
        return _grouped((a.item.issue, a) for m in self.meetings.values() for a in self.appearances(m) if a.item.issue)

    def decisions_on(self, issue: IssueId) -> tuple[Decision, ...]:
        """The decisions taken outside meetings on an issue, in order of date."""
        return self._decisions_on.get(issue, ())

    @cached_property
    def _decisions_on(self) -> dict[IssueId, tuple[Decision, ...]]:
        """Decisions outside meetings by issue."""
        return _grouped((d.issue, d) for d in self._decisions_by_date if d.issue)

    def issues_by_letter(self) -> Mapping[str, tuple[Issue, ...]]:
        """The issues of each letter of the A to Z, by title; letters in order."""
        return self._issues_by_letter

    @cached_property
    def _issues_by_letter(self) -> dict[str, tuple[Issue, ...]]:
        """Issues by letter, letters sorted."""
        groups = _grouped((issue_letter(i.title), i) for i in _by_title(self.issues.values()))
        return dict(sorted(groups.items()))

    def topics(self) -> Mapping[str, Grouping]:
        """The topics of all issues, by slug."""
        return self._topics

    @cached_property
    def _topics(self) -> dict[str, Grouping]:
        """Groupings of issues by topic."""
        return _groupings((topic, issue) for issue in _by_title(self.issues.values()) for topic in issue.topics)

    def wards(self) -> Mapping[str, Grouping]:
        """The wards of all issues, by slug."""
        return self._wards

    @cached_property
    def _wards(self) -> dict[str, Grouping]:
        """Groupings of issues by ward."""
        return _groupings((ward, issue) for issue in _by_title(self.issues.values()) for ward in issue.wards)

    # --- decisions outside meetings ---

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
        return _grouped((d.date.year, d) for d in self._decisions_by_date)

    def decision_years(self) -> tuple[int, ...]:
        """The years in which a decision was taken outside a meeting, oldest first."""
        return tuple(sorted(self._decisions_in))

    # --- people ---

    def attendance_of(self, person: PersonId) -> tuple[Presence, ...]:
        """Where a person was listed, in order of date."""
        return self._attendance_of.get(person, ())

    @cached_property
    def _attendance_of(self) -> dict[PersonId, tuple[Presence, ...]]:
        """Presences by person."""
        return _grouped((a.person, Presence(m, a)) for m in self.meetings.values() for a in m.attendance if a.person)

    def memberships_of(self, person: PersonId) -> tuple[Membership, ...]:
        """The committees a person belongs or belonged to."""
        return self._memberships_of.get(person, ())

    @cached_property
    def _memberships_of(self) -> dict[PersonId, tuple[Membership, ...]]:
        """Memberships by person."""
        return _grouped((m.person, Membership(c, m)) for c in self.committees.values() for m in c.members if m.person)

    def declarations_of(self, person: PersonId) -> tuple[Interest, ...]:
        """The interests a person declared, in order of date."""
        return self._declarations_of.get(person, ())

    @cached_property
    def _declarations_of(self) -> dict[PersonId, tuple[Interest, ...]]:
        """Declarations by person."""
        appearances = (a for m in self.meetings.values() for a in self.appearances(m) if a.item.declarations)
        return _grouped((d.person, Interest(a, d)) for a in appearances for d in a.item.declarations if d.person)

    def decisions_of(self, person: PersonId) -> tuple[Decision, ...]:
        """The decisions a person took outside meetings, in order of date."""
        return self._decisions_of.get(person, ())

    @cached_property
    def _decisions_of(self) -> dict[PersonId, tuple[Decision, ...]]:
        """Decisions outside meetings by who took them."""
        return _grouped((d.maker_person, d) for d in self._decisions_by_date if d.maker_person)


def bare_number(number: str | None) -> str:
    """An item's or a minute's number as two that name one item have it in common: "45." is "45", "12A" is "12a"."""
    return (number or "").casefold().replace(" ", "").rstrip(".)")


def first_days(names: Sequence[DatedName]) -> tuple[dt.date, ...]:
    """The day each name came into force: its own, or the day after the one before it ended, or the first of all."""
    ended = (None, *(name.until for name in names))[: len(names)]
    return tuple(n.from_ or (e + dt.timedelta(days=1) if e else dt.date.min) for n, e in zip(names, ended, strict=True))


def _grouped(pairs: Iterable[tuple[Key | None, Value]]) -> dict[Key, tuple[Value, ...]]:
    """The values of each key, in the order met. Pairs without a key are left out."""
    groups: dict[Key, list[Value]] = {}
    for key, value in pairs:
        if key is not None:
            groups.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in groups.items()}


def _groupings(pairs: Iterable[tuple[str, Issue]]) -> dict[str, Grouping]:
    """Groupings by the slug of the name, sorted; the first spelling met is the name."""
    names: dict[str, str] = {}
    grouped: dict[str, dict[IssueId, Issue]] = {}
    for name, issue in pairs:
        slug = slugify(name)
        names.setdefault(slug, name)
        grouped.setdefault(slug, {})[issue.id] = issue
    return {slug: Grouping(slug, names[slug], tuple(grouped[slug].values())) for slug in sorted(grouped)}


def _by_title(issues: Iterable[Issue]) -> list[Issue]:
    """Issues as an A to Z lists them."""
    return sorted(issues, key=lambda i: (fold(i.title), i.id))
