"""Visits to sites that are made up answer by answer, without a network and without waiting."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pytest
from scrapy.http import HtmlResponse, Response, TextResponse

from plugins.collecting import visit as visits
from plugins.collecting.account import Account, as_text
from plugins.collecting.addresses import Site, Wants
from plugins.collecting.frontier import Frontier
from plugins.collecting.keeper import Keeper, Kept, kept
from plugins.collecting.manners import Pace
from plugins.collecting.visit import Answer, Limits, NoAnswerError, Tools, Visit
from tests.support.threads import in_a_thread

ORIGIN = "https://democracy.exampleton.example/"
WANTS = Wants(0, 2027)
ROBOTS = {
    f"{ORIGIN}robots.txt": [TextResponse(f"{ORIGIN}robots.txt", body=b"User-agent: *\nDisallow: /mgAi.aspx?ID=9\n")]
}

Told = Response | NoAnswerError


def html(body: str = "", status: int = 200, **headers: str) -> HtmlResponse:
    fields = {name.replace("_", "-"): value for name, value in headers.items()}
    return HtmlResponse(ORIGIN, body=body.encode(), status=status, headers=fields)


class FakeSite:
    """Answers from a list for each address, the last of them for ever; a clock that only sleeping moves."""

    def __init__(self, pages: Mapping[str, list[Told]], robots: Mapping[str, list[Told]] | None = None) -> None:
        self.pages = {f"{ORIGIN}{name}": told for name, told in pages.items()} | dict(
            ROBOTS if robots is None else robots
        )
        self.asked: list[str] = []
        self.now = 1000.0

    async def fetch(self, url: str) -> Answer:
        self.asked.append(url.removeprefix(ORIGIN))
        told = self.pages.get(url, [html(status=404)])
        found = told.pop(0) if len(told) > 1 else told[0]
        if isinstance(found, NoAnswerError):
            raise found
        sent = Kept(url, dt.datetime(2026, 11, 22, tzinfo=dt.UTC), f"{found.status} OK", (), found.body)
        return Answer(sent, found.replace(url=url), 0.0)

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def run(fake: FakeSite, first: str, limits: Limits | None = None, pause: float = 1.0) -> Account:
        monkeypatch.setattr(visits, "monotonic", lambda: fake.now)
        frontier, account = Frontier(), Account()
        site = Site.of(ORIGIN)
        links = [site.read(name, ORIGIN, WANTS) for name in first.split()]
        frontier.learn([link for link in links if link is not None])
        with Keeper(tmp_path, site.host, {}) as keeper:
            tools = Tools(frontier, keeper, Pace(pause), fake.sleep, lambda _account: None, bool)
            visit = Visit(site, WANTS, limits or Limits(), tools, fake.fetch, account)
            in_a_thread(lambda: asyncio.run(visit.run()))
        return account

    return run


def test_a_page_leads_to_the_next(go, tmp_path: Path) -> None:
    fake = FakeSite({"mgAi.aspx?ID=1": [html("<a href='mgai.aspx?id=2'>2</a>")], "mgAi.aspx?ID=2": [html("end")]})
    account = go(fake, "mgAi.aspx?ID=1")
    assert fake.asked == ["robots.txt", "mgAi.aspx?ID=1", "mgAi.aspx?ID=2"]
    assert [each.url.removeprefix(ORIGIN) for each, _ in kept(tmp_path)] == ["mgAi.aspx?ID=1", "mgAi.aspx?ID=2"]
    assert as_text(account).endswith("nothing is left to ask for")


def test_what_robots_txt_forbids_is_never_asked(go) -> None:
    fake = FakeSite({})
    account = go(fake, "mgAi.aspx?ID=9")
    assert fake.asked == ["robots.txt"]
    assert account.skipped.total() == 1


def test_robots_txt_that_cannot_be_read_ends_the_visit(go) -> None:
    fake = FakeSite({"mgAi.aspx?ID=1": [html()]}, {f"{ORIGIN}robots.txt": [html(status=500)]})
    account = go(fake, "mgAi.aspx?ID=1")
    assert set(fake.asked) == {"robots.txt"}
    assert account.stopped == "robots.txt could not be read (answer 500): nothing may be asked"
    assert account.exit_status() == 1


def test_an_answer_that_says_not_now_is_asked_for_again_after_the_time_it_names(go) -> None:
    fake = FakeSite({"mgAi.aspx?ID=1": [html(status=429, Retry_After="90"), html("fine")]})
    account = go(fake, "mgAi.aspx?ID=1")
    assert fake.asked.count("mgAi.aspx?ID=1") == 2
    assert fake.now >= 1090
    assert not account.failed


def test_a_site_that_asks_for_hours_is_left_alone(go) -> None:
    fake = FakeSite({"mgAi.aspx?ID=1": [html(status=503, Retry_After="7200")]})
    account = go(fake, "mgAi.aspx?ID=1")
    assert account.stopped == "the site asks us to wait 120 minutes"
    assert (account.left, account.failures()) == (1, 0)


def test_tries_are_few_and_each_waits_longer(go) -> None:
    fake = FakeSite({"mgAi.aspx?ID=1": [NoAnswerError("no answer in time", passing=True)]})
    account = go(fake, "mgAi.aspx?ID=1")
    assert fake.asked.count("mgAi.aspx?ID=1") == 4
    assert fake.now - 1000 >= 4 + 16 + 64
    assert account.failed == {"no answer in time": [f"{ORIGIN}mgAi.aspx?ID=1"]}


def test_what_no_other_try_can_mend_is_asked_once(go) -> None:
    fake = FakeSite({"documents/s1/a.pdf": [NoAnswerError("larger than wanted", passing=False)]})
    go(fake, "documents/s1/a.pdf")
    assert fake.asked.count("documents/s1/a.pdf") == 1


def test_a_site_that_fails_again_and_again_is_left_alone(go) -> None:
    names = [f"mgAi.aspx?ID={number}" for number in range(20, 40)]
    fake = FakeSite({name: [html(status=403)] for name in names})
    account = go(fake, " ".join(names))
    assert account.stopped == "8 failures one after another, the last: answer 403"
    assert account.failures() == 8


def test_a_redirect_that_only_adds_a_session_is_followed_and_remembered(go, tmp_path: Path) -> None:
    moved = html(status=302, Location="/(S(abc))/mgAi.aspx?ID=1")
    fake = FakeSite(
        {
            "mgAi.aspx?ID=1": [moved],
            "(S(abc))/mgAi.aspx?ID=1": [html("<a href='mgAi.aspx?ID=2'>2</a>")],
            "(S(abc))/mgAi.aspx?ID=2": [html("end")],
        }
    )
    account = go(fake, "mgAi.aspx?ID=1")
    assert fake.asked[1:] == ["mgAi.aspx?ID=1", "(S(abc))/mgAi.aspx?ID=1", "(S(abc))/mgAi.aspx?ID=2"]
    assert account.fetched.total() == 2
    assert len(list(kept(tmp_path))) == 2


def test_a_redirect_outside_is_kept_and_not_followed(go) -> None:
    fake = FakeSite({"mgAi.aspx?ID=1": [html(status=302, Location="https://elsewhere.example/mgAi.aspx?ID=1")]})
    account = go(fake, "mgAi.aspx?ID=1")
    assert fake.asked == ["robots.txt", "mgAi.aspx?ID=1"]
    assert account.skipped.total() == 1


def test_the_limits_end_a_visit_between_two_addresses(go) -> None:
    names = [f"mgAi.aspx?ID={number}" for number in range(20, 40)]
    fake = FakeSite({name: [html()] for name in names})
    account = go(fake, " ".join(names), Limits(pages=5))
    assert (len(fake.asked), account.left) == (6, 15)
    assert account.stopped == "the limit of 5 pages is reached"


def test_the_time_ends_a_visit_even_while_it_waits(go) -> None:
    fake = FakeSite({"mgAi.aspx?ID=1": [html(status=503, Retry_After="3000")]})
    account = go(fake, "mgAi.aspx?ID=1", Limits(until=1060))
    assert fake.now == pytest.approx(1060)
    assert (account.stopped, account.left) == ("the time is up", 1)
    assert account.exit_status() == 0


def test_the_pause_lies_between_every_two_requests(go) -> None:
    names = [f"mgAi.aspx?ID={number}" for number in range(20, 30)]
    fake = FakeSite({name: [html()] for name in names})
    go(fake, " ".join(names), pause=3.0)
    assert fake.now - 1000 == pytest.approx(30)
