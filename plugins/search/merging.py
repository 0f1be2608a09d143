"""Runs merged: all terms and words of an archive with their counts, and the postings of terms as they are asked for.

Runs hold documents in order, so the postings of a term are those of each run, one after another. What terms beside each
other have in every run lies together there, and is read from the disk when it is needed, a *block* of terms at a time.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from plugins.search.format import FIELDS, LEVELS, ROUTINE_WEIGHT, SATURATION
from plugins.search.keeping import StaleCacheError, kept
from plugins.search.lexicon import Numbered
from plugins.search.postings import Postings
from plugins.search.runs import REFERENCES, RunTerms, beside, changes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy.typing as npt

    from plugins.search.pool import Pivots

    Numbers = npt.NDArray[np.integer[Any]]
    Small = npt.NDArray[np.uint32]
    Weights = npt.NDArray[np.float64]

_BLOCKS = 200
_LEAST, _MOST = 20_000, 500_000
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
        numbers = np.fromiter(map(self.numbers.__getitem__, keys), np.int64, len(counts))
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
    ranks = np.zeros(len(order), np.int64)
    ranks[order] = np.arange(len(order))
    all_words, order = words.in_order()
    found = [all_terms.keys[rank] for rank in ranks[stems[order]].tolist()]
    postings = RunPostings(tuple(run.ranked(ranks) for run in runs), _bounds(all_terms.counts))
    return Merged(all_terms, all_words, found, postings)


def _unpacked(code: bytes) -> Small:
    return np.frombuffer(code, np.uint32)


def _bounds(counts: Sequence[int]) -> list[int]:
    """Where blocks of terms begin and end, given in how many documents each is."""
    reached = np.cumsum(counts, dtype=np.int64)
    whole = int(reached[-1]) if len(reached) else 0
    each = min(_MOST, max(_LEAST, whole // _BLOCKS))
    cuts = np.searchsorted(reached, np.arange(each, whole, each))
    return [0, *np.unique(cuts[cuts > 0]).tolist(), len(counts)]


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

    def add_to(self, found: Sequence[Postings], first: int) -> None:
        """Add to postings, the first of which belong to a term, what the run has of them and the terms after it."""
        start, end = np.searchsorted(self.terms, (first, first + len(found))).tolist()
        if start == end:
            return
        begins, places = self.groups_from[start : end + 1].astype(np.int64), self.places_from[start : end + 1]
        groups, counts, code = self._read(int(begins[0]), int(begins[-1]), int(places[0]), int(places[-1]))
        documents = self.documents[groups]
        terms = np.repeat(np.arange(end - start), np.diff(begins))
        new = changes(terms, documents)
        order = np.cumsum(new)
        levels, numbers = _levels(order - 1, self.worth[groups] * counts), documents[new].tobytes()
        postings = (np.append(order - 1, order[-1])[begins - begins[0]]).tolist()
        cuts = (places.astype(np.int64) - places[0]).tolist()
        at = (self.terms[start:end] - first).tolist()
        for term, (here, there), (low, high) in zip(at, pairwise(postings), pairwise(cuts), strict=True):
            one = found[term]
            one.numbers.frombytes(numbers[4 * here : 4 * there])
            one.levels += levels[here:there]
            one.places += code[low:high]

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


def _levels(postings: Numbers, parts: Weights) -> bytes:
    """The levels of postings, of each group that belongs to one its part of the weight.

    Added up one after another, as `Pool` does, and levelled as `format.level` does, so that not a bit differs.
    """
    weights = np.bincount(postings, parts).astype(np.float64)
    levels = (LEVELS * weights / (weights + SATURATION) + 0.5).astype(np.int64)
    return np.clip(levels, 1, LEVELS - 1).astype(np.uint8).tobytes()


class RunPostings:
    """The postings of terms beside each other, read from runs; those read last are at hand."""

    def __init__(self, runs: Sequence[_Run], bounds: Sequence[int]) -> None:
        """Of runs in order of their documents; `bounds` say where blocks of terms begin and end."""
        self._runs, self._bounds = runs, bounds
        self._block: tuple[int, list[Postings]] = -1, []

    def __getstate__(self) -> dict[str, object]:
        """Return what another process needs."""
        return self.__dict__ | {"_block": (-1, [])}

    def __call__(self, first: int, last: int) -> list[Postings]:
        """Return the postings of the terms from one place to another."""
        found: list[Postings] = []
        while first < last:
            number = bisect_right(self._bounds, first) - 1
            start, end = self._bounds[number], min(self._bounds[number + 1], last)
            found += self._of_block(number)[first - start : end - start]
            first = end
        return found

    def _of_block(self, number: int) -> list[Postings]:
        if self._block[0] != number:
            first, past = self._bounds[number : number + 2]
            found = [Postings() for _ in range(past - first)]
            for run in self._runs:
                run.add_to(found, first)
            self._block = number, found
        return self._block[1]
