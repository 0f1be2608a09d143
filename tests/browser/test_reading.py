"""A person can read the archive: by keyboard, without script, on a phone, under a sub-path."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from plugins.archive.archive import Archive
from plugins.pages.plan import Page as Planned
from plugins.pages.views import make_shelf

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.fixture
def unscripted(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_the_first_tab_offers_to_skip_to_the_text(page: Page, home: str, samples: dict[str, str]) -> None:
    page.goto(home + samples["meeting"])
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the text")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_reader_gets_from_home_to_a_paragraph_by_keyboard_alone(page: Page, home: str) -> None:
    page.goto(home)
    link = page.locator(".rows__what > a").first
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/(meetings|decisions)/"))
    mark = page.locator("main a.para").last
    mark.focus()
    assert mark.evaluate("e => getComputedStyle(e).outlineStyle") != "none"
    page.keyboard.press("Enter")
    anchor = mark.get_attribute("href") or ""
    page.wait_for_function("anchor => location.hash === anchor", arg=anchor)


def test_a_slash_leads_to_the_search_field(page: Page, home: str, samples: dict[str, str]) -> None:
    page.goto(home + samples["meeting"])
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"


def test_the_link_to_a_paragraph_can_be_seen_without_pointing_at_it(
    page: Page, home: str, samples: dict[str, str]
) -> None:
    page.goto(home + samples["meeting"])
    mark = page.locator(".edition a.para").first
    expect(mark).to_be_visible()
    assert mark.evaluate("e => getComputedStyle(e).opacity") == "1"


def test_all_texts_can_be_read_without_script(unscripted: Page, home: str, samples: dict[str, str]) -> None:
    unscripted.goto(home + samples["issue"])
    text = unscripted.locator("details.edition").first
    expect(text.locator("p, li").first).to_be_hidden()
    text.locator("summary").click()
    expect(text.locator("p, li").first).to_be_visible()


def test_the_archive_can_be_browsed_without_script(unscripted: Page, home: str) -> None:
    unscripted.goto(home)
    unscripted.get_by_role("navigation", name="Issues by letter").get_by_role("link").first.click()
    unscripted.locator(".entries a").first.click()
    expect(unscripted.locator("h1")).to_be_visible()
    assert "/issues/" in unscripted.url


def test_the_site_works_under_a_sub_path(page: Page, sub_home: str) -> None:
    missed: list[str] = []
    page.on("response", lambda response: missed.append(response.url) if response.status >= 400 else None)
    page.goto(sub_home)
    page.locator(".rows__what > a").first.click()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Committees").click()
    page.locator(".entries a").first.click()
    page.locator(".meeting-list a").first.click()
    assert page.url.startswith(sub_home + "meetings/")
    assert missed == []


def test_the_search_form_of_a_page_leads_to_the_search_page(page: Page, sub_home: str, samples: dict[str, str]) -> None:
    page.goto(sub_home + samples["meeting"])
    page.locator(".masthead input[type=search]").fill("library")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/search/\?q=library"))


def test_an_old_meeting_says_what_its_committee_is_called_now_and_leads_there(
    page: Page, home: str, archive: Archive
) -> None:
    old = next(
        m for m in archive.meetings.values() if archive.name_on(m.committee, m.date) != archive.name_now(m.committee)
    )
    page.goto(f"{home}meetings/{old.id}/")
    expect(page.locator("h1")).to_contain_text(archive.name_on(old.committee, old.date))
    now = page.locator(".title__notes a", has_text=archive.name_now(old.committee)).first
    expect(page.locator(".title__notes")).to_contain_text("Now called")
    now.click()
    assert page.url == f"{home}committees/{old.committee}/"


def test_the_outcome_can_be_seen_on_a_phone_without_scrolling(
    browser: Browser, home: str, archive: Archive, pages: tuple[Planned, ...]
) -> None:
    """On every issue page, and at every item that has an outcome."""
    shelf = make_shelf(archive)
    context = browser.new_context(viewport={"width": 360, "height": 640}, reduced_motion="reduce")
    page, hidden = context.new_page(), []
    top = "e => { const box = e.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight; }"
    for planned in pages:
        if planned.kind == "issue" and shelf.latest_outcome(planned.key):
            page.goto(home + planned.address)
            if not page.locator(".latest .stamp").first.evaluate(top):
                hidden.append(planned.address)
    for items in [shelf.items_of(m) for m in list(archive.meetings.values())[::4]]:
        for item in items:
            if item.outcome and not item.routine:
                page.goto(home + item.address)
                if not page.locator(f"#{item.anchor} .outcome .stamp").first.evaluate(top):
                    hidden.append(item.address)
    context.close()
    assert hidden == []


def test_a_click_on_a_paragraphs_link_copies_its_address_and_says_so(
    browser: Browser, home: str, samples: dict[str, str]
) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(home + samples["meeting"])
    mark = page.locator(".edition a.para").first
    mark.click()
    expect(page.get_by_role("status")).to_have_text("Link copied")
    assert page.evaluate("navigator.clipboard.readText()") == f"{home}{samples['meeting']}{mark.get_attribute('href')}"
    context.close()
