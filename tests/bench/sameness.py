"""Whether two sites of one archive hold the same: the same pages, and on each the same words and links in order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
from lxml import html

_WORD = re.compile(r"\w+")
_AT_MOST = 2_000
"""Pages that are compared, spread over all."""


class Told(msgspec.Struct, frozen=True):
    """The pages of a site by their files, and of some of them the words and the links of their main part, in order."""

    files: tuple[str, ...]
    pages: dict[str, tuple[tuple[str, ...], tuple[str, ...]]]


def told(site: Path) -> Told:
    """What the pages of a site say."""
    files = tuple(sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html")))
    chosen = files[:: 1 + len(files) // _AT_MOST]
    return Told(files, {name: _page(site / name) for name in chosen})


def _page(path: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    (main,) = html.parse(str(path), html.HTMLParser(encoding="utf-8")).getroot().iter("main")
    words = tuple(_WORD.findall(" ".join(_texts(main)).casefold()))
    return words, tuple(link.get("href", "") for link in main.iter("a") if link.get("href"))


def _texts(main: html.HtmlElement) -> Iterator[str]:
    return (str(text) for text in main.itertext())


def differing(first: Told, second: Told) -> Sequence[str]:
    """The files that only one site has, or that say something else."""
    alone = set(first.files) ^ set(second.files)
    other = {name for name in first.pages.keys() & second.pages.keys() if first.pages[name] != second.pages[name]}
    return sorted(alone | other)
