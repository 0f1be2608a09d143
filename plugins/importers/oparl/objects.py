"""Which objects of OParl a page holds: by their `type`; objects that stand in others by the field that they stand in.

An object's identity is its address, its `id`. Where one refers to another by address, `Index` finds it; where it holds
the other itself, that is found in the same way.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from plugins.importers.answers import walk
from plugins.importers.json_pages import Fields, Finder, mappings

_TYPE = re.compile(r"https?://(?:schema\.)?oparl\.org/(?:schema/)?[\w.-]+/(\w+)/?")
_HELD: Final = {
    "agendaitem": "AgendaItem", "consultation": "Consultation", "mainfile": "File", "auxiliaryfile": "File",
    "invitation": "File", "resultsprotocol": "File", "verbatimprotocol": "File", "resolutionfile": "File",
    "derivativefile": "File", "masterfile": "File", "location": "Location", "membership": "Membership",
    "legislativeterm": "LegislativeTerm", "organization": "Organization", "person": "Person", "meeting": "Meeting",
    "paper": "Paper", "participant": "Person", "body": "Body",
}  # fmt: skip
_LISTS: Final = (
    "data", "value", "organizations", "persons", "people", "meetings", "papers", "consultations", "files", "bodies",
    "agendaItems", "locations", "memberships", "objects", "items", "results",
)  # fmt: skip


@dataclass(slots=True, eq=False)
class Thing:
    """One object: its kind, its fields, the page and line where it stands, what it stands in and in which field."""

    kind: str
    fields: Fields
    page: int
    line: int
    within: Thing | None = None
    role: str = ""
    inner: list[Thing] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The object's address; empty where it has none."""
        value = self.fields.values.get("id")
        return value.strip() if isinstance(value, str) else ""

    def held(self, *roles: str) -> list[Thing]:
        """The objects that stand in the fields of these names."""
        return [each for each in self.inner if each.role in roles]

    def addresses(self, *roles: str) -> list[str]:
        """The addresses of the objects that the fields hold or refer to, in order."""
        found = []
        for role in roles:
            value = self.fields.values.get(role)
            for each in value if isinstance(value, list) else [value]:
                address = each.get("id") if isinstance(each, dict) else each
                if isinstance(address, str) and address.strip():
                    found.append(address.strip())
        return found

    @property
    def is_deleted(self) -> bool:
        """Whether the object is only a note that it was deleted."""
        return self.fields.flag("deleted") is True


def kind_of(value: Mapping[str, Any]) -> str | None:
    """An object's kind by its type; `None` where it is none of OParl's."""
    match = _TYPE.fullmatch(value["type"].strip()) if isinstance(value.get("type"), str) else None
    return match[1] if match else None


def objects(value: object) -> list[dict[str, Any]]:
    """The objects of a page, of which one at least is OParl's; else none."""
    within = () if isinstance(value, dict) and kind_of(value) else _LISTS
    found = list(mappings(value, *within))
    return found if any(kind_of(each) for each in found[:50]) else []


def page_kind(found: list[dict[str, Any]]) -> str:
    """What a page holds, for the report: "Paper", "Consultation list"."""
    kinds = Counter(kind for each in found if (kind := kind_of(each)))
    return " and ".join(kind if len(found) == 1 else f"{kind} list" for kind in sorted(kinds))


def things(found: list[dict[str, Any]], page: int, text: str) -> Iterator[Thing]:
    """The objects of a page with all that stand in them."""
    finder = Finder(text)
    for value in found:
        yield _thing(value, kind_of(value) or "", (page, finder))


def _thing(
    value: Mapping[str, Any], kind: str, place: tuple[int, Finder], within: Thing | None = None, role: str = ""
) -> Thing:
    """One object with those that stand in it."""
    thing = Thing(kind, Fields.of(value), place[0], place[1].line(value.get("id")), within, role)
    for name, inner in thing.fields.values.items():
        held = [each for each in (inner if isinstance(inner, list) else [inner]) if isinstance(each, dict)]
        if name in _HELD and held:
            thing.fields.skip(name)
            thing.inner += [_thing(each, kind_of(each) or _HELD[name], place, thing, name) for each in held]
    return thing


@dataclass(slots=True)
class Index:
    """The objects of an import by their addresses, and which consultations belong to which items and papers."""

    all: list[Thing] = field(default_factory=list)
    by_id: dict[str, list[Thing]] = field(default_factory=lambda: defaultdict(list))
    consultations: dict[str, list[Thing]] = field(default_factory=lambda: defaultdict(list))
    of_paper: dict[str, list[Thing]] = field(default_factory=lambda: defaultdict(list))
    memberships: dict[str, list[Thing]] = field(default_factory=lambda: defaultdict(list))
    loose_items: dict[str, list[Thing]] = field(default_factory=lambda: defaultdict(list))

    def first(self, address: str, kind: str) -> Thing | None:
        """The first object of an address and kind that was not deleted."""
        return next((t for t in self.by_id.get(address, ()) if t.kind == kind and not t.is_deleted), None)

    def refer(self, thing: Thing, *roles: str) -> list[Thing]:
        """The objects that fields hold, or that they refer to and that are here, each once."""
        found: dict[str, Thing] = {}
        for role in roles:
            for number, held in enumerate(thing.held(role)):
                found.setdefault(f"{held.id or number} {held.fields.values.get('name')}", held)
            for address in thing.addresses(role):
                told = self.first(address, _HELD[role])
                if told is not None and not thing.held(role):
                    found.setdefault(address, told)
        return list(found.values())

    def item_of(self, consultation: Thing) -> Thing | None:
        """The agenda item of a consultation."""
        for address in consultation.addresses("agendaitem"):
            return self.first(address, "AgendaItem")
        return None


def paper_of(consultation: Thing) -> str | None:
    """The address of a consultation's paper."""
    if consultation.within is not None and consultation.within.kind == "Paper" and consultation.within.id:
        return consultation.within.id
    return next(iter(consultation.addresses("paper")), None)


def index(found: list[Thing]) -> Index:
    """The index of all objects of an import."""
    made = Index(all=list(walk(found)))
    for thing in made.all:
        if thing.id:
            made.by_id[thing.id].append(thing)
    for thing in made.all:
        if thing.kind == "Consultation" and not thing.is_deleted:
            _consultation(made, thing)
        if thing.kind == "AgendaItem" and not thing.is_deleted:
            _item(made, thing)
    return made


def _item(made: Index, thing: Thing) -> None:
    """Note an item that stands alone under its meeting, and its consultations under it."""
    for meeting in thing.addresses("meeting") if thing.within is None else ():
        made.loose_items[meeting].append(thing)
    for address in thing.addresses("consultation"):
        told = made.first(address, "Consultation")
        if told is not None and told not in made.consultations[thing.id]:
            made.consultations[thing.id].append(told)


def _consultation(made: Index, thing: Thing) -> None:
    """Note a consultation under its item and its paper."""
    paper = paper_of(thing)
    if paper and thing not in made.of_paper[paper]:
        made.of_paper[paper].append(thing)
    held_in = thing.within.id if thing.within is not None and thing.within.kind == "AgendaItem" else None
    for item in [*thing.addresses("agendaitem"), *([held_in] if held_in else [])]:
        if thing not in made.consultations[item]:
            made.consultations[item].append(thing)
