"""What lies beside the records in the content folder: prose pages, which Pelican makes, and files of our own."""

from __future__ import annotations

from pathlib import Path

from plugins.pages.views.basics import Link


def prose_links(folder: Path) -> tuple[Link, ...]:
    """The prose pages of a folder by file name, from the lines at their head."""
    return tuple(link for path in sorted(folder.glob("*.md")) if (link := _link(path)) is not None)


def file_sizes(folder: Path) -> dict[str, int]:
    """The bytes of every file below a folder, by its path from there."""
    return {path.relative_to(folder).as_posix(): path.stat().st_size for path in folder.rglob("*") if path.is_file()}


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
