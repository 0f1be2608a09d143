"""Meetings: all of them by year, and one with its whole agenda."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import partial
from heapq import nlargest

from plugins.archive import permalinks
from plugins.archive.archive import Archive
from plugins.archive.dates import MONTHS, format_long, format_weekday
from plugins.archive.records import (
    Attendance,
    AttendanceStatus,
    CommitteeId,
    Contact,
    Meeting,
    MeetingId,
    MeetingStatus,
    MinutesStatus,
)
from plugins.archive.sketches import Sketch
from plugins.pages import linked_data
from plugins.pages.views.basics import (
    Counted,
    Day,
    Link,
    View,
    committee_now,
    committee_on,
    day_view,
    person_link,
    plural,
)
from plugins.pages.views.decisions import prose_html
from plugins.pages.views.feeds import committee_feeds
from plugins.pages.views.heads import addresses, make_head
from plugins.pages.views.items import ItemView
from plugins.pages.views.papers import DocumentView, document_views
from plugins.pages.views.shelf import Shelf

_STATUS = {
    MeetingStatus.HELD: "",
    MeetingStatus.SCHEDULED: "Scheduled",
    MeetingStatus.CANCELLED: "Cancelled",
    MeetingStatus.POSTPONED: "Postponed",
    MeetingStatus.WITHDRAWN: "Withdrawn",
    MeetingStatus.MOVED: "Moved",
}
_MINUTES = {MinutesStatus.DRAFT: "Draft minutes", MinutesStatus.APPROVED: "Approved minutes"}
_PRESENCE = {
    AttendanceStatus.PRESENT: "Present",
    AttendanceStatus.REMOTE: "Present remotely",
    AttendanceStatus.SUBSTITUTE: "Substitutes",
    AttendanceStatus.APOLOGIES: "Apologies",
    AttendanceStatus.ABSENT: "Absent",
    AttendanceStatus.EXPECTED: "Expected",
    AttendanceStatus.IN_ATTENDANCE: "In attendance",
}

AnyMeeting = Meeting | Sketch
_LATEST = 12


class MeetingEntry(View, frozen=True):
    """A meeting in a list. `status` is empty for one that took place; `start` tells two of one day apart."""

    date: Day
    committee: Link
    address: str
    status: str
    items: int
    start: str | None


class NameNote(View, frozen=True):
    """What a committee under an old name is called now, or who has its work."""

    before: str
    link: Link
    after: str


class Attendant(View, frozen=True):
    """One person on the attendance list."""

    person: Link
    details: str


class MeetingView(View, frozen=True):
    """A meeting. The committee bears its name of the day; `notes` say what became of it."""

    title: str
    address: str
    committee: Link
    notes: tuple[NameNote, ...]
    date: Day
    weekday: str
    start: str | None
    end: str | None
    venue: str | None
    status: str
    status_note: str | None
    minutes: str
    theme: str | None
    note: str
    contact: Contact | None
    attendance: tuple[tuple[str, tuple[Attendant, ...]], ...]
    documents: tuple[DocumentView, ...]
    items: tuple[ItemView, ...]
    before: Link | None
    after: Link | None


def meeting_page(shelf: Shelf, key: MeetingId) -> dict[str, object]:
    """What the page of one meeting shows."""
    meeting = shelf.archive.meetings[key]
    view = meeting_view(shelf, meeting)
    trail = (Link("Meetings", permalinks.MEETINGS), _year_link(meeting.date.year), Link(view.title, view.address))
    start = f"{meeting.date}T{meeting.start}" if meeting.start else str(meeting.date)
    to = addresses(shelf, view.address)
    node = linked_data.event(view.title, start, meeting.status, view.committee, to)
    feeds = committee_feeds(shelf.archive, meeting.committee)
    return {"meeting": view, "head": make_head(shelf, trail, _summary(view), nodes=[node], feeds=feeds, twin=True)}


def _summary(view: MeetingView) -> str:
    """The meeting in a sentence, for search engines and cards."""
    titles = "; ".join(item.title for item in view.items if not item.routine)
    state = f" ({view.status.lower()})" if view.status else ""
    return f"{view.committee.text}, {view.date.text}{state}: {titles or 'no business recorded'}."


def meeting_view(shelf: Shelf, meeting: Meeting) -> MeetingView:
    """One meeting with its whole agenda."""
    archive = shelf.archive
    before, after = archive.neighbours(meeting.id)
    committee = committee_on(archive, meeting.committee, meeting.date)
    return MeetingView(
        title=f"{committee.text}, {occasion(meeting)}",
        address=permalinks.meeting_address(meeting.id),
        committee=committee,
        notes=name_notes(archive, meeting, committee.text),
        date=day_view(meeting.date),
        weekday=format_weekday(meeting.date),
        start=meeting.start,
        end=meeting.end,
        venue=meeting.venue,
        status=_STATUS[meeting.status],
        status_note=meeting.status_note,
        minutes=_MINUTES[meeting.minutes_status] if meeting.minutes_status else "",
        theme=meeting.theme,
        note=prose_html(meeting.note),
        contact=meeting.contact,
        attendance=attendance_groups(archive, meeting.attendance),
        documents=document_views(meeting.documents, shelf.sizes),
        items=shelf.items_of(meeting),
        before=_neighbour(before),
        after=_neighbour(after),
    )


def status_label(meeting: AnyMeeting) -> str:
    """Whether the meeting took place, in a word; empty for one that did."""
    return _STATUS[meeting.status]


def occasion(meeting: AnyMeeting) -> str:
    """The meeting's date, with its hour where the committee met twice on the day."""
    hour = f", {meeting.start}" if _shares_its_day(meeting) else ""
    return format_long(meeting.date) + hour


def _shares_its_day(meeting: AnyMeeting) -> bool:
    """Whether the meeting's identifier tells its hour: its committee met twice on the day."""
    return meeting.id != permalinks.meeting_id(meeting.committee, meeting.date)


def _neighbour(meeting: Sketch | None) -> Link | None:
    """The meeting by its date."""
    return None if meeting is None else Link(occasion(meeting), permalinks.meeting_address(meeting.id))


def name_notes(archive: Archive, meeting: Meeting, name: str) -> tuple[NameNote, ...]:
    """What a reader of today must know of the committee of that name: its newest, and who has its work."""
    now, passed = archive.once(("name notes", meeting.committee), partial(_notes_now, archive, meeting.committee))
    return passed if now.link.text == name else (now, *passed)


def _notes_now(archive: Archive, committee: CommitteeId) -> tuple[NameNote, tuple[NameNote, ...]]:
    """What the committee is called now, and since when; who has its work, where that is another."""
    since, heir = archive.committees[committee].names[-1].from_, archive.successor_now(committee)
    now = NameNote("Now called", committee_now(archive, committee), f"since {format_long(since)}" if since else "")
    return now, () if heir is None else (NameNote("Its work passed to", committee_now(archive, heir.id), ""),)


def attendance_groups(
    archive: Archive, attendance: tuple[Attendance, ...]
) -> tuple[tuple[str, tuple[Attendant, ...]], ...]:
    """Who was there, who was not, each group under its heading."""
    groups: dict[AttendanceStatus, list[Attendant]] = {}
    for each in attendance:
        groups.setdefault(each.status, []).append(_attendant(archive, each))
    return tuple((label, tuple(groups[status])) for status, label in _PRESENCE.items() if status in groups)


def _attendant(archive: Archive, attendance: Attendance) -> Attendant:
    """One person with role and remarks."""
    substitute = f"for {attendance.substitute_for}" if attendance.substitute_for else None
    details = [part for part in (attendance.role, substitute, attendance.note) if part]
    return Attendant(person_link(archive, attendance.name, attendance.person), ", ".join(details))


def meeting_entry(archive: Archive, meeting: Sketch) -> MeetingEntry:
    """One meeting as a line of a list."""
    return MeetingEntry(
        day_view(meeting.date),
        committee_on(archive, meeting.committee, meeting.date),
        permalinks.meeting_address(meeting.id),
        _STATUS[meeting.status],
        len(meeting.items),
        meeting.start if _shares_its_day(meeting) else None,
    )


def meetings_by_year(archive: Archive, meetings: Iterable[Sketch]) -> tuple[tuple[int, tuple[MeetingEntry, ...]], ...]:
    """The meetings under their years, the newest first."""
    years: dict[int, list[MeetingEntry]] = {}
    for meeting in sorted(meetings, key=_newest_first, reverse=True):
        years.setdefault(meeting.date.year, []).append(meeting_entry(archive, meeting))
    return tuple((year, tuple(entries)) for year, entries in years.items())


def _newest_first(meeting: Sketch) -> tuple[dt.date, str, str]:
    """The order of meetings in time."""
    return meeting.date, meeting.start or "", meeting.committee


def meetings_page(shelf: Shelf, _key: str) -> dict[str, object]:
    """What the overview of all meetings shows: the years, and the latest meetings."""
    archive = shelf.archive
    by_day = archive.tables.by_day
    newest = (archive.sketch(key) for day in nlargest(_LATEST, by_day) for key in by_day[day])
    latest = nlargest(_LATEST, newest, key=_newest_first)
    trail = (Link("Meetings", permalinks.MEETINGS),)
    text = f"{plural(len(archive.meetings), 'meeting')} of {archive.settings.name}, by year."
    entries = tuple(meeting_entry(archive, meeting) for meeting in latest)
    return {"years": meeting_years(archive), "latest": entries, "head": make_head(shelf, trail, text)}


def meeting_years(archive: Archive) -> tuple[Counted, ...]:
    """The years with meetings, the newest first."""
    years = reversed(archive.years())
    return tuple(Counted(str(y), permalinks.meetings_year_address(y), archive.count_in(y)) for y in years)


def year_page(shelf: Shelf, key: int) -> dict[str, object]:
    """What the page of one year's meetings shows, month by month."""
    archive = shelf.archive
    trail = (Link("Meetings", permalinks.MEETINGS), _year_link(key))
    meetings = archive.meetings_in(key)
    text = f"All {plural(len(meetings), 'meeting')} of {archive.settings.name} in {key}."
    months = _months(archive, meetings)
    return {"year": key, "months": months, "years": meeting_years(archive), "head": make_head(shelf, trail, text)}


def _year_link(year: int) -> Link:
    """The year's page."""
    return Link(str(year), permalinks.meetings_year_address(year))


def _months(archive: Archive, meetings: Iterable[Sketch]) -> tuple[tuple[str, tuple[MeetingEntry, ...]], ...]:
    """Meetings under the names of their months, in order of date."""
    months: dict[int, list[MeetingEntry]] = {}
    for meeting in meetings:
        months.setdefault(meeting.date.month, []).append(meeting_entry(archive, meeting))
    return tuple((MONTHS[month - 1], tuple(entries)) for month, entries in sorted(months.items()))
