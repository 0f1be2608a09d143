"""Pages at addresses that are published no more: one leads on to where its content went, one says why it is gone."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import Environment

from plugins.archive.permalinks import relative, root_of
from plugins.archive.records import ArchiveSettings
from plugins.permanence.changes import Change, Changes

TEMPLATE = "pages/moved.html"


def changed_pages(
    changes: Changes, settings: ArchiveSettings, templates: Environment, *, theme: str
) -> Iterator[tuple[str, str]]:
    """The file and the text of the page for each whole page that moved or is gone; `theme` holds the static files."""
    template = templates.get_template(TEMPLATE)
    for change in changes.pages():
        yield f"{change.address}index.html", template.render({**_view(change, settings), "theme": theme})


def _view(change: Change, settings: ArchiveSettings) -> dict[str, object]:
    """What the page shows."""
    return {
        "root": root_of(change.address),
        "language": settings.language,
        "title": settings.title or settings.name,
        "to": relative(change.address, change.to) if change.to else None,
        "reason": change.reason,
    }
