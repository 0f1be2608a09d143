from __future__ import annotations

import pytest

from plugins.importers.drafts import Page
from plugins.importers.lines import Line, Link
from plugins.importers.moderngov.addresses import absolute, is_file, keys_of, numbers, told_address
from plugins.importers.moderngov.old_site import old_address

PAGE = Page("page.html", "", "", "https://democracy.example.org/moderngov/")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("ieListDocuments.aspx?CId=12&MId=345&Ver=4", {"committee": "12", "meeting": "345"}),
        ("/IELISTDOCUMENTS.ASPX?mid=345&cid=12&J=1", {"meeting": "345", "committee": "12"}),
        ("https://x.org/(S(abc))/ieListDocuments.aspx?CommitteeId=1&MeetingId=2#AI9",
         {"committee": "1", "meeting": "2", "item": "9"}),
        ("mgAi.aspx?ID=7&LLL=1", {"item": "7"}),
        ("ieDecisionDetails.aspx?ID=5", {"decision": "5"}),
        ("ieDecisionDetails.aspx?AIId=5", {"item": "5"}),
        ("mgIssueHistoryHome.aspx?IId=6&optionId=0", {"issue": "6"}),
        ("mgUserInfo.aspx?UID=8", {"person": "8"}),
        ("mgListPlans.aspx?RPId=8&ID=9", {}),
        ("http://[broken", {}),
        ("", {}),
    ],
)  # fmt: skip
def test_addresses_name_things_by_number_in_any_spelling(url: str, expected: dict[str, str]) -> None:
    assert numbers(url) == expected


def test_links_become_addresses_of_the_site_without_its_session() -> None:
    assert absolute("documents/s7/a b.pdf", PAGE) == "https://democracy.example.org/moderngov/documents/s7/a%20b.pdf"
    assert absolute("https://x.org/(S(lxyn5wjw))/mgAi.aspx?ID=7", PAGE) == "https://x.org/mgAi.aspx?ID=7"
    assert absolute("javascript:void(0)", PAGE) is None
    assert absolute("documents/s7/a.pdf", Page("page.html", "", "")) is None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("documents/s7/Report.pdf", True), ("documents/g7/Agenda 3rd May.pdf?T=0", True),
        ("mgConvert2PDF.aspx?ID=7", True),
        ("mgAi.aspx?ID=7", False), ("mgReasonsRestricted.aspx?OID=7", False), ("/", False), ("", False),
    ],
)  # fmt: skip
def test_files_are_told_from_pages(url: str, expected: object) -> None:
    assert is_file(url) is expected


def test_numbers_are_of_one_site() -> None:
    line = Line(1, "words", links=(Link("words", "mgIssueHistoryHome.aspx?IId=6"),))
    assert keys_of(PAGE, [line], "issue") == ("moderngov:democracy.example.org:issue:6",)
    assert keys_of(Page("page.html", "", ""), [line], "issue") == ("moderngov::issue:6",)


def test_a_saved_page_tells_its_own_address() -> None:
    assert (
        told_address("<!-- saved from url=(0022)https://x.org/mgAi.aspx?ID=7 --><html>")
        == "https://x.org/mgAi.aspx?ID=7"
    )
    assert told_address("<html>") is None


def test_a_thing_s_own_address_is_told_by_its_number_where_the_site_is_told() -> None:
    assert old_address(PAGE, "issue", "6") == "https://democracy.example.org/moderngov/mgIssueHistoryHome.aspx?IId=6"
    assert old_address(Page("page.html", "", ""), "issue", "6") is None
