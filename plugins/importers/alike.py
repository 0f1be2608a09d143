"""Which things of two lists are one: agenda items, documents, files, names; and what each is called in the ledger."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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


def find(key: str, things: Sequence[Tree], wanted: Tree, taken: Sequence[int]) -> int | None:
    """The place of the thing that the wanted one is; each is found once, unless it is the very same."""
    free = [n for n in range(len(things)) if n not in taken]
    for alike in _LIKENESS.get(key, (_same_name(key),)):
        found = [n for n in free if alike(things[n], wanted)]
        if len(found) == 1 or (found and alike in _EXACT):
            return found[0]
    return None


def _same_name(key: str) -> Callable[[Tree, Tree], bool]:
    """Likeness by the name that stands in paths."""
    return lambda a, b: NAMES[key](a) == NAMES[key](b)


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


_EXACT = frozenset({_same_anchor, _same_item, _same_document, _same_file})
_Likeness = tuple[Callable[[Tree, Tree], bool], ...]
_LIKENESS: dict[str, _Likeness] = {
    "items": (_same_anchor, _same_item, _same_title, _same_number),
    "documents": (_same_document, _same_reference),
    "renditions": (_same_file,),
}
