"""Legistar's files refer to one another, in whatever order and in however many imports they come."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import pytest

from plugins.importers.drafts import Page
from plugins.importers.readers import read
from plugins.importers.recognise import Unreadable
from tests.support.importing import files, import_texts, record

BODIES = [{"BodyId": 2, "BodyGuid": "B", "BodyName": "Quay Board", "BodyTypeName": "Board"}]
EVENTS = [
    {"EventId": 1, "EventGuid": "E", "EventBodyId": 2, "EventBodyName": "The Quay Board", "EventDate": "2021-05-04"}
]
ITEMS = [
    {"EventItemId": 5, "EventItemGuid": "I", "EventItemEventId": 1, "EventItemTitle": "Oak"}
    | {"EventItemMatterId": 7, "EventItemMatterName": "Oak"}
]
MATTERS = [{"MatterId": 7, "MatterGuid": "M", "MatterFile": "21-7", "MatterName": "Oak", "MatterStatusName": "Open"}]
VOTES = [
    {"VoteId": 1, "VoteGuid": "V", "VotePersonId": 3, "VotePersonName": "Ada Pike", "VoteValueName": "Aye"}
    | {"VoteEventItemId": 5}
]
ALL: dict[str, list[dict[str, Any]]] = {"b": BODIES, "e": EVENTS, "i": ITEMS, "m": MATTERS, "v": VOTES}


def texts(*names: str) -> dict[str, str]:
    return {f"{place}{name}.json": json.dumps(ALL[name]) for place, name in enumerate(names)}


def told(content: Path) -> dict[str, object]:
    return {n: record(content, n.removesuffix(".yaml")) for n in files(content) if n.endswith(".yaml")}


@pytest.mark.parametrize("order", list(itertools.permutations("beimv"))[::17])
def test_the_order_of_the_files_means_nothing(tmp_path: Path, order: tuple[str, ...]) -> None:
    import_texts(tmp_path / "content", texts(*order))
    found = told(tmp_path / "content")
    assert sorted(found) == [
        "committees/quay-board.yaml", "issues/oak.yaml", "meetings/quay-board/2021-05-04.yaml", "people/ada-pike.yaml",
    ]  # fmt: skip
    assert found["meetings/quay-board/2021-05-04.yaml"]["items"][0]["votes"][0]["named"][0]["person"] == "ada-pike"  # type: ignore[index]
    assert found["issues/oak.yaml"]["references"] == ["21-7"]  # type: ignore[index]


@pytest.mark.parametrize("order", ["ei b m", "b ei m", "m b ei"])
def test_imports_one_after_the_other_know_what_is_there(tmp_path: Path, order: str) -> None:
    for names in order.split():
        import_texts(tmp_path / "content", texts(*names))
    found = told(tmp_path / "content")
    assert sorted(n.partition("/")[0] for n in found) == ["committees", "issues", "meetings"]
    meeting: Any = next(each for name, each in found.items() if name.startswith("meetings"))
    assert meeting["items"][0]["issue"] == "oak"


def test_a_name_that_only_events_use_is_another_name_of_the_body(tmp_path: Path) -> None:
    import_texts(tmp_path / "content", texts("b", "e"))
    committee = record(tmp_path / "content", "committees/quay-board")
    assert (committee["names"], committee["aliases"]) == ([{"name": "Quay Board"}], ["The Quay Board"])


def test_twice_is_once(tmp_path: Path) -> None:
    import_texts(tmp_path / "content", texts("b", "e", "i", "m", "v"))
    before = files(tmp_path / "content")
    assert import_texts(tmp_path / "content", texts("b", "e", "i", "m", "v")).written == 0
    assert files(tmp_path / "content") == before


def test_a_vote_on_an_item_that_no_source_has_is_reported(tmp_path: Path) -> None:
    report = import_texts(tmp_path / "content", texts("v"))
    assert [(left.text, left.reason) for left in report.sources[0].not_understood] == [
        ("Aye", "it belongs to something that no source has")
    ]


def test_a_field_of_the_councils_own_stands_under_the_issue(tmp_path: Path) -> None:
    own = json.dumps([MATTERS[0] | {"MatterEXText5": "Shoals", "MatterGuid": "9-9"}])
    report = import_texts(tmp_path / "content", {"m.json": own})
    assert record(tmp_path / "content", "issues/oak")["summary"] == "- Status: Open\n\n- Text 5: Shoals"
    assert report.exit_status() == 0


@pytest.mark.parametrize("text", ["{}", "[1, 2]", '{"a": {"b": 1}}', "[", '{"type": "x"}', '{"ID": 1}', "[[[]]]"])
def test_json_that_is_nothing_known_is_not_read(text: str) -> None:
    assert isinstance(read(Page("x", "", text)), Unreadable)


def test_an_empty_list_is_read_and_holds_nothing() -> None:
    reading = read(Page("x", "", "[]"))
    assert not isinstance(reading, Unreadable)
    assert (reading.drafts, reading.left) == ((), ())
