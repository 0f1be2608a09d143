"""People in the web service's answers: councillors by ward, and who attended a meeting."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
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
    terms = [(_day(term, "startdate"), _day(term, "enddate")) for term in node.descend("termofoffice")]
    note = compose(Piece("item", escape(fact)) for fact in (*_terms(terms), *_facts(node)))
    person = Person(
        name=name,
        role=node.take("keyposts"),
        party=node.take("politicalpartytitle"),
        ward=ward,
        from_=min((start for start, _ in terms if start), default=None),
        until=max((end for _, end in terms if end), default=None),
        note=note or None,
        sources=(page.source(what, node.line),),
    )
    node.skip(*_SYSTEM)
    found.draft(person, f"person:{number or person_slug(name)}", (key(page, "person", number),) if number else ())


def _day(node: Node, name: str) -> dt.date | None:
    """A day that an element holds."""
    return written_date(node.take(name) or "")


def _terms(terms: Iterable[tuple[dt.date | None, dt.date | None]]) -> list[str]:
    """The terms of office in words, where there are several: the record holds the first day and the last."""
    told = [f"Term of office: {start:%d/%m/%Y} to {end:%d/%m/%Y}" for start, end in terms if start and end]
    return told if len(told) > 1 else []


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
