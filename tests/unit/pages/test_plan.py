from __future__ import annotations

from collections import Counter

from plugins.pages.plan import KINDS, Page, pages_at, plan_pages
from plugins.pages.views import make_shelf
from tests.support.builders import make_archive, make_decision, make_issue, make_item, make_meeting, make_person


def plan() -> tuple[Page, ...]:
    meeting = make_meeting(
        "cabinet", "2020-03-01", make_item(number="1", issue="parks", minutes="RESOLVED: That it be approved.")
    )
    issue = make_issue("parks", topics=("Green",), wards=("North",))
    return plan_pages(
        make_shelf(make_archive(meeting, issue, make_person(), make_decision(date="2021-01-02", identifier="2021/x")))
    )


def test_there_is_a_page_of_every_kind() -> None:
    assert {page.kind for page in plan()} == set(KINDS)


def test_no_address_is_given_to_two_pages() -> None:
    assert [address for address, count in Counter(page.address for page in plan()).items() if count > 1] == []


def test_the_addresses_are_those_of_the_contract() -> None:
    assert {
        "",
        "committees/cabinet/",
        "meetings/cabinet/2020-03-01/",
        "meetings/2020/",
        "issues/parks/",
        "issues/p/",
        "decisions/2020/",
        "decisions/2021/",
        "decisions/2021/x/",
        "people/jo-field/",
        "topics/green/",
        "wards/north/",
        "search/",
        "404.html",
    } <= {page.address for page in plan()}


def test_a_page_is_a_folder_with_an_index_save_the_one_for_missing_pages() -> None:
    assert Page("issue", "x", "issues/x/").file == "issues/x/index.html"
    assert Page("home", "", "").file == "index.html"
    assert Page("404", "", "404.html").file == "404.html"


def test_an_issue_stands_after_the_meeting_that_dealt_with_it_last() -> None:
    meetings = [
        make_meeting("cabinet", f"2020-0{month}-01", *(make_item(number=issue, issue=issue) for issue in issues))
        for month, issues in ((1, ("ponds", "trees")), (2, ("trees",)))
    ]
    issues = [make_issue(name) for name in ("ponds", "trees", "parks")]
    pages = plan_pages(make_shelf(make_archive(*meetings, *issues)))
    assert [page.key for page in pages if page.kind in {"meeting", "issue"}] == [
        "cabinet/2020-01-01",
        "ponds",
        "cabinet/2020-02-01",
        "trees",
        "parks",
    ]


def test_pages_are_found_at_their_addresses_as_the_plan_has_them() -> None:
    shelf = make_shelf(
        make_archive(
            make_issue("parks", "Parks", topics=("Open spaces",)),
            make_meeting("cabinet", "2020-05-06", make_item("5", issue="parks")),
        )
    )
    plan = plan_pages(shelf)
    for page in plan:
        assert pages_at(shelf, {page.address}) == (page,)
    assert set(pages_at(shelf, {page.address for page in plan})) == set(plan)
    assert pages_at(shelf, {"issues/none-such/"}) == ()
