"""Runs merged: all terms and words of an archive with their counts, and the postings of terms as they are asked for.

Runs hold documents in order, so the postings of a term are those of each run, one after another. What terms beside each
other have in every run lies together there, and is read from the disk when it is needed, a *block* of terms at a time;
what all runs have of a block is put in order, and its levels are reckoned, at once.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from plugins.search.batches import REFERENCES, changes
from plugins.search.format import FIELDS, LEVELS, ROUTINE_WEIGHT, SATURATION
from plugins.search.joined import Joined, Rows, added, before, together
from plugins.search.keeping import StaleCacheError, kept
from plugins.search.lexicon import Numbered
from plugins.search.runs import RunTerms, beside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy.typing as npt

    from plugins.search.pool import Pivots

    Numbers = npt.NDArray[np.integer[Any]]
    Small = npt.NDArray[np.uint32]
    Bytes = npt.NDArray[np.uint8]
    Weights = npt.NDArray[np.float64]

_MOST = 120_000
"""Postings that are merged together, in some 10 MB; more only of a shard or a term that has more."""

_CERTAIN = 1e9
"""What a reference is worth: more than can be told apart from certainty."""


class Counted(NamedTuple):
    """Strings in order, and how often each is there."""

    keys: list[str]
    counts: list[int]


class Merged(NamedTuple):
    """All terms, all words, the terms of words in their order, and what gives the postings of terms."""

    terms: Counted
    words: Counted
    stems: list[str]
    postings: RunPostings


class _Tally:
    """Strings of many runs with their counts added up."""

    def __init__(self) -> None:
        self.numbers = Numbered()
        self._counts = np.zeros(0, np.int64)

    def add(self, keys: Iterable[str], counts: Small) -> Numbers:
        """Add different strings with their counts; return the numbers of the strings."""
        numbers = np.fromiter(map(self.numbers.__getitem__, keys), np.int32, len(counts))
        if len(self.numbers) > len(self._counts):
            self._counts = np.append(self._counts, np.zeros(len(self.numbers), np.int64))
        self._counts[numbers] += counts
        return numbers

    def in_order(self) -> tuple[Counted, Numbers]:
        """Return the strings in order, and their numbers."""
        names = list(self.numbers)
        order = sorted(range(len(names)), key=names.__getitem__)
        return Counted([names[at] for at in order], self._counts[order].tolist()), np.array(order, np.int64)


def merged(paths: Iterable[Path], lengths: Pivots) -> Merged:
    """Return what runs hold together, given in order of their documents. Raises StaleCacheError where one is harmed."""
    terms, words, runs, stems = _Tally(), _Tally(), list[_Run](), np.zeros(0, np.int64)
    for path in paths:
        held = kept(beside(path), RunTerms)
        numbers = terms.add(held.terms, _unpacked(held.found))
        met = words.add(held.words, _unpacked(held.met))
        if len(words.numbers) > len(stems):
            stems = np.append(stems, np.zeros(len(words.numbers), np.int64))
        stems[met] = numbers[_unpacked(held.stems)]
        runs.append(_Run.of(path, held, numbers, lengths))
    all_terms, order = terms.in_order()
    ranks = np.zeros(len(order), np.int32)
    ranks[order] = np.arange(len(order))
    all_words, order = words.in_order()
    found = [all_terms.keys[rank] for rank in ranks[stems[order]].tolist()]
    ranked = [runs.pop(0).ranked(ranks) for _ in range(len(runs))]  # each in the place of the other: they are large
    postings = RunPostings(tuple(ranked), all_terms.counts)
    return Merged(all_terms, all_words, found, postings)


def _unpacked(code: bytes) -> Small:
    return np.frombuffer(code, np.uint32)


class _Piece(NamedTuple):
    """What a run has of some terms: of each its place among them, how many groups, the bytes that its places take.

    Of each group, term after term, its document, how often the term stands in it, and what that adds to its weight; and
    the code of all places.
    """

    terms: Numbers
    groups: Numbers
    sizes: Numbers
    documents: Small
    counts: Small
    parts: Weights
    places: bytes


_NONE = np.zeros(0, np.uint32)
_NOTHING = _Piece(_NONE, _NONE, _NONE, _NONE, _NONE, np.zeros(0), b"")


class _Run(NamedTuple):
    """A run as it is read from: `terms` are the places of its terms among all, the rest as `RunTerms` has it."""

    path: Path
    terms: Numbers
    groups_from: Small
    places_from: Small
    documents: Small
    worth: Weights
    count_size: int

    @classmethod
    def of(cls, path: Path, held: RunTerms, terms: Numbers, lengths: Pivots) -> _Run:
        """The run at a path, whose terms have some numbers. Raises StaleCacheError where its size is another."""
        groups, places = _unpacked(held.groups_from), _unpacked(held.places_from)
        size = int(groups[-1]) * (4 + held.count_size) + int(places[-1])
        if not path.is_file() or path.stat().st_size != size:
            raise StaleCacheError(f'"{path}" is damaged')
        worth = _worth(_unpacked(held.fields), _unpacked(held.lengths), _unpacked(held.routine), lengths)
        return cls(path, terms, groups, places, _unpacked(held.documents), worth, held.count_size)

    def ranked(self, ranks: Numbers) -> _Run:
        """The same, its terms by their places in order."""
        return self._replace(terms=ranks[self.terms])

    def piece(self, first: int, past: int) -> _Piece | None:
        """Return what the run has of the terms from one place to another; `None` where that is nothing."""
        start, end = np.searchsorted(self.terms, (first, past)).tolist()
        if start == end:
            return None
        begins, places = self.groups_from[start : end + 1].astype(np.int64), self.places_from[start : end + 1]
        groups, counts, code = self._read(int(begins[0]), int(begins[-1]), int(places[0]), int(places[-1]))
        return _Piece(
            self.terms[start:end] - first, begins[1:] - begins[:-1], places[1:] - places[:-1],
            self.documents[groups], counts, self.worth[groups] * counts, code,
        )  # fmt: skip

    def _read(self, first: int, last: int, low: int, high: int) -> tuple[Small, Small, bytes]:
        """The groups and counts from one to another, and the places."""
        whole, size = int(self.groups_from[-1]), self.count_size
        with self.path.open("rb") as file:
            parts = []
            for begin, end in (
                (4 * first, 4 * last),
                (4 * whole + size * first, 4 * whole + size * last),
                ((4 + size) * whole + low, (4 + size) * whole + high),
            ):
                file.seek(begin)
                parts.append(file.read(end - begin))
        groups, counts, places = parts
        return np.frombuffer(groups, np.uint32), np.frombuffer(counts, f"u{size}"), places


def _worth(fields: Small, words: Small, routine: Small, lengths: Pivots) -> Weights:
    """What one occurrence in each group is worth: as `Pool` reckons it, step for step."""
    weight = np.array([*(one.weight for one in FIELDS), _CERTAIN])
    slack = np.array([*(one.slack for one in FIELDS), 0.0])
    usual = np.array([*(lengths.get(one.name, 1.0) for one in FIELDS), 1.0])
    factor = np.where(routine & (fields != REFERENCES), ROUTINE_WEIGHT, 1.0)
    worth: Weights = factor * (weight[fields] / (1 - slack[fields] + slack[fields] * words / usual[fields]))
    return worth


def _levels(postings: Numbers, parts: Weights) -> Bytes:
    """The levels of postings, of each group that belongs to one its part of the weight.

    Added up one after another, as `Pool` does, and levelled as `format.level` does, so that not a bit differs.
    """
    weights = np.bincount(postings, parts).astype(np.float64)
    levels = (LEVELS * weights / (weights + SATURATION) + 0.5).astype(np.int64)
    return np.clip(levels, 1, LEVELS - 1).astype(np.uint8)


class RunPostings:
    """The postings of terms, read from runs: of as many shards at a time as have not too many together."""

    def __init__(self, runs: Sequence[_Run], counts: Sequence[int]) -> None:
        """Of runs in order of their documents, given in how many documents each term is."""
        self._runs, self._reached = runs, before(np.array(counts, np.int64))

    def __call__(self, shards: Sequence[tuple[int, int]], documents: int) -> Iterator[Joined]:
        """Yield the postings of shards, given where their terms begin and end, in an archive of so many documents."""
        at = 0
        while at < len(shards):
            some = [shards[at]]
            for first, past in shards[at + 1 :]:
                if first != some[-1][1] or self._count(some[0][0], past) > _MOST:
                    break
                some.append((first, past))
            rows = together([self._block(*cut) for cut in pairwise(self._cuts(some[0][0], some[-1][1]))])
            yield from (Joined(one, documents) for one in rows.each([past - first for first, past in some]))
            at += len(some)

    def _count(self, first: int, past: int) -> int:
        """How many postings the terms from one place to another have."""
        return int(self._reached[past] - self._reached[first])

    def _cuts(self, first: int, past: int) -> list[int]:
        """Where blocks of terms begin, and where the last ends, each with not too many postings if it has two terms."""
        cuts = [first]
        while self._count(cuts[-1], past) > _MOST:
            most = self._reached[cuts[-1]] + _MOST
            cuts.append(min(past, max(cuts[-1] + 1, int(np.searchsorted(self._reached, most, "right")) - 1)))
        return cuts if cuts[-1] == past > first else [*cuts, past]

    def _block(self, first: int, past: int) -> Rows:
        """The postings of the terms from one place to another: of one term, which may have many, a run at a time."""
        pieces = (piece for run in self._runs if (piece := run.piece(first, past)))
        if past - first == 1:
            return added([_in_order([piece], 1) for piece in pieces])
        return _in_order(list(pieces) or [_NOTHING], past - first)


def _in_order(pieces: Sequence[_Piece], count: int) -> Rows:
    """The postings of so many terms, of which each piece has some."""
    columns = (np.concatenate([piece[column] for piece in pieces]) for column in range(6))
    terms, groups, sizes, documents, counts, parts = columns
    order = np.argsort(terms, kind="stable")
    given, each = _given(groups, order), np.repeat(terms[order], groups[order])
    documents = documents[given]
    new = changes(each, documents)
    first = np.flatnonzero(new)
    return Rows(
        np.bincount(each[first], minlength=count),
        np.bincount(terms, sizes, count).astype(np.int64),
        documents[first],
        _levels(np.cumsum(new) - 1, parts[given]),
        np.add.reduceat(counts[given], first, dtype=np.uint32),
        _places(b"".join(piece.places for piece in pieces), sizes, order),
    )


def _given(sizes: Numbers, order: Numbers) -> Numbers:
    """Where the numbers of some rows lie among all, in another order of the rows, given how many each row has."""
    firsts = before(sizes)[order]
    counts = sizes[order]
    reached = before(counts)
    return np.repeat(firsts - reached[:-1], counts) + np.arange(reached[-1])


def _places(code: bytes, sizes: Numbers, order: Numbers) -> bytes:
    """The places of rows in another order, given how many bytes each has."""
    starts = before(sizes)
    cuts = zip(starts[order].tolist(), starts[order + 1].tolist(), strict=True)
    return b"".join([code[start:end] for start, end in cuts])
