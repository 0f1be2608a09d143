"""What is known of one record while sources are laid over it: its fields and lists, and what was heard by now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from plugins.importers.alike import Tree
from plugins.importers.ledger import Field, Ledger, Thing
from plugins.importers.things import Things


@dataclass(slots=True)
class Books:
    """The books on one record.

    `edited` says whether a person edited the record, `heard` is what sources said in this import: a source that says
    two things of one leaf at once has corrected nothing. `refused` is what a person's edits have kept out, by field.
    """

    edited: bool
    fields: dict[str, Field]
    stored: Mapping[str, tuple[Thing, ...]]
    heard: set[tuple[str, str]] = field(default_factory=set)
    refused: set[tuple[str, str]] = field(default_factory=set)
    opened: dict[str, Things] = field(default_factory=dict)

    @classmethod
    def of(cls, ledger: Ledger, *, edited: bool) -> Books:
        """The books as the ledger has them."""
        return cls(edited, dict(ledger.fields), ledger.lists)

    def things(self, path: str, record: Sequence[Tree]) -> Things:
        """The things of the list at a path, which stands in the record like this."""
        if path not in self.opened:
            stored = self.stored.get(path, ())
            self.opened[path] = Things.open(path, self.fields, stored, record, edited=self.edited)
        return self.opened[path]

    def lists(self) -> dict[str, tuple[Thing, ...]]:
        """What the ledger is to know of the record's lists."""
        told = {path: things.stored(edited=self.edited) for path, things in self.opened.items()}
        return {path: each for path, each in {**self.stored, **told}.items() if each}
