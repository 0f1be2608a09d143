from __future__ import annotations

import pytest

from plugins.synthetic.chance import Chance

pytestmark = pytest.mark.filterwarnings("error")


def test_the_choices_of_a_seed_never_change() -> None:
    # The Mersenne Twister's published sequence for seed 1, as every Python has given it since 2.3.
    chance = Chance(1)
    assert [round(chance.random(), 6) for _ in range(3)] == [0.134364, 0.847434, 0.763775]


def test_a_sample_holds_different_members() -> None:
    chance = Chance(3)
    samples = [chance.sample(range(9), 5) for _ in range(200)]
    assert all(len(set(sample)) == 5 for sample in samples)
    assert {n for sample in samples for n in sample} == set(range(9))


def test_a_sample_of_more_than_there_are_is_all_there_are() -> None:
    assert sorted(Chance(3).sample("abc", 7)) == ["a", "b", "c"]


def test_between_includes_both_ends() -> None:
    chance = Chance(5)
    assert {chance.between(2, 4) for _ in range(200)} == {2, 3, 4}
