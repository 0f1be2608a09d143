from __future__ import annotations

import random
from array import array
from pathlib import Path

import pytest

from plugins.search import format as form
from plugins.search.format import places_code
from plugins.search.keeping import StaleCacheError, keep, kept
from plugins.search.postings import Change, Posting, Postings, Sheaf, Worked, sheaf


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


def test_chunks_are_cut_between_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(form, "PLACES_CHUNK", 10)
    rows = _rows(4, 25)
    assert _of(rows).chunks() == [b"".join(row.places for row in rows[at : at + 10]) for at in (0, 10, 20)]


@pytest.mark.parametrize("seed", range(20))
def test_where_chunks_are_cut_is_known_also_of_postings_that_were_replaced(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(form, "PLACES_CHUNK", 7)
    chance, rows = random.Random(seed), _rows(seed)
    before = _of(rows)
    before.worked = Worked(cuts=before.cuts().tobytes())
    fresh = [_posting(chance, row.number) for row in rows if chance.random() < 0.2]
    now = Change({"park": [row.number for row in fresh]}, {"park": fresh}).applied("park", before)
    plain = _of(sorted([*fresh, *(row for row in rows if row.number not in {one.number for one in fresh})]))
    assert now == plain
    assert now.chunks() == plain.chunks()
    ordinals = sorted(chance.sample(range(len(rows) + 1), 9))
    assert now.starts(ordinals) == plain.starts(ordinals)


def test_what_was_worked_out_of_levels_is_not_kept_with_other_levels() -> None:
    rows = _rows(7)
    before = _of(rows)
    before.worked = Worked(b"best", b"levels", b"whole", b"tier", before.cuts().tobytes())
    other = [rows[3]._replace(level=rows[3].level % 63 + 1)]
    now = Change({"park": [rows[3].number]}, {"park": other}).applied("park", before)
    assert now.worked == Worked(whole=b"whole", cuts=before.cuts().tobytes())


def test_a_sheaf_that_was_kept_gives_the_same_postings(tmp_path: Path) -> None:
    made, worked = {"lake": _of(_rows(5)), "park": _of(_rows(6))}, Worked(whole=b"all", cuts=bytes(4))
    keep(tmp_path / "sheaf", sheaf(list(made), list(made.values()), {1: worked}))
    back = kept(tmp_path / "sheaf", Sheaf)
    assert back.postings("park").worked == worked
    assert {term: back.postings(term) for term in made} == made
    with pytest.raises(StaleCacheError):
        back.postings("pond")
