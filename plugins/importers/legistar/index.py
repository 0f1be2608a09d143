"""All Legistar objects of an import, found by their numbers: events, items, matters, votes, and what belongs to which.

A history of a matter and the item of an event with the same number are one: what was done with the matter that day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from plugins.archive.text import squeeze
from plugins.importers.answers import walk
from plugins.importers.legistar.objects import Thing


@dataclass(slots=True, eq=False)
class Deed:
    """What one meeting did with one item: the event's item, the matter's histories, votes, roll calls, attachments."""

    number: str
    event: str
    items: list[Thing] = field(default_factory=list)
    votes: list[Thing] = field(default_factory=list)
    roll: list[Thing] = field(default_factory=list)
    attachments: list[Thing] = field(default_factory=list)
    matter: str | None = None
    file: str | None = None

    def texts(self, *names: str) -> list[str]:
        """The different words that items and histories have under the names, each once."""
        found = [item.fields.raw(*names) for item in self.items]
        return list({squeeze(text): text for text in found if text}.values())

    def text(self, *names: str) -> str | None:
        """The words that items and histories have under the names, in one line."""
        return "; ".join(squeeze(text) for text in self.texts(*names)) or None

    def parts(self) -> list[Thing]:
        """Everything that tells of this deed."""
        return [*self.items, *self.votes, *self.roll, *self.attachments]


@dataclass(slots=True)
class Index:
    """The objects of an import by their numbers."""

    events: dict[str, list[Thing]] = field(default_factory=lambda: defaultdict(list))
    bodies: dict[str, list[Thing]] = field(default_factory=lambda: defaultdict(list))
    persons: dict[str, list[Thing]] = field(default_factory=lambda: defaultdict(list))
    matters: dict[str, list[Thing]] = field(default_factory=lambda: defaultdict(list))
    of_matter: dict[str, list[Thing]] = field(default_factory=lambda: defaultdict(list))
    deeds: dict[str, Deed] = field(default_factory=dict)
    by_event: dict[str, list[Deed]] = field(default_factory=lambda: defaultdict(list))
    by_matter: dict[str, list[Deed]] = field(default_factory=lambda: defaultdict(list))
    homeless: set[Thing] = field(default_factory=set)
    all: list[Thing] = field(default_factory=list)


def index(found: Sequence[Thing]) -> Index:
    """The index of all objects of an import."""
    made = Index(all=list(walk(list(found))))
    for kind, add in _ADDERS:
        for thing in made.all:
            if thing.kind == kind:
                add(made, thing)
    for deed in made.deeds.values():
        if deed.matter:
            made.by_matter[deed.matter].append(deed)
            told = (thing.fields.word("file") for thing in made.matters.get(deed.matter, ()))
            items = (item.fields.word("matterfile") for item in deed.items)
            deed.file = next((file for file in chain(told, items) if file), None)
    return made


_Adder = Callable[[Index, Thing], None]


def _event(made: Index, thing: Thing) -> None:
    """An event that has a day."""
    if thing.id and thing.fields.day("date"):
        made.events[thing.id].append(thing)
    else:
        made.homeless.add(thing)


def _item(made: Index, thing: Thing) -> None:
    """An event's item or a matter's history, of an event."""
    outer = thing.within.id if thing.within and thing.within.kind == "event" else None
    event = thing.fields.number("eventid") or outer
    if not thing.id or event is None or not _has_event(made, event, thing):
        made.homeless.add(thing)
        return
    deed = made.deeds.get(thing.id)
    if deed is None:
        deed = made.deeds[thing.id] = Deed(thing.id, event)
        made.by_event[event].append(deed)
    deed.items.append(thing)
    inside = thing.within.id if thing.within and thing.within.kind == "matter" else None
    deed.matter = deed.matter or inside or thing.fields.number("matterid")


def _has_event(made: Index, event: str, thing: Thing) -> bool:
    """Whether an item's event is known, or the item itself says when and who."""
    return event in made.events or event in made.by_event or _tells_of_event(thing)


def _tells_of_event(thing: Thing) -> bool:
    """Whether a history says when and who."""
    return thing.kind == "history" and thing.fields.day("actiondate", "date") is not None


def _of_item(made: Index, thing: Thing) -> None:
    """A vote, roll call or attachment of an item."""
    outer = thing.within.id if thing.within and thing.within.kind in {"item", "history"} else None
    deed = made.deeds.get(thing.fields.number("eventitemid") or outer or "")
    inside = thing.within if thing.within and thing.within.kind == "matter" else None
    if deed is not None:
        place = {"vote": deed.votes, "rollcall": deed.roll}.get(thing.kind, deed.attachments)
        place.append(thing)
    elif thing.kind == "attachment" and (matter := thing.fields.number("matterid") or (inside and inside.id)):
        made.of_matter[matter].append(thing)
    elif thing.within is None or thing.within not in made.homeless:
        made.homeless.add(thing)


def _of_matter(made: Index, thing: Thing) -> None:
    """A sponsor, text, index or relation of a matter."""
    outer = thing.within.id if thing.within and thing.within.kind == "matter" else None
    matter = thing.fields.number("matterid") or outer
    if matter:
        made.of_matter[matter].append(thing)
    else:
        made.homeless.add(thing)


def _numbered(name: str) -> _Adder:
    """Adds things that are found by their number alone."""

    def add(made: Index, thing: Thing) -> None:
        place: dict[str, list[Thing]] = getattr(made, name)
        if thing.id:
            place[thing.id].append(thing)
        else:
            made.homeless.add(thing)

    return add


_ADDERS: tuple[tuple[str, _Adder], ...] = (
    ("event", _event),
    ("body", _numbered("bodies")),
    ("person", _numbered("persons")),
    ("matter", _numbered("matters")),
    ("history", _item),
    ("item", _item),
    ("vote", _of_item),
    ("rollcall", _of_item),
    ("attachment", _of_item),
    ("sponsor", _of_matter),
    ("text", _of_matter),
    ("index", _of_matter),
    ("relation", _of_matter),
)
