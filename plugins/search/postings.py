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

from plugins.search import format as form
from plugins.search.keeping import StaleCacheError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


class Worked(msgspec.Struct, frozen=True, array_like=True):
    """What was worked out of the postings of a common term for its files, so that it need not be again.

    `numbers` and `levels` are those of the best postings, `whole` is the code of all numbers, `tier` that of the best
    thousand; `cuts` tells where the places of every so many documents begin, and where the last end. Numbers lie as
    arrays hold them. What is not known is empty.
    """

    numbers: bytes = b""
    levels: bytes = b""
    whole: bytes = b""
    tier: bytes = b""
    cuts: bytes = b""


class Postings:
    """The postings of one term: document numbers, rising; a level for each; and places as `places_code` writes them.

    `worked` is what was worked out of just these.
    """

    __slots__ = ("levels", "numbers", "places", "worked")

    def __init__(self) -> None:
        self.numbers = array("I")
        self.levels = bytearray()
        self.places = bytearray()
        self.worked = Worked()

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
            getattr(self, name) == getattr(other, name) for name in ("numbers", "levels", "places")
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

    def cuts(self) -> array[int]:
        """Return where the places of every so many documents begin, and where the last end."""
        count = len(self.numbers)
        known = array("I", self.worked.cuts)
        return known or array("I", _starts(self.places, [*range(0, count, form.PLACES_CHUNK), count]))

    def chunks(self) -> list[bytes]:
        """Return the places, cut after every so many documents."""
        return [bytes(self.places[start:end]) for start, end in pairwise(self.cuts())]

    def starts(self, ordinals: Iterable[int]) -> list[int]:
        """Return where the places of documents begin, the ordinals of which rise."""
        cuts = array("I", self.worked.cuts)
        if not cuts:
            return _starts(self.places, ordinals)
        steps = (divmod(one, form.PLACES_CHUNK) for one in ordinals)
        return [_starts(self.places, [rest], cuts[chunk])[0] for chunk, rest in steps]


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


def _starts(places: bytes | bytearray, ordinals: Iterable[int], at: int = 0) -> list[int]:
    """Where the entries of documents begin, the ordinals of which rise and count from an entry that begins there."""
    found, reached = [], 0
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
        gone, fresh = self.gone.get(term, ()), self.fresh.get(term, ())
        if self.moved is None and gone and list(gone) == [one.number for one in fresh]:
            return _replaced(old, fresh)
        kept = _without(old, self.gone[term]) if term in self.gone else old
        if self.moved is not None:
            numbers = array("I", map(self.moved.__getitem__, kept.numbers))
            kept = made_of(numbers.tobytes(), kept.levels, kept.places)
        return _with(kept, self.fresh[term]) if term in self.fresh else kept


def _ordinals(old: Postings, numbers: Sequence[int]) -> list[int]:
    """Where documents stand among those of a term."""
    ordinals = [bisect_left(old.numbers, number) for number in numbers]
    if [old.numbers[one] for one in ordinals if one < len(old.numbers)] != list(numbers):
        raise StaleCacheError("postings are not as they should be")
    return ordinals


def _replaced(old: Postings, fresh: Sequence[Posting]) -> Postings:
    """Other postings of some of the same documents. What hangs on numbers alone, or on levels, stays where these do."""
    now, start = Postings(), 0
    now.numbers, now.levels = old.numbers, bytearray(old.levels)
    cuts = old.cuts() if old.worked.cuts else array("I")
    ordinals = _ordinals(old, [one.number for one in fresh])
    starts = old.starts([at for one in ordinals for at in (one, one + 1)])
    for one, ordinal, at, past in zip(fresh, ordinals, starts[::2], starts[1::2], strict=True):
        now.levels[ordinal] = one.level
        now.places += old.places[start:at] + one.places
        start, longer = past, len(one.places) - (past - at)
        for cut in range(ordinal // form.PLACES_CHUNK + 1, len(cuts)):
            cuts[cut] += longer
    now.places += old.places[start:]
    known = old.worked if now.levels == old.levels else Worked(whole=old.worked.whole)
    now.worked = msgspec.structs.replace(known, cuts=cuts.tobytes())
    return now


def _without(old: Postings, gone: Sequence[int]) -> Postings:
    """All but the postings of some documents."""
    ordinals = _ordinals(old, gone)
    starts = old.starts([at for one in ordinals for at in (one, one + 1)])
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
    starts = old.starts(ordinals)
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
    """The postings of some terms as they lie in the cache: numbers in the machine's own order of bytes.

    Of each term in how many documents it is (`found`), and the bytes that its places take (`sizes`); of all terms
    together, one after another, numbers, levels and places. `worked` has what was worked out of those of common terms,
    by their places among all.
    """

    order: str
    terms: tuple[str, ...]
    found: bytes
    sizes: bytes
    numbers: bytes
    levels: bytes
    places: bytes
    worked: dict[int, Worked]

    def postings(self, term: str) -> Postings:
        """Return the postings of one of the terms. Raises StaleCacheError where it is not among them."""
        at = bisect_left(self.terms, term)
        if self.order != sys.byteorder or self.terms[at : at + 1] != (term,):
            raise StaleCacheError(f"no postings of {term}")
        (start, end), (low, high), size = _bounds(self.found, at), _bounds(self.sizes, at), array("I").itemsize
        made = made_of(self.numbers[size * start : size * end], self.levels[start:end], self.places[low:high])
        made.worked = self.worked.get(at, made.worked)
        return made


def _bounds(counts: bytes, at: int) -> tuple[int, int]:
    """Where something begins and ends, given the sizes of all."""
    sizes = array("I", counts)
    start = sum(sizes[:at])
    return start, start + sizes[at]


def sheaf(terms: Sequence[str], postings: Sequence[Postings], worked: Mapping[int, Worked]) -> Sheaf:
    """Return terms in order with their postings, ready to be kept, and what was worked out of some, by their places."""
    return Sheaf(
        sys.byteorder, tuple(terms),
        array("I", (len(one.numbers) for one in postings)).tobytes(),
        array("I", (len(one.places) for one in postings)).tobytes(),
        b"".join(one.numbers.tobytes() for one in postings),
        b"".join(one.levels for one in postings),
        b"".join(one.places for one in postings),
        dict(worked),
    )  # fmt: skip


def made_of(numbers: bytes, levels: bytes | bytearray, places: bytes | bytearray) -> Postings:
    """Return postings of their three parts."""
    made = Postings()
    made.numbers.frombytes(numbers)
    made.levels += levels
    made.places += places
    return made
