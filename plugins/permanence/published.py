"""What is published: every address of the site that others may link to, each with the entries of its anchors."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from plugins.archive.archive import Archive
from plugins.archive.permalinks import GO, decision_address, meeting_address
from plugins.archive.places import FOLDERS
from plugins.archive.records import Decision, Meeting, MeetingId
from plugins.build.listing import pages_among
from plugins.build.workers import in_chunks, map_parts
from plugins.permanence.anchors import Entries, anchors_in, entries_of_decision, entries_of_meeting

LINKS: Final = "links.json"
FORMAT: Final = 1
_FOLDERS: Final = ("data/", "documents/", "feeds/")
PASSING: Final = "documents/search-index/"
"""Below published papers, but nobody's address: files of the papers' search index, named anew when they change."""
_A_PART: Final = 40

Published = Mapping[str, Entries]
# The entries of a page by its address, with the digest of the record's file that they were found in.
Known = dict[str, tuple[bytes | None, Entries]]


def published(entries: Known, files: Iterable[str]) -> Published:
    """Every address among the files of an output folder, sorted, with its entries."""
    return {address: entries_at(entries, address) for address in sorted(addresses_among(files))}


def entries_at(entries: Known, address: str) -> Entries:
    """The entries of an address; none where it is no meeting's or decision's."""
    return entries[address][1] if address in entries else ()


def addresses_among(files: Iterable[str]) -> Iterator[str]:
    """The addresses that others may link to: pages, downloads, documents, feeds of the whole site."""
    files = tuple(files)
    yield from (page for page in pages_among(files) if not page.startswith(GO))
    kept = (file for file in files if file.startswith(_FOLDERS) and not file.startswith(PASSING))
    yield from (file for file in kept if not file.endswith("index.html"))


def entries_of(archive: Archive, workers: int, known: Known | None = None) -> Known:
    """The entries of all meetings and decisions. `known` are those of the last build, which hold for the same files."""
    digests, known = archive.digests, known or {}
    places = {meeting_address(m): (m, digests.get(f"{FOLDERS[Meeting]}/{m}.yaml")) for m in archive.meetings}
    stay = {address: known[address] for address, (_, digest) in places.items() if _holds(known, address, digest)}
    found = {address: stay.get(address, (digest, ())) for address, (_, digest) in places.items()}
    unknown = [meeting for address, (meeting, _) in places.items() if address not in stay]
    for part in map_parts(_of_meetings, archive, in_chunks(unknown, _A_PART), workers):
        found.update((address, (places[address][1], entries)) for address, entries in part)
    return found | _of_decisions(archive, known)


def _holds(known: Known, address: str, digest: bytes | None) -> bool:
    """Whether the entries of an address are known of the same record."""
    return digest is not None and address in known and known[address][0] == digest


def _of_meetings(archive: Archive, ids: Sequence[MeetingId]) -> list[tuple[str, Entries]]:
    return [(meeting_address(name), entries_of_meeting(archive, archive.meetings[name])) for name in ids]


def _of_decisions(archive: Archive, known: Known) -> Known:
    found: Known = {}
    for name, decision in archive.decisions.items():
        address, digest = decision_address(name), archive.digests.get(f"{FOLDERS[Decision]}/{name}.yaml")
        holds = _holds(known, address, digest)
        found[address] = known[address] if holds else (digest, entries_of_decision(decision))
    return found


def changed_among(now: Known, before: Known) -> set[str]:
    """The addresses of which the entries are others, or that have none any more."""
    return {a for a in now.keys() | before.keys() if entries_at(now, a) != entries_at(before, a)}


def links_head(site_url: str) -> str:
    """The first line of the file `/links.json`."""
    return f'{{"format":{FORMAT},"site":{json.dumps(site_url or None)},"links":{{'


def links_rows(addresses: AbstractSet[str], entries: Known) -> Iterator[bytes]:
    """Its rows: for each address the anchors on it."""
    for address in sorted(addresses):
        anchors = json.dumps(list(anchors_in(entries_at(entries, address))), separators=(",", ":"))
        yield f"{json.dumps(address)}:{anchors}".encode()
