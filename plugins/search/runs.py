"""Runs: the postings of some documents in a row, worked out for all of them at once, in order of their terms, on disk.

Whoever reads documents writes runs, and whoever writes shards of terms reads from every run what belongs to those, so
that nobody holds all postings. What a posting is worth is not known before all documents were read, for it hangs on the
usual lengths of fields. So a run tells for each posting in which *groups* (a field of a document) the term stands how
often; `merging` knows what a group is worth.

A run is two files: what `RunTerms` holds, and the postings: groups, counts and places, one array after another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
import numpy as np

from plugins.search.batches import POSITION, Ranks, changes, lay, occurrences, read
from plugins.search.format import GRID
from plugins.search.keeping import keep

if TYPE_CHECKING:
    from pathlib import Path

    import numpy.typing as npt

    from plugins.search.batches import Batch, Layout
    from plugins.search.lexicon import Lexicon

    Numbers = npt.NDArray[np.integer[Any]]

LONG = 10_000_000
"""Documents are written as a run when they take so many bytes, packed: some 90 MB of memory."""

_BITS = 7


class RunTerms(msgspec.Struct, frozen=True, array_like=True):
    """What a run holds but for its postings; numbers as arrays of four bytes hold them.

    The terms in order; in how many documents each is; where its groups and its places begin, and where those of the
    last end. The words as written, how often each was met, the place of its term among `terms`. Of each group the
    number of its document, its field, its words, and 1 where the document is routine. The bytes that a count takes.
    """

    terms: list[str]
    found: bytes
    groups_from: bytes
    places_from: bytes
    words: list[str]
    met: bytes
    stems: bytes
    documents: bytes
    fields: bytes
    lengths: bytes
    routine: bytes
    count_size: int


class _Coded(NamedTuple):
    """Postings in order of their terms: what terms, in how many documents each; groups and their counts; places.

    Where the groups and the places of each term begin, and where those of the last end.
    """

    terms: Numbers
    found: Numbers
    groups_from: Numbers
    places_from: Numbers
    groups: Numbers
    counts: Numbers
    code: npt.NDArray[np.uint8]


def write_run(path: Path, batch: Batch) -> dict[int, int]:
    """Write what was read as a run: its postings at a path, the rest beside; return the words of each document."""
    lexicon, words = batch.lexicon, read(batch)
    ranks, layout = Ranks.of(lexicon), lay(batch, words)
    coded = _coded(occurrences(batch, words, layout, ranks), layout)
    written, met = _words(lexicon, words.cores)
    every, groups, stems = list(lexicon.words), layout.groups, np.array(lexicon.stems, np.int64)[written]
    keep(beside(path), RunTerms(
        ranks.names_of(coded.terms), _packed(coded.found), _packed(coded.groups_from), _packed(coded.places_from),
        [every[word] for word in written.tolist()],
        _packed(met),
        _packed(_places_of(coded.terms, ranks.plain[stems])),
        _packed(np.array(batch.numbers, np.int64)[groups.documents]),
        _packed(groups.fields),
        _packed(groups.words),
        _packed(np.array(batch.routine, np.int64)[groups.documents]),
        _write_postings(path, coded),
    ))  # fmt: skip
    every_size = np.bincount(groups.documents, groups.words, len(batch.numbers)).astype(np.int64)
    return dict(zip(batch.numbers, every_size.tolist(), strict=True))


def _places_of(rising: Numbers, some: Numbers) -> Numbers:
    """Where some numbers stand among rising ones."""
    places = np.zeros(int(rising.max(initial=0)) + 1, np.int64)
    places[rising] = np.arange(len(rising))
    return places[some]


def _write_postings(path: Path, coded: _Coded) -> int:
    """Write groups, counts and places; return how many bytes a count takes."""
    size = np.min_scalar_type(coded.counts.max(initial=0)).itemsize
    with path.open("xb") as file:
        file.writelines((_packed(coded.groups), coded.counts.astype(f"u{size}").tobytes(), coded.code.tobytes()))
    return size


def beside(path: Path) -> Path:
    """Return where lies what a run holds but for its postings."""
    return path.with_suffix(".terms")


def _packed(numbers: Numbers) -> bytes:
    """Numbers in four bytes each."""
    return numbers.astype(np.uint32).tobytes()


def _coded(met: Numbers, layout: Layout) -> _Coded:
    """Occurrences as postings in order: their places as `format.places_code` writes them."""
    met.sort()
    met = met[np.searchsorted(met, 0) :]
    ranks, positions = (met >> POSITION).astype(np.int32), met.astype(np.uint32).view(np.int32)
    del met  # nobody else has them
    owners = layout.owners[positions // GRID]
    own = np.flatnonzero(changes(ranks, owners))  # where a group begins
    ranks, owners = ranks[own], owners[own]
    documents = layout.groups.documents[owners]
    firsts = np.flatnonzero(changes(ranks, documents))  # which groups begin a posting
    terms = np.flatnonzero(changes(ranks[firsts]))  # which postings begin a term
    first = own[firsts]
    steps = np.diff(positions, prepend=positions[:1])
    steps[first] = positions[first] - layout.groups.starts[owners[firsts]]
    code, starts = _places(steps, first)
    return _Coded(
        ranks[firsts[terms]],
        np.diff(terms, append=len(firsts)),
        np.append(firsts[terms], len(own)),
        np.append(starts[terms], len(code)),
        owners,
        np.diff(own, append=len(positions)),
        code,
    )


def _places(steps: Numbers, first: Numbers) -> tuple[npt.NDArray[np.uint8], Numbers]:
    """The code of places, given as steps and which of them begin a posting; where the code of each posting begins."""
    sizes = _sizes(steps)
    lengths = np.add.reduceat(sizes, first, dtype=np.int64) if len(first) else first
    heads = _sizes(lengths)
    room = sizes.astype(np.int32)
    room[first] += heads
    at = np.cumsum(room, dtype=np.int32)
    del room
    code = np.zeros(int(at[-1]) if len(at) else 0, np.uint8)
    at -= sizes
    starts = at[first] - heads
    _write_varints(code, at, steps, sizes)
    _write_varints(code, starts, lengths, heads)
    return code, starts


def _sizes(numbers: Numbers) -> npt.NDArray[np.uint8]:
    """How many bytes of seven bits numbers take; none for `NOWHERE`."""
    sizes = (numbers >= 0).astype(np.uint8)
    for bits in range(_BITS, int(numbers.max(initial=0)).bit_length(), _BITS):
        sizes += numbers >> bits > 0
    return sizes


def _write_varints(code: npt.NDArray[np.uint8], at: Numbers, numbers: Numbers, sizes: Numbers) -> None:
    """Write numbers that take so many bytes of seven bits to their places, as `format.varint` does."""
    for step in range(int(sizes.max(initial=0))):
        if sizes.min() <= step:
            some = np.flatnonzero(sizes > step)
            at, numbers, sizes = at[some], numbers[some], sizes[some]
        more = (sizes > step + 1).astype(np.uint8) << _BITS
        code[at + step] = (numbers >> _BITS * step).astype(np.uint8) & 127 | more


def _words(lexicon: Lexicon, stretches: Numbers) -> tuple[Numbers, Numbers]:
    """The words of stretches, and how often each is met."""
    times = np.bincount(stretches, minlength=len(lexicon.widths))
    each = np.repeat(times, np.array(lexicon.words_of.counts, np.int64))
    values = np.array(lexicon.words_of.values, np.int64)
    often = np.bincount(values, each, len(lexicon.words)).astype(np.int64)
    words = np.flatnonzero(often)
    return words, often[words]
