"""A query answered by Whoosh: the oracle that the browser's answers are held to, and the command line's.

The score of a word in a document is its rarity times its level, both whole numbers, so that adding up gives the same
everywhere; a document's score is the sum over the words that are asked for. Equal scores: the higher number first.
"""

from __future__ import annotations

from array import array
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Self, assert_never

import msgspec
from whoosh import index, matching, query, scoring
from whoosh.query.compound import CompoundQuery, DefaultOr
from whoosh.query.spans import SpanNear2
from whoosh.query.wrappers import WrappingQuery

from plugins.search import papers
from plugins.search import query as asked
from plugins.search.analyse import Analyser
from plugins.search.folders import PAPERS
from plugins.search.format import LEVELS, NEARNESS, NEIGHBOURS, rarity, weight_of
from plugins.search.index import FOLDER
from plugins.search.spelling import nearest, starts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

PAGE = 10
"""So many first results are put in order by their titles, too, and by how near their words stand to each other."""

FORMS = 100
"""A prefix asks for so many different words at most, the most frequent."""

_NO_DAY = "9999-99-99"
_LEVEL_OF = {weight: number for number, weight in enumerate(array("f", map(weight_of, range(LEVELS))))}


class NoIndexError(Exception):
    """There is nothing to ask."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f'there is no search index in "{folder}" yet; run "make site" first')


def index_for(cache: Path, kind: str) -> Path:
    """Return which index of a build's cache answers what is asked for one kind of document, or for any."""
    return cache / PAPERS / FOLDER if kind == papers.KIND else cache / FOLDER


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """What results are narrowed to. Days are ISO dates, both included; empty means any."""

    committee: str = ""
    kind: str = ""
    outcome: str = ""
    topic: str = ""
    ward: str = ""
    person: str = ""
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


class _Best(CompoundQuery):  # type: ignore[misc] # no types are published for whoosh
    """Documents that match any of its parts, with the best score of those that match.

    Whoosh has DisjunctionMax for this; that of 2.7.4 takes the score of a part that stands at another document.
    """

    def matcher(self, searcher: Any, context: Any = None) -> Any:  # noqa: ANN401 (whoosh's own)
        best: dict[int, float] = {}
        for part in self.subqueries:
            found = part.matcher(searcher, context)
            while found.is_active():
                best[found.id()] = max(found.score(), best.get(found.id(), 0.0))
                found.next()
        numbers = array("I", sorted(best))
        return matching.ListMatcher(numbers, [best[n] for n in numbers]) if numbers else matching.NullMatcher()


def _term(key: str, worth: int = 1) -> query.Query:
    if key.startswith("#"):
        return query.Term("reference", key[1:], boost=worth)
    field, _, term = key.rpartition(":")
    return query.Term(field or "text", term, boost=worth)


def _counted(parsed: asked.Query) -> list[asked.Clause]:
    """The parts of a query that a document can have more or fewer of: all but those that narrow."""
    return [part for part in parsed.clauses if not isinstance(part, asked.Committee | asked.Dates)]


def _side_by_side(clause: asked.Phrase | asked.Near) -> query.Query:
    """A phrase or a pair: scored as its words are, each once, where they stand as asked."""
    if isinstance(clause, asked.Phrase):
        keys = clause.keys
        matcher = query.Phrase(clause.field or "text", [key.rpartition(":")[2] for key in keys])
    else:
        keys = (clause.left, clause.right)
        matcher = SpanNear2([_term(key) for key in keys], slop=clause.distance, ordered=False)
    return query.And([*map(_term, dict.fromkeys(keys)), _Unscored(matcher)])


def _near(left: Iterable[int], right: Sequence[int]) -> bool:
    """Whether two words stand near each other somewhere."""
    return any(0 < abs(place - other) <= NEIGHBOURS for place in left for other in right)


class Asker:
    """An open index. Ask it as often as you like, and close it."""

    def __init__(self, folder: Path) -> None:
        if not index.exists_in(str(folder)):
            raise NoIndexError(folder)
        self._index = index.open_dir(str(folder))
        self._searcher = self._index.searcher(weighting=_Impact())
        self._analyser = Analyser(self._index.schema["text"].analyzer.tag)

    def __enter__(self) -> Self:
        """Return the open index."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close its files."""
        self._searcher.close()
        self._index.close()

    def answer(self, text: str, filters: Filters = Filters(), sort: str = "relevance") -> Answer:  # noqa: B008 (immutable)
        """Return what a query finds, in the order of relevance, newest or oldest."""
        parsed = asked.parse(text, self._analyser)
        answer = self._answer(parsed, filters, sort)
        return self._first_page(answer, parsed) if sort == "relevance" else answer

    def _first_page(self, answer: Answer, parsed: asked.Query) -> Answer:
        """The answer, its first page in the order of scores to which nearness and titles were added."""
        near = self._nearness([term for term, _ in parsed.written], [hit.number for hit in answer.hits[:PAGE]])
        page = [Hit(hit.number, hit.score + near[hit.number]) for hit in answer.hits[:PAGE]]
        best = max((hit.score for hit in page), default=0)
        named = self._titled(answer, parsed)
        raised = [Hit(hit.number, hit.score + best * named(hit.number)) for hit in page]
        return Answer((*self._sorted(raised, "relevance"), *answer.hits[PAGE:]), answer.matched, answer.wanted)

    def _titled(self, answer: Answer, parsed: asked.Query) -> Callable[[int], int]:
        """What tells how far a query names a document: 1 where it is its whole title.

        Where no document has all words, one of two and more that are all asked for counts each of its title's words.
        """
        partial = answer.matched < answer.wanted
        known = {*parsed.title, *(map(self._analyser.stem, self.meant(parsed).values()) if partial else ())}

        def titled(number: int) -> int:
            own = tuple(term for _, term in self._analyser.terms(self._searcher.stored_fields(number)["name"]))
            if partial:
                return len(set(own)) if parsed.title and len(set(own)) > 1 and known.issuperset(own) else 0
            return int(bool(own) and own == parsed.title)

        return titled

    def _nearness(self, terms: Sequence[str], numbers: Sequence[int]) -> Counter[int]:
        """What documents earn by words that stand near each other in the query and in the document."""
        found: Counter[int] = Counter()
        places = {term: self._places(term, sorted(numbers)) for term in terms}
        for left, right in pairwise(terms):
            worth = NEARNESS * (self._rarity(left) + self._rarity(right))
            for number in places[left].keys() & places[right].keys():
                if _near(places[left][number], places[right][number]):
                    found[number] += worth
        return found

    def _rarity(self, term: str) -> int:
        return rarity(self._searcher.doc_frequency("text", term), self._searcher.doc_count_all())

    def _places(self, term: str, numbers: Iterable[int]) -> dict[int, Sequence[int]]:
        """Where a term stands in those of some documents, given by rising number, that have it."""
        reader, found = self._searcher.reader(), {}
        matcher = reader.postings("text", term) if ("text", term.encode()) in reader else matching.NullMatcher()
        for number in numbers:
            if matcher.is_active() and matcher.id() < number:
                matcher.skip_to(number)
            if matcher.is_active() and matcher.id() == number:
                found[number] = matcher.value_as("positions")
        return found

    def _answer(self, parsed: asked.Query, filters: Filters, sort: str) -> Answer:
        counted = _counted(parsed)
        if not (parsed.clauses or parsed.excluded):
            return Answer((), 0, 0)
        found = self._search(self._all(parsed.clauses, parsed.excluded, filters))
        if found or not counted:
            return Answer(self._sorted(found, sort), len(counted), len(counted))
        if len(counted) > 1:
            return self._closest(parsed, counted, filters, sort)
        return self._begun(parsed, counted[0], filters, sort)

    def _begun(self, parsed: asked.Query, part: asked.Clause, filters: Filters, sort: str) -> Answer:
        """Where the only word is none of the archive's: the documents with words that begin so, as half a match."""
        unknown = (pair for pair in parsed.written if ("text", pair[0].encode()) not in self._searcher.reader())
        word = next((word for term, word in unknown if part == asked.Word(term)), "")
        if len(word) < asked.SHORTEST_BEGINNING:
            return Answer((), 1, 1)
        others = [asked.Prefix(word) if clause == part else clause for clause in parsed.clauses]
        found = self._search(self._all(others, parsed.excluded, filters))
        return Answer(self._sorted(found, sort), 0 if found else 1, 1)

    def also(self, text: str, filters: Filters = Filters()) -> tuple[Hit, ...]:  # noqa: B008 (immutable)
        """Return the best documents that have most parts of a query but not all: those with more parts first."""
        parsed = asked.parse(text, self._analyser)
        counted = _counted(parsed)
        having = self._having(parsed, counted, filters)
        least = (len(counted) + 1) // 2
        scores = {hit.number: hit.score for hit in self._search(DefaultOr([self._clause(part) for part in counted]))}
        partial = [number for number, parts in having.items() if least <= parts < len(counted)]
        ordered = sorted(partial, key=lambda number: (-having[number], -scores[number], -number))
        return tuple(Hit(number, scores[number]) for number in ordered[:PAGE])

    def _having(self, parsed: asked.Query, counted: Sequence[asked.Clause], filters: Filters) -> Counter[int]:
        """How many of the parts each document has, of those that filters and exclusions allow."""
        others = [part for part in parsed.clauses if part not in counted]
        allowed = self._numbers(self._all(others, parsed.excluded, filters))
        having = Counter(number for part in counted for number in self._numbers(self._clause(part)))
        return Counter({number: parts for number, parts in having.items() if number in allowed})

    def results(self, hits: Iterable[Hit]) -> list[Result]:
        """Return what people want to know of documents found."""
        stored = ((hit, self._searcher.stored_fields(hit.number)) for hit in hits)
        return [Result(one["id"], one["url"], one["name"], hit.score) for hit, one in stored]

    def meant(self, parsed: asked.Query) -> dict[str, str]:
        """Return, for each single word that no document has, the word of the archive that it may have meant."""
        reader = self._searcher.reader()
        unknown = [word for term, word in parsed.written if ("text", term.encode()) not in reader]
        found = {word: nearest(word, [one for start in starts(word) for one in self._words(start)]) for word in unknown}
        return {word: likely for word, likely in found.items() if likely}

    def _words(self, start: str) -> list[tuple[str, int]]:
        """The words that begin so, with how often each was met."""
        reader = self._searcher.reader()
        words = (word.decode() for word in reader.expand_prefix("words", start))
        return [(word, int(reader.frequency("words", word))) for word in words]

    def _closest(self, parsed: asked.Query, counted: Sequence[asked.Clause], filters: Filters, sort: str) -> Answer:
        """The documents in which most parts of a query occur, where none has all.

        Among them those come first that have what a misspelt word may have meant.
        """
        having = self._having(parsed, counted, filters)
        most = max(having.values(), default=0)
        meant = [_term(self._analyser.stem(word)) for word in self.meant(parsed).values()]
        found = self._search(DefaultOr([*(self._clause(part) for part in counted), *meant]))
        best = [hit for hit in found if most and having[hit.number] == most]
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
        # not AndNot: whoosh 2.7.4's lets a document through that it should leave out, where it is the first
        unwanted = [query.Not(self._clause(part)) for part in excluded]
        parts = [*map(self._clause, clauses), *map(_Unscored, (*self._filters(filters), *unwanted))]
        return query.And(parts) if parts else _Unscored(query.Every())

    def _filters(self, filters: Filters) -> list[query.Query]:
        names = ("committee", "kind", "outcome", "topic", "ward", "person")
        found = [query.Term("facet", f"{name}={value}") for name in names if (value := getattr(filters, name))]
        if filters.first or filters.last:
            found.append(query.TermRange("day", filters.first or None, filters.last or None))
        return found

    def _clause(self, clause: asked.Clause) -> query.Query:
        match clause:
            case asked.Word(key, worth):
                return _term(key, worth)
            case asked.Every() | asked.Any() | asked.Prefix():
                return self._group(clause)
            case asked.Phrase() | asked.Near():
                return _side_by_side(clause)
            case asked.Committee() | asked.Dates():
                return _Unscored(self._narrowing(clause))
            case _:
                assert_never(clause)

    def _group(self, clause: asked.Every | asked.Any | asked.Prefix) -> query.Query:
        if isinstance(clause, asked.Prefix):
            return _Best([_term(key) for key in self._forms(clause.start, clause.field)])
        parts = [self._clause(part) for part in clause.parts]
        return query.And(parts) if isinstance(clause, asked.Every) else DefaultOr(parts)

    def _narrowing(self, clause: asked.Committee | asked.Dates) -> query.Query:
        if isinstance(clause, asked.Committee):
            return self._committee(clause.terms)
        return query.TermRange("day", clause.first or None, clause.last or None)

    def _committee(self, terms: Sequence[str]) -> query.Query:
        """Committees one of whose names has all the terms; a name's number stands before each of its terms."""
        names = sorted({word.decode().partition(" ")[0] for word in self._searcher.reader().lexicon("committee")})
        return DefaultOr([query.And([query.Term("committee", f"{name} {term}") for term in terms]) for name in names])

    def _forms(self, start: str, field: str) -> list[str]:
        """The keys of the words that begin so: of the most frequent, where there are too many."""
        reader = self._searcher.reader()
        terms = dict.fromkeys(self._analyser.stem(word) for word, _ in self._words(start))
        known = ((reader.doc_frequency(field or "text", term), term) for term in terms)
        most = sorted(((-count, term) for count, term in known if count))[:FORMS]
        return [f"{field}:{term}" if field else term for _, term in most]


def to_json(answer: Answer, results: Sequence[Result], closest: Sequence[Result] = ()) -> str:
    """Return an answer for other programs: the number of all documents found, and the results given.

    `closest` are further documents, with most of the words but not all.
    """
    more = {"closest": closest} if closest else {}
    return msgspec.json.encode({"total": len(answer.hits), "results": results, **more}).decode()


def to_text(answer: Answer, results: Sequence[Result]) -> str:
    """Return an answer for people, two lines a result."""
    found = len(answer.hits)
    partial = f", with {answer.matched} of {answer.wanted} words" if found and answer.matched < answer.wanted else ""
    lines = (f"{one.score:>7}  {one.title}\n{'':>9}{one.url}" for one in results)
    return "\n".join((f"{found} result{'' if found == 1 else 's'}{partial}", *lines))
