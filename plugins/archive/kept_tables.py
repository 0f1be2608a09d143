"""The tables of an archive kept from build to build: as long as nothing that they tell of changes, nobody need walk.

Identifiers are written once for each table and spots as they lie in memory, so that reading them costs next to nothing.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeVar

import msgspec

from plugins.archive.records import AttendanceStatus, CommitteeId, IssueId, PersonId
from plugins.archive.tables import Dated, Spots, Tables, tables_of

Key = TypeVar("Key")
_NUMBER: Final = "Q"


class KeptTables(msgspec.Struct, frozen=True, array_like=True):
    """Tables, and the digest of what they were made of; the order of their keys is that of the tables."""

    made_of: bytes = b""
    by_issue: tuple[tuple[IssueId, bytes], ...] = ()
    by_number: tuple[tuple[CommitteeId, str, bytes], ...] = ()
    by_attendance: tuple[tuple[PersonId, bytes], ...] = ()
    by_declaration: tuple[tuple[PersonId, bytes], ...] = ()
    attended: tuple[tuple[PersonId, tuple[tuple[CommitteeId, AttendanceStatus, int], ...]], ...] = ()
    items: int = 0


def kept(tables: Tables, made_of: bytes) -> KeptTables:
    """Tables to be kept."""
    return KeptTables(
        made_of=made_of,
        by_issue=_packed(tables.by_issue),
        by_number=tuple((body, number, spots.tobytes()) for (body, number), spots in tables.by_number.items()),
        by_attendance=_packed(tables.by_attendance),
        by_declaration=_packed(tables.by_declaration),
        attended=tuple((key, tuple((*how, n) for how, n in counts.items())) for key, counts in tables.attended.items()),
        items=tables.items,
    )


def told_again(tables: KeptTables, dates: Sequence[Dated], issues: Iterable[IssueId]) -> Tables:
    """The tables that were kept, of meetings that come in order; identifiers of issues are the ones given."""
    known = {issue: issue for issue in issues}
    spots = Spots(
        by_issue={known.get(issue, issue): array(_NUMBER, spots) for issue, spots in tables.by_issue},
        by_number={(committee, number): array(_NUMBER, spots) for committee, number, spots in tables.by_number},
        by_attendance=_unpacked(tables.by_attendance),
        by_declaration=_unpacked(tables.by_declaration),
        attended={key: {(c, status): n for c, status, n in counts} for key, counts in tables.attended},
        items=tables.items,
    )
    return tables_of(dates, spots)


def _packed(table: Mapping[Key, array[int]]) -> tuple[tuple[Key, bytes], ...]:
    """A table of spots as pairs."""
    return tuple((key, spots.tobytes()) for key, spots in table.items())


def _unpacked(table: Iterable[tuple[Key, bytes]]) -> dict[Key, array[int]]:
    """A table of spots made of pairs."""
    return {key: array(_NUMBER, spots) for key, spots in table}
