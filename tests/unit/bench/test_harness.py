"""The bench runs from end to end on a small archive, without neighbours."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bench import corpora
from tests.bench.known import KINDS, Known
from tests.bench.quality import known_items
from tests.bench.tables import Table, as_text, keep


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(corpora, "FOLDER", tmp_path / "corpora")


def test_known_items_are_asked_of_a_small_archive(tmp_path: Path) -> None:
    tables, measured = known_items([60], 3, tmp_path, peers=False)
    assert tables[0].rows[0][0] == "Minutebook"
    assert set(measured[60]["Minutebook"]) == set(KINDS)


def test_known_items_are_the_same_for_the_same_archive() -> None:
    documents = corpora.searched(corpora.synthetic(60)).documents
    assert Known(documents).queries(3) == Known(documents).queries(3)


def test_a_table_is_kept_as_text_and_as_json(tmp_path: Path) -> None:
    table = Table("Speed", ("", "seconds"), (("ours", "1.0"), ("theirs", "12.0")), ("a note",))
    keep(tmp_path, "speed", [table], {"ours": 1.0})
    assert (tmp_path / "speed.txt").read_text() == as_text(table) + "\n"
    assert "theirs     12.0" in as_text(table)
    assert json.loads((tmp_path / "speed.json").read_text())["measured"] == {"ours": 1.0}
