from __future__ import annotations

from collections import Counter

from plugins.synthetic.chance import Chance
from plugins.synthetic.vocabulary import SLOTS, place_names, vocabulary


def test_the_language_has_forty_thousand_words_and_more_all_different_without_regard_to_case() -> None:
    words = vocabulary().words
    assert len({word.casefold() for word in words}) == len(words) >= 40_000


def test_frequencies_are_natural_a_hundred_words_make_over_a_third_of_a_text() -> None:
    counts = [count for _, count in Counter(vocabulary().table).most_common()]
    assert sum(counts) == SLOTS
    assert sum(counts[:100]) > SLOTS / 3
    assert counts[0] > 1.5 * counts[2] > 3 * counts[10] > 0


def test_every_word_can_be_said() -> None:
    assert set(vocabulary().table) == set(vocabulary().words)


def test_place_names_are_as_many_as_asked_for_and_different() -> None:
    assert len(set(place_names(Chance(1), 5000))) == 5000
