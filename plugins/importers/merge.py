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
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from plugins.archive.text import slugify
from plugins.importers.alike import AIM, NAMES, Tree, told_part
from plugins.importers.books import Books
from plugins.importers.fuller import fuller
from plugins.importers.ledger import Field, mark
from plugins.importers.order import merged_order
from plugins.importers.papers import document_key
from plugins.importers.seeking import seek
from plugins.importers.things import Teller


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that a source and a person have both changed, with both texts."""

    field: str
    in_record: object
    in_source: object


@dataclass(slots=True)
class Judge:
    """Decides leaf by leaf and keeps the books. `source` is who speaks, `teller` who tells of the record's lists."""

    source: str
    books: Books
    teller: Teller
    conflicts: list[Conflict] = field(default_factory=list)
    contradictions: list[Conflict] = field(default_factory=list)

    def choose(self, path: str, old: object, new: object) -> object:
        """What stands in the record afterwards; `None` for nothing."""
        known, said = self.books.fields.get(path), mark(new)
        chosen = self._chosen(path, old, new, known, said)
        self.books.heard.add((self.source, path))
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
            self.conflict(path, old, new)
            return old
        self.books.fields[path] = Field(said, self.source)
        return new

    def _news(self, path: str, old: object, new: object, known: Field) -> object:
        """Something that no source has said before about a leaf that an import wrote."""
        if self.books.edited or old is None or mark(old) != known.written:
            self.conflict(path, old, new)
            return old
        corrects = known.by == self.source and (self.source, path) not in self.books.heard
        chosen = new if corrects else fuller(old, new)
        if not corrects and not _is_one_paper(path, old, new):
            self.contradictions.append(Conflict(path, old, new))
        said = known.said if corrects else (*known.said, mark(old if chosen == new else new))
        self.books.fields[path] = Field(mark(chosen), self.source if chosen == new else known.by, said)
        return chosen

    def conflict(self, path: str, old: object, new: object) -> None:
        """Note that a person and a source have both changed a field."""
        self.conflicts.append(Conflict(path, old, new))
        self.books.refused.add((path, mark(new)))

    def _note(self, path: str, said: str, known: Field) -> None:
        """Note that the record and a source agree. Who first wrote it stays its author, and what others say is kept."""
        others = tuple(each for each in known.known() if each != said)
        self.books.fields[path] = Field(said, known.by, others)


def _is_one_paper(path: str, old: object, new: object) -> bool:
    """Whether two sources give two addresses of one document, which is no contradiction."""
    addresses = isinstance(old, str) and isinstance(new, str) and path.endswith("/url")
    return addresses and document_key(str(old)) == document_key(str(new))


def merge(old: Tree, new: Tree, judge: Judge) -> Tree:
    """The record's tree after a source has spoken."""
    return _mapping(old, new, judge, "")


def _mapping(old: Tree, new: Tree, judge: Judge, path: str) -> Tree:
    """A mapping, key by key."""
    merged = dict(old)
    for key, offered in new.items():
        chosen = _value(old.get(key), offered, judge, f"{path}{key}")
        if chosen is not None and chosen != []:
            merged[key] = chosen
    return merged


def _value(old: Any, offered: Any, judge: Judge, path: str) -> Any:  # noqa: ANN401 (trees have no static type)
    """A value: lists whose parts have names of their own are merged part by part, all else is a leaf."""
    key = path.rpartition("/")[2]
    if key == "sources":
        return merged_sources(old or [], offered)
    if isinstance(offered, list | tuple) and all(isinstance(each, str) for each in offered):
        return _words(list(old or []), list(offered), judge, path)
    if key in NAMES and isinstance(offered, list | tuple):
        return _list(list(old or []), list(offered), judge, path)
    return judge.choose(path, old, offered)


def _words(old: list[str], offered: list[str], judge: Judge, path: str) -> list[str]:
    """A list of words: each is a leaf of its own, new ones come last.

    A new word of a source that tells no more a word which a person has changed is in conflict with that.
    """
    kept, changed = list(old), _changed_words(old, offered, judge, path)
    for word in offered:
        place = f"{path}/{_word_name(word)}"
        if changed is not None and word not in old and place not in judge.books.fields:
            judge.conflict(path, changed, word)
        elif judge.choose(place, word if word in old else None, word) is not None and word not in kept:
            kept.append(word)
    return kept


def _word_name(word: str) -> str:
    """A word's name in paths."""
    return slugify(word) or mark(word)


def _changed_words(old: list[str], offered: list[str], judge: Judge, path: str) -> str | None:
    """The words of the record that no source told, where a word of this source that it tells no more is gone."""
    if not judge.books.edited:
        return None
    here = {f"{path}/{_word_name(word)}" for word in (*old, *offered)}
    known = {place: field for place, field in judge.books.fields.items() if place.startswith(f"{path}/")}
    if all(place in here or field.by != judge.source for place, field in known.items()):
        return None
    return "; ".join(word for word in old if f"{path}/{_word_name(word)}" not in known)


def _list(old: list[Tree], offered: list[Tree], judge: Judge, path: str) -> list[Tree]:
    """A list of things that have names: each is merged with the one that it is, new ones are put in their place."""
    things = judge.books.things(path, old)
    merged, places = list(old), list[int]()
    for thing, found in zip(offered, seek(things, offered, judge.teller), strict=True):
        told = told_part(thing)
        if found is None and things.kind.label[-1] not in told:
            continue
        if found is None:
            told |= thing.get(AIM, {})
        entry = things.add(thing, len(merged)) if found is None else things.named(found, thing)
        things.note(entry, thing, judge.teller)
        name = f"{path}/{entry.name}/"
        if entry.at is None:
            _only_judge(told, judge, name)
            continue
        merged += [{}] if found is None else []
        merged[entry.at] = _mapping(merged[entry.at], told, judge, name)
        places.append(entry.at)
    order = merged_order(things.key, merged, len(old), places, whole=judge.teller.whole and things.key == "items")
    return things.settle(merged, order)


def _only_judge(thing: Tree, judge: Judge, name: str) -> None:
    """Let the judge see what a source says of a thing that a person removed; it stays away."""
    for key, value in thing.items():
        if isinstance(value, str | int | dt.date):
            judge.choose(f"{name}{key}", None, value)


def merged_sources(old: Sequence[Tree], offered: Sequence[Tree]) -> list[Tree]:
    """All sources, one entry for each page: a page that was read again stands with what it is now."""
    merged = {(each.get("url"), each.get("file"), each.get("kind")): each for each in old}
    for each in offered:
        name = (each.get("url"), each.get("file"), each.get("kind"))
        before = merged.get(name)
        same = before is not None and before.get("sha256") == each.get("sha256")
        merged[name] = before if same and before is not None else each
    return list(merged.values())
