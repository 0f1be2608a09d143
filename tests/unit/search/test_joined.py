from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import pytest

from plugins.search import format as form
from plugins.search.format import gaps, places_code
from plugins.search.joined import Joined, Rows, added, document_set, together, varints
from plugins.search.postings import Postings
from plugins.search.terms import Listed

DOCUMENTS = 5_000


def _postings(found: int, levels: int, *, most: int = 4, chance: random.Random) -> Postings:
    """Postings in so many documents; each says a word in up to so many places."""
    made = Postings()
    for number in sorted(chance.sample(range(DOCUMENTS), found)):
        places = sorted(chance.sample(range(40_000), chance.randint(min(1, most), most)))
        made.add(number, chance.randint(1, levels), places_code(places))
    return made


def _met(one: Postings) -> list[int]:
    """In how many places a term stands in each document: of bytes below 128, one ends each place."""
    return [sum(byte < 128 for byte in places) for places in one.values()]


def _rows(some: Sequence[Postings]) -> Rows:
    return Rows(
        np.array([len(one.numbers) for one in some], np.int64),
        np.array([len(one.places) for one in some], np.int64),
        np.array([number for one in some for number in one.numbers], np.uint32),
        np.array([level for one in some for level in one.levels], np.uint8),
        np.array([count for one in some for count in _met(one)], np.uint32),
        b"".join(one.places for one in some),
    )


def _some(seed: int) -> list[Postings]:
    chance = random.Random(seed)
    counts = (1, 3, 40, 41, 199, 200, 201, 512, 513, 600, 626, 1_024, 2_000, 2_001, 5_000)
    common = [_postings(found, chance.choice((1, 3, 63)), chance=chance) for found in counts]
    nowhere = [_postings(found, 63, most=0, chance=chance) for found in (2, 512, 700)]
    return [*common, *nowhere, _postings(1_500, 63, most=90, chance=chance)]


@pytest.mark.parametrize("seed", range(4))
def test_postings_joined_give_what_they_give_one_by_one(seed: int) -> None:
    some = _some(seed)
    random.Random(seed).shuffle(some)
    joined, listed = Joined(_rows(some), DOCUMENTS), Listed(some, DOCUMENTS)
    assert joined.each() == some
    assert joined.found == listed.found
    assert joined.worked == listed.worked
    assert joined.heads() == listed.heads()
    for at in range(len(some)):
        assert [bytes(part) for part in map(bytearray, joined.chunks(at))] == listed.chunks(at)
        assert joined.levels(at) == listed.levels(at)
        assert [list(part) for part in joined.head(at)] == [list(part) for part in listed.head(at)]
    names = [f"{at:02}" for at in range(len(some))]
    assert joined.sheaf(names) == listed.sheaf(names)


def test_rows_of_shards_are_cut_between_terms_and_joined_again() -> None:
    some = _some(9)
    parts = _rows(some).each([0, 5, 1, len(some) - 6])
    told = [posting for part in parts for posting in Joined(part, DOCUMENTS).each()]
    assert told == some
    assert Joined(together(parts), DOCUMENTS).each() == some


def test_rows_of_a_term_are_added_in_order_of_their_documents() -> None:
    one = _postings(700, 63, chance=random.Random(4))
    earlier, later = Postings(), Postings()
    for posting in one.each():
        (earlier if posting.number < DOCUMENTS // 3 else later).add(*posting)
    assert Joined(added([_rows([earlier]), _rows([later])]), DOCUMENTS).each() == [one]


@pytest.mark.parametrize(
    "numbers", [[], [0], [127, 0, 5], [128, 1], [16_383, 16_384, 2], [2_097_151, 2_097_152, 268_435_456, 1, 0, 300]]
)
def test_numbers_are_written_in_bytes_of_seven_bits(numbers: list[int]) -> None:
    assert varints(np.array(numbers, np.int64)) == form.varints(numbers)


@pytest.mark.parametrize("documents", [1, 7, 8, 9, 64, 1_001])
@pytest.mark.parametrize("each", [1, 2, 3, 7, 9, 40])
def test_a_set_is_of_steps_or_of_bits(documents: int, each: int) -> None:
    numbers = list(range(0, documents, each))
    code = document_set(np.array(numbers, np.uint32), documents)
    assert code == form.document_set(numbers, documents)
    if 8 * len(numbers) >= documents:
        assert [at for at in range(documents) if code[at // 8] >> at % 8 & 1] == numbers
    else:
        assert code == form.varints(gaps(numbers))
