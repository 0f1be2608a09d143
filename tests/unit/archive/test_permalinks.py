from __future__ import annotations

import datetime as dt
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.archive import permalinks
from tests.support.builders import make_item


@pytest.mark.parametrize(
    ("number", "anchor"),
    [("50", "50"), ("5A", "5a"), ("77/21", "77-21"), ("10.1", "10-1"), ("5(a)", "5-a-"), ("OX12", "ox12")],
)
def test_an_item_number_is_lower_cased_and_what_is_no_letter_or_digit_becomes_a_hyphen(
    number: str, anchor: str
) -> None:
    assert permalinks.item_anchor(make_item(number=number)) == f"item-{anchor}"


def test_an_item_without_a_number_is_addressed_by_its_title() -> None:
    items = [make_item("Available Papers"), make_item("Parks", number="1"), make_item("Available Papers")]
    assert permalinks.item_anchors(items) == ("item-available-papers", "item-1", "item-available-papers-2")


def test_a_title_never_takes_the_anchor_of_a_number() -> None:
    items = [
        make_item("5"),
        make_item("Parks", number="5"),
        make_item("Update"),
        make_item("Update"),
        make_item("Update 2"),
    ]
    assert permalinks.item_anchors(items) == ("item-5-2", "item-5", "item-update", "item-update-2", "item-update-2-2")


def test_an_anchor_that_is_given_wins_over_the_number() -> None:
    assert permalinks.item_anchor(make_item(number="5", anchor="5 bis")) == "item-5-bis"


def test_a_paragraph_belongs_to_its_item_and_on_a_decisions_own_page_to_the_page() -> None:
    assert permalinks.paragraph_anchor("item-50", "m3") == "item-50-m3"
    assert permalinks.paragraph_anchor("", "d3") == "d3"


def test_a_second_meeting_of_a_day_has_its_time_in_its_address() -> None:
    day = dt.date(2013, 9, 11)
    assert permalinks.meeting_id("cabinet", day) == "cabinet/2013-09-11"
    assert permalinks.meeting_id("cabinet", day, "18:30") == "cabinet/2013-09-11-1830"


def test_an_issue_stands_under_its_first_letter_and_all_others_together() -> None:
    assert [permalinks.issue_letter(t) for t in ("Parks", "Éclair", "'Parks'", "20 mph", "ßtreet", "日本")] == [
        "p", "e", "p", "0-9", "s", "0-9",
    ]  # fmt: skip


@given(st.sampled_from(["", "issues/", "issues/x/", "meetings/cabinet/2013-09-11/", "decisions/2013/a/"]), st.data())
def test_a_relative_link_leads_to_the_address_from_every_page_under_every_path(page: str, data: st.DataObject) -> None:
    to = data.draw(st.sampled_from(["", "committees/", "issues/x/", "meetings/a/2020-01-01/#item-5", f"{page}#item-1"]))
    for base in ("https://a.example/", "https://a.example/sub/path/"):
        assert urljoin(base + page, permalinks.relative(page, to)) == base + to
