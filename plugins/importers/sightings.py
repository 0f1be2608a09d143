"""The items of all meetings as joining sees them: those that sources tell now, and those that are there already.

One sighting is one item of one meeting, whoever tells of it. What a person has made of an item's issue counts: an item
whose issue a person took away, or changed, is parted from it and is joined to nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from plugins.importers.alike import AIM, Tree
from plugins.importers.books import Books
from plugins.importers.identify import Placed, Settled
from plugins.importers.known import Kept, name_key
from plugins.importers.ledger import Ledger, mark
from plugins.importers.seeking import seek
from plugins.importers.things import Things

_NAMING_SYSTEMS: Final = frozenset({"legistar", "oparl"})
_AIMED: Final = ("number", "anchor", "title")

Telling = tuple[int, str, Placed]


@dataclass(slots=True)
class Sighting:
    """One item of a meeting.

    `told` are the trees in which sources tell of it, with the source's number; `at` is its place in the meeting's
    record, where it stands there.
    """

    home: Home
    at: int | None = None
    told: list[tuple[int, Tree]] = field(default_factory=list)

    @property
    def meeting(self) -> str:
        """The meeting's record."""
        return self.home.kept.name

    @property
    def key(self) -> tuple[str, int]:
        """What makes two sightings one: the meeting, and the place in its record, or else the sighting itself."""
        return self.meeting, -id(self) if self.at is None else self.at

    @property
    def is_numbered(self) -> bool:
        """Whether a source says of which issue it is."""
        return any(tree.get("issue") for _, tree in self.told)

    @property
    def committee(self) -> str:
        """Whose meeting it was."""
        return str(self.home.kept.tree["committee"])

    @property
    def day(self) -> dt.date:
        """When it was."""
        day: dt.date = self.home.kept.tree["date"]
        return day

    @property
    def trees(self) -> list[Tree]:
        """The item as it is told, and as it stands."""
        kept = [] if self.at is None else [self.home.kept.tree["items"][self.at]]
        return [*(tree for _, tree in self.told), *kept]

    @property
    def title(self) -> str:
        """The item's title as it is told, else as it stands."""
        return str(self.trees[0]["title"])

    @property
    def number(self) -> str | None:
        """The item's number, where one is known."""
        return next((number for tree in self.trees if (number := tree.get("number"))), None)

    @property
    def is_routine(self) -> bool:
        """Whether it is business of procedure."""
        return any(tree.get("routine") for tree in self.trees)

    @property
    def is_parted(self) -> bool:
        """Whether a person took it out of the issue that an import gave it."""
        return self.at is not None and self.at in self.home.parted

    @property
    def issue(self) -> str | None:
        """The identifier of the issue that it is known to be of: as it stands, else as a source tells."""
        kept: list[Tree] = [] if self.at is None else [self.home.kept.tree["items"][self.at]]
        told = [] if self.is_parted else [tree for _, tree in self.told]
        return next((str(issue) for tree in (*kept, *told) if (issue := tree.get("issue"))), None)

    def texts(self) -> Iterator[tuple[str, str]]:
        """The item's texts, the longest of each kind, with the letters of their paragraphs."""
        for letter, name in (("m", "minutes"), ("d", "decision"), ("s", "summary")):
            text = max((tree.get(name) or "" for tree in self.trees), key=len)
            if text:
                yield letter, text

    def line(self) -> int:
        """The line where its source tells of it first."""
        sources = (source for tree in self.trees for source in tree.get("sources", ()))
        return next((line for source in sources if (line := source.get("line"))), 1)

    def of(self, issue: str) -> Tree:
        """A meeting's tree that tells of this item's issue alone."""
        aim = {key: value for key, value in self.trees[-1].items() if key in _AIMED}
        return {"committee": self.committee, "date": self.day, "items": [{AIM: aim, "issue": issue}]}


@dataclass
class Home:
    """A meeting with its record and ledger; of a new one the record is what a source tells."""

    kept: Kept
    is_new: bool = False

    @cached_property
    def things(self) -> Things:
        """Its items as imports know them."""
        if self.is_new:
            return Things("items", "items", {}, [], [])
        # As if edited, for whether it was is not known here: what was not renamed is found in this way too.
        return Books.of(self.kept.ledger, edited=True).things("items", self.kept.tree.get("items", ()))

    @cached_property
    def parted(self) -> frozenset[int]:
        """The places of the items that a person took out of the issue which an import gave them."""
        return frozenset(e.at for e in self.things.entries if e.at is not None and self._is_parted(e.name, e.at))

    def _is_parted(self, name: str, at: int) -> bool:
        """Whether an import has written an issue that the item has no more."""
        given = self.kept.ledger.fields.get(f"items/{name}/issue") if name else None
        issue = self.kept.tree["items"][at].get("issue")
        return given is not None and (issue is None or not given.knows(mark(issue)))


def tellings(settled: Sequence[Settled]) -> dict[str, list[Telling]]:
    """The meetings that sources tell of: each source's number and name, and what it tells."""
    told: dict[str, list[Telling]] = {}
    for number, each in enumerate(settled):
        for placed in each.placed:
            if placed.name.startswith("meetings/"):
                told.setdefault(placed.name, []).append((number, each.told.source, placed))
    return told


def sightings(kept: Kept | None, told: Sequence[Telling]) -> list[Sighting]:
    """The items of a meeting that is there, or is told, or both; none of a system that names each item's matter."""
    home = Home(kept) if kept else Home(Kept(told[0][2].name, told[0][2].tree, Ledger()), is_new=True)
    if any(_says_itself(tree) for tree in (home.kept.tree, *(placed.tree for _, _, placed in told))):
        return []
    found = [Sighting(home, at) for at in range(len(home.kept.tree.get("items", ())))] if kept else []
    fresh: dict[str, list[Sighting]] = {}
    for number, source, placed in told:
        offered = placed.tree.get("items", ())
        for item, entry in zip(offered, seek(home.things, offered, placed.teller(source)), strict=True):
            if entry is None:
                _fresh(item, home, fresh).told.append((number, item))
            elif entry.at is not None:
                found[entry.at].told.append((number, item))
    return [*found, *(each for same in fresh.values() for each in same)]


def _fresh(item: Tree, home: Home, fresh: dict[str, list[Sighting]]) -> Sighting:
    """The sighting of an item that is not there yet: another source's, or a new one."""
    same = fresh.setdefault(name_key(item.get(AIM, item)["title"]), [])
    number = item.get("number")
    found = next((each for each in same if number is None or each.number in {None, number}), None)
    if found is None:
        same.append(Sighting(home))
    return found or same[-1]


def _says_itself(meeting: Mapping[str, object]) -> bool:
    """Whether a meeting was read from a system whose items name their matters: an item without one is of none."""
    sources = meeting.get("sources", ())
    return isinstance(sources, list | tuple) and any(source.get("format") in _NAMING_SYSTEMS for source in sources)
