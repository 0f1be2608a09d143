"""Prose pages of `content/pages/`: that Pelican can read them, and that none takes the place of another page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from plugins.archive.findings import Finding, Place, quote
from plugins.archive.text import slugify

FOLDER: Final = "pages"
_META: Final = re.compile(r"([A-Za-z_]+):\s*(.*)")
_TAKEN: Final = frozenset(
    ["committees", "meetings", "issues", "people", "decisions", "topics", "wards", "search", "go"]
    + ["data", "feeds", "documents", "theme", "search-index"]
)
_HINT: Final = 'expected a first line as "Title: About this archive"'


def check(content: Path) -> Iterator[Finding]:
    """R002 and R016."""
    seen: dict[str, str] = {}
    for path in sorted((content / FOLDER).rglob("*.md")):
        file = path.relative_to(content).as_posix()
        try:
            meta = _meta(path.read_text(encoding="utf-8-sig"))
        except (UnicodeDecodeError, OSError):
            yield Finding("R002", f"{quote(file)} cannot be read as UTF-8 text", Place(file), "save the file as UTF-8")
        else:
            yield from _checked(file, meta, seen)


def _checked(file: str, meta: dict[str, str], seen: dict[str, str]) -> Iterator[Finding]:
    """The findings of one page; `seen` are the addresses of those before it."""
    if not meta.get("title"):
        yield Finding("R016", "the page has no title", Place(file, 1), _HINT)
        return
    slug = meta.get("slug") or slugify(meta["title"])
    if slug.partition("/")[0] in _TAKEN:
        yield Finding(
            "R016", f"the slug {quote(slug)} is taken by a page of the archive", Place(file, 1), "expected another"
        )
    elif seen.setdefault(slug, file) != file:
        yield Finding("R016", f"the slug {quote(slug)} is that of {seen[slug]} too", Place(file, 1), "expected another")


def _meta(text: str) -> dict[str, str]:
    """The lines before the first blank one, as names in lower case and values."""
    lines = text.removeprefix("---\n").lstrip("\n").partition("\n\n")[0].split("\n")
    found = (_META.fullmatch(line.strip()) for line in lines)
    return {match[1].lower(): match[2].strip().strip("\"'") for match in found if match}
