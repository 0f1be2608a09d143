"""The page "Issue - meetings": one matter at every meeting that dealt with it.

    page    = frame* "Issue - meetings" title meeting+ frame*
    meeting = "Meeting: …" item

The title of the page is the issue's; each meeting's item has its own. The committee's printed name tells its renames.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from msgspec import structs

from plugins.archive.records import Issue, IssueId, Meeting
from plugins.archive.text import fold
from plugins.importers.drafts import FURNITURE, NO_PLACE, Left, Page, Reading, What
from plugins.importers.found import Found
from plugins.importers.lines import Line
from plugins.importers.moderngov.addresses import keys_of, own_keys
from plugins.importers.moderngov.headings import MeetingLine, committee_name, meeting_line
from plugins.importers.moderngov.issue_page import ROUTINE
from plugins.importers.moderngov.labels import ISSUE_MEETINGS, is_furniture, is_sure_furniture
from plugins.importers.moderngov.sections import read_item
from plugins.importers.routine import is_routine

_CUT = ("…", "...")
_Block = tuple[Line, MeetingLine, Sequence[Line]]


def read(page: Page, lines: Sequence[Line], what: What) -> Reading:
    """The issue, its meetings with one item each, and their committees."""
    found = Found()
    body = list(_with_title_apart(_without_frame_at_end(lines, found)))
    first = next((n for n, line in enumerate(body) if meeting_line(line.text)), len(body))
    title = _title(body[:first], found)
    issue = _issue(page, title, what, found, own_keys(page, "issue") or keys_of(page, body[:first], "issue"))
    for block in _blocks(body[first:]):
        _read_meeting(page, block, what, issue=issue, title=title.text if title else "", found=found)
    if title is not None and title.text.endswith(_CUT):
        _complete(title, found)
    if first == len(body):
        found.left.append(Left(title.number if title else 1, "", "the page names no meeting"))
    return found.reading(what)


def _complete(title: Line, found: Found) -> None:
    """Give an issue whose title the page cuts off the title of its items, where they all go on in the same way."""
    start = fold(title.text.rstrip("…. "))
    items = [item.title for draft in found.drafts if isinstance(draft.record, Meeting) for item in draft.record.items]
    whole = {each for each in items if fold(each).startswith(start)}
    if len(whole) != 1:
        return
    for place, draft in enumerate(found.drafts):
        if isinstance(draft.record, Issue):
            record = structs.replace(draft.record, title=next(iter(whole)), titles=(title.text,))
            found.drafts[place] = replace(draft, record=record)
            found.assume(title.number, title.text, "the page cuts the issue's title: its item's title completes it")


def _without_frame_at_end(lines: Sequence[Line], found: Found) -> Sequence[Line]:
    """The lines without the site's frame after the last of them."""
    end = len(lines)
    while end and is_furniture(lines[end - 1]):
        end -= 1
    found.furniture(lines[end:])
    return lines[:end]


def _with_title_apart(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, where the page's own title and the issue's on one line ("Issue - meetings - Ponds") are two."""
    for line in lines:
        match = ISSUE_MEETINGS.fullmatch(line.text)
        if match and match["title"]:
            yield replace(line, text=line.text[: match.start("title")].rstrip(" -–—"), markdown=None)
            yield replace(line, text=match["title"], markdown=None)
        else:
            yield line


def _title(head: Sequence[Line], found: Found) -> Line | None:
    """The line of the issue's title: after the page's own, or else the last before the first meeting."""
    kind = next((n for n, line in enumerate(head) if ISSUE_MEETINGS.fullmatch(line.text)), None)
    titled = [line for line in head[(-1 if kind is None else kind) + 1 :] if not is_furniture(line)]
    chosen = (titled[0] if kind is not None else titled[-1]) if titled else None
    for line in head:
        if line is not chosen:
            found.left.append(Left(line.number, line.written, _reason(line)))
    return chosen


def _reason(line: Line) -> str:
    """Why a line before the first meeting stands in no record."""
    return FURNITURE if ISSUE_MEETINGS.fullmatch(line.text) or is_furniture(line) else NO_PLACE


def _issue(page: Page, title: Line | None, what: What, found: Found, keys: Sequence[str]) -> IssueId | None:
    """The issue of the page, as a token; none where the page has no title."""
    if title is None:
        return None
    if is_routine(title.text):
        found.scaffold(title.number, title.text)
        found.assume(title.number, title.text, ROUTINE)
        return None
    return found.issue(Issue(title=title.text, sources=(page.source(what, title.number),)), keys)


def _blocks(lines: Sequence[Line]) -> Iterator[_Block]:
    """The page from meeting to meeting."""
    starts = [(n, said) for n, line in enumerate(lines) if (said := meeting_line(line.text))]
    ends = [*(n for n, _ in starts), len(lines)][1:]
    for (start, said), end in zip(starts, ends, strict=True):
        yield lines[start], said, lines[start + 1 : end]


def _read_meeting(page: Page, block: _Block, what: What, *, issue: IssueId | None, title: str, found: Found) -> None:
    """One meeting with its item, and its committee."""
    line, said, body = block
    source = page.source(what, line.number)
    printed = committee_name(said.committee)
    found.scaffold(line.number, f"{said.scaffold} {printed.scaffold}")
    found.furniture(each for each in body if is_sure_furniture(each))
    kept = [each for each in body if not is_sure_furniture(each)]
    reading = read_item(kept, page, number=said.number, matter=title or said.committee, source=source)
    routine = is_routine(reading.item.title) or is_routine(title)
    item = structs.replace(reading.item, issue=None if routine else issue, routine=routine)
    committee = found.committee(printed.names, source, keys_of(page, [line], "committee"))
    meeting = Meeting(committee=committee, date=said.date, start=said.start, items=(item,), sources=(source,))
    found.meeting(meeting, keys_of(page, [line], "meeting"))
    found.left.extend(reading.left)
    found.assumed.extend(reading.assumed)
