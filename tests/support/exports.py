"""Exports of single records, made anew as they are where nothing was kept of meetings."""

from __future__ import annotations

from pathlib import Path

import msgspec

from plugins.archive.records import Committee, Issue, Meeting
from plugins.exports.atom import issue_feed
from plugins.exports.calendar import committee_calendar
from plugins.exports.fragments import Fragments
from plugins.exports.json_records import committee_twin, frame_of, issue_twin, item_twin, meeting_twin
from plugins.exports.meetings import course, history
from plugins.exports.sight import Sight
from plugins.exports.sittings import sitting_of
from plugins.exports.twin_types import CommitteeTwin, IssueTwin, MeetingTwin

NOTHING_KEPT = Fragments(Path(), {})


def twin_of_meeting(sight: Sight, meeting: Meeting) -> MeetingTwin:
    """The twin of a meeting."""
    frame = frame_of(sight, sitting_of(sight, meeting))
    return meeting_twin(frame, [msgspec.json.encode(item_twin(frame, item)) for item in frame.sitting.items])


def twin_of_issue(sight: Sight, issue: Issue) -> IssueTwin:
    """The twin of an issue."""
    items = [twin for twin, _ in history(sight, issue.id, NOTHING_KEPT)]
    return issue_twin(sight, issue, items, sight.archive.decisions_on(issue.id))


def twin_of_committee(sight: Sight, committee: Committee) -> CommitteeTwin:
    """The twin of a committee."""
    return committee_twin(sight, committee, [link for link, _ in course(sight, committee.id, NOTHING_KEPT)])


def feed_of_issue(sight: Sight, issue: Issue) -> bytes:
    """The feed of an issue on which no decisions were taken outside meetings."""
    return issue_feed(sight, issue, [entry for _, entry in history(sight, issue.id, NOTHING_KEPT)])


def calendar_of(sight: Sight, committee: Committee) -> bytes:
    """The calendar of a committee."""
    return committee_calendar(sight, committee, [event for _, event in course(sight, committee.id, NOTHING_KEPT)])
