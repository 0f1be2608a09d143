"""The calendar of a committee: its meetings, for a reader's own calendar. Made of the records alone."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from plugins.archive import permalinks as at
from plugins.archive.records import Committee, Meeting, MeetingStatus
from plugins.exports.clockless import authority, moment, start_of, zone_of
from plugins.exports.sight import Sight

if TYPE_CHECKING:
    from icalendar import Event

PRODUCT: Final = "-//Minutebook//Council meetings//EN"
OFF: Final = frozenset({MeetingStatus.CANCELLED, MeetingStatus.POSTPONED, MeetingStatus.WITHDRAWN, MeetingStatus.MOVED})


def committee_calendar(sight: Sight, committee: Committee) -> bytes:
    """The calendar of a committee's meetings, oldest first. Times are read in the archive's zone and written in UTC."""
    from icalendar import Calendar  # noqa: PLC0415 (small changes do without)

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("name", sight.archive.name_now(committee.id))
    calendar.add("x-wr-calname", sight.archive.name_now(committee.id))
    calendar.add("x-wr-timezone", sight.archive.settings.time_zone)
    for meeting in sight.archive.meetings_of(committee.id):
        calendar.add_component(_event(sight, meeting))
    text: bytes = calendar.to_ical()
    return text


def _event(sight: Sight, meeting: Meeting) -> Event:
    """One meeting: at its time, or all day where the time is not known."""
    from icalendar import Event  # noqa: PLC0415

    zone = zone_of(sight.archive.settings)
    event = Event()
    event.add("uid", f"{meeting.id}@{authority(sight.archive.settings)}")
    event.add("dtstamp", start_of(meeting, zone).astimezone(dt.UTC))
    event.add("summary", sight.archive.name_on(meeting.committee, meeting.date))
    event.add("dtstart", start_of(meeting, zone).astimezone(dt.UTC) if meeting.start else meeting.date)
    if meeting.start and meeting.end and meeting.end > meeting.start:
        event.add("dtend", moment(meeting.date, meeting.end, zone).astimezone(dt.UTC))
    if meeting.venue:
        event.add("location", meeting.venue)
    event.add("status", "CANCELLED" if meeting.status in OFF else "CONFIRMED")
    event.add("url", sight.link(at.meeting_address(meeting.id)))
    return event
