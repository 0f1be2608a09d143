"""The browser finds what Whoosh finds: the same documents in the same order, with the same scores and count."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from plugins.search import format as form
from plugins.search.ask import Asker, Filters
from tests.support.searching import WORDS, Browser, make_searched, write_indexes

ARCHIVES = 14
QUERIES = 400
TITLES = 0.1
LANGUAGES = ("en", "en", "de", "en", "cy", "en", "nl")
SHAPES = (
    "{w}", "{w} {w}", "{w} {w} {w}", "{w} -{w}", "{w} OR {w}", "{w} OR {w} {w}", '"{w} {w}"', '"{w} {w} {w}" {w}',
    '-"{w} {w}" {w}', "{p}*", "{p}* {w}", "{p}", "{p} 2011..", "{p}zz", "title:{w}", 'title:"{w} {w}"', "title:{p}*",
    "committee:{c}",
    "committee:{c} {w}",
    "{w} NEAR/{n} {w}", "{w} NEAR {w}", "2011..2012 {w}", "2012-03..", "..2011-06-30 {w}", "item 50", "item 7a {w}",
    "item 7 (a)", "7(a) {w}",
    "50/2", "-{w}", "{w} {w} zzzz", "zzzz yyyy {w} {w}", "{w} title:zzzz 2012..", "{w} OR -{w}", "11 March 2012",
    '"{w} {w}', "{w} OR", "NEAR/2 {w}", '"{w} {w}" OR {p}* -committee:{c}', "{w} {w} -committee:{c}", "zzzz", "",
    "prking {w}", "libarry {w} {w} zzzz", "{w} {w} {w} {w}", '"{w} {w}" "{w} {w}" -"{w} {w}"',
)  # fmt: skip
FILTERS: tuple[dict[str, str], ...] = (
    {}, {}, {}, {"committee": "cabinet"}, {"kind": "decision"}, {"outcome": "approved"}, {"first": "2012-01-01"},
    {"last": "2011-12-31", "committee": "planning"}, {"first": "2011-01-01", "last": "2012-06-30", "kind": "item"},
    {"topic": "Housing"}, {"topic": "Parks & gardens", "committee": "cabinet"}, {"ward": "North"},
    {"committee": "nowhere"}, {"outcome": "unheard"},
)  # fmt: skip


def _query(chance: random.Random) -> str:
    shape = chance.choice(SHAPES)
    while "{" in shape:
        word = chance.choice(WORDS)
        shape = shape.replace("{w}", word, 1).replace("{p}", word[: chance.randint(2, 5)], 1)
        shape = shape.replace("{c}", chance.choice(("cabinet", "scrutiny", '"executive board"', "zzzz")), 1)
        shape = shape.replace("{n}", str(chance.randint(1, 30)), 1)
    return shape


def _question(chance: random.Random, titles: list[str]) -> dict[str, Any]:
    sort = chance.choice(("relevance", "relevance", "newest", "oldest"))
    enough = chance.choice((None, None, 2, 3, 10))
    return {
        "query": chance.choice(titles) if chance.random() < TITLES else _query(chance),
        "filters": chance.choice(FILTERS),
        "sort": sort,
        "enough": enough,
    }


@pytest.fixture(scope="module")
def browser() -> Any:
    one = Browser()
    yield one
    one.close()


@pytest.fixture(autouse=True)
def small_sizes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small limits, so that small archives have every kind of file. The client learns them from the files."""
    monkeypatch.setattr(form, "TERM_SHARD", 400)
    monkeypatch.setattr(form, "PACK", 300)
    monkeypatch.setattr(form, "PLACES_PACK", 500)
    monkeypatch.setattr(form, "WORD_SHARD", 120)
    monkeypatch.setattr(form, "DIRECTORY", 4)
    monkeypatch.setattr(form, "INSIDE", 3)
    monkeypatch.setattr(form, "FEW", 2)
    monkeypatch.setattr(form, "WHOLE", 12)
    monkeypatch.setattr(form, "HEAD", 10)
    monkeypatch.setattr(form, "TIER", 12)
    monkeypatch.setattr(form, "PLACES_CHUNK", 9)
    monkeypatch.setattr(form, "DOCUMENT_FOLDER", 16)


class TestTheBrowserEqualsWhoosh:
    """For any archive, query, filter and sort: equal documents, order, scores and count."""

    @pytest.mark.parametrize("seed", range(ARCHIVES))
    def test_all_queries_on_one_archive(self, seed: int, tmp_path: Path, browser: Browser) -> None:
        chance = random.Random(seed)
        searched = make_searched(seed, chance.choice((1, 7, 60, 150, 400)), LANGUAGES[seed % len(LANGUAGES)])
        write_indexes(tmp_path, searched)
        titles = [document.title for document in searched.documents]
        questions = [_question(chance, titles) for _ in range(QUERIES)]
        replies = browser.ask([{**question, "folder": str(tmp_path / "search-index")} for question in questions])
        assert isinstance(replies, list), replies
        with Asker(tmp_path / "whoosh") as asker:
            for question, reply in zip(questions, replies, strict=True):
                answer = asker.answer(question["query"], Filters(**question["filters"]), question["sort"])
                expected = [[hit.number, hit.score] for hit in answer.hits]
                first = slice(question["enough"])
                got = (reply["hits"][first], reply["total"], reply["matched"], reply["wanted"])
                assert got == (expected[first], len(expected), answer.matched, answer.wanted), question
                also = asker.also(question["query"], Filters(**question["filters"]))
                assert reply["also"] == [[hit.number, hit.score] for hit in also], question
