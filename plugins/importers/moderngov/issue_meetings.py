"""The page "Issue - meetings": one matter at every meeting that dealt with it.

    page    = frame* "Issue - meetings" title meeting+ frame*
    meeting = "Meeting: …" item

The title of the page is the issue's; each meeting's item has its own. The committee's printed name tells its renames.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from msgspec import structs

from plugins.archive.records import Committee, CommitteeId, Issue, IssueId, Meeting
from plugins.archive.text import slugify
from plugins.importers.drafts import FURNITURE, NO_PLACE, Draft, Left, Page, Reading, What
from plugins.importers.lines import Line
from plugins.importers.moderngov.headings import MeetingLine, committee_name, meeting_line
from plugins.importers.moderngov.labels import ISSUE_MEETINGS, is_furniture, is_sure_furniture
from plugins.importers.moderngov.sections import read_item

_Block = tuple[Line, MeetingLine, Sequence[Line]]


@dataclass(slots=True)
class _Found:
    """What has been read of the page so far."""

    drafts: list[Draft] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    assumed: list[Left] = field(default_factory=list)


def read(page: Page, lines: Sequence[Line], what: What) -> Reading:
    """The issue, its meetings with one item each, and their committees."""
    found = _Found()
    body = _without_frame_at_end(lines, found)
    first = next((n for n, line in enumerate(body) if meeting_line(line.text)), len(body))
    title = _title(body[:first], found)
    issue = _issue(page, title, what, found)
    for block in _blocks(body[first:]):
        _read_meeting(page, block, what, issue=issue, title=title.text if title else "", found=found)
    if first == len(body):
        found.left.append(Left(title.number if title else 1, "", "the page names no meeting"))
    left = tuple(sorted(found.left, key=lambda each: each.line))
    return Reading(what, tuple(found.drafts), left, tuple(found.assumed))


def _without_frame_at_end(lines: Sequence[Line], found: _Found) -> Sequence[Line]:
    """The lines without the site's frame after the last of them."""
    end = len(lines)
    while end and is_furniture(lines[end - 1].text):
        end -= 1
    found.left.extend(Left(line.number, line.written, FURNITURE) for line in lines[end:])
    return lines[:end]


def _title(head: Sequence[Line], found: _Found) -> Line | None:
    """The line of the issue's title: after the page's own, or else the last before the first meeting."""
    kind = next((n for n, line in enumerate(head) if ISSUE_MEETINGS.fullmatch(line.text)), None)
    titled = [line for line in head[(-1 if kind is None else kind) + 1 :] if not is_furniture(line.text)]
    chosen = (titled[0] if kind is not None else titled[-1]) if titled else None
    for line in head:
        if line is not chosen:
            found.left.append(Left(line.number, line.written, _reason(line)))
    return chosen


def _reason(line: Line) -> str:
    """Why a line before the first meeting stands in no record."""
    return FURNITURE if ISSUE_MEETINGS.fullmatch(line.text) or is_furniture(line.text) else NO_PLACE


def _issue(page: Page, title: Line | None, what: What, found: _Found) -> IssueId | None:
    """The issue of the page, as a token; none where the page has no title."""
    if title is None:
        return None
    token = f"issue:{title.text}"
    source = page.source(what, title.number)
    found.drafts.append(Draft(Issue(title=title.text, sources=(source,)), token))
    return IssueId(token)


def _blocks(lines: Sequence[Line]) -> Iterator[_Block]:
    """The page from meeting to meeting."""
    starts = [(n, said) for n, line in enumerate(lines) if (said := meeting_line(line.text))]
    ends = [*(n for n, _ in starts), len(lines)][1:]
    for (start, said), end in zip(starts, ends, strict=True):
        yield lines[start], said, lines[start + 1 : end]


def _read_meeting(page: Page, block: _Block, what: What, *, issue: IssueId | None, title: str, found: _Found) -> None:
    """One meeting with its item, and its committee."""
    line, said, body = block
    source = page.source(what, line.number)
    printed = committee_name(said.committee)
    committee = Committee(names=printed.names, sources=(source,))
    token = CommitteeId(f"committee:{slugify(committee.names[-1].name)}")
    kept = [each for each in body if not is_sure_furniture(each.text)]
    reading = read_item(kept, number=said.number, matter=title or said.committee, source=source)
    item = structs.replace(reading.item, issue=issue)
    meeting = Meeting(committee=token, date=said.date, start=said.start, items=(item,), sources=(source,))
    found.drafts.append(Draft(committee, token))
    found.drafts.append(Draft(meeting, f"meeting:{token}:{said.date}:{said.start or ''}"))
    found.left.append(Left(line.number, f"{said.scaffold} {printed.scaffold}".strip(), FURNITURE))
    found.left.extend(Left(each.number, each.written, FURNITURE) for each in body if is_sure_furniture(each.text))
    found.left.extend(reading.left)
    found.assumed.extend(reading.assumed)
