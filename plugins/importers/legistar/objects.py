"""Which objects of Legistar a page holds: by the prefix of their field names, or by their fields where those have none.

The Web API names every field with its object's kind ("EventItemTitle"); archives of it drop the prefix and fold objects
into their parents. Both become a `Thing`: its kind, its fields without prefix, and the object that it stands in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Final

from plugins.importers.json_pages import Fields, Finder, mappings

PREFIXES: Final = {
    "EventItem": "item", "Event": "event", "MatterHistory": "history", "MatterAttachment": "attachment",
    "MatterSponsor": "sponsor", "MatterText": "text", "MatterVersion": "text", "MatterIndex": "index",
    "MatterRelation": "relation", "Matter": "matter", "Vote": "vote", "RollCall": "rollcall", "Person": "person",
    "OfficeRecord": "office", "Body": "body",
}  # fmt: skip
_LISTS: Final = {
    "items": "item", "eventitems": "item", "rollcall": "rollcall", "rollcalls": "rollcall", "votes": "vote",
    "history": "history", "histories": "history", "attachments": "attachment", "matterattachments": "attachment",
    "sponsors": "sponsor", "officerecords": "office", "texts": "text", "indexes": "index", "relations": "relation",
    "events": "event", "matters": "matter", "persons": "person", "bodies": "body",
}  # fmt: skip
_SHAPES: Final[tuple[tuple[str, frozenset[str]], ...]] = tuple(
    (kind, frozenset(names.split()))
    for kind, names in (
        ("event", "bodyname date items"),
        ("event", "bodyname date agendastatusname"),
        ("item", "title agendasequence minutessequence"),
        ("history", "action bodyname date"),
        ("matter", "file typename"),
        ("matter", "file statusname"),
        ("office", "fullname bodyname personid"),
        ("person", "fullname officerecords"),
        ("person", "fullname lastname"),
        ("vote", "fullname vote"),
        ("rollcall", "fullname value"),
        ("attachment", "name link"),
        ("body", "name typename meetflag"),
        ("body", "name typename activeflag"),
    )
)
_FEWEST_OF_ITS_OWN: Final = 0.5


@dataclass(slots=True, eq=False)
class Thing:
    """One object: its kind, its fields, the page and line where it stands, and the object that it stands in."""

    kind: str
    fields: Fields
    page: int
    line: int
    within: Thing | None = None
    inner: list[Thing] = field(default_factory=list)

    def all(self, kind: str) -> list[Thing]:
        """The objects of a kind that stand in this one."""
        return [each for each in self.inner if each.kind == kind]

    @property
    def id(self) -> str | None:
        """The object's number in the system."""
        return self.fields.number("id")


def kind_of(value: Mapping[str, Any]) -> tuple[str, str] | None:
    """An object's kind and the prefix of its fields; `None` where it is none of Legistar's."""
    fitting = [p for p in PREFIXES if f"{p}Id" in value or f"{p}Guid" in value]
    for prefix in sorted(fitting, key=len, reverse=True):
        own = sum(name.startswith(prefix) for name in value)
        if own >= _FEWEST_OF_ITS_OWN * len(value):
            return PREFIXES[prefix], prefix
    names = frozenset(name.lower() for name in value)
    if "type" in names or not names & {"id", "guid", "slug"}:
        return None
    shaped = next((kind for kind, needed in _SHAPES if needed <= names), None)
    return (shaped, "") if shaped else None


def objects(value: object) -> list[dict[str, Any]]:
    """The objects of a page, of which one at least is Legistar's; else none."""
    found = list(mappings(value, "value", "data"))
    return found if any(kind_of(each) for each in found[:50]) else []


def page_kind(found: list[dict[str, Any]]) -> str:
    """What a page holds, for the report: "event", "events", "events and persons"."""
    kinds = [kind[0] for each in found if (kind := kind_of(each))]
    names = [(kind, len(list(group))) for kind, group in groupby(sorted(kinds))]
    return " and ".join(kind if count == 1 else _PLURALS.get(kind, f"{kind}s") for kind, count in names)


_PLURALS: Final = {"body": "bodies", "history": "histories"}


def things(found: list[dict[str, Any]], page: int, text: str) -> Iterator[Thing]:
    """The objects of a page with all that stand in them; what is none of Legistar's is a thing of no kind."""
    finder = Finder(text)
    for value in found:
        kind, prefix = kind_of(value) or ("", "")
        yield _thing(value, kind, prefix, (page, finder))


def _thing(
    value: Mapping[str, Any], kind: str, prefix: str, place: tuple[int, Finder], within: Thing | None = None
) -> Thing:
    """One object with those that stand in it."""
    fields = Fields.of(value, prefix)
    line = place[1].line(*(value.get(name) for name in (f"{prefix}Guid", "GUID", f"{prefix}Id", "ID")))
    thing = Thing(kind, fields, place[0], line, within)
    for name, inner in fields.values.items():
        if name in _LISTS and isinstance(inner, list):
            fields.skip(name)
            found = [each for each in inner if isinstance(each, dict)]
            thing.inner += [_thing(each, *_kind_within(each, name), place, thing) for each in found]
    return thing


def _kind_within(value: Mapping[str, Any], name: str) -> tuple[str, str]:
    """The kind and prefix of an object in a list: by its prefix, else by the name of the list."""
    found = kind_of(value)
    return found if found and found[1] else (_LISTS[name], "")
