from __future__ import annotations

from plugins.archive.records import Attendance, AttendanceStatus, Declaration, Meeting, Member
from plugins.pages.views import make_shelf
from plugins.pages.views.people import PersonView, people_page, person_view
from tests.support.builders import make_archive, make_committee, make_decision, make_item, make_meeting, make_person

STATUSES = (AttendanceStatus.PRESENT, AttendanceStatus.REMOTE, AttendanceStatus.APOLOGIES, AttendanceStatus.EXPECTED)


def meeting(day: int, status: AttendanceStatus) -> Meeting:
    attendance = Attendance(name="Jo", person="jo-field", status=status)  # type: ignore[arg-type]
    return make_meeting("cabinet", f"2020-01-0{day}", attendance=(attendance,))


def shown(*records: object) -> PersonView:
    shelf = make_shelf(make_archive(make_person("jo-field"), *records))  # type: ignore[arg-type]
    return person_view(shelf, shelf.archive.people["jo-field"])  # type: ignore[index]


def test_attendance_is_counted_by_committee() -> None:
    view = shown(*(meeting(day, status) for day, status in enumerate(STATUSES, 1)))
    count = view.attendance[0]
    assert (count.committee.text, count.came, count.apologies, count.absent, count.other) == ("Cabinet", 2, 1, 0, 1)


def test_only_meetings_where_the_record_says_whether_they_came_are_counted() -> None:
    view = shown(*(meeting(day, status) for day, status in enumerate(STATUSES, 1)))
    assert (view.came, view.counted) == (2, 3)


def test_an_interest_leads_to_the_paragraph_it_stands_in() -> None:
    declared = Declaration(name="Jo", person="jo-field", text="Lives there.", paragraph="m2")  # type: ignore[arg-type]
    item = make_item("Parks", number="7", declarations=(declared,))
    view = shown(make_meeting("cabinet", "2020-01-01", item))
    assert view.interests[0].item.address == "meetings/cabinet/2020-01-01/#item-7-m2"


def test_memberships_and_decisions_outside_meetings_are_shown() -> None:
    member = Member(name="Jo", person="jo-field", role="Chair")  # type: ignore[arg-type]
    view = shown(make_committee("cabinet", members=(member,)), make_decision(maker_person="jo-field"))
    assert [(m.committee.text, m.role) for m in view.memberships] == [("Cabinet", "Chair")]
    assert [d.page for d in view.decisions] == ["decisions/2020/cycle-grant/"]


def test_people_are_listed_by_last_name_councillors_first() -> None:
    people = [
        make_person("a-b", "Ann Young", ward="North"),
        make_person("c-d", "Zed Ash", ward="South"),
        make_person("e-f", "Al Fox"),
    ]
    context = people_page(make_shelf(make_archive(*people)), "")
    assert [p.name for p in context["councillors"]] == ["Zed Ash", "Ann Young"]  # type: ignore[attr-defined]
    assert [p.name for p in context["others"]] == ["Al Fox"]  # type: ignore[attr-defined]
