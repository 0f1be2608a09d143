"""The things of one list of a record: which of them is meant by what a source tells, whatever it is called by now.

An entry is a thing as imports know it. When a list is opened, each entry is found in the record, also where a person
has renamed the thing; an entry that is nowhere there was removed by a person, and what has no entry is a person's own.
`seeking` finds what a source means among the entries.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from plugins.importers.alike import AIM, KEYS, KINDS, NAMES, Kind, Tree, label_of
from plugins.importers.ledger import Field, Thing, mark
from plugins.importers.pairing import Pairing, Several, Sign, Signs


@dataclass(frozen=True, slots=True)
class Teller:
    """Who tells of a list: the source, and whether it tells all of it in order."""

    name: str
    whole: bool = False


@dataclass(slots=True)
class Entry:
    """A thing as imports know it.

    `before` is what each source called it in earlier imports, `now` in this one; `at` is its place in the record's
    list, `None` where a person removed it. One that has no name yet is a person's own.
    """

    name: str = ""
    keys: set[str] = field(default_factory=set)
    before: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    now: dict[str, list[str]] = field(default_factory=dict)
    at: int | None = None

    def called(self, teller: Teller) -> tuple[str, ...]:
        """What a source called it; the pages of a whole list are one source, also within one import."""
        now = self.now.get(teller.name, ()) if teller.whole else ()
        return (*self.before.get(teller.name, ()), *now)


@dataclass(slots=True)
class Things:
    """The entries of one list, and the list as it stands in the record by now."""

    key: str
    path: str
    fields: Mapping[str, Field]
    entries: list[Entry]
    record: Sequence[Tree]
    names: set[str] = field(default_factory=set)
    fresh: list[Entry] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    @classmethod
    def open(
        cls, path: str, fields: Mapping[str, Field], stored: Sequence[Thing], record: Sequence[Tree], *, aligned: bool
    ) -> Things:
        """The things of the list at a path.

        `stored` is what the ledger knows of them; `aligned` says that they stand in the record in this order.
        """
        entries = [Entry(each.name, set(each.keys), each.told) for each in stored]
        things = cls(path.rpartition("/")[2], path, fields, entries, record, {each.name for each in stored})
        if aligned and len(entries) == len(record):
            for place, entry in enumerate(entries):
                entry.at = place
        else:
            things._align()
        return things

    @property
    def kind(self) -> Kind:
        """What such things are known by."""
        return KINDS[self.key]

    # --- what a person made of the list ---

    def _align(self) -> None:
        """Find each entry in the record; what has no entry gets one without a name, in its place."""
        pairing = Pairing(len(self.record), len(self.entries))
        pairing.pair(lambda n: label_of(self.kind, self.record[n]), lambda n: self.labels(self.entries[n]))
        for name in self.kind.signs:
            pairing.pair(*self._signs(name), several=Several.ONE_EACH)
        pairing.between(range(len(self.entries)))
        for place, number in pairing.found.items():
            self.entries[number].at = place
        self.entries = list(self._with_own(set(pairing.found)))

    def _with_own(self, found: set[int]) -> Iterator[Entry]:
        """The entries, and after each what stands behind it in the record without an entry."""
        here = sorted(found)
        ends = dict(zip([-1, *here], [*here, len(self.record)], strict=True))
        yield from (Entry(at=place) for place in range(ends[-1]))
        for entry in self.entries:
            yield entry
            if entry.at is not None:
                yield from (Entry(at=place) for place in range(entry.at + 1, ends[entry.at]))

    def _signs(self, name: str) -> tuple[Sign, Signs]:
        """A field as a sign: what the record has there, and what sources have said."""
        return lambda n: mark_of(self.record[n], name), lambda n: self.known(self.entries[n], name)

    # --- what a source tells ---

    def add(self, thing: Tree, at: int) -> Entry:
        """The entry of a new thing, which stands at this place of the record until the list is settled."""
        self.fresh.append(self.named(Entry(at=at), thing))
        return self.fresh[-1]

    def named(self, entry: Entry, thing: Tree) -> Entry:
        """The entry, with a name of its own from now on: the thing's, with a count where that is taken."""
        if not entry.name:
            called = NAMES[self.key](thing.get(AIM, thing))
            name, count = called, self.counts.get(called, 2)
            while name in self.names:
                name, count = f"{called}~{count}", count + 1
            entry.name, self.counts[called] = name, count
            self.names.add(name)
        return entry

    def note(self, entry: Entry, thing: Tree, teller: Teller) -> None:
        """Note what a source calls a thing, and by which numbers."""
        entry.keys.update(thing.get(KEYS, ()))
        if thing.get(self.kind.label[-1]) is not None:
            entry.now.setdefault(teller.name, []).append(mark(label_of(self.kind, thing)))

    def settle(self, merged: Sequence[Tree], order: Sequence[int]) -> list[Tree]:
        """The list in its new order, in which the entries stand from now on: a new one behind what it stands behind."""
        places = {old: new for new, old in enumerate(order)}
        for entry in (*self.entries, *self.fresh):
            entry.at = None if entry.at is None else places[entry.at]
        self.entries, self.fresh = list(self._with_fresh()), []
        self.record = [merged[place] for place in order]
        return list(self.record)

    def _with_fresh(self) -> Iterator[Entry]:
        """The entries, each new one behind the one that it stands behind; those that stand behind none come first."""
        there = {each.at: each for each in reversed(self.entries) if each.at is not None}
        first, behind = list[Entry](), dict[int, Entry]()
        for entry in sorted(self.fresh, key=lambda each: each.at or 0):
            before = there.get((entry.at or 0) - 1)
            if before is None:
                first.insert(0, entry)
            else:
                behind[id(before)] = entry
            there[entry.at or 0] = entry
        for each in (*first, *self.entries):
            follower: Entry | None = each
            while follower is not None:
                yield follower
                follower = behind.get(id(follower))

    def stored(self, *, edited: bool) -> tuple[Thing, ...]:
        """What the ledger is to know, in the record's order, or in the old one where a person has edited the record."""
        known = [entry for entry in self.entries if entry.name]
        ordered = known if edited else sorted(known, key=lambda entry: -1 if entry.at is None else entry.at)
        heard = {source for entry in known for source in entry.now}
        return tuple(Thing(each.name, tuple(sorted(each.keys)), _told(each, heard)) for each in ordered)

    # --- what the books know ---

    def known(self, entry: Entry, name: str) -> tuple[str, ...]:
        """All that sources have said of a field of an entry."""
        known = self.fields.get(f"{self.path}/{entry.name}/{name}") if entry.name else None
        return known.known() if known else ()

    def labels(self, entry: Entry) -> Iterator[Hashable]:
        """All that an entry was ever called by sources."""
        known = [self.known(entry, name) for name in self.kind.label]
        return product(*(each or (None,) for each in known)) if any(known) else iter(())

    def is_edited(self, entry: Entry) -> bool:
        """Whether a person has renamed or removed a thing."""
        if entry.at is None or not entry.name:
            return bool(entry.name)
        name = self.kind.label[-1]
        return mark_of(self.record[entry.at], name) not in self.known(entry, name)


def mark_of(thing: Tree, name: str) -> str | None:
    """The checksum of a thing's field."""
    value = thing.get(name)
    return None if value is None else mark(value)


def _told(entry: Entry, heard: set[str]) -> dict[str, tuple[str, ...]]:
    """What each source calls a thing: those that spoke now as they do now, all others as they did."""
    now = {source: tuple(dict.fromkeys(said)) for source, said in entry.now.items()}
    silent = {source: said for source, said in entry.before.items() if source not in heard}
    return dict(sorted({**silent, **now}.items()))
