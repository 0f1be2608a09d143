"""Which of our addresses answers which old one, and the files in which the page `/go/` looks it up.

An address of the old site stands in the records as the source of what was read there. From one such source more than
its own record can be had: an item's source may name its meeting, its committee, its issue.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple
from urllib.parse import urlsplit

import msgspec

from plugins.archive import permalinks as at
from plugins.archive.archive import Appearance, Archive
from plugins.archive.records import AgendaItem, Decision, Document, Meeting, Source
from plugins.permanence import old_addresses as old
from plugins.permanence.old_addresses import LISTS, Origins, asked_by, kind_of, read_address

FORMAT: Final = 1
A_SHARD: Final = 200  # entries
_OFFSET: Final = 0x811C9DC5
_PRIME: Final = 0x01000193
_SEVERAL: Final = 2

# Our addresses by key: as the records of these very things have them, and as others have them.
_Said = tuple[dict[str, str], dict[str, str]]
# Where an address is of: the number of an origin of the settings, or another host; `None` where it names neither.
_Site = int | str | None


class Witness(msgspec.Struct, frozen=True, gc=False):
    """An old address that a record names: where each kind of thing it may name is, here.

    `own` is the kind of the record itself, whose word counts for more than another's.
    """

    url: str
    own: str
    targets: Mapping[str, str]


class Heard(NamedTuple):
    """What witnesses said, by the site of the address, and what their addresses begin with, up to the third stroke.

    There are several answers to an agenda item, so they are kept in few tables, and no witness is.
    """

    said: dict[_Site, _Said]
    beginnings: set[str]

    def at(self, site: _Site) -> _Said:
        """What was said of the addresses of a site."""
        found = self.said.get(site)
        if found is None:
            found = self.said[site] = ({}, {})
        return found

    def add(self, later: Heard) -> None:
        """Add what others said afterwards. Who spoke first is believed."""
        self.beginnings.update(later.beginnings)
        for site, tables in later.said.items():
            for mine, theirs in zip(self.at(site), tables, strict=True):
                for key, target in theirs.items():
                    mine.setdefault(key, target)


def hear(witnesses: Iterable[Witness], origins: Iterable[str]) -> Heard:
    """What witnesses say, one after the other; `origins` are those of the settings."""
    known, heard, start = Origins(origins), Heard({}, set()), "/"
    for witness in witnesses:
        url, own, targets = witness.url, witness.own, witness.targets
        if not url.startswith(start):  # few hosts have many addresses
            heard.beginnings.add(beginning := "/".join(url.split("/", 3)[:3]))
            start = f"{beginning}/"
        host, path, keys = asked_by(url)
        number = known.number_of(host, path)
        said = heard.at((host or None) if number is None else number)
        for key in keys:
            kind = kind_of(key)
            target = targets.get(kind) or (kind == old.ADDRESS and targets[own])
            if target:
                said[kind != own].setdefault(key, target)
    return heard


def origins_of(heard: Heard, known: Sequence[str]) -> tuple[str, ...]:
    """The sites that old addresses may be of: those of the settings, then others that records name."""
    origins = list(known)
    for origin in sorted({_origin(beginning) for beginning in heard.beginnings} - {""}):
        if read_address(origin, origins) is None:
            origins.append(origin)
    return tuple(origins)


def answers_of(heard: Heard, origins: Sequence[str]) -> dict[str, str]:
    """Our address for each key, by key. One that means different things at two origins has its origin's number first.

    What was heard is used up.
    """
    known, by_origin = Origins(origins), dict[int | None, dict[str, str]]()
    for site, said in heard.said.items():
        origin = known.number_of(site, "/") if isinstance(site, str) else site
        if origin is not None or site is None:
            by_origin[origin] = _believed(*said)
    return _by_key(_told_apart(by_origin))


def witnesses_in(archive: Archive) -> Iterator[Witness]:
    """Every old address that a record names."""
    yield from witnesses_beside(archive)
    for meeting in archive.meetings.values():
        yield from witnesses_at(meeting, archive.appearances(meeting))


def witnesses_beside(archive: Archive) -> Iterator[Witness]:
    """Those that records other than meetings name."""
    for committee in archive.committees.values():
        yield from _of(committee.sources, old.COMMITTEE, {old.COMMITTEE: at.committee_address(committee.id)})
    for issue in archive.issues.values():
        yield from _of(issue.sources, old.ISSUE, {old.ISSUE: at.issue_address(issue.id)})
    for person in archive.people.values():
        yield from _of(person.sources, old.PERSON, {old.PERSON: at.person_address(person.id)})
    for decision in archive.decisions.values():
        yield from _of_decision(decision)


def witnesses_at(meeting: Meeting, appearances: Iterable[Appearance]) -> Iterator[Witness]:
    """Those that a meeting names, with its items."""
    sitting = {old.MEETING: at.meeting_address(meeting.id), old.COMMITTEE: at.committee_address(meeting.committee)}
    yield from _of(meeting.sources, old.MEETING, sitting)
    yield from _of_papers(meeting.documents, sitting[old.MEETING])
    for appearance in appearances:
        item, here = appearance.item, f"{sitting[old.MEETING]}#{appearance.anchor}"
        if item.sources:
            yield from _of(item.sources, old.ITEM, _of_item(item, here, sitting))
        if item.documents:
            yield from _of_papers(item.documents, here)


def shards(answers: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """The answers in as many parts as `shard_count` says, each made when it is asked for.

    The place of a key is its hash.
    """
    parts: list[list[str]] = [[] for _ in range(shard_count(len(answers)))]
    for key in answers:
        parts[fnv(key) % len(parts)].append(key)
    for part in parts:
        yield {key: answers[key] for key in part}


def shard_count(answers: int) -> int:
    """A power of two that leaves about `A_SHARD` answers to each part."""
    return 1 << max(0, (answers // A_SHARD)).bit_length()


def fnv(key: str) -> int:
    """The FNV-1a hash (32 bits) of a key's UTF-8."""
    kind, colon, rest = key.partition(":")
    return _hashed(_hash_of_kind(kind + colon), rest)


@lru_cache(maxsize=64)
def _hash_of_kind(start: str) -> int:
    """The hash of what many keys begin with."""
    return _hashed(_OFFSET, start)


def _hashed(value: int, text: str) -> int:
    """The hash of what was hashed before and some text."""
    for byte in text.encode():
        value = (value ^ byte) * _PRIME & 0xFFFFFFFF
    return value


def index(origins: Sequence[str], answers: Mapping[str, str]) -> dict[str, object]:
    """What the page needs to know before it looks into a part."""
    return {"format": FORMAT, "origins": list(origins), "shards": shard_count(len(answers)), "lists": dict(LISTS)}


def _of(sources: Iterable[Source], own: str, targets: Mapping[str, str]) -> Iterator[Witness]:
    return (Witness(source.url, own, targets) for source in sources if source.url)


def _of_decision(decision: Decision) -> Iterator[Witness]:
    targets = {old.DECISION: at.decision_address(decision.id)}
    if decision.issue:
        targets[old.ISSUE] = at.issue_address(decision.issue)
    yield from _of(decision.sources, old.DECISION, targets)
    yield from _of_papers(decision.documents, targets[old.DECISION])


def _of_item(item: AgendaItem, here: str, sitting: Mapping[str, str]) -> dict[str, str]:
    targets = {**sitting, old.ITEM: here, old.DECISION: here}
    if item.issue:
        targets[old.ISSUE] = at.issue_address(item.issue)
    return targets


def _of_papers(documents: Iterable[Document], owner: str) -> Iterator[Witness]:
    """Where a paper lay: it is our copy now, or the place where it is listed."""
    for document in documents:
        for rendition in document.renditions:
            if rendition.url:
                here = at.document_address(rendition.file) if rendition.file else owner
                yield Witness(rendition.url, old.PAPER, {old.PAPER: here, old.PACK: here, "attachment": here})


def _origin(url: str) -> str:
    """Scheme and host of an address; "" where it has none."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return ""
    return f"{parts.scheme}://{host}/" if host else ""


def _believed(own: dict[str, str], others: dict[str, str]) -> dict[str, str]:
    """What the records themselves say goes before what others say of them."""
    if not own:
        return others
    for key, address in others.items():
        own.setdefault(key, address)
    others.clear()
    return own


def _told_apart(heard: Mapping[int | None, dict[str, str]]) -> dict[str, str]:
    """The answers of all origins: a key under which they have several has the number of the origin before it."""
    if len(heard) < _SEVERAL:
        return next(iter(heard.values()), {})
    found: dict[str, str] = {}
    for key in dict.fromkeys(key for said in heard.values() for key in said):
        answers = {origin: said[key] for origin, said in heard.items() if key in said}
        if len({*answers.values()}) == 1:
            found[key] = next(iter(answers.values()))
        else:
            found |= {f"{origin}|{key}": address for origin, address in answers.items() if origin is not None}
    return found


def _by_key(answers: Mapping[str, str]) -> dict[str, str]:
    """The answers, by their keys in order."""
    return {key: answers[key] for key in sorted(answers)}
