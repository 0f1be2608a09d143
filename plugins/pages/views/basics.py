"""The small values that all pages share: links, dates, and what the head of a page says."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from string import ascii_letters, digits
from typing import Final
from urllib.parse import quote

import msgspec

from plugins.archive import permalinks
from plugins.archive.archive import Archive
from plugins.archive.dates import format_long
from plugins.archive.records import CommitteeId, IssueId, PersonId
from plugins.archive.text import slugify


class View(msgspec.Struct, frozen=True, array_like=True):
    """What all views share: they are frozen, and small when they are packed."""


class Link(View, frozen=True):
    """Words that lead to an address. An empty address is words alone."""

    text: str
    address: str = ""


class Counted(View, frozen=True):
    """A link with how much lies behind it."""

    text: str
    address: str
    count: int


class Day(View, frozen=True):
    """A date for machines and for readers."""

    iso: str
    text: str


class Feed(View, frozen=True):
    """Another form of a page's content, offered to programs."""

    title: str
    address: str
    kind: str


class Head(View, frozen=True):
    """What the head of a page says of it. `address` is the page's own; `twin` that of its JSON."""

    title: str
    description: str
    address: str
    crumbs: tuple[Link, ...] = ()
    feeds: tuple[Feed, ...] = ()
    twin: str | None = None
    kind: str = "website"
    linked_data: str = ""
    hidden: bool = False

    @property
    def section(self) -> str:
        """The first folder of the address, "issues/"; "" of the home page."""
        folder, stroke, _ = self.address.partition("/")
        return folder + stroke

    @property
    def is_front(self) -> bool:
        """Whether the page is that of the folder itself."""
        return self.address == self.section


ATOM = "application/atom+xml"
CALENDAR = "text/calendar"
_DAYS: Final = 10_000
_NAMES: Final = 1_000
_slug = lru_cache(maxsize=_NAMES)(slugify)
_WEB: Final = ("https://", "http://")
# The signs of an address in which nothing needs to be quoted, as in most.
_PLAIN: Final = f"{ascii_letters}{digits}_.~/:?#[]@!$&'()*+,;=%-".encode()


@lru_cache(maxsize=_DAYS)
def day_view(date: dt.date) -> Day:
    """The date as pages show it."""
    return Day(date.isoformat(), format_long(date))


def maybe_day(date: dt.date | None) -> Day | None:
    """The date as pages show it, where there is one."""
    return None if date is None else day_view(date)


def committee_on(archive: Archive, committee: CommitteeId, date: dt.date) -> Link:
    """The committee under its name of that day."""
    return Link(archive.name_on(committee, date), permalinks.committee_address(committee))


def committee_now(archive: Archive, committee: CommitteeId) -> Link:
    """The committee under its newest name."""
    return Link(archive.name_now(committee), permalinks.committee_address(committee))


def issue_link(archive: Archive, issue: IssueId) -> Link:
    """The issue by its title."""
    return Link(archive.issues[issue].title, permalinks.issue_address(issue))


def person_link(archive: Archive, name: str, person: PersonId | None) -> Link:
    """The name as written, leading to the person where a record is there."""
    known = person is not None and person in archive.people
    return Link(name, permalinks.person_address(person) if known and person else "")


def ward_link(archive: Archive, ward: str) -> Link:
    """The ward, leading to its page where issues name it."""
    slug = _slug(ward)
    return Link(ward, permalinks.ward_address(slug) if archive.has_ward(slug) else "")


def topic_link(archive: Archive, topic: str) -> Link:
    """The topic, leading to its page."""
    slug = _slug(topic)
    return Link(topic, permalinks.topic_address(slug) if archive.has_topic(slug) else "")


def web_address(url: str | None) -> str:
    """The address where it leads to the web, else "": records are never trusted with another kind of link."""
    if not url:
        return ""
    if url.startswith(_WEB) and url.isascii() and not url.encode().translate(None, _PLAIN):
        return url
    if not url.lower().startswith(_WEB):
        return ""
    return quote(url, safe="%/:?#[]@!$&'()*+,;=~")  # file names of committee systems hold blanks as they are


def shorten(text: str, longest: int = 200) -> str:
    """The text up to a word's end within `longest` characters, with an ellipsis where it was cut."""
    if len(text) <= longest:
        return text
    return text[:longest].rpartition(" ")[0].rstrip(",;:. ") + "…"


def plural(count: int, one: str, many: str | None = None) -> str:
    """The count with its noun: "1 meeting", "1,204 meetings"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
