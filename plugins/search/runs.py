"""Runs: the postings of some documents in a row, worked out for all of them at once, in order of their terms, on disk.

Whoever reads documents writes runs, and whoever writes shards of terms reads from every run what belongs to those, so
that nobody holds all postings. What a posting is worth is not known before all documents were read, for it hangs on the
usual lengths of fields. So a run tells for each posting in which *groups* (a field of a document) the term stands how
often; `merging` knows what a group is worth.

A run is two files: what `RunTerms` holds, and the postings: groups, counts and places, one array after another.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
import numpy as np

from plugins.search.format import FIELD_NUMBERS, FIELDS, GAP, GRID
from plugins.search.keeping import keep
from plugins.search.pool import TITLE, reference_terms

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import numpy.typing as npt

    from plugins.search.documents import SearchDocument
    from plugins.search.lexicon import Lexicon

    Numbers = npt.NDArray[np.integer[Any]]
    Flags = npt.NDArray[np.bool_]

REFERENCES = len(FIELDS)
"""The number of the field of references, which stand in no place."""

LONG = 550_000
"""Documents are written as a run when they have so many stretches of text: some 100 MB of memory."""

_TITLE = FIELD_NUMBERS["title"]
_NOWHERE = -1
_ORDER = 32
_BITS = 7


class RunTerms(msgspec.Struct, frozen=True, array_like=True):
    """What a run holds but for its postings; numbers as arrays of four bytes hold them.

    The terms in order; in how many documents each is; where its groups and its places begin, and where those of the
    last end. The words as written, how often each was met, the place of its term among `terms`. Of each group the
    number of its document, its field, its words, and 1 where the document is routine. The bytes that a count takes.
    """

    terms: list[str]
    found: bytes
    groups_from: bytes
    places_from: bytes
    words: list[str]
    met: bytes
    stems: bytes
    documents: bytes
    fields: bytes
    lengths: bytes
    routine: bytes
    count_size: int


class Batch:
    """Documents read, their numbers rising, that will make a run. A text that is met again is not split again."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.numbers: list[int] = []
        self.routine: list[bool] = []
        self.passages: list[int] = []
        """How many each document has."""
        self.fields: list[int] = []
        self.texts: list[int] = []
        """Of each passage the number of its text."""
        self.references: list[tuple[int, int]] = []
        """Places of documents in the batch with the terms of their references."""
        self.split = _Split(lexicon)
        self._terms: dict[str, list[int]] = {}
        self._size = 0

    def __len__(self) -> int:
        """How many stretches of text there are."""
        return self._size

    def add(self, number: int, document: SearchDocument) -> None:
        """Read one more document."""
        texts = [self.split[passage.text] for passage in document.passages]
        self._size += sum(map(self.split.sizes.__getitem__, texts))
        self.texts += texts
        self.fields += [FIELD_NUMBERS[passage.field] for passage in document.passages]
        self.references += ((len(self.numbers), term) for term in self._named(document))
        self.numbers.append(number)
        self.passages.append(len(texts))
        self.routine.append(document.routine)

    def _named(self, document: SearchDocument) -> Iterable[int]:
        """The terms of a document's references, each of which is read once."""
        known, found = self._terms, list[int]()
        for text in document.references:
            if text not in known:
                known[text] = [self.lexicon.terms[name] for name in reference_terms(text, self.lexicon.analyser)]
            found += known[text]
        return dict.fromkeys(found)


class _Split(dict[str, int]):
    """Texts by number, each split once: `sizes` has how many stretches each has, `stretches` those of all."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self._number_of = lexicon.__getitem__
        self.sizes = array("I")
        self.stretches = array("I")

    def __missing__(self, text: str) -> int:
        """A text that is met for the first time."""
        words = text.split()
        self.stretches.extend(map(self._number_of, words))
        self.sizes.append(len(words))
        self[text] = len(self)
        return self[text]


class _Groups(NamedTuple):
    """Of each group the place of its document in the batch, its field, its words."""

    documents: Numbers
    fields: Numbers
    words: Numbers


class _Met(NamedTuple):
    """Occurrences of terms: what term, in which place, in which group."""

    terms: Numbers
    places: Numbers
    groups: Numbers


class _Coded(NamedTuple):
    """Postings: which occurrences begin a term, a posting and a group; places coded, where those of postings begin."""

    terms: Numbers
    postings: Numbers
    groups: Numbers
    code: npt.NDArray[np.uint8]
    starts: Numbers


def write_run(path: Path, batch: Batch) -> dict[int, int]:
    """Write what was read as a run: its postings at a path, the rest beside; return the words of each document."""
    lexicon = batch.lexicon
    sizes, stretches = _read(batch)
    groups, met = _met(batch, stretches, sizes)
    names, ranks = _ranked(lexicon, met.terms)
    met = _in_order(met, ranks)
    coded = _coded(met, groups.documents[met.groups])
    size = _write_postings(path, met, coded)
    words, often = _words(lexicon, stretches)
    every = list(lexicon.words)
    found, groups_from, places_from = map(_packed, _bounds(coded))
    keep(beside(path), RunTerms(
        names, found, groups_from, places_from,
        [every[word] for word in words.tolist()],
        _packed(often),
        _packed(ranks[2 * np.array(lexicon.stems, np.int64)[words]]),
        _packed(np.array(batch.numbers, np.int64)[groups.documents]),
        _packed(groups.fields),
        _packed(groups.words),
        _packed(np.array(batch.routine, np.int64)[groups.documents]),
        size,
    ))  # fmt: skip
    every_size = np.bincount(groups.documents, groups.words, len(batch.numbers)).astype(np.int64)
    return dict(zip(batch.numbers, every_size.tolist(), strict=True))


def _read(batch: Batch) -> tuple[Numbers, Numbers]:
    """How many stretches each passage has, and the cores of all. The batch's texts, no longer needed, are let go."""
    lexicon, split = batch.lexicon, batch.split
    split.clear()
    lexicon.learn()
    sizes, chosen = _given(np.array(split.sizes, np.int64), np.array(batch.texts, np.int64))
    return sizes, np.array(lexicon.cores, np.int32)[np.array(split.stretches, np.int32)[chosen]]


def _write_postings(path: Path, met: _Met, coded: _Coded) -> int:
    """Write groups, counts and places; return how many bytes a count takes."""
    counts = np.diff(coded.groups, append=len(met.terms))
    size = np.min_scalar_type(counts.max(initial=0)).itemsize
    with path.open("xb") as file:
        file.writelines((_packed(met.groups[coded.groups]), counts.astype(f"u{size}").tobytes(), coded.code.tobytes()))
    return size


def _bounds(coded: _Coded) -> tuple[Numbers, Numbers, Numbers]:
    """In how many documents each term is; where its groups and its places begin, and where those of the last end."""
    firsts = np.searchsorted(coded.postings, coded.terms)
    return (
        np.diff(firsts, append=len(coded.postings)),
        np.append(np.searchsorted(coded.groups, coded.terms), len(coded.groups)),
        np.append(coded.starts[firsts], len(coded.code)),
    )


def beside(path: Path) -> Path:
    """Return where lies what a run holds but for its postings."""
    return path.with_suffix(".terms")


def _packed(numbers: Numbers) -> bytes:
    """Numbers in four bytes each."""
    return numbers.astype(np.uint32).tobytes()


def _before(sizes: Numbers) -> Numbers:
    """What all before each take, and at the end what all take."""
    before = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=before[1:])
    return before


def changes(*columns: Numbers) -> Flags:
    """Return of each row whether it differs from the one before; the first does."""
    new = np.zeros(len(columns[0]), np.bool_)
    new[:1] = True
    for column in columns:
        new[1:] |= column[1:] != column[:-1]
    return new


def _met(batch: Batch, stretches: Numbers, sizes: Numbers) -> tuple[_Groups, _Met]:
    """All groups, and all occurrences of terms: those in order of documents and places, those in titles, references.

    `sizes` are how many stretches each passage has. A term is twice its number, and one more where it is a title's. A
    reference has a group to itself.
    """
    lexicon, rows = batch.lexicon, batch.lexicon.terms_of
    groups, laid, at = _lay(batch, np.array(lexicon.widths, np.int64)[stretches], sizes)
    counts, given = _given(np.array(rows.counts, np.int64), stretches)
    terms = 2 * np.array(rows.values, np.int32)[given]
    places = np.repeat(laid, counts) + np.array(lexicon.offsets, np.int32)[given]
    at = np.repeat(at, counts)
    titles = np.flatnonzero((groups.fields == _TITLE)[at])
    named = np.array(batch.references, np.int32).reshape(-1, 2)
    count = len(named)
    return _Groups(
        np.append(groups.documents, named[:, 0]),
        np.append(groups.fields, np.full(count, REFERENCES)),
        np.append(groups.words, np.zeros(count, np.int64)),
    ), _Met(
        np.concatenate((terms, terms[titles] + 1, 2 * named[:, 1])),
        np.concatenate((places, places[titles], np.full(count, _NOWHERE, np.int32))),
        np.concatenate((at, at[titles], len(groups.fields) + np.arange(count, dtype=np.int32))),
    )


def _lay(batch: Batch, widths: Numbers, stretches: Numbers) -> tuple[_Groups, Numbers, Numbers]:
    """Lay stretches that take so many places out in passages, and these in documents, each on the grid past a gap.

    `stretches` are how many each passage has. Return all groups; of each stretch its place in its document, its group.
    """
    before, ends, passages = _before(widths), _before(stretches), np.array(batch.passages, np.int64)
    words = np.diff(before[ends])
    documents = np.repeat(np.arange(len(passages)), passages)
    room = _before(-(-(words + GAP) // GRID) * GRID)
    first = room[(np.cumsum(passages) - passages)[documents]]
    shift = room[:-1] - first - before[ends[:-1]]
    fields = np.array(batch.fields, np.int64)
    new = changes(documents, fields)
    at = np.flatnonzero(new)
    groups = _Groups(documents[at], fields[at], np.add.reduceat(words, at) if len(at) else words)
    places = (before[:-1] + np.repeat(shift, stretches)).astype(np.int32)
    return groups, places, np.repeat(np.cumsum(new, dtype=np.int32) - 1, stretches)


def _given(sizes: Numbers, chosen: Numbers) -> tuple[Numbers, Numbers]:
    """How many numbers each of some rows has, and where these lie among all, given how many each row has."""
    counts = sizes[chosen]
    before = _before(counts)
    shift = ((np.cumsum(sizes) - sizes)[chosen] - before[:-1]).astype(np.int32)
    return counts, np.repeat(shift, counts) + np.arange(before[-1], dtype=np.int32)


def _ranked(lexicon: Lexicon, terms: Numbers) -> tuple[list[str], Numbers]:
    """The terms that occur, in order; and for each number of a term its place there."""
    every = list(lexicon.terms)
    there = np.flatnonzero(np.bincount(terms, minlength=2 * len(every)))
    names = [TITLE + every[term >> 1] if term & 1 else every[term >> 1] for term in there.tolist()]
    order = sorted(range(len(names)), key=names.__getitem__)
    ranks = np.zeros(2 * len(every), np.int64)
    ranks[there[order]] = np.arange(len(order))
    return [names[at] for at in order], ranks


def _in_order(met: _Met, ranks: Numbers) -> _Met:
    """Occurrences in order of their terms, which become their ranks, those of a term as they were."""
    keys = ranks[met.terms]
    keys <<= _ORDER
    keys |= np.arange(len(keys))
    keys.sort()
    terms = (keys >> _ORDER).astype(np.int32)
    keys &= (1 << _ORDER) - 1
    return _Met(terms, met.places[keys], met.groups[keys])


def _coded(met: _Met, documents: Numbers) -> _Coded:
    """Occurrences in order as postings: their places as `format.places_code` writes them."""
    terms, postings, groups = (changes(met.terms, *more) for more in ((), (documents,), (met.groups,)))
    first = np.flatnonzero(postings)
    steps = np.where(postings, met.places, np.diff(met.places, prepend=met.places[:1]))
    sizes = _sizes(steps)
    lengths = np.add.reduceat(sizes, first, dtype=np.int64) if len(first) else sizes
    heads = _sizes(lengths)
    at = _before(sizes)[:-1]
    at += np.repeat(np.cumsum(heads, dtype=np.int64), np.diff(first, append=len(steps)))
    starts = at[first] - heads
    code = np.zeros(int(sizes.sum(dtype=np.int64) + heads.sum(dtype=np.int64)), np.uint8)
    _write_varints(code, at, steps, sizes)
    _write_varints(code, starts, lengths, heads)
    return _Coded(np.flatnonzero(terms), first, np.flatnonzero(groups), code, starts)


def _sizes(numbers: Numbers) -> npt.NDArray[np.uint8]:
    """How many bytes of seven bits numbers take; none for `_NOWHERE`."""
    sizes = (numbers >= 0).astype(np.uint8)
    for bits in range(_BITS, int(numbers.max(initial=0)).bit_length(), _BITS):
        sizes += numbers >> bits > 0
    return sizes


def _write_varints(code: npt.NDArray[np.uint8], at: Numbers, numbers: Numbers, sizes: Numbers) -> None:
    """Write numbers that take so many bytes of seven bits to their places, as `format.varint` does."""
    for step in range(int(sizes.max(initial=0))):
        some = np.flatnonzero(sizes > step)
        more = (sizes[some] > step + 1).astype(np.uint8) << _BITS
        code[at[some] + step] = (numbers[some] >> _BITS * step) & 127 | more


def _words(lexicon: Lexicon, stretches: Numbers) -> tuple[Numbers, Numbers]:
    """The words of stretches, and how often each is met."""
    times = np.bincount(stretches, minlength=len(lexicon.widths))
    each = np.repeat(times, np.array(lexicon.words_of.counts, np.int64))
    values = np.array(lexicon.words_of.values, np.int64)
    often = np.bincount(values, each, len(lexicon.words)).astype(np.int64)
    words = np.flatnonzero(often)
    return words, often[words]
