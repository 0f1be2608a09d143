"""The page of downloads: what can be taken away whole. Exports write the files themselves."""

from __future__ import annotations

from plugins.pages.views.basics import Link, View
from plugins.pages.views.feeds import decisions_feed
from plugins.pages.views.heads import make_head
from plugins.pages.views.shelf import Shelf

ADDRESS = "data/"


class Download(View, frozen=True):
    """One file with what it holds."""

    file: str
    holds: str


TABLES = (
    Download("items.csv", "every agenda item with its outcome"),
    Download("meetings.csv", "every meeting"),
    Download("decisions.csv", "every decision outside a meeting"),
    Download("issues.csv", "every issue"),
    Download("committees.csv", "every committee, with its names"),
    Download("people.csv", "every person with a record"),
    Download("documents.csv", "every document and its files"),
)
WHOLE = (
    Download("archive.jsonl.gz", "all records, one a line, as JSON"),
    Download("datapackage.json", "what each table and column means, as a Frictionless data package"),
)


def data_page(shelf: Shelf, _key: str) -> dict[str, object]:
    """What the page of downloads shows."""
    text = f"All records of {shelf.archive.settings.name} as tables, JSON and feeds."
    head = make_head(shelf, (Link("Data", ADDRESS),), text, feeds=decisions_feed())
    return {"tables": TABLES, "whole": WHOLE, "head": head}
