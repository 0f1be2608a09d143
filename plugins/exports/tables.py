"""Which CSV downloads there are, and every column of them with what it means, beside the cells that stand there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Protocol

from plugins.archive import permalinks as at
from plugins.archive.outcomes import read_decision
from plugins.archive.records import (
    AttendanceStatus,
    Committee,
    Decision,
    Exempt,
    Issue,
    IssueId,
    Meeting,
    Person,
    Rendition,
    Source,
)
from plugins.archive.said import Said, promises_made
from plugins.exports.csv_tables import Cell, Column, Table, joined
from plugins.exports.rows import ItemRow, PaperRow, Seen
from plugins.exports.sight import Sight

THERE: Final = frozenset({AttendanceStatus.PRESENT, AttendanceStatus.REMOTE, AttendanceStatus.SUBSTITUTE})


class _Said(Protocol):
    """Anything with words."""

    @property
    def text(self) -> str:
        """The words."""


def _texts(parts: Iterable[_Said]) -> str | None:
    return "\n".join([part.text for part in parts]) or None


def _paragraphs(exempt: Exempt | None) -> str | None:
    return joined(str(paragraph) for paragraph in exempt.paragraphs) if exempt else None


def _first_url(sources: tuple[Source, ...]) -> str | None:
    return next((source.url for source in sources if source.url), None)


def _issue_title(sight: Sight, issue: IssueId | None) -> str | None:
    record = sight.archive.issues.get(issue) if issue else None
    return record.title if record else None


def _due(said: Said, meeting: Meeting) -> str | None:
    return joined([each.due or "?" for each in promises_made(said, meeting.date)])


def _names(committee: Committee) -> str | None:
    return joined(f"{name.name} ({name.from_ or ''}/{name.until or ''})" for name in committee.names)


def _item(row: ItemRow) -> tuple[Cell, ...]:
    """The cells of an agenda item."""
    sight, sitting, appearance, written = row.sight, row.sitting, row.appearance, row.written
    item, meeting, read = appearance.item, sitting.meeting, row.reading.readings
    outcome, exempt, promises = read.outcome, item.exempt, read.said.promises
    return (
        f"{meeting.id}#{appearance.anchor}",
        sight.link(f"{sitting.address}#{appearance.anchor}"),
        meeting.id,
        meeting.date,
        meeting.committee,
        sitting.name,
        sitting.name_now,
        appearance.position,
        item.number,
        item.title,
        item.issue,
        _issue_title(sight, item.issue),
        item.routine,
        written.summary,
        written.decision,
        written.minutes,
        outcome.kind if outcome else None,
        outcome.text if outcome else None,
        _texts(read.resolutions),
        _texts(read.reasons),
        _texts(read.recommendations),
        item.key_decision,
        joined(item.wards),
        len(item.documents),
        _paragraphs(exempt),
        exempt.reason if exempt else None,
        _first_url(item.sources),
        _texts(promises),
        _due(read.said, meeting) if promises else None,
    )


ITEMS: Final[Table[ItemRow]] = Table(
    "items",
    "Agenda items of meetings, in the order of meetings and agendas",
    (
        Column("id", "string", "Citation id: the meeting's, then the anchor on its page"),
        Column("url", "string", "Where it is published"),
        Column("meeting", "string", "Id of the meeting"),
        Column("date", "date", "Day of the meeting"),
        Column("committee", "string", "Id of the committee, which outlives its names"),
        Column("committee_name_at_meeting", "string", "The committee's name on the day"),
        Column("committee_name_now", "string", "What the committee's work goes by now"),
        Column("position", "integer", "Place on the agenda, from 0"),
        Column("number", "string", "Item number as printed; text, not a number"),
        Column("title", "string", "Title of the item"),
        Column("issue", "string", "Id of the issue"),
        Column("issue_title", "string", "Title of the issue"),
        Column("routine", "boolean", "Apologies, minutes of the last meeting and the like"),
        Column("summary", "string", "What it was about (CommonMark)"),
        Column("decision", "string", "The decision notice (CommonMark)"),
        Column("minutes", "string", "The minutes (CommonMark)"),
        Column("outcome", "string", "What became of it"),
        Column("outcome_text", "string", "The words that say so"),
        Column("resolutions", "string", "Words that decide, a line each"),
        Column("reasons", "string", "Reasons given, a line each"),
        Column("recommendations", "string", "Recommendations, a line each"),
        Column("key_decision", "boolean", "Whether it was a key decision"),
        Column("wards", "string", 'Wards named, "; " between them'),
        Column("documents", "integer", "How many documents it has"),
        Column("exempt_paragraphs", "string", "Paragraphs of Schedule 12A under which it is not public"),
        Column("exempt_reason", "string", "Why it is not public, as written"),
        Column("source", "string", "Where it was read"),
        Column("promises", "string", "Promises to report back, a line each"),
        Column("promises_due", "string", 'When each is due, as written; "; " between them, "?" where no date is given'),
    ),
    _item,
)


def _meeting(row: Seen[Meeting]) -> tuple[Cell, ...]:
    """The cells of a meeting."""
    sight, meeting = row.sight, row.record
    return (
        meeting.id,
        sight.link(at.meeting_address(meeting.id)),
        meeting.committee,
        sight.archive.name_on(meeting.committee, meeting.date),
        meeting.date,
        meeting.start,
        meeting.end,
        meeting.venue,
        meeting.status,
        meeting.minutes_status,
        len(meeting.items),
        len(meeting.documents),
        sum([attendance.status in THERE for attendance in meeting.attendance]),
        _first_url(meeting.sources),
    )


MEETINGS: Final[Table[Seen[Meeting]]] = Table(
    "meetings",
    "Meetings in order of date",
    (
        Column("id", "string", "Id: committee and day, with the time where there were two"),
        Column("url", "string", "Where it is published"),
        Column("committee", "string", "Id of the committee"),
        Column("committee_name_at_meeting", "string", "The committee's name on the day"),
        Column("date", "date", "Day"),
        Column("start", "string", "Local time it began, HH:MM"),
        Column("end", "string", "Local time it ended, HH:MM"),
        Column("venue", "string", "Where it met"),
        Column("status", "string", "Whether it took place"),
        Column("minutes_status", "string", "Draft or approved"),
        Column("items", "integer", "How many items its agenda has"),
        Column("documents", "integer", "How many documents of its own it has"),
        Column("present", "integer", "How many are recorded as present, remote or substitute"),
        Column("source", "string", "Where it was read"),
    ),
    _meeting,
)


def _committee(row: Seen[Committee]) -> tuple[Cell, ...]:
    """The cells of a committee."""
    sight, committee = row.sight, row.record
    return (
        committee.id,
        sight.link(at.committee_address(committee.id)),
        committee.names[-1].name,
        _names(committee),
        committee.kind,
        committee.purpose,
        committee.ended,
        committee.successor,
        len(committee.members),
        len(sight.archive.meeting_ids_of(committee.id)),
    )


COMMITTEES: Final[Table[Seen[Committee]]] = Table(
    "committees",
    "Committees, each through all its names",
    (
        Column("id", "string", "Id, which outlives its names"),
        Column("url", "string", "Where it is published"),
        Column("name", "string", "Its newest name"),
        Column("names", "string", "All names, each with (from/until)"),
        Column("kind", "string", "What it is for"),
        Column("purpose", "string", "Its purpose (CommonMark)"),
        Column("ended", "date", "Its last day"),
        Column("successor", "string", "Id of the committee its work passed to"),
        Column("members", "integer", "How many memberships are recorded"),
        Column("meetings", "integer", "How many meetings"),
    ),
    _committee,
)


def _issue(row: Seen[Issue]) -> tuple[Cell, ...]:
    """The cells of an issue."""
    sight, issue = row.sight, row.record
    days = sight.archive.days_of(issue.id)
    return (
        issue.id,
        sight.link(at.issue_address(issue.id)),
        issue.title,
        joined(issue.titles),
        issue.summary,
        joined(issue.topics),
        joined(issue.wards),
        joined(issue.references),
        len(days),
        min(days, default=None),
        max(days, default=None),
        joined(issue.related),
    )


ISSUES: Final[Table[Seen[Issue]]] = Table(
    "issues",
    "Issues: matters that come up at one meeting or more",
    (
        Column("id", "string", "Id"),
        Column("url", "string", "Where it is published"),
        Column("title", "string", "Title"),
        Column("titles", "string", 'Other titles, "; " between them'),
        Column("summary", "string", "What it is about (CommonMark)"),
        Column("topics", "string", 'Topics, "; " between them'),
        Column("wards", "string", 'Wards, "; " between them'),
        Column("references", "string", "Application and other references"),
        Column("items", "integer", "How many agenda items"),
        Column("first", "date", "Day of its first item"),
        Column("last", "date", "Day of its last item"),
        Column("related", "string", "Ids of related issues"),
    ),
    _issue,
)


def _decision(row: Seen[Decision]) -> tuple[Cell, ...]:
    """The cells of a decision."""
    sight, decision = row.sight, row.record
    outcome = read_decision(decision).outcome
    return (
        decision.id,
        sight.link(at.decision_address(decision.id)),
        decision.date,
        decision.title,
        decision.maker,
        decision.maker_person,
        decision.committee,
        decision.issue,
        _issue_title(sight, decision.issue),
        decision.status,
        decision.key_decision,
        decision.decision,
        decision.reasons_text,
        outcome.kind if outcome else None,
        decision.published,
        decision.effective,
        _paragraphs(decision.exempt),
        _first_url(decision.sources),
    )


DECISIONS: Final[Table[Seen[Decision]]] = Table(
    "decisions",
    "Decisions taken outside meetings, by id",
    (
        Column("id", "string", "Id"),
        Column("url", "string", "Where it is published"),
        Column("date", "date", "Day it was taken"),
        Column("title", "string", "Title"),
        Column("maker", "string", "Who decided, as written"),
        Column("maker_person", "string", "Id of the person who decided"),
        Column("committee", "string", "Id of the committee"),
        Column("issue", "string", "Id of the issue"),
        Column("issue_title", "string", "Title of the issue"),
        Column("status", "string", "Status as written"),
        Column("key_decision", "boolean", "Whether it was a key decision"),
        Column("decision", "string", "What was decided (CommonMark)"),
        Column("reasons", "string", "Why (CommonMark)"),
        Column("outcome", "string", "What became of it"),
        Column("published", "date", "Day it was published"),
        Column("effective", "date", "Day it took effect"),
        Column("exempt_paragraphs", "string", "Paragraphs of Schedule 12A under which it is not public"),
        Column("source", "string", "Where it was read"),
    ),
    _decision,
)


def _person(row: Seen[Person]) -> tuple[Cell, ...]:
    """The cells of a person."""
    person = row.record
    return (
        person.id,
        row.sight.link(at.person_address(person.id)),
        person.name,
        joined(person.names),
        person.role,
        person.party,
        person.ward,
        person.from_,
        person.until,
    )


PEOPLE: Final[Table[Seen[Person]]] = Table(
    "people",
    "Councillors and officers who have a record",
    (
        Column("id", "string", "Id"),
        Column("url", "string", "Where they are published"),
        Column("name", "string", "Name"),
        Column("names", "string", 'Other forms of the name, "; " between them'),
        Column("role", "string", "Role"),
        Column("party", "string", "Party"),
        Column("ward", "string", "Ward"),
        Column("from", "date", "First day in office"),
        Column("until", "date", "Last day in office"),
    ),
    _person,
)


_NO_FILE: Final[tuple[Cell, ...]] = (None,) * 5


def _file(sight: Sight, rendition: Rendition) -> tuple[Cell, ...]:
    """The cells of what is known of a file."""
    size, link = sight.rendition_size(rendition), sight.rendition_link(rendition)
    return rendition.format, size, rendition.size_as_written, link, rendition.sha256


def _document(row: PaperRow) -> tuple[Cell, ...]:
    """The cells of a file of a document, or of one that has none."""
    document, rendition = row.document, row.rendition
    return (
        row.owner,
        row.sight.link(row.address),
        document.title,
        document.display_title or document.title,
        document.reference,
        document.kind,
        document.published,
        *(_file(row.sight, rendition) if rendition else _NO_FILE),
        _paragraphs(document.restricted),
    )


DOCUMENTS: Final[Table[PaperRow]] = Table(
    "documents",
    "Documents of meetings, items and decisions: a row for each file of each",
    (
        Column("owner", "string", "Id of the item, meeting or decision it belongs to"),
        Column("page", "string", "Where that is published"),
        Column("title", "string", "Title as written"),
        Column("display_title", "string", "Title as shown"),
        Column("reference", "string", "Item and enclosure number"),
        Column("kind", "string", "What it is to its owner"),
        Column("published", "date", "Day it was published"),
        Column("format", "string", "Format of this file"),
        Column("bytes", "integer", "Size of this file"),
        Column("size_as_written", "string", "Size as the source prints it"),
        Column("url", "string", "Where the file lies"),
        Column("sha256", "string", "Its checksum"),
        Column("exempt_paragraphs", "string", "Paragraphs of Schedule 12A under which it is not public"),
    ),
    _document,
    keyed=False,
)
