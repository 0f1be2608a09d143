"""Some sources read, as where little changed: what the ledger holds of them, their texts, the postings of terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plugins.search.analyse import analyser_of
from plugins.search.ledger import Entry, entry
from plugins.search.pool import Pool
from plugins.search.texts import Packed, leave

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from plugins.search.catalogue import Catalogue
    from plugins.search.documents import SearchDocument
    from plugins.search.pool import Pivots


def read_sources(catalogue: Catalogue, sources: Iterable[int], file: Path, texts: Packed) -> dict[int, Entry]:
    """Return the entries of sources; their texts go into a file, beside others that it is to hold."""
    found, packed = {}, dict(texts)
    for at in sources:
        key, code, *_ = catalogue.sources[at]
        found[at], packed[key] = entry(key, code, catalogue.made_of(at))
    leave(file, packed)
    return found


def read_some(documents: Iterable[tuple[int, SearchDocument]], language: str, lengths: Pivots) -> Pool:
    """Return the postings of documents, given in order of their numbers."""
    pool = Pool(analyser_of(language), lengths)
    for at, document in documents:
        pool.add(at, document)
    return pool
