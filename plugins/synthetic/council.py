"""The invented council that all synthetic archives are of: its bodies through twenty years, its people and places."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from plugins.archive.records import (
    ArchiveSettings,
    Committee,
    CommitteeId,
    CommitteeKind,
    Contact,
    DatedName,
    Member,
    Person,
    PersonId,
)
from plugins.archive.text import slugify
from plugins.synthetic.chance import Chance
from plugins.synthetic.lexicon import FIRST_NAMES
from plugins.synthetic.vocabulary import place_names

FIRST_DAY: Final = dt.date(2004, 5, 4)
LAST_DAY: Final = dt.date(2024, 5, 2)
ELECTION: Final = dt.date(2014, 5, 22)
ORIGIN: Final = "https://committees.example.org/"

COUNCILLORS: Final = 260
OFFICERS: Final = 60
MEMBERS: Final = 9

# One line a seat of work: bodies that follow each other, "kind: name, name from date > next body from date".
SEATS_OF_WORK: Final = """
executive: City Executive Board, Cabinet from 2019-05-13
council: Council
regulatory: Planning Committee East
regulatory: Planning Committee West
regulatory: Licensing Committee, Licensing and Gambling Acts Committee from 2007-09-03
regulatory: Licensing Sub-Committee
scrutiny: Overview and Scrutiny Committee, Scrutiny Committee from 2011-05-18
regulatory: Audit Committee, Audit and Governance Committee from 2009-04-01
scrutiny: Housing Panel > Housing and Homelessness Panel from 2015-06-01
scrutiny: Finance Panel, Finance and Performance Panel from 2018-05-23
scrutiny: Education Committee > Children and Young People Committee from 2006-05-24
scrutiny: Social Services Committee > Adult Social Care Committee from 2008-05-21
advisory: Highways Panel > Highways and Transport Panel from 2012-05-16
advisory: Environment Panel, Environment and Climate Panel from 2019-07-22
advisory: Health Partnership Board > Health and Wellbeing Board from 2013-04-01
regulatory: Standards Committee
regulatory: Appointments Committee
advisory: Pensions Board
advisory: Parks and Open Spaces Panel
area: North Area Forum > North Neighbourhood Board from 2010-09-01
area: South Area Forum > South Neighbourhood Board from 2010-09-01
area: Riverside Area Forum > South Neighbourhood Board from 2010-09-01
area: Central Area Forum
advisory: Community Safety Panel, Safer Communities Panel from 2016-05-18
advisory: Economic Development Panel
advisory: Waste and Recycling Panel
advisory: Cycling Working Group
advisory: Heritage and Conservation Panel
other: Charity Trustees Committee
other: Joint Waste Committee
advisory: Youth Forum
regulatory: Taxi Licensing Panel
scrutiny: Budget Review Group
advisory: Libraries and Museums Panel
"""

TOPICS: Final = (
    "Adult social care",
    "Air quality",
    "Budget",
    "Business and trade",
    "Children and families",
    "Climate",
    "Community safety",
    "Culture",
    "Cycling and walking",
    "Elections",
    "Equality",
    "Flooding",
    "Governance",
    "Health",
    "Heritage",
    "Homelessness",
    "Housing",
    "Jobs and skills",
    "Land and property",
    "Libraries",
    "Licensing",
    "Parking",
    "Parks",
    "Planning",
    "Public transport",
    "Roads",
    "Schools",
    "Sport",
    "Voluntary sector",
    "Waste and recycling",
)
STREETS: Final = ("Road", "Street", "Lane", "Avenue", "Close", "Drive", "Way", "Crescent", "Terrace", "Gardens")
OFFICES: Final = (
    "Head of Customer Services",
    "Director of Housing",
    "Head of Planning",
    "Monitoring Officer",
    "Chief Executive",
    "Director of Finance",
    "Head of Legal Services",
    "Transport Manager",
    "Democratic Services Officer",
    "Head of Environment",
)


@dataclass(frozen=True, slots=True)
class Seat:
    """One seat of work: its bodies with the day each began, oldest first."""

    bodies: tuple[tuple[dt.date, CommitteeId], ...]

    def body_on(self, day: dt.date) -> CommitteeId:
        """The body that does this work on the day."""
        return next(body for start, body in reversed(self.bodies) if start <= day)


@dataclass(frozen=True, slots=True)
class Council:
    """Everything of an archive that is there before its first meeting."""

    settings: ArchiveSettings
    seats: tuple[Seat, ...]
    committees: dict[CommitteeId, Committee]
    people: dict[PersonId, Person]
    officers: tuple[Person, ...]
    wards: tuple[str, ...]
    streets: tuple[str, ...]
    organisations: tuple[str, ...]


def found_council(chance: Chance) -> Council:
    """The council that belongs to a seed."""
    names = place_names(chance, 900)
    wards = tuple(names[:24])
    councillors = _people(chance, names[24:], COUNCILLORS, "Councillor")
    officers = _people(chance, names[300:], OFFICERS, "Officer")
    lines = [line.split(": ", 1) for line in SEATS_OF_WORK.strip().splitlines()]
    committees = {c.id: c for kind, line in lines for c in _bodies(chance, CommitteeKind(kind), line, councillors)}
    return Council(
        settings=_settings(names[0]),
        seats=tuple(_seat(line) for _, line in lines),
        committees=committees,
        people={p.id: p for p in (*_elected(chance, councillors, wards), *officers)},
        officers=tuple(officers),
        wards=wards,
        streets=_joined(chance, names, STREETS),
        organisations=_joined(chance, names, ("Limited", "Trust", "Residents Association", "Partnership")),
    )


def _settings(name: str) -> ArchiveSettings:
    return ArchiveSettings(
        name=f"{name} City Council",
        title=f"{name} decisions",
        tagline="An invented council, for tests of scale",
        origins=(ORIGIN,),
        as_of=LAST_DAY,
        licence="Open Government Licence v3.0",
        licence_url="https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    )


def _people(chance: Chance, families: list[str], count: int, role: str) -> list[Person]:
    found: dict[str, Person] = {}
    while len(found) < count:
        name = f"{chance.pick(FIRST_NAMES)} {chance.pick(families)}"
        found[name] = Person(id=PersonId(slugify(name)), name=name, role=role)
    return list(found.values())


def _elected(chance: Chance, councillors: list[Person], wards: tuple[str, ...]) -> Iterator[Person]:
    parties = ("Civic Alliance", "Commons Party", "Independent", "Riverside First")
    for person in councillors:
        yield Person(
            id=person.id, name=person.name, role=person.role, party=chance.pick(parties), ward=chance.pick(wards)
        )


def _seat(line: str) -> Seat:
    bodies = [_named(part) for part in line.split(" > ")]
    return Seat(tuple((start or dt.date.min, body_id(names[0][0])) for start, names in bodies))


def _named(part: str) -> tuple[dt.date | None, list[tuple[str, dt.date | None]]]:
    names = [_dated(name) for name in part.split(", ")]
    return names[0][1], [(names[0][0], None), *names[1:]]


def _dated(text: str) -> tuple[str, dt.date | None]:
    name, _, day = text.partition(" from ")
    return name, dt.date.fromisoformat(day) if day else None


def body_id(first_name: str) -> CommitteeId:
    """The identifier of a body: made of its first name, for it does not change when the name does."""
    return CommitteeId(slugify(first_name))


def _bodies(chance: Chance, kind: CommitteeKind, line: str, councillors: list[Person]) -> Iterator[Committee]:
    bodies = [_named(part) for part in line.split(" > ")]
    members = _members(chance, councillors)
    for place, (_, names) in enumerate(bodies):
        after = bodies[place + 1] if place + 1 < len(bodies) else None
        yield Committee(
            id=body_id(names[0][0]),
            names=tuple(_names(names)),
            kind=kind,
            purpose=f"To advise and decide on the work of the {names[-1][0]}.",
            successor=body_id(after[1][0][0]) if after else None,
            ended=after[0] - dt.timedelta(days=1) if after and after[0] else None,
            members=members,
            contact=Contact(name="Democratic Services", email="democracy@example.org"),
        )


def _names(names: list[tuple[str, dt.date | None]]) -> Iterator[DatedName]:
    ends = [start - dt.timedelta(days=1) if start else None for _, start in names[1:]]
    for (name, start), end in zip(names, [*ends, None], strict=True):
        yield DatedName(name=name, from_=start, until=end)


def _members(chance: Chance, councillors: list[Person]) -> tuple[Member, ...]:
    half = len(councillors) // 2
    before = _cohort(chance, councillors[:half], None, ELECTION - dt.timedelta(days=1))
    return (*before, *_cohort(chance, councillors[half:], ELECTION, None))


def _cohort(chance: Chance, people: list[Person], start: dt.date | None, end: dt.date | None) -> tuple[Member, ...]:
    roles = ("Chair", "Vice-Chair", *([None] * (MEMBERS - 2)))
    chosen = zip(chance.sample(people, MEMBERS), roles, strict=True)
    return tuple(
        Member(name=f"Councillor {p.name}", person=p.id, role=role, from_=start, until=end) for p, role in chosen
    )


def _joined(chance: Chance, names: list[str], ends: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"{chance.pick(names)} {chance.pick(ends)}" for _ in range(1500)))
