"""What every page knows of the site: its name, its ways in, and where to ask for a correction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from plugins.archive import permalinks
from plugins.archive.archive import Archive
from plugins.archive.records import Contact, MeetingId, MeetingStatus
from plugins.pages.views.basics import Counted, Day, Link, View, maybe_day, web_address


class SiteView(View, frozen=True):
    """The frame around all pages: nothing in it changes with a meeting."""

    name: str
    title: str
    tagline: str
    language: str
    url: str
    contact: Contact | None
    as_of: Day | None
    licence: str | None
    licence_url: str | None
    navigation: tuple[Link, ...]


class Coverage(View, frozen=True):
    """How much the archive holds. `first` and `last` are the dates of the first and last meeting or decision."""

    first: Day | None
    last: Day | None
    counts: tuple[Counted, ...]


NAVIGATION = (
    Link("Decisions", permalinks.DECISIONS),
    Link("Issues", permalinks.ISSUES),
    Link("Meetings", permalinks.MEETINGS),
    Link("Committees", permalinks.COMMITTEES),
    Link("People", permalinks.PEOPLE),
)


def site_view(archive: Archive) -> SiteView:
    """What every page shows of the site, from the settings."""
    settings = archive.settings
    return SiteView(
        name=settings.name,
        title=settings.title or f"{settings.name} decisions",
        tagline=settings.tagline or f"What {settings.name} decided, and how it came to decide it",
        language=settings.language,
        url=settings.url or "",
        contact=settings.contact,
        as_of=maybe_day(settings.as_of),
        licence=settings.licence,
        licence_url=web_address(settings.licence_url) or None,
        navigation=NAVIGATION,
    )


def coverage_view(archive: Archive) -> Coverage:
    """How much the archive holds, from the records. Meetings to come are not held yet."""
    ids = archive.tables.ids
    held = [day for order in (ids, reversed(ids)) if (day := _first_held(archive, order)) is not None]
    dates = sorted({*held, *(d.date for d in archive.decisions.values())})
    first, last = (dates[0], dates[-1]) if dates else (None, None)
    return Coverage(maybe_day(first), maybe_day(last), _counts(archive))


def _first_held(archive: Archive, meetings: Iterable[MeetingId]) -> dt.date | None:
    """The date of the first of some meetings that is not yet to come."""
    found = (archive.meetings[key] for key in meetings)
    return next((m.date for m in found if m.status != MeetingStatus.SCHEDULED), None)


def _counts(archive: Archive) -> tuple[Counted, ...]:
    """How much the archive holds of each kind."""
    held = (
        Counted("meetings", permalinks.MEETINGS, len(archive.meetings)),
        Counted("agenda items", permalinks.DECISIONS, archive.tables.items),
        Counted("issues", permalinks.ISSUES, len(archive.issues)),
        Counted("committees", permalinks.COMMITTEES, len(archive.committees)),
    )
    return tuple(
        Counted(each.text.removesuffix("s") if each.count == 1 else each.text, each.address, each.count)
        for each in held
    )
