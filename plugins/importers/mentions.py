"""Drafts that stand in for records that other sources tell: an event names its body, an item its matter.

A stand-in is remembered under its keys with a mark ("legistar:body:29?"), so that the record that is told later is
known to be the same, and is the one that says what the thing is. Until then the stand-in that came first says it; what
others call the thing is another name of it. Where a person has renamed the thing, a name that no source has used
before is told as a conflict.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from plugins.archive.places import FOLDERS
from plugins.archive.records import Committee, Issue
from plugins.importers.alike import Tree
from plugins.importers.drafts import Draft
from plugins.importers.known import Known, name_key, titles
from plugins.importers.ledger import mark
from plugins.importers.merge import Judge

_MARK: Final = "?"
_NAMES: Final = frozenset({"names", "aliases", "title", "titles", "name"})


@dataclass(frozen=True, slots=True)
class Mention:
    """What a stand-in found: no record (`is_new`), one that is told (`is_told`), one that has its name (`is_named`).

    `called` is the field of the record's name, and `others` its list of other names, to which `name` is added where the
    record lacks it.
    """

    is_new: bool
    is_told: bool
    is_named: bool
    name: str
    called: str
    others: str


def as_mentioned(key: str) -> str:
    """The key under which a record is remembered that was only mentioned."""
    return key + _MARK


def mentioned(draft: Draft) -> tuple[str, ...]:
    """The keys under which a draft's record may be known: as told, then as mentioned."""
    return (*draft.keys, *map(as_mentioned, draft.keys))


def remembered(draft: Draft) -> tuple[str, ...]:
    """The keys under which a draft's record is known from now on."""
    return tuple(map(as_mentioned, draft.keys)) if draft.stands_in else draft.keys


def mention(draft: Draft, name: str, known: Known) -> Mention:
    """What a stand-in of this record found, before it is remembered itself."""
    folder = FOLDERS[type(draft.record)]
    return Mention(
        is_new=name not in known.taken,
        is_told=any(known.by_key.get(key) == name for key in draft.keys),
        is_named=any(name in known.by_name.get((folder, title), ()) for title in titles(draft.record)[:1]),
        name=_called(draft),
        called={"committees": "names", "issues": "title"}.get(folder, "name"),
        others={"committees": "aliases", "issues": "titles"}.get(folder, "names"),
    )


def _called(draft: Draft) -> str:
    """The name by which a stand-in calls its record."""
    match draft.record:
        case Committee(names=names):
            return names[0].name
        case Issue(title=title):
            return title
        case _:
            return str(getattr(draft.record, "name", ""))


def spoken(tree: Tree, found: Mention, record: Tree, judge: Judge) -> Tree:
    """What a stand-in adds to the record that is there.

    All it says to a new record; to one that is told members, and a name that is lacking. A clash with a name that a
    person gave is noted with the judge.
    """
    if found.is_new or not (record or found.is_told):
        return tree
    kept = {key: value for key, value in tree.items() if (key == "members" if found.is_told else key not in _NAMES)}
    others = [each for each in tree.get(found.others, ()) if not _is_known(each, found, judge)]
    if found.is_named or _is_known(found.name, found, judge):
        return {**kept, **({found.others: others} if others else {})}
    if _is_renamed(found, record, judge):
        judge.conflict(found.called, _names(found, record)[0], found.name)
        return kept
    first = judge.books.fields.get(found.called)
    if not found.is_told and first is not None and first.by == judge.source:
        return {**kept, found.called: found.name}
    return {**kept, found.others: [found.name, *others]}


def _names(found: Mention, record: Tree) -> list[str]:
    """The names of a record, which it is called by now."""
    value = record.get(found.called)
    return [each["name"] for each in reversed(value)] if isinstance(value, list | tuple) else [str(value)]


def _is_known(name: str, found: Mention, judge: Judge) -> bool:
    """Whether a source has called the record so before, or tells it now and it is in conflict with a person's edit."""
    said, books = mark(name), judge.books
    fields = (field for path, field in books.fields.items() if _is_name(path, found))
    return any(field.knows(said) for field in fields) or (found.called, said) in books.refused


def _is_name(path: str, found: Mention) -> bool:
    """Whether a field is one of the record's names."""
    return path == found.called or path.startswith((f"{found.called}/", f"{found.others}/"))


def _is_renamed(found: Mention, record: Tree, judge: Judge) -> bool:
    """Whether a person has changed a name that sources gave to the record."""
    fields = {path: field for path, field in judge.books.fields.items() if _is_name(path, found)}
    known = {said for field in fields.values() for said in field.known()}
    given = {name_key(name) for name in _names(found, record) if mark(name) not in known}
    return bool(fields) and bool(given)
