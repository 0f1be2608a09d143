"""The record types: what people write in `content/`, as immutable values.

Knows the facts of a council's archive and their shapes; knows nothing of YAML, files, pages or search.
Where nothing is known a field is `None`; where there are none it is an empty tuple. Prose fields are
CommonMark text as written; `plugins.archive.prose` parses them. Identifiers are not fields: they are
where the file lies, and intake puts them in `id`.

The same notions under other names: Committee is OParl's Organization and Popolo's Organization; Meeting
is OParl's Meeting and Open Civic Data's Event; Issue is a ModernGov issue, a Legistar matter, an OParl
paper with its consultations.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, NewType

import msgspec

from plugins.archive.remarks import Mention, Promise
from plugins.archive.vocabulary import (
    AttendanceStatus,
    CommitteeKind,
    DocumentKind,
    MeetingStatus,
    MinutesStatus,
    Outcome,
    ResponseKind,
    VoteValue,
)

CommitteeId = NewType("CommitteeId", str)
MeetingId = NewType("MeetingId", str)
IssueId = NewType("IssueId", str)
PersonId = NewType("PersonId", str)
DecisionId = NewType("DecisionId", str)


Text = Annotated[str, msgspec.Meta(min_length=1)]
Count = Annotated[int, msgspec.Meta(ge=0)]
# Part 1 of Schedule 12A has paragraphs 1 to 7; the Welsh Part 4 goes on to 18.
ExemptParagraph = Annotated[int, msgspec.Meta(ge=1, le=18)]


class Record(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    rename={"from_": "from"},
    omit_defaults=True,
    gc=False,
):
    """What all record types share: frozen, keyword-only, unknown fields forbidden, `from_` written `from`."""


class Source(Record, frozen=True, kw_only=True):
    """Where a record's text was read.

    `file` is the name of the saved page without folders, `line` its first line there, `format` and `kind` what
    it was recognised as, `sha256` the checksum of the whole file in hexadecimal, `retrieved` the day it was saved.
    """

    file: str | None = None
    url: str | None = None
    format: str | None = None
    kind: str | None = None
    retrieved: dt.date | None = None
    sha256: str | None = None
    line: int | None = None


class Contact(Record, frozen=True, kw_only=True):
    """Whom a reader can ask."""

    name: str | None = None
    email: str | None = None
    telephone: str | None = None
    url: str | None = None


class Gap(Record, frozen=True, kw_only=True):
    """A stretch of time for which the archive is known to be incomplete, and why."""

    note: Text
    committee: CommitteeId | None = None
    from_: dt.date | None = None
    until: dt.date | None = None


class ArchiveSettings(Record, frozen=True, kw_only=True):
    """`archive.yaml`: the council whose archive this is.

    `url` is where this archive is published, `origins` the sites that pages were imported from; `as_of` the day up
    to which the records are known to be complete (a build has no clock); `language` a BCP 47 tag; `time_zone` an IANA
    name.
    """

    name: Text
    title: str | None = None
    tagline: str | None = None
    language: str = "en"
    time_zone: str = "Europe/London"
    url: str | None = None
    origins: tuple[str, ...] = ()
    contact: Contact | None = None
    as_of: dt.date | None = None
    introduction: str | None = None
    licence: str | None = None
    licence_url: str | None = None
    gaps: tuple[Gap, ...] = ()


class DatedName(Record, frozen=True, kw_only=True):
    """A committee's name, in force from the morning of `from` to the evening of `until`."""

    name: Text
    from_: dt.date | None = None
    until: dt.date | None = None


class Member(Record, frozen=True, kw_only=True):
    """Membership of a committee. `person` names a record in `people/`, where there is one."""

    name: Text
    person: PersonId | None = None
    role: str | None = None
    from_: dt.date | None = None
    until: dt.date | None = None


class Committee(Record, frozen=True, kw_only=True):
    """A body that meets or decides, through all its names. Newest name last."""

    names: tuple[DatedName, ...]
    kind: CommitteeKind = CommitteeKind.OTHER
    purpose: str | None = None
    successor: CommitteeId | None = None
    ended: dt.date | None = None
    members: tuple[Member, ...] = ()
    contact: Contact | None = None
    aliases: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    id: CommitteeId = CommitteeId("")


class Rendition(Record, frozen=True, kw_only=True):
    """One file of a document. `file` is a path under `content/documents/`; else `url` says where it lies.

    `bytes` is the size in bytes where known, `size_as_written` as the source prints it ("134 KB").
    """

    format: Text
    url: str | None = None
    file: str | None = None
    bytes: Count | None = None
    size_as_written: str | None = None
    pages: Count | None = None
    sha256: str | None = None


class Exempt(Record, frozen=True, kw_only=True):
    """Why something is not public. `paragraphs` are those of Part 1 of Schedule 12A, Local Government Act 1972.

    `public_excluded` says whether the press and public left the meeting, where that is known.
    """

    paragraphs: tuple[ExemptParagraph, ...] = ()
    reason: str | None = None
    public_excluded: bool | None = None


class Document(Record, frozen=True, kw_only=True):
    """A paper. `title` is kept as written; `display_title` is what readers see where that is too ugly.

    `reference` is the item and enclosure number of the source ("50/2").
    """

    title: Text
    display_title: str | None = None
    reference: str | None = None
    kind: DocumentKind = DocumentKind.OTHER
    renditions: tuple[Rendition, ...] = ()
    published: dt.date | None = None
    restricted: Exempt | None = None


class NamedVote(Record, frozen=True, kw_only=True):
    """How one person voted."""

    name: Text
    vote: VoteValue
    person: PersonId | None = None


class Vote(Record, frozen=True, kw_only=True):
    """A vote. Numbers are those written, never sums of ours; `manner` is how, as written ("unanimously")."""

    motion: str | None = None
    for_: Count | None = msgspec.field(default=None, name="for")
    against: Count | None = None
    abstain: Count | None = None
    carried: bool | None = None
    manner: str | None = None
    named: tuple[NamedVote, ...] = ()
    paragraph: str | None = None


class Declaration(Record, frozen=True, kw_only=True):
    """An interest that a person declared. `paragraph` is the one it stands in ("m2").

    `item` is the number of the item it bears on, `conduct` what the person did ("left the room"), both as written.
    """

    name: Text
    text: Text
    person: PersonId | None = None
    kind: str | None = None
    item: str | None = None
    conduct: str | None = None
    paragraph: str | None = None


class CallIn(Record, frozen=True, kw_only=True):
    """What became of the right to call a decision in."""

    status: str
    date: dt.date | None = None
    note: str | None = None
    paragraph: str | None = None


class RecordedOutcome(Record, frozen=True, kw_only=True):
    """An outcome that the source itself states, or that a person confirmed; overrides what the prose suggests."""

    kind: Outcome
    text: str | None = None
    paragraph: str | None = None


class Resolution(Record, frozen=True, kw_only=True):
    """Words that decide. `paragraph` is where they stand ("m12", "d3"); `by` who decided, where the text says."""

    text: str
    paragraph: str | None = None
    by: str | None = None


class Reason(Record, frozen=True, kw_only=True):
    """Why it was decided, as written."""

    text: str
    paragraph: str | None = None


class Recommendation(Record, frozen=True, kw_only=True):
    """A recommendation and how it was answered. `response_kind` is `None` where no answer is recorded."""

    number: str | None = None
    text: str
    by: str | None = None
    paragraph: str | None = None
    response: str | None = None
    response_kind: ResponseKind | None = None
    response_paragraph: str | None = None


class AgendaItem(Record, frozen=True, kw_only=True):
    """One item of a meeting. `number` is text, its order is its place in the list.

    `anchor` is the part of its address after `item-`, given only where the number cannot serve (two items of one
    number). `routine` marks apologies, minutes of the last meeting and the like, which belong to no issue.
    `decision` is the decision notice, `minutes` the minutes: two editions of what happened, both kept.
    The tuples `resolutions`, `reasons`, `recommendations`, `promises` and `mentions` are `None` unless a person or a
    structured source gave them; `plugins.archive.outcomes` then reads them from the prose.
    """

    number: str | None = None
    anchor: str | None = None
    title: Text
    issue: IssueId | None = None
    routine: bool = False
    documents: tuple[Document, ...] = ()
    summary: str | None = None
    decision: str | None = None
    minutes: str | None = None
    outcome: RecordedOutcome | None = None
    resolutions: tuple[Resolution, ...] | None = None
    reasons: tuple[Reason, ...] | None = None
    recommendations: tuple[Recommendation, ...] | None = None
    promises: tuple[Promise, ...] | None = None
    mentions: tuple[Mention, ...] | None = None
    votes: tuple[Vote, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    exempt: Exempt | None = None
    key_decision: bool | None = None
    call_in: CallIn | None = None
    presented_by: str | None = None
    wards: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()


class Attendance(Record, frozen=True, kw_only=True):
    """One person at one meeting. `role` as written ("Chair"); `substitute_for` names whom they stood in for.

    `paragraph` is where that was read, as its anchor on the meeting's page: "item-1-m2".
    """

    name: Text
    status: AttendanceStatus
    person: PersonId | None = None
    role: str | None = None
    substitute_for: str | None = None
    note: str | None = None
    paragraph: str | None = None


class Meeting(Record, frozen=True, kw_only=True):
    """One meeting of a committee. `start` is local time as `HH:MM`."""

    committee: CommitteeId
    date: dt.date
    start: str | None = None
    end: str | None = None
    venue: str | None = None
    status: MeetingStatus = MeetingStatus.HELD
    status_note: str | None = None
    minutes_status: MinutesStatus | None = None
    theme: str | None = None
    note: str | None = None
    contact: Contact | None = None
    attendance: tuple[Attendance, ...] = ()
    documents: tuple[Document, ...] = ()
    items: tuple[AgendaItem, ...] = ()
    sources: tuple[Source, ...] = ()
    id: MeetingId = MeetingId("")


class Issue(Record, frozen=True, kw_only=True):
    """A matter that can come up at many meetings. `titles` are other titles it went by."""

    title: Text
    titles: tuple[str, ...] = ()
    summary: str | None = None
    topics: tuple[str, ...] = ()
    wards: tuple[str, ...] = ()
    related: tuple[IssueId, ...] = ()
    references: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    id: IssueId = IssueId("")


class Person(Record, frozen=True, kw_only=True):
    """A councillor or officer. `names` are other forms of the name that sources use."""

    name: Text
    names: tuple[str, ...] = ()
    role: str | None = None
    party: str | None = None
    ward: str | None = None
    from_: dt.date | None = None
    until: dt.date | None = None
    note: str | None = None
    sources: tuple[Source, ...] = ()
    id: PersonId = PersonId("")


class Decision(Record, frozen=True, kw_only=True):
    """A decision taken outside a meeting, by one member or an officer.

    `maker` is as written ("Cabinet Member for Housing"); `maker_person` and `committee` link it.
    """

    title: Text
    date: dt.date
    maker: Text
    maker_person: PersonId | None = None
    committee: CommitteeId | None = None
    issue: IssueId | None = None
    status: str | None = None
    key_decision: bool | None = None
    summary: str | None = None
    decision: str | None = None
    reasons_text: str | None = None
    alternatives: str | None = None
    interests: str | None = None
    outcome: RecordedOutcome | None = None
    documents: tuple[Document, ...] = ()
    exempt: Exempt | None = None
    call_in: CallIn | None = None
    published: dt.date | None = None
    effective: dt.date | None = None
    wards: tuple[str, ...] = ()
    contact: Contact | None = None
    sources: tuple[Source, ...] = ()
    id: DecisionId = DecisionId("")
