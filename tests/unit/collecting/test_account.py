from __future__ import annotations

from io import StringIO

import pytest

from plugins.collecting import progress
from plugins.collecting.account import Account, as_text, spoken
from plugins.collecting.pages import Kind, Reason
from plugins.collecting.progress import estimate, shown


def an_account() -> Account:
    account = Account(had=3, asked=9, seconds=100.0, left=40)
    account.fetched.update({Kind.DOCUMENT: 2, Kind.MEETING: 6})
    account.missing["404"] += 1
    account.skipped.update({Reason.CALENDAR: 12})
    for number in range(7):
        account.fail("answer 500", f"https://x.example/{number}")
    return account


def test_the_account_tells_what_a_person_needs() -> None:
    assert as_text(an_account()).splitlines() == [
        "8 fetched in 2 min with 9 requests, 0 bytes kept",
        "  meetings 6",
        "  documents 2",
        "3 were there from before and were not asked for again",
        "not there: 1 × 404",
        "12 addresses passed over",
        "  calendar pages 12",
        "failed: 7 × answer 500",
        "  https://x.example/0",
        "  https://x.example/1",
        "  https://x.example/2",
        "  https://x.example/3",
        "  https://x.example/4",
        "  … and 2 more",
        "the same command asks once more for what failed",
    ]
    assert an_account().exit_status() == 1


def test_a_stopped_run_says_how_to_go_on() -> None:
    account = Account(left=1200, stopped="the time is up")
    assert as_text(account).splitlines()[-1] == (
        "stopped: the time is up; 1,200 known addresses are left. The same command goes on."
    )
    assert account.exit_status() == 0


def test_the_estimate_is_of_what_is_known_at_the_pace_of_the_run() -> None:
    assert estimate(Account()) == "reading what is there"
    assert estimate(Account(asked=1)) == "asking"
    assert estimate(an_account()) == "about 4 min for what is known so far, 7 failed"


@pytest.mark.parametrize(
    ("seconds", "words"), [(3, "3 s"), (89, "89 s"), (90, "2 min"), (3600, "1 h 0 min"), (12_000, "3 h 20 min")]
)
def test_a_time_is_told_as_people_tell_it(seconds: float, words: str) -> None:
    assert spoken(seconds) == words


def test_where_there_is_no_terminal_a_plain_line_comes_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr(progress, "monotonic", lambda: now[0])
    stream = StringIO()
    with shown(stream) as told:
        for second in range(100):
            now[0] = float(second)
            told(an_account())
    assert stream.getvalue().splitlines() == ["19 of 59; about 4 min for what is known so far, 7 failed"] * 4


def test_on_a_terminal_a_bar_shows_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = StringIO()
    monkeypatch.setattr(stream, "isatty", lambda: True)
    with shown(stream) as told:
        told(an_account())
    assert "19/59" in stream.getvalue()
