"""What is published: every address of the site that others may link to, each with the entries of its anchors."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from plugins.archive.archive import Archive
from plugins.archive.permalinks import GO, decision_address, meeting_address
from plugins.archive.places import file_of
from plugins.archive.records import MeetingId
from plugins.build.listing import pages_among
from plugins.build.workers import in_chunks, map_parts
from plugins.permanence.anchors import Entries, anchors_in, decisions_with_entries, entries_of_meeting

LINKS: Final = "links.json"
FORMAT: Final = 1
_FOLDERS: Final = ("data/", "documents/", "feeds/")
PASSING: Final = "documents/search-index/"
"""Below published papers, but nobody's address: files of the papers' search index, named anew when they change."""
_A_PART: Final = 40

Published = Mapping[str, Entries]
Known = dict[MeetingId, tuple[bytes | None, Entries]]


def published(archive: Archive, files: Sequence[str], workers: int, known: Known | None = None) -> Published:
    """Every address among the files of an output folder, sorted, with its entries.

    `known` are entries of meetings by the digest of the meeting's file; those that are found anew are added to it.
    """
    entries = entries_by_address(archive, workers, {} if known is None else known)
    return {address: entries.get(address, ()) for address in sorted(addresses_among(files))}


def addresses_among(files: Iterable[str]) -> Iterator[str]:
    """The addresses that others may link to: pages, downloads, documents, feeds of the whole site."""
    files = tuple(files)
    yield from (page for page in pages_among(files) if not page.startswith(GO))
    kept = (file for file in files if file.startswith(_FOLDERS) and not file.startswith(PASSING))
    yield from (file for file in kept if not file.endswith("index.html"))


def entries_by_address(archive: Archive, workers: int, known: Known) -> dict[str, Entries]:
    """The entries of meetings and decisions, by the addresses of their pages."""
    digests = {meeting: archive.digests.get(file_of(record)) for meeting, record in archive.meetings.items()}
    unknown = tuple(m for m, digest in digests.items() if digest is None or known.get(m, (None,))[0] != digest)
    for part in map_parts(_of_meetings, archive, in_chunks(unknown, _A_PART), workers):
        known.update((meeting, (digests[meeting], entries)) for meeting, entries in part)
    found = {meeting_address(meeting): known[meeting][1] for meeting in digests}
    found.update((decision_address(decision.id), entries) for decision, entries in decisions_with_entries(archive))
    return found


def _of_meetings(archive: Archive, ids: Sequence[MeetingId]) -> list[tuple[MeetingId, Entries]]:
    return [(name, entries_of_meeting(archive, archive.meetings[name])) for name in ids]


def links_file(links: Published, site_url: str) -> Iterator[str]:
    """The file `/links.json`, piece by piece: for each address the anchors on it."""
    yield f'{{"format":{FORMAT},"site":{json.dumps(site_url or None)},"links":{{\n'
    comma = ""
    for address, entries in links.items():
        yield f"{comma}{json.dumps(address)}:{json.dumps(list(anchors_in(entries)), separators=(',', ':'))}"
        comma = ",\n"
    yield "\n}}\n"
