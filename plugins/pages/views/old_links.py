"""The page that answers addresses of the council's old site. What it looks them up in is written by permanence."""

from __future__ import annotations

from plugins.archive import permalinks
from plugins.pages.views.basics import Head
from plugins.pages.views.shelf import Shelf


def go_page(_shelf: Shelf, _key: str) -> dict[str, object]:
    """What the page shows before its script has read the address it was asked for."""
    text = "Find in this archive what an address of the council's old site showed."
    return {"head": Head("Find a page of the old site", text, permalinks.GO, hidden=True)}
