from __future__ import annotations

from itertools import islice

from plugins.synthetic.chance import Chance
from plugins.synthetic.council import found_council
from plugins.synthetic.schedule import sittings


def test_no_body_meets_twice_at_one_time_even_in_later_rounds_of_the_years() -> None:
    council = found_council(Chance(1))
    held = list(islice(sittings(Chance(4), council), 9000))
    assert {sitting.round for sitting in held} > {0, 1}
    assert len({(s.body, s.day, s.start if s.round else "") for s in held}) == len(held)


def test_meetings_are_on_working_days_in_order() -> None:
    council = found_council(Chance(1))
    days = [sitting.day for sitting in islice(sittings(Chance(4), council), 500)]
    assert days == sorted(days)
    assert max(day.weekday() for day in days) == 4


def test_a_body_is_named_as_it_was_on_the_day() -> None:
    council = found_council(Chance(1))
    names = {
        (sitting.day.year, sitting.named)
        for sitting in islice(sittings(Chance(4), council), 4000)
        if sitting.body == "city-executive-board"
    }
    assert {name for year, name in names if year < 2019} == {"City Executive Board"}
    assert {name for year, name in names if year > 2019} == {"Cabinet"}
