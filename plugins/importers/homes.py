"""Where stray items belong: the known item of a stray's address, or else the only one of its title (and day)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from plugins.importers.alike import AIM, KINDS, Tree, label_of
from plugins.importers.drafts import Stray
from plugins.importers.known import Kept, name_key
from plugins.importers.ledger import mark


@dataclass(frozen=True, slots=True)
class _Home:
    """An item of a meeting: the meeting's record, committee and day, and the item's number and title."""

    name: str
    committee: str
    day: dt.date
    number: str | None
    title: str
    addresses: tuple[str, ...] = ()


def _is_other(home: _Home, addresses: Sequence[str]) -> bool:
    """Whether the system has another number for an item than for a stray: their pages are alike but for it."""
    pages = {url.rstrip(_DIGITS): url for url in home.addresses}
    return any(pages.get(url.rstrip(_DIGITS), url) != url for url in addresses)


_DIGITS: Final = "0123456789"


def _addresses(item: Tree) -> list[str]:
    """An item's own addresses on the old site: sources that are no files."""
    return [each["url"] for each in item.get("sources", ()) if each.get("url") and not each.get("file")]


def _is_same(home: _Home, other: _Home) -> bool:
    """Whether two items of one title are one: of one meeting, and their numbers do not differ where both are told."""
    return home.name == other.name and (home.number == other.number or None in {home.number, other.number})


@dataclass(slots=True)
class Homes:
    """The items of all known meetings by the words of their title."""

    by_title: dict[str, list[_Home]] = field(default_factory=dict)
    by_address: dict[str, _Home] = field(default_factory=dict)
    by_source: dict[tuple[str, str], list[Kept]] = field(default_factory=dict)

    @classmethod
    def of(cls, meetings: Iterable[Kept]) -> Homes:
        """The homes that these meetings offer; other records offer none."""
        homes = cls()
        for each in meetings:
            if each.name.startswith("meetings/"):
                homes._add(each.name, each.tree)
                homes._add_told(each)
        return homes

    def find(self, stray: Stray, item: Tree, source: str) -> tuple[str, Tree] | None:
        """The meeting's record and tree with the stray as its one item; `None` where no item or more than one fits.

        What a source has called an item before, it is known by whatever the record calls it now.
        """
        told = self.by_source.get((source, mark(label_of(KINDS["items"], item))), ())
        days = [each for each in told if stray.day in {None, each.tree["date"]}]
        if len(days) == 1:
            tree = days[0].tree
            return days[0].name, {"committee": tree["committee"], "date": tree["date"], "items": [item]}
        addressed = (self.by_address[url] for url in _addresses(item) if url in self.by_address)
        named = self.by_title.get(name_key(stray.item.title), ())
        titled = [home for home in named if stray.day in {None, home.day} and not _is_other(home, _addresses(item))]
        home = next(addressed, None) or (titled[0] if len(titled) == 1 else None)
        if home is None:
            return None
        aim = {"title": home.title} if home.number is None else {"number": home.number, "title": home.title}
        return home.name, {"committee": home.committee, "date": home.day, "items": [{**item, AIM: aim}]}

    def _add_told(self, kept: Kept) -> None:
        """Offer the items of a meeting under what sources have called them."""
        for thing in kept.ledger.lists.get("items", ()):
            for source, said in thing.told.items():
                for each in said:
                    self.by_source.setdefault((source, each), []).append(kept)

    def _add(self, name: str, tree: Tree) -> None:
        """Offer the items of a meeting, each once. A meeting whose source names no committee is known by its record."""
        committee = tree.get("committee") or name.split("/")[1]
        for item in tree.get("items", ()):
            home = _Home(name, committee, tree["date"], item.get("number"), item["title"], tuple(_addresses(item)))
            self.by_address |= dict.fromkeys(_addresses(item), home)
            offered = self.by_title.setdefault(name_key(item["title"]), [])
            same = next((n for n, each in enumerate(offered) if _is_same(each, home)), None)
            if same is None:
                offered.append(home)
            elif offered[same].number is None:
                offered[same] = home
