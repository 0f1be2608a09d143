"""What Whoosh reads of an archive's index: a codec of Whoosh's own interface over the postings that the build keeps.

So each posting is written once: the published files are made from what Whoosh answers from. In the folder beside
Whoosh's own table of contents lie `terms` and `words` (dictionaries), `postings/` (a sheaf for each shard of terms),
`fields` (what has no places: for each field and term the documents), `ids` (documents' identifiers, by number) and
`ledger` (how long documents are); what is stored of a document is read from the texts, which lie beside the folder.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whoosh.codec import base
from whoosh.matching import ListMatcher
from whoosh.reading import TermInfo, TermNotFound

from plugins.search.dictionary import Dictionary
from plugins.search.format import LEVELS, weight_of
from plugins.search.keeping import kept
from plugins.search.ledger import Ledger
from plugins.search.pool import REFERENCE, TITLE
from plugins.search.postings import Postings, Sheaf
from plugins.search.texts import TEXTS, Stored

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TERMS, WORDS, FIELDS, IDS, LEDGER, POSTINGS = "terms", "words", "fields", "ids", "ledger", "postings"

WEIGHTS = array("f", map(weight_of, range(LEVELS)))
_PREFIXES = {"text": "", "title": TITLE, "reference": REFERENCE}
_ID = "id"
_SHEAVES = 8

Listed = dict[str, dict[str, bytes]]
"""For each field, for each of its terms, the numbers of its documents as an array holds them."""


class ArchiveCodec(base.Codec):  # type: ignore[misc] # no types are published for whoosh
    """Whoosh's way to the postings."""

    def terms_reader(self, storage: Any, segment: Any) -> _Terms:  # noqa: ANN401, ARG002 (whoosh's own)
        """Return what reads terms and their postings."""
        return _Terms(Path(storage.folder))

    def per_document_reader(self, storage: Any, segment: ArchiveSegment) -> _Documents:  # noqa: ANN401 (whoosh's own)
        """Return what reads what is stored of documents."""
        return _Documents(Path(storage.folder), segment.documents)


class ArchiveSegment(base.Segment):  # type: ignore[misc] # no types are published for whoosh
    """All documents of an archive. None of them is ever deleted: what changes is written anew."""

    def __init__(self, name: str, documents: int) -> None:
        self.indexname, self.segid, self.compound = name, "1", False
        self.documents = documents

    def codec(self) -> ArchiveCodec:
        """Return what reads it."""
        return ArchiveCodec()

    def doc_count_all(self) -> int:
        """Return how many documents there are."""
        return self.documents

    def deleted_count(self) -> int:
        """Return 0."""
        return 0

    def deleted_docs(self) -> Sequence[int]:
        """Return none."""
        return ()

    def is_deleted(self, docnum: int) -> bool:  # noqa: ARG002 (whoosh's own)
        """Return false."""
        return False

    def should_assemble(self) -> bool:
        """Return false: its files are what they are."""
        return False


class _Terms(base.TermsReader):  # type: ignore[misc] # no types are published for whoosh
    """Terms by field, and their postings."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sheaf = lru_cache(_SHEAVES)(self._read_sheaf)

    @cached_property
    def _keys(self) -> Dictionary:
        return kept(self._folder / TERMS, Dictionary)

    @cached_property
    def _words(self) -> Dictionary:
        return kept(self._folder / WORDS, Dictionary)

    @cached_property
    def _listed(self) -> Listed:
        return kept(self._folder / FIELDS, Listed)

    @cached_property
    def _by_id(self) -> dict[str, array[int]]:
        found: dict[str, array[int]] = {}
        for number, one in enumerate(kept(self._folder / IDS, list[str])):
            found.setdefault(one, array("I")).append(number)
        return found

    def _read_sheaf(self, name: str) -> Sheaf:
        return kept(self._folder / POSTINGS / name, Sheaf)

    def _key(self, field: str, text: bytes) -> str:
        return _PREFIXES[field] + text.decode()

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        """Whether a field has a term."""
        return self.doc_frequency(*term) > 0

    def doc_frequency(self, field: str, text: bytes) -> int:
        """Return in how many documents a term is."""
        if field in _PREFIXES:
            return self._keys.count(self._key(field, text))
        if field == "words":
            return int(self._words.place(text.decode()) is not None)
        return len(self._numbers(field, text))

    def frequency(self, field: str, text: bytes) -> float:
        """Return the weight of a term in all documents: of a word as written, how often it was met."""
        return self.term_info(field, text).weight()  # type: ignore[no-any-return] # whoosh's own

    def term_info(self, field: str, text: bytes) -> TermInfo:
        """Return what Whoosh's rankings ask of a term. Raises KeyError where it is not there."""
        numbers, weights, _ = self._found(field, text)
        if not len(numbers):
            raise KeyError((field, text))
        return TermInfo(
            weight=sum(weights), df=len(numbers), minlength=1, maxlength=1_000_000, maxweight=max(weights),
            minid=numbers[0], maxid=numbers[-1],
        )  # fmt: skip

    def matcher(self, field: str, text: bytes, format_: Any, scorer: Any = None) -> ListMatcher:  # noqa: ANN401
        """Return the postings of a term. Raises TermNotFound."""
        if (field, text) not in self:
            raise TermNotFound(f"{field}:{text!r}")
        numbers, weights, values = self._found(field, text)
        info = self.term_info(field, text)
        return ListMatcher(numbers, weights, values, format_, scorer=scorer, term=(field, text), terminfo=info)

    def _found(self, field: str, text: bytes) -> tuple[Sequence[int], Sequence[float], list[bytes] | None]:
        """The numbers, weights and places of a term."""
        if field == "words":
            return [0], [float(self._words.count(text.decode()))], None
        if field not in _PREFIXES:
            numbers = self._numbers(field, text)
            return numbers, [1.0] * len(numbers), None
        postings = self._postings(self._key(field, text))
        if field == "reference":
            return postings.numbers, [1.0] * len(postings.numbers), None
        return postings.numbers, [WEIGHTS[level] for level in postings.levels], list(postings.values())

    def _postings(self, key: str) -> Postings:
        if self._keys.place(key) is None:
            return Postings()
        return self._sheaf(self._keys.shard_of(key).name).postings(key)

    def _numbers(self, field: str, text: bytes) -> array[int]:
        if field == _ID:
            return self._by_id.get(text.decode(), array("I"))
        numbers = array("I")
        numbers.frombytes(self._listed.get(field, {}).get(text.decode(), b""))
        return numbers

    def indexed_field_names(self) -> list[str]:
        """Return the names of the fields that have terms."""
        return sorted({*_PREFIXES, _ID, "words", *self._listed})

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """Yield every field with every term, in order."""
        for field in self.indexed_field_names():
            yield from ((field, text) for text in self._texts(field))

    def terms_from(self, field: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """Yield the terms of a field from one on, and those of the fields after it."""
        for name in self.indexed_field_names():
            texts = self._texts(name) if name >= field else []
            yield from ((name, text) for text in texts[bisect_left(texts, prefix) if name == field else 0 :])

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Yield every term with what is known of it."""
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, field: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Yield terms from one on with what is known of them."""
        return ((term, self.term_info(*term)) for term in self.terms_from(field, prefix))

    @lru_cache(maxsize=_SHEAVES)  # noqa: B019 (a reader lives as long as its searcher)
    def _texts(self, field: str) -> list[bytes]:
        """The terms of a field in order."""
        if field == "words":
            return [word.encode() for word in self._words.keys]
        if field not in _PREFIXES:
            return sorted(term.encode() for term in (self._by_id if field == _ID else self._listed.get(field, ())))
        prefix, others = _PREFIXES[field], tuple(one for one in _PREFIXES.values() if one)
        keys = (key for key in self._keys.keys if (key.startswith(prefix) if prefix else not key.startswith(others)))
        return [key.removeprefix(prefix).encode() for key in keys]

    def cursor(self, field: str, fieldobj: Any) -> _Cursor:  # noqa: ANN401 (whoosh's own)
        """Return what steps through the terms of a field."""
        return _Cursor(self, field, fieldobj, self._texts(field))


class _Cursor(base.FieldCursor):  # type: ignore[misc] # no types are published for whoosh
    """Steps through the terms of a field, in order."""

    def __init__(self, reader: _Terms, field: str, fieldobj: Any, texts: list[bytes]) -> None:  # noqa: ANN401
        self._reader, self._field, self._fieldobj, self._texts = reader, field, fieldobj, texts
        self._at = 0

    def first(self) -> str | None:
        """Go to the first term."""
        self._at = 0
        return self.text()

    def find(self, string: str | bytes) -> str | None:
        """Go to a term, or the next there is."""
        text = string if isinstance(string, bytes) else self._fieldobj.to_bytes(string)
        self._at = bisect_left(self._texts, text)
        return self.text()

    def next(self) -> str | None:
        """Go to the next term."""
        self._at += 1
        return self.text()

    def text(self) -> str | None:
        """Return the term; `None` past the last."""
        return self._texts[self._at].decode() if self.is_valid() else None

    def term_info(self) -> TermInfo | None:
        """Return what is known of the term."""
        return self._reader.term_info(self._field, self._texts[self._at]) if self.is_valid() else None

    def is_valid(self) -> bool:
        """Whether there is a term."""
        return self._at < len(self._texts)


class _Documents(base.PerDocumentReader):  # type: ignore[misc] # no types are published for whoosh
    """What is stored of documents, and how many words they have."""

    def __init__(self, folder: Path, documents: int) -> None:
        self._folder, self._count = folder, documents

    @cached_property
    def _ledger(self) -> Ledger:
        return kept(self._folder / LEDGER, Ledger)

    @cached_property
    def _stored(self) -> Stored:
        return Stored(self._folder.parent / TEXTS, self._ledger.roll.numbers(), self._count)

    @cached_property
    def _sizes(self) -> array[int]:
        sizes = array("I")
        sizes.frombytes(self._ledger.roll.sizes)
        return sizes

    def stored_fields(self, number: int) -> dict[str, Any]:
        """Return what results need of a document."""
        one = self._stored[number]
        stored = {"id": one.id, "url": one.url, "name": one.title, "date": one.date and one.date.isoformat()}
        return {name: value for name, value in stored.items() if value is not None}

    def doc_field_length(self, number: int, field: str, default: int = 0) -> int:
        """Return how many words a document has in all."""
        return self._sizes[number] if field == "text" else default

    def _lengths(self, field: str) -> Sequence[int]:
        return self._sizes if field == "text" else ()

    def field_length(self, field: str) -> int:
        """Return how many words all documents have."""
        return sum(self._lengths(field))

    def min_field_length(self, field: str) -> int:
        """Return the least number of words."""
        return min(self._lengths(field), default=0)

    def max_field_length(self, field: str) -> int:
        """Return the greatest number of words."""
        return max(self._lengths(field), default=0)

    def doc_count(self) -> int:
        """Return how many documents there are."""
        return self._count

    def doc_count_all(self) -> int:
        """Return the same."""
        return self._count

    def has_deletions(self) -> bool:
        """Return false."""
        return False

    def is_deleted(self, number: int) -> bool:  # noqa: ARG002 (whoosh's own)
        """Return false."""
        return False

    def deleted_docs(self) -> Sequence[int]:
        """Return none."""
        return ()
