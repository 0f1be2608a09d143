"""Moments of the records, for feeds and calendars: a build has no clock of its own."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from plugins.archive.records import ArchiveSettings, Meeting
from plugins.archive.text import slugify

LONG_AGO: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
NAMED_SINCE: Final = "2026"  # the year from which tag: identifiers name things; never changes


def zone_of(settings: ArchiveSettings) -> dt.tzinfo:
    """The archive's time zone; UTC where its name is not known here."""
    try:
        return ZoneInfo(settings.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        return dt.UTC


def moment(day: dt.date, clock: str | None, zone: dt.tzinfo) -> dt.datetime:
    """A local day and time ("18:30"); midnight where no time is known."""
    hour, minute = (int(part) for part in (clock or "00:00").split(":"))
    return dt.datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone)


def start_of(meeting: Meeting, zone: dt.tzinfo) -> dt.datetime:
    """When a meeting began."""
    return moment(meeting.date, meeting.start, zone)


def known_until(settings: ArchiveSettings, zone: dt.tzinfo) -> dt.datetime:
    """The day up to which the records are known to be complete, or long ago."""
    return moment(settings.as_of, None, zone) if settings.as_of else LONG_AGO


def authority(settings: ArchiveSettings) -> str:
    """The name under which the archive names things for ever: of its own host, else of the council."""
    return _authority(settings.url or "", settings.name)


@lru_cache(maxsize=8)
def _authority(url: str, name: str) -> str:
    """The host of an address, else a name that is nobody's."""
    return urlsplit(url).hostname or f"{slugify(name)}.invalid"


def tag(settings: ArchiveSettings, address: str) -> str:
    """The tag: identifier (RFC 4151) of what is published at an address, wherever the site lies."""
    return f"tag:{authority(settings)},{NAMED_SINCE}:{address}"
