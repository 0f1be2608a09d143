from __future__ import annotations

import pytest

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
        ("no end", ["no end"]),
        ("", []),
    ],
)
def test_sentences_end_where_they_end_and_not_at_abbreviations_and_numbers(text: str, expected: list[str]) -> None:
    assert list(sentences(text)) == expected
