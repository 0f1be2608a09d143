"""Meetings with their agenda items → meetings; results and resolutions → decisions, with the words as written.

decision = result, resolution-paragraph*        the outcome is the result's, where its words are certain
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from plugins.archive.permalinks import number_anchor
from plugins.archive.prose import parse
from plugins.archive.records import (
    AgendaItem,
    Attendance,
    AttendanceStatus,
    CommitteeId,
    Exempt,
    IssueId,
    Meeting,
    MeetingStatus,
    PersonId,
    RecordedOutcome,
    Resolution,
    Source,
)
from plugins.archive.text import fold, slugify
from plugins.importers.json_pages import Fields, Moment, facts, joined, prose
from plugins.importers.oparl.files import documents
from plugins.importers.oparl.objects import Index, Thing, paper_of
from plugins.importers.oparl.words import is_routine, outcome_of, status_of

UNTITLED: Final = "Ohne Titel"
_ASIDE = re.compile(r"\s*\([^()]*(?:öffentlich|ö/nö)[^()]*\)\s*$", re.IGNORECASE)
_DAY = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b")
_UTC: Final = frozenset({"Z", "+00:00", "+0000", "-00:00"})


def key(kind: str, address: str) -> str:
    """The key of an object."""
    return f"oparl:{kind}:{address}"


def local(found: Moment | None) -> Moment | None:
    """A moment on the clocks of Germany; a source that writes universal time is told so by its zone."""
    if found is None or found.time is None or found.zone not in _UTC:
        return found
    try:
        zone = ZoneInfo("Europe/Berlin")
    except ZoneInfoNotFoundError:
        return found
    hour, minute = map(int, found.time.split(":"))
    here = dt.datetime.combine(found.day, dt.time(hour, minute), dt.UTC).astimezone(zone)
    return Moment(here.date(), f"{here:%H:%M}")


def when(meeting: Thing) -> Moment | None:
    """When a meeting begins."""
    return local(meeting.fields.moment("start") or meeting.fields.moment("end"))


def bare_name(name: str) -> str:
    """A meeting's name without what it says of the public."""
    return _ASIDE.sub("", name).strip() or name


# --- the meeting -------------------------------------------------------------------------------------------------


def meeting_of(
    made: Index, thing: Thing, committee: CommitteeId, items: Sequence[AgendaItem], source: Source, *, name: str
) -> Meeting | None:
    """The meeting; `None` of one without a day. `name` is its committee's."""
    start = when(thing)
    if start is None:
        return None
    fields = thing.fields
    status, state = _status(thing, items, start)
    return Meeting(
        committee=committee,
        date=start.day,
        start=_clock(start) if fields.moment("start") else None,
        end=_clock(end) if (end := local(fields.moment("end"))) and end.day == start.day else None,
        venue=venue_of(made, thing),
        status=status,
        status_note=state,
        note=joined(prose(_other_name(fields, name)), _joint(made, thing)),
        attendance=_attendance(made, thing, status),
        documents=documents(
            made, made.refer(thing, "invitation", "resultsprotocol", "verbatimprotocol", "auxiliaryfile")
        ),
        items=tuple(items),
        sources=(source,),
    )


def _clock(moment: Moment) -> str | None:
    """A time of day; midnight stands for an hour that is not told."""
    return moment.time if moment.time != "00:00" else None


def _other_name(fields: Fields, committee: str) -> str | None:
    """What a meeting is called, where that is not just its committee's name."""
    name = fields.text("name")
    return None if name is None or fold(name) == fold(committee) else name


def _joint(made: Index, thing: Thing) -> str | None:
    """The other committees of a joint meeting."""
    others = [told for a in thing.addresses("organization")[1:] if (told := made.first(a, "Organization"))]
    return facts([("Gemeinsam mit", "; ".join(n for each in others if (n := each.fields.text("name"))) or None)])


def _status(thing: Thing, items: Sequence[AgendaItem], start: Moment) -> tuple[MeetingStatus, str | None]:
    """Whether a meeting took place: as its fields say, by what it did, by when it was last told of."""
    state = thing.fields.word("meetingstate")
    said = status_of(state)
    note = state if said is None or said in {MeetingStatus.CANCELLED, MeetingStatus.POSTPONED} else None
    if thing.fields.flag("cancelled"):
        return MeetingStatus.CANCELLED, note
    if said is not None:
        return said, note
    took_place = thing.addresses("resultsprotocol", "verbatimprotocol") or any(i.decision for i in items)
    changed = thing.fields.day("modified", "created")
    early = not took_place and changed is not None and changed < start.day
    return MeetingStatus.SCHEDULED if early else MeetingStatus.HELD, note


def venue_of(made: Index, thing: Thing) -> str | None:
    """Where it is, in one line, nothing said twice."""
    for place in made.refer(thing, "location"):
        fields = place.fields
        town = " ".join(t for t in (fields.text("postalcode"), fields.text("locality")) if t) or None
        said: list[str] = []
        for part in (
            fields.text("description"),
            fields.text("room"),
            fields.text("streetaddress"),
            town,
            fields.text("sublocality"),
        ):
            if part and fold(part) not in fold(", ".join(said)):
                said.append(part)
        return ", ".join(said) or None
    return None


def _attendance(made: Index, thing: Thing, status: MeetingStatus) -> tuple[Attendance, ...]:
    """Those who took part."""
    held = AttendanceStatus.PRESENT if status is MeetingStatus.HELD else AttendanceStatus.EXPECTED
    found = {}
    for address in thing.addresses("participant"):
        person = made.first(address, "Person")
        name = person.fields.text("name") if person else None
        if name:
            found[name] = Attendance(name=name, status=held, person=PersonId(key("person", address)))
    return tuple(found.values())


# --- its items ---------------------------------------------------------------------------------------------------


def items_of(made: Index, meeting: Thing) -> list[tuple[Thing, AgendaItem]]:
    """The agenda items of a meeting, with their objects, in their order."""
    told = [each for each in made.refer(meeting, "agendaitem") if not each.is_deleted]
    known = {each.id for each in told}
    told += [each for each in made.loose_items.get(meeting.id, ()) if each.id not in known]
    if all(each.fields.count("order") is not None for each in told):
        told.sort(key=lambda each: each.fields.count("order") or 0)
    wanted = Counter(_wanted(each) for each in told)
    return [(each, _item(made, each, meeting, anchored=wanted[_wanted(each)] > 1)) for each in told]


def _wanted(item: Thing) -> str:
    """The address that an item would have from its number or title."""
    number = item.fields.text("number")
    return number_anchor(number) if number else slugify(item.fields.text("name") or "")


def _item(made: Index, thing: Thing, meeting: Thing, *, anchored: bool) -> AgendaItem:
    """One agenda item with its paper's files."""
    fields = thing.fields
    title = fields.text("name", "title") or UNTITLED
    consultations = made.consultations.get(thing.id, [])
    paper = next((address for each in consultations if (address := paper_of(each))), None)
    issue = issue_token(thing, paper)
    return AgendaItem(
        number=fields.text("number"),
        anchor=f"{_wanted(thing)[:40].strip('-') or 'item'}-{slugify(thing.id.rpartition('/')[2])}"
        if anchored
        else None,
        title=title,
        issue=issue,
        routine=issue is None and (is_routine(title) or _is_heading(fields)),
        documents=documents(made, [*_own_files(made, thing), *_paper_files(made, paper, meeting)]),
        summary=_roles(consultations),
        exempt=Exempt(reason="nichtöffentlich", public_excluded=True) if fields.flag("public") is False else None,
        **_decision(fields),  # type: ignore[arg-type]
    )


def issue_token(item: Thing, paper: str | None) -> IssueId | None:
    """What an item's issue is known by: its paper's address, else that of its consultation."""
    if paper:
        return IssueId(key("paper", paper))
    address = next(iter(item.addresses("consultation")), None)
    return IssueId(key("consultation", address)) if address else None


def _is_heading(fields: Fields) -> bool:
    """Whether an item has no number and nothing that was decided: then it is a heading."""
    return not (fields.text("number") or fields.text("result") or fields.text("resolutiontext"))


def _own_files(made: Index, item: Thing) -> list[Thing]:
    """The files of an item itself."""
    return made.refer(item, "resolutionfile", "auxiliaryfile")


def _paper_files(made: Index, paper: str | None, meeting: Thing) -> list[Thing]:
    """The files of an item's paper, but those whose name says that they are another day's."""
    thing = made.first(paper, "Paper") if paper else None
    if thing is None:
        return []
    here = when(meeting)
    days = {f"{d.day:%Y-%m-%d}" for d in _days(made, thing)}
    return [
        file
        for file in made.refer(thing, "mainfile", "auxiliaryfile")
        if not (told := days_in(file.fields.text("name") or "") & days) or (here and f"{here.day:%Y-%m-%d}" in told)
    ]


def _days(made: Index, paper: Thing) -> list[Moment]:
    """The days on which a paper was consulted, as far as they are known."""
    meetings = (made.first(a, "Meeting") for c in made.of_paper.get(paper.id, ()) for a in c.addresses("meeting"))
    return [day for meeting in meetings if meeting and (day := when(meeting))]


def days_in(name: str) -> set[str]:
    """The days that a name tells, as in "Protokoll vom 28.06.2022"."""
    return {f"{int(m[3]):04}-{int(m[2]):02}-{int(m[1]):02}" for m in _DAY.finditer(name)}


def _roles(consultations: Sequence[Thing]) -> str | None:
    """What the consultation was for."""
    roles = dict.fromkeys(role for each in consultations if (role := each.fields.text("role")))
    return facts(("Beratung", role) for role in roles)


def _decision(fields: Fields) -> dict[str, object]:
    """What was decided: the result, then the resolution, each as written."""
    result = prose(fields.raw("result"))
    resolution = prose(fields.raw("resolutiontext"))
    text = joined(result, resolution)
    if text is None:
        return {}
    before = sum(bool(block.number) for block in parse(result or ""))
    paragraphs = [block for block in parse(text) if block.number][before:]
    said = fields.text("result")
    outcome = RecordedOutcome(kind=outcome_of(said), text=said, paragraph="d1") if said else None
    resolutions = tuple(Resolution(text=b.text, paragraph=f"d{b.number}") for b in paragraphs if b.text)
    return {"decision": text, "outcome": outcome, **({"resolutions": resolutions} if resolutions else {})}
