"""Documents read, and every occurrence of a term in them: what term, and in which position, as one number.

Passages are laid out one after another in *positions*, each from the next multiple of `GRID` past a gap; so a position
tells the passage, its document and the term's place in that. Numbers take four bytes wherever they can, for there are
hundreds of thousands of each.
"""

from __future__ import annotations

from itertools import chain, count, repeat
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from plugins.search.format import FIELD_NUMBERS, FIELDS, GAP, GRID
from plugins.search.pool import TITLE, reference_terms

if TYPE_CHECKING:
    import numpy.typing as npt

    from plugins.search.documents import Passage, SearchDocument
    from plugins.search.lexicon import InOrder, Lexicon

    Numbers = npt.NDArray[np.integer[Any]]
    Places = npt.NDArray[np.int32]
    Flags = npt.NDArray[np.bool_]

REFERENCES = len(FIELDS)
"""The number of the field of references, which stand in no place."""

NOWHERE = -1
"""The place of what stands in none."""

POSITION = 32
"""Bits of an occurrence that tell its position; the term's place in order stands before them."""

_TITLE = FIELD_NUMBERS["title"]
_NO_TERM = -1 << 62
"""What no occurrence is, whatever its position."""


class Batch:
    """Documents read, their numbers rising, that will make a run. A text that is met again is not divided again."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.numbers: list[int] = []
        self.routine: list[bool] = []
        self.counts: list[int] = []
        """How many passages each document has."""
        self.passages: list[Passage] = []
        self.references: list[tuple[int, int]] = []
        """Places of documents in the batch with the terms of their references."""
        self._named = _Named(lexicon)

    def add(self, number: int, document: SearchDocument) -> None:
        """Read one more document."""
        if document.references:
            found = dict.fromkeys(chain.from_iterable(map(self._named.__getitem__, document.references)))
            self.references += zip(repeat(len(self.numbers)), found)
        self.numbers.append(number)
        self.routine.append(document.routine)
        self.counts.append(len(document.passages))
        self.passages += document.passages


class _Named(dict[str, list[int]]):
    """The terms of references, each of which is read once."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self._lexicon = lexicon

    def __missing__(self, text: str) -> list[int]:
        """A reference that is met for the first time."""
        terms = self._lexicon.terms
        self[text] = [terms[name] for name in reference_terms(text, self._lexicon.analyser)]
        return self[text]


class Groups(NamedTuple):
    """Of each group the place of its document in the batch, its field, its words, the position where places begin."""

    documents: Numbers
    fields: Numbers
    words: Numbers
    starts: Numbers


class Layout(NamedTuple):
    """All groups; to which of them positions belong, so many in a row, as `GRID` says, to one; those of stretches."""

    groups: Groups
    owners: Places
    positions: Places


class Words(NamedTuple):
    """All that was read, in order: the cores of stretches, and how many of them each passage has."""

    cores: Places
    sizes: Numbers


def read(batch: Batch) -> Words:
    """Return the words of a batch."""
    lexicon, texts = batch.lexicon, [passage.text for passage in batch.passages]
    numbers = dict.fromkeys(texts)
    divided = lexicon.stretches.divide(list(numbers))
    lexicon.learn()
    numbers.update(zip(numbers, count()))
    chosen = np.fromiter(map(numbers.__getitem__, texts), np.int64, len(texts))
    sizes, given = _given(divided.counts, chosen)
    return Words(np.array(lexicon.cores, np.int32)[divided.numbers][given], sizes)


class Ranks(NamedTuple):
    """Where terms stand in order: each by its number, as it is (`plain`) and as a title's."""

    order: InOrder
    plain: Numbers
    of_titles: Numbers
    before_titles: int

    @classmethod
    def of(cls, lexicon: Lexicon) -> Ranks:
        """Those of the terms of a lexicon: a title's stand in the same order, all of them beside each other."""
        order = lexicon.in_order()
        before = int(np.searchsorted(order.names, TITLE))
        moved = len(order.names) * (order.ranks >= before)
        return cls(order, order.ranks + moved, order.ranks + before, before)

    def names_of(self, ranks: Numbers) -> list[str]:
        """Return the terms that have some ranks, which rise."""
        first, count = self.before_titles, len(self.order.names)
        start, end = np.searchsorted(ranks, (first, first + count)).tolist()
        below, above = self.order.names[ranks[:start]], self.order.names[ranks[end:] - count]
        titles = self.order.names[ranks[start:end] - first]
        return [*below.tolist(), *map(TITLE.__add__, titles.tolist()), *above.tolist()]


def lay(batch: Batch, words: Words) -> Layout:
    """Lay the words of a batch out.

    Passages stand one after another; a reference has a group to itself, past all of them.
    """
    before = _before(np.array(batch.lexicon.widths, np.int32)[words.cores], np.int32)
    ends, passages = _before(words.sizes), np.array(batch.counts, np.int64)
    sizes = np.diff(before[ends])
    documents = np.repeat(np.arange(len(passages)), passages)
    fields = _fields(batch)
    rooms = -(-(sizes + GAP) // GRID)
    room = _before(rooms)
    new = changes(documents, fields)
    at = np.flatnonzero(new)
    named = np.array(batch.references, np.int64).reshape(-1, 2)[:, 0]
    count = len(named)
    groups = Groups(
        np.append(documents[at], named),
        np.append(fields[at], np.full(count, REFERENCES)),
        np.append(np.add.reduceat(sizes, at) if len(at) else sizes, np.zeros(count, np.int32)),
        np.append(
            GRID * room[(np.cumsum(passages) - passages)[documents[at]]],
            GRID * (room[-1] + np.arange(count)) - NOWHERE,
        ),
    )
    owners = np.append(np.repeat(np.cumsum(new) - 1, rooms), len(at) + np.arange(count)).astype(np.int32)
    positions = before[:-1].astype(np.int32, copy=False)
    positions += np.repeat((GRID * room[:-1] - before[ends[:-1]]).astype(np.int32), words.sizes)
    return Layout(groups, owners, positions)


def _fields(batch: Batch) -> Numbers:
    """The field of each passage."""
    return np.array([FIELD_NUMBERS[passage.field] for passage in batch.passages], np.int64)


def occurrences(batch: Batch, words: Words, layout: Layout, ranks: Ranks) -> npt.NDArray[np.int64]:
    """Return all occurrences of terms, in no order: the rank of a term and a position; those below 0 are none.

    Nearly every stretch has one term. What stands in a title is there twice, as a title's too.
    """
    every, positions, lexicon = words.cores, layout.positions, batch.lexicon
    titles = np.flatnonzero(np.repeat(_fields(batch) == _TITLE, words.sizes))
    plain, of_titles = _Given.of(lexicon, ranks.plain), _Given.of(lexicon, ranks.of_titles)
    few = np.concatenate((
        plain.others(every, positions),
        of_titles.first[every[titles]] + positions[titles],
        of_titles.others(every[titles], positions[titles]),
        _references(batch, layout, ranks),
    ))  # fmt: skip
    found = np.empty(len(every) + len(few), np.int64)
    np.take(plain.first, every, out=found[: len(every)], mode="clip")
    found[: len(every)] += positions
    found[len(every) :] = few
    return found


class _Given(NamedTuple):
    """What occurs where cores stand in position 0: of each its first term, and of those with several all others."""

    first: npt.NDArray[np.int64]
    more: Numbers
    rest: Numbers

    @classmethod
    def of(cls, lexicon: Lexicon, ranks: Numbers) -> _Given:
        """The terms of a lexicon, which have some ranks."""
        counts = np.array(lexicon.terms_of.counts, np.int64)
        terms, offsets = np.array(lexicon.terms_of.values, np.int64), np.array(lexicon.offsets, np.int64)
        given = (ranks[terms] << POSITION) + offsets
        some = counts > 0
        firsts = (np.cumsum(counts) - counts)[some]
        first = np.full(len(counts), _NO_TERM)
        first[some] = given[firsts]
        return cls(first, np.maximum(counts - 1, 0), np.delete(given, firsts))

    def others(self, cores: Places, positions: Places) -> Numbers:
        """Return all but the first terms of cores in some positions."""
        several = np.flatnonzero((self.more > 0)[cores])
        more, given = _given(self.more, cores[several])
        return self.rest[given] + np.repeat(positions[several], more)


def _references(batch: Batch, layout: Layout, ranks: Ranks) -> Numbers:
    """The occurrences of references, to which the last positions belong."""
    terms = np.array(batch.references, np.int64).reshape(-1, 2)[:, 1]
    past = len(layout.owners)
    return (ranks.plain[terms] << POSITION) + GRID * np.arange(past - len(terms), past)


def _given(sizes: Numbers, chosen: Numbers) -> tuple[Numbers, Places]:
    """How many numbers each of some rows has, and where these lie among all, given how many each row has."""
    counts = sizes[chosen]
    before = _before(counts)
    shift = ((np.cumsum(sizes) - sizes)[chosen] - before[:-1]).astype(np.int32)
    given = np.repeat(shift, counts)
    given += np.arange(before[-1], dtype=np.int32)
    return counts, given


def _before(sizes: Numbers, kind: type[np.signedinteger[Any]] = np.int64) -> Numbers:
    """What all before each take, and at the end what all take."""
    before = np.zeros(len(sizes) + 1, kind)
    np.cumsum(sizes, out=before[1:])
    return before


def changes(*columns: Numbers) -> Flags:
    """Return of each row whether it differs from the one before; the first does."""
    new = np.zeros(len(columns[0]), np.bool_)
    new[:1] = True
    for column in columns:
        new[1:] |= column[1:] != column[:-1]
    return new
