"""Pages as text that tell of an item and do not say of which meeting: "Agenda item" and "Issue - decisions".

    agenda-item     = frame* "Agenda item" title line* section* ("Supporting documents:" document*)? frame*
    issue-decisions = frame* "Issue - decisions" title (DATE "-" title line*)+ frame*

The item is told as a stray: it is laid over the one item of a known meeting that has its title (and day). Where there
is none, an item is reported, and a decision stands as one whose maker the page does not name.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Final

from msgspec import structs

from plugins.archive.records import AgendaItem, Decision, Document, Issue, IssueId, Meeting
from plugins.importers.drafts import Draft, Left, Page, Reading, Stray, What
from plugins.importers.found import Found
from plugins.importers.lines import Line
from plugins.importers.moderngov.addresses import keys_of, numbers, own_keys
from plugins.importers.moderngov.decision_page import UNKNOWN_MAKER
from plugins.importers.moderngov.documents import linked_document
from plugins.importers.moderngov.frame import without_frame
from plugins.importers.moderngov.headings import committee_name, meeting_heading, meeting_line, written_date
from plugins.importers.moderngov.old_site import with_number
from plugins.importers.moderngov.sections import prose, read_item
from plugins.importers.routine import is_routine

NO_MEETING: Final = "the page names no meeting, and no single known item has this title"
NOTHING: Final = "the page holds nothing to read"
_SUPPORTING = re.compile(r"(?i)(?:supporting documents|dogfennau ategol)\s?:?")
_DECIDED = re.compile(r"(?P<date>\d{1,2}/\d{1,2}/\d{4})\s*[-–—]\s*(?P<title>.+)", re.DOTALL)


def read_agenda_item(page: Page, lines: Sequence[Line], what: What) -> Reading:
    """The item, of the meeting that the page names, or of an unnamed one."""
    found = Found()
    at = next((line for line in lines if meeting_heading(line.text) or meeting_line(line.text)), None)
    body = without_frame([line for line in lines if line is not at], "agenda-item", found)
    end = next((n for n, line in enumerate(body) if _SUPPORTING.fullmatch(line.text)), len(body))
    if end == 0:
        found.nowhere([*([at] if at else []), *body], NOTHING)
        return found.reading(what)
    reading = read_item(body[:end], page, number=None, matter=body[0].text, source=page.source(what, body[0].number))
    found.left.extend(reading.left)
    found.assumed.extend(reading.assumed)
    found.furniture(body[end : end + 1])
    item = structs.replace(
        reading.item,
        documents=reading.item.documents + _documents(body[end + 1 :], page, found),
        routine=is_routine(reading.item.title),
    )
    item = with_number(item, page, numbers(page.url or "").get("item"))
    if at is not None:
        _tell_meeting(item, at, page, what, found)
        return found.reading(what)
    homeless = tuple(Left(line.number, line.written, NO_MEETING) for line in body)
    found.strays.append(Stray(item, lines=homeless))
    return found.reading(what)


def _tell_meeting(item: AgendaItem, line: Line, page: Page, what: What, found: Found) -> None:
    """Add the meeting that a line of the page names, with its item."""
    heading, said = meeting_heading(line.text), meeting_line(line.text)
    told = heading or said
    if told is None:
        return
    printed, source = committee_name(told.committee), page.source(what, line.number)
    found.scaffold(line.number, f"{told.scaffold} {printed.scaffold}")
    number = item.number or (said.number if said else None)
    committee = found.committee(printed.names, source, keys_of(page, [line], "committee"))
    whole = structs.replace(item, number=number)
    meeting = Meeting(committee=committee, date=told.date, start=told.start, items=(whole,), sources=(source,))
    found.meeting(meeting, keys_of(page, [line], "meeting"))


def _documents(lines: Sequence[Line], page: Page, found: Found) -> tuple[Document, ...]:
    """The supporting documents of an item."""
    printed = [(line, linked_document(line, page)) for line in lines]
    for line, each in printed:
        found.scaffold(line.number, each.scaffold)
    return tuple(each.document for _, each in printed if each.document.title)


def read_issue_decisions(page: Page, lines: Sequence[Line], what: What) -> Reading:
    """The issue and its decisions."""
    found = Found()
    body = without_frame(lines, "issue-decisions", found)
    starts = [n for n, line in enumerate(body) if _day(line) is not None]
    head = body[: starts[0]] if starts else body
    issue = _issue(page, head, what, found)
    for start, end in zip(starts, [*starts, len(body)][1:], strict=True):
        _read_decision(page, body[start:end], what, issue, found)
    return found.reading(what)


def _day(line: Line) -> dt.date | None:
    """The day that a line "dd/mm/yyyy - title" begins with."""
    match = _DECIDED.fullmatch(line.text)
    return written_date(match["date"]) if match else None


def _issue(page: Page, head: Sequence[Line], what: What, found: Found) -> IssueId | None:
    """The issue of the page; routine business makes none."""
    found.nowhere(head[1:])
    if not head:
        return None
    if is_routine(head[0].text):
        found.scaffold(head[0].number, head[0].text)
        found.assume(head[0].number, head[0].text, "routine business makes no issue")
        return None
    return found.issue(Issue(title=head[0].text, sources=(page.source(what, head[0].number),)), own_keys(page, "issue"))


def _read_decision(page: Page, lines: Sequence[Line], what: What, issue: IssueId | None, found: Found) -> None:
    """One decision, as a stray item, or as a decision whose maker is not known."""
    match = _DECIDED.fullmatch(lines[0].text)
    day = _day(lines[0])
    if match is None or day is None:
        return
    source, text = page.source(what, lines[0].number), prose(lines[1:])
    title = match["title"].strip()
    item = AgendaItem(title=title, decision=text, issue=issue, sources=(source,))
    alone = Decision(title=title, date=day, maker=UNKNOWN_MAKER, decision=text, issue=issue, sources=(source,))
    found.strays.append(Stray(item, day, instead=Draft(alone, f"decision:{title}:{day}")))
