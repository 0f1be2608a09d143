"""The engines that answer queries on a server or at a prompt: ours, Whoosh with its defaults, SQLite's FTS5, tantivy.

Each answers many queries at once with the ids of its first ten documents.
"""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import msgspec
from whoosh import fields, index
from whoosh.qparser import AndGroup, MultifieldParser, OrGroup

from plugins.search.ask import Asker, Hit
from tests.bench import installing
from tests.bench.corpora import Leaf
from tests.bench.judged import SHOWN

Answers = list[list[str]]
_PARTS = re.compile(r'"([^"]*)"|(\S+)')
_WORDS = re.compile(r"\w+")


class Engine(Protocol):
    """Something that can be asked."""

    name: str

    def answers(self, queries: Sequence[str]) -> Answers:
        """The first ten documents for each query."""
        ...


class Ours:
    """Minutebook's own search over the Whoosh index of a built site: the browser gives the same."""

    name = "Minutebook"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def answers(self, queries: Sequence[str]) -> Answers:
        with Asker(self._folder) as asker:
            return [[one.id for one in asker.results(_shown(asker, text))] for text in queries]


def _shown(asker: Asker, text: str) -> tuple[Hit, ...]:
    """What the search page shows: the first page, and after few that have all words those with most of them."""
    answer = asker.answer(text)
    whole = answer.hits and answer.matched == answer.wanted > 1
    return (*answer.hits, *(asker.also(text) if whole and len(answer.hits) < SHOWN else ()))[:SHOWN]


class PlainWhoosh:
    """Whoosh as its guide shows it: text fields, a parser over both, BM25F."""

    def __init__(self, leaves: Sequence[Leaf], *, every: bool) -> None:
        self.name = "Whoosh, all words" if every else "Whoosh, any word"
        self._leaves, self._group = leaves, AndGroup if every else OrGroup

    def answers(self, queries: Sequence[str]) -> Answers:
        with tempfile.TemporaryDirectory() as folder:
            made = index.create_in(folder, fields.Schema(id=fields.STORED, title=fields.TEXT, body=fields.TEXT))
            writer = made.writer(limitmb=256)
            for leaf in self._leaves:
                writer.add_document(id=leaf.id, title=leaf.title, body=leaf.body)
            writer.commit()
            parser = MultifieldParser(["title", "body"], made.schema, group=self._group)
            with made.searcher() as searcher:
                found = [searcher.search(parser.parse(text), limit=SHOWN) for text in queries]
                return [[hit["id"] for hit in hits] for hits in found]


class Fts5:
    """SQLite's FTS5 with its porter stemmer and bm25."""

    def __init__(self, leaves: Sequence[Leaf], *, every: bool) -> None:
        self.name = "FTS5, all words" if every else "FTS5, any word"
        self._leaves, self._joint = leaves, " " if every else " OR "

    def answers(self, queries: Sequence[str]) -> Answers:
        database = sqlite3.connect(":memory:")
        database.execute("CREATE VIRTUAL TABLE leaf USING fts5(id UNINDEXED, title, body, tokenize='porter unicode61')")
        database.executemany(
            "INSERT INTO leaf VALUES (?, ?, ?)", [(one.id, one.title, one.body) for one in self._leaves]
        )
        asks = "SELECT id FROM leaf WHERE leaf MATCH ? ORDER BY bm25(leaf) LIMIT ?"
        return [[row[0] for row in database.execute(asks, (self._match(text), SHOWN))] for text in queries]

    def _match(self, text: str) -> str:
        """A query in FTS5's own language: each word and phrase quoted."""
        parts = [_WORDS.findall(phrase or word) for phrase, word in _PARTS.findall(text)]
        return self._joint.join('"' + " ".join(words) + '"' for words in parts if words)


class Tantivy:
    """tantivy with its English stemmer, in its own environment."""

    def __init__(self, leaves: Sequence[Leaf], *, every: bool) -> None:
        self.name = "tantivy, all words" if every else "tantivy, any word"
        self._leaves, self._every = leaves, every

    def answers(self, queries: Sequence[str]) -> Answers:
        given = {"leaves": self._leaves, "queries": queries, "every": self._every, "limit": SHOWN}
        command = [installing.python(), Path(__file__).parent / "peers" / "ask_tantivy.py"]
        done = subprocess.run(command, input=msgspec.json.encode(given), capture_output=True, check=False)
        if done.returncode:
            raise installing.MissingPeerError(done.stderr.decode()[-300:])
        found: Answers = json.loads(done.stdout)
        return found
