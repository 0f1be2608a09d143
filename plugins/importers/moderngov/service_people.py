"""People in the web service's answers: councillors by ward, and who attended a meeting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from plugins.archive.records import Attendance, Person, PersonId
from plugins.importers.commonmark import Piece, compose, escape
from plugins.importers.drafts import Page, What
from plugins.importers.found import Found
from plugins.importers.known import person_slug
from plugins.importers.moderngov.addresses import key
from plugins.importers.moderngov.headings import written_date
from plugins.importers.moderngov.people_pages import attendance_status
from plugins.importers.xml_trees import Node

_SYSTEM: Final = ("photosmallurl", "photobigurl", "homeaddress", "councillorid", "url")
_BOTH: Final = 2
_LABELS: Final = {"email": "Email", "phone": "Telephone", "mobile": "Mobile", "fax": "Fax"}


def read_ward(page: Page, node: Node, what: What, found: Found) -> None:
    """The councillors of a ward. A home address is nobody's business: it is left out by rule."""
    ward = node.take("wardtitle")
    councillors = node.find("councillors") or node
    councillors.skip("councillorcount")
    for each in councillors.all("councillor"):
        _councillor(page, each, ward, what, found)


def _councillor(page: Page, node: Node, ward: str | None, what: What, found: Found) -> None:
    """One councillor."""
    name = node.take("fullusername")
    number = node.take("councillorid")
    if name is None:
        return
    terms = [(term.take("startdate"), term.take("enddate")) for term in node.descend("termofoffice")]
    days = [(written_date(start or ""), written_date(end or "")) for start, end in terms]
    note = compose(Piece("item", escape(fact)) for fact in (*_terms(terms), *_facts(node)))
    person = Person(
        name=name,
        role=node.take("keyposts"),
        party=node.take("politicalpartytitle"),
        ward=ward,
        from_=min((start for start, _ in days if start), default=None),
        until=max((end for _, end in days if end), default=None) if all(end for _, end in days) else None,
        note=note or None,
        sources=(page.source(what, node.line),),
    )
    node.skip(*_SYSTEM)
    found.draft(person, f"person:{number or person_slug(name)}", (key(page, "person", number),) if number else ())


def _terms(terms: Sequence[tuple[str | None, str | None]]) -> list[str]:
    """The terms of office as written, where the record's first and last day do not say all of them, or cannot."""
    days = [written_date(each or "") for each in terms[0]] if len(terms) == 1 else []
    plain = len(days) == _BOTH and days[0] is not None and days[1] is not None and days[0] <= days[1]
    told = (f"Term of office: {start or ''} to {end or ''}" for start, end in terms if start or end)
    return [] if plain else list(told)


def _facts(node: Node) -> list[str]:
    """What the record has no fields for, in words: how to reach the councillor at work, surgeries, districts."""
    facts = [each for name in ("representing", "districttitle") if (each := node.take(name))]
    for wrap in ("workaddress", "surgerydetails"):
        inner = node.find(wrap)
        for child in inner.children if inner is not None else ():
            words = inner.take(child.name) if inner is not None else None
            if words:
                facts.append(f"{_LABELS[child.name]}: {words}" if child.name in _LABELS else words)
    return facts


def attendance(page: Page, nodes: Iterable[Node], what: What, found: Found) -> tuple[Attendance, ...]:
    """Who attended, each with their person."""
    people = []
    for node in nodes:
        told = node.attributes
        name = told.get("name", "").strip()
        status = attendance_status(told.get("attendance", ""))
        if not name or status is None:
            found.nowhere_text(node.line, " ".join(told.values()))
            continue
        person = _attendee(page, node, what, found)
        found.scaffold(node.line, f"{told.get('membertype', '')} {told.get('memberid', '')}")
        note = told["attendance"] if told["attendance"].casefold() != status.value else None
        people.append(
            Attendance(name=name, status=status, person=person, role=told.get("roledescription") or None, note=note)
        )
        node.skip(*_SYSTEM, "photosmallurl", "photobigurl")
    return tuple(people)


def _attendee(page: Page, node: Node, what: What, found: Found) -> PersonId | None:
    """The person who attended, where the answer numbers them."""
    told = node.attributes
    number = told.get("memberid", "").strip()
    if not number or told.get("membertype", "U") != "U":
        return None
    token = PersonId(f"person:{number}")
    person = Person(
        name=told["name"].strip(),
        role=told.get("keyposts") or None,
        party=told.get("politicalparty") or None,
        ward=told.get("ward") or None,
        sources=(page.source(what, node.line),),
    )
    found.draft(person, token, (key(page, "person", number),))
    return token
