"""Which record each draft belongs to: drafts of many sources, and the records that are there, by key or by name.

A key is an identity in the system that a draft came from ("legistar:matter:412"); a key without colons is no number and
contradicts none. Without a key a committee, issue or person is known by its name, a meeting by its committee, day and
hour. What is new gets an identifier of its name's words, given once.
"""

from __future__ import annotations

import datetime as dt
from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, count, takewhile
from typing import Any, Final

import msgspec

from plugins.archive.records import AgendaItem, Committee, DatedName, Decision, Issue, Meeting, Person
from plugins.archive.text import slugify
from plugins.importers.alike import KEYS, Tree, item_keys
from plugins.importers.drafts import Draft, DraftRecord, Reading, Stray
from plugins.importers.homes import Homes
from plugins.importers.known import Kept, Known, name_key, titles
from plugins.importers.ledger import Ledger
from plugins.importers.mentions import Mention, as_mentioned, mention, mentioned, remembered
from plugins.importers.sites import whole_key
from plugins.importers.things import Teller

_REFERENCES = frozenset({"committee", "issue", "person", "maker_person", "successor", "related"})
_TURNS: tuple[type[DraftRecord], ...] = (Committee, Person, Issue, Meeting, Decision)


@dataclass(frozen=True, slots=True)
class Told:
    """What one source tells: its name, its drafts and its strays, and the site that it is of, where that is known."""

    source: str
    drafts: Sequence[Draft]
    strays: Sequence[Stray] = ()
    site: str = ""

    @classmethod
    def of(cls, source: str, reading: Reading) -> Told:
        """What a reading tells, its numbers with the site."""
        drafts = tuple(_of_site(draft, reading.site) for draft in reading.drafts)
        return cls(source, drafts, reading.strays, reading.site)


def _of_site(draft: Draft, site: str) -> Draft:
    """A draft whose numbers tell the site."""
    return replace(draft, keys=tuple(whole_key(key, site) for key in draft.keys), site=site) if site else draft


class _Names(ChainMap[str, str]):
    """The records by the tokens of one source, and by all keys; a key that tells no site is of the source's."""

    def __init__(self, by_key: MutableMapping[str, str], site: str) -> None:
        """Start with no token."""
        super().__init__({}, by_key)
        self._site = site

    def __missing__(self, key: str) -> str:
        """The record of a key that tells no site."""
        return self.maps[1][whole_key(key, self._site)]

    def get(self, key: str, default: Any = None) -> Any:  # noqa: ANN401 (as of every mapping)
        """The record of a token or key; the default where there is none."""
        return self.maps[0].get(key) or self.maps[1].get(key) or self.maps[1].get(whole_key(key, self._site), default)

    def __contains__(self, key: object) -> bool:
        """Whether there is a record of a token or key."""
        return isinstance(key, str) and self.get(key) is not None


@dataclass(frozen=True, slots=True)
class Placed:
    """A draft that knows its record ("meetings/cabinet/2013-09-11"), as a tree whose references are identifiers.

    `mention` is what a stand-in found there.
    """

    name: str
    tree: Tree
    keys: tuple[str, ...]
    whole: bool
    mention: Mention | None = None

    def teller(self, source: str) -> Teller:
        """Who tells: a page that has all items in order is the same one under any name, and so is its next edition."""
        if not self.whole:
            return Teller(source)
        page: Tree = next(iter(self.tree.get("sources", ())), {})
        return Teller(f"{page.get('format')} {page.get('kind')}", whole=True)


@dataclass(frozen=True, slots=True)
class Settled:
    """A source with its drafts placed, and those of its strays that found no home."""

    told: Told
    placed: tuple[Placed, ...]
    homeless: tuple[Stray, ...] = ()


Existing = Callable[[], Iterable[Kept]]


def place(told: Sequence[Told], known: Known, existing: Existing = tuple) -> list[Settled]:
    """Every draft of every source with its record. `existing` gives the meetings that are there, when strays ask.

    All committees come before all meetings, and those whose history is told before those that only have a name: so it
    does not matter in which order the sources are read.
    """
    works = [_Work(each, _Names(known.by_key, each.site)) for each in told]
    for kind in _TURNS:
        for work, draft in sorted(_of_kind(works, kind), key=_who_comes_first):
            _name(draft, known, work)
    for work in works:
        work.placed = _placed(work.told.drafts, work)
    if any(work.told.strays for work in works):
        placed = (Kept(each.name, each.tree, Ledger()) for work in works for each in work.placed)
        homes = Homes.of(chain(existing(), placed))
        for work in works:
            _settle(work, homes, known)
    return [Settled(work.told, tuple(work.placed), tuple(work.homeless)) for work in works]


@dataclass(slots=True)
class _Work:
    """One source while its drafts are placed: names by token, themes of meetings by committee, records that split.

    `names` has the system's own keys beside the tokens; `mentions` is what the source's stand-ins have found.
    """

    told: Told
    names: MutableMapping[str, str]
    mentions: dict[str, Mention] = field(default_factory=dict)
    themes: dict[str, str] = field(default_factory=dict)
    split: dict[str, Placed] = field(default_factory=dict)
    placed: list[Placed] = field(default_factory=list)
    homeless: list[Stray] = field(default_factory=list)


def _name(draft: Draft, known: Known, work: _Work) -> None:
    """Find a draft's record and remember it for those that refer to it. One that has none is homeless."""
    name = _name_of(draft, known, work)
    if name is None:
        work.homeless.append(Stray(_NO_ITEM, lines=draft.lines))
        return
    if draft.stands_in:
        work.mentions[draft.token] = mention(draft, name, known)
    work.names[draft.token] = name
    if draft.token not in work.themes and draft.token not in work.split:
        known.note(name, draft.record, remembered(draft))


_NO_ITEM: Final = AgendaItem(title="")


def _settle(work: _Work, homes: Homes, known: Known) -> None:
    """Bring a source's strays home, or place what stands for them instead."""
    for stray in work.told.strays:
        item: Tree = _resolved(msgspec.to_builtins(stray.item, builtin_types=(dt.date,)), work.names)
        item[KEYS] = item_keys(item)
        home = homes.find(stray, item, work.told.source)
        if home is not None:
            work.placed.append(Placed(*home, (), whole=False))
        elif stray.instead is not None:
            _name(stray.instead, known, work)
            work.placed.extend(_placed([stray.instead], work))
        else:
            work.homeless.append(stray)


def _of_kind(works: Sequence[_Work], kind: type[DraftRecord]) -> Iterator[tuple[_Work, Draft]]:
    """All drafts of a kind, with the work on their source."""
    for work in works:
        for draft in work.told.drafts:
            if isinstance(draft.record, kind):
                yield work, draft


def _who_comes_first(pair: tuple[_Work, Draft]) -> tuple[bool, int, int]:
    """What is told comes before what is mentioned; committees with more names first, then those with fewer commas.

    A comma may part a theme from a name. Meetings whose committee is known come before those that only a number can
    place. Otherwise the order of the sources holds, for sorting is stable.
    """
    work, draft = pair
    if isinstance(draft.record, Committee):
        return draft.stands_in, -len(draft.record.names), draft.record.names[-1].name.count(",")
    return draft.stands_in, int(isinstance(draft.record, Meeting) and draft.record.committee not in work.names), 0


def _placed(drafts: Iterable[Draft], work: _Work) -> list[Placed]:
    """The drafts of one source with their records."""
    placed: list[Placed] = []
    for draft in drafts:
        if draft.token in work.split:
            placed += [work.split[draft.token]]
        elif draft.token in work.names and draft.token not in work.themes:
            found = work.mentions.get(draft.token) if draft.stands_in else None
            name = work.names[draft.token]
            placed.append(Placed(name, _said(draft, work), remembered(draft), draft.whole, found))
    return placed


def _said(draft: Draft, work: _Work) -> Tree:
    """What a draft tells, with the numbers of its items."""
    tree = _tree(draft.record, work)
    for n, item in enumerate(tree.get("items", ())):
        item[KEYS] = item_keys(item, draft.item_keys[n : n + 1])
    return tree


def _tree(record: DraftRecord, work: _Work) -> Tree:
    """A record as a tree whose references are identifiers."""
    tree: Tree = _resolved(msgspec.to_builtins(record, builtin_types=(dt.date,)), work.names)
    tree.pop("id", None)
    theme = work.themes.get(record.committee) if isinstance(record, Meeting) else None
    return {**tree, "theme": theme} if theme else tree


def _resolved(value: Any, names: Mapping[str, str]) -> Any:  # noqa: ANN401 (trees have no static type)
    """A value whose references are identifiers. A token that no draft explains is left out."""
    if isinstance(value, list | tuple):
        return [_resolved(each, names) for each in value]
    if not isinstance(value, dict):
        return value
    resolved = {key: (_reference if key in _REFERENCES else _resolved)(inner, names) for key, inner in value.items()}
    return {key: inner for key, inner in resolved.items() if inner is not None}


def _reference(value: Any, names: Mapping[str, str]) -> Any:  # noqa: ANN401
    """The identifier of a token, or of each token of a list."""
    if isinstance(value, list | tuple):
        return [found for each in value if (found := _reference(each, names)) is not None]
    name = names.get(value) or names.get(as_mentioned(value))
    return None if name is None else name.partition("/")[2]


# --- one draft ---------------------------------------------------------------------------------------------------


def _name_of(draft: Draft, known: Known, work: _Work) -> str | None:
    """The record of a draft: by its token or keys, by its name, or a new one; `None` for a meeting of nobody."""
    by_key = (known.by_key[key] for key in mentioned(draft) if key in known.by_key)
    found = work.names.get(draft.token) or next(by_key, None)
    return found or _by_name(draft, known, work)


def _by_name(draft: Draft, known: Known, work: _Work) -> str | None:
    """The record of a draft without a known key."""
    match draft.record:
        case Committee():
            return _committee(draft, draft.record, known, work)
        case Meeting():
            return _meeting(draft, draft.record, known, work) if draft.record.committee in work.names else None
        case Decision():
            return _decision(draft, draft.record, known)
        case Issue():
            return next(_candidates(draft, known, "issues"), None) or _new("issues", [draft.record.title], known)
        case Person():
            return next(_candidates(draft, known, "people"), None) or _new("people", titles(draft.record), known)


def _candidates(draft: Draft, known: Known, folder: str) -> Iterator[str]:
    """Records that have one of the draft's names and no other identity in the draft's own system."""
    yield from known.not_others(dict.fromkeys(known.named(folder, draft.record)), draft)


def _committee(draft: Draft, record: Committee, known: Known, work: _Work) -> str:
    """A committee: one that has any of its names and no other history, or a new one called by its newest name."""
    found = [c for c in _candidates(draft, known, "committees") if _agrees(c, record, known)]
    if len(record.names) > 1 and len(set(found)) > 1:
        return _split(draft, record, found, known, work)
    return next(iter(found), None) or _themed(draft, record, known, work) or _new_committee(record, known)


def _agrees(found: str, record: Committee, known: Known) -> bool:
    """Whether a committee that is there can have the history that a record tells."""
    return _is_one_history(known.histories.get(found, ()), record.names)


def _new_committee(record: Committee, known: Known) -> str:
    """A new committee, called by its newest name."""
    return _new("committees", [each.name for each in reversed(record.names)], known)


def _split(draft: Draft, record: Committee, found: Sequence[str], known: Known, work: _Work) -> str:
    """A rename between two committees that are both there: the older gets its last day and its successor."""
    old = next(iter(found))
    new = next((each for each in found if name_key(record.names[-1].name) in known.names_of(each)), found[-1])
    if new == old:
        return old
    names = msgspec.to_builtins(record.names[:-1], builtin_types=(dt.date,))
    tree: Tree = {"names": list(names), "successor": new.partition("/")[2]}
    if record.names[-2].until is not None:
        tree["ended"] = record.names[-2].until
    tree["sources"] = list(msgspec.to_builtins(record.sources, builtin_types=(dt.date,)))
    work.split[draft.token] = Placed(old, tree, (), whole=False)
    return old


_MOST_THEMES: Final = 10


def _themed(draft: Draft, record: Committee, known: Known, work: _Work) -> str | None:
    """The committee whose name follows a theme: "Parking, Hill Forum" is Hill Forum's meeting on parking."""
    parts = record.names[-1].name.split(", ", _MOST_THEMES)
    for place in range(1, len(parts)):
        committee = ", ".join(parts[place:])
        named = known.by_name.get(("committees", name_key(committee)), ())
        if len(named) == 1 and len(record.names) == 1:
            work.themes[draft.token] = ", ".join(parts[:place])
            return named[0]
    return None


def _meeting(draft: Draft, record: Meeting, known: Known, work: _Work) -> str:
    """A meeting: one of its committee on its day, at its hour where two are known; else a new one."""
    committee = work.names[record.committee].partition("/")[2]
    day = f"{committee}/{record.date}"
    there = known.not_others(known.on_day(day), draft)
    fitting = [(known.fits_hour(name, record.start, work.told.source), name) for name in there]
    best = max((fit for fit, _ in fitting), default=0)
    if best:
        return next(name for fit, name in fitting if fit == best)
    hour = f"-{record.start.replace(':', '')}" if record.start and known.on_day(day) else ""
    return _free("meetings", [f"{day}{hour}"], known)


def _decision(draft: Draft, record: Decision, known: Known) -> str:
    """A decision taken outside a meeting: one of its title on its day, or a new one."""
    slug = f"{record.date.year:04d}/{slugify(record.title) or 'decision'}"
    for name in _names_taken(f"decisions/{slug}", known):
        if known.is_on(name, record.date) and not known.is_another(name, draft):
            return name
    return _free("decisions", [slug], known)


def _names_taken(name: str, known: Known) -> Iterator[str]:
    """A name and those with a number behind it, as far as they are taken."""
    yield from takewhile(known.taken.__contains__, chain([name], (f"{name}-{number}" for number in count(2))))


def _new(folder: str, wanted: Sequence[str], known: Known) -> str:
    """A new record's name: the words of the first name that is free."""
    slugs = [slug for each in wanted if (slug := slugify(each))]
    return _free(folder, slugs or [folder.rstrip("s")], known)


def _free(folder: str, slugs: Sequence[str], known: Known) -> str:
    """The first name that is not taken; where all are, the first with a number behind it."""
    for slug in slugs:
        if f"{folder}/{slug}" not in known.taken:
            return f"{folder}/{slug}"
    return known.numbered_name(f"{folder}/{slugs[0]}")


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
