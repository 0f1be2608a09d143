"""What the last build knew of each source and its documents, kept in the cache: all but the texts."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from operator import attrgetter
from typing import TYPE_CHECKING

import msgspec

from plugins.search import format as form
from plugins.search.catalogue import Days, Order, Standing
from plugins.search.files import Made, Row
from plugins.search.format import digest
from plugins.search.keeping import Look
from plugins.search.packing import pack

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from plugins.search.catalogue import Catalogue
    from plugins.search.documents import SearchDocument
    from plugins.search.sources import Source

CONTENT = len(digest(b""))
"""Bytes of the digest of a document."""

_FIELDS = len(form.FIELDS)
_NUMBER = array("I").itemsize


class Entry(msgspec.Struct, array_like=True):
    """A source: its key, its digest, and its documents, which stand in a row, the last of them first.

    Of each, joined in the order in which they are numbered: a digest of all of it (`contents`); the letters of each
    field, one more than there are and 0 where there is no such field (`letters`); how many words it has (`sizes`).
    `first` is the lowest of their numbers.
    """

    key: str
    digest: bytes
    contents: bytes
    letters: bytes
    first: int = 0
    sizes: bytes = b""

    @property
    def numbers(self) -> range:
        """The numbers of its documents."""
        past = self.first + len(self.contents) // CONTENT
        return range(past - 1, self.first - 1, -1)

    def each_content(self) -> list[bytes]:
        """Return the digests of its documents."""
        return [self.contents[at : at + CONTENT] for at in reversed(range(0, len(self.contents), CONTENT))]

    def each_size(self) -> list[int]:
        """Return how many words its documents have."""
        return array("I", self.sizes).tolist()[::-1]


class Roll(msgspec.Struct, frozen=True, array_like=True):
    """All sources and all documents, in columns, so that nobody need make an `Entry` of each to change one.

    Of sources, in their fixed order: their keys; their digests; digests of their places, sizes and whether they took
    place (`placed`); the lowest number of their documents (`firsts`), and how many these are (`spans`). `order` and
    `past` are what `catalogue.Order` holds. Of documents, by number: digests of all of each (`contents`), and how many
    words it has (`sizes`).
    """

    keys: list[str]
    digests: bytes
    placed: bytes
    firsts: bytes
    spans: bytes
    order: bytes
    past: bytes
    contents: bytes
    sizes: bytes

    def entries(self) -> list[Entry]:
        """Return the entries of all sources; letters are not known any more."""
        rows = zip(self.keys, _numbers(self.firsts), _numbers(self.spans), strict=True)
        return [self._entry(at, *row) for at, row in enumerate(rows)]

    def _entry(self, at: int, key: str, first: int, span: int) -> Entry:
        contents = self.contents[first * CONTENT : (first + span) * CONTENT]
        sizes = self.sizes[first * _NUMBER : (first + span) * _NUMBER]
        return Entry(key, self.digests[at * CONTENT : (at + 1) * CONTENT], contents, b"", first, sizes)

    def numbers(self) -> dict[str, range]:
        """Return for each source the numbers of its documents, the last of which is the first."""
        rows = zip(self.keys, _numbers(self.firsts), _numbers(self.spans), strict=True)
        return {key: range(first + span - 1, first - 1, -1) for key, first, span in rows}

    def first(self, at: int) -> int:
        """Return the lowest number of the documents of a source."""
        return _numbers(self.firsts[at * _NUMBER : (at + 1) * _NUMBER])[0]

    def content(self, number: int) -> bytes:
        """Return the digest of a document."""
        return self.contents[number * CONTENT : (number + 1) * CONTENT]

    def standing(self, days: Days) -> Standing:
        """Return where sources stand, for a catalogue of so many days."""
        return Standing(self.keys, Order(_numbers(self.order), _numbers(self.past)), days)


def roll_of(catalogue: Catalogue, entries: Sequence[Entry]) -> Roll:
    """Return the roll of a catalogue, given the entries of its sources."""
    return Roll(
        [one.key for one in entries],
        b"".join(one.digest for one in entries),
        b"".join(map(placed, catalogue.sources)),
        array("I", [one.first for one in entries]).tobytes(),
        array("I", [len(one.contents) // CONTENT for one in entries]).tobytes(),
        catalogue.order.sources.tobytes(),
        catalogue.order.past.tobytes(),
        in_order(entries),
        sizes_of(entries).tobytes(),
    )


def patched(roll: Roll, sources: Mapping[int, bytes], documents: Mapping[int, bytes], sizes: Mapping[int, int]) -> Roll:
    """Return a roll with other digests of some sources and of some documents, and other numbers of words of these."""
    digests, contents, words = bytearray(roll.digests), bytearray(roll.contents), _numbers(roll.sizes)
    for at, code in sources.items():
        digests[at * CONTENT : (at + 1) * CONTENT] = code
    for number, code in documents.items():
        contents[number * CONTENT : (number + 1) * CONTENT] = code
        words[number] = sizes[number]
    return msgspec.structs.replace(roll, digests=bytes(digests), contents=bytes(contents), sizes=words.tobytes())


def placed(source: Source) -> bytes:
    """Return a digest of where a source stands among all, and of how many documents it has."""
    return digest(repr((source.place, source.size, source.held)).encode())


def _numbers(code: bytes) -> array[int]:
    numbers = array("I")
    numbers.frombytes(code)
    return numbers


class Letters(msgspec.Struct, frozen=True, array_like=True):
    """How long documents are, in letters, one more for each field that a document has.

    `fields` tells of each field the letters of all documents, and how many documents have it; `rising` the letters of
    each document in all its fields, the shortest first.
    """

    fields: tuple[tuple[int, int], ...]
    rising: bytes

    def each(self) -> array[int]:
        """Return the letters of each document, the shortest first."""
        return _numbers(self.rising)

    def changed(self, gone: Letters, fresh: Letters) -> Letters:
        """Return the same without those of some documents, and with those of others."""
        rising = self.each()
        for size in gone.each():
            del rising[bisect_left(rising, size)]
        for size in fresh.each():
            rising.insert(bisect_left(rising, size), size)
        rows = zip(self.fields, gone.fields, fresh.fields, strict=True)
        return Letters(tuple((a - b + c, d - e + f) for (a, d), (b, e), (c, f) in rows), rising.tobytes())


def letters_of(columns: Sequence[array[int]]) -> Letters:
    """Return how long documents are, given for each field the letters of all."""
    fields = tuple((sum(column), len(column) - column.count(0)) for column in columns)
    return Letters(fields, array("I", sorted(map(sum, zip(*columns, strict=True)))).tobytes())


def letters_in(documents: Iterable[SearchDocument]) -> Letters:
    """Return how long some documents are."""
    return letters_coded(b"".join(map(letter_code, documents)))


def letters_coded(code: bytes) -> Letters:
    """Return how long documents are whose codes are joined."""
    return letters_of(_columns(code))


class Ledger(msgspec.Struct, array_like=True):
    """All sources. `shape` tells how the index is laid out; `files` are those that belong to no shard and no row.

    `committees` is a digest of all committees with their names; `looks` are those of the files kept beside it, so that
    files of two builds are never taken for those of one; `records` are the digests of all records' files. So many
    documents lie in each block of the rows; `days` are the first and the last on which something took place.
    """

    shape: str
    committees: bytes
    looks: dict[str, Look]
    lengths: dict[str, float]
    columns: dict[str, str]
    outcomes: list[str]
    each: int
    days: Days
    files: list[Made]
    rows: list[Row]
    records: dict[str, bytes]
    letters: Letters
    roll: Roll

    @property
    def documents(self) -> int:
        """How many there are."""
        return len(self.roll.contents) // CONTENT


def entry(key: str, code: bytes, documents: Sequence[SearchDocument]) -> tuple[Entry, list[bytes]]:
    """Return the entry of a source with a digest, and its documents, packed."""
    packed = list(map(pack, documents))
    contents = b"".join(map(digest, reversed(packed)))
    letters = b"".join(letter_code(document) for document in reversed(documents))
    return Entry(key, code, contents, letters), packed


def in_order(entries: Iterable[Entry]) -> bytes:
    """Return the digests of all documents by their numbers."""
    return b"".join(one.contents for one in sorted(entries, key=attrgetter("first")))


def sizes_of(entries: Iterable[Entry]) -> array[int]:
    """Return how many words all documents have, by their numbers."""
    return array("I", b"".join(one.sizes for one in sorted(entries, key=attrgetter("first"))))


def letter_code(document: SearchDocument) -> bytes:
    """Return how many letters each field has, and one more; 0 where there is no such field."""
    counts = [0] * _FIELDS
    for passage in document.passages:
        number = form.FIELD_NUMBERS[passage.field]
        counts[number] = (counts[number] or 1) + len(passage.text)
    return array("I", counts).tobytes()


def columns_of_letters(entries: Iterable[Entry]) -> list[array[int]]:
    """Return for each field the letters of all documents, as entries hold them."""
    return _columns(b"".join(one.letters for one in entries))


def _columns(letters: bytes) -> list[array[int]]:
    """For each field the letters of documents."""
    numbers = _numbers(letters)
    return [numbers[field::_FIELDS] for field in range(_FIELDS)]
