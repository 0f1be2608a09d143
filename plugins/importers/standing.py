"""The meetings and decisions that are there, read when they are asked for; and one import of them at a time."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain

from plugins.importers.known import Kept
from plugins.importers.laying import tree_of
from plugins.importers.shelf import RecordError, Shelf


@contextmanager
def one_at_a_time(shelf: Shelf) -> Iterator[None]:
    """Wait until no other import works in the content folder, and keep others out.

    A record and its ledger are two files, and an import that came between would take the one for a person's edit. A
    file system that knows no locks is trusted to have one import at a time; a dry import needs none.
    """
    if shelf.dry:
        yield
        return
    shelf.content.mkdir(parents=True, exist_ok=True)
    folder = os.open(shelf.content, os.O_RDONLY)
    try:
        with suppress(OSError):
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


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
