"""Organizations, persons and memberships → committees and people."""

from __future__ import annotations

from plugins.archive.records import Committee, DatedName, Member, Person, PersonId, Source
from plugins.importers.json_pages import facts
from plugins.importers.oparl.meetings import key, venue_of
from plugins.importers.oparl.objects import Index, Thing
from plugins.importers.oparl.words import committee_kind


def committee_of(made: Index, thing: Thing, source: Source) -> Committee | None:
    """The committee of an organization; `None` of one without a name."""
    fields = thing.fields
    name, short = fields.text("name"), fields.text("shortname")
    called = name or short
    if called is None:
        return None
    sort = fields.text("organizationtype"), fields.text("classification")
    purpose = facts(
        (
            ("Art", ", ".join(dict.fromkeys(text for text in sort if text)) or None),
            ("Ämter", "; ".join(fields.listed("post")) or None),
            ("Stichworte", "; ".join(fields.listed("keyword")) or None),
            ("Ort", venue_of(made, thing)),
        )
    )
    return Committee(
        names=(DatedName(name=called, from_=fields.day("startdate")),),
        kind=committee_kind(called, " ".join(text for text in sort if text)),
        purpose=purpose,
        ended=fields.day("enddate"),
        aliases=(short,) if short and short != called else (),
        members=members_of(made, thing),
        sources=(source,),
    )


def members_of(made: Index, organization: Thing) -> tuple[Member, ...]:
    """The members of an organization whose names are known."""
    told = [*made.refer(organization, "membership"), *made.memberships.get(organization.id, ())]
    unique = {each.id or id(each): each for each in told}
    return tuple(member for each in unique.values() if (member := member_of(made, each)))


def member_of(made: Index, membership: Thing) -> Member | None:
    """The member of a membership; `None` where nobody says who that is."""
    person = person_of_membership(made, membership)
    name = person.fields.text("name") if person else None
    if person is None or name is None:
        return None
    fields = membership.fields
    return Member(
        name=name,
        person=PersonId(key("person", person.id)) if person.id else None,
        role=fields.text("role"),
        from_=fields.day("startdate"),
        until=fields.day("enddate"),
    )


def person_of_membership(made: Index, membership: Thing) -> Thing | None:
    """Whose membership it is."""
    outer = membership.within
    if outer is not None and outer.kind == "Person":
        return outer
    addresses = membership.addresses("person")
    return made.first(addresses[0], "Person") if addresses else None


def organization_of(made: Index, membership: Thing) -> Thing | None:
    """Of what it is a membership, where that is here."""
    outer = membership.within
    if outer is not None and outer.kind == "Organization":
        return outer
    addresses = membership.addresses("organization")
    return made.first(addresses[0], "Organization") if addresses else None


def person_of(made: Index, thing: Thing, source: Source) -> Person | None:
    """The person; `None` of one without a name."""
    fields = thing.fields
    given, family = fields.text("givenname"), fields.text("familyname")
    short = " ".join(part for part in (given, fields.text("affix"), family) if part)
    name = fields.text("name") or short
    if not name:
        return None
    note = facts(
        (
            ("Titel", " ".join(fields.listed("title")) or None),
            ("Anrede", fields.text("formofaddress")),
            ("E-Mail", "; ".join(fields.listed("email")) or None),
            ("Telefon", "; ".join(fields.listed("phone")) or None),
            ("Über die Person", fields.text("life")),
            ("Quelle", fields.text("lifesource")),
            ("Stichworte", "; ".join(fields.listed("keyword")) or None),
            ("Ort", venue_of(made, thing)),
            *(("Mitgliedschaft", text) for each in thing.held("membership") if (text := _elsewhere(made, each))),
        )
    )
    return Person(
        name=name,
        names=(short,) if short and short != name else (),
        role="; ".join(fields.listed("status")) or None,
        note=note,
        sources=(source,),
    )


def _elsewhere(made: Index, membership: Thing) -> str | None:
    """A membership of something that is not here, in words."""
    if organization_of(made, membership) is not None:
        return None
    fields = membership.fields
    days = [f"{day:%d.%m.%Y}" if (day := fields.day(name)) else "" for name in ("startdate", "enddate")]
    role = fields.text("role")
    return f"{role}, {' – '.join(days).strip()}" if role and any(days) else role
