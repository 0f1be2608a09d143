"""The link ledger: every address and anchor ever published, in text files that a person can read and compare.

One file a year of meetings and decisions, one a letter of issues and people, one for the rest: publishing again
changes few lines. An address stands at the beginning of a line, its anchors indented below it.

    meetings/cabinet/2013-09-11/
      item-50 s1 d1-3 m1-14
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from plugins.archive.findings import Finding, Place, quote
from plugins.permanence.anchors import Entries, anchors_in
from plugins.permanence.changes import CHANGES, Changes
from plugins.permanence.published import PASSING, Published

FOLDER: Final = "permalinks"
_REST: Final = "site"
_SHARD: Final = re.compile(
    r"(?P<dated>meetings)/[^/]+/(?P<year>\d{4})-|(?P<yearly>decisions)/(?P<of>\d{4})/.|(?P<lettered>issues|people)/(?P<letter>.)[^/]+/"
)


def shard_of(address: str) -> str:
    """The ledger's file, without ending, in which an address stands: "meetings/2013", "issues/c", "site"."""
    match = _SHARD.match(address)
    if match is None:
        return _REST
    return "/".join(part for part in match.groups() if part)


def read_ledger(folder: Path) -> dict[str, Entries]:
    """Everything the ledger in `content/permalinks` holds."""
    ledger: dict[str, Entries] = {}
    for file in sorted(folder.rglob("*.txt")):
        if file.relative_to(folder).as_posix() != CHANGES:
            ledger.update(read_shard(file.read_text(encoding="utf-8")))
    return ledger


def read_shard(text: str) -> dict[str, Entries]:
    """The addresses of one file, with their entries."""
    found: dict[str, list[str]] = {}
    entries: list[str] = []
    for line in text.splitlines():
        if line.startswith("  "):
            entries.append(line.strip())
        elif line and not line.startswith("#"):
            entries = found.setdefault(line, [])
    return {address: tuple(entries) for address, entries in found.items()}


def write_shard(links: Mapping[str, Entries]) -> str:
    """The text of one file: addresses sorted, entries in their order."""
    return "".join(
        line for address in sorted(links) for line in (f"{address}\n", *(f"  {entry}\n" for entry in links[address]))
    )


def lost(
    ledger: Mapping[str, Entries], links: Published, changes: Changes, *, file: str = CHANGES
) -> Iterator[Finding]:
    """A finding for each address or anchor of the ledger that is neither published nor accounted for.

    `file` is what the list of changes is called to the person who reads the finding.
    """
    for address, entries in sorted(ledger.items()):
        if changes.account_for(address) or address.startswith(PASSING):
            continue
        if address not in links:
            yield _lost(address, "page", file)
            continue
        now = set(anchors_in(links[address]))
        gone = [anchor for anchor in anchors_in(entries) if anchor not in now]
        yield from (_lost(f"{address}#{a}", "anchor", file) for a in gone if not changes.account_for(f"{address}#{a}"))


def _lost(link: str, kind: str, file: str) -> Finding:
    hint = f'keep it, or say in {file} where it went: "{link} -> new/address/" or "{link} gone: reason"'
    return Finding("U002", f"the published {kind} {quote(link)} would be lost", Place(file), hint)


def extended(ledger: Mapping[str, Entries], links: Published) -> dict[str, Entries]:
    """The ledger with what is published now. Nothing ever leaves it."""
    whole = dict(ledger)
    for address, entries in links.items():
        whole[address] = _joined(ledger.get(address, ()), entries)
    return whole


def _joined(before: Entries, now: Entries) -> Entries:
    """The entries of now, and after them those of before that are no longer there."""
    if not before or before == now:
        return now
    known = set(anchors_in(now))
    return (*now, *(entry for entry in before if not set(anchors_in((entry,))) <= known))


def write_ledger(folder: Path, ledger: Mapping[str, Entries]) -> int:
    """Write the files of the ledger whose text changes; how many did."""
    by_shard: dict[str, dict[str, Entries]] = {}
    for address, entries in ledger.items():
        by_shard.setdefault(shard_of(address), {})[address] = entries
    return sum(_write(folder / f"{shard}.txt", write_shard(links)) for shard, links in sorted(by_shard.items()))


def _write(file: Path, text: str) -> bool:
    if file.is_file() and file.read_text(encoding="utf-8") == text:
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_suffix(".new")
    beside.write_text(text, encoding="utf-8", newline="\n")
    beside.replace(file)
    return True
