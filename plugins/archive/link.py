"""Linking: loose records become an Archive, and every reference that leads nowhere becomes a finding.

Places name the file and the path within the record; intake adds the line.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import msgspec

from plugins.archive.archive import Archive
from plugins.archive.findings import Finding, Place, nearest, quote
from plugins.archive.outcomes import ReadOutcome
from plugins.archive.places import AnyRecord, file_of
from plugins.archive.records import (
    ArchiveSettings,
    Committee,
    Decision,
    Issue,
    IssueId,
    Meeting,
    MeetingId,
    Person,
)
from plugins.archive.sketches import Sketch
from plugins.archive.tables import Tables

R = TypeVar("R")


class Names(msgspec.Struct, frozen=True, array_like=True):
    """The names that records give of others, by kind, each once and sorted."""

    issues: tuple[str, ...] = ()
    committees: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Records:
    """All records of an archive, before they are linked, in any order; a mapping is in order already.

    `packed` and `read_outcomes` are what was read in meetings' items, `digests` and `outlines` are
    those of the records' files and of meetings without their items' texts. `names` are, where they are known, all those
    that records give of others; `tables` tell what stands where in the meetings, where that is known; `sketches` are
    the meetings as lists show them, where that takes less than the whole.
    """

    settings: ArchiveSettings
    committees: tuple[Committee, ...] = ()
    meetings: tuple[Meeting, ...] | Mapping[MeetingId, Meeting] = ()
    issues: tuple[Issue, ...] | Mapping[IssueId, Issue] = ()
    people: tuple[Person, ...] = ()
    decisions: tuple[Decision, ...] = ()
    packed: Mapping[MeetingId, Sequence[bytes]] = field(default_factory=dict)
    read_outcomes: Mapping[MeetingId, tuple[ReadOutcome | None, ...]] = field(default_factory=dict)
    digests: Mapping[str, bytes] = field(default_factory=dict)
    outlines: Mapping[str, bytes] = field(default_factory=dict)
    names: Sequence[Names] | None = None
    tables: Tables | None = None
    sketches: Mapping[MeetingId, Sketch] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reference:
    """A name that one record gives of another: of which kind, where it stands."""

    kind: str
    name: str
    record: AnyRecord
    path: str


def link(records: Records, *, broken: Collection[str] = ()) -> tuple[Archive, tuple[Finding, ...]]:
    """The Archive of the records, and a finding for each reference to something that is not there.

    `broken` are files that hold no record because of findings of their own; references to those need no second one.
    """
    archive = Archive(
        settings=records.settings,
        committees={r.id: r for r in sorted(records.committees, key=lambda r: r.id)},
        meetings=_in_order(records.meetings),
        issues=_by_id(records.issues),
        people={r.id: r for r in sorted(records.people, key=lambda r: r.id)},
        decisions={r.id: r for r in sorted(records.decisions, key=lambda r: r.id)},
        packed=records.packed,
        read_outcomes=records.read_outcomes,
        digests=records.digests,
        outlines=records.outlines,
        known_tables=records.tables,
        sketches=records.sketches,
    )
    if records.names is not None and all(_are_known(archive, names) for names in records.names):
        return archive, ()
    return archive, tuple(_dangling(archive, broken))


def _by_id(issues: tuple[Issue, ...] | Mapping[IssueId, Issue]) -> Mapping[IssueId, Issue]:
    """The issues by identifier, in order."""
    return issues if isinstance(issues, Mapping) else {r.id: r for r in sorted(issues, key=lambda r: r.id)}


def _are_known(archive: Archive, names: Names) -> bool:
    """Whether all names are those of records, so that nobody need look where they stand."""
    return (
        archive.issues.keys() >= {*names.issues}
        and archive.committees.keys() >= {*names.committees}
        and archive.people.keys() >= {*names.people}
    )


def names_in(records: Iterable[AnyRecord]) -> Names:
    """The names that records give of others: those of their `references`."""
    found: dict[str, set[str]] = {"issue": set(), "committee": set(), "person": set()}
    for record in records:
        for reference in references_of(record):
            found[reference.kind].add(reference.name)
    return Names(*(tuple(sorted(names)) for names in found.values()))


def _in_order(meetings: tuple[Meeting, ...] | Mapping[MeetingId, Meeting]) -> Mapping[MeetingId, Meeting]:
    """The meetings by identifier, in order."""
    return meetings if isinstance(meetings, Mapping) else {m.id: m for m in sorted(meetings, key=meeting_order)}


def meeting_order(meeting: Meeting) -> tuple[object, ...]:
    """By date, time, committee: what meetings are sorted by, the identifier last."""
    return (meeting.date, meeting.start or "", meeting.id)


_CODES = {"issue": "L001", "committee": "L002", "person": "L003"}
_FOLDERS = {"issue": "issues", "committee": "committees", "person": "people"}


def _dangling(archive: Archive, broken: Collection[str]) -> Iterator[Finding]:
    """A finding for each reference whose name no record bears."""
    known: dict[str, Collection[str]] = {
        "issue": archive.issues,
        "committee": archive.committees,
        "person": archive.people,
    }
    for reference in references(archive):
        file = f"{_FOLDERS[reference.kind]}/{reference.name}.yaml"
        if reference.name not in known[reference.kind] and file not in broken:
            yield _no_such(reference, known[reference.kind])


def _no_such(reference: Reference, known: Collection[str]) -> Finding:
    """The finding of one reference that leads nowhere, with the nearest name there is."""
    hint = nearest(reference.name, known) or f"expected a file {_FOLDERS[reference.kind]}/{reference.name}.yaml"
    return Finding(
        _CODES[reference.kind],
        f"no {reference.kind} {quote(reference.name)}",
        Place(file_of(reference.record), path=reference.path),
        hint,
    )


def references(archive: Archive) -> Iterator[Reference]:
    """Every reference of every record."""
    yield from _of_settings(archive.settings)
    yield from _each(archive.committees.values(), _of_committee)
    yield from _each(archive.meetings.values(), _of_meeting)
    yield from _each(archive.issues.values(), _of_issue)
    yield from _each(archive.decisions.values(), _of_decision)


def _each(records: Iterable[R], read: Callable[[R], Iterator[Reference]]) -> Iterator[Reference]:
    """The references of all records of a kind."""
    for record in records:
        yield from read(record)


def references_of(record: AnyRecord) -> Iterator[Reference]:
    """Every reference of one record."""
    match record:
        case ArchiveSettings():
            yield from _of_settings(record)
        case Committee():
            yield from _of_committee(record)
        case Meeting():
            yield from _of_meeting(record)
        case Issue():
            yield from _of_issue(record)
        case Decision():
            yield from _of_decision(record)


def _of_settings(settings: ArchiveSettings) -> Iterator[Reference]:
    """The committees of gaps."""
    for number, gap in enumerate(settings.gaps):
        yield from _one("committee", gap.committee, settings, f"gaps[{number}].committee")


def _one(kind: str, name: str | None, record: AnyRecord, path: str) -> Iterator[Reference]:
    """The reference, where a name is given."""
    if name is not None:
        yield Reference(kind, name, record, path)


def _of_committee(committee: Committee) -> Iterator[Reference]:
    """Successor and members."""
    yield from _one("committee", committee.successor, committee, "successor")
    for number, member in enumerate(committee.members):
        yield from _one("person", member.person, committee, f"members[{number}].person")


def _of_meeting(meeting: Meeting) -> Iterator[Reference]:
    """The committee, those who attended, and what the items name."""
    yield from _one("committee", meeting.committee, meeting, "committee")
    for number, attendance in enumerate(meeting.attendance):
        yield from _one("person", attendance.person, meeting, f"attendance[{number}].person")
    for number, item in enumerate(meeting.items):
        yield from _one("issue", item.issue, meeting, f"items[{number}].issue")
        yield from _of_item_people(meeting, number)


def _of_item_people(meeting: Meeting, number: int) -> Iterator[Reference]:
    """Those who declared an interest or cast a vote on an item."""
    item = meeting.items[number]
    for n, declaration in enumerate(item.declarations):
        yield from _one("person", declaration.person, meeting, f"items[{number}].declarations[{n}].person")
    for n, vote in enumerate(item.votes):
        for k, named in enumerate(vote.named):
            yield from _one("person", named.person, meeting, f"items[{number}].votes[{n}].named[{k}].person")


def _of_issue(issue: Issue) -> Iterator[Reference]:
    """Related issues."""
    for number, related in enumerate(issue.related):
        yield from _one("issue", related, issue, f"related[{number}]")


def _of_decision(decision: Decision) -> Iterator[Reference]:
    """The maker, the committee and the issue."""
    yield from _one("person", decision.maker_person, decision, "maker_person")
    yield from _one("committee", decision.committee, decision, "committee")
    yield from _one("issue", decision.issue, decision, "issue")
