"""What a source means: each thing that it tells, found among the things that imports know, by the strongest sign first.

    its number in its system          nothing else counts where both have one
    what this source called it last   so a source that has not changed always means the same
    what any source called it
    what it is called in the record   `alike` says how
    where this source had it          under the same number, in the same place of a whole list, or with the same words

The last is what finds a thing that its source has renamed. Where it is in doubt, a thing is new.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from plugins.importers.alike import AIM, KEYS, NAMES, Likeness, Tree, are_apart, files_of, is_telling, label_of
from plugins.importers.ledger import mark
from plugins.importers.pairing import Pairing, Several
from plugins.importers.things import Entry, Teller, Things, mark_of


def seek(things: Things, offered: Sequence[Tree], teller: Teller) -> list[Entry | None]:
    """The entry of each thing that a source tells; `None` where it is new."""
    found = _Search(things, offered, teller).found()
    return [things.entries[found[n]] if n in found else None for n in range(len(offered))]


@dataclass(slots=True)
class _Search:
    """One source's things and the entries. What has an aim is looked for as that, whatever it is called itself."""

    things: Things
    offered: Sequence[Tree]
    teller: Teller
    aims: list[Tree] = field(init=False)
    keys: set[str] = field(init=False)
    pairs: Pairing = field(init=False)

    def __post_init__(self) -> None:
        """Nothing is found yet."""
        self.aims = [each.get(AIM, each) for each in self.offered]
        self.keys = {key for each in self.offered for key in each.get(KEYS, ())}
        self.pairs = Pairing(len(self.offered), len(self.things.entries))

    def found(self) -> dict[int, int]:
        """Which entry each thing is, by every sign in turn; what none finds is left out."""
        self._by_key()
        self._by_told_name()
        self._by_file()
        for like in self.things.kind.likenesses:
            self._by_likeness(like)
        self._by_told_title()
        if len(self.pairs.found) < len(self.offered):
            self._by_where()
        return self.pairs.found

    def _there(self, entry: int) -> Tree | None:
        """An entry's thing as it stands in the record; `None` where a person removed it."""
        at = self.things.entries[entry].at
        return None if at is None else self.things.record[at]

    def _known(self, entry: int, name: str) -> tuple[str, ...]:
        """All that sources have said of an entry's field."""
        return self.things.known(self.things.entries[entry], name)

    # --- by name and number ---

    def _by_key(self) -> None:
        """By its number in its system."""
        entries = {key: n for n, entry in enumerate(self.things.entries) for key in entry.keys}
        for n, each in enumerate(self.offered):
            place = next((entries[key] for key in each.get(KEYS, ()) if key in entries), None)
            if place is not None and place not in self.pairs.taken:
                self.pairs.join(n, place)

    def _by_told_name(self) -> None:
        """By what this source called it last, then by what any source did."""
        kind, entries = self.things.kind, self.things.entries
        self.pairs.pair(
            lambda n: mark(label_of(kind, self.offered[n])), lambda n: entries[n].called(self.teller), may=self._may
        )
        self.pairs.pair(lambda n: label_of(kind, self.aims[n]), lambda n: self.things.labels(entries[n]), may=self._may)

    def _by_told_title(self) -> None:
        """By its title alone, as any source told it, where that is enough."""
        first, last, told = self.things.kind.label[0], self.things.kind.label[-1], self._told()

        def may(left: int, right: int) -> bool:
            aim = self.aims[left]
            loose = aim.get(first) is None or not self._known(right, first)
            telling = self.things.key == "items" and (right in told or is_telling(aim[last]))
            return self._may(left, right) and (loose or telling)

        self.pairs.pair(
            lambda n: mark_of(self.aims[n], last),
            lambda n: self._known(n, last),
            several=Several.ONE_THERE,
            may=may,
        )

    # --- by what stands in the record ---

    def _by_file(self) -> None:
        """A document by where its files lie."""
        if self.things.key == "documents":
            self.pairs.pair(
                lambda n: next(files_of(self.aims[n]), None),
                lambda n: set(files_of(self._there(n) or {})),
                several=Several.ONE_EACH,
            )

    def _by_likeness(self, like: Likeness) -> None:
        """By one way of being alike."""

        def signs(right: int) -> Iterable[Any]:
            there = self._there(right)
            return () if there is None else (like.by(there),)

        def may(left: int, right: int) -> bool:
            there = self._there(right)
            return there is not None and self._may(left, right) and like.are(there, self.aims[left])

        self.pairs.pair(lambda n: like.by(self.aims[n]), signs, several=like.several, may=may)

    # --- by where this source had it ---

    def _by_where(self) -> None:
        """By the number, the words, or the place that this source told of it."""
        self._by_number()
        self._by_words()
        self._by_place()

    def _by_number(self) -> None:
        """By the number under which this source had it; of a whole list also in the same place."""
        if self.things.key != "items":
            return
        told, is_same_place = self._told(), self.pairs.same_place(self._told())

        def may(left: int, right: int) -> bool:
            return self._may_strictly(left, right) and (not self.teller.whole or is_same_place(left, right))

        self.pairs.pair(
            lambda n: mark_of(self.aims[n], "number"),
            lambda n: self._known(n, "number") if n in told else (),
            several=Several.ONE_EACH,
            may=may,
        )

    def _by_words(self) -> None:
        """By words that this source told of one thing, and now tells of one."""
        told = self._told()
        for name in self.things.kind.content:
            self.pairs.pair(
                lambda n, name=name: mark_of(self.aims[n], name),  # type: ignore[misc]
                lambda n, name=name: self._known(n, name) if n in told else (),  # type: ignore[misc]
                several=Several.ONE_EACH,
                may=self._may_strictly,
            )

    def _by_place(self) -> None:
        """By the place in which this source had it."""
        self.pairs.between(self._told(), self._may_replace)

    def _told(self) -> set[int]:
        """The entries of which this source has told."""
        return {n for n, entry in enumerate(self.things.entries) if entry.called(self.teller)}

    # --- what cannot be one ---

    def _may(self, left: int, right: int) -> bool:
        """Whether two do not have different numbers in one system, or a whole list tells no more of the older one."""
        others = self._other_numbers(left, right)
        gone = self.teller.whole and self.keys.isdisjoint(others) and not self.things.entries[right].now
        return not others or gone

    def _may_strictly(self, left: int, right: int) -> bool:
        """Whether two do not have different numbers in one system."""
        return not self._other_numbers(left, right)

    def _other_numbers(self, left: int, right: int) -> set[str]:
        """The entry's numbers in the systems in which the thing has none of them."""
        others = set[str]()
        for key in self.offered[left].get(KEYS, ()):
            system = key.partition(" ")[0] + " "
            same = {each for each in self.things.entries[right].keys if each.startswith(system)}
            others |= set() if key in same else same
        return others

    def _may_replace(self, left: int, right: int) -> bool:
        """Whether a thing is the one that had its place, under another name.

        Of people and names that is in doubt, unless a person has edited the one that was there: then it is told.
        """
        if not self._may_strictly(left, right):
            return False
        if self.things.key == "items":
            return self._may_replace_item(left, right)
        if self.things.key == "documents":
            return self._has_same_files(left, right)
        return self.things.is_edited(self.things.entries[right])

    def _may_replace_item(self, left: int, right: int) -> bool:
        """Whether an item is the one that had its place: of a whole list and no other number, or of the same words."""
        number, known = mark_of(self.aims[left], "number"), self._known(right, "number")
        same_number = number is None or not known or number in known
        there = self._there(right) or {}
        apart = are_apart(_all_files(self.aims[left]), _all_files(there))
        words = ((name, mark_of(self.aims[left], name)) for name in self.things.kind.content)
        same_words = any(said and said in self._known(right, name) for name, said in words)
        return same_words or (self.teller.whole and same_number and not apart)

    def _has_same_files(self, left: int, right: int) -> bool:
        """Whether no file of a document lies where none of the entry's lies or, if it was removed, lay."""
        there, entry = self._there(right), self.things.entries[right]
        if there is not None:
            return not are_apart(self.aims[left], there)
        base = f"{self.things.path}/{entry.name}/renditions"
        files = self.aims[left].get("renditions", ())
        return all(f"{base}/{NAMES['renditions'](each)}/format" in self.things.fields for each in files)


def _all_files(item: Mapping[str, Any]) -> Tree:
    """All files of an item's documents as if they were one document's."""
    return {"renditions": [each for document in item.get("documents", ()) for each in document.get("renditions", ())]}
