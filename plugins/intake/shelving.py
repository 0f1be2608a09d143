"""Chunks → records as linking wants them: meetings in a drawer on the disk, all other records in memory, and shared.

Chunks are unpacked one at a time, so that what is joined is never there twice.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple, TypeVar, cast

from msgspec import structs

from plugins.archive.findings import Finding
from plugins.archive.link import Names, Records
from plugins.archive.places import AnyRecord, file_of
from plugins.archive.records import ArchiveSettings, Committee, CommitteeId, Decision, Issue, MeetingId, Person
from plugins.archive.tables import Dated
from plugins.intake.chunks import Facts, facts_in
from plugins.intake.folding import Folding
from plugins.intake.rules.renditions import Paper
from plugins.intake.shelves import Lying, Store, drawer_of, outcomes_in, readings_in, records_in, sketches_in
from plugins.intake.sittings import SittingFacts

AnyKind = TypeVar("AnyKind", bound=AnyRecord)
Value = TypeVar("Value", bound=Hashable)
_DIGEST: Final = 16


class _Shelved(NamedTuple):
    """A meeting: what it is sorted by, whose it is, the digest of what tables tell of it, and where it lies."""

    order: tuple[str, str, MeetingId]
    committee: CommitteeId
    row: bytes
    lying: Lying


@dataclass(slots=True)
class Shelves:
    """The records of chunks; of meetings, where they lie. `sound` are, by chunk, the files kept as they are written.

    `wrong` is what the rules of meetings found, `papers` are the files that meetings name, by the meeting's file.
    """

    folder: Path
    sound: dict[int, frozenset[str]] = field(default_factory=dict)
    meetings: list[_Shelved] = field(default_factory=list)
    others: dict[type[object], list[AnyRecord]] = field(default_factory=dict)
    digests: dict[str, bytes] = field(default_factory=dict)
    outlines: dict[str, bytes] = field(default_factory=dict)
    issues: Folding = field(default_factory=Folding)
    same: dict[Hashable, Hashable] = field(default_factory=dict)
    names: list[Names] = field(default_factory=list)
    wrong: list[Finding] = field(default_factory=list)
    papers: dict[str, tuple[Paper, ...]] = field(default_factory=dict)

    def records(self, *, in_memory: bool, more: bool) -> Records | None:
        """All of them; `None` without a council. Meetings are fetched when they are asked for, or all at once.

        Of those that are fetched, `more` or fewer stay at hand.
        """
        settings = next(iter(self.of(ArchiveSettings)), None)
        if settings is None:
            return None
        order = {each.order[-1]: each.lying for each in self.meetings}
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
            names=self.names,
            sketches=sketches_in(drawer),
        )

    def of(self, kind: type[AnyKind]) -> tuple[AnyKind, ...]:
        """The records of a kind other than meetings and issues."""
        return tuple(cast("list[AnyKind]", self.others.get(kind, [])))

    def dates(self) -> list[Dated]:
        """Whose the meetings are and when they were, in order."""
        return [(each.order[-1], each.committee, dt.date.fromisoformat(each.order[0])) for each in self.meetings]

    def digest_of_rows(self) -> bytes:
        """The digest of all that tables tell of the meetings."""
        told = (piece for each in self.meetings for piece in (each.order[-1].encode(), each.row))
        return hashlib.blake2b(b"".join(told), digest_size=_DIGEST).digest()

    def add(self, number: int, facts: Facts) -> None:
        """Add what is known of a chunk."""
        others = facts.others()
        files = [file_of(record) for record in others]
        for record in others:
            if isinstance(record, Issue):
                self.issues.add(self._shared(record))
            else:
                self.others.setdefault(type(record), []).append(record)
        self.digests.update(zip(files, (each.digest for each in facts.filed), strict=True))
        self.names.append(facts.names)
        self._add_meetings(number, facts.meetings)
        sound = (file for file, each in zip(files, facts.filed, strict=True) if each.sound)
        self.sound[number] = frozenset((*sound, *(each.file for each in facts.meetings if each.sound)))

    def _add_meetings(self, number: int, meetings: Iterable[SittingFacts]) -> None:
        """Add the meetings of a chunk, which lie one behind the other."""
        start = readings = 0
        for each in meetings:
            lying = Lying(number, start, each.length, readings)
            self.meetings.append(_Shelved(each.order, self._one(each.committee), each.row, lying))
            self.digests[each.file], self.outlines[each.file] = each.digest, each.outline
            self.wrong += each.findings()
            if each.papers:
                self.papers[each.file] = each.papers
            start, readings = start + each.length, readings + each.read_length

    def _shared(self, issue: Issue) -> Issue:
        """An issue whose topics and wards are the very values that others have."""
        for name, words in (("topics", issue.topics), ("wards", issue.wards)):
            shared = self._words(words)
            if shared is not words:
                structs.force_setattr(issue, name, shared)
        return issue

    def _words(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """The same words, each there once."""
        known = cast("tuple[str, ...] | None", self.same.get(words))
        return self._one(tuple(map(self._one, words))) if known is None else known

    def _one(self, value: Value) -> Value:
        """The first of all values that are equal to this one."""
        return cast("Value", self.same.setdefault(value, value))


def shelve(folder: Path, chunks: Mapping[int, Path]) -> Shelves:
    """The records of the chunks of a folder. Raises OSError or msgspec.DecodeError where one cannot be read.

    Each chunk comes with the folder in which to read what is known of it: where it lay before, if it is as it was, so
    that it can be read ahead.
    """
    shelves = Shelves(folder)
    for number, place in chunks.items():
        shelves.add(number, facts_in(place, number))
    shelves.meetings.sort(key=lambda each: each.order)
    return shelves
