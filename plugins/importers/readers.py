"""Which reader reads which kind of source."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from plugins.importers import legistar, oparl
from plugins.importers.drafts import FURNITURE, Left, Page, Reading, What
from plugins.importers.json_pages import parse
from plugins.importers.lines import Line, text_lines
from plugins.importers.moderngov import (
    decision_page,
    issue_meetings,
    issue_page,
    list_pages,
    meeting_page,
    old_meeting,
    people_pages,
    register_page,
    stray_pages,
    web_service,
)
from plugins.importers.moderngov.addresses import absolute, told_address
from plugins.importers.moderngov.html_page import apart, is_entry, kind_of, read_markup
from plugins.importers.moderngov.old_site import addressed
from plugins.importers.recognise import Unreadable, language_of, recognise_text

_LineReader = Callable[[Page, Sequence[Line], What], Reading]
_LINE_READERS: dict[str, _LineReader] = {
    "issue-meetings": issue_meetings.read,
    "issue-decisions": stray_pages.read_issue_decisions,
    "issue": issue_page.read,
    "meeting": meeting_page.read,
    "agenda-item": stray_pages.read_agenda_item,
    "decision": decision_page.read,
    "register": register_page.read_register,
    "meetings": list_pages.read_meetings,
    "plan": list_pages.read_plan,
    "entry": list_pages.read_entry,
    "old-meeting": old_meeting.read,
    "committee": people_pages.read_committee,
    "committees": people_pages.read_committees,
    "attendance": people_pages.read_attendance,
    "person": people_pages.read_person,
    "people": people_pages.read_people,
}
SEARCH = Unreadable("a search page: it holds excerpts of records and no records")
UNKNOWN = Unreadable("it is nothing that is known here")


def read(page: Page, wanted: str = "auto", *, alone: bool = True) -> Reading | Unreadable:
    """What a page yields, in the wanted format or in the one that it is recognised as.

    What refers to other pages is read at once where the page is alone; else it is left to `finished`.
    """
    language = language_of(page.text)
    found = _READERS[language](page)
    reading = finished([found])[0] if alone and isinstance(found, Reading) else found
    if isinstance(reading, Unreadable) or wanted in {"auto", reading.what.format}:
        return reading
    return Unreadable(f"it is {reading.what.format}, not {wanted}")


def _read_text(page: Page) -> Reading | Unreadable:
    """A plain text."""
    lines = text_lines(page.text)
    what = recognise_text(lines)
    return _LINE_READERS[what.kind](page, lines, what) if what else UNKNOWN


def _read_html(page: Page) -> Reading | Unreadable:
    """A page in HTML: the frame around the system's own part is furniture, and so is what the system hides."""
    page = replace(page, url=absolute(page.url or told_address(page.text) or "", page))
    read = read_markup(page.text)
    if isinstance(read, Unreadable):
        return read
    lines, unseen = read
    kind = kind_of(lines, page.url or page.origin) or ("entry" if is_entry(lines, page.url) else None)
    if kind not in _LINE_READERS:
        return UNKNOWN if kind is None else SEARCH
    content, frame = apart(lines)
    reading = addressed(_LINE_READERS[kind](page, content, What("moderngov-html", kind)), page)
    furniture = tuple(Left(line.number, line.written, FURNITURE) for line in (*frame, *unseen))
    left = tuple(sorted(reading.left + furniture, key=lambda each: each.line))
    return replace(reading, left=left)


def _read_json(page: Page) -> Reading | Unreadable:
    """An answer of a web service as JSON, or a file that was made of such answers."""
    value = parse(page.text)
    if isinstance(value, Unreadable):
        return value
    return legistar.read(page, value) or oparl.read(page, value) or UNKNOWN


def finished(readings: Sequence[Reading]) -> list[Reading]:
    """The readings with their loose objects read: all those of one system together, for they refer to one another."""
    whole, groups = list(readings), dict[tuple[str, str], list[int]]()
    for n, each in enumerate(readings):
        if each.loose is not None:
            # Legistar's numbers mean nothing at another council; OParl's addresses do.
            groups.setdefault((each.what.format, each.site if each.what.format == "legistar" else ""), []).append(n)
    for (name, _), places in groups.items():
        for n, reading in zip(places, _finished_by(_FINISH[name], [readings[n] for n in places]), strict=True):
            whole[n] = replace(reading, site=readings[n].site)
    return whole


_Finish = Callable[[Sequence[Reading]], Sequence[Reading]]


def _finished_by(finish: _Finish, readings: Sequence[Reading]) -> Sequence[Reading]:
    """The readings of one system, finished together; those that cannot be finished alone cost the others nothing."""
    together = _tried(finish, readings)
    if not isinstance(together, Exception):
        return together
    alone = [_tried(finish, [_afresh(each)]) for each in readings]
    sound = [n for n, each in enumerate(alone) if not isinstance(each, Exception)]
    rest = _tried(finish, [_afresh(readings[n]) for n in sound])
    others = dict(zip(sound, rest, strict=True)) if not isinstance(rest, Exception) else {}
    return [others.get(n) or _of_one(reading, alone[n]) for n, reading in enumerate(readings)]


def _tried(finish: _Finish, readings: Sequence[Reading]) -> Sequence[Reading] | Exception:
    """The readings finished together, or what the reader stumbled over."""
    try:
        return finish(readings)
    except Exception as error:  # noqa: BLE001 (whatever a source holds, the others are to be read)
        return error


def _of_one(reading: Reading, alone: Sequence[Reading] | Exception) -> Reading:
    """What a reading became when it was finished alone; its page is told where that could not be done."""
    if not isinstance(alone, Exception):
        return alone[0]
    stumbled = Left(1, reading.what.kind, f"it made the reader stumble: {type(alone).__name__}: {alone}")
    return replace(reading, loose=None, left=(*reading.left, stumbled))


def _afresh(reading: Reading) -> Reading:
    """A reading as it was before its objects were asked for anything."""
    again = _read_json(reading.loose.page) if reading.loose is not None else reading
    return again if isinstance(again, Reading) else reading


_FINISH: dict[str, _Finish] = {
    "legistar": legistar.finish,
    "oparl": oparl.finish,
}
_READERS: dict[str, Callable[[Page], Reading | Unreadable]] = {
    "text": _read_text,
    "html": _read_html,
    "xml": web_service.read,
    "json": _read_json,
}
