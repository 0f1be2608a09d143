"""Postings into the files that a browser reads: small, sorted, named by their content.

Streams, each in a folder of its own: `t` terms with their best postings; of common words `s` document sets, `l`
levels, `m` the best thousand and `b` the first page of results; `p` places, `w` words as written, `x` directories of
`t` and `w`, `c` columns, `d` documents. DESIGN.md beside this file draws each. Knows nothing of Whoosh.
"""

from __future__ import annotations

from base64 import b64encode
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from plugins.search import cards
from plugins.search import format as form
from plugins.search.analyse import Analyser, language
from plugins.search.files import Files
from plugins.search.format import gaps, sealed, varint, varints

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from plugins.search.documents import SearchDocument, Searched
    from plugins.search.pool import Pool
    from plugins.search.postings import Postings

FOLDER = "search-index"
SUBJECTS = ("topic", "ward", "person")
"""What else documents can be filtered by; a document can have several of each."""


class _Pack:
    """Pieces of a stream, packed into files; a piece is never divided."""

    def __init__(self, files: Files, stream: str) -> None:
        self._files, self._stream = files, stream
        self._most = form.PLACES_PACK if stream == "p" else form.PACK
        self._pieces: list[bytes] = []
        self._held = self._sent = 0
        self.table: list[tuple[int, str]] = []

    def add(self, piece: bytes) -> None:
        """Add a piece; it goes into a new file where it would make this one too large."""
        if self._pieces and self._held + len(piece) > self._most:
            self.close()
        self._pieces.append(piece)
        self._held += len(piece)

    def close(self) -> None:
        """Write the file that is open; the table has the number of its first piece, and its name."""
        if self._pieces:
            name = self._files.keep(self._stream, sealed(self._stream, b"".join(self._pieces)))
            self.table.append((self._sent, name))
            self._sent += len(self._pieces)
            self._pieces, self._held = [], 0


def _table(rows: Sequence[tuple[int, str]]) -> bytes:
    firsts = varints(gaps([first for first, _ in rows]))
    return varint(len(rows)) + firsts + b"".join(bytes.fromhex(name) for _, name in rows)


def _spelling(words: Iterable[str]) -> bytes:
    """Sorted words, each as the number of bytes shared with the one before, and the rest."""
    code, before = bytearray(), b""
    for word in words:
        raw = word.encode()
        shared = _shared(before, raw)
        code += varint(shared) + varint(len(raw) - shared) + raw[shared:]
        before = raw
    return bytes(code)


def _shared(one: bytes, other: bytes) -> int:
    for at, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return at
    return min(len(one), len(other))


class _Best(NamedTuple):
    """Some postings of a term, by rising number."""

    numbers: list[int]
    levels: bytes


def _best(postings: Postings, most: int) -> _Best:
    """So many of the postings with the highest levels, of equals those with the highest numbers."""
    if len(postings.numbers) <= most:
        return _Best(postings.numbers.tolist(), bytes(postings.levels))
    least, left = form.LEVELS - 1, most
    while (count := postings.levels.count(least)) < left:
        least, left = least - 1, left - count
    pairs = list(zip(postings.numbers, postings.levels, strict=True))
    even = [pair for pair in pairs if pair[1] == least][-left:]
    chosen = sorted([*even, *(pair for pair in pairs if pair[1] > least)])
    return _Best([number for number, _ in chosen], bytes(level for _, level in chosen))


def _place_chunks(postings: Postings) -> list[bytes]:
    """The places of a term, in chunks of so many postings; none for a term that has no places."""
    if len(postings.places) == len(postings.numbers):
        return []
    if len(postings.numbers) <= form.PLACES_CHUNK:
        return [bytes(postings.places)]
    return postings.chunks(form.PLACES_CHUNK)


class _TermShard:
    """Terms that lie in one file, and their other streams."""

    def __init__(self, files: Files, documents: int, first_pages: cards.FirstPages) -> None:
        self._files, self._documents, self._first_pages = files, documents, first_pages
        self._sets, self._levels, self._places, self._tiers = (_Pack(files, stream) for stream in "slpm")
        self.terms: list[str] = []
        self._found: list[int] = []
        self._numbers, self._best_levels = bytearray(), bytearray()
        self._set_sizes: list[int] = []
        self._tier_sizes: list[int] = []
        self._place_sizes: list[int] = []
        self._pages: list[tuple[int, str]] = []
        self._size = 0

    def add(self, term: str, postings: Postings) -> None:
        """Add a term, later in order than those before."""
        whole = len(postings.numbers) <= form.WHOLE
        best = _best(postings, form.WHOLE if whole else form.HEAD)
        numbers = varints(gaps(best.numbers))
        self.terms.append(term)
        self._found.append(len(postings.numbers))
        self._numbers += numbers
        self._best_levels += best.levels
        self._size += len(term) + len(numbers) + len(best.levels)
        if not whole:
            self._add_rest(postings)
        if self._first_pages.has(term, len(postings.numbers)):
            page = self._first_pages.page(term, zip(best.levels, best.numbers, strict=True))
            self._pages.append((len(self.terms) - 1, self._files.keep("b", page)))
        self._add_places(_place_chunks(postings))

    def _add_rest(self, postings: Postings) -> None:
        """What of a common term lies elsewhere: all its documents and levels, and its best thousand."""
        found = len(postings.numbers)
        code = form.document_set(postings.numbers, self._documents)
        self._set_sizes.append(len(code))
        self._sets.add(code)
        self._levels.add(bytes(postings.levels))
        tier = _best(postings, form.TIER) if found > 2 * form.TIER else _Best([], b"")
        self._tier_sizes.append(len(piece := varints(gaps(tier.numbers)) + tier.levels))
        self._tiers.add(piece)

    def _add_places(self, chunks: Sequence[bytes]) -> None:
        self._place_sizes += [len(chunks), *map(len, chunks)]
        for chunk in chunks:
            self._places.add(chunk)

    @property
    def is_full(self) -> bool:
        """Whether the next term belongs into the next shard."""
        return self._size > form.TERM_SHARD

    def close(self) -> str:
        """Write the files; return the name of the shard's own."""
        packs = (self._sets, self._levels, self._places, self._tiers)
        for pack in packs:
            pack.close()
        return self._files.keep("t", sealed(
            "t", _spelling(self.terms), varints(self._found), bytes(self._numbers), bytes(self._best_levels),
            varints(self._set_sizes), varints(self._tier_sizes), varints(self._place_sizes),
            *(_table(pack.table) for pack in packs), _table(self._pages),
        ))  # fmt: skip


def _separator(before: str, after: str) -> str:
    """The shortest start of a word that parts it from the one before."""
    for at, letter in enumerate(after):
        if at >= len(before) or before[at] != letter:
            return after[: at + 1]
    return after


Shard = tuple[str, str]
"""The start of the first word in a shard, and the shard's name."""


def _write_terms(files: Files, pool: Pool, searched: Searched) -> list[Shard]:
    pages = cards.FirstPages(searched.documents, Analyser(searched.language), pool.words())
    shards: list[Shard] = []
    before, open_one = "", _TermShard(files, len(searched.documents), pages)
    for term in _in_byte_order(pool.terms):
        if open_one.terms and open_one.is_full:
            shards.append((before, open_one.close()))
            before = _separator(open_one.terms[-1], term)
            open_one = _TermShard(files, len(searched.documents), pages)
        open_one.add(term, pool.terms[term])
    return [*shards, (before, open_one.close())]


def _in_byte_order(words: Iterable[str]) -> list[str]:
    """Words sorted by their UTF-8 bytes, which is also the order of their code points."""
    return sorted(words)


def _write_words(files: Files, words: dict[str, int]) -> list[Shard]:
    shards: list[Shard] = []
    before, held, size = "", list[str](), 0
    last = ""
    for word in [*_in_byte_order(words), ""]:
        if not word or size + len(word) > form.WORD_SHARD:
            counts = varints([words[one] for one in held])
            shards.append((before, files.keep("w", sealed("w", _spelling(held), counts))))
            before, held, size = _separator(last, word), [], 0
        held.append(word)
        size += len(word) + 2
        last = word
    return shards


def _write_directory(files: Files, shards: Sequence[Shard], inside: int) -> str | list[Shard]:
    """Return the directory of shards, as text, or where it is long that of its parts, which are files.

    What stands in the manifest is there when the page asks: a round trip fewer.
    """
    if len(shards) <= inside:
        return b64encode(sealed("x", *_directory(shards))).decode()
    parts = [shards[at : at + form.DIRECTORY] for at in range(0, len(shards), form.DIRECTORY)]
    return [(part[0][0], files.keep("x", sealed("x", *_directory(part)))) for part in parts]


def _directory(shards: Sequence[Shard]) -> tuple[bytes, bytes]:
    """The starts of shards, and their names."""
    return _spelling(start for start, _ in shards), b"".join(bytes.fromhex(name) for _, name in shards)


def runs(searched: Searched) -> Iterator[tuple[int, int, int, int]]:
    """Yield, for documents in order, how many in a row share a day, a committee and a kind: and which.

    A day is its number in the proleptic calendar, 0 where there is none; a committee its place in the list, from 1.
    """
    places = {committee.id: place for place, committee in enumerate(searched.committees, 1)}

    def shared(one: SearchDocument) -> tuple[int, int, int]:
        day = one.date.toordinal() if one.date else 0
        return day, places.get(one.committee or "", 0), form.KINDS.index(one.kind)

    for (day, committee, kind), some in groupby(searched.documents, key=shared):
        yield sum(1 for _ in some), day, committee, kind


def _write_columns(files: Files, searched: Searched, outcomes: Sequence[str]) -> dict[str, str]:
    rows = list(runs(searched))
    places = {outcome: place for place, outcome in enumerate(outcomes, 1)}
    decided = bytes(places.get(document.outcome or "", 0) for document in searched.documents)
    calendar = sealed(
        "c", varints([row[0] for row in rows]), varints(gaps([row[1] for row in rows])),
        varints([row[2] for row in rows]), varints([row[3] for row in rows]), decided,
    )  # fmt: skip
    subjects = ((facet, subject_column(searched.documents, facet)) for facet in SUBJECTS)
    return {"calendar": files.keep("c", calendar)} | {
        facet: files.keep("c", column) for facet, column in subjects if column
    }


def subject_column(documents: Sequence[SearchDocument], facet: str) -> bytes | None:
    """Return the values of a facet: the values, the sets of them that occur, and each document's set; if there are any.

    Documents of one matter share their topics and wards, so there are few sets.
    """
    own = [tuple(sorted(value for name, value in document.facets if name == facet)) for document in documents]
    values = sorted({value for held in own for value in held})
    places = {value: place for place, value in enumerate(values)}
    sets = {held: place for place, held in enumerate(sorted(set(own)))}
    coded = (varints([len(held), *(places[value] for value in held)]) for held in sets)
    column = (msgspec.json.encode(values), b"".join(coded), varints([sets[held] for held in own]))
    return sealed("c", *column) if values else None


def _scoring(pool: Pool) -> dict[str, object]:
    """All that is needed to weigh a document anew from its text."""
    fields = [(field.weight, field.slack, pool.lengths.get(field.name, 1.0)) for field in form.FIELDS]
    sizes = {"levels": form.LEVELS, "saturation": form.SATURATION, "routine": form.ROUTINE_WEIGHT}
    near = {"neighbours": form.NEIGHBOURS, "nearness": form.NEARNESS}
    return {"fields": fields, **sizes, **near, "gap": form.GAP, "grid": form.GRID}


def write(folder: Path, searched: Searched, pool: Pool) -> Files:
    """Write the published index into a folder; return what was written."""
    files = Files(folder)
    documents = searched.documents
    each = cards.per_block(documents)
    outcomes = sorted({document.outcome for document in documents if document.outcome})
    dated = [document.date for document in documents if document.date]
    manifest = {
        "format": form.FORMAT,
        "language": searched.language,
        "common": sorted(language(searched.language).common),
        "documents": len(documents),
        "sizes": {"whole": form.WHOLE, "tier": form.TIER, "places": form.PLACES_CHUNK, "folder": form.DOCUMENT_FOLDER},
        "scoring": _scoring(pool),
        "terms": _write_directory(files, _write_terms(files, pool, searched), form.INSIDE),
        "words": _write_directory(files, _write_words(files, pool.words()), form.FEW),
        "blocks": {"documents": each, "folders": cards.write(files, documents, each)},
        "columns": _write_columns(files, searched, outcomes),
        "first": dated[0].isoformat() if dated else None,
        "last": dated[-1].isoformat() if dated else None,
        "committees": searched.committees,
        "kinds": form.KINDS,
        "outcomes": outcomes,
    }
    files.write(folder / "manifest.json", msgspec.json.encode(manifest))
    return files
