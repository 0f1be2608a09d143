"""People: all of them, and one with roles, attendance, declarations and decisions."""

from __future__ import annotations

from collections import Counter

from plugins.archive import permalinks
from plugins.archive.archive import Archive, Interest, Membership
from plugins.archive.records import AttendanceStatus, CommitteeId, Person, PersonId
from plugins.pages import linked_data
from plugins.pages.views.basics import (
    Day,
    Link,
    View,
    committee_now,
    committee_on,
    day_view,
    ward_link,
)
from plugins.pages.views.committees import period
from plugins.pages.views.decisions import DecisionView, prose_html
from plugins.pages.views.heads import addresses, make_head
from plugins.pages.views.shelf import Shelf

_CAME = (AttendanceStatus.PRESENT, AttendanceStatus.REMOTE, AttendanceStatus.SUBSTITUTE)
_MISSED = (AttendanceStatus.APOLOGIES, AttendanceStatus.ABSENT)


class PersonEntry(View, frozen=True):
    """A person in a list."""

    name: str
    address: str
    role: str
    party: str
    ward: Link | None
    period: str


class MembershipView(View, frozen=True):
    """A place on a committee."""

    committee: Link
    role: str
    period: str


class AttendanceCount(View, frozen=True):
    """How often a person came to one committee, of the meetings where the record names them."""

    committee: Link
    came: int
    apologies: int
    absent: int
    other: int


class InterestView(View, frozen=True):
    """An interest declared, with the meeting and the item."""

    date: Day
    committee: Link
    item: Link
    kind: str | None
    text: str


class PersonView(View, frozen=True):
    """A person with what the record tells of them."""

    name: str
    address: str
    names: tuple[str, ...]
    role: str | None
    party: str | None
    ward: Link | None
    period: str
    note: str
    memberships: tuple[MembershipView, ...]
    attendance: tuple[AttendanceCount, ...]
    came: int
    counted: int
    interests: tuple[InterestView, ...]
    decisions: tuple[DecisionView, ...]


def people_page(shelf: Shelf, _key: str) -> dict[str, object]:
    """What the list of people shows: councillors by name, then others."""
    archive = shelf.archive
    people = sorted(archive.people.values(), key=lambda p: (p.name.split()[-1].casefold(), p.name))
    councillors = tuple(_entry(archive, p) for p in people if p.ward or p.party)
    others = tuple(_entry(archive, p) for p in people if not (p.ward or p.party))
    trail = (Link("People", permalinks.PEOPLE),)
    head = make_head(shelf, trail, f"Councillors and officers of {shelf.archive.settings.name} in the record.")
    return {"councillors": councillors, "others": others, "head": head}


def _entry(archive: Archive, person: Person) -> PersonEntry:
    """One person as a line of a list."""
    return PersonEntry(
        person.name,
        permalinks.person_address(person.id),
        person.role or "",
        person.party or "",
        ward_link(archive, person.ward) if person.ward else None,
        period(person.from_, person.until),
    )


def person_page(shelf: Shelf, key: PersonId) -> dict[str, object]:
    """What the page of one person shows."""
    view = person_view(shelf, shelf.archive.people[key])
    trail = (Link("People", permalinks.PEOPLE), Link(view.name, view.address))
    node = linked_data.person(view.name, view.role, addresses(shelf, view.address))
    text = f"{view.name}: committees, attendance, declarations of interest and decisions in the record."
    return {"person": view, "head": make_head(shelf, trail, text, nodes=[node])}


def person_view(shelf: Shelf, person: Person) -> PersonView:
    """One person with all that names them."""
    archive = shelf.archive
    attendance = attendance_counts(archive, person.id)
    return PersonView(
        name=person.name,
        address=permalinks.person_address(person.id),
        names=person.names,
        role=person.role,
        party=person.party,
        ward=ward_link(archive, person.ward) if person.ward else None,
        period=period(person.from_, person.until),
        note=prose_html(person.note),
        memberships=tuple(_membership(archive, m) for m in archive.memberships_of(person.id)),
        attendance=attendance,
        came=sum(count.came for count in attendance),
        counted=sum(count.came + count.apologies + count.absent for count in attendance),
        interests=tuple(_interest(archive, i) for i in reversed(archive.declarations_of(person.id))),
        decisions=tuple(shelf.decision(d.id) for d in reversed(archive.decisions_of(person.id))),
    )


def _membership(archive: Archive, membership: Membership) -> MembershipView:
    """One place on a committee."""
    member = membership.member
    committee = committee_now(archive, membership.committee.id)
    return MembershipView(committee, member.role or "Member", period(member.from_, member.until))


def attendance_counts(archive: Archive, person: PersonId) -> tuple[AttendanceCount, ...]:
    """How often a person came, by committee. Only meetings where the record names the person are counted."""
    counts: dict[CommitteeId, Counter[AttendanceStatus]] = {}
    for (committee, status), times in archive.attended_by(person).items():
        counts.setdefault(committee, Counter())[status] = times
    rows = (_count(archive, key, counter) for key, counter in counts.items())
    return tuple(sorted(rows, key=lambda row: (-row.came, row.committee.text)))


def _count(archive: Archive, committee: CommitteeId, counter: Counter[AttendanceStatus]) -> AttendanceCount:
    """One committee's line."""
    came, missed = sum(counter[s] for s in _CAME), sum(counter[s] for s in _MISSED)
    return AttendanceCount(
        committee_now(archive, committee),
        came,
        counter[AttendanceStatus.APOLOGIES],
        counter[AttendanceStatus.ABSENT],
        counter.total() - came - missed,
    )


def _interest(archive: Archive, interest: Interest) -> InterestView:
    """One declaration, with the link to the paragraph it stands in where the record names it."""
    meeting, declaration = interest.appearance.meeting, interest.declaration
    anchor = interest.appearance.anchor
    if declaration.paragraph:
        anchor = permalinks.paragraph_anchor(anchor, declaration.paragraph)
    item = Link(interest.appearance.item.title, f"{permalinks.meeting_address(meeting.id)}#{anchor}")
    committee = committee_on(archive, meeting.committee, meeting.date)
    return InterestView(day_view(meeting.date), committee, item, declaration.kind, declaration.text)
