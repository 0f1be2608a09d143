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
from plugins.permanence.anchors import Entries, anchors_in, entries_of_decision

LINKS: Final = "links.json"
FORMAT: Final = 1
_FOLDERS: Final = ("data/", "documents/", "feeds/")
PASSING: Final = "documents/search-index/"
"""Below published papers, but nobody's address: files of the papers' search index, named anew when they change."""
_BETWEEN: Final = '","'
_FILE: Final = f"{FOLDERS[Meeting]}/{{}}.yaml"

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


def unknown_among(archive: Archive, known: Known) -> list[MeetingId]:
    """The meetings whose entries are to be found: all but those of which they are known of the same file."""
    digests = archive.digests
    return [m for m in archive.meetings if not _holds(known, meeting_address(m), digests.get(_FILE.format(m)))]


def entries_of(archive: Archive, known: Known, found: Mapping[str, Entries]) -> Known:
    """The entries of all meetings and decisions: those that were `found`, and what is `known` from the last build."""
    digests = archive.digests
    at_meetings = ((meeting_address(m), digests.get(_FILE.format(m))) for m in archive.meetings)
    entries = {at: (digest, found[at]) if at in found else known[at] for at, digest in at_meetings}
    return entries | _of_decisions(archive, known)


def _holds(known: Known, address: str, digest: bytes | None) -> bool:
    """Whether the entries of an address are known of the same record."""
    return digest is not None and address in known and known[address][0] == digest


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
        yield f"{json.dumps(address)}:{_listed([*anchors_in(entries_at(entries, address))])}".encode()


def _listed(anchors: Sequence[str]) -> str:
    """Anchors as a JSON list. Nearly all have nothing in them that JSON would write otherwise."""
    text = "".join(anchors)
    if text and text.isascii() and text.isprintable() and '"' not in text and "\\" not in text:
        return f'["{_BETWEEN.join(anchors)}"]'
    return json.dumps(anchors, separators=(",", ":"))
