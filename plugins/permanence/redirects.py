"""Which of our addresses answers which old one, and the files in which the page `/go/` looks it up.

An address of the old site stands in the records as the source of what was read there. From one such source more than
its own record can be had: an item's source may name its meeting, its committee, its issue.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from plugins.archive import permalinks as at
from plugins.archive.archive import Appearance, Archive
from plugins.archive.records import Decision, Document, Meeting, Source
from plugins.permanence import old_addresses as old
from plugins.permanence.old_addresses import LISTS, kind_of, read_address

FORMAT: Final = 1
A_SHARD: Final = 200  # entries
_OFFSET: Final = 0x811C9DC5
_PRIME: Final = 0x01000193
_SEVERAL: Final = 2

# Our addresses by key: as the records of these very things have them, and as others have them.
_Heard = tuple[dict[str, str], dict[str, str]]


@dataclass(frozen=True, slots=True)
class Witness:
    """An old address that a record names: where each kind of thing it may name is, here.

    `own` is the kind of the record itself, whose word counts for more than another's.
    """

    url: str
    own: str
    targets: Mapping[str, str]


def origins_of(archive: Archive, witnesses: Iterable[Witness]) -> tuple[str, ...]:
    """The sites that old addresses may be of: those of the settings, then others that records name."""
    known = list(archive.settings.origins)
    # Few hosts have many addresses, so each is looked at once: what stands before the third slash.
    beginnings = {"/".join(witness.url.split("/", 3)[:3]) for witness in witnesses}
    for origin in sorted({_origin(beginning) for beginning in beginnings} - {""}):
        if read_address(origin, known) is None:
            known.append(origin)
    return tuple(known)


def witnesses_in(archive: Archive) -> Iterator[Witness]:
    """Every old address that a record names."""
    for committee in archive.committees.values():
        yield from _of(committee.sources, old.COMMITTEE, {old.COMMITTEE: at.committee_address(committee.id)})
    for issue in archive.issues.values():
        yield from _of(issue.sources, old.ISSUE, {old.ISSUE: at.issue_address(issue.id)})
    for person in archive.people.values():
        yield from _of(person.sources, old.PERSON, {old.PERSON: at.person_address(person.id)})
    for decision in archive.decisions.values():
        yield from _of_decision(decision)
    for meeting in archive.meetings.values():
        yield from _of_meeting(meeting)
        for appearance in archive.appearances(meeting):
            yield from _of_item(appearance)


def resolve(witnesses: Iterable[Witness], origins: Sequence[str]) -> dict[str, str]:
    """Our address for each key, by key. One that means different things at two origins has its origin's number first.

    There are several to an agenda item, so what is heard is kept in few tables, and none of them twice.
    """
    heard: dict[int | None, _Heard] = {}
    for witness in witnesses:
        asked = read_address(witness.url, origins)
        for key in asked.keys if asked else ():
            target = witness.targets.get(kind_of(key)) or (kind_of(key) == old.ADDRESS and witness.targets[witness.own])
            if asked and target:
                heard.setdefault(asked.origin, ({}, {}))[kind_of(key) != witness.own].setdefault(key, target)
    return _by_key(_told_apart({origin: _believed(*said) for origin, said in heard.items()}))


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


def _of_meeting(meeting: Meeting) -> Iterator[Witness]:
    targets = _of_sitting(meeting)
    yield from _of(meeting.sources, old.MEETING, targets)
    yield from _of_papers(meeting.documents, targets[old.MEETING])


def _of_item(appearance: Appearance) -> Iterator[Witness]:
    meeting, item = appearance.meeting, appearance.item
    here = f"{at.meeting_address(meeting.id)}#{appearance.anchor}"
    targets = {**_of_sitting(meeting), old.ITEM: here, old.DECISION: here}
    if item.issue:
        targets[old.ISSUE] = at.issue_address(item.issue)
    yield from _of(item.sources, old.ITEM, targets)
    yield from _of_papers(item.documents, here)


def _of_sitting(meeting: Meeting) -> dict[str, str]:
    return {old.MEETING: at.meeting_address(meeting.id), old.COMMITTEE: at.committee_address(meeting.committee)}


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
