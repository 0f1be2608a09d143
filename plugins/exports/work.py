"""Makes the exports: what stands beside pages (twins, feeds, calendars) and what is taken away whole (downloads).

Meetings come first, since all others show something of them; then what is made of each other record; then the downloads
are joined. What would be the same as at the last build is taken over.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Final

from plugins.archive import permalinks as at
from plugins.archive.answers import Answers, Looks
from plugins.archive.archive import Archive
from plugins.archive.asked import Asked, AskedArchive
from plugins.archive.records import CommitteeId, DecisionId, IssueId, MeetingId, PersonId
from plugins.build.grounds import (
    Craft,
    bench_in_output,
    bring_few_up_to_date,
    bring_up_to_date,
    gathered,
    holding,
    load,
    packed,
    save,
    take_over,
    take_over_all_but_few,
    unpacked,
)
from plugins.build.last import LastBuild
from plugins.build.memo import LOOKS, keep, recall
from plugins.build.settings import BuildSettings
from plugins.build.workers import in_chunks, map_parts
from plugins.exports import json_lines, tables
from plugins.exports.atom import DECISIONS_FEED, committee_feed, decision_entry, decisions_feed, issue_feed
from plugins.exports.calendar import committee_calendar
from plugins.exports.data_package import LINES_FILE, TABLES
from plugins.exports.desk import Desk, Export, Part, export_of
from plugins.exports.downloads import Joined, Joining, joined_before, parts_of
from plugins.exports.fragments import Fragments
from plugins.exports.json_records import committee_twin, decision_twin, issue_twin
from plugins.exports.meetings import FRAGMENTS, KIND, Wanted, course, history, make_meetings
from plugins.exports.questions import FRAME, HISTORY, LISTED, SIZE, Questions, histories_with
from plugins.exports.rows import FOLDER, Seen, paper_rows_of_decision
from plugins.exports.sight import Sight

PIECES: Final = "pieces"
_TWINS: Final = "twins"
_TOLD: Final = "told"
_AT_ONCE: Final = 40
_FILES: Final = 128  # of fragments, all of which a worker has open
_MEETINGS: Final = "meetings"
_OF_COMMITTEE: Final = ("index.json", "feed.atom", "calendar.ics")


def write_exports(archive: Archive, settings: BuildSettings, last: LastBuild | None) -> None:
    """Write twins, feeds, calendars and downloads."""
    work = _Work(_desk(archive, settings), settings, last, tuple(parts_of(archive)), joined_before(last))
    before = recall(last.cache, LOOKS, dict[str, Looks], {}) if last else None
    lists = {part.name: part.ids for part in work.parts if part.kind == "issues"}
    questions = Questions(work.desk.sight, archive, Answers(archive, before), parts=lists)
    made, questions, desk = work.make_meetings(questions)
    _bring_up_to_date(desk, questions, settings, last)
    desk.fragments.close()
    made |= work.make_other_parts(questions)
    starts = {table.file: table.header.encode() for table in TABLES}
    starts[LINES_FILE] = json_lines.zipped([json_lines.line(desk.sight.at(FOLDER), archive.settings)])
    Joining(desk, settings, last, work.before, made).join(starts, work.parts)


def _desk(archive: Archive, settings: BuildSettings) -> Desk:
    """The desk of a build."""
    asked = AskedArchive(archive)
    sizes = Asked(SIZE, file_sizes(settings.content / "documents"), asked.note)
    pieces = settings.cache / PIECES
    pieces.mkdir(parents=True, exist_ok=True)
    return Desk(Sight(asked, "", settings.site_url, sizes), asked, settings.output, pieces, Fragments(pieces, {}))


def _bring_up_to_date(desk: Desk, questions: Questions, settings: BuildSettings, last: LastBuild | None) -> None:
    """Make what stands beside pages of issues, committees and decisions, or take it over."""
    bench, craft = bench_in_output("exports", settings, last, questions, questions.unsettled), Craft(_make_export, desk)
    if questions.are_few and bring_few_up_to_date(bench, _exports_named, craft, settings, _AT_ONCE) is not None:
        return
    bring_up_to_date(bench, tuple(_exports(questions.archive)), craft, settings, _AT_ONCE)


@dataclass(frozen=True, slots=True)
class _Work:
    """What there is to do: for which parts, and what there is of them from the last build."""

    desk: Desk
    settings: BuildSettings
    last: LastBuild | None
    parts: tuple[Part, ...]
    before: Joined

    def make_meetings(self, questions: Questions) -> tuple[set[str], Questions, Desk]:
        """Make what is made of meetings.

        Which parts were made, how questions are answered from then on, and a desk with what was kept of meetings.
        """
        known = recall(self.last.cache, _TOLD, dict[MeetingId, bytes], {}) if self.last else {}
        bench = bench_in_output(_TWINS, self.settings, self.last if known else None, questions, questions.unsettled)
        few = take_over_all_but_few(bench, _exports_named, self.settings, _AT_ONCE) if questions.are_few else None
        held, rest = few or take_over(bench, [*map(_twin_of, questions.archive.meetings)], self.settings)
        wanted = [*self._wanted({job.id for job in rest})]
        a_task = -(-len(wanted) // _FILES) or 1
        tasks = in_chunks(wanted, a_task)
        results = list(map_parts(make_meetings, (self.desk, questions), tasks, self.settings.workers))
        save(self.settings.cache, _TWINS, chain(held, (unpacked(made.grounds) for made in results)))
        anew = {key: digest for made in results for key, digest in made.digests.items()}
        told = {key: anew.get(key) or known.get(key, b"") for key in questions.archive.tables.ids}
        keep(self.settings.cache, _TOLD, told)
        may_differ = histories_with(questions.archive, anew)
        fragments = Fragments(self.desk.pieces / FRAGMENTS, {k: v for made in results for k, v in made.lying.items()})
        desk = replace(self.desk, fragments=fragments)
        made_parts = {each.part.name for each in wanted if each.rows}
        return made_parts, replace(questions, told=told, may_differ=may_differ), desk

    def _wanted(self, rest: Collection[str]) -> Iterator[Wanted]:
        """What is to be made of the parts of meetings, where the twins of the rest are."""
        for part in self.parts:
            if part.kind == _MEETINGS:
                twins = frozenset(key for key in part.ids if key in rest)
                if twins or not self.before.has(part):
                    yield Wanted(part, twins, rows=True)

    def make_other_parts(self, questions: Questions) -> set[str]:
        """Make the pieces of all parts that are not of meetings; which were made."""
        others = [part for part in self.parts if part.kind != _MEETINGS]
        standing = {part.name for part in others if self.before.has(part)}
        before = load(self.settings.final_cache, PIECES) if standing else ()
        held = [holding(each, standing, questions, questions.unsettled) for each in before]
        kept = {name for each in held for name in each.things}
        rest = [part for part in others if part.name not in kept]
        made = map_parts(_make_pieces, (self.desk, questions), rest, self.settings.workers)
        save(self.settings.cache, PIECES, chain(held, map(unpacked, made)))
        return {part.name for part in rest}


def _twin_of(meeting: MeetingId) -> Export:
    """The twin of a meeting."""
    return export_of(KIND, meeting, (f"{at.meeting_address(meeting)}index.json",))


def _of_issue_id(issue: IssueId) -> Export:
    """What stands beside the page of an issue."""
    address = at.issue_address(issue)
    return export_of("issue", issue, (f"{address}index.json", f"{address}feed.atom"))


def _of_committee_id(committee: CommitteeId) -> Export:
    """What stands beside the page of a committee."""
    address = at.committee_address(committee)
    return export_of("committee", committee, tuple(f"{address}{file}" for file in _OF_COMMITTEE))


def _of_decision_id(decision: DecisionId) -> Export:
    """The twin of a decision."""
    return export_of("decision", decision, (f"{at.decision_address(decision)}index.json",))


def _exports_named(names: AbstractSet[str]) -> list[Export]:
    """The exports of some names."""
    found = []
    for name in sorted(names):
        kind, _, key = name.partition("/")
        found.append(_NAMED[kind](key))
    return found


def file_sizes(folder: Path) -> dict[str, int]:
    """The bytes of each file below a folder, by its path there."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.stat().st_size for path in files}


def _exports(archive: Archive) -> Iterator[Export]:
    """All that stands beside pages but those of meetings, by record; and the feed of all decisions."""
    yield from map(_of_issue_id, archive.issues)
    yield from map(_of_committee_id, archive.committees)
    yield from map(_of_decision_id, archive.decisions)
    yield export_of("decisions", "", (DECISIONS_FEED,))


def _make_export(desk: Desk, export: Export) -> Collection[str]:
    """Make the files of one record; what they are made of."""
    with desk.archive.noting() as asked:
        _EXPORTS[export.kind](desk, export.id)
    return [FRAME, *asked]


def _of_issue(desk: Desk, key: str) -> None:
    sight, unasked = desk.sight.at(at.issue_address(IssueId(key))), desk.unasked.at(at.issue_address(IssueId(key)))
    desk.archive.note(f"{HISTORY} {key}")
    issue, decisions = unasked.archive.issues[IssueId(key)], unasked.archive.decisions_on(IssueId(key))
    items = history(unasked, issue.id, desk.fragments)
    desk.write_twin(sight.page, issue_twin(sight, issue, (twin for twin, _ in items), decisions))
    entries = [*(entry for _, entry in items), *(decision_entry(sight, decision) for decision in decisions)]
    desk.write(f"{sight.page}feed.atom", issue_feed(sight, issue, entries))


def _of_committee(desk: Desk, key: str) -> None:
    committee, address = desk.archive.committees[CommitteeId(key)], at.committee_address(CommitteeId(key))
    sight = desk.sight.at(address)
    meetings = course(sight, committee.id, desk.fragments)
    desk.write_twin(address, committee_twin(sight, committee, (link for link, _ in meetings)))
    desk.write(f"{address}feed.atom", committee_feed(sight, committee))
    desk.write(f"{address}calendar.ics", committee_calendar(sight, committee, (event for _, event in meetings)))


def _of_decision(desk: Desk, key: str) -> None:
    address = at.decision_address(DecisionId(key))
    desk.write_twin(address, decision_twin(desk.sight.at(address), desk.archive.decisions[DecisionId(key)]))


def _of_all_decisions(desk: Desk, _key: str) -> None:
    desk.write(DECISIONS_FEED, decisions_feed(desk.sight.at(DECISIONS_FEED)))


_NAMED: Final[Mapping[str, Callable[[str], Export]]] = {
    KIND: lambda key: _twin_of(MeetingId(key)),
    "issue": lambda key: _of_issue_id(IssueId(key)),
    "committee": lambda key: _of_committee_id(CommitteeId(key)),
    "decision": lambda key: _of_decision_id(DecisionId(key)),
    "decisions": lambda key: export_of("decisions", key, (DECISIONS_FEED,)),
}
_EXPORTS: Final[Mapping[str, Callable[[Desk, str], None]]] = {
    "issue": _of_issue,
    "committee": _of_committee,
    "decision": _of_decision,
    "decisions": _of_all_decisions,
}


def _make_pieces(shared: tuple[Desk, Questions], part: Part) -> bytes:
    """Make a part's pieces of all downloads; their grounds, packed."""
    desk, answer = shared
    with desk.archive.noting() as asked:
        _PIECES[part.kind](desk, part)
    return packed(gathered([(part.name, (FRAME, *asked))], answer))


def _of_issues(desk: Desk, part: Part) -> None:
    desk.archive.note(f"{LISTED} {part.name}")
    unasked = desk.unasked.at(FOLDER)
    issues = [unasked.archive.issues[IssueId(name)] for name in part.ids]
    desk.add_rows(part, tables.ISSUES, (Seen(unasked, issue) for issue in issues))
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
    "decisions": _of_decisions,
}
