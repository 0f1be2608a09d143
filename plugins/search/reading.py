"""Sources read: what the ledger holds of each, the postings of all their terms, the numbers that they get.

Done in processes where there is much of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from plugins.build.workers import map_parts
from plugins.search.analyse import Analyser, analyser_of
from plugins.search.ledger import Entry, columns_of_letters, entry
from plugins.search.pool import Pool, usual
from plugins.search.texts import CHUNKS, Packed, chunk_of, file_of, leave

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from plugins.search.catalogue import Catalogue
    from plugins.search.documents import SearchDocument
    from plugins.search.pool import Pivots

_MANY = 1_000
_PARTS_EACH = 4


class Read(NamedTuple):
    """All that was read: an entry for each source, the usual lengths of fields, the postings."""

    entries: list[Entry]
    lengths: Pivots
    pool: Pool


def read_all(catalogue: Catalogue, folder: Path, workers: int) -> Read:
    """Read every document; leave the texts in a folder."""
    folder.mkdir(parents=True)
    busy = workers if len(catalogue) > _MANY else 1
    entries = _entries(catalogue, folder, busy)
    number(catalogue, entries)
    lengths = usual(columns_of_letters(entries))
    pool = read_postings(catalogue, lengths, busy)
    for one in entries:
        one.sizes = [pool.sizes[at] for at in one.numbers]
    return Read(entries, lengths, pool)


def _entries(catalogue: Catalogue, folder: Path, workers: int) -> list[Entry]:
    """The entries of all sources, in their order."""
    found: dict[int, Entry] = {}
    for part in map_parts(_read_chunk, (catalogue, folder), range(CHUNKS), workers):
        found |= part
    return [found[source] for source in range(len(catalogue.sources))]


def _read_chunk(shared: tuple[Catalogue, Path], chunk: int) -> dict[int, Entry]:
    """The entries of the sources of a chunk; their texts go into its file."""
    catalogue, folder = shared
    sources = [at for at, source in enumerate(catalogue.sources) if chunk_of(source.key) == chunk]
    return read_sources(catalogue, sources, file_of(folder, chunk), {})


def read_sources(catalogue: Catalogue, sources: Iterable[int], file: Path, texts: Packed) -> dict[int, Entry]:
    """Return the entries of sources; their texts go into a file, beside others that it is to hold."""
    found, packed = {}, dict(texts)
    for at in sources:
        key, code, *_ = catalogue.sources[at]
        found[at], packed[key] = entry(key, code, catalogue.made_of(at))
    leave(file, packed)
    return found


def number(catalogue: Catalogue, entries: Sequence[Entry]) -> None:
    """Write into entries the numbers of their documents."""
    for one, numbers in zip(entries, catalogue.numbers(), strict=True):
        one.numbers = numbers


def in_order(entries: Iterable[Entry], documents: int) -> bytes:
    """Return the digests of documents by their numbers."""
    contents = [b""] * documents
    for one in entries:
        for at, content in zip(one.numbers, one.each_content(), strict=True):
            contents[at] = content
    return b"".join(contents)


def read_postings(catalogue: Catalogue, lengths: Pivots, workers: int = 1) -> Pool:
    """Return the postings of all documents."""
    each = -(-len(catalogue) // (workers * _PARTS_EACH if workers > 1 else 1)) or 1
    parts = [range(start, min(start + each, len(catalogue))) for start in range(0, len(catalogue), each)]
    whole = Pool(Analyser(catalogue.language), lengths)
    for part in map_parts(_read_part, (catalogue, lengths), parts, workers):
        whole.merge(part)
    return whole


def _read_part(shared: tuple[Catalogue, Pivots], numbers: range) -> Pool:
    """The postings of some documents in a row."""
    catalogue, lengths = shared
    return read_some(catalogue.some(numbers), catalogue.language, lengths)


def read_some(documents: Iterable[tuple[int, SearchDocument]], language: str, lengths: Pivots) -> Pool:
    """Return the postings of documents, given in order of their numbers."""
    pool = Pool(analyser_of(language), lengths)
    for at, document in documents:
        pool.add(at, document)
    return pool
