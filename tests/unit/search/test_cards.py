from __future__ import annotations

import datetime as dt
import json
import zlib
from pathlib import Path
from typing import Any

from plugins.search.documents import Passage, SearchDocument, Searched
from tests.support.searching import write_indexes

LONG = (
    "Before it stood much else. " * 40 + "The allotments at Mill Lane would stay open. " + "After it came more. " * 40
)


def _pages(folder: Path, *texts: str) -> list[list[Any]]:
    """The first pages of an archive of many documents with the same passages: each a list of numbers with cards."""
    said = tuple(Passage("minutes", text, f"m{n}") for n, text in enumerate(texts))
    documents = tuple(
        SearchDocument(
            id=str(number), kind="item", url=f"{number}/", title=f"T{number}", date=dt.date(2013, 9, 11),
            passages=(Passage("title", f"T{number}"), *said),
        )
        for number in range(60)
    )  # fmt: skip
    write_indexes(folder, Searched(language="en", documents=documents))
    files = [zlib.decompress(path.read_bytes()) for path in (folder / "search-index" / "b").iterdir()]
    return [json.loads(code[code.index(b"[") :]) for code in files]


def _shown(pages: list[list[Any]], word: str) -> list[list[str]]:
    """The passage of each card on pages whose passages say a word."""
    texts = [[card["text"][0][1][0] for _, card in page] for page in pages]
    return next(text for text in texts if all(word in passage for _, passage in text))


def test_a_first_page_has_the_ten_best_each_with_the_passage_that_says_most_of_the_word(tmp_path: Path) -> None:
    pages = _pages(tmp_path, "Nothing of it.", "An allotment.", "Allotments: one allotment, two allotments.")
    assert _shown(pages, "two allotments") == [["m2", "Allotments: one allotment, two allotments."]] * 10
    numbers = [number for number, _ in next(page for page in pages if "two allotments" in json.dumps(page))]
    assert numbers == list(range(59, 49, -1))


def test_only_whole_words_are_counted_whatever_they_are_written_with(tmp_path: Path) -> None:
    pages = _pages(tmp_path, "Rule 110.1 and 210.1, 310.1, 10.1x.", "Rule 10.1 and 10.1.")
    assert _shown(pages, "Rule 10.1 and") == [["m1", "Rule 10.1 and 10.1."]] * 10


def test_a_long_passage_is_cut_to_what_stands_around_the_word(tmp_path: Path) -> None:
    (anchor, passage), *_ = _shown(_pages(tmp_path, LONG), "allotments")
    assert anchor == "m0"
    assert passage.startswith("… ")
    assert passage.endswith(" …")
    assert "The allotments at Mill Lane would stay open. After it came more." in passage
    assert passage.strip("… ") in LONG
    assert len(passage) < 460
