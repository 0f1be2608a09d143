"""How long an answer takes and what it weighs, beside Pagefind on the same items in the same run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

import msgspec
from playwright.sync_api import Browser, sync_playwright

from tests.bench import corpora
from tests.bench.installing import MissingPeerError
from tests.bench.measuring import Cost, Size, middle, size_of
from tests.bench.pagefind import PAGE, PagefindIndex
from tests.bench.project import Project, copied
from tests.bench.questions import Question, questions
from tests.bench.serving import Host, served
from tests.bench.tables import Table, number, ratio, say
from tests.bench.visits import A_LETTER, SLOW, Answered, Searcher, Visit, longest_task, visit
from tests.support.chromium import find_chromium

OURS = Searcher("Minutebook", "site/search/", r"/site/(theme/(\w+/)?js/search|(documents/)?search-index)/")
PAGEFIND = Searcher("Pagefind", "page/", r"/bundle/")
LINES: dict[str, dict[str, Any] | None] = {"a fast line": None, "1.6 Mbit/s with 150 ms": SLOW}
SLOWDOWN = 4
_LARGE = 20_000
"""Indexes of more items are built once."""

_SECONDS = re.compile(r"search (\d+\.\d+)")
_GOALS = {
    "linked": "Goal at 50,000 items: at most 60 kB with the client, 6 requests; 1,200 ms on the slow line.",
    "typed": "Goal at 50,000 items: 1,200 ms on the slow line. Both have loaded their code before.",
    "keyed": f"A letter every {A_LETTER} ms, then Enter: bytes since the first letter, time since Enter. Goal: 350 ms.",
    "following": "Goal at 50,000 items: at most 25 kB; 350 ms on the slow line, 50 ms on the fast.",
}
_HEADINGS = {
    "linked": "first query, opened by a link",
    "typed": "first query, asked at once at an open page",
    "keyed": "first query, typed letter by letter",
    "following": "next query",
}


class Indexing(msgspec.Struct, frozen=True):
    """What building an index cost, and what it is."""

    cost: Cost
    size: Size


class Measured(msgspec.Struct, frozen=True):
    """All that was measured at one size; visits by line, kind of question and searcher."""

    items: int
    indexing: dict[str, Indexing]
    visits: dict[str, dict[str, dict[str, list[Answered]]]]
    longest: dict[str, dict[str, float]]


def search(sizes: Sequence[int], runs: int, work: Path, *, peers: bool) -> tuple[list[Table], Any]:
    """The tables of all sizes, and what was measured."""
    all_measured = [_measure(size, runs, work / str(size), peers=peers) for size in sizes]
    tables = [table for one in all_measured for table in _tables(one)]
    return [*tables, *_growth(all_measured)], all_measured


def _measure(size: int, runs: int, work: Path, *, peers: bool) -> Measured:
    say(f"Search: {size:,} agenda items")
    content = corpora.synthetic(size)
    searched = corpora.searched(content)
    asked = questions(searched.documents, runs + 1)
    pagefind = PagefindIndex(searched, work) if peers else None
    indexing, bundle = _indexing(content, pagefind, 1 if size > _LARGE else min(runs, 3), work)
    folders = {
        "site": corpora.site(content, f"synthetic-{size}"),
        **({"page": PAGE, "bundle": bundle} if bundle else {}),
    }
    searchers = (OURS, PAGEFIND) if bundle else (OURS,)
    with _chromium() as browser, served(folders) as host:
        say("  visits")
        visits = {line: _visits(browser, host, searchers, asked, shape) for line, shape in LINES.items()}
        longest = {kind: _longest(browser, host, searchers, found) for kind, found in asked.items()}
    return Measured(size, indexing, visits, longest)


@contextmanager
def _chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        yield browser
        browser.close()


def _indexing(
    content: Path, pagefind: PagefindIndex | None, runs: int, work: Path
) -> tuple[dict[str, Indexing], Path | None]:
    """Both indexes built in turn; and where Pagefind's lies, if it could be had."""
    say("  indexes")
    ours: list[tuple[Cost, float]] = []
    theirs: list[Cost] = []
    project, output = copied(work), work / "ours"
    for _ in range(runs):
        ours.append(_index(project, content, output))
        theirs.extend(_theirs(pagefind))
    told = _ours_told(ours, output)
    if not (pagefind and theirs):
        return told, None
    return told | {"Pagefind": Indexing(middle(theirs), size_of(pagefind.bundle))}, pagefind.bundle


def _theirs(pagefind: PagefindIndex | None) -> list[Cost]:
    try:
        return [pagefind.build()] if pagefind else []
    except MissingPeerError as error:
        say(f"  Pagefind: left out, {error}")
        return []


def _index(project: Project, content: Path, output: Path) -> tuple[Cost, float]:
    """Our own build with no stage but reading and searching; and what the stage itself says that it took."""
    project.forget(output)
    said = output.with_suffix(".said")
    cost = project.build(content, output, stages=("intake", "search"), said=str(said))
    found = _SECONDS.findall(said.read_text(encoding="utf-8"))
    return cost, float(found[-1]) if found else cost.seconds


def _ours_told(ours: Sequence[tuple[Cost, float]], output: Path) -> dict[str, Indexing]:
    whole = middle([cost for cost, _ in ours])
    alone = Cost(median(seconds for _, seconds in ours), 0.0, whole.memory)
    parts = [size_of(output / part) for part in ("search-index", "documents")]
    size = Size(sum(one.files for one in parts), sum(one.size for one in parts))
    return {"Minutebook, with reading": Indexing(whole, size), "Minutebook, its search stage": Indexing(alone, size)}


def _visits(
    browser: Browser,
    host: Host,
    searchers: Sequence[Searcher],
    asked: dict[str, list[Question]],
    line: dict[str, Any] | None,
) -> dict[str, dict[str, list[Answered]]]:
    """Every kind of question, each searcher in turn."""
    found: dict[str, dict[str, list[Answered]]] = {kind: {one.name: [] for one in searchers} for kind in asked}
    for kind, pairs in ((kind, pairwise(told)) for kind, told in asked.items()):
        for pair in pairs:
            for searcher in searchers:
                found[kind][searcher.name].append(visit(browser, host, searcher, pair, line))
    return found


def _longest(
    browser: Browser, host: Host, searchers: Sequence[Searcher], asked: Sequence[Question]
) -> dict[str, float]:
    """The longest task of any question, on a slow processor."""
    return {
        searcher.name: max(longest_task(browser, host, searcher, question, SLOWDOWN) for question in asked[:-1])
        for searcher in searchers
    }


def _tables(measured: Measured) -> list[Table]:
    whole = [_indexing_table(measured)]
    for line, visits in measured.visits.items():
        whole += [_visit_table(measured.items, line, name, visits) for name in _HEADINGS]
    return [*whole, _longest_table(measured)]


def _visit_table(items: int, line: str, moment: str, visits: dict[str, dict[str, list[Answered]]]) -> Table:
    names = list(next(iter(visits.values())))
    columns = ("", *(f"{what} {name}" for what in ("kB", "requests", "ms") for name in names), "kB ratio", "ms ratio")
    told = {kind: found for kind, found in visits.items() if getattr(found[names[0]][0], moment)}
    rows = tuple(_visit_row(kind, [_middle(found[name], moment) for name in names]) for kind, found in told.items())
    return Table(f"{items:,} items, {line}: {_HEADINGS[moment]}", columns, rows, (_GOALS[moment],))


def _middle(answered: Sequence[Answered], moment: str) -> Visit:
    visits: list[Visit] = [getattr(one, moment) for one in answered]
    return Visit(
        int(median(one.size for one in visits)),
        int(median(one.requests for one in visits)),
        median(one.milliseconds for one in visits),
    )


def _visit_row(kind: str, found: Sequence[Visit]) -> tuple[str, ...]:
    sizes = [number(one.size / 1000, 1) for one in found]
    requests = [str(one.requests) for one in found]
    times = [number(one.milliseconds, 0) for one in found]
    first, last = found[0], found[-1]
    ratios = (
        (ratio(first.size, last.size), ratio(first.milliseconds, last.milliseconds)) if len(found) > 1 else ("-", "-")
    )
    return (kind, *sizes, *requests, *times, *ratios)


def _indexing_table(measured: Measured) -> Table:
    columns = ("", "seconds", "peak MB", "index MB", "files", "time ratio", "memory ratio")
    peer = measured.indexing.get("Pagefind")
    rows = tuple((name, *_index_row(one, peer)) for name, one in measured.indexing.items())
    goal = "Goal at 50,000 items: at most half of Pagefind's time and a tenth of its memory."
    return Table(f"{measured.items:,} items: building the index", columns, rows, (goal,))


def _index_row(one: Indexing, peer: Indexing | None) -> tuple[str, ...]:
    told = (
        number(one.cost.seconds),
        number(one.cost.memory / 1e6, 0),
        number(one.size.size / 1e6),
        f"{one.size.files:,}",
    )
    if peer is None:
        return (*told, "-", "-")
    return (*told, ratio(one.cost.seconds, peer.cost.seconds), ratio(one.cost.memory, peer.cost.memory))


def _longest_table(measured: Measured) -> Table:
    names = list(next(iter(measured.longest.values())))
    rows = tuple(
        (kind, *(f"{found[name]:.0f} ms" if found[name] else "under 50 ms" for name in names))
        for kind, found in measured.longest.items()
    )
    title = f"{measured.items:,} items, processor slowed {SLOWDOWN} times: longest task of a query"
    return Table(title, ("", *names), rows, ("Goal: the main thread never blocked over 50 ms.",))


def _growth(measured: Sequence[Measured]) -> list[Table]:
    """How the bytes of a first query grow from the second largest size to the largest."""
    if len(measured) < 2:
        return []
    small, large = sorted(measured, key=lambda one: one.items)[-2:]
    line = next(iter(LINES))
    kinds = [kind for kind in large.visits[line] if kind in small.visits[line]]
    names = list(large.visits[line][kinds[0]])
    rows = tuple((kind, *(_grown(small, large, kind, name) for name in names)) for kind in kinds)
    title = f"Bytes of a first query, {large.items:,} items over {small.items:,}"
    return [Table(title, ("", *names), rows, ("Goal: at most 1.50 from 10,000 to 50,000 items.",))]


def _grown(small: Measured, large: Measured, kind: str, name: str) -> str:
    line = next(iter(LINES))
    after, before = (_middle(one.visits[line][kind][name], "linked").size for one in (large, small))
    return ratio(after, before)
