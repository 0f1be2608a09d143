from __future__ import annotations

from pathlib import Path

from plugins.archive.findings import describe
from plugins.permanence.changes import check_changes, parse_changes, read_changes

TEXT = """# what became of what
issues/cycle-route/ -> issues/cycle-routes/

/people/jo-field/ gone: removed at the person's request
meetings/cabinet/2013-09-11/#item-50-m3 -> meetings/cabinet/2013-09-11/#item-50-m4
"""


def test_a_line_says_where_an_address_went_or_why_it_is_gone() -> None:
    said = parse_changes(TEXT).by_address
    assert said["issues/cycle-route/"].to == "issues/cycle-routes/"
    assert said["people/jo-field/"].reason == "removed at the person's request"
    assert said["meetings/cabinet/2013-09-11/#item-50-m3"].line == 5


def test_a_page_accounts_for_its_anchors_and_an_anchor_only_for_itself() -> None:
    changes = parse_changes(TEXT)
    assert changes.account_for("issues/cycle-route/#later")
    assert not changes.account_for("meetings/cabinet/2013-09-11/")


def test_only_whole_pages_get_a_page_of_their_own() -> None:
    assert [change.address for change in parse_changes(TEXT).pages()] == ["issues/cycle-route/", "people/jo-field/"]


def test_error_for_a_line_that_says_nothing() -> None:
    (finding,) = check_changes(parse_changes("issues/a/ issues/b/"), ())
    assert describe(finding) == (
        'changes.txt:1: U002 "issues/a/ issues/b/" says nothing of an address; '
        'expected "old/address/ -> new/address/" or "old/address/ gone: reason"'
    )


def test_error_for_a_line_that_leads_to_nothing() -> None:
    (finding,) = check_changes(parse_changes("issues/a/ -> issues/b/"), ("issues/c/",))
    assert describe(finding) == (
        'changes.txt:1: U002 "issues/b/" is not published; expected an address that is published'
    )


def test_error_for_a_line_about_a_page_that_is_still_there() -> None:
    (finding,) = check_changes(parse_changes("issues/a/ gone: x"), ("issues/a/",))
    assert describe(finding) == ('changes.txt:1: U002 "issues/a/" is published; take the line out, or the page')


def test_no_file_says_nothing(tmp_path: Path) -> None:
    assert read_changes(tmp_path).by_address == {}
