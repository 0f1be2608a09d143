"""The index brought up to date: only sources of another digest are made and read, only what they change is written.

What a document's words were and what they are tells which terms changed; the shards of these are written anew from the
postings that the cache keeps, all other files are taken over. Where anything of the last build is not as it should be,
or too much changed, the build is a clean one. Either way the files are the same.
"""

from __future__ import annotations

import shutil
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from operator import lt
from typing import TYPE_CHECKING, NamedTuple

from plugins.search import cards, index, shards, terms
from plugins.search.codec import LEDGER, POSTINGS, TERMS, WORDS
from plugins.search.dictionary import Dictionary, Shard, renewed, spliced, unchanged
from plugins.search.documents import SearchDocument
from plugins.search.files import Before, Files, Made, Stood, row_path
from plugins.search.indexing import (
    STEMS,
    Index,
    Places,
    Standing,
    about,
    clean,
    looks,
    shape,
    write,
)
from plugins.search.keeping import StaleCacheError, kept
from plugins.search.ledger import Entry, Ledger, columns_of_letters, facts_of, in_order
from plugins.search.pool import Pool, usual
from plugins.search.postings import Change, Posting, Postings, Sheaf
from plugins.search.reading import read_some, read_sources
from plugins.search.texts import CHUNKS, TEXTS, chunk_of, file_of, left_in, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from plugins.search.catalogue import Catalogue

_FEW = 200
_SHARE = 5


def bring_up_to_date(places: Places, catalogue: Catalogue, workers: int = 1) -> Files:
    """Write the index of a catalogue, as little of it as has to be; return the published files."""
    if places.last is not None:
        try:
            return _renew(places, catalogue, workers)
        except StaleCacheError:
            places = places._replace(last=None)
    for folder in (places.published, places.whoosh, places.texts):
        shutil.rmtree(folder, ignore_errors=True)
    return clean(places, catalogue, workers)


class _Old(NamedTuple):
    """What the last build kept."""

    ledger: Ledger
    terms: Dictionary
    words: Dictionary
    stems: list[str]


def _load(cache: Path, language: str) -> _Old:
    """What the last build kept, if it laid out its index as this one does. Raises StaleCacheError."""
    folder = cache / index.FOLDER
    ledger = kept(folder / LEDGER, Ledger)
    if ledger.shape != shape(language) or not looks(cache).items() <= ledger.looks.items():
        raise StaleCacheError("it is laid out otherwise, or of two builds")
    return _Old(
        ledger, kept(folder / TERMS, Dictionary), kept(folder / WORDS, Dictionary), kept(folder / STEMS, list[str])
    )


def _renew(places: Places, catalogue: Catalogue, workers: int) -> Files:
    """Write what changed, take over the rest. Raises StaleCacheError where that cannot be done."""
    cache = places.before
    old = _load(cache, catalogue.language)
    stood = _stood(old.ledger)
    before = {one.key: one for one in old.ledger.entries}
    entries = _entries(places, old.ledger, catalogue, before)
    if (lengths := usual(columns_of_letters(entries))) != old.ledger.lengths:
        raise StaleCacheError("the usual lengths of fields changed")
    numbers = catalogue.numbers()
    moves = _moved(_origins(entries, before, numbers), old.ledger.documents)
    was = _was(cache / TEXTS, old.ledger.entries, moves.gone)
    pools = _Pools(
        read_some(was, catalogue.language, lengths),
        read_some(catalogue.some(moves.fresh), catalogue.language, lengths),
    )
    columns = _columns(old.ledger, was, catalogue) if moves.table is None else None
    _renumber(entries, before, numbers, pools.after.sizes)
    changed = _Changed(old, moves, pools)
    postings = _Postings(cache / index.FOLDER / POSTINGS, old.terms, changed)
    terms_left, words_left = changed.standing_terms(), changed.standing_words()
    made_before = _made_by(places, old, {one.name for one in (*terms_left.values(), *words_left.values())})
    if moves.table is None:
        made_before = made_before._replace(contents=stood)
    else:
        made_before = made_before._replace(made={**made_before.made, **_blocks(old.ledger, stood)})
    standing = Standing(made_before, old.ledger.looks, terms_left, words_left, columns)
    made = Index(catalogue, entries, lengths, changed.terms, changed.words, changed.stems, postings, standing)
    return write(places, made, workers)


def _made_by(places: Places, old: _Old, standing: AbstractSet[str]) -> Before:
    """What the last build made, of which some shards, by name, stay as they are."""
    if places.last is None:
        raise StaleCacheError("there is no last build")
    ledger, rows = old.ledger, {row.name: row for row in old.ledger.rows}
    shards_left = (shard for shard in (*old.terms.shards, *old.words.shards) if shard.name not in standing)
    others = [*ledger.files, *(one for shard in shards_left for one in shard.files)]
    known = {one.key: one for one in others if one.key}
    return Before(places.last, places.above, known, rows, others)


def _stood(ledger: Ledger) -> Stood:
    """The documents of the last build."""
    return Stood(in_order(ledger.entries), ledger.each, cards.folders(1, ledger.each).step)


def _blocks(ledger: Ledger, stood: Stood) -> dict[bytes, Made]:
    """The files of documents, by their keys, which nobody else keeps."""
    found = {}
    for at, row in enumerate(ledger.rows):
        for number, size in enumerate(array("I", row.sizes)):
            first = at * stood.in_a_row + number * ledger.each
            past = min(first + ledger.each, (at + 1) * stood.in_a_row)
            key = cards.block_key(stood.contents(first, past))
            found[key] = Made(key, row_path(row.name, number), size)
    return found


def _columns(
    ledger: Ledger, was: Iterable[tuple[int, SearchDocument]], catalogue: Catalogue
) -> tuple[dict[str, str], list[str]] | None:
    """What documents are filtered by, where nothing of it changed. No document has another number."""
    same = about(catalogue.committees) == ledger.committees
    if same and all(facts_of(old) == facts_of(catalogue[number]) for number, old in was):
        return ledger.columns, ledger.outcomes
    return None


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
            places.take(name, ledger.looks[name])
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


class _Moves(NamedTuple):
    """Where documents went.

    `table` has the new number of each old one or -1, and is `None` where none got another; `gone` are the old numbers
    of those that are no more or changed, `fresh` the new numbers of those that are new or changed; `is_as_long` tells
    whether there are as many as before.
    """

    table: array[int] | None
    gone: list[int]
    fresh: list[int]
    is_as_long: bool


def _moved(origins: list[int], documents: int) -> _Moves:
    """Where documents went. One that went past others counts as gone and fresh, so that the rest stay in order."""
    rising = _rising(origins)
    table = array("i", [-1]) * documents
    for now, was in enumerate(rising):
        if was >= 0:
            table[was] = now
    gone = [was for was, now in enumerate(table) if now < 0]
    fresh = [now for now, was in enumerate(rising) if was < 0]
    if len(gone) + len(fresh) > max(_FEW, len(origins) // _SHARE):
        raise StaleCacheError("much changed")
    is_as_long = len(origins) == documents
    stays = is_as_long and all(was in {-1, now} for now, was in enumerate(rising))
    return _Moves(None if stays else table, gone, fresh, is_as_long)


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


class _Pools(NamedTuple):
    """What the words of changed documents were, and what they are."""

    before: Pool
    after: Pool

    def change(self, table: array[int] | None) -> Change:
        """Return what became of postings. What is the same before and after is no change, where no number changed."""
        gone, fresh = dict[str, list[int]](), dict[str, list[Posting]]()
        for term in {*self.before.terms, *self.after.terms}:
            old, new = (list(pool.terms[term].each()) if term in pool.terms else [] for pool in self)
            same = {*old} & {*new} if table is None else set()
            if rest := [one.number for one in old if one not in same]:
                gone[term] = rest
            if more := [one for one in new if one not in same]:
                fresh[term] = more
        return Change(gone, fresh, table)

    def words(self) -> dict[str, int]:
        """Return by how much the counts of words changed."""
        counts = Counter(self.after.words())
        counts.subtract(self.before.words())
        return {word: count for word, count in counts.items() if count}


class _Changed:
    """The dictionaries as they are now, and which of their shards still stand."""

    def __init__(self, old: _Old, moves: _Moves, pools: _Pools) -> None:
        self._old, self._moves = old, moves
        self.postings = pools.change(moves.table)
        self._more = pools.words()
        self.terms = renewed(old.terms, self._found(), terms.sizes())
        counts = {word: old.words.count(word) + more for word, more in self._more.items()}
        self.words = renewed(old.words, counts, shards.word_sizes())
        self.stems = self._restemmed(pools)

    def _found(self) -> dict[str, int]:
        """In how many documents each term is now that was changed."""
        gone, fresh, old = self.postings.gone, self.postings.fresh, self._old.terms
        return {term: old.count(term) - len(gone.get(term, ())) + len(fresh.get(term, ())) for term in {*gone, *fresh}}

    def _restemmed(self, pools: _Pools) -> list[str]:
        """The terms of all words, of which some came and some went."""
        stems = {**pools.before.stems(), **pools.after.stems()}
        self._respelt = {word: stems[word] for word in self._more if self._is_new_or_gone(word)}
        changes = {word: stem if self.words.count(word) else None for word, stem in self._respelt.items()}
        return spliced(self._old.words.keys, self._old.stems, changes)[1]

    def _is_new_or_gone(self, word: str) -> bool:
        return not (self._old.words.count(word) and self.words.count(word))

    def standing_terms(self) -> dict[int, Shard]:
        """Return the shards of terms that are as they were: none where documents have other numbers."""
        if self._moves.table is not None or not self._moves.is_as_long:
            return {}
        touched = {*self.postings.gone, *self.postings.fresh, *self._respelt.values()}
        changed = {*self._moves.gone, *self._moves.fresh}
        found = unchanged(self._old.terms, self.terms, touched)
        return {at: shard for at, shard in found.items() if changed.isdisjoint(shard.shown)}

    def standing_words(self) -> dict[int, Shard]:
        """Return the shards of words that are as they were."""
        return unchanged(self._old.words, self.words, self._more)


class _Postings:
    """The postings of terms as they are now."""

    def __init__(self, folder: Path, old: Dictionary, changed: _Changed) -> None:
        self._folder, self._old, self._change, self._terms = folder, old, changed.postings, changed.terms
        self._sheaf: tuple[str, Sheaf] | None = None

    def __call__(self, first: int, last: int) -> list[Postings]:
        """Return those of the terms from one place to another. Raises StaleCacheError."""
        return [self._of(term) for term in self._terms.keys[first:last]]

    def _of(self, term: str) -> Postings:
        if self._old.place(term) is None:
            return self._change.applied(term, Postings())
        name = self._old.shard_of(term).name
        if self._sheaf is None or self._sheaf[0] != name:
            self._sheaf = name, kept(self._folder / name, Sheaf)
        return self._change.applied(term, self._sheaf[1].postings(term))
