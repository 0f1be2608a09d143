from __future__ import annotations

import datetime as dt

from plugins.synthetic.chance import Chance
from plugins.synthetic.council import FIRST_DAY, LAST_DAY, found_council


def test_the_council_has_bodies_that_were_renamed_and_bodies_with_successors() -> None:
    committees = found_council(Chance(1)).committees
    assert 25 <= len(committees) <= 60
    assert sum(len(c.names) > 1 for c in committees.values()) >= 5
    assert all(c.successor in committees for c in committees.values() if c.ended)
    assert sum(c.ended is not None for c in committees.values()) >= 5


def test_a_body_takes_over_on_the_day_after_the_one_before_it_ended() -> None:
    council = found_council(Chance(1))
    for seat in council.seats:
        for (_, before), (start, _after) in zip(seat.bodies, seat.bodies[1:], strict=False):
            assert council.committees[before].ended == start - dt.timedelta(days=1)


def test_each_seat_has_a_body_on_the_first_and_on_the_last_day() -> None:
    council = found_council(Chance(2))
    bodies = [seat.body_on(day) for seat in council.seats for day in (FIRST_DAY, LAST_DAY)]
    assert set(bodies) <= set(council.committees)


def test_every_member_is_a_person_of_the_council() -> None:
    council = found_council(Chance(2))
    assert {m.person for c in council.committees.values() for m in c.members} <= set(council.people)
