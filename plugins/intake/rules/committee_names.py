"""A committee has at least one name, and its dated names follow each other without overlap."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from plugins.archive.archive import Archive
from plugins.archive.findings import Finding, Place, quote
from plugins.archive.places import file_of
from plugins.archive.records import Committee, DatedName


def check(archive: Archive) -> Iterator[Finding]:
    """C001 and C002."""
    for committee in archive.committees.values():
        if not committee.names:
            yield Finding("C001", "the committee has no name", Place(file_of(committee), path="names"), "expected one")
        for number, (before, after) in enumerate(pairwise(committee.names), 1):
            yield from _overlap(committee, number, before, after)
        for number, name in enumerate(committee.names):
            if name.from_ and name.until and name.until < name.from_:
                yield _backwards(committee, number, name)


def _overlap(committee: Committee, number: int, before: DatedName, after: DatedName) -> Iterator[Finding]:
    """A finding where a name begins before the one before it ends, or where nothing says when it began."""
    place = Place(file_of(committee), path=f"names[{number}]")
    if after.from_ is None and before.until is None:
        yield Finding("C002", f"nothing says when {quote(after.name)} came into force", place, "give it a from: date")
    elif after.from_ and after.from_ <= (before.until or before.from_ or after.from_.min):
        message = f"{quote(after.name)} begins on {after.from_}, before {quote(before.name)} has ended"
        yield Finding("C002", message, place, "names are listed oldest first and do not overlap")


def _backwards(committee: Committee, number: int, name: DatedName) -> Finding:
    """A name that ends before it begins."""
    place = Place(file_of(committee), path=f"names[{number}].until")
    return Finding("C002", f"{quote(name.name)} ends on {name.until}", place, f"expected a day from {name.from_} on")
