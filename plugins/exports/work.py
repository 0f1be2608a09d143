"""Makes the exports that grow with the archive: each record is looked at once, in parts that workers share.

Meetings come first: their items are read there, and what was read serves issues, committees and feeds. The pieces of
the downloads lie in a scratch folder until they are joined; none is kept in memory.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from plugins.archive import permalinks as at
from plugins.archive.archive import Archive
from plugins.archive.outcomes import Readings
from plugins.archive.records import CommitteeId, DecisionId, IssueId, MeetingId, PersonId
from plugins.build.workers import in_chunks, map_parts
from plugins.exports import json_lines, tables
from plugins.exports.atom import DECISIONS_FEED, committee_feed, decisions_feed, issue_feed
from plugins.exports.calendar import committee_calendar
from plugins.exports.data_package import LINES_FILE, TABLES
from plugins.exports.desk import Desk, Known, Part
from plugins.exports.json_records import committee_twin, decision_twin, issue_twin, meeting_twin
from plugins.exports.rows import FOLDER, Seen, item_rows, paper_rows_of_decision, paper_rows_of_meeting
from plugins.exports.sight import Sight

MEETINGS_A_PART: Final = 30
RECORDS_A_PART: Final = 300


@dataclass(frozen=True, slots=True)
class Folders:
    """Where to write, where pieces may lie for the time being (empty), and where our own documents are."""

    output: Path
    scratch: Path
    documents: Path


def write_exports(archive: Archive, folders: Folders, *, site_url: str, workers: int) -> None:
    """Write twins, feeds, calendars and downloads."""
    known = Known()
    sight = Sight(archive, "", site_url, known, file_sizes(folders.documents))
    desk = Desk(sight, known, folders.output, folders.scratch)
    _warm(archive)
    meetings = _parts("meetings", archive.meetings, MEETINGS_A_PART)
    for part, read in zip(meetings, map_parts(_of_meetings, desk, meetings, workers), strict=True):
        for meeting, readings in zip(part.ids, read, strict=True):
            known.learn(archive.meetings[MeetingId(meeting)], readings)
    for _ in map_parts(_of_others, desk, _other_parts(archive), workers):
        pass
    desk.write(DECISIONS_FEED, decisions_feed(desk.sight.at(DECISIONS_FEED)))
    _join(desk)


def file_sizes(folder: Path) -> dict[str, int]:
    """The bytes of each file below a folder, by its path there."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.stat().st_size for path in files}


def _warm(archive: Archive) -> None:
    """Have the archive answer once what every worker will ask, so that they share the answers."""
    archive.items_on(IssueId(""))
    archive.decisions_on(IssueId(""))
    archive.meetings_of(CommitteeId(""))


def _parts(kind: str, ids: Iterable[str], size: int) -> list[Part]:
    return [Part(kind, number, tuple(chunk)) for number, chunk in enumerate(in_chunks(list(ids), size))]


def _other_parts(archive: Archive) -> list[Part]:
    return [
        *_parts("committees", archive.committees, 1),
        *_parts("issues", archive.issues, RECORDS_A_PART),
        *_parts("people", archive.people, RECORDS_A_PART),
        *_parts("decisions", archive.decisions, RECORDS_A_PART),
    ]


def _of_meetings(desk: Desk, part: Part) -> list[tuple[Readings, ...]]:
    """Everything about some meetings; what was read in their items."""
    archive = desk.archive
    meetings = [archive.meetings[MeetingId(name)] for name in part.ids]
    read = [tuple(archive.reading(a).readings for a in archive.appearances(meeting)) for meeting in meetings]
    for meeting, readings in zip(meetings, read, strict=True):
        desk.known.learn(meeting, readings)
        address = at.meeting_address(meeting.id)
        desk.write_twin(address, meeting_twin(desk.sight.at(address), meeting))
    seen = desk.sight.at(FOLDER)
    desk.add_rows(part, tables.ITEMS, (row for meeting in meetings for row in item_rows(seen, meeting)))
    desk.add_rows(part, tables.MEETINGS, (Seen(seen, meeting) for meeting in meetings))
    desk.add_rows(part, tables.DOCUMENTS, (row for meeting in meetings for row in paper_rows_of_meeting(seen, meeting)))
    desk.add_lines(part, meetings)
    return read


def _of_others(desk: Desk, part: Part) -> None:
    """Everything about some records of another kind."""
    _BY_KIND[part.kind](desk, part)


def _of_issues(desk: Desk, part: Part) -> None:
    issues = [desk.archive.issues[IssueId(name)] for name in part.ids]
    for issue in issues:
        address = at.issue_address(issue.id)
        sight = desk.sight.at(address)
        desk.write_twin(address, issue_twin(sight, issue))
        desk.write(f"{address}feed.atom", issue_feed(sight, issue))
    desk.add_rows(part, tables.ISSUES, (Seen(desk.sight.at(FOLDER), issue) for issue in issues))
    desk.add_lines(part, issues)


def _of_committees(desk: Desk, part: Part) -> None:
    committees = [desk.archive.committees[CommitteeId(name)] for name in part.ids]
    for committee in committees:
        address = at.committee_address(committee.id)
        sight = desk.sight.at(address)
        desk.write_twin(address, committee_twin(sight, committee))
        desk.write(f"{address}feed.atom", committee_feed(sight, committee))
        desk.write(f"{address}calendar.ics", committee_calendar(sight, committee))
    desk.add_rows(part, tables.COMMITTEES, (Seen(desk.sight.at(FOLDER), committee) for committee in committees))
    desk.add_lines(part, committees)


def _of_decisions(desk: Desk, part: Part) -> None:
    decisions = [desk.archive.decisions[DecisionId(name)] for name in part.ids]
    seen = desk.sight.at(FOLDER)
    for decision in decisions:
        address = at.decision_address(decision.id)
        desk.write_twin(address, decision_twin(desk.sight.at(address), decision))
    desk.add_rows(part, tables.DECISIONS, (Seen(seen, decision) for decision in decisions))
    desk.add_rows(part, tables.DOCUMENTS, (row for each in decisions for row in paper_rows_of_decision(seen, each)))
    desk.add_lines(part, decisions)


def _of_people(desk: Desk, part: Part) -> None:
    people = [desk.archive.people[PersonId(name)] for name in part.ids]
    desk.add_rows(part, tables.PEOPLE, (Seen(desk.sight.at(FOLDER), person) for person in people))
    desk.add_lines(part, people)


_BY_KIND: Final[dict[str, Callable[[Desk, Part], None]]] = {
    "committees": _of_committees,
    "people": _of_people,
    "issues": _of_issues,
    "decisions": _of_decisions,
}
_ORDER: Final = ("committees", "people", "issues", "meetings", "decisions")


def _join(desk: Desk) -> None:
    """Join the pieces of each download in a fixed order."""
    for table in TABLES:
        _joined(desk, table.file, table.header.encode())
    _joined(desk, LINES_FILE, json_lines.packed(desk.sight.at(FOLDER), [desk.archive.settings]))


def _joined(desk: Desk, download: str, start: bytes) -> None:
    desk.write(download, start)
    with (desk.output / download).open("ab") as whole:
        for piece in _pieces(desk, download):
            with piece.open("rb") as part:
                shutil.copyfileobj(part, whole, 1 << 20)
            piece.unlink()


def _pieces(desk: Desk, download: str) -> Iterator[Path]:
    """The pieces of a download: kinds in order, parts in order."""
    name = Path(download).name
    for kind in _ORDER:
        yield from sorted(desk.scratch.glob(f"{name}.{kind}.*"))
