"""What the last build knew of each source and its documents, kept in the cache: all but the texts."""

from __future__ import annotations

from array import array
from operator import attrgetter
from typing import TYPE_CHECKING

import msgspec

from plugins.search import format as form
from plugins.search.files import Made, Row
from plugins.search.format import digest
from plugins.search.keeping import Look

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from plugins.search.documents import SearchDocument

CONTENT = len(digest(b""))
"""Bytes of the digest of a document."""

_FIELDS = len(form.FIELDS)
_PACK = msgspec.msgpack.Encoder()


class Facts(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a document can be filtered by. `day` is its number in the proleptic calendar, 0 for none."""

    id: str
    kind: str
    day: int = 0
    committee: str | None = None
    outcome: str | None = None
    issue: str | None = None
    facets: tuple[tuple[str, str], ...] = ()


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


class Ledger(msgspec.Struct, array_like=True):
    """All sources. `shape` tells how the index is laid out; `files` are those that belong to no shard and no row.

    `committees` is a digest of all committees with their names; `looks` are those of the files kept beside it, so that
    files of two builds are never taken for those of one. So many documents lie in each block of the rows.
    """

    shape: str
    committees: bytes
    looks: dict[str, Look]
    documents: int
    lengths: dict[str, float]
    columns: dict[str, str]
    outcomes: list[str]
    each: int
    files: list[Made]
    rows: list[Row]
    entries: list[Entry]


def facts_of(document: SearchDocument) -> Facts:
    """Return what is known of a document without its texts."""
    return Facts(
        document.id,
        document.kind,
        document.date.toordinal() if document.date else 0,
        document.committee,
        document.outcome,
        document.issue,
        document.facets,
    )


def entry(key: str, code: bytes, documents: Sequence[SearchDocument]) -> tuple[Entry, list[bytes]]:
    """Return the entry of a source with a digest, and its documents, packed."""
    packed = [_PACK.encode(document) for document in documents]
    contents = b"".join(map(digest, reversed(packed)))
    letters = b"".join(_letters(document) for document in reversed(documents))
    return Entry(key, code, contents, letters), packed


def in_order(entries: Iterable[Entry]) -> bytes:
    """Return the digests of all documents by their numbers."""
    return b"".join(one.contents for one in sorted(entries, key=attrgetter("first")))


def sizes_of(entries: Iterable[Entry]) -> array[int]:
    """Return how many words all documents have, by their numbers."""
    return array("I", b"".join(one.sizes for one in sorted(entries, key=attrgetter("first"))))


def _letters(document: SearchDocument) -> bytes:
    """How many letters each field has, and one more; 0 where there is no such field."""
    counts = [0] * _FIELDS
    for passage in document.passages:
        number = form.FIELD_NUMBERS[passage.field]
        counts[number] = (counts[number] or 1) + len(passage.text)
    return array("I", counts).tobytes()


def columns_of_letters(entries: Iterable[Entry]) -> list[array[int]]:
    """Return for each field the letters of all documents, as entries hold them."""
    letters = array("I")
    letters.frombytes(b"".join(one.letters for one in entries))
    return [letters[field::_FIELDS] for field in range(_FIELDS)]
