"""Where documents went, when sources came, went or changed their places: found by looking at every source."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from operator import lt
from typing import TYPE_CHECKING, NamedTuple

from plugins.search.documents import SearchDocument
from plugins.search.keeping import StaleCacheError
from plugins.search.ledger import Entry, Ledger, Roll, roll_of
from plugins.search.packing import unpacked
from plugins.search.reading import read_sources
from plugins.search.texts import CHUNKS, TEXTS, chunk_of, file_of, left_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from plugins.search.catalogue import Catalogue
    from plugins.search.indexing import Places

_FEW = 200
_SHARE = 5


class Moves(NamedTuple):
    """Where documents went.

    `table` has the new number of each old one or -1, and is `None` where none got another; `gone` are the old numbers
    of those that are no more or changed, `fresh` the new numbers of those that are new or changed; `is_as_long` tells
    whether there are as many as before.
    """

    table: array[int] | None
    gone: list[int]
    fresh: list[int]
    is_as_long: bool

    def checked(self, documents: int) -> Moves:
        """Return the same. Raises StaleCacheError where so much of so many documents changed that all is read anew."""
        if len(self.gone) + len(self.fresh) > max(_FEW, documents // _SHARE):
            raise StaleCacheError("much changed")
        return self


class Renewed(NamedTuple):
    """What became of sources: the catalogue, where documents went, what those that are gone were, with old numbers.

    `roll` gives the roll of all, given how many words fresh documents have, by their numbers. The texts of all are left
    for the next build.
    """

    catalogue: Catalogue
    moves: Moves
    was: list[tuple[int, SearchDocument]]
    roll: Callable[[Mapping[int, int]], Roll]


def anywhere(places: Places, ledger: Ledger, catalogue: Catalogue) -> Renewed:
    """Return what became of sources, wherever they came, went or stand. Raises StaleCacheError."""
    old = ledger.roll.entries()
    before = {one.key: one for one in old}
    entries = _entries(places, ledger, catalogue, before)
    numbers = catalogue.numbers()
    moves = _moved(_origins(entries, before, numbers), ledger.documents)
    was = _was(places.before / TEXTS, old, moves.gone)

    def roll(sizes: Mapping[int, int]) -> Roll:
        _renumber(entries, before, numbers, sizes)
        return roll_of(catalogue, entries)

    return Renewed(catalogue, moves, was, roll)


def _renumber(
    entries: Sequence[Entry], before: Mapping[str, Entry], numbers: Sequence[range], sizes: Mapping[int, int]
) -> None:
    """Write into entries the numbers of their documents, and how many words these have."""
    for one, own in zip(entries, numbers, strict=True):
        old = before.get(one.key)
        if old is not one:
            known = dict(zip(old.each_content(), old.each_size(), strict=True)) if old else {}
            pairs = zip(own, reversed(one.each_content()), strict=True)
            some = (sizes[at] if at in sizes else known[content] for at, content in pairs)
            one.sizes = array("I", some).tobytes()
        one.first = own.start


def _entries(places: Places, ledger: Ledger, catalogue: Catalogue, before: Mapping[str, Entry]) -> list[Entry]:
    """The entries of all sources: those of equal digests as they were. The texts of all are left for the next build."""
    found, fresh, left = dict[int, Entry](), defaultdict[int, list[int]](list), set(before)
    for at, source in enumerate(catalogue.sources):
        known = before.get(source.key)
        if known and (known.digest, len(known.numbers)) == (source.digest, source.size):
            found[at] = known
            left.discard(source.key)
        else:
            fresh[chunk_of(source.key)].append(at)
    places.texts.mkdir(parents=True)
    changed = {*fresh, *map(chunk_of, left)}
    for chunk in range(CHUNKS):
        name = f"{TEXTS}/{chunk:02}"
        if chunk not in changed:
            places.take([name], ledger.looks)
        else:
            others = {key: packed for key, packed in left_in(places.before / name).items() if key not in left}
            found |= read_sources(catalogue, fresh[chunk], file_of(places.texts, chunk), others)
    return [found[at] for at in range(len(catalogue.sources))]


def _origins(entries: Sequence[Entry], before: Mapping[str, Entry], numbers: Sequence[range]) -> list[int]:
    """For each new number the old number of the same document, -1 where there is none."""
    origins = [-1] * sum(map(len, numbers))
    for one, new in zip(entries, numbers, strict=True):
        old = before.get(one.key)
        if old is one:
            origins[new.start : new.stop] = range(one.first, one.first + len(new))
        elif old:
            for now, was in _matched(one, new, old):
                origins[now] = was
    return origins


def _matched(one: Entry, numbers: range, old: Entry) -> Iterator[tuple[int, int]]:
    """The new and old numbers of the documents of a source that are still the same."""
    waiting = defaultdict[bytes, list[int]](list)
    for content, was in zip(old.each_content(), old.numbers, strict=True):
        waiting[content].append(was)
    for content, now in zip(one.each_content(), reversed(numbers), strict=True):
        if waiting[content]:
            yield now, waiting[content].pop(0)


def _moved(origins: list[int], documents: int) -> Moves:
    """Where documents went. One that went past others counts as gone and fresh, so that the rest stay in order."""
    rising = _rising(origins)
    table = array("i", [-1]) * documents
    for now, was in enumerate(rising):
        if was >= 0:
            table[was] = now
    gone = [was for was, now in enumerate(table) if now < 0]
    fresh = [now for now, was in enumerate(rising) if was < 0]
    is_as_long = len(origins) == documents
    stays = is_as_long and all(was in {-1, now} for now, was in enumerate(rising))
    return Moves(None if stays else table, gone, fresh, is_as_long).checked(len(origins))


def _rising(numbers: list[int]) -> list[int]:
    """The numbers, those left out (-1) that do not belong to the longest run of rising ones."""
    known = [number for number in numbers if number >= 0]
    if all(map(lt, known, known[1:])):
        return numbers
    chosen = set(_longest_rising(known))
    return [number if number in chosen else -1 for number in numbers]


def _longest_rising(numbers: Sequence[int]) -> Iterator[int]:
    """The longest rising run among numbers, the last first (patience sorting)."""
    lasts, before, ends = list[int](), dict[int, int](), list[int]()
    for number in numbers:
        at = bisect_left(lasts, number)
        lasts[at : at + 1] = [number]
        ends[at : at + 1] = [number]
        before[number] = ends[at - 1] if at else -1
    number = ends[-1] if ends else -1
    while number >= 0:
        yield number
        number = before[number]


def _was(texts: Path, entries: Iterable[Entry], gone: Sequence[int]) -> list[tuple[int, SearchDocument]]:
    """The documents that are gone, as they were, with their old numbers in order."""
    wanted, found = set(gone), list[tuple[int, SearchDocument]]()
    chunks = defaultdict[int, list[Entry]](list)
    for one in entries:
        at = bisect_left(gone, one.first)
        if at < len(gone) and gone[at] in one.numbers:
            chunks[chunk_of(one.key)].append(one)
    for chunk, some in chunks.items():
        packed = left_in(file_of(texts, chunk))
        for one in some:
            pairs = zip(one.numbers, packed[one.key], strict=True)
            found += [(was, unpacked(code)) for was, code in pairs if was in wanted]
    return sorted(found, key=lambda pair: pair[0])
