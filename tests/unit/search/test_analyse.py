from __future__ import annotations

import re
import sys
import unicodedata

import pytest

from plugins.search.analyse import Analyser, fold


def _terms(text: str, tag: str = "en") -> list[tuple[int, str]]:
    return Analyser(tag).terms(text)


def _found_by(query: str, text: str) -> bool:
    """Whether every term of a query is among a text's."""
    return {term for _, term in _terms(query)} <= {term for _, term in _terms(text)}


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Libraries of the borough", [(0, "librari"), (1, "of"), (2, "the"), (3, "borough")]),
        ("Children's centres", [(0, "children"), (1, "centr")]),
        ("don’t", [(0, "dont")]),
        ("O'Brien", [(0, "o"), (1, "brien"), (0, "obrien")]),
        ("a co-operative shop", [(0, "a"), (1, "co"), (2, "oper"), (1, "cooper"), (3, "shop")]),
        ("£200,000 or £2.5m", [(0, "200000"), (1, "or"), (2, "2.5m")]),
        ("paper 50/2", [(0, "paper"), (1, "50"), (2, "2"), (1, "50/2")]),
        ("and/or", [(0, "and"), (1, "or")]),
        ("Parks & Gardens", [(0, "park"), (1, "and"), (2, "garden")]),
        ("a-b-c-d-e-f-g", [(place, letter) for place, letter in enumerate("abcdefg")]),
        ("", []),
        ("— … !", []),
    ],
)
def test_a_text_gives_its_terms_with_their_places(text: str, terms: list[tuple[int, str]]) -> None:
    assert _terms(text) == terms


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("ynys mon", "Ynys Môn"),
        ("cooperative", "the co-operative"),
        ("childrens", "Children's Services"),
        ("obrien", "Councillor O’Brien"),
        ("200000", "£200,000"),
        ("parks and gardens", "Parks & Gardens"),
        ("strasse", "Straße"),
        ("ysgol gŵyl", "Ysgol Gwyl"),
    ],
)
def test_what_people_type_finds_what_is_written(query: str, text: str) -> None:
    assert _found_by(query, text)


def test_welsh_is_folded_and_not_stemmed_as_english() -> None:
    assert _terms("Llyfrgelloedd yn Ynys Môn", "cy") == [
        (0, "llyfrgelloedd"),
        (1, "yn"),
        (2, "ynys"),
        (3, "mon"),
    ]


def test_folding_keeps_letters_and_drops_marks_whichever_way_they_are_written() -> None:
    assert fold("ÉCOLE e\u0301cole") == "ecole ecole"
    assert fold("plain £5 – “quoted”") == "plain £5 – “quoted”"


def test_python_and_unicode_agree_on_what_a_word_is_made_of() -> None:
    word = re.compile(r"\w")
    odd = [n for n in range(sys.maxunicode + 1) if bool(word.match(chr(n))) != _is_word(chr(n))]
    assert odd == []


def _is_word(letter: str) -> bool:
    return letter == "_" or unicodedata.category(letter)[0] in "LN"


def test_an_endless_word_is_cut() -> None:
    assert _terms("z" * 500) == [(0, "z" * 60)]
