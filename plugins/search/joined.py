"""The postings of many terms in arrays, one term after another; and what files hold of them, worked out together.

What `terms.Listed` works out of each posting in turn, for the few shards of a small change, is worked out here with
numpy, for the many of a clean build: the same, to the last bit.
"""

from __future__ import annotations

import sys
from array import array
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from plugins.search import format as form
from plugins.search.postings import Sheaf, Worked, made_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from plugins.search.postings import Postings

    Numbers = npt.NDArray[np.integer[Any]]
    Small = npt.NDArray[np.uint32]
    Bytes = npt.NDArray[np.uint8]

_BITS = 7
_LONG = 128
"""A byte from here on is not the last of its number."""


class Rows(NamedTuple):
    """Postings of terms beside each other: of each term how many there are, and the bytes that its places take.

    Of each posting the number of its document, its level, in how many places the term stands there; and the code of
    all places, one posting after another.
    """

    found: Numbers
    sizes: Numbers
    numbers: Small
    levels: Bytes
    met: Small
    places: bytes

    def each(self, counts: Sequence[int]) -> list[Rows]:
        """Return the same, so many terms at a time."""
        terms = before(np.array(counts, np.int64)).tolist()
        postings, places = before(self.found)[terms].tolist(), before(self.sizes)[terms].tolist()
        return [
            Rows(
                self.found[first:past], self.sizes[first:past],
                self.numbers[start:end], self.levels[start:end], self.met[start:end], self.places[low:high],
            )
            for (first, past), (start, end), (low, high) in zip(
                pairwise(terms), pairwise(postings), pairwise(places), strict=True
            )
        ]  # fmt: skip


def together(rows: Sequence[Rows]) -> Rows:
    """Return rows of terms as one."""
    if len(rows) == 1:
        return rows[0]
    found, sizes, numbers, levels, met = (np.concatenate([one[column] for one in rows]) for column in range(5))
    return Rows(found, sizes, numbers, levels, met, b"".join(one.places for one in rows))


def added(rows: Sequence[Rows]) -> Rows:
    """Return rows of the same terms, which are one alone, each of later documents than those before, as one."""
    whole = together(rows)
    return whole._replace(found=whole.found.sum(keepdims=True), sizes=whole.sizes.sum(keepdims=True))


class Joined:
    """The postings of the terms of a shard; `found` tells in how many documents each is, in an archive of so many.

    `worked` is what was worked out of the postings of common terms, by their places in the shard.
    """

    def __init__(self, rows: Rows, documents: int) -> None:
        self._rows, self._documents = rows, documents
        self.found: list[int] = rows.found.tolist()
        self._from: list[int] = before(rows.found).tolist()
        self._places_from: list[int] = before(rows.sizes).tolist()
        self._best: dict[int, Numbers] = {}
        self.worked = {at: self._worked_out(at) for at in np.flatnonzero(rows.found > form.WHOLE).tolist()}

    def _worked_out(self, at: int) -> Worked:
        """What the files of a common term need of its postings."""
        some = slice(*self._from[at : at + 2])
        numbers, levels, tier = self._rows.numbers[some], self._rows.levels[some], b""
        if len(numbers) > 2 * form.TIER:
            first = _best(levels, form.TIER)
            tier = varints(_steps(numbers[first])) + levels[first].tobytes()
            best = first[_best(levels[first], form.HEAD)]
        else:
            best = _best(levels, form.HEAD)
        self._best[at] = best
        whole = document_set(numbers, self._documents)
        return Worked(numbers[best].tobytes(), levels[best].tobytes(), whole, tier, self._cuts(at).tobytes())

    def _cuts(self, at: int) -> array[int]:
        """Where the places of every so many documents begin, and where the last end."""
        found, code, met = self.found[at], self._code(at), self._rows.met[slice(*self._from[at : at + 2])]
        firsts = range(form.PLACES_CHUNK, found, form.PLACES_CHUNK)
        if len(code) == found:  # no places at all: a byte each says so
            return array("I", (0, *firsts, found))
        if not firsts:
            return array("I", (0, len(code)))
        last = np.flatnonzero(np.frombuffer(code, np.uint8) < _LONG)  # bytes of numbers
        reached = np.cumsum(met + np.uint32(1), dtype=np.int64)  # a posting's length, and its places
        return array("I", (0, *(last[reached[np.array(firsts) - 1] - 1] + 1).tolist(), len(code)))

    def _code(self, at: int) -> bytes:
        return self._rows.places[self._places_from[at] : self._places_from[at + 1]]

    @cached_property
    def _chosen(self) -> npt.NDArray[np.bool_]:
        """Which postings are among the best of their terms."""
        chosen = np.ones(len(self._rows.numbers), np.bool_)
        for at, best in self._best.items():
            start, end = self._from[at : at + 2]
            chosen[start:end] = False
            chosen[start + best] = True
        return chosen

    def heads(self) -> tuple[bytes, bytes]:
        """Return the code of the numbers of all terms' best postings, and their levels."""
        numbers, levels = self._rows.numbers[self._chosen], self._rows.levels[self._chosen]
        counts = np.where(self._rows.found > form.WHOLE, form.HEAD, self._rows.found)
        firsts = before(counts)[:-1]
        steps = _steps(numbers)
        steps[firsts] = numbers[firsts]
        return varints(steps), levels.tobytes()

    def head(self, at: int) -> tuple[Sequence[int], bytes]:
        """Return the numbers and levels of a term's best postings."""
        if at in self.worked:
            return array("I", self.worked[at].numbers), self.worked[at].levels
        some = slice(*self._from[at : at + 2])
        return self._rows.numbers[some].tolist(), self._rows.levels[some].tobytes()

    def levels(self, at: int) -> bytes:
        """Return the levels of a term."""
        return self._rows.levels[slice(*self._from[at : at + 2])].tobytes()

    def chunks(self, at: int) -> list[bytes]:
        """Return the places of a term, cut after every so many documents; none for a term that has no places."""
        code, found = self._code(at), self.found[at]
        if len(code) == found:
            return []
        if found <= form.PLACES_CHUNK:
            return [code]
        cuts = array("I", self.worked[at].cuts) if at in self.worked else self._cuts(at)
        return [code[start:end] for start, end in pairwise(cuts)]

    def sheaf(self, terms: Sequence[str]) -> Sheaf:
        """Return the postings of these terms, ready to be kept."""
        found, sizes, numbers, levels, _, places = self._rows
        rows = (found.astype(np.uint32).tobytes(), sizes.astype(np.uint32).tobytes())
        return Sheaf(sys.byteorder, tuple(terms), *rows, numbers.tobytes(), levels.tobytes(), places, self.worked)

    def each(self) -> list[Postings]:
        """Return the postings of each term."""
        places = (slice(*some) for some in pairwise(self._from))
        rows = ((self._rows.numbers[some].tobytes(), self._rows.levels[some].tobytes()) for some in places)
        return [made_of(*row, self._code(at)) for at, row in enumerate(rows)]


def before(sizes: Numbers) -> Numbers:
    """Return what all before each take, and at the end what all take."""
    reached = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=reached[1:])
    return reached


def _best(levels: Bytes, most: int) -> Numbers:
    """Where so many of the highest levels stand, of equal ones the last; rising."""
    from_top = np.cumsum(np.bincount(levels, minlength=form.LEVELS)[::-1])
    least = form.LEVELS - 1 - int(np.searchsorted(from_top, most))
    above, equal = np.flatnonzero(levels > least), np.flatnonzero(levels == least)
    return np.sort(np.concatenate((above, equal[len(above) - most :])))


def varints(numbers: Numbers) -> bytes:
    """Return whole numbers one after another, as `format.varints` does."""
    largest = int(numbers.max(initial=0))
    if largest < _LONG:
        return numbers.astype(np.uint8).tobytes()
    width = -(-largest.bit_length() // _BITS)
    code, there = np.zeros((len(numbers), width), np.uint8), np.ones((len(numbers), width), np.bool_)
    for step in range(width):
        code[:, step] = numbers >> _BITS * step & _LONG - 1
        if step:
            there[:, step] = numbers >> _BITS * step > 0
            code[:, step - 1] |= there[:, step].astype(np.uint8) << _BITS
    return code[there].tobytes()


def _steps(numbers: Small) -> npt.NDArray[np.int64]:
    """The first number, and the steps from each to the next."""
    steps = numbers.astype(np.int64)
    steps[1:] -= numbers[:-1]
    return steps


def document_set(numbers: Small, documents: int) -> bytes:
    """Return which documents a word is in, as `format.document_set` does."""
    if 8 * len(numbers) < documents:
        return varints(_steps(numbers))
    there = np.zeros(documents, np.uint8)
    there[numbers] = 1
    return np.packbits(there, bitorder="little").tobytes()
