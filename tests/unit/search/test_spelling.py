from __future__ import annotations

import pytest

from plugins.search.spelling import distance, nearest, starts


@pytest.mark.parametrize(
    ("one", "other", "letters"),
    [
        ("library", "library", 0),
        ("libary", "library", 1),
        ("lirbary", "library", 1),
        ("lybrery", "library", 2),
        ("park", "parking", 3),
    ],
)
def test_letters_to_change_add_leave_out_or_swap_are_counted(one: str, other: str, letters: int) -> None:
    assert distance(one, other) == distance(other, one) == letters


def test_the_nearest_word_is_meant_and_of_two_the_more_common() -> None:
    known = [("parking", 3), ("packing", 90), ("marking", 9)]
    assert nearest("parkign", known) == "parking"
    assert nearest("xarking", known) == "marking"
    assert nearest("xyzzy", known) is None
    assert nearest("parking", [("parking", 3)]) is None


def test_short_words_have_one_letter_wrong_at_most() -> None:
    assert nearest("tabel", [("table", 5)]) == "table"
    assert nearest("tebal", [("table", 5)]) is None


def test_a_word_is_looked_for_under_its_first_letters_also_swapped() -> None:
    assert starts("libary") == ("li", "il", "lb")
    assert starts("abc") == ()
