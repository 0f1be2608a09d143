"""The calendar of a committee: its meetings, for a reader's own calendar (RFC 5545). Made of the records alone.

Lines are written here, since there are ten to a meeting; what must be escaped or folded is left to the library.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Final

from plugins.archive import permalinks as at
from plugins.archive.records import Committee, Meeting, MeetingStatus
from plugins.exports.clockless import authority, moment, start_of, zone_of
from plugins.exports.sight import Sight

PRODUCT: Final = "-//Minutebook//Council meetings//EN"
OFF: Final = frozenset({MeetingStatus.CANCELLED, MeetingStatus.POSTPONED, MeetingStatus.WITHDRAWN, MeetingStatus.MOVED})
_LONGEST: Final = 74  # octets that a line has at most without its end
_TO_BE_ESCAPED: Final = re.compile(r"[\\;,\r\n]")


def committee_calendar(sight: Sight, committee: Committee, events: Iterable[bytes]) -> bytes:
    """The calendar of a committee's meetings, which are given as events, oldest first."""
    name = _text(sight.archive.name_now(committee.id))
    head = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        f"NAME:{name}",
        f"X-WR-CALNAME:{name}",
        f"X-WR-TIMEZONE:{_text(sight.archive.settings.time_zone)}",
    )
    return b"".join((_lines(head), *events, _lines(["END:VCALENDAR"])))


def event(sight: Sight, meeting: Meeting, name: str) -> bytes:
    """One meeting of a committee of that name: at its time, in UTC, or all day where the time is not known.

    Times are read in the archive's zone.
    """
    settings = sight.archive.settings
    zone = zone_of(settings)
    start = _utc(start_of(meeting, zone))
    lines = [
        "BEGIN:VEVENT",
        f"SUMMARY:{_text(name)}",
        f"DTSTART:{start}" if meeting.start else f"DTSTART;VALUE=DATE:{_day(meeting.date)}",
    ]
    if meeting.start and meeting.end and meeting.end > meeting.start:
        lines.append(f"DTEND:{_utc(moment(meeting.date, meeting.end, zone))}")
    lines += [f"DTSTAMP:{start}", f"UID:{_text(f'{meeting.id}@{authority(settings)}')}"]
    if meeting.venue:
        lines.append(f"LOCATION:{_text(meeting.venue)}")
    lines.append(f"STATUS:{'CANCELLED' if meeting.status in OFF else 'CONFIRMED'}")
    lines += [f"URL:{sight.link(at.meeting_address(meeting.id))}", "END:VEVENT"]
    return _lines(lines)


def _utc(when: dt.datetime) -> str:
    """A moment as calendars write it."""
    utc = when.astimezone(dt.UTC)
    return f"{_day(utc)}T{utc.hour:02}{utc.minute:02}{utc.second:02}Z"


def _day(day: dt.date) -> str:
    """A day as calendars write it."""
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _text(text: str) -> str:
    """A text as a value."""
    if not _TO_BE_ESCAPED.search(text):
        return text
    from icalendar import vText  # noqa: PLC0415 (it takes long to load, and hardly anything asks for it)

    escaped: bytes = vText(text).to_ical()
    return escaped.decode()


def _lines(lines: Iterable[str]) -> bytes:
    """Lines, each with its end."""
    return b"".join([_line(line) for line in lines])


def _line(line: str) -> bytes:
    """A line, in several where it is long."""
    written = line.encode()
    if len(written) <= _LONGEST:
        return written + b"\r\n"
    from icalendar.parser import Contentline  # noqa: PLC0415

    folded: bytes = Contentline(line).to_ical()
    return folded + b"\r\n"
