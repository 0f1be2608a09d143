"""OParl's objects refer to one another by address, in however many files and imports they come."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.importing import files, import_texts, record

HOST = "https://ris.example"
TYPE = "https://schema.oparl.org/1.1/"
ORGANIZATION = {"id": f"{HOST}/o/1", "type": f"{TYPE}Organization", "name": "Rat der Stadt Aue"}
ITEM = {"id": f"{HOST}/a/1", "type": f"{TYPE}AgendaItem", "number": "1", "name": "Wehr", "consultation": f"{HOST}/c/1"}
MEETING: dict[str, Any] = {
    "id": f"{HOST}/m/1",
    "type": f"{TYPE}Meeting",
    "name": "Rat der Stadt Aue (öffentlich)",
    "start": "2020-02-03T18:00:00+01:00",
    "organization": [f"{HOST}/o/1"],
    "agendaItem": [ITEM],
}
PAPER: dict[str, Any] = {"id": f"{HOST}/p/1", "type": f"{TYPE}Paper", "name": "Neubau des Wehrs", "reference": "7/20"}
CONSULTATION = {
    "id": f"{HOST}/c/1",
    "type": f"{TYPE}Consultation",
    "paper": f"{HOST}/p/1",
    "agendaItem": f"{HOST}/a/1",
    "meeting": f"{HOST}/m/1",
    "role": "Beratung",
}
PLACE = "meetings/rat-der-stadt-aue/2020-02-03"


def bring(tmp_path: Path, *objects: Any) -> Path:
    import_texts(tmp_path / "content", {f"{n}.json": json.dumps(each) for n, each in enumerate(objects)})
    return tmp_path / "content"


def item(content: Path) -> dict[str, Any]:
    items: Any = record(content, PLACE)["items"]
    found: dict[str, Any] = items[0]
    return found


@pytest.mark.parametrize("order", list(itertools.permutations([ORGANIZATION, MEETING, PAPER, CONSULTATION]))[::5])
def test_the_order_of_the_files_means_nothing(tmp_path: Path, order: tuple[dict[str, Any], ...]) -> None:
    content = bring(tmp_path, *order)
    assert sorted(n for n in files(content) if n.endswith(".yaml")) == [
        "committees/rat-der-stadt-aue.yaml", "issues/neubau-des-wehrs.yaml", f"{PLACE}.yaml",
    ]  # fmt: skip
    assert (item(content)["issue"], item(content)["summary"]) == ("neubau-des-wehrs", "- Beratung: Beratung")


def test_a_paper_that_comes_later_is_the_issue_that_its_item_named(tmp_path: Path) -> None:
    bring(tmp_path, MEETING, CONSULTATION)
    content = bring(tmp_path, PAPER)
    assert item(content)["issue"] == "wehr"
    assert record(content, "issues/wehr")["references"] == ["7/20"]


def test_papers_that_came_before_are_known(tmp_path: Path) -> None:
    bring(tmp_path, PAPER | {"consultation": [CONSULTATION]})
    assert item(bring(tmp_path, MEETING))["issue"] == "neubau-des-wehrs"


def test_an_item_whose_paper_is_nowhere_names_no_issue_and_the_report_says_so(tmp_path: Path) -> None:
    report = import_texts(tmp_path / "content", {"m.json": json.dumps(MEETING)})
    assert "issue" not in item(tmp_path / "content")
    assert [each.reason for each in report.sources[0].assumed] == [
        "no source has this paper, so the item names no issue"
    ]
    assert report.exit_status() == 0


def test_escaped_slashes_and_old_types_are_read_alike(tmp_path: Path) -> None:
    text = json.dumps(MEETING).replace("/1.1/", "/1.0/").replace("/", "\\/")
    import_texts(tmp_path / "content", {"m.json": text})
    assert item(tmp_path / "content")["title"] == "Wehr"


@pytest.mark.parametrize(("start", "time"), [("2020-02-03T18:00:00Z", "19:00"), ("2020-02-03T00:00:00+01:00", None)])
def test_universal_time_is_told_on_german_clocks_and_midnight_is_no_time(
    tmp_path: Path, start: str, time: str | None
) -> None:
    assert record(bring(tmp_path, MEETING | {"start": start}), PLACE).get("start") == time


def test_items_are_ordered_by_their_order_even_with_gaps(tmp_path: Path) -> None:
    items = [
        {"id": f"{HOST}/a/{n}", "type": f"{TYPE}AgendaItem", "number": "", "name": name, "order": n}
        for n, name in ((30, "Wehr"), (2, "Aal"))
    ]
    found: Any = record(bring(tmp_path, MEETING | {"agendaItem": items}), PLACE)["items"]
    assert [(each["title"], each.get("number")) for each in found] == [("Aal", None), ("Wehr", None)]


def test_a_closed_item_says_why(tmp_path: Path) -> None:
    closed = [MEETING["agendaItem"][0] | {"public": False}]
    assert item(bring(tmp_path, MEETING | {"agendaItem": closed}))["exempt"] == {
        "reason": "nichtöffentlich",
        "public_excluded": True,
    }


def test_resolutions_in_markup_become_prose(tmp_path: Path) -> None:
    decided = [
        MEETING["agendaItem"][0] | {"result": "beschlossen", "resolutionText": "<p>Eins.</p><ul><li>Zwei</li></ul>"}
    ]
    found = item(bring(tmp_path, MEETING | {"agendaItem": decided}))
    assert found["decision"] == "beschlossen\n\nEins.\n\n- Zwei"
    assert [each["text"] for each in found["resolutions"]] == ["Eins.", "Zwei"]


def test_a_deleted_object_makes_no_record_and_leaves_the_one_that_is_there(tmp_path: Path) -> None:
    content = bring(tmp_path, PAPER, MEETING, CONSULTATION)
    before = files(content)
    bring(tmp_path, {"id": PAPER["id"], "type": PAPER["type"], "deleted": True, "name": "", "reference": ""})
    assert files(content) == before


def test_twice_is_once(tmp_path: Path) -> None:
    before = files(bring(tmp_path, ORGANIZATION, MEETING, PAPER, CONSULTATION))
    assert files(bring(tmp_path, ORGANIZATION, MEETING, PAPER, CONSULTATION)) == before
