"""Legistar's words as the closed sets of records."""

from __future__ import annotations

import pytest

from plugins.archive.vocabulary import AttendanceStatus, CommitteeKind, MeetingStatus, Outcome, VoteValue
from plugins.importers.legistar.words import committee_kind, outcome_of, presence_of, status_in, vote_of


@pytest.mark.parametrize(
    ("action", "kind"),
    [
        ("approved", Outcome.APPROVED),
        ("Approved, by Council", Outcome.APPROVED),
        ("passed on second reading", Outcome.APPROVED),
        ("approved as amended", Outcome.APPROVED_AMENDED),
        ("Approved with Modifications", Outcome.APPROVED_AMENDED),
        ("recommended for approval", Outcome.RECOMMENDED),
        ("Referred to Comm by Council", Outcome.REFERRED),
        ("Laid Over by Committee", Outcome.DEFERRED),
        ("continued", Outcome.DEFERRED),
        ("withdrawn", Outcome.WITHDRAWN),
        ("failed", Outcome.REFUSED),
        ("disapproved", Outcome.REFUSED),
        ("received and filed", Outcome.NOTED),
        ("Received, Ordered, Printed and Filed", Outcome.NOTED),
        ("Hearing Held by Committee", Outcome.OTHER),
        ("Introduced by Council", Outcome.OTHER),
        ("Amendment Proposed by Comm", Outcome.OTHER),
        ("completed", Outcome.OTHER),
        ("zzz", Outcome.OTHER),
    ],
)
def test_an_action_is_the_outcome_that_its_words_are_certain_of(action: str, kind: Outcome) -> None:
    assert outcome_of(action, passed=None) is kind


def test_a_motion_that_failed_has_approved_nothing() -> None:
    assert outcome_of("approved", passed=False) is Outcome.REFUSED
    assert outcome_of("referred", passed=False) is Outcome.OTHER
    assert outcome_of(None, passed=False) is Outcome.REFUSED
    assert outcome_of(None, passed=True) is Outcome.APPROVED


@pytest.mark.parametrize(
    ("word", "vote", "plain"),
    [
        ("Aye", VoteValue.FOR, True),
        ("Affirmative", VoteValue.FOR, True),
        ("Nay", VoteValue.AGAINST, True),
        ("Abstained", VoteValue.ABSTAIN, True),
        ("Absent", VoteValue.ABSENT, True),
        ("Excused Absence", VoteValue.ABSENT, False),
        ("Medical", VoteValue.ABSENT, False),
        ("Recused", VoteValue.NOT_VOTING, False),
        ("Conflict", VoteValue.NOT_VOTING, False),
        ("Non-voting", VoteValue.NOT_VOTING, True),
    ],
)
def test_a_vote_is_counted_as_its_word_says_and_a_telling_word_is_kept(word: str, vote: VoteValue, plain: bool) -> None:  # noqa: FBT001
    assert vote_of(word) == (vote, plain)


@pytest.mark.parametrize(
    ("word", "status", "note"),
    [
        ("Present", AttendanceStatus.PRESENT, None),
        ("Arrived at 9:30", AttendanceStatus.PRESENT, "Arrived at 9:30"),
        ("Present via Zoom", AttendanceStatus.REMOTE, "Present via Zoom"),
        ("Excused", AttendanceStatus.APOLOGIES, None),
        ("Absent", AttendanceStatus.ABSENT, None),
        ("Paternity", AttendanceStatus.ABSENT, "Paternity"),
        ("Whatever", AttendanceStatus.EXPECTED, "Whatever"),
    ],
)
def test_a_roll_call_says_who_was_there(word: str, status: AttendanceStatus, note: str | None) -> None:
    assert presence_of(word) == (status, note)


def test_a_status_is_what_it_says_in_so_many_words() -> None:
    assert status_in("Final", "Canceled") is MeetingStatus.CANCELLED
    assert status_in("Deferred") is MeetingStatus.POSTPONED
    assert status_in("Final", None) is None


def test_a_body_is_a_council_by_its_type_or_name_alone() -> None:
    assert committee_kind("Primary Legislative Body", "Board of Aldermen") is CommitteeKind.COUNCIL
    assert committee_kind(None, "City Council") is CommitteeKind.COUNCIL
    assert committee_kind("Standing", "Committee of the City Council") is CommitteeKind.OTHER
