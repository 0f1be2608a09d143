from __future__ import annotations

import json

from plugins.permanence.published import addresses_among, links_file, published
from tests.support.builders import make_archive, make_decision, make_item, make_meeting

FILES = (
    "404.html", "data/items.csv", "documents/a.pdf", "feeds/decisions.atom", "go/0.json", "go/index.html", "index.html",
    "issues/a/feed.atom", "issues/a/index.html", "issues/a/index.json", "meetings/cabinet/2013-09-11/index.html",
    "theme/minutebook.css",
)  # fmt: skip


def test_pages_downloads_documents_and_feeds_of_the_site_are_what_others_may_link_to() -> None:
    assert sorted(addresses_among(FILES)) == [
        "", "data/items.csv", "documents/a.pdf", "feeds/decisions.atom", "issues/a/", "meetings/cabinet/2013-09-11/",
    ]  # fmt: skip


def test_files_of_the_papers_search_index_are_nobodys_addresses() -> None:
    assert list(addresses_among(["documents/search-index/t/0123456789.bin", "documents/plan.pdf"])) == [
        "documents/plan.pdf"
    ]


def test_meetings_and_decisions_have_their_anchors() -> None:
    meeting = make_meeting("cabinet", "2013-09-11", make_item(number="5", minutes="One."))
    archive = make_archive(meeting, make_decision(decision="One."))
    files = (*FILES, "decisions/2020/cycle-grant/index.html")
    links = published(archive, files, 1)
    assert links["meetings/cabinet/2013-09-11/"] == ("item-5 m1",)
    assert links["decisions/2020/cycle-grant/"] == ("- d1",)
    assert links["issues/a/"] == ()
    assert links == published(archive, files, 2)


def test_the_file_of_links_lists_every_address_with_its_anchors() -> None:
    text = "".join(links_file({"": (), "meetings/m/": ("item-5 m1-2",)}, ""))
    assert json.loads(text) == {
        "format": 1, "site": None, "links": {"": [], "meetings/m/": ["item-5", "item-5-m1", "item-5-m2"]},
    }  # fmt: skip
