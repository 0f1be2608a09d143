"""Whether the right answer comes first: judged queries over real records, and known items of synthetic ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from plugins.search.documents import Searched
from tests.bench import corpora
from tests.bench.engines import Engine, Fts5, Ours, PlainWhoosh, Tantivy
from tests.bench.installing import MissingPeerError
from tests.bench.judged import Asked, Success, load, names, rank, resolve, success
from tests.bench.known import KINDS, Known
from tests.bench.pagefind import PagefindIndex
from tests.bench.real import NoSampleError, imported
from tests.bench.tables import Table, number, say
from tests.support.site import ROOT

GOAL = "Goal: better than every peer at success at 1 and reciprocal rank."
KNOWN_GOAL = (
    "Goal: the right item first in at least 98 % of each kind (published for Pagefind: 100, 100, 100, 30, 0 %)."
)


class Failure(msgspec.Struct, frozen=True):
    """A judged query whose right answer does not come first with us."""

    asks: str
    rank: int | None
    first: tuple[str, ...]
    right: tuple[str, ...]


def judged(work: Path, *, peers: bool) -> tuple[list[Table], Any]:
    """The tables of all judged sets, and what was measured."""
    tables, measured = [], {}
    for name in names():
        try:
            content = ROOT / "content" if name == "demonstration" else imported(name)
        except NoSampleError as error:
            say(f"{name}: left out, {error}")
            continue
        say(f"Judged queries: {name}")
        rows, failures = _judge(name, content, work / name, peers=peers)
        tables.append(_table(name, rows))
        measured[name] = {"success": dict(rows), "ours not first": failures}
    return tables, measured


def _judge(name: str, content: Path, work: Path, *, peers: bool) -> tuple[list[tuple[str, Success]], list[Failure]]:
    """How well each engine answers a judged set, ours first; and where ours fails."""
    searched = corpora.searched(content)
    queries = resolve(load(name).queries, searched.documents)
    built = corpora.site(content, f"judged-{name}")
    rows, failures = [], list[Failure]()
    for engine in (Ours(corpora.whoosh_index(built)), *_peers(searched, work, wanted=peers)):
        answers = _answers(engine, [query.asks for query in queries])
        if answers is None:
            continue
        ranks = [rank(query.right, answer) for query, answer in zip(queries, answers, strict=True)]
        rows.append((engine.name, success(ranks)))
        if isinstance(engine, Ours):
            failures = _failures(queries, ranks, answers)
    return rows, failures


def _peers(searched: Searched, work: Path, *, wanted: bool) -> Iterator[Engine]:
    """The neighbours, each with the same documents."""
    if not wanted:
        return
    leaves = corpora.leaves(searched.documents)
    for kind in (PlainWhoosh, Fts5, Tantivy):
        yield from (kind(leaves, every=every) for every in (True, False))
    yield PagefindIndex(searched, work)


def _answers(engine: Engine, queries: Sequence[str]) -> list[list[str]] | None:
    try:
        return engine.answers(queries)
    except MissingPeerError as error:
        say(f"{engine.name}: left out, {error}")
        return None


def _failures(queries: Sequence[Asked], ranks: Sequence[int | None], answers: list[list[str]]) -> list[Failure]:
    return [
        Failure(query.asks, place, tuple(answer[:3]), query.right)
        for query, place, answer in zip(queries, ranks, answers, strict=True)
        if place != 1
    ]


def _table(name: str, rows: Sequence[tuple[str, Success]]) -> Table:
    columns = ("", "right at 1", "in 5", "in 10", "reciprocal rank")
    lines = tuple(
        (engine, *(f"{100 * share:.1f} %" for share in (one.at_1, one.at_5, one.at_10)), f"{one.reciprocal:.3f}")
        for engine, one in rows
    )
    return Table(f"Judged queries: {name}, {rows[0][1].queries} queries", columns, lines, (GOAL,))


def known_items(sizes: Sequence[int], many: int, work: Path, *, peers: bool) -> tuple[list[Table], Any]:
    """The tables of known items, one a size, and what was measured."""
    tables, measured = [], {}
    for size in sizes:
        say(f"Known items: {size:,} agenda items")
        content = corpora.synthetic(size)
        searched = corpora.searched(content)
        queries = Known(searched.documents).queries(many)
        built = corpora.site(content, f"synthetic-{size}")
        engines: list[Engine] = [Ours(corpora.whoosh_index(built))]
        if peers:
            engines.append(PagefindIndex(searched, work / str(size)))
        shares = {engine.name: found for engine in engines if (found := _known(engine, queries))}
        tables.append(_known_table(size, queries, shares))
        measured[size] = shares
    return tables, measured


def _known(engine: Engine, queries: dict[str, list[Asked]]) -> dict[str, Any] | None:
    """How well an engine finds each kind of known item; all are asked at once."""
    flat = [query for kind in KINDS for query in queries[kind]]
    answers = _answers(engine, [query.asks for query in flat])
    if answers is None:
        return None
    given = iter(zip(flat, answers, strict=True))
    told: dict[str, Any] = {}
    for kind in KINDS:
        pairs = [next(given) for _ in queries[kind]]
        ranks = [rank(query.right, answer) for query, answer in pairs]
        missed = [query.asks for (query, _), place in zip(pairs, ranks, strict=True) if place != 1]
        told[kind] = {"success": success(ranks), "not first": missed}
    return told


def _known_table(size: int, queries: dict[str, list[Asked]], shares: dict[str, dict[str, Any]]) -> Table:
    columns = ("", *(f"{kind} ({len(queries[kind])})" for kind in KINDS))
    rows = tuple(
        (name, *(number(100 * found[kind]["success"].at_1, 0) + " %" for kind in KINDS))
        for name, found in shares.items()
    )
    return Table(f"Known items first, {size:,} agenda items", columns, rows, (KNOWN_GOAL,))
