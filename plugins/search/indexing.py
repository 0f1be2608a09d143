"""The index written: from what was read, or what is new of it, to the published files and to what the cache keeps."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from plugins.build.last import take_over
from plugins.build.workers import map_parts
from plugins.search import cards, columns, index, shards, terms
from plugins.search import format as form
from plugins.search.catalogue import ByNumber, Catalogue, Documents
from plugins.search.codec import FIELDS, IDS, LEDGER, POSTINGS, TERMS, WORDS
from plugins.search.dictionary import Dictionary, Shard, divided
from plugins.search.files import FOLDER, Before, Files, Made
from plugins.search.keeping import StaleCacheError, check, checked, keep
from plugins.search.ledger import Entry, Facts, Ledger, columns_of_letters, facts_of, in_order
from plugins.search.postings import Postings, sheaf
from plugins.search.texts import CHUNKS, TEXTS, Stored

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from plugins.build.last import LastBuild
    from plugins.search.documents import SearchedCommittee
    from plugins.search.pool import Pivots

STEMS, RUNS = "stems", "runs"
_BESIDE = (TERMS, WORDS, STEMS, FIELDS, IDS)
_MANY = 100
_PACK = msgspec.msgpack.Encoder()
_READ_FACTS = msgspec.msgpack.Decoder(list[Facts])
_PARTS_EACH = 4


class Places(NamedTuple):
    """Where the index is written: the site's folder, the cache's; and what may be taken over from the last build."""

    output: Path
    cache: Path
    last: LastBuild | None = None

    @property
    def whoosh(self) -> Path:
        """What Whoosh reads."""
        return self.cache / index.FOLDER

    @property
    def texts(self) -> Path:
        """Documents as they were read."""
        return self.cache / TEXTS


class Standing(NamedTuple):
    """What stands of the last build's index: its files, the shards that are still right, by number, and the columns."""

    before: Before
    terms: Mapping[int, Shard]
    words: Mapping[int, Shard]
    columns: tuple[dict[str, str], list[str]] | None


class Index(NamedTuple):
    """All that is to be written.

    `stems` are the terms of words, in their order; `postings` gives those of the terms from one place to another.
    """

    catalogue: Catalogue
    entries: list[Entry]
    lengths: Pivots
    terms: Dictionary
    words: Dictionary
    stems: Sequence[str]
    postings: Callable[[int, int], Sequence[Postings]]
    standing: Standing | None = None


def shape(language: str) -> str:
    """Return how the index is laid out: all sizes and weights, compressor, language, the machine's order of bytes."""
    sizes = {name: value for name, value in sorted(vars(form).items()) if name.isupper()}
    return form.digest(repr((sizes, language, sys.byteorder)).encode()).hex()


def clean(places: Places, catalogue: Catalogue, workers: int) -> Files:
    """Read every document and write the whole index."""
    from plugins.search.afresh import read_all  # noqa: PLC0415 (loads numpy, which small changes do without)

    runs = places.cache / RUNS
    entries, lengths, (keys, counted, stems, postings) = read_all(catalogue, places.texts, runs, workers)
    found = divided(*keys, terms.sizes())
    words = divided(*counted, shards.word_sizes())
    files = write(places, Index(catalogue, entries, lengths, found, words, stems, postings), workers)
    shutil.rmtree(runs)
    return files


def about(committees: Sequence[SearchedCommittee]) -> bytes:
    """Return a digest of all committees with their names."""
    return form.digest(repr(committees).encode())


def checks(cache: Path) -> dict[str, bytes]:
    """Return the checksums of what the ledger of a cache stands for. Raises StaleCacheError where one is missing."""
    texts = (f"{TEXTS}/{chunk:02}" for chunk in range(CHUNKS))
    return {name: check(cache / name) for name in (*(f"{index.FOLDER}/{one}" for one in _BESIDE), *texts)}


class _Shared(NamedTuple):
    """What all who write parts of an index need."""

    places: Places
    made: Index
    documents: Documents
    first_pages: cards.FirstPages
    each: int

    def files(self) -> Files:
        """Return what writes the published files."""
        return Files(self.places.output / FOLDER, self.made.standing and self.made.standing.before)


def write(places: Places, made: Index, workers: int) -> Files:
    """Write the published files, and what Whoosh and the next build need; return the published files."""
    (places.whoosh / POSTINGS).mkdir(parents=True)
    sizes = map(sum, zip(*columns_of_letters(made.entries), strict=True))
    each = cards.per_block(sizes)
    documents = Documents(_by_number(places, made), in_order(made.entries))
    shared = _Shared(places, made, documents, cards.FirstPages(documents, _forms(made)), each)
    files = shared.files()
    found = _write_terms(shared, files, workers)
    words = _write_words(shared, files)
    for dictionary in (found, words):
        files.add(one for shard in dictionary.shards for one in shard.files)
    others = _write_others(shared, found, words, workers)
    files.add(others.made.values())
    files.remove_others()
    return files


def _by_number(places: Places, made: Index) -> ByNumber:
    """What gives documents: where few will be asked for, what makes them, for to find all others costs more."""
    if made.standing and made.standing.terms:
        return made.catalogue
    numbers = {one.key: one.numbers for one in made.entries}
    return Stored(places.texts, numbers, len(made.catalogue))


def _write_terms(shared: _Shared, files: Files, workers: int) -> Dictionary:
    """Write the shards of terms, or take them over; return the dictionary with them."""
    made = shared.made
    standing = dict(made.standing.terms) if made.standing else {}
    for shard in standing.values():
        files.take_all(shard.files)
        _take_postings(shared.places, shard.name)
    left = [at for at in range(len(made.terms.starts)) if at not in standing]
    parts = _parts(left, workers)
    for part, written in zip(parts, map_parts(_write_shards, shared, parts, workers), strict=True):
        standing.update(zip(part, written, strict=True))
    found = msgspec.structs.replace(made.terms, shards=[standing[at] for at in range(len(made.terms.starts))])
    keep(shared.places.whoosh / TERMS, found)
    return found


def _parts(left: list[int], workers: int) -> list[list[int]]:
    """What is left to be done, in parts for workers, or in one."""
    each = -(-len(left) // (workers * _PARTS_EACH)) if len(left) > _MANY else len(left)
    return [left[at : at + each] for at in range(0, len(left), each or 1)]


def _take_postings(places: Places, name: str) -> None:
    """The postings of a shard as the last build wrote them."""
    if places.last is None:
        raise StaleCacheError(name)
    take_checked(places.last.cache / index.FOLDER / POSTINGS / name, places.whoosh / POSTINGS / name)


def take_checked(old: Path, new: Path) -> None:
    """Take over a file of the cache that is as it was written. Raises StaleCacheError."""
    checked(old)
    if not take_over(old, new):
        raise StaleCacheError(old.name)


def _write_shards(shared: _Shared, part: list[int]) -> list[Shard]:
    """Write some shards of terms, with their postings into the cache."""
    made = shared.made
    ranges = list(made.terms.ranges())
    return [_write_shard(shared, *ranges[at]) for at in part]


def _write_shard(shared: _Shared, start: int, end: int) -> Shard:
    keys, postings = shared.made.terms.keys[start:end], shared.made.postings(start, end)
    rows = zip(keys, postings, strict=True)
    shard = terms.write(shared.files(), len(shared.documents), shared.first_pages, rows)
    keep(shared.places.whoosh / POSTINGS / shard.name, sheaf(keys, postings))
    return shard


def _forms(made: Index) -> dict[str, list[str]]:
    """For each term that may have a first page the words that are found under it, in order."""
    most = cards.often(len(made.catalogue))
    counts = zip(made.terms.keys, made.terms.counts, strict=True)
    forms: dict[str, list[str]] = {term: [] for term, found in counts if found > most}
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
    folders = []
    firsts = list(cards.folders(count, shared.each))
    gathered = columns.Columns(made.catalogue.committees), index.Fields()
    for name, written, facts in map_parts(_write_folder, shared, firsts, workers):
        folders.append(name)
        files.add(written)
        some = _READ_FACTS.decode(facts)
        for one in gathered:
            one.add(some)
    names, outcomes = _take_columns(shared, files) or _write_columns(shared, files, *gathered)
    shards.write_manifest(files, shards.Published(
        made.catalogue.language, made.catalogue.committees, count, made.catalogue.days(), made.lengths, found, words,
        shared.each, folders, names, outcomes,
    ))  # fmt: skip
    index.write_contents(places.whoosh, made.catalogue.language, count)
    kind = shape(made.catalogue.language)
    own = list(files.made.values())
    committees = about(made.catalogue.committees)
    ledger = Ledger(kind, committees, checks(places.cache), count, made.lengths, names, outcomes, own, made.entries)
    keep(places.whoosh / LEDGER, ledger)
    return files


def _write_folder(shared: _Shared, first: int) -> tuple[str, list[Made], bytes]:
    """Write the folder of documents that begins with one.

    Return its name, its files, and the facts of its documents, packed; of none where columns are taken over.
    """
    files, documents, facts = shared.files(), shared.documents, dict[int, Facts]()
    own = cards.folder(len(documents), shared.each, first)
    if _standing_columns(shared.made):
        name = cards.write(files, documents, shared.each, own)
    else:
        noted = documents.shown_to(lambda number, one: facts.update({number: facts_of(one)}))
        name = cards.write(files, noted, shared.each, own)
        facts |= {number: facts_of(documents[number]) for number in own if number not in facts}
    return name, list(files.made.values()), _PACK.encode([facts[number] for number in own if facts])


def _standing_columns(made: Index) -> tuple[dict[str, str], list[str]] | None:
    """The names of columns that are as they were, and the outcomes in them."""
    return made.standing and made.standing.columns


def _take_columns(shared: _Shared, files: Files) -> tuple[dict[str, str], list[str]] | None:
    """Take over what documents are filtered by, where nothing of it changed."""
    places, made, found = shared.places, shared.made, _standing_columns(shared.made)
    if found is None or made.standing is None or places.last is None:
        return None
    for known in made.standing.before.made.values():
        if known.path.startswith("c/") and known.path[2:-4] in found[0].values():
            files.take(known)
    for name in (FIELDS, IDS):
        take_checked(places.last.cache / index.FOLDER / name, places.whoosh / name)
    return found


def _write_columns(
    shared: _Shared, files: Files, gathered: columns.Columns, fields: index.Fields
) -> tuple[dict[str, str], list[str]]:
    """Write what documents are filtered by, for browsers and for Whoosh."""
    fields.write(shared.places.whoosh, shared.made.catalogue.language, shared.made.catalogue.committees)
    return gathered.write(files), gathered.outcomes()
