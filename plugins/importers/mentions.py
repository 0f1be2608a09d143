"""Drafts that stand in for records that other sources tell: an event names its body, an item its matter.

A stand-in is remembered under its keys with a mark ("legistar:body:29?"), so that the record that is told later is
known to be the same, and is the one that says what the thing is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from plugins.archive.places import FOLDERS
from plugins.archive.records import Committee, Issue
from plugins.importers.drafts import Draft
from plugins.importers.known import Known, titles

Tree = dict[str, Any]
_MARK: Final = "?"
_NAMES: Final = frozenset({"names", "aliases", "title", "titles", "name"})


@dataclass(frozen=True, slots=True)
class Mention:
    """What a stand-in found: no record (`is_new`), one that is told (`is_told`), one that has its name (`is_named`).

    `others` is the record's list of other names, to which `name` is added where the record lacks it.
    """

    is_new: bool
    is_told: bool
    is_named: bool
    name: str
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


def spoken(tree: Tree, found: Mention) -> Tree:
    """What a stand-in adds: all it says to a new record; members, and a name that is lacking, to one that is told."""
    if found.is_new:
        return tree
    others = ([] if found.is_named else [found.name]) + list(tree.get(found.others, ()))
    kept = {key: value for key, value in tree.items() if (key == "members" if found.is_told else key not in _NAMES)}
    return {**kept, **({found.others: others} if others else {})}
