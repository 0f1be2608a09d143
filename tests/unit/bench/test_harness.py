"""The bench runs from end to end on a small archive, without neighbours."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.bench import corpora
from tests.bench.build import ONE_WORD, SAME, WHOLE, build, change_a_word, plot
from tests.bench.known import KINDS, Known
from tests.bench.project import NoRoomError
from tests.bench.quality import known_items
from tests.bench.questions import KINDS as QUESTION_KINDS
from tests.bench.questions import questions
from tests.bench.search import OURS
from tests.bench.serving import served
from tests.bench.tables import Table, as_text, keep
from tests.bench.visits import Answered, visit
from tests.support.chromium import find_chromium
from tests.support.threads import in_a_thread


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


def test_every_kind_of_question_is_made_of_a_small_archive() -> None:
    asked = questions(corpora.searched(corpora.synthetic(60)).documents, 2)
    assert set(asked) == set(QUESTION_KINDS)
    assert all(one.committee for one in asked["a filter with counts"])


@pytest.mark.browser
def test_a_visit_tells_bytes_requests_and_time() -> None:
    content = corpora.synthetic(60)
    asked = questions(corpora.searched(content).documents, 2)["a common word"]
    site = corpora.site(content, "visited")

    def visited() -> Answered:
        with sync_playwright() as playwright, served({"site": site}) as host:
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
            try:
                return visit(browser, host, OURS, (asked[0], asked[1]), None)
            finally:
                browser.close()

    told = in_a_thread(visited)
    assert told.linked.size > told.typed.size > 0
    assert told.following.requests > 0
    assert told.linked.milliseconds > 0


def test_our_own_builds_are_measured(tmp_path: Path) -> None:
    tables, measured = build([60], 1, tmp_path, peers=False)
    assert measured[60][WHOLE].size.files > 60
    assert measured[60][WHOLE].cost.memory > 10_000_000
    assert "two workers over one: times faster" in [row[0] for row in tables[-1].rows]
    plot(tmp_path / "bench.svg", measured)
    assert "60 agenda items" in (tmp_path / "bench.svg").read_text()


def test_a_large_archive_is_built_whole_and_again_and_nothing_else(tmp_path: Path) -> None:
    tables, measured = build([60, 80], 1, tmp_path, peers=True, alone_from=60)
    assert list(measured[80]) == [WHOLE, SAME, ONE_WORD]
    assert measured[80][SAME].size == measured[80][WHOLE].size
    assert [row[0] for row in tables[-1].rows] == ["seconds an item at 80 over 60", "peak memory at 80"]


def test_too_little_room_is_told_before_anything_is_built(tmp_path: Path) -> None:
    with pytest.raises(NoRoomError, match="GB are needed"):
        build([10**12], 1, tmp_path, peers=False)


def test_a_word_is_added_and_taken_out_again(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(corpora.synthetic(60), content)
    written = [path.read_bytes() for path in sorted(content.rglob("*.yaml"))]
    change_a_word(content)
    changed = [path.read_bytes() for path in sorted(content.rglob("*.yaml"))]
    assert sum(one != other for one, other in zip(written, changed, strict=True)) == 1
    change_a_word(content)
    assert [path.read_bytes() for path in sorted(content.rglob("*.yaml"))] == written
