from __future__ import annotations

import datetime as dt

from lxml import etree

from plugins.archive.records import ArchiveSettings
from plugins.exports.atom import MOST, committee_feed, decisions_feed
from plugins.exports.sight import Sight
from tests.support.builders import make_archive, make_decision, make_issue, make_item, make_meeting
from tests.support.exports import feed_of_issue

NAMES = {"a": "http://www.w3.org/2005/Atom"}
SETTINGS = ArchiveSettings(name="Exampleton Borough Council", as_of=dt.date(2020, 12, 31))


def _sight(*records, page: str = "issues/parks/", settings: ArchiveSettings = SETTINGS) -> Sight:
    return Sight(make_archive(*records, settings=settings), page, "")


def _texts(feed: bytes, path: str) -> list[str]:
    return [str(text) for text in etree.fromstring(feed).xpath(path, namespaces=NAMES)]


def _issue_feed() -> bytes:
    issue = make_issue("parks", "Parks & <open> spaces")
    early = make_meeting("cabinet", "2013-01-11", make_item(number="5", issue=issue.id, summary="On a < b & c."))
    decided = make_item("Later", number="7", issue=issue.id, minutes="RESOLVED: To go on.")
    late = make_meeting("cabinet", "2013-09-11", decided, start="18:30")
    return feed_of_issue(_sight(issue, early, late), issue)


def test_a_feed_has_all_that_atom_demands() -> None:
    feed = _issue_feed()
    for path in ("/a:feed/a:id", "/a:feed/a:title", "/a:feed/a:updated", "/a:feed/a:author/a:name"):
        assert len(_texts(feed, f"{path}/text()")) == 1
    entries = etree.fromstring(feed).findall("a:entry", NAMES)
    assert all(entry.find(f"a:{name}", NAMES) is not None for entry in entries for name in ("id", "title", "updated"))


def test_the_newest_entry_comes_first_and_gives_the_feed_its_time() -> None:
    feed = _issue_feed()
    assert _texts(feed, "//a:entry/a:updated/text()") == ["2013-09-11T18:30:00+01:00", "2013-01-11T00:00:00+00:00"]
    assert _texts(feed, "/a:feed/a:updated/text()") == ["2013-09-11T18:30:00+01:00"]


def test_an_entry_says_what_was_decided_else_what_it_was_about_as_text() -> None:
    assert _texts(_issue_feed(), "//a:summary/text()") == ["To go on.", "On a &lt; b &amp; c."]


def test_identifiers_are_tags_that_do_not_change_when_the_site_moves() -> None:
    issue = make_issue("parks")
    meeting = make_meeting("cabinet", "2013-01-11", make_item(number="5", issue=issue.id))
    here = _sight(issue, meeting)
    there = Sight(here.archive, here.page, "https://x.example/")
    ids = _texts(feed_of_issue(here, issue), "//a:id/text()")
    assert ids == _texts(feed_of_issue(there, issue), "//a:id/text()")
    assert ids[1] == "tag:exampleton-borough-council.invalid,2026:meetings/cabinet/2013-01-11/#item-5"


def test_links_of_entries_lead_to_the_item() -> None:
    hrefs = _texts(_issue_feed(), "//a:entry/a:link/@href")
    assert hrefs[0] == "../../meetings/cabinet/2013-09-11/#item-7"


def test_a_feed_without_entries_bears_the_time_of_the_records_not_of_a_clock() -> None:
    issue = make_issue("parks")
    assert _texts(feed_of_issue(_sight(issue), issue), "/a:feed/a:updated/text()") == ["2020-12-31T00:00:00+00:00"]


def test_a_committees_feed_leaves_routine_out_and_is_no_longer_than_it_may() -> None:
    items = [make_item(f"Item {n}", number=str(n)) for n in range(1, 40)]
    meetings = [make_meeting("cabinet", f"2013-0{n}-11", *items, make_item("Apologies", routine=True)) for n in (1, 2)]
    sight = _sight(*meetings, page="committees/cabinet/")
    (committee,) = sight.archive.committees.values()
    titles = _texts(committee_feed(sight, committee), "//a:entry/a:title/text()")
    assert len(titles) == MOST
    assert not any("Apologies" in title for title in titles)


def test_the_feed_of_decisions_holds_items_with_an_outcome_and_decisions_outside_meetings() -> None:
    items = (make_item("Decided", minutes="RESOLVED: To go on."), make_item("Talked of"))
    sight = _sight(make_meeting("cabinet", "2013-01-11", *items), make_decision(), page="feeds/")
    titles = _texts(decisions_feed(sight), "//a:entry/a:title/text()")
    assert [title.split(":")[0] for title in titles] == ["Cycle grant", "Decided"]
