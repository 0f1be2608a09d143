"""An Archive that notes what it is asked, so that whoever makes a page of it knows afterwards what the page is made of.

A question is a line of text: a name, and after a blank the identifier it is about; without one it is about all there
are. `plugins.archive.answers` gives the digest of the answer to any question, so that the next build can tell whether
it would get the same answers without making the page.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, ItemsView, Iterator, Mapping, Sequence, ValuesView
from contextlib import AbstractContextManager
from typing import Final, TypeVar, cast

from plugins.archive.archive import Appearance, Archive, Interest, Membership, Presence
from plugins.archive.groupings import Grouping
from plugins.archive.outcomes import ReadOutcome
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
from plugins.archive.sketches import Sketch
from plugins.archive.tables import Attended, Tables

Key = TypeVar("Key", bound=str)
Value = TypeVar("Value")
Made = TypeVar("Made")

TEXTS: Final = "texts"  # of a meeting's items: the name of the question for them
HISTORY: Final = "history"  # of an issue: what it is, its items at meetings and the decisions on it, all in one


class AskedArchive(Archive):
    """An Archive that notes questions. What is asked of records it has given needs no note: they are the answer."""

    def __init__(self, whole: Archive) -> None:
        """An archive that gives the answers of another."""
        self.whole = whole
        self._noted: list[dict[str, None]] = [{}]
        self._remembered: dict[tuple[str, ...], tuple[object, dict[str, None]]] = {}
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
            sketches=whole.sketches,
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

    def note_all(self, questions: Mapping[str, None]) -> None:
        """Note questions that were noted before."""
        self._noted[-1].update(questions)

    def noting(self) -> AbstractContextManager[dict[str, None]]:
        """The questions asked from here on, in their order, filled as they are asked."""
        return _Noting(self._noted)

    def once(self, key: tuple[str, ...], make: Callable[[], Made]) -> Made:
        """What `make` makes, made once; whoever gets it has asked what making it asked."""
        known = self._remembered.get(key)
        if known is None:
            with self.noting() as questions:
                made = make()
            known = self._remembered[key] = (made, questions)
        value, asked = known
        self.note_all(asked)
        return cast("Made", value)

    @property
    def tables(self) -> Tables:
        """As the archive has them: they tell of all meetings."""
        self.note("meetings")
        return self.whole.tables

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

    def sketch(self, meeting: MeetingId) -> Sketch:
        """As the archive says."""
        self.note(f"meetings {meeting}")
        return self.whole.sketch(meeting)

    def meetings_of(self, committee: CommitteeId) -> tuple[Sketch, ...]:
        """As the archive says."""
        self.note(f"meetings_of {committee}")
        return self.whole.meetings_of(committee)

    def meeting_ids_of(self, committee: CommitteeId) -> tuple[MeetingId, ...]:
        """As the archive says."""
        self.note(f"meetings_of {committee}")
        return self.whole.meeting_ids_of(committee)

    def neighbours(self, meeting: MeetingId) -> tuple[Sketch | None, Sketch | None]:
        """As the archive says."""
        self.note(f"neighbours {meeting}")
        return self.whole.neighbours(meeting)

    def years(self) -> tuple[int, ...]:
        """As the archive says."""
        self.note("years")
        return self.whole.years()

    def meetings_in(self, year: int) -> tuple[Sketch, ...]:
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
        self.note(f"{TEXTS} {appearance.meeting.id}")
        return self.whole.reading(appearance)

    def readings(self, meeting: Meeting) -> tuple[ItemReading, ...]:
        """As the archive says."""
        self.note(f"{TEXTS} {meeting.id}")
        return self.whole.readings(meeting)

    def outcomes(self, meeting: Meeting) -> tuple[ReadOutcome | None, ...]:
        """As the archive says: of a meeting that it has given."""
        return self.whole.outcomes(meeting)

    def items_on(self, issue: IssueId) -> tuple[Appearance, ...]:
        """As the archive says."""
        self.note(f"items_on {issue}")
        return self.whole.items_on(issue)

    def places_of(self, issue: IssueId) -> tuple[tuple[MeetingId, int], ...]:
        """As the archive says."""
        self.note(f"items_on {issue}")
        return self.whole.places_of(issue)

    def sketches_on(self, issue: IssueId) -> tuple[tuple[Sketch, int], ...]:
        """As the archive says."""
        self.note(f"items_on {issue}")
        return self.whole.sketches_on(issue)

    def days_of(self, issue: IssueId) -> tuple[dt.date, ...]:
        """As the archive says."""
        self.note(f"items_on {issue}")
        return self.whole.days_of(issue)

    def meetings_with(self, issue: IssueId) -> int:
        """As the archive says."""
        self.note(f"meetings_with {issue}")
        return self.whole.meetings_with(issue)

    def decisions_on(self, issue: IssueId) -> tuple[Decision, ...]:
        """As the archive says."""
        self.note(f"decisions_on {issue}")
        return self.whole.decisions_on(issue)

    def issues_by_letter(self) -> Mapping[str, Sequence[Issue]]:
        """As the archive says."""
        return Asked("letters", self.whole.issues_by_letter(), self.note)

    def topics(self) -> Mapping[str, Grouping]:
        """As the archive says."""
        return Asked("topics", self.whole.topics(), self.note)

    def wards(self) -> Mapping[str, Grouping]:
        """As the archive says."""
        return Asked("wards", self.whole.wards(), self.note)

    def has_topic(self, slug: str) -> bool:
        """As the archive says."""
        self.note(f"topics? {slug}")
        return self.whole.has_topic(slug)

    def has_ward(self, slug: str) -> bool:
        """As the archive says."""
        self.note(f"wards? {slug}")
        return self.whole.has_ward(slug)

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

    def attended_by(self, person: PersonId) -> Attended:
        """As the archive says."""
        self.note(f"attendance_of {person}")
        return self.whole.attended_by(person)

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


class _Noting(AbstractContextManager[dict[str, None]]):
    """Notes questions by themselves for a while: for every item, so in a third of the time that a generator takes."""

    __slots__ = ("_noted",)

    def __init__(self, noted: list[dict[str, None]]) -> None:
        """On a pile, of which the uppermost is written on."""
        self._noted = noted

    def __enter__(self) -> dict[str, None]:
        """What is written on from now on."""
        noted: dict[str, None] = {}
        self._noted.append(noted)
        return noted

    def __exit__(self, *_: object) -> None:
        """Write on what was written on before."""
        self._noted.pop()


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
