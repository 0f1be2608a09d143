"""What makes two things of a list one: agenda items, documents, files, names; and what each is called in the ledger."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from plugins.archive.text import fold, slugify
from plugins.importers.ledger import mark
from plugins.importers.pairing import Several
from plugins.importers.papers import document_key
from plugins.importers.routine import is_routine

Tree = dict[str, Any]
AIM: Final = "_aim"
KEYS: Final = "_keys"


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


@dataclass(frozen=True, slots=True)
class Likeness:
    """One way in which two things can be one: of the same `by`, and then by what `are` says."""

    by: Callable[[Mapping[str, Any]], Hashable]
    are: Callable[[Tree, Tree], bool]
    several: Several


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
    return (unnumbered or is_telling(a["title"])) and fold(a["title"]) == fold(b["title"]) and _may_be_one(a, b)


def is_telling(title: str) -> bool:
    """Whether a title says enough to know an item by it, whatever its number."""
    return " " in title and not is_routine(title)


_SHORT_WORD: Final = 3


def _same_document(a: Tree, b: Tree) -> bool:
    """Two documents of one title, and one reference where both have one."""
    same = fold(a["title"]) == fold(b["title"])
    return same and (a.get("reference") == b.get("reference") or None in {a.get("reference"), b.get("reference")})


def _same_reference(a: Tree, b: Tree) -> bool:
    """Two documents of one reference."""
    return a.get("reference") is not None and a.get("reference") == b.get("reference")


def _same_file(a: Tree, b: Tree) -> bool:
    """Two files of one format, at one address where both have one."""
    place, other = _place(a), _place(b)
    return a["format"] == b["format"] and (place == other or None in {place, other})


def _place(rendition: Mapping[str, Any]) -> str | None:
    """Where a file lies: its address without what one document's addresses differ in, or its place in the archive."""
    url, file = rendition.get("url"), rendition.get("file")
    return document_key(url) if url else file


def _anything(_a: Tree, _b: Tree) -> bool:
    """Two things of one name are one."""
    return True


def _title(thing: Mapping[str, Any]) -> Hashable:
    """A thing's title without regard to case and accents."""
    return fold(thing["title"])


def _person(thing: Mapping[str, Any]) -> Hashable:
    """The person that a thing is about, and from when."""
    return (thing["person"], thing.get("from")) if thing.get("person") else None


# --- each kind of list -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Kind:
    """What the things of a list are known by.

    `label` are the fields that name a thing, the most telling last; `signs` those by which an edited one is known
    again, the strongest first; `content` those that tell what a thing is whatever it is called.
    """

    label: tuple[str, ...]
    signs: tuple[str, ...]
    likenesses: tuple[Likeness, ...]
    content: tuple[str, ...] = ()


def _named(by: Callable[[Mapping[str, Any]], str], *label: str) -> Kind:
    """Things that are known by their name, or by whom they are about."""
    likenesses = (Likeness(by, _anything, Several.IN_ORDER), Likeness(_person, _anything, Several.ONE_EACH))
    return Kind(label, ("person", "name"), likenesses)


KINDS: Final[Mapping[str, Kind]] = {
    "items": Kind(
        ("number", "title"),
        ("anchor", "minutes", "decision", "summary", "title", "number", "issue"),
        (
            Likeness(lambda item: item.get("anchor"), _same_anchor, Several.IN_ORDER),
            Likeness(lambda item: (item.get("number"), _title(item)), _same_item, Several.IN_ORDER),
            Likeness(_title, _same_title, Several.ONE_THERE),
            Likeness(lambda item: item.get("number"), _same_number, Several.ONE_THERE),
        ),
        content=("minutes", "decision", "summary", "issue"),
    ),
    "documents": Kind(
        ("reference", "title"),
        ("title", "reference"),
        (
            Likeness(_title, _same_document, Several.IN_ORDER),
            Likeness(lambda document: document.get("reference"), _same_reference, Several.ONE_THERE),
        ),
    ),
    "attendance": _named(_titled, "name"),
    "members": _named(_member_name, "from", "name"),
    "names": Kind(("name",), ("name", "from", "until"), (Likeness(_titled, _anything, Several.IN_ORDER),)),
    "renditions": Kind(
        ("url", "format"),
        ("url", "file", "size_as_written", "format"),
        (Likeness(lambda rendition: rendition["format"], _same_file, Several.IN_ORDER),),
    ),
}


def files_of(document: Mapping[str, Any]) -> Iterator[str]:
    """Where the files of a document lie."""
    return (place for each in document.get("renditions", ()) if (place := _place(each)))


def are_apart(a: Mapping[str, Any], b: Mapping[str, Any]) -> bool:
    """Whether two documents lie in different places, and so are two."""
    ours, theirs = set(files_of(a)), set(files_of(b))
    return bool(ours and theirs) and ours.isdisjoint(theirs)


def label_of(kind: Kind, thing: Mapping[str, Any]) -> tuple[str | None, ...]:
    """What a thing is called, as checksums."""
    return tuple(None if (value := thing.get(name)) is None else mark(value) for name in kind.label)


def told_part(thing: Tree) -> Tree:
    """What a source tells of a thing, without what it is only found by."""
    return {key: value for key, value in thing.items() if key not in (AIM, KEYS)}


def item_keys(item: Mapping[str, Any], given: Sequence[str] = ()) -> tuple[str, ...]:
    """The numbers by which other systems know an item: those given, and its own addresses on the old site."""
    addresses = (each["url"] for each in item.get("sources", ()) if each.get("url") and not each.get("file"))
    numbered = ((url.rstrip("0123456789"), url) for url in addresses)
    return (*filter(None, given), *(f"{system} {url[len(system) :]}" for system, url in numbered if system != url))
