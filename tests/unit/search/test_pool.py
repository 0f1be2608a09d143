from __future__ import annotations

from plugins.search.documents import Passage, SearchDocument
from plugins.search.format import FIELDS, GAP, GRID, ROUTINE_WEIGHT, level, varint
from plugins.search.pool import Pool
from tests.support.searching import pivots, read

TITLE = FIELDS[0].weight


def _document(*passages: Passage, **facts: object) -> SearchDocument:
    return SearchDocument(id="x", kind="item", url="x/", title="x", passages=passages, **facts)  # type: ignore[arg-type]


def _read(*documents: SearchDocument) -> Pool:
    return read("en", documents)


def _levels(pool: Pool, term: str) -> list[int]:
    return list(pool.terms[term].levels)


def _places(pool: Pool, term: str) -> list[bytes]:
    return list(pool.terms[term].values())


def test_a_term_knows_its_documents_and_where_it_stands_in_each() -> None:
    pool = _read(_document(Passage("minutes", "a park a lake")), _document(Passage("minutes", "the park")))
    assert pool.terms["park"].numbers.tolist() == [0, 1]
    assert _places(pool, "a") == [b"\0\x02"]
    assert _places(pool, "park") == [b"\x01", b"\x01"]


def test_passages_are_out_of_reach_of_each_other_and_begin_on_a_grid() -> None:
    pool = _read(_document(Passage("minutes", "park"), Passage("minutes", "park")))
    assert 1 + GAP <= 2 * GRID
    assert _places(pool, "park") == [b"\0" + varint(2 * GRID)]


def test_a_word_more_in_a_passage_moves_no_word_of_the_next() -> None:
    before, after = (_read(_document(Passage("minutes", text), Passage("minutes", "lake"))) for text in ("a", "a b"))
    assert _places(before, "lake") == _places(after, "lake")


def test_a_word_is_worth_more_in_a_title_than_in_the_minutes() -> None:
    pool = _read(_document(Passage("title", "park")), _document(Passage("minutes", "park")))
    first, second = _levels(pool, "park")
    assert first > second


def test_weights_are_added_over_fields_before_they_are_saturated() -> None:
    both = _read(_document(Passage("title", "park"), Passage("minutes", "park")))
    assert _levels(both, "park") == [level(TITLE + 1.0)]


def test_a_word_is_worth_less_in_a_longer_text() -> None:
    short, long = Passage("minutes", "park lake"), Passage("minutes", "park " + "lake " * 60)
    first, second = _levels(_read(_document(short), _document(long)), "park")
    assert first > second


def test_routine_items_are_worth_less() -> None:
    pool = _read(_document(Passage("title", "park")), _document(Passage("title", "park"), routine=True))
    assert _levels(pool, "park") == [level(TITLE), level(TITLE * ROUTINE_WEIGHT)]


def test_titles_have_terms_of_their_own() -> None:
    pool = _read(_document(Passage("title", "park"), Passage("minutes", "lake")))
    assert {term for term in pool.terms if term.startswith("title:")} == {"title:park"}


def test_references_lead_to_their_document_as_queries_name_them() -> None:
    references = ("item 50", "50/2", "Int 1299-2018", "2013-09-11", "Background", "Item 7")
    pool = _read(_document(Passage("title", "x"), references=references))
    named = {term for term in pool.terms if term.startswith("#")}
    assert named == {"#item 50", "#item 7", "#50/2", "#12992018", "#2013-09-11"}
    assert len(pool.terms["#50/2"].numbers) == 1


def test_words_are_kept_as_written_with_how_often() -> None:
    pool = _read(_document(Passage("minutes", "Parks, parks and co-op parking")))
    assert pool.words() == {"and": 1, "co": 1, "coop": 1, "op": 1, "parking": 1, "parks": 2}


def test_usual_lengths_lie_on_a_coarse_ladder() -> None:
    lengths = [pivots([_document(Passage("minutes", "x" * (600 + extra)))])["minutes"] for extra in (0, 6)]
    assert lengths[0] == lengths[1]


def test_a_repeated_compound_is_told_once_in_each_place() -> None:
    pool = _read(_document(Passage("minutes", "50/50 re-re")))
    assert _places(pool, "50") == [b"\0\x01"]
    assert _places(pool, "re") == [b"\x02\x01"]
