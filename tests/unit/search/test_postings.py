from __future__ import annotations

import random
from array import array
from pathlib import Path

import pytest

from plugins.search.format import places_code
from plugins.search.keeping import StaleCacheError, keep, kept
from plugins.search.postings import Change, Posting, Postings, Sheaf, sheaf


def _posting(chance: random.Random, number: int) -> Posting:
    """A posting; some have so many places that their length takes two bytes."""
    count = chance.choice((0, 1, 2, 5, 150))
    return Posting(number, chance.randint(1, 63), places_code(sorted(chance.sample(range(40_000), count))))


def _of(rows: list[Posting]) -> Postings:
    made = Postings()
    for row in rows:
        made.add(*row)
    return made


def _rows(seed: int, count: int = 40) -> list[Posting]:
    chance = random.Random(seed)
    return [_posting(chance, number) for number in sorted(chance.sample(range(200), count))]


@pytest.mark.parametrize("seed", range(20))
def test_what_goes_is_left_out_and_what_comes_stands_in_its_place(seed: int) -> None:
    chance, rows = random.Random(seed), _rows(seed)
    gone = sorted(chance.sample([row.number for row in rows], chance.randint(0, 12)))
    left = [row for row in rows if row.number not in gone]
    free = sorted(set(range(200)) - {row.number for row in left})
    fresh = [_posting(chance, number) for number in sorted(chance.sample(free, chance.randint(0, 12)))]
    now = Change({"park": gone}, {"park": fresh}).applied("park", _of(rows))
    assert list(now.each()) == sorted(left + fresh)


def test_numbers_move_by_the_table_and_places_stay() -> None:
    rows = _rows(3)
    moved = array("i", (number + 7 for number in range(200)))
    now = Change({}, {}, moved).applied("park", _of(rows))
    assert list(now.each()) == [row._replace(number=row.number + 7) for row in rows]


def test_what_is_to_go_must_be_there() -> None:
    with pytest.raises(StaleCacheError):
        Change({"park": [199, 200]}, {}).applied("park", _of(_rows(3)))


def test_chunks_are_cut_between_documents() -> None:
    rows = _rows(4, 25)
    assert _of(rows).chunks(10) == [b"".join(row.places for row in rows[at : at + 10]) for at in (0, 10, 20)]


def test_a_sheaf_that_was_kept_gives_the_same_postings(tmp_path: Path) -> None:
    made = {"lake": _of(_rows(5)), "park": _of(_rows(6))}
    keep(tmp_path / "sheaf", sheaf(list(made), made.values()))
    back = kept(tmp_path / "sheaf", Sheaf)
    assert {term: back.postings(term) for term in made} == made
    with pytest.raises(StaleCacheError):
        back.postings("pond")
