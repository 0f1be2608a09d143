"""What pages say to machines in JSON-LD, in the words of schema.org. Only facts that the page itself shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeAlias

import msgspec

from plugins.archive.permalinks import root_of
from plugins.archive.records import MeetingStatus
from plugins.pages.views.basics import Link

Node: TypeAlias = dict[str, object]
_ENCODER: Final = msgspec.json.Encoder()

_STATES = {
    MeetingStatus.CANCELLED: "EventCancelled",
    MeetingStatus.WITHDRAWN: "EventCancelled",
    MeetingStatus.POSTPONED: "EventPostponed",
    MeetingStatus.MOVED: "EventRescheduled",
}


class Addresses(msgspec.Struct, frozen=True):
    """Turns addresses into ones to follow from a page: whole where the site's is known, else relative."""

    page: str
    site_url: str = ""

    def of(self, address: str) -> str:
        """The address as seen from the page."""
        return (self.site_url or root_of(self.page)) + address


def script(nodes: Sequence[Node]) -> str:
    """The nodes as the text of a data block; nothing in it can end the block or start a comment."""
    text = _ENCODER.encode({"@context": "https://schema.org", "@graph": nodes}).decode()
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def breadcrumbs(crumbs: Sequence[Link], addresses: Addresses) -> Node:
    """The way from the home page to this one."""
    root = addresses.of("")
    places = [
        {"@type": "ListItem", "position": n, "name": crumb.text, "item": root + crumb.address}
        for n, crumb in enumerate(crumbs, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": places}


def organisation(name: str, address: str, addresses: Addresses, *, parent: str) -> Node:
    """A committee as a body of the council."""
    return {
        "@type": "GovernmentOrganization",
        "@id": addresses.of(address),
        "name": name,
        "parentOrganization": {"@type": "GovernmentOrganization", "name": parent},
    }


def event(name: str, start: str, status: MeetingStatus, committee: Link, addresses: Addresses) -> Node:
    """A meeting as an event of its committee."""
    return {
        "@type": "Event",
        "@id": addresses.of(addresses.page),
        "name": name,
        "startDate": start,
        "eventStatus": "https://schema.org/" + _STATES.get(status, "EventScheduled"),
        "organizer": {"@type": "Organization", "name": committee.text, "url": addresses.of(committee.address)},
    }


def work(name: str, date: str | None, parts: Sequence[Link], addresses: Addresses) -> Node:
    """An issue or a decision as a work, with the places where it was dealt with."""
    node: Node = {"@type": "CreativeWork", "@id": addresses.of(addresses.page), "name": name}
    if date:
        node["datePublished"] = date
    if parts:
        root = addresses.of("")
        node["hasPart"] = [{"@type": "CreativeWork", "name": p.text, "url": root + p.address} for p in parts]
    return node


def person(name: str, role: str | None, addresses: Addresses) -> Node:
    """A councillor or officer."""
    node: Node = {"@type": "Person", "@id": addresses.of(addresses.page), "name": name}
    return node | {"jobTitle": role} if role else node


def collection(name: str, description: str, addresses: Addresses) -> Node:
    """The archive as a whole, with the search that it offers."""
    search = addresses.of("search/?q=") + "{query}"
    return {
        "@type": "WebSite",
        "@id": addresses.of(""),
        "name": name,
        "description": description,
        "potentialAction": {"@type": "SearchAction", "target": search, "query-input": "required name=query"},
    }
