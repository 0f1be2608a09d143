"""No two pages have one address: an issue cannot be called after a letter of the A to Z, nor a committee a year."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.archive.archive import Archive
from plugins.archive.findings import Finding, Place, quote
from plugins.archive.permalinks import NO_LETTER
from plugins.archive.places import AnyRecord, file_of

_YEAR_LENGTH = 4


def check(archive: Archive) -> Iterator[Finding]:
    """U001."""
    for issue in archive.issues.values():
        if len(issue.id) == 1 or issue.id == NO_LETTER:
            yield _taken(issue, "the A to Z of issues")
    for committee in archive.committees.values():
        if committee.id.isdigit() and len(committee.id) == _YEAR_LENGTH:
            yield _taken(committee, "the meetings of a year")


def _taken(record: AnyRecord, page: str) -> Finding:
    """A record whose page would stand where another does."""
    stem = file_of(record).rpartition("/")[2].removesuffix(".yaml")
    return Finding(
        "U001", f"the identifier {quote(stem)} is taken by {page}", Place(file_of(record)), "expected another"
    )
