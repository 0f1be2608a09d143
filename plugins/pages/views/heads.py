"""The head of every page: title, description, the way here, and what it says to machines."""

from __future__ import annotations

from collections.abc import Sequence

from plugins.pages import linked_data
from plugins.pages.views.basics import Feed, Head, Link, shorten
from plugins.pages.views.shelf import Shelf

HOME = Link("Home", "")


def make_head(
    shelf: Shelf,
    trail: Sequence[Link],
    description: str,
    *,
    nodes: Sequence[linked_data.Node] = (),
    feeds: tuple[Feed, ...] = (),
    twin: bool = False,
) -> Head:
    """The head of the page at the end of the trail, which starts below the home page."""
    here, crumbs = trail[-1], (HOME, *trail)
    data = [linked_data.breadcrumbs(crumbs, addresses(shelf, here.address)), *nodes]
    return Head(
        title=" · ".join(link.text for link in reversed(trail)),
        description=shorten(description),
        address=here.address,
        crumbs=crumbs,
        feeds=feeds,
        twin=f"{here.address}index.json" if twin else None,
        linked_data=linked_data.script(data),
    )


def addresses(shelf: Shelf, page: str) -> linked_data.Addresses:
    """How machines get from the page to others."""
    return linked_data.Addresses(page, shelf.site_url)
