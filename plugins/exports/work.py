"""Makes the exports: what stands beside pages (twins, feeds, calendars) and what is taken away whole (downloads).

A record's own files are made together. The downloads are joined from pieces, each of some records that stand next to
each other; which do is decided by their identifiers, so that a new record changes one piece and no other. What would
be the same as at the last build is taken over.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from plugins.archive import permalinks as at
from plugins.archive.answers import Answers, Looks
from plugins.archive.archive import Archive
from plugins.archive.asked import Asked, AskedArchive
from plugins.archive.records import CommitteeId, DecisionId, IssueId, MeetingId, PersonId
from plugins.build.grounds import Bench, Craft, bench_in_output, bring_up_to_date
from plugins.build.last import LastBuild
from plugins.build.memo import LOOKS, recall
from plugins.build.settings import BuildSettings
from plugins.exports import json_lines, tables
from plugins.exports.atom import DECISIONS_FEED, committee_feed, decisions_feed, issue_feed
from plugins.exports.calendar import committee_calendar
from plugins.exports.data_package import LINES_FILE, TABLES
from plugins.exports.desk import Desk, Export, Part, piece_of
from plugins.exports.json_records import committee_twin, decision_twin, issue_twin, meeting_twin
from plugins.exports.rows import FOLDER, Seen, item_rows, paper_rows_of_decision, paper_rows_of_meeting
from plugins.exports.sight import Sight

PIECES: Final = "pieces"
_MEETINGS_A_PIECE: Final = 30
_RECORDS_A_PIECE: Final = 100
_AT_ONCE: Final = 40
_FRAME: Final = "frame"
_SIZE: Final = "size"
_OUR_OWN: Final = frozenset({_FRAME, _SIZE})


def write_exports(archive: Archive, settings: BuildSettings, last: LastBuild | None) -> None:
    """Write twins, feeds, calendars and downloads."""
    desk = _desk(archive, settings)
    before = recall(last.cache, LOOKS, dict[str, Looks], {}) if last else None
    questions = _Questions(desk.sight, Answers(archive, before))
    exports = tuple(_exports(archive))
    bench = bench_in_output("exports", settings, last, questions, questions.settled)
    bring_up_to_date(bench, exports, Craft(_make_export, desk), settings, _AT_ONCE)
    parts = tuple(_parts(archive))
    bench = _bench_of_pieces(settings, last, questions)
    bring_up_to_date(bench, parts, Craft(_make_pieces, desk), settings, 1)
    _join(desk, parts)


def _desk(archive: Archive, settings: BuildSettings) -> Desk:
    """The desk of a build."""
    asked = AskedArchive(archive)
    sizes = Asked(_SIZE, file_sizes(settings.content / "documents"), asked.note)
    pieces = settings.cache / PIECES
    pieces.mkdir(parents=True, exist_ok=True)
    return Desk(Sight(asked, "", settings.site_url, sizes), asked, settings.output, pieces)


def _bench_of_pieces(settings: BuildSettings, last: LastBuild | None, questions: _Questions) -> Bench:
    """Where pieces are made: in the cache, from build to build."""
    old = settings.final_cache / PIECES
    there = frozenset(os.listdir(old)) if last and old.is_dir() else frozenset[str]()  # noqa: PTH208 (names alone)
    return Bench(PIECES, old, settings.cache / PIECES, there, questions, questions.settled)


@dataclass(frozen=True, slots=True)
class _Questions:
    """How the questions are answered that exports ask: of the archive, of the site's address, of our own files."""

    sight: Sight
    answers: Answers

    def settled(self, question: str) -> bool:
        """Whether the answer cannot be another than it was at the last build."""
        return question.partition(" ")[0] not in _OUR_OWN and self.answers.settled(question)

    def __call__(self, question: str) -> bytes:
        """The digest of an answer."""
        name, _, about = question.partition(" ")
        if name == _FRAME:
            frame = msgspec.msgpack.encode([self.sight.site_url, self.sight.archive.settings])
            return hashlib.blake2b(frame, digest_size=12).digest()
        return str(self.sight.sizes.get(about)).encode() if name == _SIZE else self.answers(question)


def file_sizes(folder: Path) -> dict[str, int]:
    """The bytes of each file below a folder, by its path there."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.stat().st_size for path in files}


def _exports(archive: Archive) -> Iterator[Export]:
    """All that stands beside pages, by record; and the feed of all decisions."""
    for meeting in archive.meetings:
        yield Export("meeting", meeting, (f"{at.meeting_address(meeting)}index.json",))
    for issue in archive.issues:
        address = at.issue_address(issue)
        yield Export("issue", issue, (f"{address}index.json", f"{address}feed.atom"))
    for committee in archive.committees:
        address = at.committee_address(committee)
        files = ("index.json", "feed.atom", "calendar.ics")
        yield Export("committee", committee, tuple(f"{address}{file}" for file in files))
    for decision in archive.decisions:
        yield Export("decision", decision, (f"{at.decision_address(decision)}index.json",))
    yield Export("decisions", "", (DECISIONS_FEED,))


def _make_export(desk: Desk, export: Export) -> Collection[str]:
    """Make the files of one record; what they are made of."""
    with desk.archive.noting() as asked:
        _EXPORTS[export.kind](desk, export.id)
    return [_FRAME, *asked]


def _of_meeting(desk: Desk, key: str) -> None:
    address = at.meeting_address(MeetingId(key))
    desk.write_twin(address, meeting_twin(desk.sight.at(address), desk.archive.meetings[MeetingId(key)]))


def _of_issue(desk: Desk, key: str) -> None:
    issue, address = desk.archive.issues[IssueId(key)], at.issue_address(IssueId(key))
    sight = desk.sight.at(address)
    desk.write_twin(address, issue_twin(sight, issue))
    desk.write(f"{address}feed.atom", issue_feed(sight, issue))


def _of_committee(desk: Desk, key: str) -> None:
    committee, address = desk.archive.committees[CommitteeId(key)], at.committee_address(CommitteeId(key))
    sight = desk.sight.at(address)
    desk.write_twin(address, committee_twin(sight, committee))
    desk.write(f"{address}feed.atom", committee_feed(sight, committee))
    desk.write(f"{address}calendar.ics", committee_calendar(sight, committee))


def _of_decision(desk: Desk, key: str) -> None:
    address = at.decision_address(DecisionId(key))
    desk.write_twin(address, decision_twin(desk.sight.at(address), desk.archive.decisions[DecisionId(key)]))


def _of_all_decisions(desk: Desk, _key: str) -> None:
    desk.write(DECISIONS_FEED, decisions_feed(desk.sight.at(DECISIONS_FEED)))


_EXPORTS: Final[Mapping[str, Callable[[Desk, str], None]]] = {
    "meeting": _of_meeting,
    "issue": _of_issue,
    "committee": _of_committee,
    "decision": _of_decision,
    "decisions": _of_all_decisions,
}


def _parts(archive: Archive) -> Iterator[Part]:
    """The parts of all records, in the order in which downloads join them."""
    kinds: tuple[tuple[str, Iterable[str], int], ...] = (
        ("committees", archive.committees, _RECORDS_A_PIECE),
        ("people", archive.people, _RECORDS_A_PIECE),
        ("issues", archive.issues, _RECORDS_A_PIECE),
        ("meetings", archive.meetings, _MEETINGS_A_PIECE),
        ("decisions", archive.decisions, _RECORDS_A_PIECE),
    )
    for kind, ids, size in kinds:
        for some in cut(ids, size):
            yield Part(kind, some, f"{kind}-{hashlib.blake2b('/'.join(some).encode(), digest_size=8).hexdigest()}")


def cut(ids: Iterable[str], size: int) -> Iterator[tuple[str, ...]]:
    """Identifiers in runs of about `size`, which end where an identifier says so: a new one moves no other's end."""
    run: list[str] = []
    for name in ids:
        run.append(name)
        if zlib.crc32(name.encode()) % size == 0:
            yield tuple(run)
            run = []
    if run:
        yield tuple(run)


def _make_pieces(desk: Desk, part: Part) -> Collection[str]:
    """Make a part's pieces of all downloads; what they are made of."""
    with desk.archive.noting() as asked:
        _PIECES[part.kind](desk, part)
    return [_FRAME, *asked]


def _of_meetings(desk: Desk, part: Part) -> None:
    meetings = [desk.archive.meetings[MeetingId(name)] for name in part.ids]
    seen = desk.sight.at(FOLDER)
    desk.add_rows(part, tables.ITEMS, (row for meeting in meetings for row in item_rows(seen, meeting)))
    desk.add_rows(part, tables.MEETINGS, (Seen(seen, meeting) for meeting in meetings))
    desk.add_rows(part, tables.DOCUMENTS, (row for meeting in meetings for row in paper_rows_of_meeting(seen, meeting)))
    desk.add_lines(part, [desk.archive.in_full(meeting) for meeting in meetings])


def _of_issues(desk: Desk, part: Part) -> None:
    issues = [desk.archive.issues[IssueId(name)] for name in part.ids]
    desk.add_rows(part, tables.ISSUES, (Seen(desk.sight.at(FOLDER), issue) for issue in issues))
    desk.add_lines(part, issues)


def _of_committees(desk: Desk, part: Part) -> None:
    committees = [desk.archive.committees[CommitteeId(name)] for name in part.ids]
    desk.add_rows(part, tables.COMMITTEES, (Seen(desk.sight.at(FOLDER), committee) for committee in committees))
    desk.add_lines(part, committees)


def _of_decisions(desk: Desk, part: Part) -> None:
    decisions = [desk.archive.decisions[DecisionId(name)] for name in part.ids]
    seen = desk.sight.at(FOLDER)
    desk.add_rows(part, tables.DECISIONS, (Seen(seen, decision) for decision in decisions))
    desk.add_rows(part, tables.DOCUMENTS, (row for each in decisions for row in paper_rows_of_decision(seen, each)))
    desk.add_lines(part, decisions)


def _of_people(desk: Desk, part: Part) -> None:
    people = [desk.archive.people[PersonId(name)] for name in part.ids]
    desk.add_rows(part, tables.PEOPLE, (Seen(desk.sight.at(FOLDER), person) for person in people))
    desk.add_lines(part, people)


_PIECES: Final[Mapping[str, Callable[[Desk, Part], None]]] = {
    "committees": _of_committees,
    "people": _of_people,
    "issues": _of_issues,
    "meetings": _of_meetings,
    "decisions": _of_decisions,
}


def _join(desk: Desk, parts: Collection[Part]) -> None:
    """Join the pieces of each download in the order of the parts."""
    for table in TABLES:
        _joined(desk, table.file, table.header.encode(), parts)
    _joined(desk, LINES_FILE, json_lines.packed(desk.sight.at(FOLDER), [desk.archive.settings]), parts)


def _joined(desk: Desk, download: str, start: bytes, parts: Iterable[Part]) -> None:
    desk.write(download, start)
    with (desk.output / download).open("ab") as whole:
        for piece in (desk.pieces / piece_of(download, part.name) for part in parts):
            if piece.exists():
                with piece.open("rb") as some:
                    shutil.copyfileobj(some, whole, 1 << 20)
