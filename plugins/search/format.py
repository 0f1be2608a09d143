"""The file format of the published index: its version, its sizes, its small codes, and all weights of the ranking.

`theme/static/js/search/format.js` reads what is written here; DESIGN.md beside this file draws the layout.
Pure: bytes in, bytes out.
"""

from __future__ import annotations

import hashlib
from operator import sub
from typing import TYPE_CHECKING, NamedTuple

import deflate

if TYPE_CHECKING:
    from collections.abc import Sequence

FORMAT = 2
"""Raised whenever older clients would read something wrongly; a client refuses what it does not know."""


class Field(NamedTuple):
    """A part of a document's text. `weight` says what a word is worth there, `slack` how much length takes from it."""

    name: str
    weight: float
    slack: float


FIELDS = (
    # A title says what an item is about, in few words that were chosen; people remember and type them.
    Field("title", 8.0, 0.75),
    # Other titles that a matter went by: as good, but only one of them is on the page.
    Field("other titles", 2.5, 0.3),
    # What was decided, which is what most readers come for.
    Field("outcome", 3.0, 0.5),
    # The decision notice; nearly the same text stands in the minutes, so together they count as one good mention.
    Field("decision", 1.2, 0.75),
    # Why the item was before the committee: short, and to the point.
    Field("summary", 2.0, 0.6),
    # Titles of papers: often the words of the title again, and some file names.
    Field("documents", 1.2, 0.6),
    # The debate: long, and full of matters in passing.
    Field("minutes", 1.0, 0.75),
    # Who was there or spoke for what; names stand in the minutes too.
    Field("people", 0.8, 0.6),
    # Committee and day, so that "cabinet september 2013 libraries" finds the libraries; never a reason to rank high.
    Field("setting", 0.3, 0.0),
)
FIELD_NUMBERS = {field.name: number for number, field in enumerate(FIELDS)}

ROUTINE_WEIGHT = 0.3
"""Apologies, minutes of the last meeting and the like hold many words and answer few questions."""

SATURATION = 2.0
"""BM25's k1: the weight at which a word has earned half of what it can."""

NEIGHBOURS = 3
NEARNESS = 16
"""Words that stand side by side in a query and at most so many places apart in a document: so many levels more for
each, a quarter of what a word can earn. Reckoned for the first page alone, whose texts are read anyway. From 10 to 30
the judged queries are answered equally well."""

LEVELS = 64
"""How finely a saturated weight is told apart: in 64ths, so that it is one small number in a file."""

GAP = 100
"""Places left free between passages, so that no phrase and no NEAR reaches from one into the next."""

GRID = 64
"""Passages begin at multiples of this, so that a word more in one seldom moves those after it."""

FARTHEST = 99
"""The largest n of NEAR/n; less than GAP."""

KINDS = ("item", "decision", "issue", "committee", "person", "document")

WHOLE = 200
"""A word in at most so many documents has all its postings beside it in the dictionary."""

HEAD = 40
"""A more common word has so many there, its best; the rest lies in files of its own."""

TIER = 1_000
"""A very common word has so many of its best postings in a file of their own, which answers most filtered questions."""

BEST = 10
"""A common word's best documents lie together in one file: the first page of results for that word."""

OFTEN = 200
"""A word is common in that sense that is in more than one of so many documents, and in more than its best."""

TERM_SHARD = 4_000
PACK = 2_600
PLACES_PACK = 12_000
"""Places are read rarely, so their files may be larger and fewer."""

WORD_SHARD = 9_000
PLACES_CHUNK = 512
"""Postings whose places lie together, so that a phrase reads only where it has to."""

INSIDE = 2_500
"""So many shards of terms have their directory in the manifest, at some 7 bytes each: a round trip fewer."""

DIRECTORY = 256
"""Where there are more: shards to a directory file."""

FEW = 8
"""The same limit for the shards of words, which few questions read."""

DOCUMENT_BLOCK = 2_400
"""Bytes of text that a block of documents aims at; blocks of one archive hold equally many documents."""

DOCUMENT_FOLDER = 1_024
"""Documents to a folder of blocks, so that old folders keep their names when an archive grows, and few files are named
anew when a word changes. The manifest has 13 bytes for each folder."""

_HASH = 5


def level(weight: float) -> int:
    """Return the saturated weight of a word in a document, from 1 to 63: 64 w / (w + k1)."""
    return min(LEVELS - 1, int(LEVELS * weight / (weight + SATURATION) + 0.5)) or 1


def weight_of(number: int) -> float:
    """Return the weight in the middle of a level: what Whoosh holds for it."""
    return SATURATION * number / (LEVELS - number)


def rarity(found: int, documents: int) -> int:
    """Return what a word found in so many documents is worth: 32 log2((N + 1) / (n + 1/2)), in whole numbers.

    BM25's inverse document frequency. Whole numbers only, so that a browser gets the same to the last digit.
    """
    share = ((2 * documents + 2) << 16) // (2 * found + 1)
    whole = share.bit_length() - 17
    rest, bits = share >> whole, 32 * whole
    for step in (16, 8, 4, 2, 1):
        rest = rest * rest >> 16
        if rest >> 17:
            rest, bits = rest >> 1, bits + step
    return bits or 1


def varint(number: int) -> bytes:
    """Return a whole number as bytes of seven bits, lowest first, the last without its high bit."""
    return _SHORT[number] if number < len(_SHORT) else _varint(number)


def _varint(number: int) -> bytes:
    code = bytearray()
    while number > 127:  # noqa: PLR2004 (seven bits)
        code.append(number & 127 | 128)
        number >>= 7
    code.append(number)
    return bytes(code)


_SHORT = tuple(map(_varint, range(1 << 14)))


def varints(numbers: Sequence[int]) -> bytes:
    """Return many whole numbers one after another."""
    try:
        return b"".join(map(_SHORT.__getitem__, numbers))
    except IndexError:
        return b"".join(map(varint, numbers))


def gaps(numbers: Sequence[int]) -> list[int]:
    """Return rising numbers as the first and the steps from each to the next."""
    return [*numbers[:1], *map(sub, numbers[1:], numbers)]


ALONE = tuple(bytes((len(code),)) + code for code in _SHORT)
"""What `places_code` gives for a word that stands in one place."""


def places_code(places: Sequence[int]) -> bytes:
    """Return where a word stands in a document: the number of bytes that follow, then steps from place to place."""
    code = varints(gaps(places))
    return (_SHORT[len(code)] if len(code) < len(_SHORT) else varint(len(code))) + code


def section(code: bytes) -> bytes:
    """Return a part of a file with its length before it."""
    return varint(len(code)) + code


EFFORT = {"b": 1, "d": 1, "p": 1, "s": 1}
"""How hard streams are compressed, from 1 to 9, others 6.

With 1 documents take two thirds of the time and are 1.5 % larger, first pages 2.6, places and sets no larger at all;
with 9 files are hardly smaller than with 6, and take a tenth to a quarter longer."""

_EFFORT = 6


def sealed(stream: str, *sections: bytes) -> bytes:
    """Return a file: what it is, its sections, compressed with a checksum (the zlib format)."""
    return compressed(stream, b"".join(section(code) for code in sections))


def compressed(stream: str, code: bytes) -> bytes:
    """Return a file: what it is and what it holds, in the zlib format, by libdeflate.

    For files so small that takes less than half of zlib's time.
    """
    head = b"MB" + bytes((FORMAT,)) + stream.encode()
    return bytes(deflate.zlib_compress(head + code, EFFORT.get(stream, _EFFORT)))


COMPRESSOR = f"libdeflate {deflate.__version__}"
"""What the bytes of files hang on beside their content."""


def digest(code: bytes) -> bytes:
    """Return a short digest of bytes, by which things made from equal bytes are known."""
    return hashlib.blake2b(code, digest_size=12).digest()


def name_of(code: bytes) -> str:
    """Return the name of a file with these bytes, the same for the same bytes."""
    return hashlib.sha256(code).hexdigest()[: 2 * _HASH]


def document_set(numbers: Sequence[int], documents: int) -> bytes:
    """Return which documents a word is in: steps between them, or for one in eight and more a bit for each."""
    if 8 * len(numbers) < documents:
        return varints(gaps(numbers))
    there = bytearray(documents)
    for number in numbers:
        there[number] = 1
    # Every eighth of them, from each of the eight on, as one long number: moved up by so many bits, none meets another.
    bits = sum(int.from_bytes(there[bit::8], "little") << bit for bit in range(8))
    return bits.to_bytes((documents + 7) // 8, "little")
