"""Topics and wards: all of them, and one with its issues."""

from __future__ import annotations

from collections.abc import Mapping

from plugins.archive import permalinks
from plugins.archive.groupings import Grouping
from plugins.pages.views.basics import Link, plural
from plugins.pages.views.heads import make_head
from plugins.pages.views.issues import groupings
from plugins.pages.views.shelf import Shelf

_TOPICS = Link("Topics", permalinks.TOPICS)
_WARDS = Link("Wards", permalinks.WARDS)
_ISSUES = Link("Issues", permalinks.ISSUES)


def topics_page(shelf: Shelf, _key: str) -> dict[str, object]:
    """What the list of topics shows."""
    return _overview(shelf, shelf.archive.topics(), _TOPICS)


def wards_page(shelf: Shelf, _key: str) -> dict[str, object]:
    """What the list of wards shows."""
    return _overview(shelf, shelf.archive.wards(), _WARDS)


def topic_page(shelf: Shelf, key: str) -> dict[str, object]:
    """What the page of one topic shows."""
    return _one(shelf, shelf.archive.topics()[key], _TOPICS)


def ward_page(shelf: Shelf, key: str) -> dict[str, object]:
    """What the page of one ward shows."""
    return _one(shelf, shelf.archive.wards()[key], _WARDS)


def _overview(shelf: Shelf, groups: Mapping[str, Grouping], base: Link) -> dict[str, object]:
    """All groupings of a kind by name."""
    rows = groupings(sorted(groups.values(), key=lambda group: group.name.casefold()), base.address)
    text = f"{base.text} of the issues of {shelf.archive.settings.name}."
    return {"kind": base.text, "groups": rows, "head": make_head(shelf, (_ISSUES, base), text)}


def _one(shelf: Shelf, group: Grouping, base: Link) -> dict[str, object]:
    """One grouping with its issues, the most recently treated first."""
    entries = [shelf.entry(issue.id) for issue in group.issues]
    rows = tuple(sorted(entries, key=lambda e: e.last.iso if e.last else "", reverse=True))
    trail = (_ISSUES, base, Link(group.name, f"{base.address}{group.slug}/"))
    text = f"{plural(len(rows), 'issue')} of {shelf.archive.settings.name}: {group.name}."
    return {"group": group.name, "kind": base.text, "entries": rows, "head": make_head(shelf, trail, text)}
