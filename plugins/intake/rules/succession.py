"""No committee succeeds itself, directly or through others."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.archive.archive import Archive
from plugins.archive.findings import Finding, Place
from plugins.archive.places import file_of
from plugins.archive.records import Committee, CommitteeId


def check(archive: Archive) -> Iterator[Finding]:
    """C003."""
    for committee in archive.committees.values():
        chain = _chain(archive, committee)
        if chain and chain[-1] == committee.id:
            way = " → ".join((committee.id, *chain))
            place = Place(file_of(committee), path="successor")
            yield Finding("C003", f"the successors run in a circle: {way}", place, "one of them has no successor")


def _chain(archive: Archive, committee: Committee) -> tuple[CommitteeId, ...]:
    """The successors of a committee, up to the first that is met twice or is the committee itself."""
    chain: list[CommitteeId] = []
    heir = committee.successor
    while heir is not None and heir not in chain and heir in archive.committees:
        chain.append(heir)
        heir = None if heir == committee.id else archive.committees[heir].successor
    return tuple(chain)
