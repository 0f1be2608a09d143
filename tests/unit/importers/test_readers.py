"""A bad source costs itself and nothing else."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from plugins.importers import readers
from plugins.importers.drafts import Reading
from tests.support.importing import import_texts, record

EVENT = {"EventId": 1, "EventBodyId": 2, "EventBodyName": "Parks Board", "EventDate": "2020-02-03T00:00:00"}
ITEM = {
    "EventItemId": 11, "EventItemEventId": 1, "EventItemAgendaSequence": 1, "EventItemTitle": "Pond works",
    "EventItemMatterId": 5,
}  # fmt: skip
MATTER = {"MatterId": 5, "MatterFile": "2020-5", "MatterTitle": "Works at the town pond", "MatterName": "Town pond"}
SOURCES = {"a.json": json.dumps([EVENT]), "b.json": json.dumps([ITEM]), "c.json": json.dumps([MATTER])}
DEEP = {"MatterId": 6, "MatterTitle": "Deep", "MatterEXText1": "<div>" * 10_000 + "The park" + "</div>" * 10_000}


def test_markup_that_is_nested_too_deep_within_a_value_costs_no_other_page_its_references(tmp_path: Path) -> None:
    report = import_texts(tmp_path / "content", {**SOURCES, "d.json": json.dumps([DEEP])})
    assert [source.failure for source in report.sources] == [None] * 4
    assert record(tmp_path / "content", "meetings/parks-board/2020-02-03")["items"][0]["issue"] == "town-pond"  # type: ignore[index]
    assert "stumble" not in str(report.sources)


def test_a_source_over_which_the_reader_stumbles_is_told_and_the_others_are_read_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish = readers._FINISH["legistar"]

    def stumbling(readings: Sequence[Reading]) -> Sequence[Reading]:
        if any(each.loose is not None and each.loose.page.name == "d.json" for each in readings):
            raise KeyError("MatterId")
        return finish(readings)

    monkeypatch.setitem(readers._FINISH, "legistar", stumbling)
    report = import_texts(tmp_path / "content", {**SOURCES, "d.json": json.dumps([{**MATTER, "MatterId": 6}])})
    assert record(tmp_path / "content", "meetings/parks-board/2020-02-03")["items"][0]["issue"] == "town-pond"  # type: ignore[index]
    assert [len(source.not_understood) for source in report.sources] == [0, 0, 0, 1]
    assert "stumble" in report.sources[3].not_understood[0].reason
