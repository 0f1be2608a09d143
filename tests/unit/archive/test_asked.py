from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import replace

import pytest

from plugins.archive.answers import Answers, looks_of
from plugins.archive.archive import Archive
from plugins.archive.asked import AskedArchive
from plugins.archive.reading import with_texts
from plugins.archive.records import CommitteeId, IssueId, MeetingId, PersonId
from tests.support.builders import (
    make_archive,
    make_committee,
    make_decision,
    make_issue,
    make_item,
    make_meeting,
    make_person,
)

# What is asked of a record that the archive has given: the record is the answer that counts.
ABOUT_RECORDS = {"appearances", "make_ready"}


def some_archive(*more: object, words: str = "RESOLVED: That it be approved.") -> Archive:
    item = make_item("Parks", number="1", issue="parks", minutes=words)
    meeting = make_meeting("cabinet", "2020-03-01", item)
    issue = make_issue("parks", topics=("Green",), wards=("North",))
    decision = make_decision("2020/x", "2020-05-06", issue="parks")
    return make_archive(make_committee("cabinet"), meeting, issue, make_person(), decision, *more)


def test_every_question_that_an_archive_answers_is_noted() -> None:
    questions = {name for name, _ in inspect.getmembers(Archive, inspect.isfunction) if not name.startswith("_")}
    overridden = {name for name in questions if getattr(AskedArchive, name) is not getattr(Archive, name)}
    assert questions - overridden == ABOUT_RECORDS


ASKS: dict[str, Callable[[Archive], object]] = {
    "committees cabinet": lambda a: a.name_now(CommitteeId("cabinet")),
    "successors cabinet": lambda a: a.successor_now(CommitteeId("cabinet")),
    "predecessors cabinet": lambda a: a.predecessors(CommitteeId("cabinet")),
    "meetings cabinet/2020-03-01": lambda a: a.meetings[MeetingId("cabinet/2020-03-01")],
    "meetings": lambda a: list(a.meetings.values()),
    "people? jo-field": lambda a: PersonId("jo-field") in a.people,
    "neighbours cabinet/2020-03-01": lambda a: a.neighbours(MeetingId("cabinet/2020-03-01")),
    "meetings_in 2020": lambda a: a.meetings_in(2020),
    "count_in 2020": lambda a: a.count_in(2020),
    "decided_in 2020": lambda a: a.decided_in(2020),
    "items_on parks": lambda a: a.sketches_on(IssueId("parks")),
    "decisions_on parks": lambda a: a.decisions_on(IssueId("parks")),
    "letters p": lambda a: a.issues_by_letter()["p"],
    "topics green": lambda a: a.topics()["green"],
    "wards? south": lambda a: "south" in a.wards(),
    "years": lambda a: a.years(),
}


@pytest.mark.parametrize("question", ASKS)
def test_a_question_is_noted_and_answered_as_the_archive_answers(question: str) -> None:
    plain = some_archive()
    asked = AskedArchive(plain)
    with asked.noting() as noted:
        answer = ASKS[question](asked)
    assert list(noted)[-1] == question
    assert answer == ASKS[question](plain)
    assert isinstance(Answers(plain)(question), bytes)


def changes(question: str, *more: object, words: str = "RESOLVED: That it be approved.") -> bool:
    return Answers(some_archive())(question) != Answers(some_archive(*more, words=words))(question)


def test_another_word_in_a_meeting_changes_what_its_records_answer_and_no_count() -> None:
    words = "RESOLVED: That it be refused."
    assert changes("meetings cabinet/2020-03-01", words=words)
    assert changes("items_on parks", words=words)
    assert changes("meetings_in 2020", words=words)
    assert not changes("count_in 2020", words=words)
    assert not changes("decided_in 2020", words=words)
    assert not changes("issues parks", words=words)
    assert changes("decided_in 2020", words="The Board talked.")


def test_a_new_record_changes_the_answers_that_it_is_part_of() -> None:
    later = make_meeting("cabinet", "2020-04-01")
    assert changes("neighbours cabinet/2020-03-01", later)
    assert changes("meetings_of cabinet", later)
    assert changes("meetings? cabinet/2020-04-01", later)
    assert not changes("items_on parks", later)
    assert changes("topics green", make_issue("lawns", topics=("Green",)))


def test_what_is_made_once_brings_its_questions_to_everyone_who_gets_it() -> None:
    archive = AskedArchive(some_archive())
    for _ in range(2):
        with archive.noting() as noted:
            archive.once(("entry",), lambda: archive.items_on(IssueId("parks")))
        assert list(noted) == ["items_on parks"]


def with_looks(archive: Archive, texts: bytes, outline: bytes) -> Archive:
    """The archive as intake gives it: with digests of its files, and of what lists show of its meeting."""
    files = ("meetings/cabinet/2020-03-01.yaml", "issues/parks.yaml")
    return replace(archive, digests=dict.fromkeys(files, texts), outlines={files[0]: outline})


def test_where_only_texts_changed_the_questions_about_them_alone_are_open() -> None:
    before = looks_of(with_looks(some_archive(), b"old", b"same")) | {"issues/parks.yaml": (b"new", b"new")}
    answers = Answers(with_looks(some_archive(), b"new", b"same"), before)
    assert not answers.settled("texts cabinet/2020-03-01")
    assert answers.settled("items_on parks")
    assert answers.settled("texts cabinet/2019-01-01")


def test_where_more_than_texts_changed_every_question_is_open() -> None:
    before = looks_of(with_looks(some_archive(), b"old", b"same"))
    for now in (with_looks(some_archive(), b"new", b"other"), with_looks(some_archive(), b"new", b"same")):
        assert not Answers(now, before).settled("items_on parks")
    assert not Answers(some_archive(), before).settled("items_on parks")
    assert not Answers(with_looks(some_archive(), b"old", b"same")).settled("items_on parks")


def test_who_reads_an_items_texts_has_asked_for_them() -> None:
    asked = AskedArchive(some_archive())
    (meeting,) = asked.whole.meetings.values()
    with asked.noting() as noted:
        with_texts(meeting, asked.readings(meeting))
    assert list(noted) == ["texts cabinet/2020-03-01"]
