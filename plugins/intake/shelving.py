"""Chunks → records as linking wants them: meetings in a drawer on the disk, all other records in memory, and shared.

A chunk is unpacked record by record, so that what is joined is never there twice.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar, cast

from msgspec import structs

from plugins.archive.link import Records, meeting_order
from plugins.archive.places import AnyRecord, file_of
from plugins.archive.records import ArchiveSettings, Committee, Decision, Issue, Meeting, MeetingId, Person
from plugins.intake.chunks import Kept, lying_in
from plugins.intake.folding import Folding
from plugins.intake.shelves import Lying, Store, drawer_of, outcomes_in, readings_in, records_in

AnyKind = TypeVar("AnyKind", bound=AnyRecord)
Value = TypeVar("Value", bound=Hashable)


@dataclass(slots=True)
class Shelved:
    """The records of chunks; of meetings, where they lie. `sound` are, by chunk, the files kept as they are written."""

    folder: Path
    sound: dict[int, frozenset[str]] = field(default_factory=dict)
    meetings: list[tuple[tuple[object, ...], Lying]] = field(default_factory=list)
    others: dict[type[object], list[AnyRecord]] = field(default_factory=dict)
    digests: dict[str, bytes] = field(default_factory=dict)
    outlines: dict[str, bytes] = field(default_factory=dict)
    issues: Folding = field(default_factory=Folding)
    same: dict[Hashable, Hashable] = field(default_factory=dict)

    def records(self, *, in_memory: bool, more: bool) -> Records | None:
        """All of them; `None` without a council. Meetings are fetched when they are asked for, or all at once.

        Of those that are fetched, `more` or fewer stay at hand.
        """
        settings = next(iter(self.of(ArchiveSettings)), None)
        if settings is None:
            return None
        self.meetings.sort()
        order = {cast("MeetingId", key[-1]): lying for key, lying in self.meetings}
        drawer = drawer_of(Store(self.folder, self.sound), order, more=more)
        meetings = records_in(drawer)
        return Records(
            settings=settings,
            committees=self.of(Committee),
            meetings=tuple(meetings.values()) if in_memory else meetings,
            issues=self.issues.all(),
            people=self.of(Person),
            decisions=self.of(Decision),
            packed=readings_in(drawer),
            read_outcomes=outcomes_in(drawer),
            digests=self.digests,
            outlines=self.outlines,
        )

    def of(self, kind: type[AnyKind]) -> tuple[AnyKind, ...]:
        """The records of a kind other than meetings and issues."""
        return tuple(cast("list[AnyKind]", self.others.get(kind, [])))

    def add(self, kept: Kept, lying: Lying) -> None:
        """Add a record."""
        record = kept.record
        file = file_of(record)
        self.digests[file] = kept.digest
        if isinstance(record, Meeting):
            self.meetings.append((meeting_order(record), lying))
            if kept.outline:
                self.outlines[file] = kept.outline
        elif isinstance(record, Issue):
            self.issues.add(self._shared(record))
        else:
            self.others.setdefault(type(record), []).append(record)

    def _shared(self, issue: Issue) -> Issue:
        """An issue whose topics and wards are the very values that others have."""
        return structs.replace(issue, topics=self._words(issue.topics), wards=self._words(issue.wards))

    def _words(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """The same words, each there once."""
        return self._one(tuple(map(self._one, words)))

    def _one(self, value: Value) -> Value:
        """The first of all values that are equal to this one."""
        return cast("Value", self.same.setdefault(value, value))


def shelve(folder: Path, chunks: Iterable[int]) -> Shelved:
    """The records of the chunks of a folder. Raises OSError or msgspec.DecodeError where one cannot be read."""
    shelved = Shelved(folder)
    for number in chunks:
        sound, readings = list[str](), 0
        for start, length, kept in lying_in(folder, number):
            shelved.add(kept, Lying(number, start, length, readings))
            readings += sum(kept.lengths)
            sound += [file_of(kept.record)] if kept.sound else []
        shelved.sound[number] = frozenset(sound)
    return shelved
