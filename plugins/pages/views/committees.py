"""Committees: all of them, and one with its names over time, its members and its meetings."""

from __future__ import annotations

import datetime as dt

from plugins.archive import permalinks
from plugins.archive.archive import Archive
from plugins.archive.dates import format_long
from plugins.archive.records import Committee, CommitteeId, CommitteeKind, Contact, DatedName, Member
from plugins.pages import linked_data
from plugins.pages.views.basics import Day, Feed, Link, View, committee_now, maybe_day, person_link, plural
from plugins.pages.views.decisions import prose_html
from plugins.pages.views.feeds import committee_feeds
from plugins.pages.views.heads import addresses, make_head
from plugins.pages.views.meetings import MeetingEntry, meeting_entry, meetings_by_year
from plugins.pages.views.shelf import Shelf

_KINDS = {
    CommitteeKind.COUNCIL: "Full council",
    CommitteeKind.EXECUTIVE: "Executive",
    CommitteeKind.SCRUTINY: "Scrutiny",
    CommitteeKind.REGULATORY: "Planning, licensing and other regulation",
    CommitteeKind.AREA: "Areas",
    CommitteeKind.ADVISORY: "Advisory bodies",
    CommitteeKind.OTHER: "Other bodies",
}


class CommitteeEntry(View, frozen=True):
    """A committee in a list. `fate` says what became of one that no longer meets."""

    name: str
    address: str
    former: tuple[str, ...]
    fate: Link | None
    ended: bool
    meetings: int
    first: int | None
    last: Day | None


class NameView(View, frozen=True):
    """One of a committee's names and when it was in force."""

    name: str
    period: str


class MemberView(View, frozen=True):
    """A member with role and time."""

    person: Link
    role: str
    period: str
    current: bool


class CommitteeView(View, frozen=True):
    """A committee through all its names."""

    name: str
    address: str
    kind: str
    names: tuple[NameView, ...]
    purpose: str
    ended: Day | None
    successor: Link | None
    predecessors: tuple[Link, ...]
    members: tuple[MemberView, ...]
    past_members: tuple[MemberView, ...]
    years: tuple[tuple[int, tuple[MeetingEntry, ...]], ...]
    meetings: int
    upcoming: tuple[MeetingEntry, ...]
    feeds: tuple[Feed, ...]
    contact: Contact | None


def committees_page(shelf: Shelf, _key: str) -> dict[str, object]:
    """What the list of committees shows, by kind; those that ended stand last."""
    archive = shelf.archive
    entries = {kind: _entries(archive, kind) for kind in _KINDS}
    ended = tuple(entry for group in entries.values() for entry in group if entry.ended)
    groups = [(_KINDS[k], tuple(e for e in group if not e.ended)) for k, group in entries.items()]
    trail = (Link("Committees", permalinks.COMMITTEES),)
    head = make_head(shelf, trail, f"The committees of {archive.settings.name}, with their names over time.")
    return {"groups": [g for g in groups if g[1]], "ended": ended, "head": head}


def _entries(archive: Archive, kind: CommitteeKind) -> tuple[CommitteeEntry, ...]:
    """The committees of a kind, by name."""
    entries = (committee_entry(archive, c) for c in archive.committees.values() if c.kind == kind)
    return tuple(sorted(entries, key=lambda entry: entry.name.casefold()))


def committee_entry(archive: Archive, committee: Committee) -> CommitteeEntry:
    """One committee as a line of a list."""
    meetings, heir = archive.tables.by_committee.get(committee.id, ()), archive.successor_now(committee.id)
    return CommitteeEntry(
        archive.name_now(committee.id),
        permalinks.committee_address(committee.id),
        tuple(n.name for n in committee.names[:-1]),
        committee_now(archive, heir.id) if heir else None,
        heir is not None or committee.ended is not None,
        len(meetings),
        archive.sketch(meetings[0]).date.year if meetings else None,
        maybe_day(archive.sketch(meetings[-1]).date if meetings else None),
    )


def committee_page(shelf: Shelf, key: CommitteeId) -> dict[str, object]:
    """What the page of one committee shows."""
    archive = shelf.archive
    view = committee_view(archive, archive.committees[key])
    trail = (Link("Committees", permalinks.COMMITTEES), Link(view.name, view.address))
    to, council = addresses(shelf, view.address), archive.settings.name
    node = linked_data.organisation(view.name, view.address, to, parent=council)
    text = f"{view.name} of {council}: {plural(view.meetings, 'meeting')}, members, names over time."
    return {"committee": view, "head": make_head(shelf, trail, text, nodes=[node], feeds=view.feeds, twin=True)}


def committee_view(archive: Archive, committee: Committee) -> CommitteeView:
    """One committee with all that belongs to it."""
    heir = archive.successor_now(committee.id)
    as_of = archive.settings.as_of
    meetings = archive.meetings_of(committee.id)
    members = tuple(_member(archive, m, committee, as_of) for m in committee.members)
    return CommitteeView(
        name=archive.name_now(committee.id),
        address=permalinks.committee_address(committee.id),
        kind=_KINDS[committee.kind],
        names=tuple(NameView(n.name, period(n.from_, n.until)) for n in reversed(_names(committee))),
        purpose=prose_html(committee.purpose),
        ended=maybe_day(committee.ended),
        successor=committee_now(archive, heir.id) if heir else None,
        predecessors=tuple(committee_now(archive, c.id) for c in archive.predecessors(committee.id)),
        members=tuple(m for m in members if m.current),
        past_members=tuple(m for m in members if not m.current),
        years=meetings_by_year(archive, meetings),
        meetings=len(meetings),
        upcoming=tuple(meeting_entry(archive, m) for m in meetings if as_of and m.date > as_of),
        feeds=committee_feeds(archive, committee.id),
        contact=committee.contact,
    )


def _names(committee: Committee) -> tuple[DatedName, ...]:
    """The names, the newest last; a list of one without dates tells nothing and is left out."""
    names = committee.names
    return names if len(names) > 1 or names[0].from_ or names[0].until else ()


def _member(archive: Archive, member: Member, committee: Committee, as_of: dt.date | None) -> MemberView:
    """One member; a membership that ended before the day of the records is past."""
    ended = member.until is not None and (as_of is None or member.until < as_of)
    current = not ended and committee.ended is None
    person = person_link(archive, member.name, member.person)
    return MemberView(person, member.role or "", period(member.from_, member.until), current)


def period(start: dt.date | None, end: dt.date | None) -> str:
    """A stretch of time for readers."""
    if start and end:
        return f"{format_long(start)} to {format_long(end)}"
    if start:
        return f"since {format_long(start)}"
    return f"until {format_long(end)}" if end else ""
