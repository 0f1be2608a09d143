from __future__ import annotations

from plugins.synthetic.chance import Chance
from plugins.synthetic.council import found_council
from plugins.synthetic.matters import LONGEST_LIFE, issue_record, new_matter


def test_two_matters_of_one_title_have_different_issues() -> None:
    council = found_council(Chance(1))
    first, second = new_matter(Chance(9), council, 1), new_matter(Chance(9), council, 2)
    assert first.title == second.title
    assert first.issue != second.issue


def test_matters_come_up_once_to_six_times_most_of_them_seldom() -> None:
    chance = Chance(1)
    council = found_council(chance)
    lives = [new_matter(chance, council, number).left for number in range(500)]
    assert set(lives) == set(range(1, LONGEST_LIFE + 1))
    assert 1.8 < sum(lives) / len(lives) < 2.6


def test_an_issue_is_related_to_the_earlier_matter_it_is_given() -> None:
    chance = Chance(1)
    council = found_council(chance)
    earlier, later = new_matter(chance, council, 1), new_matter(chance, council, 2)
    assert issue_record(chance, later, council.wards, earlier).related == (earlier.issue,)
