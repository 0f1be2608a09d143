"""Which prose pages there are, so that every page can lead to them. Pelican itself makes them."""

from __future__ import annotations

from pathlib import Path

from plugins.pages.views.basics import Link


def prose_links(folder: Path) -> tuple[Link, ...]:
    """The prose pages of a folder by file name, from the lines at their head."""
    return tuple(link for path in sorted(folder.glob("*.md")) if (link := _link(path)) is not None)


def _link(path: Path) -> Link | None:
    """The page of one file; `None` where it has no title or is not published."""
    head = path.read_text(encoding="utf-8", errors="replace").split("\n\n", 1)[0]
    fields = {
        key.strip().lower(): value.strip() for key, _, value in (line.partition(":") for line in head.split("\n"))
    }
    title = fields.get("title")
    if not title or fields.get("status", "published") != "published":
        return None
    return Link(title, f"{fields.get('slug') or path.stem}/")
