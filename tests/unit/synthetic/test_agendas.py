from __future__ import annotations

from itertools import islice

from plugins.archive.prose import parse
from plugins.archive.records import AttendanceStatus
from plugins.synthetic import agendas
from plugins.synthetic.chance import Chance
from plugins.synthetic.council import found_council
from plugins.synthetic.matters import new_matter
from plugins.synthetic.schedule import sittings


def test_every_agenda_begins_with_routine_items() -> None:
    chance = Chance(1)
    sitting = next(sittings(chance, found_council(chance)))
    items = agendas.routine_items(chance, sitting, 1)
    assert [item.number for item in items] == ["1", "2", "3"]
    assert all(item.routine and item.issue is None for item in items)


def test_a_declaration_points_at_the_paragraph_it_stands_in() -> None:
    chance = Chance(1)
    council = found_council(chance)
    declared = [
        item
        for sitting in islice(sittings(chance, council), 30)
        for item in agendas.routine_items(chance, sitting, 1)
        if item.declarations
    ]
    assert declared
    for item in declared:
        (declaration,) = item.declarations
        assert declaration.paragraph == "m1"
        assert declaration.text == next(iter(parse(item.minutes or ""))).text


def test_nothing_of_an_exempt_item_is_shown_but_its_resolution_and_the_reason() -> None:
    chance = Chance(1)
    council = found_council(chance)
    sitting = next(sittings(chance, council))
    matter = new_matter(chance, council, 1)
    items = [agendas.matter_item(chance, council, sitting, matter, number=4, identity=4) for _ in range(200)]
    exempt = [item for item in items if item.exempt]
    assert exempt
    assert all(not item.documents and (item.minutes or "").startswith("RESOLVED") for item in exempt)
    assert all(item.exempt and item.exempt.paragraphs and item.exempt.reason for item in exempt)


def test_a_matter_that_comes_back_says_what_for() -> None:
    chance = Chance(1)
    council = found_council(chance)
    sitting = next(sittings(chance, council))
    matter = new_matter(chance, council, 1)
    matter.seen = 1
    item = agendas.matter_item(chance, council, sitting, matter, number=4, identity=4)
    assert item.title.startswith(f"{matter.title} - ")


def test_members_and_officers_attend() -> None:
    chance = Chance(1)
    council = found_council(chance)
    people = agendas.attendance(chance, council, next(sittings(chance, council)))
    assert len(people) == len({person.person for person in people}) == 11
    assert sum(person.status == AttendanceStatus.IN_ATTENDANCE for person in people) == 2
