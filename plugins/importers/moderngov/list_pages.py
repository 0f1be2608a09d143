"""Lists in HTML: the meetings of a committee, and the items of a forward plan.

meetings = title about-line* (DATE TIME ("-" words)?)*     each date leads to its meeting
plan     = row*     row = title other-cell*                each title leads to its issue
entry    = line*                                           each leads elsewhere, and tells nothing
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Final

from plugins.archive.records import Committee, CommitteeId, Issue, Meeting, MeetingStatus
from plugins.importers.commonmark import Piece, compose, escape
from plugins.importers.drafts import Page, Reading, What
from plugins.importers.found import Found
from plugins.importers.lines import Line
from plugins.importers.moderngov.addresses import keys_of, own_keys
from plugins.importers.moderngov.headings import clock_time, committee_name, meeting_status, written_date
from plugins.importers.moderngov.labels import is_furniture
from plugins.importers.moderngov.sections import prose
from plugins.importers.routine import is_routine

NO_COMMITTEE: Final = "the page does not name the committee"
_DATED = re.compile(
    r"(?P<date>\d{1,2}(?:st|nd|rd|th)?\s+[A-Za-z]+,?\s+\d{4})"
    r"(?:,?\s+(?P<time>\d{1,2}[.:]\d{2}\s*(?:[ap]\.?m\.?|noon)?))?(?:\s*[-–—]\s*(?P<note>.+))?"
)
_LISTS = re.compile(
    r"(?i)(?:this page lists the meetings for|mae'r dudalen hon yn rhestru(?:'r)? cyfarfodydd(?: ar gyfer)?) "
    r"(?P<name>.+?)\.?"
)
_ABOUT = re.compile(r"(?i)(?:information about|gwybodaeth am) (?P<name>.+)")
_HEADS: Final = frozenset({"h1", "mgMainTitleTxt"})


def read_meetings(page: Page, lines: Sequence[Line], what: What) -> Reading:
    """The committee, and its meetings, each with its day, hour and status."""
    found = Found()
    name = _committee_of(lines)
    if name is None:
        found.nowhere(lines, NO_COMMITTEE)
        return found.reading(what)
    keys = own_keys(page, "committee") or keys_of(page, lines, "committee")
    token = CommitteeId(f"committee:{name}")
    about = [line for line in lines if not _read_meeting(page, line, token, what, found)]
    kept = [line for line in about if not _is_of_page(line, name)]
    found.furniture(line for line in about if _is_of_page(line, name))
    source = page.source(what, lines[0].number)
    record = Committee(names=committee_name(name).names, purpose=prose(kept), sources=(source,))
    found.draft(record, token, keys)
    return found.reading(what)


def _committee_of(lines: Sequence[Line]) -> str | None:
    """The committee whose meetings are listed: by the page's own sentence, or by its title."""
    said = (
        match["name"] for line in lines for match in [_LISTS.fullmatch(line.text), _ABOUT.fullmatch(line.text)] if match
    )
    titled = (line.text for line in lines if line.roles & {"mgSubTitleTxt", "h2"})
    return next(said, None) or next(titled, None)


def _is_of_page(line: Line, name: str) -> bool:
    """Whether a line is the page's own and says nothing of the committee."""
    told = bool(_LISTS.fullmatch(line.text) or _ABOUT.fullmatch(line.text)) or line.text == name
    return told or is_furniture(line) or not line.roles.isdisjoint(_HEADS)


def _read_meeting(page: Page, line: Line, committee: CommitteeId, what: What, found: Found) -> bool:
    """Whether a line names a meeting; if so, it is added."""
    match = _DATED.fullmatch(line.text)
    day = written_date(match["date"]) if match else None
    if match is None or day is None:
        return False
    status = meeting_status(match["note"])
    note = match["note"] if status is not MeetingStatus.HELD else None
    found.scaffold(line.number, line.text.removesuffix(note or ""))
    meeting = Meeting(
        committee=committee,
        date=day,
        start=clock_time(match["time"] or ""),
        status=status,
        status_note=note,
        sources=(page.source(what, line.number),),
    )
    found.meeting(meeting, keys_of(page, [line], "meeting"))
    return True


def read_entry(_page: Page, lines: Sequence[Line], what: What) -> Reading:
    """Nothing: a page that only leads to others, such as the site's first page or the list of its forward plans."""
    found = Found()
    found.furniture(lines)
    return found.reading(what)


def read_plan(page: Page, lines: Sequence[Line], what: What) -> Reading:
    """The issues of a forward plan, with what the plan says of each."""
    found = Found()
    # A plan that is no table has a line for each matter.
    rows = groupby(enumerate(lines), key=lambda each: (each[1].row, 0 if each[1].row else each[0]))
    for (row, _), numbered in rows:
        cells = [line for _, line in numbered]
        keys = keys_of(page, cells, "issue")
        titled = next((cell for cell in cells if cell.links and keys_of(page, [cell], "issue")), None)
        if titled is None or is_routine(titled.text):
            (found.nowhere if row and "th" not in cells[0].roles else found.furniture)(cells)
            continue
        rest = (Piece("item", escape(cell.text)) for cell in cells if cell is not titled)
        source = page.source(what, titled.number)
        found.issue(Issue(title=titled.text, summary=compose(rest) or None, sources=(source,)), keys)
    return found.reading(what)
