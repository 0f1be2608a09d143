from __future__ import annotations

from dataclasses import replace

from plugins.archive.answers import Answers, looks_of
from plugins.archive.archive import Archive
from plugins.archive.records import IssueId, MeetingId
from plugins.exports.questions import Questions, histories_with
from plugins.exports.sight import Sight
from tests.support.builders import make_archive, make_decision, make_issue, make_item, make_meeting

MEETING = MeetingId("cabinet/2020-01-07")


def _archive(**facts: object) -> Archive:
    items = (make_item("Parks", issue=IssueId("parks")), make_item("Other"))
    return make_archive(make_issue("parks", **facts), make_meeting("cabinet", "2020-01-07", *items))


def _questions(archive: Archive, told: bytes = b"one", sizes: dict[str, int] | None = None) -> Questions:
    sight = Sight(archive, "", "", sizes or {})
    return Questions(sight, archive, Answers(archive), {MEETING: told}, parts={"issues-1": ("parks",)})


def test_a_history_is_another_where_the_issue_a_decision_or_what_a_meeting_shows_is_another() -> None:
    before = _questions(_archive())("history parks")
    assert _questions(_archive())("history parks") == before
    assert _questions(_archive(), told=b"two")("history parks") != before
    assert _questions(_archive(topics=("Green",)))("history parks") != before
    decided = make_archive(*_archive().issues.values(), *_archive().meetings.values(), make_decision(issue="parks"))
    assert _questions(decided)("history parks") != before


def test_a_list_of_issues_does_not_depend_on_what_meetings_show() -> None:
    before = _questions(_archive())("listed issues-1")
    assert _questions(_archive(), told=b"two")("listed issues-1") == before
    assert _questions(_archive(summary="Green."))("listed issues-1") != before


def test_the_size_of_a_file_and_the_address_of_the_site_are_looked_at_by_every_build() -> None:
    questions = _questions(_archive(), sizes={"a.pdf": 5})
    assert questions("size a.pdf") != questions("size b.pdf")
    asked = ("history parks", "size a.pdf", "issues parks", "frame", "history woods")
    assert list(questions.unsettled(asked)) == [0, 1, 2, 3, 4]
    known = replace(_archive(), digests={f"meetings/{MEETING}.yaml": b"as it was"})
    only_texts = replace(questions, answers=Answers(known, looks_of(known)), may_differ=frozenset({"history parks"}))
    assert only_texts.unsettled(asked) == [0, 1, 3]
    elsewhere = replace(questions, sight=Sight(questions.archive, "", "https://x.example/"))
    assert questions("frame") != elsewhere("frame")


def test_the_histories_with_a_meeting_are_those_of_the_issues_of_its_items() -> None:
    assert histories_with(_archive(), [MEETING]) == {"history parks"}
    assert histories_with(_archive(), []) == frozenset()
