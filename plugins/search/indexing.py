"""The index written: from what was read, or what is new of it, to the published files and to what the cache keeps."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from plugins.build.workers import map_parts
from plugins.search import cards, columns, index, shards, terms
from plugins.search import format as form
from plugins.search.catalogue import ByNumber, Catalogue, Documents
from plugins.search.codec import FIELDS, IDS, LEDGER, POSTINGS, TERMS, WORDS
from plugins.search.dictionary import Dictionary, Shard, divided
from plugins.search.files import FOLDER, Before, Files, Row
from plugins.search.keeping import Look, StaleCacheError, keep, look, take_unread
from plugins.search.ledger import Ledger, Letters, Roll, columns_of_letters, letters_of, roll_of
from plugins.search.packing import filed, listed
from plugins.search.texts import CHUNKS, TEXTS, Stored

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from plugins.build.last import LastBuild
    from plugins.search.documents import SearchedCommittee
    from plugins.search.pool import Pivots

STEMS, RUNS = "stems", "runs"
_BESIDE = (TERMS, WORDS, STEMS, FIELDS, IDS)
_MANY = 100
_PARTS_EACH = 16
"""Parts for each worker: small ones, since a stage that is left alone has more workers only from the next part on."""


class Places(NamedTuple):
    """Where the index is written: the site's folder, the cache's; and what may be taken over from the last build.

    `above` is the folder, with a stroke at its end, in which it lies in both; "" where it lies in none.
    """

    output: Path
    cache: Path
    last: LastBuild | None = None
    above: str = ""

    @property
    def published(self) -> Path:
        """What browsers read."""
        return self.output / self.above / FOLDER

    @property
    def own(self) -> Path:
        """All that the cache keeps of this index."""
        return self.cache / self.above

    @property
    def whoosh(self) -> Path:
        """What Whoosh reads."""
        return self.own / index.FOLDER

    @property
    def texts(self) -> Path:
        """Documents as they were read."""
        return self.own / TEXTS

    @property
    def before(self) -> Path:
        """All that the last build kept of this index. Raises StaleCacheError where there is none."""
        if self.last is None:
            raise StaleCacheError("there is no last build")
        return self.last.cache / self.above

    def take(self, names: Iterable[str], known: Mapping[str, Look]) -> None:
        """Take over files that the last build kept, if they look as they did. Raises StaleCacheError."""
        old, new = f"{self.before}/", f"{self.own}/"
        for name in names:
            take_unread(old + name, new + name, known.get(name))


class Standing(NamedTuple):
    """What stands of the last build's index: its files, the shards that are still right, by number, and the columns.

    `looks` are those of all files that the cache kept.
    """

    before: Before
    looks: Mapping[str, Look]
    terms: Mapping[int, Shard]
    words: Mapping[int, Shard]
    columns: tuple[dict[str, str], list[str]] | None


class Index(NamedTuple):
    """All that is to be written.

    `stems` are the terms of words, in their order; `postings` gives those of shards, told where the terms of each begin
    and end, in an archive of so many documents.
    """

    catalogue: Catalogue
    roll: Roll
    letters: Letters
    lengths: Pivots
    terms: Dictionary
    words: Dictionary
    stems: Sequence[str]
    postings: Callable[[Sequence[tuple[int, int]], int], Iterable[terms.Held]]
    standing: Standing | None = None


def shape(language: str) -> str:
    """Return how the index is laid out: all sizes and weights, compressor, language, the machine's order of bytes."""
    sizes = {name: value for name, value in sorted(vars(form).items()) if name.isupper()}
    return form.digest(repr((sizes, language, sys.byteorder)).encode()).hex()


class Written(NamedTuple):
    """How much an index has: documents, published files and their bytes."""

    documents: int
    files: int
    size: int


def clean(places: Places, catalogue: Catalogue, workers: int) -> Written:
    """Read every document and write the whole index."""
    from plugins.search.afresh import read_all  # noqa: PLC0415 (loads numpy, which small changes do without)

    runs = places.own / RUNS
    entries, lengths, (keys, counted, stems, postings) = read_all(catalogue, places.texts, runs, workers)
    found = divided(*keys, terms.sizes())
    words = divided(*counted, shards.word_sizes())
    roll, letters = roll_of(catalogue, entries), letters_of(columns_of_letters(entries))
    del entries  # they would stay while all is written
    catalogue.stand(roll.standing(catalogue.days()))
    written = write(places, Index(catalogue, roll, letters, lengths, found, words, stems, postings), workers)
    shutil.rmtree(runs)
    return written


def about(committees: Sequence[SearchedCommittee]) -> bytes:
    """Return a digest of all committees with their names."""
    return form.digest(repr(committees).encode())


def looks(folder: Path, shards_of_terms: Iterable[str] = ()) -> dict[str, Look]:
    """Return what all files look like that a build kept in a folder of the cache. Raises StaleCacheError."""
    names = (*(f"{index.FOLDER}/{one}" for one in _BESIDE), *(f"{TEXTS}/{chunk:02}" for chunk in range(CHUNKS)))
    return {name: look(f"{folder}/{name}") for name in (*names, *map(sheaf_name, shards_of_terms))}


def sheaf_name(shard: str) -> str:
    """Where the cache keeps the postings of a shard of terms."""
    return f"{index.FOLDER}/{POSTINGS}/{shard}"


class _Shared(NamedTuple):
    """What all who write parts of an index need."""

    places: Places
    made: Index
    documents: Documents
    first_pages: cards.FirstPages
    each: int

    def files(self) -> Files:
        """Return what writes the published files."""
        return Files(self.places.published, self.made.standing and self.made.standing.before)


def write(places: Places, made: Index, workers: int) -> Written:
    """Write the published files, and what Whoosh and the next build need; return how much there is."""
    (places.whoosh / POSTINGS).mkdir(parents=True)
    each = cards.per_block(made.letters.each())
    documents = Documents(_by_number(places, made), made.roll.contents)
    shared = _Shared(places, made, documents, cards.FirstPages(documents, _forms(made)), each)
    files = shared.files()
    found = _write_terms(shared, files, workers)
    words = _write_words(shared, files)
    others = _write_others(shared, found, words, workers)
    files.add(others.made.values(), others.rows.values())
    files.remove_others()
    return Written(len(documents), files.count, files.size)


def _by_number(places: Places, made: Index) -> ByNumber:
    """What gives documents: where few will be asked for, what makes them, for to find all others costs more."""
    if made.standing and made.standing.terms:
        return made.catalogue
    return Stored(places.texts, made.roll.numbers(), len(made.catalogue))


def _write_terms(shared: _Shared, files: Files, workers: int) -> Dictionary:
    """Write the shards of terms, or take them over; return the dictionary with them."""
    made = shared.made
    standing = dict(made.standing.terms) if made.standing else {}
    for shard in standing.values():
        files.take_all(shard.files)
    if made.standing:
        shared.places.take((sheaf_name(shard.name) for shard in standing.values()), made.standing.looks)
    left = [at for at in range(len(made.terms.starts)) if at not in standing]
    parts = _parts(left, workers)
    for part, written in zip(parts, map_parts(_write_shards, shared, parts, workers), strict=True):
        standing.update(zip(part, written, strict=True))
        files.add(one for shard in written for one in shard.files)
    found = msgspec.structs.replace(made.terms, shards=[standing[at] for at in range(len(made.terms.starts))])
    keep(shared.places.whoosh / TERMS, found)
    return found


def _parts(left: list[int], workers: int) -> list[list[int]]:
    """What is left to be done, in parts for workers, or in one."""
    each = -(-len(left) // (workers * _PARTS_EACH)) if len(left) > _MANY else len(left)
    return [left[at : at + each] for at in range(0, len(left), each or 1)]


def _write_shards(shared: _Shared, part: list[int]) -> list[Shard]:
    """Write some shards of terms, with their postings into the cache."""
    made, ranges = shared.made, list(shared.made.terms.ranges())
    some = [ranges[at] for at in part]
    rows = zip(some, made.postings(some, len(shared.documents)), strict=True)
    return [_write_shard(shared, made.terms.keys[first:past], held) for (first, past), held in rows]


def _write_shard(shared: _Shared, keys: list[str], held: terms.Held) -> Shard:
    shard = terms.write(shared.files(), shared.first_pages, keys, held)
    keep(shared.places.whoosh / POSTINGS / shard.name, held.sheaf(keys))
    return shard


def _forms(made: Index) -> dict[str, list[str]]:
    """For each term that may have a first page, and is to be written, the words that are found under it, in order."""
    most, keys, counts = cards.often(len(made.catalogue)), made.terms.keys, made.terms.counts
    standing = made.standing.terms if made.standing else {}
    left = (range(*bounds) for at, bounds in enumerate(made.terms.ranges()) if at not in standing)
    forms: dict[str, list[str]] = {keys[at]: [] for some in left for at in some if counts[at] > most}
    for word, term in zip(made.words.keys, made.stems, strict=True):
        if term in forms:
            forms[term].append(word)
    return {term: words for term, words in forms.items() if words}


def _write_words(shared: _Shared, files: Files) -> Dictionary:
    """Write the shards of words, or take them over; return the dictionary with them."""
    made = shared.made
    standing = made.standing.words if made.standing else {}
    for shard in standing.values():
        files.take_all(shard.files)
    ranges = enumerate(made.words.ranges())
    written = [standing.get(at) or shards.write_words(files, made.words, *bounds) for at, bounds in ranges]
    words = msgspec.structs.replace(made.words, shards=written)
    keep(shared.places.whoosh / WORDS, words)
    keep(shared.places.whoosh / STEMS, made.stems)
    return words


def _write_others(shared: _Shared, found: Dictionary, words: Dictionary, workers: int) -> Files:
    """Write documents, columns, the manifest, and what the cache keeps of them all."""
    places, made = shared.places, shared.made
    files = shared.files()
    count = len(made.catalogue)
    rows, gathered = _write_rows(shared, files, workers)
    names, outcomes = _take_columns(shared, files) or _write_columns(shared, files, *gathered)
    shards.write_manifest(files, shards.Published(
        made.catalogue.language, made.catalogue.committees, count, made.catalogue.days(), made.lengths, found, words,
        shared.each, rows, names, outcomes,
    ))  # fmt: skip
    index.write_contents(places.whoosh, made.catalogue.language, count)
    keep(places.whoosh / LEDGER, Ledger(
        shape(made.catalogue.language), about(made.catalogue.committees),
        looks(places.own, (shard.name for shard in found.shards)), made.lengths, names, outcomes, shared.each,
        made.catalogue.days(), list(files.made.values()), [files.rows[name] for name in rows],
        made.catalogue.records(), made.letters, made.roll,
    ))  # fmt: skip
    return files


def _write_rows(shared: _Shared, files: Files, workers: int) -> tuple[list[str], tuple[columns.Columns, index.Fields]]:
    """Write the rows of documents, or take them over; their names, and what documents are filtered by if not known."""
    gathered = columns.Columns(shared.made.catalogue.committees), index.Fields()
    rows = cards.rows(shared.documents, shared.each)
    is_known = _standing_columns(shared.made) is not None
    left = [row for row in rows if not (is_known and files.take_row(row.name))]
    for row, facts in map_parts(_write_row, shared, left, workers):
        files.add((), [row])
        some = filed(facts)
        for one in gathered:
            one.add(some)
    return [row.name for row in rows], gathered


def _write_row(shared: _Shared, own: cards.Own) -> tuple[Row, bytes]:
    """Write a row of documents.

    Return it, and the facts of its documents, packed; of none where columns are taken over.
    """
    if _standing_columns(shared.made):
        return cards.write(shared.files(), shared.documents, shared.each, own), listed([])
    documents = shared.documents.at_hand(own.documents)
    facts = listed([documents.parts(number).facts for number in own.documents])
    row = cards.write(shared.files(), documents, shared.each, own)
    return row, facts


def _standing_columns(made: Index) -> tuple[dict[str, str], list[str]] | None:
    """The names of columns that are as they were, and the outcomes in them."""
    return made.standing and made.standing.columns


def _take_columns(shared: _Shared, files: Files) -> tuple[dict[str, str], list[str]] | None:
    """Take over what documents are filtered by, where nothing of it changed."""
    standing, found = shared.made.standing, _standing_columns(shared.made)
    if found is None or standing is None:
        return None
    for known in standing.before.others:
        if known.path.startswith("c/") and known.path[2:-4] in found[0].values():
            files.take(known)
    shared.places.take((f"{index.FOLDER}/{FIELDS}", f"{index.FOLDER}/{IDS}"), standing.looks)
    return found


def _write_columns(
    shared: _Shared, files: Files, gathered: columns.Columns, fields: index.Fields
) -> tuple[dict[str, str], list[str]]:
    """Write what documents are filtered by, for browsers and for Whoosh."""
    fields.write(shared.places.whoosh, shared.made.catalogue.language, shared.made.catalogue.committees)
    return gathered.write(files), gathered.outcomes()
