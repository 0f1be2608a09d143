"""Builds of the same archive by Hugo, Eleventy and plain Pelican, and the search index that Pagefind makes of them.

Hugo builds three times: from pages that were joined for it, by joining the records itself, and a page for each item.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from tests.bench import corpora, installing
from tests.bench.cases import Case
from tests.bench.installing import MissingPeerError
from tests.bench.measuring import Cost, measured
from tests.bench.records import item_pages, records, write_records
from tests.bench.sources import sources, with_attributes, with_markup, write_articles, write_front_matter
from tests.bench.tables import say

JOINING: Final = "Hugo, joining the records"
JOINED: Final = "Hugo, from joined Markdown"
ITEMS: Final = "Hugo, a page an item"
ELEVENTY: Final = "Eleventy, from joined Markdown"
PELICAN: Final = "Pelican, articles"
ONCE_FROM: Final = 5_000
_GIVEN = Path(__file__).parent / "peers"
_PELICAN_UP_TO = 20_000


def searched(name: str) -> str:
    """The name of a neighbour's pages with their search index."""
    return f"{name}, and Pagefind"


def neighbours(content: Path, work: Path, size: int) -> list[Case]:
    """What the neighbours build. Where one cannot be had, it is left out with a word."""
    cases: list[Case] = []
    for make in (_joining, _joined, _items, _eleventy, _pelican):
        try:
            cases += make(content, work / make.__name__.strip("_"), size)
        except MissingPeerError as error:
            say(f"  {make.__name__.strip('_')}: left out, {error}")
    return cases


def _joining(content: Path, folder: Path, _: int) -> list[Case]:
    """Records as Hugo's users keep them; its templates make all lists, histories and links between pages."""
    write_records(records(corpora.archive_of(content)), folder / "content")
    return _hugo(JOINING, "hugo-joining", folder)


def _joined(content: Path, folder: Path, _: int) -> list[Case]:
    """The least that Hugo can do: each page is a file, and all that is on it is written there beforehand."""
    write_front_matter(sources(corpora.archive_of(content), with_attributes), folder / "content")
    return _hugo(JOINED, "hugo", folder)


def _items(content: Path, folder: Path, _: int) -> list[Case]:
    write_records(item_pages(corpora.archive_of(content)), folder / "content")
    return _hugo(ITEMS, "hugo-items", folder)


def _hugo(name: str, site: str, folder: Path) -> list[Case]:
    program = installing.hugo()
    command = [program, "--quiet", "--noBuildLock", "-s", str(_GIVEN / site), "-c", str(folder / "content")]
    return _with_pagefind(name, folder, lambda output: measured([*command, "-d", str(output)]))


def _eleventy(content: Path, folder: Path, size: int) -> list[Case]:
    command = installing.eleventy()
    write_front_matter(sources(corpora.archive_of(content), with_markup), folder / "pages")
    shutil.copytree(_GIVEN / "eleventy", folder, dirs_exist_ok=True)

    def make(output: Path) -> Cost:
        given = {"BENCH_OUTPUT": os.path.relpath(output, folder), "NODE_OPTIONS": "--max-old-space-size=16384"}
        return measured([*command, "--quiet", "--config=config.cjs"], folder, given)

    return _with_pagefind(ELEVENTY, folder, make, once=size >= ONCE_FROM)


def _with_pagefind(name: str, folder: Path, make: Callable[[Path], Cost], *, once: bool = False) -> list[Case]:
    """A generator's build, and Pagefind after it."""
    output, compared = folder / "site", name in {JOINING, JOINED}
    made, indexed = (partial(make, output),), (partial(_pagefind, installing.pagefind(), output),)
    return [
        Case(name, output, _emptied(output), made, keeps=True, once=once, compared=compared),
        Case(searched(name), output, lambda: None, indexed, after=name, once=once),
    ]


def _pagefind(program: str, output: Path) -> Cost:
    return measured([program, "--site", str(output), "--quiet"])


def _emptied(output: Path) -> Callable[[], None]:
    return lambda: shutil.rmtree(output, ignore_errors=True)


def _pelican(content: Path, folder: Path, size: int) -> list[Case]:
    if size > _PELICAN_UP_TO:
        raise MissingPeerError(f"it takes too long above {_PELICAN_UP_TO:,} items")
    write_articles(sources(corpora.archive_of(content), with_attributes), folder / "content")
    output = folder / "site"
    command = [sys.executable, "-m", "pelican", "-s", str(_GIVEN / "pelican" / "conf.py"), "-o", str(output), "-q"]
    given = {"BENCH_CONTENT": str(folder / "content")}
    made = (lambda: measured(command, folder, given),)
    return [Case(PELICAN, output, _emptied(output), made, once=size >= ONCE_FROM)]
