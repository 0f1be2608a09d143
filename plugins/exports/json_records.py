"""The JSON twins of pages: Archive → what `index.json` beside an issue, a meeting, a committee says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TypeVar

import msgspec

from plugins.archive import permalinks as at
from plugins.archive.archive import Appearance
from plugins.archive.outcomes import Readings, read_decision
from plugins.archive.records import (
    Attendance,
    Committee,
    CommitteeId,
    Decision,
    Document,
    Issue,
    IssueId,
    Meeting,
    Member,
    PersonId,
    Reason,
    Recommendation,
    Rendition,
    Resolution,
    Source,
)
from plugins.archive.said import call_in_read, mentions_made, promises_made
from plugins.exports import twin_types as shape
from plugins.exports.remark_records import (
    Spot,
    call_in_twin,
    exclusion_twins,
    exempt_twin,
    promise_twins,
    recorded_exempt,
    reference_twins,
)
from plugins.exports.sight import Sight
from plugins.exports.twin_remarks import DeclarationTwin, VoteTwin

S = TypeVar("S")


def meeting_twin(sight: Sight, meeting: Meeting) -> shape.MeetingTwin:
    """A meeting as data, seen from anywhere."""
    return shape.MeetingTwin(
        id=meeting.id,
        committee=_committee_link(sight, meeting.committee, meeting.date),
        date=meeting.date,
        start=meeting.start,
        end=meeting.end,
        venue=meeting.venue,
        status=meeting.status,
        status_note=meeting.status_note,
        minutes_status=meeting.minutes_status,
        url=sight.link(at.meeting_address(meeting.id)),
        items=tuple(item_twin(sight, appearance) for appearance in sight.archive.appearances(meeting)),
        documents=_documents(sight, meeting.documents),
        attendance=tuple(_attendance(sight, attendance) for attendance in meeting.attendance),
        source=next(iter(_sources(meeting.sources)), None),
        sources=_sources(meeting.sources),
    )


def issue_twin(sight: Sight, issue: Issue) -> shape.IssueTwin:
    """An issue as data, with its history in order of date."""
    archive = sight.archive
    return shape.IssueTwin(
        id=issue.id,
        title=issue.title,
        titles=issue.titles,
        url=sight.link(at.issue_address(issue.id)),
        summary=issue.summary,
        items=tuple(item_twin(sight, appearance) for appearance in archive.items_on(issue.id)),
        decisions=tuple(decision_twin(sight, decision) for decision in archive.decisions_on(issue.id)),
        topics=issue.topics,
        wards=issue.wards,
        references=issue.references,
        related=tuple(link for name in issue.related if (link := _issue_link(sight, name))),
        sources=_sources(issue.sources),
    )


def committee_twin(sight: Sight, committee: Committee) -> shape.CommitteeTwin:
    """A committee as data, with its names, members and meetings."""
    return shape.CommitteeTwin(
        id=committee.id,
        name=sight.archive.name_now(committee.id),
        name_now=sight.name_now(committee.id),
        names=_same(committee.names, tuple[shape.NameTwin, ...]),
        kind=committee.kind,
        purpose=committee.purpose,
        successor=_successor(sight, committee.id),
        ended=committee.ended,
        url=sight.link(at.committee_address(committee.id)),
        meetings=tuple(_meeting_link(sight, meeting) for meeting in sight.archive.meetings_of(committee.id)),
        members=tuple(_member(sight, member) for member in committee.members),
        sources=_sources(committee.sources),
    )


def item_twin(sight: Sight, appearance: Appearance) -> shape.ItemTwin:
    """An agenda item as data."""
    item, meeting = appearance.item, appearance.meeting
    address = at.meeting_address(meeting.id)
    here, reading = Spot(sight, address, appearance.anchor), sight.archive.reading(appearance)
    read_all, written = reading.readings, reading.written
    read = _findings(sight, read_all, address, appearance.anchor)
    return shape.ItemTwin(
        id=f"{meeting.id}#{appearance.anchor}",
        number=item.number,
        position=appearance.position,
        title=item.title,
        url=sight.link(f"{address}#{appearance.anchor}"),
        routine=item.routine,
        issue=_issue_link(sight, item.issue),
        meeting=_meeting_link(sight, meeting),
        committee=_committee_link(sight, meeting.committee, meeting.date),
        summary=written.summary,
        documents=_documents(sight, item.documents),
        decision=written.decision,
        minutes=written.minutes,
        votes=_same(item.votes, tuple[VoteTwin, ...]),
        declarations=_same(item.declarations, tuple[DeclarationTwin, ...]),
        exempt=exempt_twin(here, read_all.said, item),
        promises=promise_twins(here, promises_made(read_all.said, meeting.date), recorded=item.promises is not None),
        refers_to=reference_twins(here, appearance, mentions_made(read_all.said, meeting.date)),
        exclusions=exclusion_twins(here, read_all.said.exclusions),
        key_decision=item.key_decision,
        call_in=call_in_twin(here, item.call_in, call_in_read(read_all.said, meeting.date)),
        presented_by=item.presented_by,
        wards=item.wards,
        sources=_sources(item.sources),
        outcome=read.outcome,
        resolutions=read.resolutions,
        reasons=read.reasons,
        recommendations=read.recommendations,
        advice=read.advice,
    )


def decision_twin(sight: Sight, decision: Decision) -> shape.DecisionTwin:
    """A decision taken outside a meeting, as data."""
    address = at.decision_address(decision.id)
    here, read_all = Spot(sight, address, ""), read_decision(decision)
    read = _findings(sight, read_all, address, "")
    return shape.DecisionTwin(
        id=decision.id,
        title=decision.title,
        url=sight.link(address),
        date=decision.date,
        maker=decision.maker,
        maker_person=decision.maker_person,
        committee=_committee_link(sight, decision.committee, decision.date) if decision.committee else None,
        issue=_issue_link(sight, decision.issue),
        status=decision.status,
        key_decision=decision.key_decision,
        summary=decision.summary,
        decision=decision.decision,
        reasons_text=decision.reasons_text,
        alternatives=decision.alternatives,
        interests=decision.interests,
        documents=_documents(sight, decision.documents),
        exempt=exempt_twin(here, read_all.said, decision),
        promises=promise_twins(here, promises_made(read_all.said, decision.date), recorded=False),
        call_in=call_in_twin(here, decision.call_in, call_in_read(read_all.said, decision.date)),
        published=decision.published,
        effective=decision.effective,
        wards=decision.wards,
        sources=_sources(decision.sources),
        outcome=read.outcome,
        resolutions=read.resolutions,
        reasons=read.reasons,
        recommendations=read.recommendations,
        advice=read.advice,
    )


# --- the parts -------------------------------------------------------------------------------------------------------


def _findings(sight: Sight, read: Readings, address: str, anchor: str) -> shape.Findings:
    """What was decided and why, each with a link to its paragraph."""
    return shape.Findings(
        outcome=_outcome(sight, read, address, anchor),
        resolutions=_resolutions(sight, read.resolutions, address, anchor),
        reasons=tuple(_reason(sight, reason, address, anchor) for reason in read.reasons),
        recommendations=tuple(_recommendation(sight, each, address, anchor) for each in read.recommendations),
        advice=_resolutions(sight, read.advice, address, anchor),
    )


def _outcome(sight: Sight, read: Readings, address: str, anchor: str) -> shape.OutcomeTwin | None:
    if read.outcome is None:
        return None
    return shape.OutcomeTwin(
        kind=read.outcome.kind,
        text=read.outcome.text,
        by=read.outcome.by,
        recorded=read.outcome.recorded,
        paragraph=read.outcome.paragraph,
        url=sight.paragraph_link(address, anchor, read.outcome.paragraph),
    )


def _resolutions(
    sight: Sight, resolutions: Iterable[Resolution], address: str, anchor: str
) -> tuple[shape.ResolutionTwin, ...]:
    return tuple(
        shape.ResolutionTwin(
            text=each.text,
            by=each.by,
            paragraph=each.paragraph,
            url=sight.paragraph_link(address, anchor, each.paragraph),
        )
        for each in resolutions
    )


def _reason(sight: Sight, reason: Reason, address: str, anchor: str) -> shape.ReasonTwin:
    return shape.ReasonTwin(
        text=reason.text,
        paragraph=reason.paragraph,
        url=sight.paragraph_link(address, anchor, reason.paragraph),
    )


def _recommendation(sight: Sight, each: Recommendation, address: str, anchor: str) -> shape.RecommendationTwin:
    return shape.RecommendationTwin(
        number=each.number,
        text=each.text,
        by=each.by,
        response=each.response,
        response_kind=each.response_kind,
        paragraph=each.paragraph,
        response_paragraph=each.response_paragraph,
        url=sight.paragraph_link(address, anchor, each.paragraph),
    )


def _issue_link(sight: Sight, issue: IssueId | None) -> shape.IssueLink | None:
    record = sight.archive.issues.get(issue) if issue else None
    if record is None:
        return None
    return shape.IssueLink(id=record.id, title=record.title, url=sight.link(at.issue_address(record.id)))


def _meeting_link(sight: Sight, meeting: Meeting) -> shape.MeetingLink:
    url = sight.link(at.meeting_address(meeting.id))
    return shape.MeetingLink(id=meeting.id, date=meeting.date, status=meeting.status, url=url)


def _committee_link(sight: Sight, committee: CommitteeId, day: dt.date) -> shape.CommitteeLink:
    """A committee as it was named on the day."""
    return shape.CommitteeLink(
        id=committee,
        name_at_meeting=sight.archive.name_on(committee, day),
        name_now=sight.name_now(committee),
        url=sight.link(at.committee_address(committee)),
        successor=_successor(sight, committee),
    )


def _successor(sight: Sight, committee: CommitteeId) -> shape.Successor | None:
    heir = sight.archive.successor_now(committee)
    if heir is None:
        return None
    name = sight.archive.name_now(heir.id)
    return shape.Successor(id=heir.id, name=name, url=sight.link(at.committee_address(heir.id)))


def _documents(sight: Sight, documents: Iterable[Document]) -> tuple[shape.DocumentTwin, ...]:
    return tuple(_document(sight, document) for document in documents)


def _document(sight: Sight, document: Document) -> shape.DocumentTwin:
    renditions = tuple(_rendition(sight, rendition) for rendition in document.renditions)
    return shape.DocumentTwin(
        title=document.title,
        display_title=document.display_title,
        reference=document.reference,
        kind=document.kind,
        published=document.published,
        restricted=recorded_exempt(document.restricted),
        url=renditions[0].url if renditions else None,
        renditions=renditions,
    )


def _rendition(sight: Sight, rendition: Rendition) -> shape.RenditionTwin:
    return shape.RenditionTwin(
        format=rendition.format,
        bytes=sight.rendition_size(rendition),
        size_as_written=rendition.size_as_written,
        pages=rendition.pages,
        sha256=rendition.sha256,
        url=sight.rendition_link(rendition),
    )


def _sources(sources: tuple[Source, ...]) -> tuple[shape.SourceTwin, ...]:
    return _same(sources, tuple[shape.SourceTwin, ...])


def _same(value: object, shape_of_it: type[S]) -> S:
    """A part of a record in the shape of twins, with what it lacks as null."""
    return msgspec.convert(value, shape_of_it, from_attributes=True)


def _attendance(sight: Sight, attendance: Attendance) -> shape.AttendanceTwin:
    return shape.AttendanceTwin(
        name=attendance.name,
        person=attendance.person,
        url=_person_url(sight, attendance.person),
        role=attendance.role,
        status=attendance.status,
        substitute_for=attendance.substitute_for,
        note=attendance.note,
        paragraph=attendance.paragraph,
    )


def _member(sight: Sight, member: Member) -> shape.MemberTwin:
    return shape.MemberTwin(
        name=member.name,
        person=member.person,
        url=_person_url(sight, member.person),
        role=member.role,
        from_=member.from_,
        until=member.until,
    )


def _person_url(sight: Sight, person: PersonId | None) -> str | None:
    return sight.link(at.person_address(person)) if person else None
