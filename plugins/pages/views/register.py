"""The decision register: what was decided at meetings and outside, by year; and one decision outside a meeting."""

from __future__ import annotations

from itertools import groupby, islice

from plugins.archive import permalinks
from plugins.archive.dates import MONTHS
from plugins.archive.records import DecisionId
from plugins.pages import linked_data
from plugins.pages.views.basics import Counted, Link, plural
from plugins.pages.views.feeds import decisions_feed
from plugins.pages.views.heads import addresses, make_head
from plugins.pages.views.shelf import Row, Shelf

_LATEST = 40
_REGISTER = Link("Decisions", permalinks.DECISIONS)


def decisions_page(shelf: Shelf, _key: str) -> dict[str, object]:
    """What the front of the register shows: the years, and the latest decisions."""
    text = f"What {shelf.archive.settings.name} decided at meetings and outside them, newest first."
    head = make_head(shelf, (_REGISTER,), text, feeds=decisions_feed())
    return {"years": register_years(shelf), "rows": latest_rows(shelf, _LATEST), "head": head}


def latest_rows(shelf: Shelf, most: int) -> tuple[Row, ...]:
    """The newest lines of the register."""
    return tuple(islice((row for year in shelf.register_years() for row in shelf.rows_in(year)), most))


def register_years(shelf: Shelf) -> tuple[Counted, ...]:
    """The years of the register, the newest first."""
    years = ((year, shelf.archive.decided_in(year)) for year in shelf.register_years())
    return tuple(Counted(str(y), permalinks.decisions_year_address(y), count) for y, count in years)


def register_year_page(shelf: Shelf, key: int) -> dict[str, object]:
    """What one year of the register shows, month by month, newest first."""
    rows = shelf.rows_in(key)
    trail = (_REGISTER, _year_link(key))
    text = f"{plural(len(rows), 'decision')} of {shelf.archive.settings.name} in {key}."
    months = [(MONTHS[int(m) - 1], tuple(group)) for m, group in groupby(rows, key=lambda row: row.date.iso[5:7])]
    return {"year": key, "months": months, "years": register_years(shelf), "head": make_head(shelf, trail, text)}


def _year_link(year: int) -> Link:
    """The year's page."""
    return Link(str(year), permalinks.decisions_year_address(year))


def decision_page(shelf: Shelf, key: DecisionId) -> dict[str, object]:
    """What the page of one decision outside a meeting shows."""
    view = shelf.decision(key)
    trail = (_REGISTER, _year_link(int(view.date.iso[:4])), Link(view.title, view.page))
    node = linked_data.work(view.title, view.date.iso, (), addresses(shelf, view.page))
    text = f"{view.maker.text}, {view.date.text}: {view.outcome.text if view.outcome else view.title}"
    return {"decision": view, "head": make_head(shelf, trail, text, nodes=[node])}
