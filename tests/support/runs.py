"""What is known of words and terms when documents are read at once, as runs, and when they are read one by one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from plugins.search.afresh import Read, read_all
from plugins.search.catalogue import Catalogue
from plugins.search.documents import SearchDocument, Searched
from plugins.search.pool import Pool
from plugins.search.postings import Postings


class Told(NamedTuple):
    """All that is known of words and terms."""

    postings: dict[str, Postings]
    counts: dict[str, int]
    words: dict[str, int]
    stems: dict[str, str]
    sizes: dict[int, int]


def by_runs(folder: Path, documents: Sequence[SearchDocument], language: str = "en", workers: int = 1) -> Read:
    """Documents read at once; the runs lie in a folder of that name, the texts in another."""
    catalogue = Catalogue(Searched(language=language, documents=tuple(documents)))
    return read_all(catalogue, folder / "texts", folder / "runs", workers)


def told_by_runs(told: Read) -> Told:
    """What documents read at once gave."""
    terms, words, stems, postings = told.found
    joined, *_ = postings([(0, len(terms.keys))], len(told.entries))
    sizes = {number: size for one in told.entries for number, size in zip(one.numbers, one.each_size(), strict=True)}
    return Told(
        dict(zip(terms.keys, joined.each(), strict=True)),
        dict(zip(*terms, strict=True)),
        dict(zip(*words, strict=True)),
        dict(zip(words.keys, stems, strict=True)),
        dict(sorted(sizes.items())),
    )


def told_by_pool(pool: Pool) -> Told:
    """What documents read one by one gave."""
    terms = dict(sorted(pool.terms.items()))
    counts = {term: len(postings.numbers) for term, postings in terms.items()}
    return Told(terms, counts, pool.words(), pool.stems(), pool.sizes)
