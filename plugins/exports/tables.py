"""Which CSV downloads there are, and every column of them with what it means."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Protocol

from plugins.archive import permalinks as at
from plugins.archive.outcomes import read_decision
from plugins.archive.records import (
    AttendanceStatus,
    Committee,
    Decision,
    Document,
    Exempt,
    Issue,
    IssueId,
    Meeting,
    Person,
    Source,
)
from plugins.archive.said import promises_made
from plugins.exports.csv_tables import Column, Table, joined
from plugins.exports.rows import ItemRow, PaperRow, Seen

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


def _issue_title(row: ItemRow | Seen[Decision], issue: IssueId | None) -> str | None:
    record = row.sight.archive.issues.get(issue) if issue else None
    return record.title if record else None


def _due(row: ItemRow) -> str | None:
    return joined([each.due or "?" for each in promises_made(row.read.said, row.meeting.date)])


def _names(committee: Committee) -> str | None:
    return joined(f"{name.name} ({name.from_ or ''}/{name.until or ''})" for name in committee.names)


ITEMS: Final[Table[ItemRow]] = Table(
    "items",
    "Agenda items of meetings, in the order of meetings and agendas",
    (
        Column("id", "string", "Citation id: the meeting's, then the anchor on its page", lambda r: r.id),
        Column("url", "string", "Where it is published", lambda r: r.sight.link(r.address)),
        Column("meeting", "string", "Id of the meeting", lambda r: r.meeting.id),
        Column("date", "date", "Day of the meeting", lambda r: r.meeting.date),
        Column("committee", "string", "Id of the committee, which outlives its names", lambda r: r.meeting.committee),
        Column(
            "committee_name_at_meeting",
            "string",
            "The committee's name on the day",
            lambda r: r.sitting.name,
        ),
        Column(
            "committee_name_now",
            "string",
            "What the committee's work goes by now",
            lambda r: r.sitting.name_now,
        ),
        Column("position", "integer", "Place on the agenda, from 0", lambda r: r.appearance.position),
        Column("number", "string", "Item number as printed; text, not a number", lambda r: r.item.number),
        Column("title", "string", "Title of the item", lambda r: r.item.title),
        Column("issue", "string", "Id of the issue", lambda r: r.item.issue),
        Column("issue_title", "string", "Title of the issue", lambda r: _issue_title(r, r.item.issue)),
        Column("routine", "boolean", "Apologies, minutes of the last meeting and the like", lambda r: r.item.routine),
        Column("summary", "string", "What it was about (CommonMark)", lambda r: r.written.summary),
        Column("decision", "string", "The decision notice (CommonMark)", lambda r: r.written.decision),
        Column("minutes", "string", "The minutes (CommonMark)", lambda r: r.written.minutes),
        Column("outcome", "string", "What became of it", lambda r: r.read.outcome.kind if r.read.outcome else None),
        Column(
            "outcome_text",
            "string",
            "The words that say so",
            lambda r: r.read.outcome.text if r.read.outcome else None,
        ),
        Column("resolutions", "string", "Words that decide, a line each", lambda r: _texts(r.read.resolutions)),
        Column("reasons", "string", "Reasons given, a line each", lambda r: _texts(r.read.reasons)),
        Column("recommendations", "string", "Recommendations, a line each", lambda r: _texts(r.read.recommendations)),
        Column("key_decision", "boolean", "Whether it was a key decision", lambda r: r.item.key_decision),
        Column("wards", "string", 'Wards named, "; " between them', lambda r: joined(r.item.wards)),
        Column("documents", "integer", "How many documents it has", lambda r: len(r.item.documents)),
        Column(
            "exempt_paragraphs",
            "string",
            "Paragraphs of Schedule 12A under which it is not public",
            lambda r: _paragraphs(r.item.exempt),
        ),
        Column(
            "exempt_reason",
            "string",
            "Why it is not public, as written",
            lambda r: r.item.exempt.reason if r.item.exempt else None,
        ),
        Column("source", "string", "Where it was read", lambda r: _first_url(r.item.sources)),
        Column("promises", "string", "Promises to report back, a line each", lambda r: _texts(r.read.said.promises)),
        Column(
            "promises_due",
            "string",
            'When each is due, as written; "; " between them, "?" where no date is given',
            lambda r: _due(r) if r.read.said.promises else None,
        ),
    ),
)

MEETINGS: Final[Table[Seen[Meeting]]] = Table(
    "meetings",
    "Meetings in order of date",
    (
        Column("id", "string", "Id: committee and day, with the time where there were two", lambda r: r.record.id),
        Column("url", "string", "Where it is published", lambda r: r.sight.link(at.meeting_address(r.record.id))),
        Column("committee", "string", "Id of the committee", lambda r: r.record.committee),
        Column(
            "committee_name_at_meeting",
            "string",
            "The committee's name on the day",
            lambda r: r.sight.archive.name_on(r.record.committee, r.record.date),
        ),
        Column("date", "date", "Day", lambda r: r.record.date),
        Column("start", "string", "Local time it began, HH:MM", lambda r: r.record.start),
        Column("end", "string", "Local time it ended, HH:MM", lambda r: r.record.end),
        Column("venue", "string", "Where it met", lambda r: r.record.venue),
        Column("status", "string", "Whether it took place", lambda r: r.record.status),
        Column("minutes_status", "string", "Draft or approved", lambda r: r.record.minutes_status),
        Column("items", "integer", "How many items its agenda has", lambda r: len(r.record.items)),
        Column("documents", "integer", "How many documents of its own it has", lambda r: len(r.record.documents)),
        Column(
            "present",
            "integer",
            "How many are recorded as present, remote or substitute",
            lambda r: sum(attendance.status in THERE for attendance in r.record.attendance),
        ),
        Column("source", "string", "Where it was read", lambda r: _first_url(r.record.sources)),
    ),
)

COMMITTEES: Final[Table[Seen[Committee]]] = Table(
    "committees",
    "Committees, each through all its names",
    (
        Column("id", "string", "Id, which outlives its names", lambda r: r.record.id),
        Column("url", "string", "Where it is published", lambda r: r.sight.link(at.committee_address(r.record.id))),
        Column("name", "string", "Its newest name", lambda r: r.record.names[-1].name),
        Column("names", "string", "All names, each with (from/until)", lambda r: _names(r.record)),
        Column("kind", "string", "What it is for", lambda r: r.record.kind),
        Column("purpose", "string", "Its purpose (CommonMark)", lambda r: r.record.purpose),
        Column("ended", "date", "Its last day", lambda r: r.record.ended),
        Column("successor", "string", "Id of the committee its work passed to", lambda r: r.record.successor),
        Column("members", "integer", "How many memberships are recorded", lambda r: len(r.record.members)),
        Column("meetings", "integer", "How many meetings", lambda r: len(r.sight.archive.meeting_ids_of(r.record.id))),
    ),
)

ISSUES: Final[Table[Seen[Issue]]] = Table(
    "issues",
    "Issues: matters that come up at one meeting or more",
    (
        Column("id", "string", "Id", lambda r: r.record.id),
        Column("url", "string", "Where it is published", lambda r: r.sight.link(at.issue_address(r.record.id))),
        Column("title", "string", "Title", lambda r: r.record.title),
        Column("titles", "string", 'Other titles, "; " between them', lambda r: joined(r.record.titles)),
        Column("summary", "string", "What it is about (CommonMark)", lambda r: r.record.summary),
        Column("topics", "string", 'Topics, "; " between them', lambda r: joined(r.record.topics)),
        Column("wards", "string", 'Wards, "; " between them', lambda r: joined(r.record.wards)),
        Column("references", "string", "Application and other references", lambda r: joined(r.record.references)),
        Column("items", "integer", "How many agenda items", lambda r: len(r.sight.archive.days_of(r.record.id))),
        Column(
            "first",
            "date",
            "Day of its first item",
            lambda r: min(r.sight.archive.days_of(r.record.id), default=None),
        ),
        Column(
            "last",
            "date",
            "Day of its last item",
            lambda r: max(r.sight.archive.days_of(r.record.id), default=None),
        ),
        Column("related", "string", "Ids of related issues", lambda r: joined(r.record.related)),
    ),
)

DECISIONS: Final[Table[Seen[Decision]]] = Table(
    "decisions",
    "Decisions taken outside meetings, by id",
    (
        Column("id", "string", "Id", lambda r: r.record.id),
        Column("url", "string", "Where it is published", lambda r: r.sight.link(at.decision_address(r.record.id))),
        Column("date", "date", "Day it was taken", lambda r: r.record.date),
        Column("title", "string", "Title", lambda r: r.record.title),
        Column("maker", "string", "Who decided, as written", lambda r: r.record.maker),
        Column("maker_person", "string", "Id of the person who decided", lambda r: r.record.maker_person),
        Column("committee", "string", "Id of the committee", lambda r: r.record.committee),
        Column("issue", "string", "Id of the issue", lambda r: r.record.issue),
        Column("issue_title", "string", "Title of the issue", lambda r: _issue_title(r, r.record.issue)),
        Column("status", "string", "Status as written", lambda r: r.record.status),
        Column("key_decision", "boolean", "Whether it was a key decision", lambda r: r.record.key_decision),
        Column("decision", "string", "What was decided (CommonMark)", lambda r: r.record.decision),
        Column("reasons", "string", "Why (CommonMark)", lambda r: r.record.reasons_text),
        Column(
            "outcome",
            "string",
            "What became of it",
            lambda r: read.kind if (read := read_decision(r.record).outcome) else None,
        ),
        Column("published", "date", "Day it was published", lambda r: r.record.published),
        Column("effective", "date", "Day it took effect", lambda r: r.record.effective),
        Column(
            "exempt_paragraphs",
            "string",
            "Paragraphs of Schedule 12A under which it is not public",
            lambda r: _paragraphs(r.record.exempt),
        ),
        Column("source", "string", "Where it was read", lambda r: _first_url(r.record.sources)),
    ),
)

PEOPLE: Final[Table[Seen[Person]]] = Table(
    "people",
    "Councillors and officers who have a record",
    (
        Column("id", "string", "Id", lambda r: r.record.id),
        Column("url", "string", "Where they are published", lambda r: r.sight.link(at.person_address(r.record.id))),
        Column("name", "string", "Name", lambda r: r.record.name),
        Column("names", "string", 'Other forms of the name, "; " between them', lambda r: joined(r.record.names)),
        Column("role", "string", "Role", lambda r: r.record.role),
        Column("party", "string", "Party", lambda r: r.record.party),
        Column("ward", "string", "Ward", lambda r: r.record.ward),
        Column("from", "date", "First day in office", lambda r: r.record.from_),
        Column("until", "date", "Last day in office", lambda r: r.record.until),
    ),
)


def _document_title(document: Document) -> str:
    return document.display_title or document.title


DOCUMENTS: Final[Table[PaperRow]] = Table(
    "documents",
    "Documents of meetings, items and decisions: a row for each file of each",
    (
        Column("owner", "string", "Id of the item, meeting or decision it belongs to", lambda r: r.owner),
        Column("page", "string", "Where that is published", lambda r: r.sight.link(r.address)),
        Column("title", "string", "Title as written", lambda r: r.document.title),
        Column("display_title", "string", "Title as shown", lambda r: _document_title(r.document)),
        Column("reference", "string", "Item and enclosure number", lambda r: r.document.reference),
        Column("kind", "string", "What it is to its owner", lambda r: r.document.kind),
        Column("published", "date", "Day it was published", lambda r: r.document.published),
        Column("format", "string", "Format of this file", lambda r: r.rendition.format if r.rendition else None),
        Column(
            "bytes",
            "integer",
            "Size of this file",
            lambda r: r.sight.rendition_size(r.rendition) if r.rendition else None,
        ),
        Column(
            "size_as_written",
            "string",
            "Size as the source prints it",
            lambda r: r.rendition.size_as_written if r.rendition else None,
        ),
        Column(
            "url",
            "string",
            "Where the file lies",
            lambda r: r.sight.rendition_link(r.rendition) if r.rendition else None,
        ),
        Column("sha256", "string", "Its checksum", lambda r: r.rendition.sha256 if r.rendition else None),
        Column(
            "exempt_paragraphs",
            "string",
            "Paragraphs of Schedule 12A under which it is not public",
            lambda r: _paragraphs(r.document.restricted),
        ),
    ),
    keyed=False,
)
