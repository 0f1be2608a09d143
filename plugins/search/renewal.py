"""The index brought up to date: only sources of another digest are made and read, only what they change is written.

What a document's words were and what they are tells which terms changed; the shards of these are written anew from the
postings that the cache keeps, all other files are taken over. Where anything of the last build is not as it should be,
or too much changed, the build is a clean one. Either way the files are the same.
"""

from __future__ import annotations

import shutil
from array import array
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from plugins.search import cards, index, shards, terms
from plugins.search.codec import LEDGER, POSTINGS, TERMS, WORDS
from plugins.search.dictionary import Dictionary, Shard, renewed, spliced, unchanged
from plugins.search.files import Before, Made, Stood, row_path
from plugins.search.indexing import (
    STEMS,
    Index,
    Places,
    Standing,
    Written,
    about,
    clean,
    looks,
    shape,
    sheaf_name,
    write,
)
from plugins.search.keeping import StaleCacheError, kept, look
from plugins.search.ledger import Ledger, Letters, letter_code, letters_coded, letters_in
from plugins.search.moving import Moves, anywhere
from plugins.search.packing import facts_of
from plugins.search.pool import Pool, usual_of
from plugins.search.postings import Change, Posting, Postings, Sheaf
from plugins.search.reading import read_some
from plugins.search.steady import in_place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from plugins.search.catalogue import Catalogue
    from plugins.search.documents import SearchDocument
    from plugins.search.pool import Pivots


def bring_up_to_date(places: Places, catalogue: Catalogue, workers: int = 1) -> Written:
    """Write the index of a catalogue, as little of it as has to be; return how much there is."""
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


def _renew(places: Places, catalogue: Catalogue, workers: int) -> Written:
    """Write what changed, take over the rest. Raises StaleCacheError where that cannot be done."""
    old = _load(places.before, catalogue.language)
    lengths = old.ledger.lengths
    catalogue, moves, was, roll_with = in_place(places, old.ledger, catalogue) or anywhere(
        places, old.ledger, catalogue
    )
    fresh = _Measured(catalogue.some(moves.fresh), lengths)
    pools = _Pools(read_some(was, catalogue.language, lengths), read_some(fresh, catalogue.language, lengths))
    letters = old.ledger.letters.changed(letters_in(one for _, one in was), fresh.letters())
    if usual_of(letters.fields) != lengths:
        raise StaleCacheError("the usual lengths of fields changed")
    changed = _Changed(old, moves, pools)
    columns = _columns(old.ledger, was, catalogue) if moves.table is None else None
    postings = _Postings(places.before / index.FOLDER / POSTINGS, old, changed)
    return write(
        places,
        Index(
            catalogue, roll_with(pools.after.sizes), letters, lengths, changed.terms, changed.words, changed.stems,
            postings, _standing(places, old, changed, columns),
        ),
        workers,
    )  # fmt: skip


class _Measured:
    """Documents, whose letters are counted as they are read. Raises StaleCacheError at a field that none had before."""

    def __init__(self, documents: Iterator[tuple[int, SearchDocument]], lengths: Pivots) -> None:
        self._documents, self._lengths = documents, lengths
        self._letters = bytearray()

    def __iter__(self) -> Iterator[tuple[int, SearchDocument]]:
        for number, document in self._documents:
            if not {passage.field for passage in document.passages} <= self._lengths.keys():
                raise StaleCacheError("a field is new")
            self._letters += letter_code(document)
            yield number, document

    def letters(self) -> Letters:
        """Return how long they were."""
        return letters_coded(bytes(self._letters))


def _standing(
    places: Places, old: _Old, changed: _Changed, columns: tuple[dict[str, str], list[str]] | None
) -> Standing:
    """What stands of the last build's index."""
    of_terms, of_words = changed.standing_terms(), changed.standing_words()
    before = _made_by(places, old, {one.name for one in (*of_terms.values(), *of_words.values())})
    if changed.moves.table is None:
        before = before._replace(contents=_stood(old.ledger))
    else:
        before = before._replace(made={**before.made, **_blocks(old.ledger, _stood(old.ledger))})
    return Standing(before, old.ledger.looks, of_terms, of_words, columns)


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
    return Stood(ledger.roll.contents, ledger.each, cards.folders(1, ledger.each).step)


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

    def __init__(self, old: _Old, moves: Moves, pools: _Pools) -> None:
        self._old, self.moves = old, moves
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
        if self.moves.table is not None or not self.moves.is_as_long:
            return {}
        touched = {*self.postings.gone, *self.postings.fresh, *self._respelt.values()}
        changed = {*self.moves.gone, *self.moves.fresh}
        found = unchanged(self._old.terms, self.terms, touched)
        return {at: shard for at, shard in found.items() if changed.isdisjoint(shard.shown)}

    def standing_words(self) -> dict[int, Shard]:
        """Return the shards of words that are as they were."""
        return unchanged(self._old.words, self.words, self._more)


class _Postings:
    """The postings of terms as they are now."""

    def __init__(self, folder: Path, old: _Old, changed: _Changed) -> None:
        self._folder, self._old, self._looks = folder, old.terms, old.ledger.looks
        self._change, self._terms = changed.postings, changed.terms
        self._sheaf: tuple[str, Sheaf] | None = None

    def __call__(self, shards: Sequence[tuple[int, int]], documents: int) -> Iterator[terms.Held]:
        """Yield those of shards, given where their terms begin and end. Raises StaleCacheError."""
        for some in shards:
            yield terms.Listed([self._of(term) for term in self._terms.keys[slice(*some)]], documents)

    def _of(self, term: str) -> Postings:
        if self._old.place(term) is None:
            return self._change.applied(term, Postings())
        name = self._old.shard_of(term).name
        if self._sheaf is None or self._sheaf[0] != name:
            if look(f"{self._folder}/{name}") != self._looks.get(sheaf_name(name)):
                raise StaleCacheError(f"{name} is not as it was")
            self._sheaf = name, kept(self._folder / name, Sheaf)
        return self._change.applied(term, self._sheaf[1].postings(term))
