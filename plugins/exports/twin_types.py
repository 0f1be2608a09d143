"""The shapes of the JSON files that stand beside pages: what `index.json` of an issue, a meeting, a committee holds.

Every key is always there; what a record lacks is `null` or `[]`. Addresses (`url`) are absolute where the address of
the site was known when it was built, else they lead from the folder of the file.
"""

from __future__ import annotations

import datetime as dt

from plugins.archive.records import (
    AttendanceStatus,
    CommitteeKind,
    DocumentKind,
    MeetingStatus,
    MinutesStatus,
    Outcome,
    ResponseKind,
)
from plugins.exports.twin_remarks import (
    CallInTwin,
    DeclarationTwin,
    ExclusionTwin,
    ExemptTwin,
    PromiseTwin,
    ReferenceTwin,
    Twin,
    VoteTwin,
)


class SourceTwin(Twin, frozen=True, kw_only=True):
    """Where a text was read."""

    file: str | None
    url: str | None
    format: str | None
    kind: str | None
    retrieved: dt.date | None
    sha256: str | None
    line: int | None


class IssueLink(Twin, frozen=True, kw_only=True):
    """Which issue."""

    id: str
    title: str
    url: str


class MeetingLink(Twin, frozen=True, kw_only=True):
    """Which meeting."""

    id: str
    date: dt.date
    status: MeetingStatus
    url: str


class Successor(Twin, frozen=True, kw_only=True):
    """The committee that has the work now."""

    id: str
    name: str
    url: str


class CommitteeLink(Twin, frozen=True, kw_only=True):
    """Which committee: its name on the day, and what its work goes by now."""

    id: str
    name_at_meeting: str
    name_now: str
    url: str
    successor: Successor | None


class RenditionTwin(Twin, frozen=True, kw_only=True):
    """One file of a document."""

    format: str
    bytes: int | None
    size_as_written: str | None
    pages: int | None
    sha256: str | None
    url: str | None


class DocumentTwin(Twin, frozen=True, kw_only=True):
    """A paper; `url` is that of its first rendition."""

    title: str
    display_title: str | None
    reference: str | None
    kind: DocumentKind
    published: dt.date | None
    restricted: ExemptTwin | None
    url: str | None
    renditions: tuple[RenditionTwin, ...]


class ResolutionTwin(Twin, frozen=True, kw_only=True):
    """Words that decide, and where they stand."""

    text: str
    by: str | None
    paragraph: str | None
    url: str | None


class ReasonTwin(Twin, frozen=True, kw_only=True):
    """Why it was decided."""

    text: str
    paragraph: str | None
    url: str | None


class RecommendationTwin(Twin, frozen=True, kw_only=True):
    """A recommendation and its answer."""

    number: str | None
    text: str
    by: str | None
    response: str | None
    response_kind: ResponseKind | None
    paragraph: str | None
    response_paragraph: str | None
    url: str | None


class OutcomeTwin(Twin, frozen=True, kw_only=True):
    """What became of it; `recorded` where the record says so itself, not our reading of its prose."""

    kind: Outcome
    text: str
    by: str | None
    recorded: bool
    paragraph: str | None
    url: str | None


class ItemTwin(Twin, frozen=True, kw_only=True):
    """An agenda item. `summary`, `decision` and `minutes` are CommonMark."""

    id: str
    number: str | None
    position: int
    title: str
    url: str
    routine: bool
    issue: IssueLink | None
    meeting: MeetingLink
    committee: CommitteeLink
    summary: str | None
    documents: tuple[DocumentTwin, ...]
    decision: str | None
    minutes: str | None
    outcome: OutcomeTwin | None
    resolutions: tuple[ResolutionTwin, ...]
    reasons: tuple[ReasonTwin, ...]
    recommendations: tuple[RecommendationTwin, ...]
    advice: tuple[ResolutionTwin, ...]
    promises: tuple[PromiseTwin, ...]
    refers_to: tuple[ReferenceTwin, ...]
    exclusions: tuple[ExclusionTwin, ...]
    votes: tuple[VoteTwin, ...]
    declarations: tuple[DeclarationTwin, ...]
    exempt: ExemptTwin | None
    key_decision: bool | None
    call_in: CallInTwin | None
    presented_by: str | None
    wards: tuple[str, ...]
    sources: tuple[SourceTwin, ...]


class DecisionTwin(Twin, frozen=True, kw_only=True):
    """A decision taken outside a meeting."""

    id: str
    title: str
    url: str
    date: dt.date
    maker: str
    maker_person: str | None
    committee: CommitteeLink | None
    issue: IssueLink | None
    status: str | None
    key_decision: bool | None
    summary: str | None
    decision: str | None
    outcome: OutcomeTwin | None
    resolutions: tuple[ResolutionTwin, ...]
    reasons: tuple[ReasonTwin, ...]
    recommendations: tuple[RecommendationTwin, ...]
    advice: tuple[ResolutionTwin, ...]
    promises: tuple[PromiseTwin, ...]
    reasons_text: str | None
    alternatives: str | None
    interests: str | None
    documents: tuple[DocumentTwin, ...]
    exempt: ExemptTwin | None
    call_in: CallInTwin | None
    published: dt.date | None
    effective: dt.date | None
    wards: tuple[str, ...]
    sources: tuple[SourceTwin, ...]


class AttendanceTwin(Twin, frozen=True, kw_only=True):
    """One person at a meeting; `paragraph` is the anchor on its page where that was read, where it was."""

    name: str
    person: str | None
    url: str | None
    role: str | None
    status: AttendanceStatus
    substitute_for: str | None
    note: str | None
    paragraph: str | None


class MeetingTwin(Twin, frozen=True, kw_only=True):
    """A meeting with its whole agenda; `source` is the first of `sources`."""

    id: str
    committee: CommitteeLink
    date: dt.date
    start: str | None
    end: str | None
    venue: str | None
    status: MeetingStatus
    status_note: str | None
    minutes_status: MinutesStatus | None
    url: str
    items: tuple[ItemTwin, ...]
    documents: tuple[DocumentTwin, ...]
    attendance: tuple[AttendanceTwin, ...]
    source: SourceTwin | None
    sources: tuple[SourceTwin, ...]


class IssueTwin(Twin, frozen=True, kw_only=True):
    """An issue with its history: items in order of date, decisions outside meetings beside them."""

    id: str
    title: str
    titles: tuple[str, ...]
    url: str
    summary: str | None
    items: tuple[ItemTwin, ...]
    decisions: tuple[DecisionTwin, ...]
    topics: tuple[str, ...]
    wards: tuple[str, ...]
    references: tuple[str, ...]
    related: tuple[IssueLink, ...]
    sources: tuple[SourceTwin, ...]


class NameTwin(Twin, frozen=True, kw_only=True):
    """A name and when it was in force."""

    name: str
    from_: dt.date | None
    until: dt.date | None


class MemberTwin(Twin, frozen=True, kw_only=True):
    """One member of a committee."""

    name: str
    person: str | None
    url: str | None
    role: str | None
    from_: dt.date | None
    until: dt.date | None


class CommitteeTwin(Twin, frozen=True, kw_only=True):
    """A committee through all its names; `name` is its newest, `name_now` what its work goes by now."""

    id: str
    name: str
    name_now: str
    names: tuple[NameTwin, ...]
    kind: CommitteeKind
    purpose: str | None
    successor: Successor | None
    ended: dt.date | None
    url: str
    meetings: tuple[MeetingLink, ...]
    members: tuple[MemberTwin, ...]
    sources: tuple[SourceTwin, ...]
