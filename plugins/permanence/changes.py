"""What became of addresses that are published no more: `content/permalinks/changes.txt`, written by people.

# A line an address: where it went, or why it is gone. A page's line covers its anchors.
issues/cycle-route/ -> issues/cycle-routes/
meetings/cabinet/2013-09-11/#item-50-m3 -> meetings/cabinet/2013-09-11/#item-50-m4
people/jo-field/ gone: removed at the person's request
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from plugins.archive.findings import Finding, Place, quote

CHANGES: Final = "changes.txt"
_MOVED: Final = " -> "
_GONE: Final = " gone:"


@dataclass(frozen=True, slots=True)
class Change:
    """What became of an address: where it went (`to`), or why it is gone (`reason`), and the line that says so."""

    address: str
    line: int
    to: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """All that is said of old addresses; `unread` are lines that say nothing."""

    by_address: dict[str, Change] = field(default_factory=dict)
    unread: tuple[tuple[int, str], ...] = ()

    def account_for(self, link: str) -> bool:
        """Whether it is said what became of the address, or of the page that its anchor is on."""
        return link in self.by_address or link.partition("#")[0] in self.by_address

    def pages(self) -> tuple[Change, ...]:
        """The changes of whole pages, by address."""
        return tuple(change for address, change in sorted(self.by_address.items()) if address.endswith("/"))


def read_changes(folder: Path) -> Changes:
    """What the file in `content/permalinks` says; nothing where there is none."""
    file = folder / CHANGES
    return parse_changes(file.read_text(encoding="utf-8")) if file.is_file() else Changes()


def parse_changes(text: str) -> Changes:
    """What the lines say."""
    said, unread = {}, []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        change = _change(line.strip(), number)
        if change is None:
            unread.append((number, line.strip()))
        else:
            said[change.address] = change
    return Changes(said, tuple(unread))


def _change(line: str, number: int) -> Change | None:
    address, moved, to = line.partition(_MOVED)
    if moved and address.strip() and to.strip():
        return Change(_address(address), number, to=_address(to))
    address, gone, reason = line.partition(_GONE)
    if gone and address.strip() and reason.strip():
        return Change(_address(address), number, reason=reason.strip())
    return None


def _address(text: str) -> str:
    """An address as we write them: without the leading slash."""
    return text.strip().removeprefix("/")


def check_changes(changes: Changes, published: Container[str], *, file: str = CHANGES) -> Iterator[Finding]:
    """A finding for each line that says nothing, leads nowhere, or is about a page that is published."""
    for number, line in changes.unread:
        hint = 'expected "old/address/ -> new/address/" or "old/address/ gone: reason"'
        yield Finding("U002", f"{quote(line)} says nothing of an address", Place(file, number), hint)
    for change in changes.by_address.values():
        if change.to and change.to.partition("#")[0] not in published:
            hint = "expected an address that is published"
            yield Finding("U002", f"{quote(change.to)} is not published", Place(file, change.line), hint)
        elif change.address in published and change.address.endswith("/"):
            hint = "take the line out, or the page"
            yield Finding("U002", f"{quote(change.address)} is published", Place(file, change.line), hint)
