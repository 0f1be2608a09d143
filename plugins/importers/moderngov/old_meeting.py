"""A meeting that the council brought over from an older system: its documents, or its minutes as one text.

    page     = frame* title? heading? (document | line)* frame*
    heading  = COMMITTEE ("-" | "," | ":") DATE ("," TIME)?     else the committee alone, and the day in the address
    document = a line that leads to a file: `olddocuments/…`, `CeConvert2PDF.aspx?…`

Such a page has no items. Its documents are the meeting's; what else it says is text of the meeting, and stands as one
item, called as the page calls the text.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Final, NamedTuple
from urllib.parse import parse_qsl, urlsplit

from plugins.archive.records import AgendaItem, CommitteeId, Meeting, Source
from plugins.importers.drafts import Page, Reading, What
from plugins.importers.found import Found
from plugins.importers.lines import Line
from plugins.importers.moderngov.addresses import is_file, keys_of, own_keys
from plugins.importers.moderngov.documents import has_file
from plugins.importers.moderngov.headings import clock_time, committee_name, meeting_heading, written_date
from plugins.importers.moderngov.labels import is_furniture, page_kind, section_label
from plugins.importers.moderngov.meeting_page import pack
from plugins.importers.moderngov.sections import prose

NO_MEETING: Final = "the page does not say which meeting it is of"
TEXT: Final = "Minutes"
_HEADING = re.compile(
    r"(?P<name>.+?)\s*[-–—,:]\s*(?P<date>\d{1,2}/\d{1,2}/\d{4}|\d{1,2}(?:st|nd|rd|th|af|il|ydd|fed|eg|ain|ed)?\s+"
    r"[A-Za-z]{3,10},?\s+\d{4})(?:,?\s+(?P<time>\d{1,2}[.:]\d{2}\s*(?:[ap]\.?m\.?|yb|yp)?))?",
    re.IGNORECASE,
)
_TITLES: Final = frozenset({"h1", "mgMainTitleTxt"})
_NAMES: Final = frozenset({"h2", "mgSubTitleTxt"})


class _Told(NamedTuple):
    """Which meeting a page is of, and the words of the line that are no facts."""

    committee: str
    day: dt.date
    start: str | None
    line: Line
    scaffold: str


def read(page: Page, lines: Sequence[Line], what: What) -> Reading:
    """The meeting with its documents and its text, and its committee."""
    found = Found()
    told = _heading(lines) or _by_address(page, lines)
    body = [line for line in lines if not (told and line is told.line)]
    found.furniture(line for line in body if _is_of_page(line))
    body = [line for line in body if not _is_of_page(line)]
    if told is None:
        found.nowhere(body, NO_MEETING)
        return found.reading(what)
    source = page.source(what, told.line.number)
    files = [line for line in body if has_file(line.text) or any(is_file(link.url) for link in line.links)]
    meeting = Meeting(
        committee=_committee(told, page, source, found),
        date=told.day,
        start=told.start,
        documents=tuple(pack(line, page, found) for line in files),
        items=_text([line for line in body if line not in files], source, found),
        sources=(source,),
    )
    found.meeting(meeting, own_keys(page, "meeting") or keys_of(page, lines, "meeting"))
    return found.reading(what)


def _is_of_page(line: Line) -> bool:
    """Whether a line is the page's own and not the council's."""
    return is_furniture(line) or not line.roles.isdisjoint(_TITLES) or page_kind(line.text) == "old-meeting"


def _heading(lines: Sequence[Line]) -> _Told | None:
    """The first line that names a committee and a day."""
    for line in lines:
        whole = meeting_heading(line.text)
        if whole is not None:
            return _Told(whole.committee, whole.date, whole.start, line, whole.scaffold)
        match = _HEADING.fullmatch(line.text)
        day = written_date(match["date"]) if match else None
        if match is not None and day is not None:
            rest = line.text[match.end("name") :]
            return _Told(match["name"], day, clock_time(match["time"] or ""), line, rest)
    return None


def _by_address(page: Page, lines: Sequence[Line]) -> _Told | None:
    """The committee that the page names alone, and the day that its address tells (`DF=08/02/2011`)."""
    named = next((line for line in lines if not line.roles.isdisjoint(_NAMES)), None)
    told = {name.casefold(): value for name, value in parse_qsl(urlsplit(page.url or "").query)}
    day = written_date(told.get("df", ""))
    return _Told(named.text, day, None, named, "") if named is not None and day is not None else None


def _committee(told: _Told, page: Page, source: Source, found: Found) -> CommitteeId:
    """The committee, under its number where the address tells it."""
    printed = committee_name(told.committee)
    found.scaffold(told.line.number, f"{told.scaffold} {printed.scaffold}")
    return found.committee(printed.names, source, own_keys(page, "committee"))


def _text(lines: Sequence[Line], source: Source, found: Found) -> tuple[AgendaItem, ...]:
    """What the page says beside documents, as one item."""
    label = section_label(lines[0].text) if lines else None
    if label is not None and not label[1]:
        found.scaffold(lines[0].number, lines[0].text)
        lines = lines[1:]
    text = prose(lines)
    if not text:
        return ()
    found.assume(lines[0].number, lines[0].text, "a meeting of an older system: its text is one item")
    return (AgendaItem(title=TEXT, minutes=text, sources=(source,)),)
