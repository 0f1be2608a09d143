"""A reader with an address of the council's old site lands on what it showed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from plugins.archive.archive import Archive
from tests.browser.serving import SubPathHandler, serving
from tests.support.site import ROOT, build

pytestmark = pytest.mark.browser

MEETING = re.compile(r"ieListDocuments\.aspx\?CId=(\d+)&MId=(\d+)")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture
def meeting(archive: Archive) -> tuple[str, str, str]:
    """A meeting's address here, and its committee's and its own number on the old site."""
    found = (
        (name, match)
        for name, m in archive.meetings.items()
        for s in m.sources
        if (match := MEETING.search(s.url or ""))
    )
    name, match = next(found)
    return f"meetings/{name}/", match[1], match[2]


@pytest.fixture
def old(archive: Archive) -> str:
    """The old site."""
    return archive.settings.origins[0].rstrip("/")


def test_an_old_address_in_another_spelling_leads_to_the_meeting(
    page: Page, home: str, old: str, meeting: tuple[str, str, str]
) -> None:
    here, committee, number = meeting
    asked = f"{old}/(S(abc123))/IELISTDOCUMENTS.aspx?j=1&mid={number}&CID={committee}"
    page.goto(f"{home}go/?url={quote(asked, safe='')}")
    page.wait_for_url(home + here)


def test_an_address_that_was_not_encoded_is_understood(
    page: Page, sub_home: str, old: str, meeting: tuple[str, str, str]
) -> None:
    here, committee, number = meeting
    page.goto(f"{sub_home}go/?url={old}/ieListDocuments.aspx?CId={committee}&MId={number}&Ver=4")
    page.wait_for_url(sub_home + here)


def test_an_item_leads_to_its_place_on_the_page(page: Page, home: str, archive: Archive) -> None:
    appearances = (a for m in archive.meetings.values() for a in archive.appearances(m))
    found = next((a, s.url) for a in appearances for s in a.item.sources if s.url and "mgAi.aspx" in s.url)
    page.goto(f"{home}go/")
    page.get_by_label("Old address").fill(found[1])
    page.keyboard.press("Enter")
    page.wait_for_url(f"{home}meetings/{found[0].meeting.id}/#{found[0].anchor}")


def test_an_address_that_nothing_answers_says_so(page: Page, home: str, old: str) -> None:
    page.goto(f"{home}go/?url={quote(old + '/mgAi.aspx?ID=999999999', safe='')}")
    expect(page.get_by_role("status")).to_contain_text("not in this archive")


def test_an_address_of_another_site_says_so(page: Page, home: str) -> None:
    page.goto(f"{home}go/?url=https%3A%2F%2Felsewhere.example%2FmgAi.aspx%3FID%3D1")
    expect(page.get_by_role("status")).to_have_text("This is not an address of the council's old site.")


def test_a_meeting_that_is_not_here_offers_its_committee(
    page: Page, home: str, old: str, meeting: tuple[str, str, str]
) -> None:
    here, committee, _ = meeting
    page.goto(f"{home}go/?url={quote(f'{old}/ieListDocuments.aspx?CId={committee}&MId=999999999', safe='')}")
    link = page.get_by_role("link", name="Go to the nearest page")
    expect(link).to_have_attribute("href", re.compile("/committees/" + here.split("/")[1]))


def test_without_script_the_page_says_where_else_to_look(browser: Browser, home: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{home}go/?url=x")
    expect(page.get_by_text("needs a script")).to_be_visible()
    context.close()


@pytest.fixture(scope="module")
def bare_home(archive: Archive, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The published site below a path of a host that knows only files."""
    site = tmp_path_factory.mktemp("published") / "site"
    content = shutil.copytree(ROOT / "content", site.parent / "content")
    done = build(content, site, "publishconf.py", SITEURL=archive.settings.url or "")
    assert done.returncode == 0, done.stdout + done.stderr
    with serving(SubPathHandler, site) as address:
        yield address


def test_on_a_host_that_knows_only_files_an_old_path_leads_on(
    page: Page, bare_home: str, meeting: tuple[str, str, str]
) -> None:
    here, committee, number = meeting
    page.goto(f"{bare_home}ieListDocuments.aspx?CId={committee}&MId={number}&Ver=4")
    page.wait_for_url(bare_home + here)


def test_a_server_may_hand_on_an_old_path_as_it_was_asked(page: Page, home: str, meeting: tuple[str, str, str]) -> None:
    here, committee, number = meeting
    page.goto(f"{home}go/?url=/(S(x1))/ieListDocuments.aspx?CId={committee}&MId={number}&Ver=4")
    page.wait_for_url(home + here)
