"""The JSON twins of pages: Archive → what `index.json` beside an issue, a meeting, a committee says.

An item is written once, as JSON, and stands so in the twin of its meeting and in that of its issue.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar, cast

import msgspec

from plugins.archive import permalinks as at
from plugins.archive.outcomes import ReadOutcome
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
from plugins.archive.said import Said, call_in_read, mentions_made, promises_made
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
from plugins.exports.sittings import ReadItem, Sitting, read_once
from plugins.exports.twin_remarks import DeclarationTwin, PromiseTwin, VoteTwin

S = TypeVar("S")


Items = Iterable[bytes]  # each as JSON


@dataclass(frozen=True, slots=True)
class Frame:
    """What all items of a meeting say of it, as seen by an export."""

    sight: Sight
    sitting: Sitting
    meeting: shape.MeetingLink
    committee: shape.CommitteeLink


def frame_of(sight: Sight, sitting: Sitting) -> Frame:
    """What the items of a meeting say of it."""
    meeting = sitting.meeting
    committee = _committee_link(sight, meeting.committee, meeting.date)
    return Frame(sight, sitting, meeting_link(sight, meeting), committee)


def meeting_twin(frame: Frame, items: Items) -> shape.MeetingTwin:
    """A meeting as data, seen from anywhere."""
    sight, meeting = frame.sight, frame.sitting.meeting
    sources = _sources(meeting.sources)
    return shape.MeetingTwin(
        id=meeting.id,
        committee=frame.committee,
        date=meeting.date,
        start=meeting.start,
        end=meeting.end,
        venue=meeting.venue,
        status=meeting.status,
        status_note=meeting.status_note,
        minutes_status=meeting.minutes_status,
        url=frame.meeting.url,
        items=_written(items, shape.ItemTwin),
        documents=_documents(sight, meeting.documents),
        attendance=tuple([_attendance(sight, attendance) for attendance in meeting.attendance]),
        source=next(iter(sources), None),
        sources=sources,
    )


def issue_twin(sight: Sight, issue: Issue, items: Items, decisions: Iterable[Decision]) -> shape.IssueTwin:
    """An issue as data, with its history in order of date."""
    return shape.IssueTwin(
        id=issue.id,
        title=issue.title,
        titles=issue.titles,
        url=sight.link(at.issue_address(issue.id)),
        summary=issue.summary,
        items=_written(items, shape.ItemTwin),
        decisions=tuple([decision_twin(sight, decision) for decision in decisions]),
        topics=issue.topics,
        wards=issue.wards,
        references=issue.references,
        related=tuple([link for name in issue.related if (link := _issue_link(sight, name))]),
        sources=_sources(issue.sources),
    )


def committee_twin(sight: Sight, committee: Committee, meetings: Items) -> shape.CommitteeTwin:
    """A committee as data, with its names and members, and links to its meetings."""
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
        meetings=_written(meetings, shape.MeetingLink),
        members=tuple([_member(sight, member) for member in committee.members]),
        sources=_sources(committee.sources),
    )


def item_twin(frame: Frame, read: ReadItem) -> shape.ItemTwin:
    """An agenda item as data."""
    appearance, reading, written = read
    sight, item, address = frame.sight, appearance.item, frame.sitting.address
    here, day = Spot(sight, address, appearance.anchor), frame.sitting.meeting.date
    readings, said = reading.readings, reading.readings.said
    return shape.ItemTwin(
        id=f"{frame.sitting.meeting.id}#{appearance.anchor}",
        number=item.number,
        position=appearance.position,
        title=item.title,
        url=sight.link(f"{address}#{appearance.anchor}"),
        routine=item.routine,
        issue=_issue_link(sight, item.issue),
        meeting=frame.meeting,
        committee=frame.committee,
        summary=written.summary,
        documents=_documents(sight, item.documents),
        decision=written.decision,
        minutes=written.minutes,
        votes=_same(item.votes, tuple[VoteTwin, ...]),
        declarations=_same(item.declarations, tuple[DeclarationTwin, ...]),
        exempt=exempt_twin(here, said, item),
        promises=_promises(here, said, day, recorded=item.promises is not None),
        refers_to=reference_twins(here, appearance, mentions_made(said, day)) if said.mentions else (),
        exclusions=exclusion_twins(here, said.exclusions) if said.exclusions else (),
        key_decision=item.key_decision,
        call_in=call_in_twin(here, item.call_in, call_in_read(said, day)),
        presented_by=item.presented_by,
        wards=item.wards,
        sources=_sources(item.sources),
        outcome=_outcome(here, readings.outcome),
        resolutions=_resolutions(here, readings.resolutions),
        reasons=_reasons(here, readings.reasons),
        recommendations=_recommendations(here, readings.recommendations),
        advice=_resolutions(here, readings.advice),
    )


def decision_twin(sight: Sight, decision: Decision) -> shape.DecisionTwin:
    """A decision taken outside a meeting, as data."""
    address = at.decision_address(decision.id)
    here, read = Spot(sight, address, ""), read_once(decision)
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
        exempt=exempt_twin(here, read.said, decision),
        promises=_promises(here, read.said, decision.date, recorded=False),
        call_in=call_in_twin(here, decision.call_in, call_in_read(read.said, decision.date)),
        published=decision.published,
        effective=decision.effective,
        wards=decision.wards,
        sources=_sources(decision.sources),
        outcome=_outcome(here, read.outcome),
        resolutions=_resolutions(here, read.resolutions),
        reasons=_reasons(here, read.reasons),
        recommendations=_recommendations(here, read.recommendations),
        advice=_resolutions(here, read.advice),
    )


# --- the parts -------------------------------------------------------------------------------------------------------


def _written(values: Items, shape_of_them: type[S]) -> tuple[S, ...]:  # noqa: ARG001 (it is named for the types)
    """Values that are JSON already, where values of that shape stand."""
    return cast("tuple[S, ...]", tuple(map(msgspec.Raw, values)))


def _outcome(here: Spot, outcome: ReadOutcome | None) -> shape.OutcomeTwin | None:
    if outcome is None:
        return None
    return shape.OutcomeTwin(
        kind=outcome.kind,
        text=outcome.text,
        by=outcome.by,
        recorded=outcome.recorded,
        paragraph=outcome.paragraph,
        url=here.link(outcome.paragraph),
    )


def _promises(here: Spot, said: Said, day: dt.date, *, recorded: bool) -> tuple[PromiseTwin, ...]:
    """Promises to report back, of which most items make none."""
    return promise_twins(here, promises_made(said, day), recorded=recorded) if said.promises else ()


def _resolutions(here: Spot, resolutions: Sequence[Resolution]) -> tuple[shape.ResolutionTwin, ...]:
    if not resolutions:
        return ()
    made = [
        shape.ResolutionTwin(text=each.text, by=each.by, paragraph=each.paragraph, url=here.link(each.paragraph))
        for each in resolutions
    ]
    return tuple(made)


def _reasons(here: Spot, reasons: Sequence[Reason]) -> tuple[shape.ReasonTwin, ...]:
    if not reasons:
        return ()
    made = [
        shape.ReasonTwin(text=each.text, paragraph=each.paragraph, url=here.link(each.paragraph)) for each in reasons
    ]
    return tuple(made)


def _recommendations(here: Spot, recommendations: Iterable[Recommendation]) -> tuple[shape.RecommendationTwin, ...]:
    return tuple([_recommendation(here, each) for each in recommendations])


def _recommendation(here: Spot, each: Recommendation) -> shape.RecommendationTwin:
    return shape.RecommendationTwin(
        number=each.number,
        text=each.text,
        by=each.by,
        response=each.response,
        response_kind=each.response_kind,
        paragraph=each.paragraph,
        response_paragraph=each.response_paragraph,
        url=here.link(each.paragraph),
    )


def _issue_link(sight: Sight, issue: IssueId | None) -> shape.IssueLink | None:
    record = sight.archive.issues.get(issue) if issue else None
    if record is None:
        return None
    return shape.IssueLink(id=record.id, title=record.title, url=sight.link(at.issue_address(record.id)))


def meeting_link(sight: Sight, meeting: Meeting) -> shape.MeetingLink:
    """Which meeting."""
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
    return tuple([_document(sight, document) for document in documents])


def _document(sight: Sight, document: Document) -> shape.DocumentTwin:
    renditions = tuple([_rendition(sight, rendition) for rendition in document.renditions])
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
    return tuple([_source(source) for source in sources])


def _source(source: Source) -> shape.SourceTwin:
    return shape.SourceTwin(
        file=source.file,
        url=source.url,
        format=source.format,
        kind=source.kind,
        retrieved=source.retrieved,
        sha256=source.sha256,
        line=source.line,
    )


def _same(value: tuple[object, ...], shape_of_it: type[S]) -> S:
    """Parts of a record in the shape of twins, with what they lack as null."""
    return msgspec.convert(value, shape_of_it, from_attributes=True) if value else cast("S", ())


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
