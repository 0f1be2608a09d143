"""A query answered by Whoosh: the oracle that the browser's answers are held to, and the command line's.

The score of a word in a document is its rarity times its level, both whole numbers, so that adding up gives the same
everywhere; a document's score is the sum over the words that are asked for. Equal scores: the higher number first.
"""

from __future__ import annotations

from array import array
from collections import Counter
from typing import TYPE_CHECKING, Any, assert_never

import msgspec
from whoosh import index, matching, query, scoring
from whoosh.query.compound import DefaultOr
from whoosh.query.spans import SpanNear2
from whoosh.query.wrappers import WrappingQuery

from plugins.search import query as asked
from plugins.search.analyse import Analyser
from plugins.search.format import LEVELS, rarity, weight_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

FORMS = 100
"""A prefix asks for so many different words at most, the most frequent."""

_NO_DAY = "9999-99-99"
_LEVEL_OF = {weight: number for number, weight in enumerate(array("f", map(weight_of, range(LEVELS))))}


class NoIndexError(Exception):
    """There is nothing to ask."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f'there is no search index in "{folder}" yet; run "make site" first')


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """What results are narrowed to. Days are ISO dates, both included; empty means any."""

    committee: str = ""
    kind: str = ""
    outcome: str = ""
    first: str = ""
    last: str = ""


class Hit(msgspec.Struct, frozen=True):
    """A document found, with its number and its score."""

    number: int
    score: int


class Answer(msgspec.Struct, frozen=True):
    """All documents found, in order. `matched` of `wanted` parts of the query occur in each of them."""

    hits: tuple[Hit, ...]
    matched: int
    wanted: int


class Result(msgspec.Struct, frozen=True):
    """A document found, for people and other programs."""

    id: str
    url: str
    title: str
    score: int


class _Impact(scoring.WeightingModel):  # type: ignore[misc] # no types are published for whoosh
    """Rarity times level."""

    def scorer(self, searcher: Any, fieldname: str, text: bytes, qf: int = 1) -> scoring.BaseScorer:  # noqa: ANN401, ARG002
        whole = searcher.get_parent()
        return _ImpactScorer(rarity(whole.doc_frequency(fieldname, text), whole.doc_count_all()), fieldname)


class _ImpactScorer(scoring.BaseScorer):  # type: ignore[misc] # no types are published for whoosh
    def __init__(self, worth: int, fieldname: str) -> None:
        self.worth = worth
        self.exact = fieldname == "reference"

    def score(self, matcher: Any) -> int:  # noqa: ANN401 (whoosh's matcher)
        return self.worth * (LEVELS - 1 if self.exact else _LEVEL_OF[matcher.weight()])


class _Unscored(WrappingQuery):  # type: ignore[misc] # no types are published for whoosh
    """Documents that match, each with a score of nothing."""

    def estimate_size(self, ixreader: Any) -> int:  # noqa: ANN401 (whoosh's reader)
        return int(ixreader.doc_count_all())  # SpanNear2's own estimate fails in whoosh 2.7.4

    def matcher(self, searcher: Any, context: Any = None) -> Any:  # noqa: ANN401, ARG002 (whoosh's own)
        found = self.child.matcher(searcher, searcher.boolean_context())
        numbers = array("I", sorted(set(found.all_ids())))
        return matching.ListMatcher(numbers, [0.0] * len(numbers)) if numbers else matching.NullMatcher()


def _term(key: str, worth: int = 1) -> query.Query:
    if key.startswith("#"):
        return query.Term("reference", key[1:], boost=worth)
    field, _, term = key.rpartition(":")
    return query.Term(field or "text", term, boost=worth)


def _spans(keys: Sequence[str], matcher: query.Query) -> query.Query:
    return query.And([*map(_term, dict.fromkeys(keys)), _Unscored(matcher)])


class Asker:
    """An open index. Ask it as often as you like."""

    def __init__(self, folder: Path) -> None:
        if not index.exists_in(str(folder)):
            raise NoIndexError(folder)
        self._index = index.open_dir(str(folder))
        self._searcher = self._index.searcher(weighting=_Impact())
        self._analyser = Analyser(self._index.schema["text"].analyzer.tag)

    def answer(self, text: str, filters: Filters = Filters(), sort: str = "relevance") -> Answer:  # noqa: B008 (immutable)
        """Return what a query finds, in the order of relevance, newest or oldest."""
        parsed = asked.parse(text, self._analyser)
        counted = [part for part in parsed.clauses if not isinstance(part, asked.Committee | asked.Dates)]
        if not (parsed.clauses or parsed.excluded):
            return Answer((), 0, 0)
        found = self._search(self._all(parsed.clauses, parsed.excluded, filters))
        if found or len(counted) < 2:  # noqa: PLR2004 (one part matches or does not)
            return Answer(self._sorted(found, sort), len(counted), len(counted))
        return self._closest(parsed, counted, filters, sort)

    def results(self, hits: Iterable[Hit]) -> list[Result]:
        """Return what people want to know of documents found."""
        stored = ((hit, self._searcher.stored_fields(hit.number)) for hit in hits)
        return [Result(one["id"], one["url"], one["name"], hit.score) for hit, one in stored]

    def _closest(self, parsed: asked.Query, counted: Sequence[asked.Clause], filters: Filters, sort: str) -> Answer:
        """The documents in which most parts of a query occur, where none has all."""
        others = [part for part in parsed.clauses if part not in counted]
        allowed = self._numbers(self._all(others, parsed.excluded, filters))
        having = Counter(number for part in counted for number in self._numbers(self._clause(part)))
        most = max((count for number, count in having.items() if number in allowed), default=0)
        found = self._search(DefaultOr([self._clause(part) for part in counted]))
        best = [hit for hit in found if having[hit.number] == most and hit.number in allowed]
        return Answer(self._sorted(best, sort), most, len(counted))

    def _search(self, wanted: query.Query) -> list[Hit]:
        found = self._searcher.search(wanted, limit=None)
        return [Hit(number, int(score)) for score, number in found.top_n]

    def _numbers(self, wanted: query.Query) -> set[int]:
        return set(self._searcher.docs_for_query(wanted))

    def _sorted(self, hits: Iterable[Hit], sort: str) -> tuple[Hit, ...]:
        """In order; of equals the higher number first. Documents are numbered by day, those without one before all."""
        if sort == "relevance":
            return tuple(sorted(hits, key=lambda hit: (-hit.score, -hit.number)))
        newest = sorted(hits, key=lambda hit: -hit.number)
        return tuple(sorted(newest, key=self._day) if sort == "oldest" else newest)

    def _day(self, hit: Hit) -> str:
        return self._searcher.stored_fields(hit.number).get("date") or _NO_DAY

    def _all(self, clauses: Iterable[asked.Clause], excluded: Iterable[asked.Clause], filters: Filters) -> query.Query:
        parts = [*map(self._clause, clauses), *map(_Unscored, self._filters(filters))]
        wanted = query.And(parts) if parts else _Unscored(query.Every())
        unwanted = [self._clause(part) for part in excluded]
        return query.AndNot(wanted, DefaultOr(unwanted)) if unwanted else wanted

    def _filters(self, filters: Filters) -> list[query.Query]:
        exact = {"committee": filters.committee, "kind": filters.kind, "outcome": filters.outcome}
        found = [query.Term("facet", f"{name}={value}") for name, value in exact.items() if value]
        if filters.first or filters.last:
            found.append(query.TermRange("day", filters.first or None, filters.last or None))
        return found

    def _clause(self, clause: asked.Clause) -> query.Query:
        match clause:
            case asked.Word(key, worth):
                return _term(key, worth)
            case asked.Every(parts):
                return query.And([self._clause(part) for part in parts])
            case asked.Any(parts):
                return DefaultOr([self._clause(part) for part in parts])
            case asked.Prefix(start, field):
                return query.DisjunctionMax([_term(key) for key in self._forms(start, field)])
            case asked.Phrase(keys, field):
                words = [key.rpartition(":")[2] for key in keys]
                return _spans(keys, query.Phrase(field or "text", words))
            case asked.Near(left, right, distance):
                pair = SpanNear2([_term(left), _term(right)], slop=distance, ordered=False)
                return _spans((left, right), pair)
            case asked.Committee(terms):
                return _Unscored(self._committee(terms))
            case asked.Dates(first, last):
                return _Unscored(query.TermRange("day", first or None, last or None))
            case _:
                assert_never(clause)

    def _committee(self, terms: Sequence[str]) -> query.Query:
        """Committees one of whose names has all the terms; a name's number stands before each of its terms."""
        names = sorted({word.decode().partition(" ")[0] for word in self._searcher.reader().lexicon("committee")})
        return DefaultOr([query.And([query.Term("committee", f"{name} {term}") for term in terms]) for name in names])

    def _forms(self, start: str, field: str) -> list[str]:
        """The keys of the words that begin so: of the most frequent, where there are too many."""
        reader = self._searcher.reader()
        words = (word.decode() for word in reader.expand_prefix("words", start))
        terms = dict.fromkeys(self._analyser.stem(word) for word in words)
        known = ((reader.doc_frequency(field or "text", term), term) for term in terms)
        most = sorted(((-count, term) for count, term in known if count))[:FORMS]
        return [f"{field}:{term}" if field else term for _, term in most]

