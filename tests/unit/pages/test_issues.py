from __future__ import annotations

from plugins.archive.archive import Archive
from plugins.pages.views import make_shelf
from plugins.pages.views.issues import issue_page, issue_view, issues_page, letter_page
from tests.support.builders import make_archive, make_decision, make_issue, make_item, make_meeting


def history() -> Archive:
    return make_archive(
        make_issue("parks", "Parks", topics=("Green space",), wards=("North",), related=("trees",)),
        make_issue("trees", "Trees", topics=("Green space",)),
        make_meeting(
            "scrutiny",
            "2020-03-01",
            make_item("Parks plan", number="4", issue="parks", minutes="RESOLVED: That it be noted."),
        ),
        make_meeting(
            "cabinet",
            "2020-01-01",
            make_item("Parks", number="5", issue="parks", minutes="RESOLVED: That it be approved."),
        ),
        make_decision("2020/parks", "2020-02-01", issue="parks", decision="To approve the grant."),
    )


def test_a_history_is_in_order_of_date_across_committees_and_outside_meetings() -> None:
    archive = history()
    shown = issue_view(make_shelf(archive), archive.issues["parks"])  # type: ignore[index]
    assert [(step.date.iso, step.by.text) for step in shown.steps] == [
        ("2020-01-01", "Cabinet"),
        ("2020-02-01", "Head of Transport"),
        ("2020-03-01", "Scrutiny"),
    ]


def test_the_newest_outcome_stands_at_the_top() -> None:
    archive = history()
    shown = issue_view(make_shelf(archive), archive.issues["parks"])  # type: ignore[index]
    assert shown.latest is not None
    assert shown.latest_by is not None
    assert (shown.latest.label, shown.latest.date.text, shown.latest_by.text) == ("Noted", "1 March 2020", "Scrutiny")


def test_topics_wards_and_related_issues_are_links() -> None:
    archive = history()
    shown = issue_view(make_shelf(archive), archive.issues["parks"])  # type: ignore[index]
    links = (*shown.topics, *shown.wards, *shown.related)
    assert [link.address for link in links] == ["topics/green-space/", "wards/north/", "issues/trees/"]


def test_an_issue_without_history_has_no_outcome() -> None:
    archive = make_archive(make_issue("parks"), make_meeting("cabinet", "2020-01-01", make_item(issue="parks")))
    assert issue_view(make_shelf(archive), archive.issues["parks"]).latest is None  # type: ignore[index]


def test_the_page_offers_its_feed_and_its_twin() -> None:
    head = issue_page(make_shelf(history()), "parks")["head"]  # type: ignore[arg-type]
    assert head.twin == "issues/parks/index.json"  # type: ignore[attr-defined]
    assert [feed.address for feed in head.feeds] == ["issues/parks/feed.atom"]  # type: ignore[attr-defined]


def test_a_letter_lists_its_issues_with_their_outcomes() -> None:
    entries = letter_page(make_shelf(history()), "p")["entries"]
    assert [(e.title, e.meetings, e.committees) for e in entries] == [("Parks", 2, 2)]  # type: ignore[attr-defined]


def test_the_overview_lists_all_issues_where_they_are_few() -> None:
    groups = issues_page(make_shelf(history()), "")["groups"]
    assert [(letter, len(entries)) for letter, entries in groups] == [("P", 1), ("T", 1)]  # type: ignore[attr-defined]


def test_the_overview_of_many_issues_lists_those_that_came_up_most() -> None:
    issues = [make_issue(f"matter-{n}") for n in range(160)]
    items = [make_item(f"M {n}", number=str(n), issue=issue.id) for n, issue in enumerate(issues)]
    often = make_meeting("cabinet", "2020-02-01", make_item("Again", issue="matter-77"))
    shown = issues_page(make_shelf(make_archive(*issues, make_meeting("cabinet", "2020-01-01", *items), often)), "")
    assert shown["groups"] == []
    assert shown["recurring"][0].address == "issues/matter-77/"  # type: ignore[index]


def test_what_is_made_ready_is_what_lists_would_make() -> None:
    ready, other = make_shelf(history()), make_shelf(history())
    ready.make_ready()
    assert letter_page(ready, "p") == letter_page(other, "p")
