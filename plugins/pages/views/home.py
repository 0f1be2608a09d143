"""The pages that belong to no record: the home page, search, and "not found"."""

from __future__ import annotations

from plugins.archive import permalinks
from plugins.archive.records import CommitteeKind
from plugins.pages import linked_data
from plugins.pages.views.basics import Counted, Head, Link, committee_now
from plugins.pages.views.decisions import prose_html
from plugins.pages.views.feeds import decisions_feed
from plugins.pages.views.heads import addresses, make_head
from plugins.pages.views.issues import groupings, letters, recurring
from plugins.pages.views.meetings import meeting_years
from plugins.pages.views.register import latest_rows, register_years
from plugins.pages.views.shelf import Shelf
from plugins.pages.views.site import coverage_view, site_view

_LATEST = 10
_FOLLOWED = 6
_TOPICS = 16


def home_page(shelf: Shelf, _key: str) -> dict[str, object]:
    """What the home page shows: the latest decisions and every way in."""
    site = site_view(shelf.archive)
    to = addresses(shelf, "")
    nodes = [linked_data.collection(site.title, site.tagline, to)]
    head = Head(site.title, site.tagline, "", feeds=decisions_feed(), linked_data=linked_data.script(nodes))
    return {
        "coverage": coverage_view(shelf.archive),
        "introduction": prose_html(shelf.archive.settings.introduction),
        "rows": latest_rows(shelf, _LATEST),
        "followed": recurring(shelf, _FOLLOWED),
        "committees": meeting_committees(shelf),
        "letters": letters(shelf.archive),
        "topics": _largest_topics(shelf),
        "meeting_years": meeting_years(shelf.archive),
        "register_years": register_years(shelf),
        "head": head,
    }


def meeting_committees(shelf: Shelf) -> tuple[Counted, ...]:
    """The committees at work today with their meetings, the council and its executive first."""
    order, archive = list(CommitteeKind), shelf.archive
    active = [c for c in archive.committees.values() if c.successor is None and c.ended is None]
    rows = sorted(active, key=lambda c: (order.index(c.kind), archive.name_now(c.id)))
    held = archive.tables.by_committee
    links = ((committee_now(archive, c.id), len(held.get(c.id, ()))) for c in rows)
    return tuple(Counted(link.text, link.address, count) for link, count in links)


def _largest_topics(shelf: Shelf) -> tuple[Counted, ...]:
    """The topics with the most issues, by name."""
    topics = groupings(shelf.archive.topics().values(), permalinks.TOPICS)
    largest = sorted(topics, key=lambda topic: (-topic.count, topic.text))[:_TOPICS]
    return tuple(sorted(largest, key=lambda topic: topic.text))


def search_page(shelf: Shelf, _key: str) -> dict[str, object]:
    """What the search page shows before and without its script: what can be searched, and where to browse."""
    trail = (Link("Search", permalinks.SEARCH),)
    text = f"Search the decisions of {shelf.archive.settings.name}."
    return {
        "committees": meeting_committees(shelf),
        "letters": letters(shelf.archive),
        "years": meeting_years(shelf.archive),
        "gaps": shelf.archive.settings.gaps,
        "head": make_head(shelf, trail, text),
    }


def not_found_page(shelf: Shelf, _key: str) -> dict[str, object]:
    """What a reader sees who followed a link to nothing."""
    head = Head("Page not found", "There is no page at this address.", permalinks.NOT_FOUND, hidden=True)
    return {"letters": letters(shelf.archive), "years": meeting_years(shelf.archive), "head": head}
