"""Terms with their postings into the files that a browser reads; those that lie in one file, and their other streams.

Streams, each in a folder of its own: `t` terms with their best postings; of common words `s` document sets, `l`
levels, `m` the best thousand; `p` places. DESIGN.md beside this file draws each. Knows nothing of Whoosh.
"""

from __future__ import annotations

from array import array
from itertools import compress
from typing import TYPE_CHECKING, NamedTuple, Protocol

from plugins.search import format as form
from plugins.search.dictionary import Shard, Sizes
from plugins.search.format import gaps, varint, varints
from plugins.search.postings import Worked, sheaf

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from plugins.search.cards import FirstPages
    from plugins.search.files import Files
    from plugins.search.postings import Postings, Sheaf

_A_POSTING = 3
"""Bytes that one takes beside its term, near enough to divide terms among files."""


def sizes() -> Sizes:
    """Return how large shards of terms are."""
    whole, head = form.WHOLE, form.HEAD

    def each(keys: Sequence[str], counts: Sequence[int]) -> list[int]:
        pairs = zip(keys, counts, strict=True)
        return [len(term) + _A_POSTING * (found if found <= whole else head) for term, found in pairs]

    return Sizes(form.TERM_SHARD, each)


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
            name = self._files.keep(self._stream, b"".join(self._pieces))
            self.table.append((self._sent, name))
            self._sent += len(self._pieces)
            self._pieces, self._held = [], 0


def _table(rows: Sequence[tuple[int, str]]) -> bytes:
    firsts = varints(gaps([first for first, _ in rows]))
    return varint(len(rows)) + firsts + b"".join(bytes.fromhex(name) for _, name in rows)


def spelling(words: Iterable[str]) -> bytes:
    """Return sorted words, each as the number of bytes shared with the one before, and the rest."""
    code, before = bytearray(), b""
    for raw in map(str.encode, words):
        shared = 0
        for left, right in zip(before, raw, strict=False):
            if left != right:
                break
            shared += 1
        code += varint(shared)
        code += varint(len(raw) - shared)
        code += raw[shared:]
        before = raw
    return bytes(code)


_FROM = [bytes(level >= least for level in range(256)) for least in range(form.LEVELS + 1)]
"""For each level the table that makes levels 1 where they are as high, else 0."""


_SPARSE = 8
"""Where more than so many postings stand for each that is chosen, it is quicker to go from one to the next."""


class _Best(NamedTuple):
    """Some postings of a term, by rising number."""

    numbers: Sequence[int]
    levels: bytes | bytearray


def _best(postings: Postings, most: int) -> _Best:
    """So many of the postings with the highest levels, of equals those with the highest numbers."""
    if len(postings.numbers) <= most:
        return _Best(postings.numbers, postings.levels)
    levels, least, left = postings.levels, form.LEVELS - 1, most
    while (count := levels.count(least)) < left:
        least, left = least - 1, left - count
    first = len(levels)  # of those with the least level that still find room
    for _ in range(left):
        first = levels.rfind(least, 0, first)
    chosen = levels[:first].translate(_FROM[least + 1]) + levels[first:].translate(_FROM[least])
    if len(levels) < _SPARSE * most:
        return _Best(list(compress(postings.numbers, chosen)), bytes(compress(levels, chosen)))
    places = [-1]
    for _ in range(most):
        places.append(chosen.find(1, places[-1] + 1))
    return _Best([postings.numbers[at] for at in places[1:]], bytes(levels[at] for at in places[1:]))


def _worked_out(postings: Postings, documents: int) -> Worked:
    """What the files of a common term need of its postings, in so many documents, as far as it is not known."""
    known = postings.worked
    numbers, levels, tier = known.numbers, known.levels, known.tier
    if not numbers:
        best = _best(postings, form.HEAD)
        numbers, levels = array("I", best.numbers).tobytes(), bytes(best.levels)
        best = _best(postings, form.TIER) if len(postings.numbers) > 2 * form.TIER else _Best([], b"")
        tier = varints(gaps(best.numbers)) + best.levels
    whole = known.whole or form.document_set(postings.numbers, documents)
    return Worked(numbers, levels, whole, tier, postings.cuts().tobytes())


class Held(Protocol):
    """The postings of the terms of a shard, each known by its place there; and what was worked out of common ones."""

    @property
    def found(self) -> Sequence[int]:
        """In how many documents each term is."""

    @property
    def worked(self) -> Mapping[int, Worked]:
        """What was worked out of the postings of terms that are in more than `format.WHOLE` documents."""

    def heads(self) -> tuple[bytes, bytes]:
        """Return the code of the numbers of all terms' best postings, and their levels."""

    def head(self, at: int, /) -> tuple[Sequence[int], bytes]:
        """Return the numbers and levels of a term's best postings."""

    def levels(self, at: int, /) -> bytes:
        """Return the levels of a term."""

    def chunks(self, at: int, /) -> list[bytes]:
        """Return the places of a term, cut after every so many documents; none for a term that has no places."""

    def sheaf(self, terms: Sequence[str], /) -> Sheaf:
        """Return the postings of these terms, ready to be kept."""


class Listed:
    """The postings of terms, one by one, in an archive of so many documents."""

    def __init__(self, postings: Sequence[Postings], documents: int) -> None:
        self._postings = postings
        self.found = [len(one.numbers) for one in postings]
        self.worked: dict[int, Worked] = {}
        for at, one in enumerate(postings):
            if self.found[at] > form.WHOLE:
                one.worked = self.worked[at] = _worked_out(one, documents)

    def heads(self) -> tuple[bytes, bytes]:
        """Return the code of the numbers of all terms' best postings, and their levels."""
        best = list(map(self.head, range(len(self._postings))))
        return b"".join(varints(gaps(numbers)) for numbers, _ in best), b"".join(levels for _, levels in best)

    def head(self, at: int) -> tuple[Sequence[int], bytes]:
        """Return the numbers and levels of a term's best postings."""
        if at in self.worked:
            return array("I", self.worked[at].numbers), self.worked[at].levels
        return self._postings[at].numbers, bytes(self._postings[at].levels)

    def levels(self, at: int) -> bytes:
        """Return the levels of a term."""
        return bytes(self._postings[at].levels)

    def chunks(self, at: int) -> list[bytes]:
        """Return the places of a term, cut after every so many documents; none for a term that has no places."""
        one = self._postings[at]
        if len(one.places) == len(one.numbers):
            return []
        return [bytes(one.places)] if len(one.numbers) <= form.PLACES_CHUNK else one.chunks()

    def sheaf(self, terms: Sequence[str]) -> Sheaf:
        """Return the postings of these terms, ready to be kept."""
        return sheaf(terms, self._postings, self.worked)


class _TermShard:
    """Terms that lie in one file, and their other streams."""

    def __init__(self, files: Files, held: Held, first_pages: FirstPages) -> None:
        self._files, self._held, self._first_pages = files, held, first_pages
        self._packs = {stream: _Pack(files, stream) for stream in "slpm"}
        self._set_sizes: list[int] = []
        self._tier_sizes: list[int] = []
        self._place_sizes: list[int] = []
        self._pages: list[tuple[int, str]] = []
        self.shown: set[int] = set()

    def add(self, at: int, term: str) -> None:
        """Add a term, of which this is the place, later in order than those before."""
        found, chunks = self._held.found[at], self._held.chunks(at)
        if found > form.WHOLE:
            self._add_rest(at)
        if found > form.HEAD and self._first_pages.has(term, found):
            self._add_page(at, term)
        self._place_sizes += [len(chunks), *map(len, chunks)]
        for chunk in chunks:
            self._packs["p"].add(chunk)

    def _add_rest(self, at: int) -> None:
        """What of a common term lies elsewhere: all its documents and levels, and its best thousand."""
        worked = self._held.worked[at]
        self._set_sizes.append(len(worked.whole))
        self._packs["s"].add(worked.whole)
        self._packs["l"].add(self._held.levels(at))
        self._tier_sizes.append(len(worked.tier))
        self._packs["m"].add(worked.tier)

    def _add_page(self, at: int, term: str) -> None:
        """The first page of a word's results."""
        numbers, levels = self._held.head(at)
        page = self._first_pages.page(term, zip(levels, numbers, strict=True))
        self.shown.update(page.shown)
        self._pages.append((at, self._files.keep_made("b", page.key, page.make)))

    def close(self, terms: Sequence[str]) -> str:
        """Write the files; return the name of the shard's own."""
        packs = [self._packs[stream] for stream in "slpm"]
        for pack in packs:
            pack.close()
        return self._files.keep(
            "t", spelling(terms), varints(self._held.found), *self._held.heads(),
            varints(self._set_sizes), varints(self._tier_sizes), varints(self._place_sizes),
            *(_table(pack.table) for pack in packs), _table(self._pages),
        )  # fmt: skip


def write(files: Files, first_pages: FirstPages, terms: Sequence[str], held: Held) -> Shard:
    """Write terms that lie in one file, in order; return the shard with all its files."""
    shard = _TermShard(files, held, first_pages)
    for at, term in enumerate(terms):
        shard.add(at, term)
    return Shard(shard.close(terms), tuple(files.made.values()), tuple(sorted(shard.shown)))
