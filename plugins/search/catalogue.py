"""All that can be found, by number, each document made when it is asked for."""

from __future__ import annotations

import datetime as dt
from array import array
from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple, Protocol, Self

from plugins.archive.archive import Archive
from plugins.search import papers
from plugins.search.documents import SearchDocument, Searched, SearchedCommittee
from plugins.search.format import digest
from plugins.search.packing import Card, Parts, card_of, pack, parts_of
from plugins.search.sources import Source, Sources, alone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_AT_HAND = 64

Origin = Archive | papers.Papers | Searched
"""What is catalogued: the records of an archive, its papers, or documents that are there already."""

Days = tuple[dt.date, dt.date] | None
"""The first and the last day of what took place; `None` where nothing has a day."""


class Standing(NamedTuple):
    """Where sources stand, as a catalogue of the last build told: their keys, their order, and the days of all."""

    keys: Sequence[str]
    order: Order
    days: Days


class Catalogue:
    """Documents by number: the earliest day first, undated before all. Indexing makes a document anew."""

    def __init__(self, origin: Origin, standing: Standing | None = None) -> None:
        """Catalogue all that can be found in an archive, its papers, or documents that are there and stand in order.

        Where it is known how sources stand, none is made before it is asked for; else all are as soon as one is.
        """
        self.origin, self.standing = origin, standing
        self._asked = -1
        self._made: OrderedDict[int, tuple[SearchDocument, ...]] = OrderedDict()

    def __reduce__(self) -> tuple[type[Catalogue], tuple[Origin, Standing | None]]:
        """Return how another process makes it again: what sources make is not packed."""
        return type(self), (self.origin, self.standing)

    @property
    def language(self) -> str:
        """The language that texts are read in."""
        return self.origin.language if isinstance(self.origin, Searched) else _archive(self.origin).settings.language

    @cached_property
    def committees(self) -> tuple[SearchedCommittee, ...]:
        """The committees by which documents can be filtered."""
        if isinstance(self.origin, Searched):
            return self.origin.committees
        committees = _archive(self.origin).committees.values()
        return tuple(SearchedCommittee(one.id, tuple(name.name for name in one.names)) for one in committees)

    def records(self) -> dict[str, bytes]:
        """Return a digest of each record's file; nothing where nobody has read them from files."""
        return {} if isinstance(self.origin, Searched) else dict(_archive(self.origin).digests)

    @cached_property
    def sources(self) -> Sequence[Source]:
        """What documents are made of, in a fixed order."""
        if isinstance(self.origin, Searched):
            return tuple(map(alone, reversed(self.origin.documents)))
        found = Sources(_archive(self.origin), of_papers=isinstance(self.origin, papers.Papers))
        return tuple(found.all()) if self.standing is None else _Alone(found, self.standing.keys)

    @cached_property
    def order(self) -> Order:
        """In which order they are numbered."""
        return self.standing.order if self.standing else Order.of(self.sources)

    def standing_at(self, standing: Standing) -> Catalogue:
        """Return the same where it is known how sources stand."""
        return type(self)(self.origin, standing)

    def stand(self, standing: Standing) -> None:
        """Note how sources stand, and let go of those that were made, all of which weigh much: few are needed again."""
        self.standing = standing
        for made in ("sources", "order"):
            vars(self).pop(made, None)
        self._made.clear()

    def __len__(self) -> int:
        """How many documents there are."""
        return len(self.order)

    def __getitem__(self, number: int) -> SearchDocument:
        """The document of a number."""
        source, position = self.order[number]
        if source in self._made or source == self._asked:  # whoever asks twice will ask for the others
            return self.made_of(source)[position]
        self._asked = source
        return self.sources[source].make((position,))[0]

    def packed(self, number: int) -> bytes:
        """Return the document of a number, packed."""
        return pack(self[number])

    def in_a_row(self, numbers: range) -> Iterator[bytes]:
        """Yield documents in a row, packed, the last first."""
        return map(self.packed, reversed(numbers))

    def some(self, numbers: Iterable[int]) -> Iterator[tuple[int, SearchDocument]]:
        """Return documents with their numbers, those of one source made together."""
        for number in numbers:
            source, position = self.order[number]
            yield number, self.made_of(source)[position]

    def made_of(self, source: int) -> tuple[SearchDocument, ...]:
        """The documents of a source; those asked for last are at hand."""
        found = self._made.pop(source, None) or self._all_of(self.sources[source])
        self._made[source] = found
        if len(self._made) > _AT_HAND:
            self._made.popitem(last=False)
        return found

    @staticmethod
    def _all_of(source: Source) -> tuple[SearchDocument, ...]:
        return source.make(range(source.size))

    def numbers(self) -> list[range]:
        """For each source the numbers of its documents, which rise; the last of them is the first."""
        found = [range(0)] * len(self.sources)
        for source, numbers in self.order.rows(range(len(self))):
            found[source] = numbers
        return found

    def days(self) -> Days:
        """The first and the last day of what took place."""
        if self.standing:
            return self.standing.days
        dated = [source.place[0] for source in self.sources if source.held and source.size and source.place[0]]
        return (dt.date.fromordinal(min(dated)), dt.date.fromordinal(max(dated))) if dated else None

    def all(self) -> Searched:
        """Every document, made now."""
        documents = tuple(document for _, document in self.some(range(len(self))))
        return Searched(language=self.language, documents=documents, committees=self.committees)


_NONE: Mapping[int, Parts] = {}


class ByNumber(Protocol):
    """What gives documents by their numbers."""

    def packed(self, number: int, /) -> bytes:
        """Return the document of a number, packed."""

    def in_a_row(self, numbers: range, /) -> Iterator[bytes]:
        """Yield documents in a row, packed, the last first."""


class Documents:
    """Documents by number, with their digests, joined in order of their numbers."""

    def __init__(self, each: ByNumber, contents: bytes, at_hand: Mapping[int, Parts] = _NONE) -> None:
        """Of documents that are given by number; some may be at hand."""
        self._each, self._contents, self._at_hand = each, contents, at_hand
        self._size = len(digest(b""))

    def __len__(self) -> int:
        """How many documents there are."""
        return len(self._contents) // self._size

    def card(self, number: int) -> Card:
        """Return what results show of a document."""
        return card_of(self._each.packed(number))

    def parts(self, number: int) -> Parts:
        """Return what is known of a document, packed."""
        return self._at_hand.get(number) or parts_of(self._each.packed(number))

    def at_hand(self, numbers: range) -> Documents:
        """Return the same documents, of which some in a row are read now."""
        read = map(parts_of, self._each.in_a_row(numbers))
        return Documents(self._each, self._contents, dict(zip(reversed(numbers), read, strict=True)))

    def contents(self, first: int, past: int) -> bytes:
        """Return the digests of documents in a row."""
        return self._contents[first * self._size : past * self._size]


class Order:
    """Sources in the order in which their documents are numbered: on one day by kind and committee, last written first.

    Of two equally good answers the one with the higher number comes first, so a meeting's items come in the order
    of its agenda.
    """

    def __init__(self, sources: array[int], past: array[int]) -> None:
        """Sources that have documents, by their places among all, and after each how many documents there are."""
        self.sources, self.past = sources, past

    @classmethod
    def of(cls, sources: Sequence[Source]) -> Self:
        """Return the order of sources."""
        there = sorted((source.place, -at) for at, source in enumerate(sources) if source.size)
        ordered = array("I", (-at for _, at in there))
        return cls(ordered, array("I", accumulate(sources[at].size for at in ordered)))

    def __len__(self) -> int:
        """How many documents there are."""
        return self.past[-1] if self.past else 0

    def __getitem__(self, number: int) -> tuple[int, int]:
        """The source of a document, and its position there."""
        at = bisect_right(self.past, number)
        return self.sources[at], self.past[at] - 1 - number

    def rows(self, numbers: range) -> Iterator[tuple[int, range]]:
        """Yield the sources of documents in a row with the numbers of their own, which rise."""
        first = numbers.start
        for at in range(bisect_right(self.past, first), bisect_left(self.past, numbers.stop) + 1 if numbers else 0):
            yield self.sources[at], range(first, self.past[at])
            first = self.past[at]


class _Alone(Sequence[Source]):
    """Sources by their places, each made when it is asked for."""

    def __init__(self, sources: Sources, keys: Sequence[str]) -> None:
        self._sources, self._keys = sources, keys
        self._found: dict[int, Source] = {}

    def __len__(self) -> int:
        return len(self._keys)

    def __getitem__(self, at: int) -> Source:  # type: ignore[override] # nobody asks for several in a row
        found = self._found.get(at)
        if found is None:
            found = self._found[at] = self._sources.one(self._keys[at])
        return found


def _archive(origin: Archive | papers.Papers) -> Archive:
    """The archive that something is catalogued of."""
    return origin.archive if isinstance(origin, papers.Papers) else origin


def gather(archive: Archive) -> Searched:
    """Return all that can be found in an archive, made now."""
    return Catalogue(archive).all()
