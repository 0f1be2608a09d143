"""Documents read into postings: for each term, where it stands and what it is worth there.

The weight of a term in a document is BM25F's: its occurrences in each field, each discounted by how long the field
is beside others, times what the field is worth, added up. What is kept is its level, saturated once over all fields.
Holds everything in memory, in arrays; knows nothing of Whoosh or of files.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from itertools import groupby
from typing import TYPE_CHECKING

from plugins.search.analyse import TOKEN, Analyser, Token, fold, words_of
from plugins.search.format import ALONE, FIELDS, GAP, GRID, LEVELS, ROUTINE_WEIGHT, SATURATION, places_code
from plugins.search.postings import Postings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from plugins.search.documents import Passage, SearchDocument

_BY_NAME = {field.name: field for field in FIELDS}
_NOWHERE = places_code(())
_NEAR = len(ALONE)
_LEVELLED = (1, *range(1, LEVELS), LEVELS - 1)
_NAMED = re.compile(r"item [0-9a-z.]+|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DIGIT = re.compile("[0-9]")
_LETTERS_A_WORD = 6.0
_STEPS = 4

TITLE = "title:"
REFERENCE = "#"

Found = dict[str, list[int]]
Pivots = dict[str, float]


def usual(letters: Iterable[Sequence[int]]) -> Pivots:
    """Return the usual number of words of each field, given the letters that it has in each document.

    These are one more than there are, or 0 where a document has no such field. The ladder is coarse, so that a meeting
    more or less does not change every level of the archive.
    """
    return usual_of((sum(column), len(column) - column.count(0)) for column in letters)


def usual_of(fields: Iterable[tuple[int, int]]) -> Pivots:
    """Return the same, given of each field the letters of all documents, and how many have it."""
    lengths = {}
    for field, (letters, holders) in zip(FIELDS, fields, strict=True):
        if holders:
            lengths[field.name] = _rung((letters - holders) / (holders * _LETTERS_A_WORD))
    return dict(sorted(lengths.items()))


def _rung(words: float) -> float:
    return float(2 ** (round(_STEPS * math.log2(max(words, 1.0))) / _STEPS))


def names_of(document: SearchDocument, analyser: Analyser) -> Iterable[str]:
    """Return the terms under which its references lead to a document."""
    return dict.fromkeys(key for text in document.references for key in reference_terms(text, analyser))


def reference_terms(reference: str, analyser: Analyser) -> Iterator[str]:
    """Yield the terms of a reference: as a query names it."""
    plain = fold(reference)
    if _NAMED.fullmatch(plain):
        yield REFERENCE + plain
        return
    for token in analyser.tokens(reference):
        if len(token.terms) > token.width and _DIGIT.search(token.words[-1]):
            yield REFERENCE + token.words[-1]


class Pool:
    """Terms and their postings, filled document by document."""

    def __init__(self, analyser: Analyser, lengths: Pivots) -> None:
        self.analyser = analyser
        self.lengths = lengths
        self.terms: defaultdict[str, Postings] = defaultdict(Postings)
        self.sizes: dict[int, int] = {}
        self._seen: Counter[str] = Counter()
        self._words: Counter[str] = Counter()
        self._stems: dict[str, str] = {}
        self._known = _Known(analyser)

    def add(self, number: int, document: SearchDocument) -> None:
        """Read one more document, of a higher number than all before; `sizes` tells how many words it has."""
        self.sizes[number] = self._read(number, document)
        for key in names_of(document, self.analyser):
            self.terms[key].add(number, LEVELS - 1, _NOWHERE)

    def words(self) -> dict[str, int]:
        """Return every word as written (folded), with how often it was met, in order."""
        self._count()
        return dict(sorted(self._words.items()))

    def stems(self) -> dict[str, str]:
        """Return the term under which each word is found."""
        self._count()
        return self._stems

    def _count(self) -> None:
        """Count the words of the tokens seen since this was done last."""
        for raw, count in self._seen.items():
            known = self._known[raw]
            terms = (known,) if isinstance(known, str) else (term for _, term in known.terms)
            for word, term in zip(words_of(raw)[0], terms, strict=True):
                self._words[word] += count
                self._stems[word] = term
        self._seen.clear()

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
        found: Found = defaultdict(list)
        length = 0
        for passage in passages:
            end = self._scan(TOKEN.findall(fold(passage.text)), at, found)
            length += end - at
            at = -(-(end + GAP) // GRID) * GRID
        return found, length, at

    def _scan(self, tokens: list[str], at: int, found: Found) -> int:
        """Note the terms of tokens, the first of which stands at a place; return the place after the last."""
        self._seen.update(tokens)
        entries = list(map(self._known.__getitem__, tokens))
        if Token not in set(map(type, entries)):
            for place, entry in enumerate(entries, at):
                found[entry].append(place)  # type: ignore[index]
            return at + len(entries)
        for entry in entries:
            at = _note(entry, at, found)
        return at

    def _keep(self, number: int, found: Mapping[str, Sequence[int]], worth: float) -> None:
        weights = {term: worth * len(places) for term, places in found.items()}
        self._store(number, weights, found)

    def _store(self, number: int, weights: Mapping[str, float], found: Mapping[str, Sequence[int]]) -> None:
        """Add a document to the postings of its terms. The innermost loop of the whole index."""
        terms, levels, levelled, alone = self.terms, LEVELS, _LEVELLED, ALONE
        for term, weight in weights.items():
            places = found[term]
            postings = terms[term]
            postings.numbers.append(number)
            postings.levels.append(levelled[int(levels * weight / (weight + SATURATION) + 0.5)])
            if len(places) == 1 and places[0] < _NEAR:
                postings.places += alone[places[0]]
            else:
                postings.places += places_code(places)


class _Known(dict[str, "str | Token"]):
    """What every token met gives: its term where it has but one, which is nearly always."""

    def __init__(self, analyser: Analyser) -> None:
        super().__init__()
        self._analyser = analyser

    def __missing__(self, raw: str) -> str | Token:
        """A token met for the first time."""
        token = self._analyser.token(raw)
        self[raw] = token.terms[0][1] if len(token.terms) == 1 else token
        return self[raw]


def _note(entry: str | Token, at: int, found: Found) -> int:
    """Note a token that may give several terms; a term's places stay in order and are told once."""
    if isinstance(entry, str):
        found[entry].append(at)
        return at + 1
    for offset, term in entry.terms:
        places = found[term]
        if at + offset not in places[-len(entry.terms) :]:
            places.append(at + offset)
            places.sort()
    return at + entry.width


def _gather(found: Found, worth: float, weights: dict[str, float], gathered: Found) -> None:
    """Add one field's terms to a document's."""
    for term, places in found.items():
        if term in weights:
            weights[term] += worth * len(places)
            gathered[term] = gathered[term] + places
        else:
            weights[term] = worth * len(places)
            gathered[term] = places
