"""Pages onto the disk: a plan, in parts, by as many workers as there are."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment

from plugins.archive.permalinks import root_of
from plugins.build.workers import in_chunks, map_parts
from plugins.pages.plan import KINDS, Page
from plugins.pages.views.shelf import Shelf

_PART = 50


@dataclass(frozen=True, slots=True)
class Press:
    """What printing needs beside the plan. `common` are the values that all templates see."""

    shelf: Shelf
    templates: Environment
    common: Mapping[str, object]
    output: Path


def print_pages(press: Press, pages: Sequence[Page], *, workers: int) -> int:
    """Write the pages; how many there were. No rendered page is kept."""
    return sum(map_parts(_print_part, press, in_chunks(pages, _PART), workers))


def _print_part(press: Press, pages: Sequence[Page]) -> int:
    """Write a part of the pages."""
    for page in pages:
        _write(press.output / page.file, render(press, page))
    return len(pages)


def render(press: Press, page: Page) -> str:
    """The page as HTML."""
    kind = KINDS[page.kind]
    context = {**press.common, **kind.view(press.shelf, page.key), "root": _root(page, press.shelf.site_url)}
    return press.templates.get_template(kind.template).render(context)


def _root(page: Page, site_url: str) -> str:
    """The way from the page to the site's root.

    A host shows 404.html at whatever depth an address was missing, so it alone cannot be relative: it starts from the
    path under which the site is published, or from the host's root where that is not known.
    """
    return (urlsplit(site_url).path or "/") if page.kind == "404" else root_of(page.address)


def _write(file: Path, text: str) -> None:
    """Write one file, with the folders it lies in."""
    os.makedirs(file.parent, exist_ok=True)  # noqa: PTH103 - twice as fast as Path.mkdir, once a page
    with open(file, "w", encoding="utf-8", newline="\n") as page:  # noqa: PTH123 - likewise
        page.write(text)
