"""Every document read: what the ledger holds of each source, its texts, and runs of postings, merged.

Done in parts by processes where there is much of it. A part is some documents in a row; each is made once, and what a
process gives back is small: postings and texts go to the disk.
"""

from __future__ import annotations

from array import array
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from plugins.build.workers import map_parts
from plugins.search.batches import Batch
from plugins.search.ledger import Entry, columns_of_letters, entry
from plugins.search.lexicon import forget, lexicon_of
from plugins.search.merging import Merged, merged
from plugins.search.pool import usual
from plugins.search.runs import LONG, write_run
from plugins.search.texts import CHUNKS, Packed, chunk_of, file_of, lay, lengths_of

if TYPE_CHECKING:
    from pathlib import Path

    from plugins.search.catalogue import Catalogue
    from plugins.search.pool import Pivots

_MANY = 1_000
_PARTS_EACH = 4
_MOST = 3_000
"""Documents of one part: its texts are held until it is read, and most parts make one run."""


Lengths = list[dict[str, list[int]]]
"""For each chunk how many bytes each document of each source has."""


class Read(NamedTuple):
    """All that was read: an entry for each source, the usual lengths of fields, terms, words and postings."""

    entries: list[Entry]
    lengths: Pivots
    found: Merged


class _Part(NamedTuple):
    """What was read of a part: entries by their sources, the names of its runs, that of its file of texts.

    `lengths` are those of its texts, chunk by chunk as they lie there.
    """

    entries: dict[int, Entry]
    runs: list[str]
    texts: str
    lengths: Lengths


class _Shared(NamedTuple):
    """What all who read parts need: `numbers` has the documents of each part, `folder` is for what they write."""

    catalogue: Catalogue
    folder: Path
    numbers: list[range]


def read_all(catalogue: Catalogue, texts: Path, runs: Path, workers: int) -> Read:
    """Read every document; leave the texts in a folder, and in another the runs, from which postings are read."""
    texts.mkdir(parents=True)
    runs.mkdir(parents=True)
    busy = workers if len(catalogue) > _MANY else 1
    shared = _Shared(catalogue, runs, _divided(catalogue, busy))
    # By the same processes, for each has to learn the words that it meets.
    try:
        parts = list(map_parts(_read_part, shared, range(len(shared.numbers)), busy))
    finally:
        forget()
    told = [(runs / part.texts, part.lengths) for part in parts]
    for _ in map_parts(_join_texts, (told, texts), range(CHUNKS), busy, at_home=True):
        pass
    for path, _ in told:
        path.unlink()
    entries, paths = _in_order(catalogue, parts), [runs / run for part in parts for run in part.runs]
    del parts, told  # what is merged takes as much memory as they do
    lengths = usual(columns_of_letters(entries))
    return Read(entries, lengths, merged(paths, lengths))


def _divided(catalogue: Catalogue, workers: int) -> list[range]:
    """The documents in parts, in order; those of one source, which stand in a row, are never divided."""
    count, order = len(catalogue), catalogue.order
    each = min(_MOST, -(-count // (workers * _PARTS_EACH if workers > 1 else 1)))
    cuts = [0]
    for at in range(each, count, each or 1):
        while at < count and order[at][0] == order[at - 1][0]:
            at += 1  # noqa: PLW2901 (on to the next source)
        cuts.append(at)
    return [range(*cut) for cut in pairwise(dict.fromkeys((*cuts, count)))]


def _in_order(catalogue: Catalogue, parts: list[_Part]) -> list[Entry]:
    """The entries of all sources; those without documents are in no part."""
    found = {at: one for part in parts for at, one in part.entries.items()}
    every = enumerate(catalogue.sources)
    return [found.get(at) or entry(source.key, source.digest, ())[0] for at, source in every]


def _read_part(shared: _Shared, number: int) -> _Part:
    """Read the documents of a part."""
    reader = _Reader(shared, number)
    for source, numbers in shared.catalogue.order.rows(shared.numbers[number]):
        reader.add(source, numbers)
    return reader.done()


class _Reader:
    """Reads sources, and writes a run whenever there is enough for one."""

    def __init__(self, shared: _Shared, number: int) -> None:
        self._catalogue = shared.catalogue
        self._path = shared.folder / f"{number:05}"
        self._entries: dict[int, Entry] = {}
        self._runs: list[str] = []
        self._sizes: dict[int, int] = {}
        self._texts: list[Packed] = [{} for _ in range(CHUNKS)]
        self._begin_batch()

    def _begin_batch(self) -> None:
        self._batch, self._size = Batch(lexicon_of(self._catalogue.language)), 0

    def add(self, at: int, numbers: range) -> None:
        """Read a source, whose documents have some numbers, the last of them the first."""
        source, documents = self._catalogue.sources[at], self._catalogue.made_of(at)
        one, packed = entry(source.key, source.digest, documents)
        one.first = numbers[0]
        self._entries[at] = one
        self._texts[chunk_of(source.key)][source.key] = packed
        for number, document in zip(numbers, reversed(documents), strict=True):
            self._batch.add(number, document)
        self._size += sum(map(len, packed))
        if self._size > LONG:
            self._write_run()

    def _write_run(self) -> None:
        path = self._path.with_name(f"{self._path.name}-{len(self._runs):05}")
        self._sizes |= write_run(path, self._batch)
        self._runs.append(path.name)
        self._begin_batch()

    def done(self) -> _Part:
        """Write what is left; return what was read."""
        self._write_run()
        for one in self._entries.values():
            one.sizes = array("I", map(self._sizes.__getitem__, reversed(one.numbers))).tobytes()
        path = self._path.with_suffix(".texts")
        with path.open("xb") as file:
            file.writelines(code for texts in self._texts for packed in texts.values() for code in packed)
        return _Part(self._entries, self._runs, path.name, list(map(lengths_of, self._texts)))


def _join_texts(shared: tuple[list[tuple[Path, Lengths]], Path], chunk: int) -> None:
    """Put the texts of a chunk, which lie in the files of all parts, into one."""
    parts, folder = shared
    joined, pieces = dict[str, list[int]](), list[bytes]()
    for path, lengths in parts:
        *before, size = (sum(map(sum, one.values())) for one in lengths[: chunk + 1])
        with path.open("rb") as file:
            file.seek(sum(before))
            pieces.append(file.read(size))
        joined |= lengths[chunk]
    lay(file_of(folder, chunk), joined, pieces)
