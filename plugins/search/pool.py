"""Documents read into postings: for each term, where it stands and what it is worth there.

The weight of a term in a document is BM25F's: its occurrences in each field, each discounted by how long the field
is beside others, times what the field is worth, added up. What is kept is its level, saturated once over all fields.
Holds everything in memory, in arrays; knows nothing of Whoosh or of files.
"""

from __future__ import annotations

import math
import re
from array import array
from collections import Counter, defaultdict
from itertools import groupby
from typing import TYPE_CHECKING

from plugins.search.analyse import TOKEN, fold
from plugins.search.format import FIELDS, GAP, LEVELS, ROUTINE_WEIGHT, SATURATION, places_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from plugins.search.analyse import Analyser, Token
    from plugins.search.documents import Passage, SearchDocument

_BY_NAME = {field.name: field for field in FIELDS}
_NOWHERE = places_code(())
_NAMED = re.compile(r"item [0-9a-z.]+|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DIGIT = re.compile("[0-9]")
_LETTERS_A_WORD = 6.0
_STEPS = 4

TITLE = "title:"
REFERENCE = "#"

Found = dict[str, list[int]]
Pivots = dict[str, float]


class Postings:
    """The postings of one term: document numbers, rising; a level for each; and places as `places_code` writes them."""

    __slots__ = ("levels", "numbers", "places")

    def __init__(self) -> None:
        self.numbers = array("I")
        self.levels = bytearray()
        self.places = bytearray()

    def add(self, number: int, level: int, places: bytes) -> None:
        """Add a document, of a higher number than all before."""
        self.numbers.append(number)
        self.levels.append(level)
        self.places += places

    def __eq__(self, other: object) -> bool:  # noqa: D105 (the postings of two terms are the same)
        return isinstance(other, Postings) and all(
            getattr(self, name) == getattr(other, name) for name in self.__slots__
        )

    __hash__ = None  # type: ignore[assignment]

    def values(self) -> Iterator[bytes]:
        """Return the places of each document, without the length before them."""
        at, places = 0, bytes(self.places)
        for _ in self.numbers:
            size, shift = places[at] & 127, 0
            while places[at] > 127:  # noqa: PLR2004 (seven bits)
                at, shift = at + 1, shift + 7
                size |= (places[at] & 127) << shift
            yield places[at + 1 : at + 1 + size]
            at += 1 + size


def pivots(documents: Iterable[SearchDocument]) -> Pivots:
    """Return the usual number of words of each field, on a coarse ladder.

    Coarse, so that a meeting more or less does not change every level of the archive.
    """
    letters: Counter[str] = Counter()
    holders: Counter[str] = Counter()
    for document in documents:
        for field, passages in groupby(document.passages, key=lambda passage: passage.field):
            letters[field] += sum(len(passage.text) for passage in passages)
            holders[field] += 1
    return {name: _rung(letters[name] / (holders[name] * _LETTERS_A_WORD)) for name in sorted(letters)}


def _rung(words: float) -> float:
    return float(2 ** (round(_STEPS * math.log2(max(words, 1.0))) / _STEPS))


class Pool:
    """Terms and their postings, filled document by document."""

    def __init__(self, analyser: Analyser, lengths: Pivots) -> None:
        self.analyser = analyser
        self.lengths = lengths
        self.terms: defaultdict[str, Postings] = defaultdict(Postings)
        self.sizes = array("I")
        self._seen: Counter[str] = Counter()
        self._known: dict[str, str | Token] = {}

    def add(self, document: SearchDocument) -> None:
        """Read one more document; its number is how many came before."""
        number = len(self.sizes)
        self.sizes.append(self._read(number, document))
        for key in dict.fromkeys(key for text in document.references for key in self._names(text)):
            self.terms[key].add(number, LEVELS - 1, _NOWHERE)

    def words(self) -> dict[str, int]:
        """Return every word of the archive as written (folded), with how often it was met, in order."""
        counts: Counter[str] = Counter()
        for raw, count in self._seen.items():
            for word in self.analyser.token(raw).words:
                counts[word] += count
        return dict(sorted(counts.items()))

    def _names(self, reference: str) -> Iterator[str]:
        """The terms under which a reference leads to its document: as a query names it."""
        plain = fold(reference)
        if _NAMED.fullmatch(plain):
            yield REFERENCE + plain
            return
        for token in self.analyser.tokens(reference):
            if len(token.terms) > token.width and _DIGIT.search(token.words[-1]):
                yield REFERENCE + token.words[-1]

    def _read(self, number: int, document: SearchDocument) -> int:
        gathered: dict[str, list[int]] = {}
        weights: dict[str, float] = {}
        factor = ROUTINE_WEIGHT if document.routine else 1.0
        at = size = 0
        for name, passages in groupby(document.passages, key=lambda passage: passage.field):
            found, length, at = self._read_field(passages, at)
            size += length
            worth = factor * self._worth(name, length)
            _gather(found, worth, weights, gathered)
            if name == "title":
                self._keep(number, {TITLE + term: places for term, places in found.items()}, worth)
        self._store(number, weights, gathered)
        return size

    def _worth(self, name: str, length: int) -> float:
        field = _BY_NAME[name]
        return field.weight / (1 - field.slack + field.slack * length / self.lengths[name])

    def _read_field(self, passages: Iterator[Passage], at: int) -> tuple[Found, int, int]:
        """The places of a field's terms, its number of words, and the place where the next field begins."""
        found: Found = {}
        length = 0
        for passage in passages:
            end = self._scan(TOKEN.findall(fold(passage.text)), at, found)
            length += end - at
            at = end + GAP
        return found, length, at

    def _scan(self, tokens: list[str], at: int, found: Found) -> int:
        """Note the terms of tokens, the first of which stands at a place; return the place after the last."""
        known = self._known
        self._seen.update(tokens)
        for raw in tokens:
            entry = known.get(raw)
            if entry is None:
                entry = known[raw] = self._meet(raw)
            if entry.__class__ is str:
                if entry in found:
                    found[entry].append(at)
                else:
                    found[entry] = [at]
                at += 1
            else:
                at = _note(entry, at, found)  # type: ignore[arg-type]
        return at

    def _meet(self, raw: str) -> str | Token:
        """A token's term where it has but one, which is nearly always."""
        token = self.analyser.token(raw)
        return token.terms[0][1] if len(token.terms) == 1 else token

    def _keep(self, number: int, found: Mapping[str, Sequence[int]], worth: float) -> None:
        weights = {term: worth * len(places) for term, places in found.items()}
        self._store(number, weights, found)

    def _store(self, number: int, weights: Mapping[str, float], found: Mapping[str, Sequence[int]]) -> None:
        terms, limit = self.terms, LEVELS - 1
        for term, weight in weights.items():
            postings = terms[term]
            postings.numbers.append(number)
            postings.levels.append(min(limit, int(LEVELS * weight / (weight + SATURATION) + 0.5)) or 1)
            postings.places += places_code(found[term])


def _note(token: Token, at: int, found: Found) -> int:
    """Note the terms of a token that gives several; a term's places stay in order and are told once."""
    for offset, term in token.terms:
        places = found.setdefault(term, [])
        if at + offset not in places[-len(token.terms) :]:
            places.append(at + offset)
            places.sort()
    return at + token.width


def _gather(found: Found, worth: float, weights: dict[str, float], gathered: Found) -> None:
    """Add one field's terms to a document's."""
    for term, places in found.items():
        if term in weights:
            weights[term] += worth * len(places)
            gathered[term] = gathered[term] + places
        else:
            weights[term] = worth * len(places)
            gathered[term] = places


def read(analyser: Analyser, documents: Sequence[SearchDocument]) -> Pool:
    """Return the postings of documents, numbered in the order given."""
    pool = Pool(analyser, pivots(documents))
    for document in documents:
        pool.add(document)
    return pool
