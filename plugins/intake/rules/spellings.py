"""A topic or ward is written in one way."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.archive.archive import Archive
from plugins.archive.findings import Finding, Place, quote
from plugins.archive.places import file_of
from plugins.archive.text import slugify


def check(archive: Archive) -> Iterator[Finding]:
    """I002."""
    yield from _check(archive, "topics")
    yield from _check(archive, "wards")


def _check(archive: Archive, key: str) -> Iterator[Finding]:
    """A finding for each spelling that is not the first of its address."""
    first: dict[str, str] = {}
    known: dict[str, str] = {}
    for issue in archive.issues.values():
        for number, name in enumerate(getattr(issue, key)):
            if name not in known:
                known[name] = first.setdefault(slugify(name), name)
            if known[name] != name:
                place = Place(file_of(issue), path=f"{key}[{number}]")
                yield Finding(
                    "I002", f"{quote(name)} is also written {quote(known[name])}", place, "expected one spelling"
                )
