"""Persons, office records and bodies → people and committees."""

from __future__ import annotations

from collections.abc import Iterable

from plugins.archive.records import Committee, CommitteeId, Contact, DatedName, Member, Person, PersonId, Source
from plugins.archive.text import fold
from plugins.importers.json_pages import facts, joined, prose
from plugins.importers.legistar.index import Index
from plugins.importers.legistar.objects import Thing
from plugins.importers.legistar.words import committee_kind


def body_key(number: str) -> str:
    """The key of a body."""
    return f"legistar:body:{number}"


def body_name(made: Index, number: str | None, name: str | None) -> str | None:
    """The name of a body: its own, where it is told; else the one it is called by."""
    told = (text for thing in made.bodies.get(number or "", ()) if (text := thing.fields.text("name")))
    return next(told, name)


def committee_of(thing: Thing, source: Source) -> Committee | None:
    """The committee of a body; `None` of one without a name."""
    fields = thing.fields
    name = fields.text("name")
    if not name:
        return None
    sort = fields.text("typename")
    return Committee(
        names=(DatedName(name=name),),
        kind=committee_kind(sort, name),
        purpose=joined(prose(fields.raw("description")), facts((("Type", sort if sort != name else None),))),
        contact=_contact(thing),
        sources=(source,),
    )


def _contact(thing: Thing) -> Contact | None:
    """Whom to ask about a body."""
    fields = thing.fields
    found = Contact(
        name=fields.text("contactfullname"), email=fields.text("contactemail"), telephone=fields.text("contactphone")
    )
    return found if found != Contact() else None


def person_of(thing: Thing, source: Source) -> Person | None:
    """The person; `None` of one without a name."""
    fields = thing.fields
    first, last = fields.text("firstname"), fields.text("lastname")
    short = " ".join(part for part in (first, last) if part)
    name = fields.text("fullname") or short
    if not name:
        return None
    return Person(
        name=name,
        names=(short,) if short and short != name else (),
        from_=fields.day("start"),
        until=fields.day("end"),
        note=_note(thing),
        sources=(source,),
    )


def _note(thing: Thing) -> str | None:
    """How a person can be reached, as far as the source publishes it."""
    fields = thing.fields
    offices = (("District office", "districtoffice"), ("Legislative office", "legislativeoffice"))
    return facts(
        (
            ("Email", fields.text("email")),
            ("Telephone", fields.text("phone")),
            ("Website", fields.url("www")),
            *((label, _address(thing, name)) for label, name in offices),
            ("Address", _written(fields.text(n) for n in ("address1", "city1", "state1", "zip1"))),
        )
    )


def _address(thing: Thing, name: str) -> str | None:
    """An address that is an object of its own."""
    for value in thing.fields.objects(name):
        return _written(text for text in value.values() if isinstance(text, str))
    return None


def _written(parts: Iterable[str | None]) -> str | None:
    """The parts of an address in one line."""
    return ", ".join(part.strip() for part in parts if part and part.strip()) or None


def offices_of(thing: Thing, made: Index, source: Source) -> tuple[str, Committee] | None:
    """The key of the body of an office record, and the body with its member."""
    fields = thing.fields
    number, name = fields.number("bodyid"), fields.text("bodyname")
    called, person = body_name(made, number, name), fields.number("personid")
    who = fields.text("fullname") or (fields.text("firstname") and None)
    if not called or not who:
        return None
    member = Member(
        name=who,
        person=PersonId(f"legistar:person:{person}") if person else None,
        role=_role(thing),
        from_=fields.day("startdate", "start"),
        until=fields.day("enddate", "end"),
    )
    key = body_key(number) if number else f"body:{called}"
    return key, Committee(names=(DatedName(name=called),), members=(member,), sources=(source,))


def _role(thing: Thing) -> str | None:
    """What a person is on a body, with the kind of membership where it says more."""
    title, kind = thing.fields.text("title"), thing.fields.word("membertype")
    if title and kind and fold(kind) in fold(title):
        return title
    return ", ".join(part for part in (title, thing.fields.text("membertype")) if part) or None


def committee_token(made: Index, number: str | None, name: str | None) -> tuple[CommitteeId, str] | None:
    """The token of a body that an event or matter names, and its name."""
    called = body_name(made, number, name)
    if called is None:
        return None
    return CommitteeId(body_key(number) if number else f"body:{called}"), called
