from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.archive.sentences import sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One thing. Another thing.", ["One thing.", "Another thing."]),
        ("That it be noted; and that it return.", ["That it be noted;", "and that it return."]),
        ("Cllr. Ash and Mr. Elm spoke. All agreed.", ["Cllr. Ash and Mr. Elm spoke.", "All agreed."]),
        ("Councillor B. Elm spoke.", ["Councillor B. Elm spoke."]),
        ("(Minute No. 45 refers) It was noted.", ["(Minute No. 45 refers) It was noted."]),
        ("1. That it be noted. 2. That it return.", ["1. That it be noted.", "2. That it return."]),
        ("It cost £2.5 million.", ["It cost £2.5 million."]),
        ("Was it? It was.", ["Was it?", "It was."]),
        (
            "The sum was approx. Two pounds. The committees. All.",
            ["The sum was approx. Two pounds.", "The committees.", "All."],
        ),
        (
            "That (a) it be noted) ; and (b) \u201cit return.\u201d Agreed",
            ["That (a) it be noted) ;", "and (b) \u201cit return.\u201d", "Agreed"],
        ),
        ("no end", ["no end"]),
        ("", []),
    ],
)
def test_sentences_end_where_they_end_and_not_at_abbreviations_and_numbers(text: str, expected: list[str]) -> None:
    assert list(sentences(text)) == expected


WORDS = st.sampled_from(
    [
        "Cllr",
        "e.g",
        "approx",
        "A",
        "12",
        "(a",
        "committees",
        "abcdef",
        ".",
        ". ",
        "; ",
        "! ",
        ".\u201d ",
        " ",
        "\n",
        "\u201cZ",
        "\u00e9",
    ]
)


@given(st.lists(WORDS, max_size=12).map("".join))
def test_sentences_hold_all_that_is_written_in_its_order(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())
