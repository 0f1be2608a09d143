"""When the bodies of an invented council meet.

Twenty years of days hold some 50,000 items. What is asked for beyond that sits on days of the same years at hours
of the day, one hour a round, so that no body meets twice at one time however large the archive.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from plugins.archive.records import Committee, CommitteeId, Member
from plugins.synthetic.chance import Chance
from plugins.synthetic.council import ELECTION, FIRST_DAY, LAST_DAY, MEMBERS, Council

EVENINGS: Final = ("18:00", "18:30", "14:00", "10:00", "17:30")
BUSY: Final = 2.6  # up to so many meetings a day
SATURDAY: Final = 5


@dataclass(frozen=True, slots=True)
class Sitting:
    """A body that meets on a day: the `number`-th meeting of all, in a `round` of the same years.

    `seat` is whose work it is, `named` the body's name on that day, `members` those who serve on it then.
    """

    number: int
    round: int
    seat: int
    day: dt.date
    start: str
    body: CommitteeId
    named: str
    members: tuple[Member, ...]


def sittings(chance: Chance, council: Council) -> Iterator[Sitting]:
    """Meetings without end, each when the one before has been held."""
    number = again = 0
    while True:
        for day in _working_days():
            for body, seat in _bodies_on(chance, council, day):
                number += 1
                yield _sitting(chance, council.committees[body], day, number=number, again=again, seat=seat)
        again += 1


def _working_days() -> Iterator[dt.date]:
    days = (FIRST_DAY + dt.timedelta(days=k) for k in range((LAST_DAY - FIRST_DAY).days + 1))
    return (day for day in days if day.weekday() < SATURDAY)


def _bodies_on(chance: Chance, council: Council, day: dt.date) -> list[tuple[CommitteeId, int]]:
    seats = chance.sample(range(len(council.seats)), int(chance.random() * BUSY))
    return list({council.seats[seat].body_on(day): seat for seat in seats}.items())


def _sitting(chance: Chance, committee: Committee, day: dt.date, *, number: int, again: int, seat: int) -> Sitting:
    members = committee.members[:MEMBERS] if day < ELECTION else committee.members[MEMBERS:]
    named = [name.name for name in committee.names if name.from_ is None or name.from_ <= day][-1]
    start = f"{9 + again // 60:02d}:{again % 60:02d}" if again else chance.pick(EVENINGS)
    return Sitting(number, again, seat, day, start, committee.id, named, members)
