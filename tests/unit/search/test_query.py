from __future__ import annotations

import pytest

from plugins.search.analyse import Analyser
from plugins.search.query import (
    Any,
    Clause,
    Committee,
    Dates,
    Every,
    Near,
    Phrase,
    Prefix,
    Query,
    Word,
    first_day,
    last_day,
    parse,
)

ENGLISH = Analyser("en")


def _clauses(text: str) -> tuple[Clause, ...]:
    return parse(text, ENGLISH).clauses


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("Library closures", (Word("librari"), Word("closur"))),
        ('"green waste" bins', (Phrase(("green", "wast")), Word("bin"))),
        ('"unfinished quote', (Phrase(("unfinish", "quot")),)),
        ('"one"', (Word("one"),)),
        ("bus OR coach fares", (Any((Word("bus"), Word("coach"))), Word("fare"))),
        ("flood*", (Prefix("flood"),)),
        ("title:plan* title:budget", (Prefix("plan", "title"), Word("title:budget"))),
        ('title:"local plan"', (Phrase(("title:local", "title:plan"), "title"),)),
        ('committee:"Executive Board"', (Committee(("execut", "board")),)),
        ("school NEAR/5 crossing", (Near("school", "cross", 5),)),
        ("school NEAR crossing", (Near("school", "cross", 10),)),
        ("school NEAR/5000 crossing", (Near("school", "cross", 99),)),
        ('"a school" NEAR/5 crossing', (Every((Phrase(("a", "school")), Word("cross"))),)),
        ("2013..2015", (Dates("2013-01-01", "2015-12-31"),)),
        ("2012-02..", (Dates("2012-02-01", ""),)),
        ("..2012-02", (Dates("", "2012-02-29"),)),
        ("and/or", (Every((Word("and"), Word("or"))),)),
        ("co-operative", (Any((Word("cooper"), Every((Word("co"), Word("oper"))))),)),
        ("the library", (Word("librari"),)),
        ("of the", (Word("of"), Word("the"))),
        ("library library", (Word("librari"),)),
        ("OR", (Word("or"),)),
        ("…", ()),
        ("", ()),
    ],
)
def test_what_is_typed_asks_for(text: str, clauses: tuple[Clause, ...]) -> None:
    assert _clauses(text) == clauses


def test_a_minus_excludes_words_phrases_and_fields() -> None:
    query = parse('park -lake -"green waste" -title:budget', ENGLISH)
    excluded = (Word("lake"), Phrase(("green", "wast")), Word("title:budget"))
    assert query == Query((Word("park"),), excluded, (("park", "park"),))


@pytest.mark.parametrize(
    "text",
    [
        "11 September 2013",
        "11th Sept. 2013",
        "September 11, 2013",
        "11/09/2013",
        "11.09.2013",
        "2013-09-11",
        "11 Medi 2013",
    ],
)
def test_a_day_in_any_usual_form_names_its_meetings(text: str) -> None:
    (clause,) = _clauses(text)
    assert isinstance(clause, Any)
    assert clause.parts[0] == Word("#2013-09-11", 4)


@pytest.mark.parametrize("text", ["31/02/2013", "2013-13-01", "32 May 2013", "May 2013"])
def test_what_is_no_day_is_words(text: str) -> None:
    assert not any("#20" in str(clause) and "-" in getattr(clause, "key", "") for clause in _clauses(text))


@pytest.mark.parametrize(("text", "key"), [("item 50", "#item 50"), ("Item 7A", "#item 7a"), ("50/2", "#50/2")])
def test_a_reference_names_the_exact_document_and_still_finds_the_words(text: str, key: str) -> None:
    (clause,) = _clauses(text)
    assert isinstance(clause, Any)
    assert clause.parts[0] == Word(key, 4)
    assert isinstance(clause.parts[-1], Every)


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2013", "2013-01-01", "2013-12-31"),
        ("2012-2", "2012-02-01", "2012-02-29"),
        ("2013-09-11", "2013-09-11", "2013-09-11"),
        ("2013-13", "", ""),
        ("yesterday", "", ""),
        ("", "", ""),
    ],
)
def test_years_and_months_have_a_first_and_a_last_day(written: str, first: str, last: str) -> None:
    assert (first_day(written), last_day(written)) == (first, last)


@pytest.mark.parametrize("text", ['"', "-", "title:", "*", "😀", "((", "NEAR/3", '-"', "a" * 10_000, '"a ' * 3000])
def test_nothing_typed_is_an_error(text: str) -> None:
    assert isinstance(parse(text, ENGLISH), Query)
