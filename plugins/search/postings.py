"""The postings of terms: in memory, as they lie in the cache, and brought up to date where documents changed.

Knows nothing of Whoosh, nor of what is published.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, Self

import msgspec

from plugins.search.keeping import StaleCacheError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


class Postings:
    """The postings of one term: document numbers, rising; a level for each; and places as `places_code` writes them."""

    __slots__ = ("levels", "numbers", "places")

    def __init__(self) -> None:
        self.numbers = array("I")
        self.levels = bytearray()
        self.places = bytearray()

    def add(self, number: int, level: int, places: bytes) -> None:
        """Add a document, of a higher number than all before."""
        self.numbers.append(number)
        self.levels.append(level)
        self.places += places

    def __iadd__(self, later: Postings) -> Self:
        """Add postings of higher numbers."""
        self.numbers += later.numbers
        self.levels += later.levels
        self.places += later.places
        return self

    def __eq__(self, other: object) -> bool:  # noqa: D105 (the postings of two terms are the same)
        return isinstance(other, Postings) and all(
            getattr(self, name) == getattr(other, name) for name in self.__slots__
        )

    __hash__ = None  # type: ignore[assignment]

    def each(self) -> Iterator[Posting]:
        """Yield the postings one by one."""
        starts = _starts(self.places, range(len(self.numbers) + 1))
        for number, level, (start, end) in zip(self.numbers, self.levels, pairwise(starts), strict=True):
            yield Posting(number, level, bytes(self.places[start:end]))

    def values(self) -> Iterator[bytes]:
        """Return the places of each document, without the length before them."""
        places = bytes(self.places)
        for start, end in pairwise(_starts(places, range(len(self.numbers) + 1))):
            yield places[_past_length(places, start) : end]

    def chunks(self, each: int) -> list[bytes]:
        """Return the places, cut after every so many documents."""
        count = len(self.numbers)
        cuts = _starts(self.places, [*range(0, count, each), count])
        return [bytes(self.places[start:end]) for start, end in pairwise(cuts)]


class Posting(NamedTuple):
    """A term in one document: its level there, and its places as `places_code` writes them."""

    number: int
    level: int
    places: bytes


def _past_length(places: bytes | bytearray, at: int) -> int:
    """Where the places of an entry begin, after their length."""
    while places[at] > 127:  # noqa: PLR2004 (seven bits)
        at += 1
    return at + 1


def _starts(places: bytes | bytearray, ordinals: Iterable[int]) -> list[int]:
    """Where the entries of documents begin, the ordinals of which rise."""
    found, at, reached = [], 0, 0
    for ordinal in ordinals:
        for _ in range(ordinal - reached):
            size = places[at]
            at = at + 1 + size if size < 128 else _past_long(places, at)  # noqa: PLR2004 (seven bits)
        reached = ordinal
        found.append(at)
    return found


def _past_long(places: bytes | bytearray, at: int) -> int:
    """Where an entry of 128 bytes or more ends."""
    begin = _past_length(places, at)
    return begin + sum((byte & 127) << 7 * shift for shift, byte in enumerate(places[at:begin]))


class Change(msgspec.Struct, frozen=True):
    """What became of documents. `moved` gives for each old number the new one, or -1; `None` where none moved.

    `gone` are, by term, the old numbers of documents that are no more or no longer the same; `fresh` are, by term, the
    postings of those that take their places, or are new. Both rise.
    """

    gone: Mapping[str, Sequence[int]]
    fresh: Mapping[str, Sequence[Posting]]
    moved: array[int] | None = None

    def applied(self, term: str, old: Postings) -> Postings:
        """Return the postings of a term as they are now. Raises StaleCacheError where the old were others."""
        kept = _without(old, self.gone[term]) if term in self.gone else old
        if self.moved is not None:
            numbers = array("I", map(self.moved.__getitem__, kept.numbers))
            kept = made_of(numbers.tobytes(), kept.levels, kept.places)
        return _with(kept, self.fresh[term]) if term in self.fresh else kept


def _without(old: Postings, gone: Sequence[int]) -> Postings:
    """All but the postings of some documents."""
    ordinals = [bisect_left(old.numbers, number) for number in gone]
    if [old.numbers[one] for one in ordinals if one < len(old.numbers)] != list(gone):
        raise StaleCacheError("postings are not as they should be")
    starts = _starts(old.places, [at for one in ordinals for at in (one, one + 1)])
    left = Postings()
    edges = zip([-1, *ordinals], [*ordinals, len(old.numbers)], strict=True)
    bounds = zip([0, *starts[1::2]], [*starts[::2], len(old.places)], strict=True)
    for (before, after), (start, end) in zip(edges, bounds, strict=True):
        left.numbers += old.numbers[before + 1 : after]
        left.levels += old.levels[before + 1 : after]
        left.places += old.places[start:end]
    return left


def _with(old: Postings, fresh: Sequence[Posting]) -> Postings:
    """All, and some more between them."""
    ordinals = [bisect_left(old.numbers, one.number) for one in fresh]
    starts = _starts(old.places, ordinals)
    more, at, start = Postings(), 0, 0
    for one, ordinal, end in zip(fresh, ordinals, starts, strict=True):
        more.numbers += old.numbers[at:ordinal]
        more.levels += old.levels[at:ordinal]
        more.places += old.places[start:end]
        more.add(*one)
        at, start = ordinal, end
    return _ended(more, old, at, start)


def _ended(more: Postings, old: Postings, at: int, start: int) -> Postings:
    """Postings, and the rest of others from an ordinal on, whose places begin there."""
    more.numbers += old.numbers[at:]
    more.levels += old.levels[at:]
    more.places += old.places[start:]
    return more


class Sheaf(msgspec.Struct, frozen=True, array_like=True):
    """The postings of some terms as they lie in the cache: numbers in the machine's own order of bytes."""

    order: str
    terms: tuple[str, ...]
    numbers: tuple[bytes, ...]
    levels: tuple[bytes, ...]
    places: tuple[bytes, ...]

    def postings(self, term: str) -> Postings:
        """Return the postings of one of the terms. Raises StaleCacheError where it is not among them."""
        at = bisect_left(self.terms, term)
        if self.order != sys.byteorder or self.terms[at : at + 1] != (term,):
            raise StaleCacheError(f"no postings of {term}")
        return made_of(self.numbers[at], self.levels[at], self.places[at])


def sheaf(terms: Sequence[str], postings: Iterable[Postings]) -> Sheaf:
    """Return terms in order with their postings, ready to be kept."""
    rows = [(one.numbers.tobytes(), bytes(one.levels), bytes(one.places)) for one in postings]
    numbers, levels, places = zip(*rows, strict=True) if rows else ((), (), ())
    return Sheaf(sys.byteorder, tuple(terms), numbers, levels, places)


def made_of(numbers: bytes, levels: bytes | bytearray, places: bytes | bytearray) -> Postings:
    """Return postings of their three parts."""
    made = Postings()
    made.numbers.frombytes(numbers)
    made.levels += levels
    made.places += places
    return made
