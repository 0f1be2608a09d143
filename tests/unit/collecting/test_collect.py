from __future__ import annotations

import datetime as dt
from pathlib import Path

from plugins.collecting.addresses import Site, Wants
from plugins.collecting.collect import Wish, recall
from plugins.collecting.frontier import Frontier
from plugins.collecting.keeper import Keeper, Kept

ORIGIN = "https://democracy.exampleton.example/"
NOW = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
LIST = "ieListMeetings.aspx?CommitteeId=1&Year=0"
HTML = (("Content-Type", "text/html"),)


def kept(name: str, body: str = "", *, days: int = 0, status: str = "200 OK", headers=HTML) -> Kept:
    return Kept(f"{ORIGIN}{name}", NOW - dt.timedelta(days=days), status, headers, body.encode())


def left(folder: Path, *answers: Kept, again: int | None = None, wants: Wants | None = None) -> set[str]:
    site, frontier = Site.of(ORIGIN), Frontier()
    with Keeper(folder, site.host, {}) as keeper:
        for each in answers:
            keeper.keep(each)
    recall(Wish(site, folder, wants or Wants(0, 2027), again=again), NOW, frontier, lambda: None)
    found = {address.url.removeprefix(ORIGIN) for address in iter(frontier.take, None) if address}
    return {each for each in found if "mgAi" in each or "ListDocuments" in each or "ListMeetings" in each}


def test_what_is_kept_leads_on_and_is_not_asked_for_again(tmp_path: Path) -> None:
    page = kept(LIST, "<a href='mgAi.aspx?ID=1'>1</a><a href='mgAi.aspx?ID=2'>2</a>")
    assert left(tmp_path, page, kept("mgAi.aspx?ID=1")) == {"mgAi.aspx?ID=2"}


def test_a_kept_redirect_leads_on(tmp_path: Path) -> None:
    moved = kept("mgAi.aspx?ID=1", status="302 Found", headers=(*HTML, ("Location", "/mgAi.aspx?ID=2")))
    assert left(tmp_path, moved) == {"mgAi.aspx?ID=2"}


def test_a_page_that_was_not_there_is_not_asked_for_again(tmp_path: Path) -> None:
    gone = kept("mgAi.aspx?ID=1", "<a href='mgAi.aspx?ID=2'>2</a>", status="404 Not Found")
    assert left(tmp_path, kept(LIST, "<a href='mgAi.aspx?ID=1'>1</a>"), gone) == set()


def test_old_pages_are_asked_for_again_when_that_is_wished_and_once(tmp_path: Path) -> None:
    answers = (
        kept(LIST, "<a href='mgAi.aspx?ID=1'>1</a><a href='mgAi.aspx?ID=2'>2</a>", days=40),
        kept("mgAi.aspx?ID=1", days=40),
        kept("mgAi.aspx?ID=2", days=10),
        kept("documents/s1/a.pdf", days=40),
    )
    assert left(tmp_path, *answers, again=30) == {LIST, "mgAi.aspx?ID=1"}
    assert left(tmp_path, kept(LIST), again=30) == {"mgAi.aspx?ID=1"}


def test_what_another_site_answered_is_left_out(tmp_path: Path) -> None:
    other = Kept("https://elsewhere.example/mgAi.aspx?ID=1", NOW, "200 OK", HTML, b"<a href='mgAi.aspx?ID=2'>2</a>")
    assert left(tmp_path, other) == set()
