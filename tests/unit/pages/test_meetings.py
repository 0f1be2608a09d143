from __future__ import annotations

import datetime as dt

import msgspec

from plugins.archive.records import Attendance, AttendanceStatus, DatedName, Meeting, MeetingStatus
from plugins.pages.views import make_shelf
from plugins.pages.views.meetings import MeetingView, meeting_view, meetings_page, year_page
from tests.support.builders import make_archive, make_committee, make_item, make_meeting, make_person

NAMES = (
    DatedName(name="City Executive Board", until=dt.date(2019, 5, 12)),
    DatedName(name="Cabinet", from_=dt.date(2019, 5, 13)),
)


def view(*records: object, key: str) -> MeetingView:
    shelf = make_shelf(make_archive(*records))  # type: ignore[arg-type]
    return meeting_view(shelf, next(m for k, m in shelf.archive.meetings.items() if k == key))


def test_a_meeting_bears_the_name_of_its_day_and_says_what_the_committee_is_called_now() -> None:
    shown = view(make_committee("cabinet", *NAMES), make_meeting("cabinet", "2013-09-11"), key="cabinet/2013-09-11")
    assert shown.title == "City Executive Board, 11 September 2013"
    note = shown.notes[0]
    assert (note.before, note.link.text, note.after) == ("Now called", "Cabinet", "since 13 May 2019")
    assert note.link.address == "committees/cabinet/"


def test_a_meeting_under_the_newest_name_needs_no_note() -> None:
    shown = view(make_committee("cabinet", *NAMES), make_meeting("cabinet", "2020-09-11"), key="cabinet/2020-09-11")
    assert shown.notes == ()


def test_a_meeting_of_a_merged_committee_says_who_has_its_work() -> None:
    shown = view(
        make_committee("green", "Green Panel", successor="scrutiny"),
        make_committee("scrutiny", "Scrutiny Committee"),
        make_meeting("green", "2013-09-11"),
        key="green/2013-09-11",
    )
    assert [(n.before, n.link.text) for n in shown.notes] == [("Its work passed to", "Scrutiny Committee")]


def test_a_meeting_leads_to_those_before_and_after_it() -> None:
    days = [make_meeting("cabinet", day) for day in ("2020-01-01", "2020-02-01", "2020-03-01")]
    shown = view(*days, key="cabinet/2020-02-01")
    assert shown.before is not None
    assert shown.after is not None
    assert (shown.before.text, shown.after.address) == ("1 January 2020", "meetings/cabinet/2020-03-01/")


def test_a_cancelled_meeting_says_so() -> None:
    cancelled = make_meeting("cabinet", "2020-01-01", status=MeetingStatus.CANCELLED, status_note="No business.")
    shown = view(cancelled, key="cabinet/2020-01-01")
    assert (shown.status, shown.status_note) == ("Cancelled", "No business.")


def test_attendance_is_grouped_and_leads_to_people() -> None:
    there = (
        Attendance(name="Councillor Roe", status=AttendanceStatus.APOLOGIES),
        Attendance(name="Councillor Field", person="jo-field", status=AttendanceStatus.PRESENT, role="Chair"),  # type: ignore[arg-type]
        Attendance(name="Councillor Ash", status=AttendanceStatus.SUBSTITUTE, substitute_for="Councillor Roe"),
    )
    shown = view(
        make_person("jo-field"), make_meeting("cabinet", "2020-01-01", attendance=there), key="cabinet/2020-01-01"
    )
    assert [(label, [(a.person.address, a.details) for a in group]) for label, group in shown.attendance] == [
        ("Present", [("people/jo-field/", "Chair")]),
        ("Substitutes", [("", "for Councillor Roe")]),
        ("Apologies", [("", "")]),
    ]


def meetings() -> list[Meeting]:
    return [make_meeting("cabinet", day, make_item()) for day in ("2019-12-01", "2020-02-01", "2020-03-01")]


def test_the_overview_has_the_newest_year_and_meeting_first() -> None:
    context = meetings_page(make_shelf(make_archive(*meetings())), "")
    assert [(y.text, y.count) for y in context["years"]] == [("2020", 2), ("2019", 1)]  # type: ignore[attr-defined]
    assert context["latest"][0].date.iso == "2020-03-01"  # type: ignore[index]


def test_a_year_is_shown_month_by_month() -> None:
    context = year_page(make_shelf(make_archive(*meetings())), 2020)
    assert [month for month, _ in context["months"]] == ["February", "March"]  # type: ignore[attr-defined]


def test_two_meetings_on_one_day_are_told_apart_by_their_hours() -> None:
    early, late = (
        msgspec.structs.replace(make_meeting("cabinet", "2020-01-01", start=start), id=f"cabinet/2020-01-01-{name}")
        for start, name in (("10:00", "1000"), ("19:00", "1900"))
    )
    shown = view(early, late, key="cabinet/2020-01-01-1900")
    assert shown.before is not None
    assert (shown.title, shown.before.text) == ("Cabinet, 1 January 2020, 19:00", "1 January 2020, 10:00")
