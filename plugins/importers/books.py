"""What is known of one record while sources are laid over it: its fields and lists, and what was heard by now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from plugins.importers.alike import Tree
from plugins.importers.ledger import Field, Ledger, Thing
from plugins.importers.things import Things

_FILES: Final = "/renditions"


@dataclass
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
            is_file = path.endswith(_FILES)
            stored = self._files.get(path, ()) if is_file else self.stored.get(path, ())
            self.opened[path] = Things.open(path, self.fields, stored, record, aligned=not (self.edited or is_file))
        return self.opened[path]

    @cached_property
    def _files(self) -> dict[str, list[Thing]]:
        """The files of documents, which are known by where they lie: their fields say that, so the lists need not."""
        found: dict[str, dict[str, None]] = {}
        for path in self.fields:
            document, files, file = path.rpartition(_FILES + "/")
            if files:
                found.setdefault(document + _FILES, {})[file.partition("/")[0]] = None
        return {path: [Thing(name) for name in names] for path, names in found.items()}

    def lists(self) -> dict[str, tuple[Thing, ...]]:
        """What the ledger is to know of the record's lists."""
        opened = {path: things for path, things in self.opened.items() if not path.endswith(_FILES)}
        told = {path: things.stored(edited=self.edited) for path, things in opened.items()}
        return {path: each for path, each in {**self.stored, **told}.items() if each}
