"""A walk over meetings, each of which is fetched once: for the entries of its anchors and for what it says.

What it says of old addresses, that is; committees, issues, people and decisions are heard before meetings are.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from plugins.archive.archive import Archive
from plugins.archive.permalinks import meeting_address
from plugins.archive.records import MeetingId
from plugins.build.workers import in_chunks, map_parts
from plugins.permanence.anchors import Entries, entries_of_meeting
from plugins.permanence.redirects import Heard, Witness, hear, witnesses_at, witnesses_beside

_A_PART: Final = 40


class Walked(NamedTuple):
    """What was found: entries by the address of the page; what was heard, `None` where nobody listened."""

    entries: dict[str, Entries]
    heard: Heard | None


class _Way(NamedTuple):
    """What workers share: the archive, of which meetings entries are wanted, whether what they say is."""

    archive: Archive
    anchored: frozenset[MeetingId]
    listens: bool


def walk(archive: Archive, anchored: Collection[MeetingId], workers: int, *, listens: bool) -> Walked:
    """The entries of some meetings and, where it `listens`, what all records say of old addresses."""
    way = _Way(archive, frozenset(anchored), listens)
    meetings = [*(archive.meetings if listens else anchored)]
    heard = hear(witnesses_beside(archive), archive.settings.origins) if listens else None
    entries: dict[str, Entries] = {}
    for part in map_parts(_walk_part, way, in_chunks(meetings, _A_PART), workers):
        entries.update(part.entries)
        if heard and part.heard:
            heard.add(part.heard)
    return Walked(entries, heard)


def _walk_part(way: _Way, meetings: Sequence[MeetingId]) -> Walked:
    """The same of some meetings."""
    archive, witnesses, entries = way.archive, list[Witness](), dict[str, Entries]()
    for key in meetings:
        meeting = archive.meetings[key]
        appearances = archive.appearances(meeting)
        if key in way.anchored:
            entries[meeting_address(key)] = entries_of_meeting(archive, meeting, appearances)
        if way.listens:
            witnesses += witnesses_at(meeting, appearances)
    return Walked(entries, hear(witnesses, archive.settings.origins) if way.listens else None)
