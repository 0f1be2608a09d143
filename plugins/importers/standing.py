"""The meetings and decisions that are there already, read one at a time when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from plugins.importers.known import Kept
from plugins.importers.laying import tree_of
from plugins.importers.shelf import RecordError, Shelf


@dataclass(frozen=True, slots=True)
class Standing:
    """The meetings of a shelf that can be read, or with `decisions` the decisions too, with their ledgers."""

    shelf: Shelf
    decisions: bool = False

    def __iter__(self) -> Iterator[Kept]:
        """Every meeting, in order, then every decision where they are wanted."""
        names = chain(self.shelf.names("meetings"), self.shelf.names("decisions") if self.decisions else ())
        return (kept for name in names if (kept := self.get(name)) is not None)

    def get(self, name: str) -> Kept | None:
        """A meeting such as "meetings/cabinet/2013-09-11"; `None` where there is none that can be read."""
        try:
            record = self.shelf.record(name)
        except RecordError:
            return None
        return None if record is None else Kept(name, tree_of(record), self.shelf.ledger(name))
