"""A person at a search page, in Chromium: from a cold cache until ten results with excerpts stand on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from playwright.sync_api import Browser, Page
from playwright.sync_api import Error as BrowserError

from tests.bench.questions import Question
from tests.bench.serving import Host

SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 200_000}
A_LETTER = 120
"""Milliseconds from letter to letter of somebody who types well: 500 letters a minute."""

_PATIENCE = 120_000
_TIMER = (Path(__file__).parent / "peers" / "timer.js").read_text(encoding="utf-8")


class Searcher(msgspec.Struct, frozen=True):
    """A search page: its name, where it lies, and how the addresses begin that are the search's own."""

    name: str
    page: str
    own: str


class Visit(msgspec.Struct, frozen=True):
    """Bytes and requests of the search's own, and milliseconds, until the results stood."""

    size: int
    requests: int
    milliseconds: float


class Answered(msgspec.Struct, frozen=True):
    """A first query opened by a link, a first one asked at an open page, one typed letter by letter, and a next one.

    Of what is typed, bytes and requests are all since the first letter, the time is since Enter.
    """

    linked: Visit
    typed: Visit
    keyed: Visit | None
    following: Visit


@contextmanager
def _opened(browser: Browser, line: dict[str, Any] | None, slowdown: int = 1) -> Iterator[Page]:
    """A page of a browser that has never been here."""
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(_TIMER)
    tools = context.new_cdp_session(page)
    if line:
        tools.send("Network.enable")
        tools.send("Network.emulateNetworkConditions", line)
    if slowdown > 1:
        tools.send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
    yield page
    context.close()


def visit(
    browser: Browser, host: Host, searcher: Searcher, asked: tuple[Question, Question], line: dict[str, Any] | None
) -> Answered:
    """Open the page by a link and ask again; open it anew, wait, and ask."""
    with _opened(browser, line) as page:
        linked = _linked(page, host, searcher, asked[0])
        following = _asked(page, host, searcher, asked[1])
    with _opened(browser, line) as page:
        page.goto(host.address + searcher.page, wait_until="networkidle", timeout=_PATIENCE)
        typed = _asked(page, host, searcher, asked[0])
    keyed = None
    if not asked[0].committee:
        with _opened(browser, line) as page:
            page.goto(host.address + searcher.page, wait_until="networkidle", timeout=_PATIENCE)
            keyed = _keyed(page, host, searcher, asked[0])
    return Answered(linked, typed, keyed, following)


def _linked(page: Page, host: Host, searcher: Searcher, question: Question) -> Visit:
    seen = len(host.sent)
    page.goto(host.address + searcher.page + question.address(), wait_until="commit", timeout=_PATIENCE)
    return _told(host, searcher, seen, page.evaluate("counts => bench.stood(0, counts)", bool(question.committee)))


def _keyed(page: Page, host: Host, searcher: Searcher, question: Question) -> Visit:
    seen = len(host.sent)
    page.evaluate("bench.entered()")
    box = page.get_by_role("searchbox")
    box.press_sequentially(question.text, delay=A_LETTER)
    box.press("Enter")
    return _told(host, searcher, seen, page.evaluate("bench.told"))


def _asked(page: Page, host: Host, searcher: Searcher, question: Question) -> Visit:
    page.wait_for_load_state("networkidle", timeout=_PATIENCE)
    seen = len(host.sent)
    given = [question.address(), bool(question.committee)]
    return _told(host, searcher, seen, page.evaluate("([address, counts]) => bench.ask(address, counts)", given))


def _told(host: Host, searcher: Searcher, seen: int, milliseconds: float) -> Visit:
    own = [size for path, size in host.sent[seen:] if re.match(searcher.own, path)]
    return Visit(sum(own), len(own), milliseconds)


def longest_task(browser: Browser, host: Host, searcher: Searcher, question: Question, slowdown: int) -> float:
    """The longest time that a query held the page's main thread on a slow processor; 0 where none was over 50 ms."""
    with _opened(browser, None, slowdown) as page:
        page.goto(host.address + searcher.page, wait_until="networkidle", timeout=_PATIENCE)
        page.evaluate("bench.forget()")
        page.evaluate("([address, counts]) => bench.ask(address, counts)", [question.address(), False])
        page.wait_for_load_state("networkidle", timeout=_PATIENCE)
        page.wait_for_timeout(200)
        return float(page.evaluate("bench.longest()"))


__all__ = ["A_LETTER", "SLOW", "Answered", "BrowserError", "Searcher", "Visit", "longest_task", "visit"]
