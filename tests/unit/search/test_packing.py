from __future__ import annotations

import datetime as dt
import json

import pytest

from plugins.search.documents import Passage, SearchDocument
from plugins.search.keeping import StaleCacheError
from plugins.search.packing import Facts, card_of, facts_of, pack, parts_of, unpacked

BARE = SearchDocument(
    id="x", kind="person", url="people/x/", title="X",
    passages=(Passage("title", "X"), Passage("minutes", "a", "m1"), Passage("minutes", "b")),
)  # fmt: skip
FULL = SearchDocument(
    id="meetings/x#50", kind="item", url="meetings/x/#50", title="“Ynys Môn”", date=dt.date(2013, 9, 11),
    committee="cabinet", committee_name="City Executive Board", outcome="approved", issue="ynys-mon",
    passages=(
        Passage("title", "“Ynys Môn”", "50"), Passage("minutes", "a", "m1"), Passage("summary", "s"),
        Passage("minutes", ""), Passage("minutes", "b\n\0", "m2"),
    ),
    references=("50/2", "item 50"), facets=(("topic", "Parks"), ("ward", "Môn")), routine=True,
)  # fmt: skip


def test_a_card_shows_what_there_is_and_no_more() -> None:
    assert json.loads(parts_of(pack(BARE)).card) == {
        "title": "X", "url": "people/x/", "kind": "person", "text": [[0, ["X"]], [6, [["m1", "a"], "b"]]],
    }  # fmt: skip


def test_a_card_has_the_day_the_name_of_the_committee_and_passages_by_their_fields() -> None:
    assert json.loads(parts_of(pack(FULL)).card) == {
        "title": "“Ynys Môn”", "url": "meetings/x/#50", "kind": "item", "date": "2013-09-11",
        "committee": "City Executive Board", "outcome": "approved", "issue": "ynys-mon", "routine": True,
        "text": [[0, [["50", "“Ynys Môn”"]]], [6, [["m1", "a"]]], [4, ["s"]], [6, ["", ["m2", "b\n\0"]]]],
    }  # fmt: skip


def test_a_document_without_text_has_a_card_all_the_same() -> None:
    document = SearchDocument(id="x", kind="person", url="people/x/", title="")
    assert json.loads(parts_of(pack(document)).card) == {"url": "people/x/", "kind": "person", "text": []}
    assert card_of(pack(document)).title == ""


@pytest.mark.parametrize("document", [BARE, FULL])
def test_a_document_is_unpacked_as_it_was(document: SearchDocument) -> None:
    assert unpacked(pack(document)) == document


def test_the_facts_of_a_document_are_what_it_is_filtered_by() -> None:
    day = dt.date(2013, 9, 11).toordinal()
    facets = (("topic", "Parks"), ("ward", "Môn"))
    assert facts_of(FULL) == Facts("meetings/x#50", "item", day, "cabinet", "approved", "ynys-mon", facets)
    assert facts_of(BARE) == Facts("x", "person")


@pytest.mark.parametrize("code", [b"", b"?", pack(FULL)[:40]])
def test_error_what_is_no_packed_document_is_stale(code: bytes) -> None:
    for read in (parts_of, card_of, unpacked):
        with pytest.raises(StaleCacheError):
            read(code)
