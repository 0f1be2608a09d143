"""What records there are, as far as drafts can be them: by key, by name, by day; and which names are taken."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from plugins.archive.places import FOLDERS
from plugins.archive.records import Committee, DatedName, Decision, Issue, Meeting, Person
from plugins.archive.text import fold, slugify, squeeze
from plugins.importers.alike import Tree
from plugins.importers.drafts import Draft, DraftRecord
from plugins.importers.ledger import Field, Ledger, mark
from plugins.importers.sites import Site, are_one_council, site_of, whole_key

_LONGEST = 300
_NAME_FIELDS = re.compile(r"committees/(?:names/[^/]+/name|aliases/.*)|issues/titles?(?:/.*)?|people/names?(?:/.*)?")
_DAYS = ("meetings", "decisions")
_OFFICE_WORDS = """
councillor cllr cllrs alderman alderwoman ald mr mrs ms miss mx dr sir dame lord lady baroness prof
professor rev revd reverend rt hon mbe obe cbe jp mp am ms mep bem qc kc
"""
_OFFICES = frozenset(_OFFICE_WORDS.split())


@dataclass(frozen=True, slots=True)
class Kept:
    """A record that is there, as a tree, and its ledger."""

    name: str
    tree: Tree
    ledger: Ledger


@dataclass(slots=True)
class Known:
    """The records that are there and those that this import makes. Names are as in "committees/cabinet"."""

    by_key: dict[str, str] = field(default_factory=dict)
    by_name: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    keys: dict[str, set[str]] = field(default_factory=dict)
    histories: dict[str, tuple[DatedName, ...]] = field(default_factory=dict)
    numbered: dict[str, set[str]] = field(default_factory=dict)
    starts: dict[str, str | None] = field(default_factory=dict)
    hours: dict[str, Field] = field(default_factory=dict)
    dates: dict[str, Field] = field(default_factory=dict)
    called: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    days: dict[str, dt.date] = field(default_factory=dict)
    meetings: dict[str, list[str]] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)

    def note(self, name: str, record: DraftRecord, keys: Iterable[str]) -> None:
        """Remember a record under its names and keys."""
        self.take(name)
        folder = FOLDERS[type(record)]
        for title in titles(record):
            self._note_title(folder, title, name)
        self.note_keys(name, keys)
        if isinstance(record, Committee):
            self.histories[name] = joined_names(self.histories.get(name, ()), record.names)
        elif isinstance(record, Meeting):
            self.starts[name] = self.starts.get(name) or record.start
        elif isinstance(record, Decision):
            self.days.setdefault(name, record.date)

    def take(self, name: str) -> None:
        """Remember that a name is taken."""
        if name in self.taken:
            return
        self.taken.add(name)
        folder, _, identity = name.partition("/")
        if folder == "meetings":
            committee, _, day = identity.partition("/")
            self.meetings.setdefault(f"{committee}/{day[:10]}", []).append(name)

    def numbered_name(self, name: str) -> str:
        """The name with the first number behind it that makes it free."""
        self.counts[name] = next(n for n in count(self.counts.get(name, 2)) if f"{name}-{n}" not in self.taken)
        return f"{name}-{self.counts[name]}"

    def note_keys(self, name: str, keys: Iterable[str]) -> None:
        """Remember a record's identities in other systems."""
        for key in keys:
            self.by_key.setdefault(key, name)
            self.keys.setdefault(name, set()).add(key)
            if _system(key):
                self.numbered.setdefault(_system(key), set()).add(name)

    def note_ledger(self, name: str, ledger: Ledger) -> None:
        """Remember what the ledger of a record tells of it: its identities, and what sources call it.

        That is how a record is known that a person has renamed, or whose day or hour a person has corrected.
        """
        self.note_keys(name, ledger.keys)
        folder = name.partition("/")[0]
        for path, told in ledger.fields.items():
            if _NAME_FIELDS.fullmatch(f"{folder}/{path}"):
                for said in told.known():
                    self.called.setdefault((folder, said), []).append(name)
        for days, path in ((self.hours, "start"), (self.dates, "date")):
            if folder in _DAYS and path in ledger.fields:
                days[name] = ledger.fields[path]

    def named(self, folder: str, record: DraftRecord) -> Iterator[str]:
        """The records that sources have called by a record's names, then those that have these names now."""
        for name in names_of(record):
            yield from self.called.get((folder, mark(name)), ())
        for title in titles(record):
            yield from self.by_name.get((folder, title), ())

    def is_on(self, name: str, day: dt.date) -> bool:
        """Whether a decision is of a day: by its record, by a source, or because no day of it is known."""
        told = self.dates.get(name)
        return self.days.get(name) in {None, day} or (told is not None and told.knows(mark(day)))

    def fits_hour(self, name: str, start: str | None, source: str) -> int:
        """How well an hour fits a meeting: 0 not at all, 3 it is the meeting's; `source` is who tells it.

        2: one of the two is not known. 1: it is another hour than this source told in an earlier import.
        """
        now, before = self.starts.get(name), self.hours.get(name)
        if start is not None and (start == now or (before is not None and before.knows(mark(start)))):
            return 3
        if start is None or (now is None and before is None):
            return 2
        return int(now is None and before is not None and before.by == source)

    def names_of(self, name: str) -> set[str]:
        """The words of all names of a committee."""
        return {name_key(each.name) for each in self.histories.get(name, ())}

    def on_day(self, day: str) -> Sequence[str]:
        """The meetings of a committee's day ("cabinet/2013-09-11"), in order."""
        return sorted(self.meetings.get(day, ()))

    def adopt(self, sites: Iterable[str]) -> None:
        """Remember what is known by numbers without a site under those of the only site that there is."""
        only = sorted({site for site in sites if site})
        for key, name in list(self.by_key.items()) if len(only) == 1 else ():
            self.note_keys(name, (whole_key(key, only[0]),))

    def is_another(self, name: str, draft: Draft) -> bool:
        """Whether the record has a different number in a system in which the draft has one, or is another council's."""
        return not self.not_others([name], draft)

    def not_others(self, names: Iterable[str], draft: Draft) -> list[str]:
        """Those of the records that are not another by their numbers. Many records may share one name."""
        kept = list(names)
        for key in draft.keys:
            numbered = self.numbered.get(_system(key), set())
            kept = [name for name in kept if name not in numbered or key in self.keys[name]]
        return [name for name in kept if self._may_be_of(name, draft.site)] if draft.site else kept

    def _may_be_of(self, name: str, site: str) -> bool:
        """Whether a record may be of the council of a site."""
        sites = {told for key in self.keys.get(name, ()) if (told := site_of(key)[1])}
        return not sites or any(are_one_council(site, each) for each in sites)

    def sites(self) -> set[Site]:
        """The systems and sites that the numbers of records tell."""
        return {site for key in self.by_key if (site := site_of(key))[1]}

    def _note_title(self, folder: str, title: str, name: str) -> None:
        """Remember a record under a title."""
        named = self.by_name.setdefault((folder, title), [])
        if name not in named:
            named.append(name)


def _system(key: str) -> str:
    """The system and kind of a key, without the number."""
    return key.rpartition(":")[0]


def names_of(record: DraftRecord) -> tuple[str, ...]:
    """The names by which a record is known, as they are written."""
    match record:
        case Committee():
            return (*(each.name for each in record.names), *record.aliases)
        case Issue():
            return (record.title, *record.titles)
        case Person():
            return (record.name, *record.names)
        case _:
            return ()


def titles(record: DraftRecord) -> tuple[str, ...]:
    """The names by which a record is known, as words of an address."""
    words = person_slug if isinstance(record, Person) else name_key
    return tuple(words(each) for each in names_of(record))


def name_key(name: str) -> str:
    """What makes two names the same: their words as in an address; of a name without such words, the name itself."""
    return slugify(name, longest=_LONGEST) or fold(squeeze(name))


def person_slug(name: str) -> str:
    """A person's name as words of an address, without titles and honours of office."""
    words = fold(squeeze(name)).replace(",", " ").split()
    kept = [word for word in words if word.strip(".") not in _OFFICES]
    return name_key(" ".join(kept or words))


def joined_names(known: Sequence[DatedName], told: Sequence[DatedName]) -> tuple[DatedName, ...]:
    """The names of both, each with every day that either knows."""
    joined = {name_key(each.name): each for each in known}
    for each in told:
        before = joined.get(name_key(each.name), each)
        joined[name_key(each.name)] = DatedName(
            name=before.name, from_=before.from_ or each.from_, until=before.until or each.until
        )
    return tuple(joined.values())
