"""What every importer yields: records whose references are tokens, and the words that found no place.

A draft is a record as one source tells it. Where a record names another (a meeting its committee, an item its issue),
a draft holds the other draft's token; `identify` turns tokens into identifiers when all sources have been read.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Final, Literal

from plugins.archive.records import AgendaItem, Committee, Decision, Issue, Meeting, Person, Source

FURNITURE: Final = "furniture"
NO_PLACE: Final = "no place in a record"

Format = Literal["moderngov-text", "moderngov-html", "moderngov-xml", "legistar", "oparl"]
DraftRecord = Committee | Meeting | Issue | Person | Decision


@dataclass(frozen=True, slots=True)
class Page:
    """One source as it was read: its name without folders, its checksum, and where it came from, if that was told."""

    name: str
    sha256: str
    text: str
    origin: str | None = None
    url: str | None = None
    retrieved: dt.date | None = None

    def source(self, what: What, line: int | None = None) -> Source:
        """Where a record was read: this page at this line."""
        return Source(
            file=self.name,
            url=self.url or self.origin,
            format=what.format,
            kind=what.kind,
            retrieved=self.retrieved,
            sha256=self.sha256,
            line=line,
        )


@dataclass(frozen=True, slots=True)
class What:
    """What a source was recognised as: the system's format and the kind of page."""

    format: Format
    kind: str


@dataclass(frozen=True, slots=True)
class Left:
    """Words of a source that stand in no record, and why."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A record as one source tells it.

    `token` is what drafts of the same source call it, `keys` are its identities in the system it came from
    ("legistar:matter:412"), `whole` says that a meeting's items are all of them and stand in their order. `stands_in`
    says that the source only mentions the thing: where a record of it is there, that record is meant, and the draft
    adds no more than a name that the record does not have yet. `item_keys` are the numbers of a meeting's items in
    their system, in the items' order, each a system's name, a blank and the number ("legistar:item 101457"); where they
    are not given, items are known by their own addresses on the old site, if they have any. `site` is the council's
    system that the source is of, where that is known.
    """

    record: DraftRecord
    token: str
    keys: tuple[str, ...] = ()
    whole: bool = False
    lines: tuple[Left, ...] = ()
    stands_in: bool = False
    item_keys: tuple[str, ...] = ()
    site: str = ""


@dataclass(frozen=True, slots=True)
class Stray:
    """An item whose source does not say of which meeting it is.

    It is laid over the one item of a known meeting that has one of its keys, or its title (and `day`). Where there is
    none, `instead` stands for it; where that is `None` too, `lines` go to the report.
    """

    item: AgendaItem
    day: dt.date | None = None
    keys: tuple[str, ...] = ()
    instead: Draft | None = None
    lines: tuple[Left, ...] = ()


@dataclass(frozen=True, slots=True)
class Loose:
    """Objects of a source that refer to objects of other sources; all those of an import are read together."""

    page: Page
    objects: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a source yields. `assumed` are the rules that were used where the source does not say, for the report.

    A reading with `loose` objects is not finished: `readers.finished` reads them. `site` is the council's system that
    the source is of, where it tells it.
    """

    what: What
    drafts: tuple[Draft, ...] = ()
    left: tuple[Left, ...] = ()
    assumed: tuple[Left, ...] = ()
    strays: tuple[Stray, ...] = ()
    loose: Loose | None = None
    site: str = ""


def checksum(content: bytes) -> str:
    """The SHA-256 of a source's bytes in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
