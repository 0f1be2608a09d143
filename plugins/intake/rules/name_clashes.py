"""No two committees bear one name on one day, for then a name would not say which is meant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from plugins.archive.archive import Archive
from plugins.archive.findings import Finding, Place, quote
from plugins.archive.orders import first_days
from plugins.archive.places import file_of
from plugins.archive.records import Committee
from plugins.archive.text import fold


def check(archive: Archive) -> Iterator[Finding]:
    """C004."""
    seen: dict[str, list[tuple[dt.date, dt.date, Committee]]] = {}
    for committee in archive.committees.values():
        firsts = (*first_days(committee.names), committee.ended or dt.date.max)
        for number, name in enumerate(committee.names):
            first, last = firsts[number], name.until or firsts[number + 1]
            others = seen.setdefault(fold(name.name), [])
            yield from (
                _clash(committee, number, other)
                for begins, ends, other in others
                if other.id != committee.id and begins <= last and first <= ends
            )
            others.append((first, last, committee))


def _clash(committee: Committee, number: int, other: Committee) -> Finding:
    """Two committees of one name."""
    name = committee.names[number].name
    place = Place(file_of(committee), path=f"names[{number}].name")
    return Finding(
        "C004", f"{quote(name)} is also a name of {quote(other.id)}", place, "expected different dates or names"
    )
