"""What holds for a page of every kind, at every width, in light and in dark."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext

pytestmark = pytest.mark.browser

AA = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}


@pytest.fixture(params=["light", "dark"])
def context(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(color_scheme=request.param, reduced_motion="reduce")
    yield context
    context.close()


def _told(violation: dict[str, Any]) -> tuple[str, list[str]]:
    return violation["id"], [node["html"][:160] for node in violation["nodes"]][:3]


def test_axe_finds_nothing_on_any_template(context: BrowserContext, home: str, samples: dict[str, str]) -> None:
    page, axe, found = context.new_page(), Axe(), {}
    for kind, address in samples.items():
        page.goto(home + address)
        results = axe.run(page, options=AA)
        if results.violations_count:
            found[f"{kind} {address}"] = [_told(violation) for violation in results.response["violations"]]
    assert found == {}


def test_no_page_logs_an_error_or_asks_another_host(browser: Browser, home: str, samples: dict[str, str]) -> None:
    context, said, hosts = browser.new_context(), [], set()
    page = context.new_page()
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    for address in samples.values():
        page.goto(home + address, wait_until="networkidle")
    context.close()
    assert said == []
    assert hosts == {urlsplit(home).netloc}


@pytest.mark.parametrize("width", [320, 360, 768, 1280, 2200])
def test_no_page_scrolls_sideways(browser: Browser, home: str, samples: dict[str, str], width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 640}, java_script_enabled=True)
    page, wide = context.new_page(), {}
    for address in samples.values():
        page.goto(home + address)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if over > 0:
            wide[address] = over
    context.close()
    assert wide == {}


@pytest.mark.parametrize("width", [360, 1280])
def test_no_link_to_a_paragraph_stands_on_a_line_without_a_word(
    browser: Browser, home: str, samples: dict[str, str], width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 640})
    page, alone = context.new_page(), {}
    for kind in ("meeting", "decision"):
        page.goto(home + samples[kind])
        assert page.locator("a.para").count() > 0
        alone[kind] = page.evaluate(
            """() => {
                 document.querySelectorAll("details").forEach((each) => { each.open = true; });
                 const middle = (box) => (box.top + box.bottom) / 2;
                 const lastSign = (link) => {
                   const walk = document.createTreeWalker(link.parentNode, NodeFilter.SHOW_TEXT);
                   let last = null;
                   while (walk.nextNode() && !link.contains(walk.currentNode)) {
                     if (walk.currentNode.data.trim()) last = walk.currentNode;
                   }
                   const sign = document.createRange(), end = last.data.trimEnd().length;
                   sign.setStart(last, end - 1);
                   sign.setEnd(last, end);
                   return sign;
                 };
                 return [...document.querySelectorAll("a.para")]
                   .filter((link) => link.getBoundingClientRect().width)
                   .filter((link) => Math.abs(middle(link.getBoundingClientRect())
                                              - middle(lastSign(link).getBoundingClientRect())) > 10)
                   .map((link) => link.href);
               }"""
        )
    context.close()
    assert alone == {"meeting": [], "decision": []}


def test_every_link_and_button_is_large_enough_to_touch(browser: Browser, home: str, samples: dict[str, str]) -> None:
    """WCAG 2.5.8: 24 pixels, or an inline link within a sentence."""
    context = browser.new_context(viewport={"width": 360, "height": 640})
    page, small = context.new_page(), {}
    for kind in ("meeting", "issue", "home"):
        page.goto(home + samples[kind])
        small[kind] = page.evaluate(
            """() => [...document.querySelectorAll("a.para, button, input, .counted--tiles a, .masthead a")]
                 .map((e) => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
                 .filter(([, box]) => box.width && (box.width < 24 || box.height < 24)).map(([html]) => html)"""
        )
    context.close()
    assert small == {"meeting": [], "issue": [], "home": []}


def test_every_template_works_with_forced_colours(browser: Browser, home: str, samples: dict[str, str]) -> None:
    """Stamps keep a border, so that their kinds are told where backgrounds are taken away."""
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(home + samples["register"])
    style = page.locator(".stamp").first.evaluate("e => getComputedStyle(e).borderTopStyle")
    context.close()
    assert style in {"solid", "dashed", "dotted"}
