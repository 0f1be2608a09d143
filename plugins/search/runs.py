"""Runs: the postings of some documents in a row, worked out for all of them at once, in order of their terms, on disk.

Whoever reads documents writes runs, and whoever writes shards of terms reads from every run what belongs to those, so
that nobody holds all postings. What a posting is worth is not known before all documents were read, for it hangs on the
usual lengths of fields. So a run tells for each posting in which *groups* (a field of a document) the term stands how
often; `merging` knows what a group is worth.

A run is two files: what `RunTerms` holds, and the postings: groups, counts and places, one array after another.
"""

from __future__ import annotations

from itertools import chain, count, repeat
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
import numpy as np

from plugins.search.format import FIELD_NUMBERS, FIELDS, GAP, GRID
from plugins.search.keeping import keep
from plugins.search.pool import TITLE, reference_terms

if TYPE_CHECKING:
    from pathlib import Path

    import numpy.typing as npt

    from plugins.search.documents import Passage, SearchDocument
    from plugins.search.lexicon import InOrder, Lexicon

    Numbers = npt.NDArray[np.integer[Any]]
    Flags = npt.NDArray[np.bool_]

REFERENCES = len(FIELDS)
"""The number of the field of references, which stand in no place."""

LONG = 5_000_000
"""Documents are written as a run when they take so many bytes, packed: some 100 MB of memory."""

_TITLE = FIELD_NUMBERS["title"]
_NOWHERE = -1
_NO_TERM = -1 << 62
_POSITION = 32
"""Bits of an occurrence that tell its position; the term's place in order stands before them."""

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


class _Groups(NamedTuple):
    """Of each group the place of its document in the batch, its field, its words, the position where places begin."""

    documents: Numbers
    fields: Numbers
    words: Numbers
    starts: Numbers


class _Layout(NamedTuple):
    """All groups, and to which of them positions belong: so many in a row, as `GRID` says, to one."""

    groups: _Groups
    owners: Numbers


class _Coded(NamedTuple):
    """Postings in order of their terms: what terms, in how many documents each; groups and their counts; places.

    Where the groups and the places of each term begin, and where those of the last end.
    """

    terms: Numbers
    found: Numbers
    groups_from: Numbers
    places_from: Numbers
    groups: Numbers
    counts: Numbers
    code: npt.NDArray[np.uint8]


def write_run(path: Path, batch: Batch) -> dict[int, int]:
    """Write what was read as a run: its postings at a path, the rest beside; return the words of each document."""
    lexicon = batch.lexicon
    sizes, stretches = _read(batch)
    order = _Ranks.of(lexicon)
    layout, met = _met(batch, order, stretches, sizes)
    coded = _coded(met, layout)
    words, often = _words(lexicon, stretches)
    every, groups = list(lexicon.words), layout.groups
    stems = order.plain[np.array(lexicon.stems, np.int64)[words]]
    keep(beside(path), RunTerms(
        order.names_of(coded.terms), _packed(coded.found), _packed(coded.groups_from), _packed(coded.places_from),
        [every[word] for word in words.tolist()],
        _packed(often),
        _packed(np.searchsorted(coded.terms, stems)),
        _packed(np.array(batch.numbers, np.int64)[groups.documents]),
        _packed(groups.fields),
        _packed(groups.words),
        _packed(np.array(batch.routine, np.int64)[groups.documents]),
        _write_postings(path, coded),
    ))  # fmt: skip
    every_size = np.bincount(groups.documents, groups.words, len(batch.numbers)).astype(np.int64)
    return dict(zip(batch.numbers, every_size.tolist(), strict=True))


def _read(batch: Batch) -> tuple[Numbers, Numbers]:
    """How many stretches each passage has, and the cores of all."""
    lexicon, texts = batch.lexicon, [passage.text for passage in batch.passages]
    numbers = dict.fromkeys(texts)
    divided = lexicon.stretches.divide(list(numbers))
    lexicon.learn()
    numbers.update(zip(numbers, count()))
    chosen = np.fromiter(map(numbers.__getitem__, texts), np.int64, len(texts))
    sizes, given = _given(divided.counts, chosen)
    return sizes, np.array(lexicon.cores, np.int32)[divided.numbers][given]


def _write_postings(path: Path, coded: _Coded) -> int:
    """Write groups, counts and places; return how many bytes a count takes."""
    size = np.min_scalar_type(coded.counts.max(initial=0)).itemsize
    with path.open("xb") as file:
        file.writelines((_packed(coded.groups), coded.counts.astype(f"u{size}").tobytes(), coded.code.tobytes()))
    return size


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


class _Ranks(NamedTuple):
    """Where terms stand in order: each by its number, as it is (`plain`) and as a title's."""

    order: InOrder
    plain: Numbers
    of_titles: Numbers
    before_titles: int

    @classmethod
    def of(cls, lexicon: Lexicon) -> _Ranks:
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


def _met(batch: Batch, ranks: _Ranks, stretches: Numbers, sizes: Numbers) -> tuple[_Layout, Numbers]:
    """How passages are laid out, and all occurrences of terms: the rank of a term and a position, in one number.

    `sizes` are how many stretches each passage has. What stands in a title is there twice, as a title's too.
    """
    widths = np.array(batch.lexicon.widths, np.int64)
    fields = np.array([FIELD_NUMBERS[passage.field] for passage in batch.passages], np.int64)
    layout, positions = _lay(batch, fields, widths[stretches], sizes)
    titles = np.flatnonzero(np.repeat(fields == _TITLE, sizes))
    named = np.array(batch.references, np.int64).reshape(-1, 2)[:, 1]
    return layout, np.concatenate((
        _occurring(batch.lexicon, ranks.plain, stretches, positions),
        _occurring(batch.lexicon, ranks.of_titles, stretches[titles], positions[titles]),
        (ranks.plain[named] << _POSITION) + GRID * np.arange(len(layout.owners) - len(named), len(layout.owners)),
    ))  # fmt: skip


def _occurring(lexicon: Lexicon, ranks: Numbers, stretches: Numbers, positions: Numbers) -> Numbers:
    """Occurrences of the terms of stretches, given the ranks of terms and the positions of stretches.

    Nearly every stretch has one term. One without any gives what no term has, so that it can be left out.
    """
    counts = np.array(lexicon.terms_of.counts, np.int64)
    values = (ranks[np.array(lexicon.terms_of.values, np.int64)] << _POSITION) + np.array(lexicon.offsets, np.int64)
    there = counts > 0
    first = np.zeros(len(values), np.bool_)
    first[(np.cumsum(counts) - counts)[there]] = True
    firsts = np.full(len(counts), _NO_TERM)
    firsts[there] = values[first]
    several = np.flatnonzero((counts > 1)[stretches])
    more, given = _given(np.maximum(counts - 1, 0), stretches[several])
    return np.append(firsts[stretches] + positions, values[~first][given] + np.repeat(positions[several], more))


def _lay(batch: Batch, fields: Numbers, widths: Numbers, stretches: Numbers) -> tuple[_Layout, Numbers]:
    """Lay stretches that take so many places out in passages, and these one after another, each on the grid past a gap.

    `stretches` are how many each passage has. A reference has a group to itself, past all passages. Return all groups,
    and of each stretch its position.
    """
    before, ends, passages = _before(widths), _before(stretches), np.array(batch.counts, np.int64)
    words = np.diff(before[ends])
    documents = np.repeat(np.arange(len(passages)), passages)
    rooms = -(-(words + GAP) // GRID)
    room = _before(rooms)
    new = changes(documents, fields)
    at = np.flatnonzero(new)
    named = np.array(batch.references, np.int64).reshape(-1, 2)[:, 0]
    count = len(named)
    groups = _Groups(
        np.append(documents[at], named),
        np.append(fields[at], np.full(count, REFERENCES)),
        np.append(np.add.reduceat(words, at) if len(at) else words, np.zeros(count, np.int64)),
        np.append(
            GRID * room[(np.cumsum(passages) - passages)[documents[at]]],
            GRID * (room[-1] + np.arange(count)) - _NOWHERE,
        ),
    )
    owners = np.append(np.repeat(np.cumsum(new) - 1, rooms), len(at) + np.arange(count)).astype(np.int32)
    positions = before[:-1] + np.repeat(GRID * room[:-1] - before[ends[:-1]], stretches)
    return _Layout(groups, owners), positions


def _given(sizes: Numbers, chosen: Numbers) -> tuple[Numbers, Numbers]:
    """How many numbers each of some rows has, and where these lie among all, given how many each row has."""
    counts = sizes[chosen]
    before = _before(counts)
    shift = ((np.cumsum(sizes) - sizes)[chosen] - before[:-1]).astype(np.int32)
    return counts, np.repeat(shift, counts) + np.arange(before[-1], dtype=np.int32)


def _coded(met: Numbers, layout: _Layout) -> _Coded:
    """Occurrences as postings in order: their places as `format.places_code` writes them."""
    met.sort()
    met = met[np.searchsorted(met, 0) :]
    ranks = (met >> _POSITION).astype(np.int32)
    positions = met.astype(np.uint32).astype(np.int32)
    owners = layout.owners[positions // GRID]
    own = np.flatnonzero(changes(ranks, owners))  # where a group begins
    ranks, owners = ranks[own], owners[own]
    documents = layout.groups.documents[owners]
    firsts = np.flatnonzero(changes(ranks, documents))  # which groups begin a posting
    terms = np.flatnonzero(changes(ranks[firsts]))  # which postings begin a term
    first = own[firsts]
    steps = np.diff(positions, prepend=positions[:1])
    steps[first] = positions[first] - layout.groups.starts[owners[firsts]]
    code, starts = _places(steps, first)
    return _Coded(
        ranks[firsts[terms]],
        np.diff(terms, append=len(firsts)),
        np.append(firsts[terms], len(own)),
        np.append(starts[terms], len(code)),
        owners,
        np.diff(own, append=len(positions)),
        code,
    )


def _places(steps: Numbers, first: Numbers) -> tuple[npt.NDArray[np.uint8], Numbers]:
    """The code of places, given as steps and which of them begin a posting; where the code of each posting begins."""
    sizes = _sizes(steps)
    lengths = np.add.reduceat(sizes, first, dtype=np.int64) if len(first) else first
    heads = _sizes(lengths)
    room = sizes.astype(np.int64)
    room[first] += heads
    at = np.cumsum(room)
    code = np.zeros(int(at[-1]) if len(at) else 0, np.uint8)
    at -= sizes
    starts = at[first] - heads
    _write_varints(code, at, steps, sizes)
    _write_varints(code, starts, lengths, heads)
    return code, starts


def _sizes(numbers: Numbers) -> npt.NDArray[np.uint8]:
    """How many bytes of seven bits numbers take; none for `_NOWHERE`."""
    sizes = (numbers >= 0).astype(np.uint8)
    for bits in range(_BITS, int(numbers.max(initial=0)).bit_length(), _BITS):
        sizes += numbers >> bits > 0
    return sizes


def _write_varints(code: npt.NDArray[np.uint8], at: Numbers, numbers: Numbers, sizes: Numbers) -> None:
    """Write numbers that take so many bytes of seven bits to their places, as `format.varint` does."""
    for step in range(int(sizes.max(initial=0))):
        if sizes.min() <= step:
            some = np.flatnonzero(sizes > step)
            at, numbers, sizes = at[some], numbers[some], sizes[some]
        more = (sizes > step + 1).astype(np.uint8) << _BITS
        code[at + step] = (numbers >> _BITS * step).astype(np.uint8) & 127 | more


def _words(lexicon: Lexicon, stretches: Numbers) -> tuple[Numbers, Numbers]:
    """The words of stretches, and how often each is met."""
    times = np.bincount(stretches, minlength=len(lexicon.widths))
    each = np.repeat(times, np.array(lexicon.words_of.counts, np.int64))
    values = np.array(lexicon.words_of.values, np.int64)
    often = np.bincount(values, each, len(lexicon.words)).astype(np.int64)
    words = np.flatnonzero(often)
    return words, often[words]
