"""One source's record, laid over the record that is there: what is new is added, what a person changed is kept.

Both are plain trees (mappings, lists, text), as records are in YAML. Every leaf is offered to a `Judge`, who decides
with the ledger:

    absent, never written      the leaf is added
    equal                      nothing changes
    as an import wrote it      the same source's new text replaces it; of two sources the fuller text stays
    changed by a person        it stays; if the source changed too, that is a conflict
    removed by a person        it stays away; if the source changed since, that is a conflict

In a record that a person has edited anywhere, nothing that stands there is replaced: a change is a conflict.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from plugins.archive.text import fold, slugify
from plugins.importers.fuller import fuller
from plugins.importers.ledger import Field, mark
from plugins.importers.order import merged_order

Tree = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that a source and a person have both changed, with both texts."""

    field: str
    in_record: object
    in_source: object


@dataclass(slots=True)
class Judge:
    """Decides leaf by leaf and keeps the books.

    `source` is who speaks, `edited` whether a person edited the record, `heard` what sources said in this import: a
    source that says two things of one leaf at once has corrected nothing.
    """

    source: str
    edited: bool
    fields: dict[str, Field]
    heard: set[tuple[str, str]] = field(default_factory=set)
    conflicts: list[Conflict] = field(default_factory=list)
    contradictions: list[Conflict] = field(default_factory=list)

    def choose(self, path: str, old: object, new: object) -> object:
        """What stands in the record afterwards; `None` for nothing."""
        known, said = self.fields.get(path), mark(new)
        chosen = self._chosen(path, old, new, known, said)
        self.heard.add((self.source, path))
        return chosen

    def _chosen(self, path: str, old: object, new: object, known: Field | None, said: str) -> object:
        """What stands in the record afterwards, by what is known of the leaf."""
        if old == new:
            self._note(path, said, known or Field(said, self.source))
            return old
        if known is None:
            return self._first(path, old, new, said)
        if known.knows(said):
            return old
        return self._news(path, old, new, known)

    def _first(self, path: str, old: object, new: object, said: str) -> object:
        """A leaf that no import has written: added where there is nothing, a conflict with what a person wrote."""
        if old is not None:
            self.conflicts.append(Conflict(path, old, new))
            return old
        self.fields[path] = Field(said, self.source)
        return new

    def _news(self, path: str, old: object, new: object, known: Field) -> object:
        """Something that no source has said before about a leaf that an import wrote."""
        if self.edited or old is None or mark(old) != known.written:
            self.conflicts.append(Conflict(path, old, new))
            return old
        corrects = known.by == self.source and (self.source, path) not in self.heard
        chosen = new if corrects else fuller(old, new)
        if not corrects:
            self.contradictions.append(Conflict(path, old, new))
        said = known.said if corrects else (*known.said, mark(old if chosen == new else new))
        self.fields[path] = Field(mark(chosen), self.source if chosen == new else known.by, said)
        return chosen

    def _note(self, path: str, said: str, known: Field) -> None:
        """Note that the record and a source agree. Who first wrote it stays its author."""
        others = tuple(each for each in known.said if each != said)
        self.fields[path] = Field(said, known.by, others)


def merge(old: Tree, new: Tree, judge: Judge, *, whole: bool = False) -> Tree:
    """The record's tree after a source has spoken. `whole` says that its items are all of them, in their order."""
    return _mapping(old, new, judge, "", whole=whole)


def _mapping(old: Tree, new: Tree, judge: Judge, path: str, *, whole: bool) -> Tree:
    """A mapping, key by key."""
    merged = dict(old)
    for key, offered in new.items():
        here = f"{path}{key}"
        chosen = _value(old.get(key), offered, judge, here, whole=whole)
        if chosen is not None and chosen != []:
            merged[key] = chosen
    return merged


def _value(old: Any, offered: Any, judge: Judge, path: str, *, whole: bool) -> Any:  # noqa: ANN401 (trees have no static type)
    """A value: lists whose parts have names of their own are merged part by part, all else is a leaf."""
    key = path.rpartition("/")[2]
    if key == "sources":
        return merged_sources(old or [], offered)
    if key in _NAMES and isinstance(offered, list | tuple):
        return _list(list(old or []), list(offered), judge, path, whole=whole)
    if isinstance(offered, list | tuple) and all(isinstance(each, str) for each in offered):
        return _words(list(old or []), list(offered), judge, path)
    return judge.choose(path, old, offered)


def _words(old: list[str], offered: list[str], judge: Judge, path: str) -> list[str]:
    """A list of words: each is a leaf of its own, new ones come last."""
    kept = list(old)
    for word in offered:
        place = f"{path}/{slugify(word) or mark(word)}"
        if judge.choose(place, word if word in old else None, word) is not None and word not in kept:
            kept.append(word)
    return kept


def _list(old: list[Tree], offered: list[Tree], judge: Judge, path: str, *, whole: bool) -> list[Tree]:
    """A list of things that have names: each is merged with its like, new ones are put in their place."""
    key = path.rpartition("/")[2]
    merged = list(old)
    places: list[int] = []
    for thing in offered:
        place = _find(key, merged, thing, places)
        name = f"{path}/{_NAMES[key](thing)}/"
        if place is None and _was_removed(name, judge):
            _only_judge(thing, judge, name)
            continue
        here = _mapping({} if place is None else merged[place], thing, judge, name, whole=whole)
        if place is None:
            merged.append(here)
            place = len(merged) - 1
        else:
            merged[place] = here
        places.append(place)
    return merged_order(key, merged, len(old), places, whole=whole)


def _was_removed(name: str, judge: Judge) -> bool:
    """Whether an import wrote the thing and the record has it no more."""
    return any(path.startswith(name) for path in judge.fields)


def _only_judge(thing: Tree, judge: Judge, name: str) -> None:
    """Let the judge see what a source says of a thing that a person removed; it stays away."""
    for key, value in thing.items():
        if isinstance(value, str | int | dt.date):
            judge.choose(f"{name}{key}", None, value)


# --- which things are alike --------------------------------------------------------------------------------------


def _item_name(item: Mapping[str, Any]) -> str:
    """An agenda item's name in paths: its number, else its title."""
    return slugify(str(item.get("number") or "")) or slugify(item["title"]) or mark(item["title"])


def _document_name(document: Mapping[str, Any]) -> str:
    """A document's name in paths: its title, with its reference where it has one."""
    return slugify(f"{document.get('reference') or ''} {document['title']}") or mark(document["title"])


def _rendition_name(rendition: Mapping[str, Any]) -> str:
    """A file's name in paths: its format, and where it lies if that is known."""
    return slugify(f"{rendition['format']} {rendition.get('url') or rendition.get('file') or ''}", longest=200)


def _titled(thing: Mapping[str, Any]) -> str:
    """The name of a thing that has one."""
    return slugify(thing["name"]) or mark(thing["name"])


_NAMES: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "items": _item_name,
    "documents": _document_name,
    "renditions": _rendition_name,
    "names": _titled,
    "members": _titled,
    "attendance": _titled,
}


def _find(key: str, things: Sequence[Tree], wanted: Tree, taken: Sequence[int]) -> int | None:
    """The place of the thing that the wanted one is; each is found once, unless it is the very same."""
    free = [n for n in range(len(things)) if n not in taken]
    for alike in _LIKENESS.get(key, (_same_name(key),)):
        found = [n for n in free if alike(things[n], wanted)]
        if len(found) == 1 or (found and alike is _LIKENESS.get(key, (None,))[0]):
            return found[0]
    return None


def _same_name(key: str) -> Callable[[Tree, Tree], bool]:
    """Likeness by the name that stands in paths."""
    return lambda a, b: _NAMES[key](a) == _NAMES[key](b)


def _same_item(a: Tree, b: Tree) -> bool:
    """Two items of one number and one title."""
    return a.get("number") == b.get("number") and fold(a["title"]) == fold(b["title"])


def _same_number(a: Tree, b: Tree) -> bool:
    """Two items of one number."""
    return a.get("number") is not None and a.get("number") == b.get("number")


def _same_title(a: Tree, b: Tree) -> bool:
    """Two items of one title, of which one at most has a number."""
    return fold(a["title"]) == fold(b["title"]) and (a.get("number") is None or b.get("number") is None)


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


_Likeness = tuple[Callable[[Tree, Tree], bool], ...]
_LIKENESS: dict[str, _Likeness] = {
    "items": (_same_item, _same_number, _same_title),
    "documents": (_same_document, _same_reference),
    "renditions": (_same_file,),
}


def merged_sources(old: Sequence[Tree], offered: Sequence[Tree]) -> list[Tree]:
    """All sources, one entry for each page: a page that was read again stands with what it is now."""
    merged = {(each.get("url"), each.get("file"), each.get("kind")): each for each in old}
    for each in offered:
        name = (each.get("url"), each.get("file"), each.get("kind"))
        before = merged.get(name)
        same = before is not None and before.get("sha256") == each.get("sha256")
        merged[name] = before if same and before is not None else each
    return list(merged.values())
