"""Which things of two lists are one: agenda items, documents, files, names; and what each is called in the ledger."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from plugins.archive.text import fold, slugify
from plugins.importers.ledger import mark
from plugins.importers.routine import is_routine

Tree = dict[str, Any]


def _item_name(item: Mapping[str, Any]) -> str:
    """An agenda item's name in paths: its anchor, else its number, else its title."""
    given = slugify(str(item.get("anchor") or item.get("number") or ""))
    return given or slugify(item["title"]) or mark(item["title"])


def _member_name(member: Mapping[str, Any]) -> str:
    """A member's name in paths: who left and came back is a member twice."""
    return _titled(member) + (f"-{member['from']}" if member.get("from") else "")


def _document_name(document: Mapping[str, Any]) -> str:
    """A document's name in paths: its title, with its reference where it has one."""
    return slugify(f"{document.get('reference') or ''} {document['title']}") or mark(document["title"])


def _rendition_name(rendition: Mapping[str, Any]) -> str:
    """A file's name in paths: its format, and where it lies if that is known."""
    return slugify(f"{rendition['format']} {rendition.get('url') or rendition.get('file') or ''}", longest=200)


def _titled(thing: Mapping[str, Any]) -> str:
    """The name of a thing that has one."""
    return slugify(thing["name"]) or mark(thing["name"])


NAMES: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "items": _item_name,
    "documents": _document_name,
    "renditions": _rendition_name,
    "names": _titled,
    "members": _member_name,
    "attendance": _titled,
}


class Finder:
    """Finds the thing of a list that a wanted one is. Each is found once, unless it is the very same.

    Things are kept by what makes them alike, so that a list of thousands is not walked for each.
    """

    def __init__(self, key: str, things: Sequence[Tree]) -> None:
        """Start on the things of a list; `key` is what the list is called in its record."""
        self._likenesses = _LIKENESS.get(key) or (Likeness(NAMES[key], lambda _a, _b: True, exact=False),)
        self._places: list[dict[Hashable, list[int]]] = [{} for _ in self._likenesses]
        self._things: list[Tree] = []
        for thing in things:
            self.add(thing)

    def add(self, thing: Tree) -> None:
        """A thing that stands behind the others from now on."""
        for places, likeness in zip(self._places, self._likenesses, strict=True):
            places.setdefault(likeness.by(thing), []).append(len(self._things))
        self._things.append(thing)

    def take(self, place: int) -> None:
        """The thing at a place is found and will not be found again."""
        for places, likeness in zip(self._places, self._likenesses, strict=True):
            places[likeness.by(self._things[place])].remove(place)

    def find(self, wanted: Tree) -> int | None:
        """The place of the thing that the wanted one is."""
        for places, likeness in zip(self._places, self._likenesses, strict=True):
            name = likeness.by(wanted)
            at = places.get(name, ()) if name is not None else ()
            found = (n for n in at if likeness.are(self._things[n], wanted))
            first = next(found, None)
            if first is not None and (likeness.exact or next(found, None) is None):
                return first
        return None


@dataclass(frozen=True, slots=True)
class Likeness:
    """One way in which two things can be one: of the same `by`, and then by what `are` says.

    `exact` says that the first of several will do, for nothing tells them apart.
    """

    by: Callable[[Mapping[str, Any]], Hashable]
    are: Callable[[Tree, Tree], bool]
    exact: bool


def _same_item(a: Tree, b: Tree) -> bool:
    """Two items of one number and one title, that do not have different anchors."""
    return a.get("number") == b.get("number") and fold(a["title"]) == fold(b["title"]) and _may_be_one(a, b)


def _same_anchor(a: Tree, b: Tree) -> bool:
    """Two items of one anchor."""
    return a.get("anchor") is not None and a.get("anchor") == b.get("anchor")


def _may_be_one(a: Tree, b: Tree) -> bool:
    """Whether two items do not have different anchors."""
    return a.get("anchor") == b.get("anchor") or None in {a.get("anchor"), b.get("anchor")}


def _same_number(a: Tree, b: Tree) -> bool:
    """Two items of one number, whose titles have a word in common: a minute may have the number of another item."""
    words, others = set(slugify(a["title"]).split("-")), set(slugify(b["title"]).split("-"))
    related = any(len(word) > _SHORT_WORD for word in words & others) or words == others
    return related and a.get("number") is not None and a.get("number") == b.get("number") and _may_be_one(a, b)


def _same_title(a: Tree, b: Tree) -> bool:
    """Two items of one title; with different numbers only where the title says something, for numbers change."""
    unnumbered = a.get("number") is None or b.get("number") is None
    telling = " " in a["title"] and not is_routine(a["title"])
    return (unnumbered or telling) and fold(a["title"]) == fold(b["title"]) and _may_be_one(a, b)


_SHORT_WORD = 3


def _same_document(a: Tree, b: Tree) -> bool:
    """Two documents of one title, and one reference where both have one."""
    same = fold(a["title"]) == fold(b["title"])
    return same and (a.get("reference") == b.get("reference") or None in {a.get("reference"), b.get("reference")})


def _same_reference(a: Tree, b: Tree) -> bool:
    """Two documents of one reference."""
    return a.get("reference") is not None and a.get("reference") == b.get("reference")


def _same_file(a: Tree, b: Tree) -> bool:
    """Two files of one format, at one address where both have one."""
    place, other = a.get("url") or a.get("file"), b.get("url") or b.get("file")
    return a["format"] == b["format"] and (place == other or None in {place, other})


def _title(thing: Mapping[str, Any]) -> Hashable:
    """A thing's title without regard to case and accents."""
    return fold(thing["title"])


_LIKENESS: dict[str, tuple[Likeness, ...]] = {
    "items": (
        Likeness(lambda item: item.get("anchor"), _same_anchor, exact=True),
        Likeness(lambda item: (item.get("number"), _title(item)), _same_item, exact=True),
        Likeness(_title, _same_title, exact=False),
        Likeness(lambda item: item.get("number"), _same_number, exact=False),
    ),
    "documents": (
        Likeness(_title, _same_document, exact=True),
        Likeness(lambda document: document.get("reference"), _same_reference, exact=False),
    ),
    "renditions": (Likeness(lambda rendition: rendition["format"], _same_file, exact=True),),
}
