from __future__ import annotations

import datetime as dt
import random

from plugins.archive.link import Records, link
from plugins.archive.records import Attendance, AttendanceStatus, DatedName, Member, PersonId
from tests.support.builders import (
    make_archive,
    make_committee,
    make_decision,
    make_issue,
    make_item,
    make_meeting,
    make_person,
)

RENAMED = make_committee(
    "cabinet",
    DatedName(name="City Executive Board", until=dt.date(2019, 5, 12)),
    DatedName(name="Cabinet", from_=dt.date(2019, 5, 13)),
)


def test_a_committee_bears_the_name_in_force_on_the_day() -> None:
    archive = make_archive(RENAMED)
    days = [dt.date(2013, 9, 11), dt.date(2019, 5, 12), dt.date(2019, 5, 13), dt.date(2026, 1, 1)]
    assert [archive.name_on(RENAMED.id, day) for day in days] == ["City Executive Board"] * 2 + ["Cabinet"] * 2
    assert archive.name_now(RENAMED.id) == "Cabinet"


def test_a_name_without_a_first_day_begins_when_the_one_before_it_ended() -> None:
    board = make_committee("b", DatedName(name="Old", until=dt.date(2019, 5, 12)), "New")
    assert make_archive(board).name_on(board.id, dt.date(2019, 5, 13)) == "New"


def test_before_its_first_name_a_committee_bears_the_first() -> None:
    board = make_committee("b", DatedName(name="First", from_=dt.date(2019, 5, 12)))
    assert make_archive(board).name_on(board.id, dt.date(2001, 1, 1)) == "First"


def test_the_successor_is_the_last_of_the_chain() -> None:
    first, second, third = (make_committee("a", successor="b"), make_committee("b", successor="c"), make_committee("c"))
    archive = make_archive(first, second, third)
    assert archive.successor_now(first.id) == third
    assert archive.successor_now(third.id) is None
    assert archive.predecessors(third.id) == (second,)


def test_an_issues_history_is_in_order_of_date_across_committees() -> None:
    item = make_item(issue="parks")
    late, early = make_meeting("cabinet", "2021-01-01", item), make_meeting("council", "2020-01-01", make_item(), item)
    history = make_archive(late, early, make_issue()).items_on(make_issue().id)
    assert [(a.meeting.id, a.position) for a in history] == [("council/2020-01-01", 1), ("cabinet/2021-01-01", 0)]


def test_neighbours_are_of_the_same_committee() -> None:
    one, other, two = make_meeting("a", "2020-01-01"), make_meeting("b", "2020-02-01"), make_meeting("a", "2020-03-01")
    archive = make_archive(one, other, two)
    assert [each and each.id for each in archive.neighbours(one.id)] == [None, two.id]
    assert archive.neighbours(other.id) == (None, None)


def test_two_meetings_of_a_day_are_in_order_of_time() -> None:
    early = make_meeting("a", "2020-01-01", start="09:00")
    late = make_meeting("b", "2020-01-01", start="18:00")
    assert [m.committee for m in make_archive(late, early).meetings_in(2020)] == ["a", "b"]


def test_topics_with_one_address_are_one_grouping() -> None:
    archive = make_archive(make_issue("a", topics=("Open spaces",)), make_issue("b", topics=("Open Spaces",)))
    assert [(g.slug, g.name, len(g.issues)) for g in archive.topics().values()] == [("open-spaces", "Open spaces", 2)]


def test_a_person_is_found_where_records_name_them() -> None:
    jo = PersonId("jo-field")
    present = Attendance(name="Cllr Field", person=jo, status=AttendanceStatus.PRESENT)
    committee = make_committee("cabinet", members=(Member(name="Jo Field", person=jo),))
    archive = make_archive(
        make_person(), committee, make_meeting(attendance=(present,)), make_decision(maker_person="jo-field")
    )
    assert [p.meeting.id for p in archive.attendance_of(jo)] == ["cabinet/2020-05-06"]
    assert archive.attended_by(jo) == {("cabinet", AttendanceStatus.PRESENT): 1}
    assert [m.committee.id for m in archive.memberships_of(jo)] == ["cabinet"]
    assert [d.id for d in archive.decisions_of(jo)] == ["2020/cycle-grant"]


def test_the_order_in_which_records_are_read_changes_no_answer() -> None:
    issues = [make_issue(name) for name in ("parks", "ponds", "trees")]
    meetings = [make_meeting("a", f"2020-0{n}-01", make_item(issue="parks")) for n in range(1, 6)]
    committee = make_committee("a")
    answers = set()
    for seed in range(5):
        random.Random(seed).shuffle(issues)
        random.Random(seed).shuffle(meetings)
        settings = make_archive().settings
        archive, _ = link(Records(settings, (committee,), tuple(meetings), tuple(issues)))
        answers.add(
            (tuple(archive.issues), tuple(archive.meetings), tuple(m.id for m in archive.meetings_of(committee.id)))
        )
    assert len(answers) == 1
