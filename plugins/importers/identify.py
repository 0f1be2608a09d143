"""Which record each draft belongs to: drafts of many sources, and the records that are there, by key or by name.

A key is an identity in the system that a draft came from ("legistar:matter:412"); a key without colons is no number and
contradicts none. Without a key a committee, issue or person is known by its name, a meeting by its committee, day and
hour. What is new gets an identifier of its name's words, given once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import msgspec

from plugins.archive.records import Committee, DatedName, Decision, Issue, Meeting, Person
from plugins.archive.text import slugify
from plugins.importers.drafts import Draft, DraftRecord, Stray
from plugins.importers.homes import Homes
from plugins.importers.known import Known, name_key, titles

Tree = dict[str, Any]
_REFERENCES = frozenset({"committee", "issue", "person", "maker_person", "successor", "related"})
_TURNS: tuple[type[DraftRecord], ...] = (Committee, Person, Issue, Meeting, Decision)


@dataclass(frozen=True, slots=True)
class Told:
    """What one source tells: its name, its drafts and its strays."""

    source: str
    drafts: Sequence[Draft]
    strays: Sequence[Stray] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A draft that knows its record ("meetings/cabinet/2013-09-11"), as a tree whose references are identifiers."""

    name: str
    tree: Tree
    keys: tuple[str, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class Settled:
    """A source with its drafts placed, and those of its strays that found no home."""

    told: Told
    placed: tuple[Placed, ...]
    homeless: tuple[Stray, ...] = ()


Existing = Callable[[], Iterable[tuple[str, Tree]]]


def place(told: Sequence[Told], known: Known, existing: Existing = tuple) -> list[Settled]:
    """Every draft of every source with its record. `existing` gives the meetings that are there, when strays ask.

    All committees come before all meetings, and those whose history is told before those that only have a name: so it
    does not matter in which order the sources are read.
    """
    names: list[dict[str, str]] = [{} for _ in told]
    for kind in _TURNS:
        for number, draft in sorted(_of_kind(told, kind), key=_who_comes_first):
            _name(draft, known, names[number])
    placed = [_placed(each.drafts, found) for each, found in zip(told, names, strict=True)]
    if not any(each.strays for each in told):
        return [Settled(each, tuple(of)) for each, of in zip(told, placed, strict=True)]
    homes = Homes.of(chain(existing(), ((p.name, p.tree) for of in placed for p in of)))
    return [_settle(*each, homes, known) for each in zip(told, placed, names, strict=True)]


def _name(draft: Draft, known: Known, names: dict[str, str]) -> None:
    """Find a draft's record and remember it for those that refer to it."""
    name = _name_of(draft, known, names)
    names[draft.token] = name
    known.note(name, draft.record, draft.keys)


def _settle(told: Told, placed: list[Placed], names: dict[str, str], homes: Homes, known: Known) -> Settled:
    """A source with its strays at home, or what stands for them instead."""
    homeless = []
    for stray in told.strays:
        item: Tree = _resolved(msgspec.to_builtins(stray.item, builtin_types=(dt.date,)), names)
        home = homes.find(stray, item)
        if home is not None:
            placed.append(Placed(*home, (), whole=False))
        elif stray.instead is not None:
            _name(stray.instead, known, names)
            placed.extend(_placed([stray.instead], names))
        else:
            homeless.append(stray)
    return Settled(told, tuple(placed), tuple(homeless))


def _of_kind(told: Sequence[Told], kind: type[DraftRecord]) -> Iterator[tuple[int, Draft]]:
    """All drafts of a kind, with the number of their source."""
    for number, each in enumerate(told):
        for draft in each.drafts:
            if isinstance(draft.record, kind):
                yield number, draft


def _who_comes_first(pair: tuple[int, Draft]) -> int:
    """Committees with more names come first; otherwise the order of the sources holds, for sorting is stable."""
    record = pair[1].record
    return -len(record.names) if isinstance(record, Committee) else 0


def _placed(drafts: Iterable[Draft], names: dict[str, str]) -> list[Placed]:
    """The drafts of one source with their records."""
    return [Placed(names[draft.token], _tree(draft.record, names), draft.keys, draft.whole) for draft in drafts]


def _tree(record: DraftRecord, names: dict[str, str]) -> Tree:
    """A record as a tree whose references are identifiers."""
    tree: Tree = _resolved(msgspec.to_builtins(record, builtin_types=(dt.date,)), names)
    tree.pop("id", None)
    return tree


def _resolved(value: Any, names: dict[str, str]) -> Any:  # noqa: ANN401 (trees have no static type)
    """A value whose references are identifiers. A token that no draft explains is left out."""
    if isinstance(value, list | tuple):
        return [_resolved(each, names) for each in value]
    if not isinstance(value, dict):
        return value
    resolved = {key: (_reference if key in _REFERENCES else _resolved)(inner, names) for key, inner in value.items()}
    return {key: inner for key, inner in resolved.items() if inner is not None}


def _reference(value: Any, names: dict[str, str]) -> Any:  # noqa: ANN401
    """The identifier of a token, or of each token of a list."""
    if isinstance(value, list | tuple):
        return [found for each in value if (found := _reference(each, names)) is not None]
    name = names.get(value)
    return None if name is None else name.partition("/")[2]


# --- one draft ---------------------------------------------------------------------------------------------------


def _name_of(draft: Draft, known: Known, names: dict[str, str]) -> str:
    """The record of a draft: by its token or keys, by its name, or a new one."""
    by_key = (known.by_key[key] for key in draft.keys if key in known.by_key)
    found = names.get(draft.token) or next(by_key, None)
    return found or _by_name(draft, known, names)


def _by_name(draft: Draft, known: Known, names: dict[str, str]) -> str:
    """The record of a draft without a known key."""
    match draft.record:
        case Committee():
            return _committee(draft, draft.record, known)
        case Meeting():
            return _meeting(draft, draft.record, known, names)
        case Decision():
            return _decision(draft, draft.record, known)
        case Issue():
            return next(_candidates(draft, known, "issues"), None) or _new("issues", [draft.record.title], known)
        case Person():
            return next(_candidates(draft, known, "people"), None) or _new("people", titles(draft.record), known)


def _candidates(draft: Draft, known: Known, folder: str) -> Iterator[str]:
    """Records that have one of the draft's names and no other identity in the draft's own system."""
    for title in titles(draft.record):
        for found in known.by_name.get((folder, title), ()):
            if not known.is_another(found, draft.keys):
                yield found


def _committee(draft: Draft, record: Committee, known: Known) -> str:
    """A committee: one that has any of its names and no other history, or a new one called by its newest name."""
    for found in _candidates(draft, known, "committees"):
        if _is_one_history(known.histories.get(found, ()), record.names):
            return found
    return _new("committees", [each.name for each in reversed(record.names)], known)


def _meeting(draft: Draft, record: Meeting, known: Known, names: dict[str, str]) -> str:
    """A meeting: one of its committee on its day, at its hour where two are known; else a new one."""
    committee = names[record.committee].partition("/")[2]
    day = f"{committee}/{record.date}"
    for name in known.on_day(day):
        other_hour = record.start is not None and known.starts.get(name) not in {None, record.start}
        if not other_hour and not known.is_another(name, draft.keys):
            return name
    hour = f"-{record.start.replace(':', '')}" if record.start and known.on_day(day) else ""
    return _free("meetings", [f"{day}{hour}"], known)


def _decision(draft: Draft, record: Decision, known: Known) -> str:
    """A decision taken outside a meeting: one of its title on its day, or a new one."""
    slug = f"{record.date.year:04d}/{slugify(record.title) or 'decision'}"
    name = f"decisions/{slug}"
    same_day = known.days.get(name) in {None, record.date}
    if name in known.taken and same_day and not known.is_another(name, draft.keys):
        return name
    return _free("decisions", [slug], known)


def _new(folder: str, wanted: Sequence[str], known: Known) -> str:
    """A new record's name: the words of the first name that is free."""
    slugs = [slug for each in wanted if (slug := slugify(each))]
    return _free(folder, slugs or [folder.rstrip("s")], known)


def _free(folder: str, slugs: Sequence[str], known: Known) -> str:
    """The first name that is not taken; where all are, the first with a number behind it."""
    for slug in slugs:
        if f"{folder}/{slug}" not in known.taken:
            return f"{folder}/{slug}"
    count = 2
    while f"{folder}/{slugs[0]}-{count}" in known.taken:
        count += 1
    return f"{folder}/{slugs[0]}-{count}"


# --- committees' histories ---------------------------------------------------------------------------------------


def _is_one_history(known: Sequence[DatedName], told: Sequence[DatedName]) -> bool:
    """Whether two lists of dated names can be of one committee: no name began or ended on two different days."""
    by_name = {name_key(each.name): each for each in known}
    return all(_agree(by_name.get(name_key(each.name)), each) for each in told)


def _agree(known: DatedName | None, told: DatedName) -> bool:
    """Whether two tellings of one name agree, where both say anything."""
    if known is None:
        return True
    same_start = None in {known.from_, told.from_} or known.from_ == told.from_
    return same_start and (None in {known.until, told.until} or known.until == told.until)
