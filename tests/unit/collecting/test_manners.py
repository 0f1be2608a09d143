from __future__ import annotations

import datetime as dt

import pytest

from plugins.collecting.manners import Pace, Robots, retry_after, user_agent

NOW = dt.datetime(2026, 11, 22, 1, 0, tzinfo=dt.UTC)
RULES = b"User-agent: *\nDisallow: /private/\nCrawl-delay: 7\n\nUser-agent: OtherBot\nDisallow: /\n"


def test_robots_txt_is_read_for_us() -> None:
    robots = Robots.read(200, RULES)
    assert robots is not None
    assert robots.allows("https://x.example/mgAi.aspx?ID=1")
    assert not robots.allows("https://x.example/private/mgAi.aspx?ID=1")
    assert robots.pause == 7


def test_a_rule_that_names_us_goes_before_the_rule_for_all() -> None:
    robots = Robots.read(200, b"User-agent: *\nAllow: /\n\nUser-agent: minutebook\nDisallow: /\n")
    assert robots is not None
    assert not robots.allows("https://x.example/")


@pytest.mark.parametrize("status", [404, 403, 410])
def test_a_site_without_robots_txt_allows_all(status: int) -> None:
    robots = Robots.read(status, b"")
    assert robots is not None
    assert robots.allows("https://x.example/anything")


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_site_that_cannot_say_what_it_allows_allows_nothing(status: int) -> None:
    assert Robots.read(status, b"") is None


def test_robots_txt_in_any_bytes_is_read() -> None:
    assert Robots.read(200, bytes(range(256)) * 4000) is not None


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("120", 120.0), (" 5 ", 5.0), ("0", 0.0), ("Sun, 22 Nov 2026 01:02:00 GMT", 120.0),
        ("Sun, 22 Nov 2026 00:00:00 GMT", 0.0), ("soon", None), ("", None), (None, None), ("-5", None),
    ],
)  # fmt: skip
def test_retry_after_is_read_in_both_of_its_forms(written: str | None, seconds: float | None) -> None:
    assert retry_after(written, NOW) == seconds


def test_the_pause_grows_with_the_sites_own_slowness() -> None:
    pace = Pace(1.0)
    assert pace.after(0.2, too_much=False) == 1.0
    assert pace.after(5.0, too_much=False) == 5.0


def test_the_pause_doubles_when_the_site_says_too_much_and_comes_back_slowly() -> None:
    pace = Pace(1.0)
    assert [pace.after(0, too_much=True) for _ in range(6)] == [2, 4, 8, 16, 16, 16]
    after = [pace.after(0, too_much=False) for _ in range(40)]
    assert after == sorted(after, reverse=True)
    assert after[-1] == 1.0


def test_we_say_who_asks() -> None:
    assert "archive@exampleton.example" in user_agent("archive@exampleton.example")
    assert user_agent(None).startswith("Minutebook/")
