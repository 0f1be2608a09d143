"""An event → a meeting with its items in order; an event of which only histories tell, by their day and body."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from plugins.archive.records import (
    AgendaItem,
    Attendance,
    CommitteeId,
    Document,
    DocumentKind,
    Meeting,
    MeetingStatus,
    MinutesStatus,
    PersonId,
    Rendition,
    Source,
)
from plugins.importers.json_pages import Fields, Moment, facts, joined, prose
from plugins.importers.legistar.index import Deed, Index
from plugins.importers.legistar.items import format_of, item_of, person_key, person_name, wanted_anchor
from plugins.importers.legistar.matters import title_of
from plugins.importers.legistar.objects import Thing
from plugins.importers.legistar.words import presence_of, status_in

_CLOCK = re.compile(r"(?i)\s*(\d{1,2})(?:[:.](\d{2}))?(?::\d{2})?\s*(?:([ap])\.?\s?m\.?|noon|midnight)?\s*")
_FILES: Final = (
    ("Agenda", DocumentKind.AGENDA, ("agendafile",)),
    ("Minutes", DocumentKind.MINUTES, ("minutesfile",)),
    ("Video", DocumentKind.OTHER, ("videopath", "media")),
)
_LATE: Final = 10**9


@dataclass(frozen=True, slots=True)
class Place:
    """Where and when an event was: its body's number and name, and the moment."""

    body: str | None
    name: str | None
    when: Moment


def place_of(made: Index, event: str) -> Place | None:
    """Where and when an event was, by the event or by a history."""
    for thing in made.events.get(event, ()):
        when = thing.fields.moment("date")
        if when:
            return Place(thing.fields.number("bodyid"), thing.fields.text("bodyname"), when)
    for deed in made.by_event.get(event, ()):
        for item in deed.items:
            when = item.fields.moment("actiondate", "date")
            if item.kind == "history" and when:
                fields = item.fields
                return Place(fields.number("actionbodyid", "bodyid"), fields.text("actionbodyname", "bodyname"), when)
    return None


def clock(text: str | None) -> str | None:
    """A time of day as `HH:MM`; `None` where the words are no time."""
    match = _CLOCK.fullmatch(text) if text else None
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[3]:
        hour = hour % 12 + (12 if match[3].lower() == "p" else 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 and (match[2] or match[3]) else None  # noqa: PLR2004


def start_of(fields: Fields | None, when: Moment) -> str | None:
    """When a meeting starts; midnight stands for an hour that is not told."""
    told = clock(fields.text("time")) if fields else None
    return told or (when.time if when.time not in {None, "00:00"} else None)


def items_of(made: Index, event: str) -> dict[str, AgendaItem]:
    """The items of an event by their numbers in the system, in the order of the meeting."""
    deeds = ordered(made.by_event.get(event, ()))
    titles = {deed.number: title_of(made, deed.matter) if deed.matter else None for deed in deeds}
    wanted = Counter(wanted_anchor(deed, titles[deed.number]) for deed in deeds)
    return {
        deed.number: item_of(deed, titles[deed.number], anchored=wanted[wanted_anchor(deed, titles[deed.number])] > 1)
        for deed in deeds
    }


def ordered(deeds: Iterable[Deed]) -> list[Deed]:
    """Deeds in the order of the agenda; what the minutes added stands where the minutes have it."""
    told = list(deeds)
    agenda = sorted((d for d in told if _at(d, "agendasequence")), key=lambda d: _at(d, "agendasequence") or 0)
    added = sorted((d for d in told if not _at(d, "agendasequence")), key=lambda d: _at(d, "minutessequence") or _LATE)
    places = [_at(deed, "minutessequence") or 0 for deed in agenda]
    after = 0
    for deed in added:
        at = _at(deed, "minutessequence") or _LATE
        after = next((n for n in range(after, len(agenda)) if places[n] > at), len(agenda))
        agenda.insert(after, deed)
        places.insert(after, _at(deed, "minutessequence") or 0)
    return agenda


def _at(deed: Deed, name: str) -> int | None:
    """A deed's place in the agenda or the minutes; `None` where it has none."""
    found = (item.fields.count(name) for item in deed.items)
    return next((place for place in found if place), None)


# --- the meeting -------------------------------------------------------------------------------------------------


def meeting_of(
    event: Thing | None, place: Place, committee: CommitteeId, items: Sequence[AgendaItem], source: Source
) -> Meeting:
    """The meeting of an event; where there is none, what histories tell of it."""
    start = start_of(event.fields if event else None, place.when)
    if event is None:
        return Meeting(committee=committee, date=place.when.day, start=start, items=tuple(items), sources=(source,))
    fields = event.fields
    status, note = _status(event, items, place.when.day)
    return Meeting(
        committee=committee,
        date=place.when.day,
        start=start,
        venue=fields.text("location"),
        status=status,
        status_note=note,
        minutes_status=_minutes_status(fields, items),
        note=_note(fields, start),
        documents=_documents(fields),
        items=tuple(items),
        sources=(source,),
    )


def _note(fields: Fields, start: str | None) -> str | None:
    """What an event says of itself beside its facts; a time that is no time of day among it."""
    time = fields.text("time")
    if time and start and clock(time):
        time = None
    return joined(prose(fields.raw("comment")), facts((("Time", time),)))


def _status(event: Thing, items: Sequence[AgendaItem], day: dt.date) -> tuple[MeetingStatus, str | None]:
    """Whether a meeting took place: by its statuses, by what it did, by when it was last told of."""
    fields = event.fields
    agenda = fields.word("agendastatusname")
    took_place = _took_place(fields, items)
    told = status_in(agenda, fields.word("minutesstatusname"), fields.text("comment") if not took_place else None)
    if told and not took_place:
        return told, None if agenda is None or status_in(agenda) is None else agenda
    changed = fields.day("lastmodifiedutc", "lastmodified")
    early = not took_place and changed is not None and changed < day
    return MeetingStatus.SCHEDULED if early else MeetingStatus.HELD, None


def _took_place(fields: Fields, items: Sequence[AgendaItem]) -> bool:
    """Whether an event has minutes, or an item on which something was done."""
    return fields.url("minutesfile") is not None or any(i.decision or i.minutes or i.votes for i in items)


def _minutes_status(fields: Fields, items: Sequence[AgendaItem]) -> MinutesStatus | None:
    """Which edition the minutes are, where there are any."""
    said = (fields.word("minutesstatusname") or "").casefold()
    if fields.url("minutesfile") is None and not any(i.decision or i.minutes for i in items):
        return None
    return {"draft": MinutesStatus.DRAFT, "final": MinutesStatus.APPROVED, "approved": MinutesStatus.APPROVED}.get(said)


def _documents(fields: Fields) -> tuple[Document, ...]:
    """Agenda, minutes and recording of an event."""
    return tuple(
        Document(title=title, kind=kind, renditions=(Rendition(format=format_of(None, url), url=url),))
        for title, kind, names in _FILES
        if (url := fields.url(*names))
    )


# --- who was there -----------------------------------------------------------------------------------------------


def attendance_of(deeds: Sequence[Deed]) -> tuple[Attendance, ...]:
    """Who was there, by the first roll call that names a person."""
    found: dict[str, Attendance] = {}
    for deed in deeds:
        for thing in sorted(deed.roll, key=lambda each: each.fields.count("sort") or 0):
            name, value = person_name(thing), thing.fields.text("valuename", "value")
            if name and value and name.casefold() not in found:
                found[name.casefold()] = _attendance(thing, name, value)
    return tuple(found.values())


def _attendance(thing: Thing, name: str, value: str) -> Attendance:
    """One person at the meeting."""
    status, note = presence_of(value)
    number = person_key(thing)
    return Attendance(name=name, status=status, person=PersonId(number) if number else None, note=note)


def later_roll_calls(deed: Deed, attendance: Sequence[Attendance]) -> str | None:
    """A roll call that differs from the attendance, as a list."""
    known = {each.name.casefold(): (each.status, each.note) for each in attendance}
    told = ((person_name(t), t.fields.text("valuename", "value")) for t in deed.roll)
    return facts((n, v) for n, v in told if n and v and known.get(n.casefold()) != presence_of(v))
