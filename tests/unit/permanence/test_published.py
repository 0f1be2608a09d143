from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from plugins.archive.archive import Archive
from plugins.permanence.published import (
    LINKS,
    Known,
    addresses_among,
    changed_among,
    entries_of,
    links_head,
    links_rows,
    published,
    unknown_among,
)
from plugins.permanence.rows import NO_ROWS, Change, write_rows
from plugins.permanence.walk import walk
from tests.support.builders import make_archive, make_decision, make_item, make_meeting

FILES = (
    "404.html", "data/items.csv", "documents/a.pdf", "feeds/decisions.atom", "go/0.json", "go/index.html", "index.html",
    "issues/a/feed.atom", "issues/a/index.html", "issues/a/index.json", "meetings/cabinet/2013-09-11/index.html",
    "theme/minutebook.css",
)  # fmt: skip


def _entries(archive: Archive, known: Known | None = None) -> Known:
    known = known or {}
    found = walk(archive, unknown_among(archive, known), 1, listens=False)
    return entries_of(archive, known, found.entries)


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
    links = published(_entries(archive), files)
    assert links["meetings/cabinet/2013-09-11/"] == ("item-5 m1",)
    assert links["decisions/2020/cycle-grant/"] == ("- d1",)
    assert links["issues/a/"] == ()


def test_anchors_are_found_again_where_a_record_has_changed() -> None:
    meeting = make_meeting("cabinet", "2013-09-11", make_item(number="5", minutes="One."))
    archive = make_archive(meeting, make_decision(decision="One."))
    file, page = "meetings/cabinet/2013-09-11.yaml", "meetings/cabinet/2013-09-11/"
    known = {page: (b"as it was", ("item-9",)), "meetings/cabinet/2012-01-01/": (b"", ("item-1",))}
    same = _entries(replace(archive, digests={file: b"as it was"}), known)
    assert same[page] == (b"as it was", ("item-9",))
    other = _entries(replace(archive, digests={file: b"another"}), known)
    assert other[page] == (b"another", ("item-5 m1",))
    assert changed_among(other, known) == {page, "meetings/cabinet/2012-01-01/", "decisions/2020/cycle-grant/"}


def test_the_file_of_links_lists_every_address_with_its_anchors(tmp_path: Path) -> None:
    addresses = frozenset({"", "meetings/m/"})
    rows = links_rows(addresses, {"meetings/m/": (None, ("item-5 m1-2",))})
    write_rows(tmp_path / LINKS, links_head(""), NO_ROWS, Change(frozenset(), addresses, rows))
    assert json.loads((tmp_path / LINKS).read_bytes()) == {
        "format": 1, "site": None, "links": {"": [], "meetings/m/": ["item-5", "item-5-m1", "item-5-m2"]},
    }  # fmt: skip
    assert json.loads(links_head("https://x.example/") + "}}")["site"] == "https://x.example/"


def test_whatever_is_in_an_anchor_stands_in_the_file_of_links_as_json() -> None:
    entries = {"a/": (None, ('item-"5"', "item-\u0175", "item-b\\c")), "b/": (None, ("item-c",))}
    assert list(links_rows(frozenset(entries), entries)) == [
        b'"a/":["item-\\"5\\"","item-\\u0175","item-b\\\\c"]', b'"b/":["item-c"]',
    ]  # fmt: skip
