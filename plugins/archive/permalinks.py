"""Addresses. The only module that knows what an address looks like.

All addresses are relative to the site's root, without a leading slash; those of pages end in "/". The home page is "".
They cannot change once a council has published.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import chain, count
from typing import Final, Protocol
from urllib.parse import quote

from plugins.archive.records import CommitteeId, DecisionId, IssueId, MeetingId, PersonId
from plugins.archive.text import slugify

HOME: Final = ""
COMMITTEES: Final = "committees/"
MEETINGS: Final = "meetings/"
ISSUES: Final = "issues/"
PEOPLE: Final = "people/"
DECISIONS: Final = "decisions/"
TOPICS: Final = "topics/"
WARDS: Final = "wards/"
SEARCH: Final = "search/"
GO: Final = "go/"
NOT_FOUND: Final = "404.html"
NO_LETTER: Final = "0-9"


def committee_address(committee: CommitteeId) -> str:
    """The page of a committee, through all its names."""
    return f"{COMMITTEES}{committee}/"


def meeting_address(meeting: MeetingId) -> str:
    """The page of a meeting: "meetings/cabinet/2013-09-11/"."""
    return f"{MEETINGS}{meeting}/"


def meetings_year_address(year: int) -> str:
    """The page of all meetings of a year."""
    return f"{MEETINGS}{year:04d}/"


def issue_address(issue: IssueId) -> str:
    """The page of an issue with its history."""
    return f"{ISSUES}{issue}/"


def issue_letter(title: str) -> str:
    """The letter under which a title stands in the A to Z: "a" to "z", or "0-9" for all others."""
    first = title[:1].lower() if title[:1].isascii() and title[:1].isalpha() else slugify(title)[:1]
    return first if first.isalpha() else NO_LETTER


def issues_letter_address(letter: str) -> str:
    """The page of the issues under a letter."""
    return f"{ISSUES}{letter}/"


def decision_address(decision: DecisionId) -> str:
    """The page of a decision outside a meeting: "decisions/2013/cycle-grant/"."""
    return f"{DECISIONS}{decision}/"


def decisions_year_address(year: int) -> str:
    """The register of a year's decisions."""
    return f"{DECISIONS}{year:04d}/"


def person_address(person: PersonId) -> str:
    """The page of a person."""
    return f"{PEOPLE}{person}/"


def topic_address(slug: str) -> str:
    """The page of a topic."""
    return f"{TOPICS}{slug}/"


def ward_address(slug: str) -> str:
    """The page of a ward."""
    return f"{WARDS}{slug}/"


def document_address(file: str) -> str:
    """The address of a file of `content/documents/`, percent-encoded."""
    return "documents/" + quote(file)


def meeting_id(committee: str, date: dt.date, start: str | None = None) -> MeetingId:
    """The identifier of a meeting; `start` ("18:30") is given where a committee met twice on the day."""
    return MeetingId(f"{committee}/{date.isoformat()}" + (f"-{start.replace(':', '')}" if start else ""))


def number_anchor(number: str) -> str:
    """An item number as an anchor: lower case, and "-" for what is not a letter or digit ("77/21" gives "77-21")."""
    lowered = number.lower()
    return lowered if lowered.isalnum() else "".join(ch if ch.isalnum() else "-" for ch in lowered)


class Anchored(Protocol):
    """What an item's anchor is made of."""

    @property
    def title(self) -> str:
        """What it is about."""

    @property
    def number(self) -> str | None:
        """Its number, where it has one."""

    @property
    def anchor(self) -> str | None:
        """The part of its address that it asks for."""


def item_anchor(item: Anchored) -> str:
    """The anchor an item asks for: its own, its number's, or one from its title ("item-available-papers")."""
    return "item-" + (number_anchor(item.anchor or item.number or "") or slugify(item.title, longest=60) or "x")


def item_anchors(items: Sequence[Anchored]) -> tuple[str, ...]:
    """One anchor for each item, in order, all different.

    An item with a number has its number's; among items without, a repeated title gets "-2", "-3" and so on. Two items
    of one number are a finding (M002) and never reach a page.
    """
    given = [item_anchor(item) if _is_numbered(item) else None for item in items]
    taken = {anchor for anchor in given if anchor is not None}
    return tuple([anchor or _free(item_anchor(item), taken) for anchor, item in zip(given, items, strict=True)])


def anchor_at(items: Sequence[Anchored], position: int) -> str:
    """The anchor of one item, as `item_anchors` gives them."""
    item = items[position]
    return item_anchor(item) if _is_numbered(item) else item_anchors(items)[position]


def _is_numbered(item: Anchored) -> bool:
    """Whether an item's anchor is given and not made from its title."""
    return item.number is not None or item.anchor is not None


def _free(anchor: str, taken: set[str]) -> str:
    """The anchor, or the first of it with a count that is not taken; it is taken from now on."""
    free = next(a for a in chain([anchor], (f"{anchor}-{n}" for n in count(2))) if a not in taken)
    taken.add(free)
    return free


def paragraph_anchor(anchor: str, paragraph: str) -> str:
    """The anchor of a paragraph ("m3") within an item's anchor; without one, on a decision's own page, just "m3"."""
    return f"{anchor}-{paragraph}" if anchor else paragraph


def root_of(page: str) -> str:
    """The way from a page to the site's root: "../../" for "issues/x/", "./" for the home page."""
    return "../" * page.count("/") or "./"


def relative(page: str, to: str) -> str:
    """A relative link from one page to an address: works on any host, under any sub-path."""
    target, sharp, anchor = to.partition("#")
    return f"#{anchor}" if sharp and target == page else root_of(page) + to
