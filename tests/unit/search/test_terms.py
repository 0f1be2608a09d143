from __future__ import annotations

import random

import pytest

from plugins.search import terms
from plugins.search.postings import Postings


@pytest.mark.parametrize("found", [30, 41, 300, 321, 4000])
@pytest.mark.parametrize("levels", [1, 3, 63])
def test_the_best_of_a_words_documents_have_its_highest_levels_and_of_equals_the_latest(
    found: int, levels: int
) -> None:
    chance, every = random.Random(found), Postings()
    for number in range(0, 7 * found, 7):
        every.add(number, chance.randint(1, levels), b"\0")
    pairs = list(zip(every.levels, every.numbers, strict=True))
    best = terms._best(every, 40)
    assert sorted(zip(best.levels, best.numbers, strict=True)) == sorted(sorted(pairs, reverse=True)[:40])
    assert list(best.numbers) == sorted(best.numbers)
