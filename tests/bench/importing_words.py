"""Where the visible words of every sample stand after its import: in records, among what was left, or nowhere.

What is visible is told here without the importers' help: lines of texts, words of HTML between tags, leaves of XML and
JSON that are no address, date, number or checksum. Looked at are the files that stand in the content folder in the end,
and of them only those that the report names for the page.
"""

from __future__ import annotations

import datetime as dt
import html
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from bs4 import BeautifulSoup
from lxml import etree

from plugins.archive.prose import parse, plain_text
from plugins.importers.drafts import FURNITURE
from plugins.importers.report import SourceReport
from tests.bench.importing_sources import every_sample, installations
from tests.bench.tables import Table, number
from tests.support.accounting import words
from tests.support.importing import import_paths

_UNSEEN = re.compile(
    r"(?:https?|ftp|mailto):\S*|\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d)?)?|[0-9A-Fa-f]{8}-[0-9A-Fa-f-]{27}"
    r"|[A-Za-z0-9+/]{8,}=|[0-9a-f]{40}|[\d.:,\s-]*"
)
_CLOCK = re.compile(r"\d\d:\d\d")
_SYSTEM = re.compile(r"(?i).*(?:id|guid|rowversion|slug|version|mimetype|filename|checksum|videostatus|type|rtf)")
_PROSE = {"summary", "decision", "minutes", "purpose", "introduction", "reasons_text", "alternatives", "interests"}


@dataclass(slots=True)
class Account:
    """The words of a sample: where they stand, and those that stand nowhere."""

    standing: Counter[str] = field(default_factory=Counter)
    strange: Counter[tuple[str, str]] = field(default_factory=Counter)
    nowhere: Counter[str] = field(default_factory=Counter)


def account(work: Path) -> list[Table]:
    """The tables of words for all samples and seeds."""
    accounts: dict[str, Account] = {}
    for name, pages in every_sample().items():
        accounts[name] = Account()
        for place, part in enumerate(installations(name, pages)):
            content = work / f"{name}-{place}"
            report = import_paths(content, *part)
            _account(content, list(zip(part, report.sources, strict=True)), accounts[name])
    return [_shares(accounts), _strange(accounts), _nowhere(accounts)]


def _account(content: Path, sources: list[tuple[Path, SourceReport]], account: Account) -> None:
    """Add what the pages of one archive tell."""
    for page, source in sources:
        if source.failure is not None:
            account.standing["in pages not read"] += sum(len(words(each)) for each in visible(page))
            continue
        records = [text for name in source.records for text in _told(content / name)]
        kept = _Haystack(records)
        for left in source.not_understood:
            if left.reason != FURNITURE:
                account.strange[left.reason, f"{left.text[:50]}"] += len(words(left.text))
        _place(list(visible(page)), kept, _Haystack([left.text for left in source.not_understood]), account)


class _Haystack:
    """Texts in which stretches of words are looked for."""

    def __init__(self, texts: list[str]) -> None:
        self._text = "\0".join(f" {' '.join(words(text))} " for text in texts)
        self._letters = self._text.replace(" ", "")

    def has(self, stretch: list[str]) -> bool:
        return f" {' '.join(stretch)} " in self._text

    def has_letters(self, stretch: list[str]) -> bool:
        """The same where the source runs words together that we part."""
        return len(joined := "".join(stretch)) > 3 and joined in self._letters


def _place(stretches: list[str], records: _Haystack, left: _Haystack, account: Account) -> None:
    """Count where each stretch of a page stands: whole and in order, in pieces, or nowhere."""
    for text in stretches:
        stretch = words(text)
        if records.has(stretch) or records.has_letters(stretch):
            account.standing["in records, whole"] += len(stretch)
        elif left.has(stretch) or left.has_letters(stretch):
            account.standing["left, whole"] += len(stretch)
        else:
            _place_pieces(stretch, records, left, account)


def _place_pieces(stretch: list[str], records: _Haystack, left: _Haystack, account: Account) -> None:
    """The longest pieces of a stretch, one after the other."""
    start = 0
    while start < len(stretch):
        end = next((e for e in range(len(stretch), start, -1) if records.has(stretch[start:e])), start)
        other = next((e for e in range(len(stretch), start, -1) if left.has(stretch[start:e])), start)
        if max(end, other) == start:
            account.nowhere[" ".join(stretch[max(0, start - 2) : start + 3])] += 1
            account.standing["nowhere"] += 1
        else:
            account.standing["in records, in pieces" if end >= other else "left, in pieces"] += max(end, other) - start
        start = max(end, other, start + 1)


# --- what is visible ---------------------------------------------------------------------------------------------


def visible(page: Path) -> Iterator[str]:
    """The stretches of words that a page shows."""
    content = page.read_bytes()
    if page.suffix == ".json":
        found: Iterator[str] = _leaves(json.loads(content))
    elif page.suffix == ".xml":
        found = _elements(content)
    elif page.suffix == ".html":
        found = _markup(content.decode("utf-8", "replace"))
    else:
        found = iter(content.decode("utf-8").splitlines())
    return (text for each in found for text in _lines(each) if words(text))


def _lines(text: str) -> list[str]:
    """The lines of a text; of one with markup, those between its tags."""
    for _ in range(3):
        text = html.unescape(text)
    return list(_markup(text)) if re.search(r"</?[a-zA-Z][^<>]*>", text) else text.splitlines()


def _markup(text: str) -> Iterator[str]:
    soup = BeautifulSoup(text, "lxml")
    for unseen in soup(["script", "style", "head", "noscript"]):
        unseen.decompose()
    yield from (
        " ".join(each.split()) for each in soup.find_all(string=True) if type(each).__name__ == "NavigableString"
    )


def _elements(content: bytes) -> Iterator[str]:
    root = etree.fromstring(content, etree.XMLParser(recover=True, resolve_entities=False))
    for element in root.iter() if root is not None else ():
        if isinstance(element.tag, str) and element.text and not _UNSEEN.fullmatch(element.text.strip()):
            yield element.text


def _leaves(value: Any, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _leaves(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner, key)
    elif isinstance(value, str) and not _SYSTEM.fullmatch(key) and not _UNSEEN.fullmatch(value.strip()):
        yield value


# --- what is told ------------------------------------------------------------------------------------------------


def _told(path: Path) -> Iterator[str]:
    yield from _texts(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))


def _texts(value: Any, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            if name != "sources":
                yield from _texts(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, key)
    else:
        yield from _forms(value, key)


def _forms(value: Any, key: str) -> Iterator[str]:
    """A value as sources write it: prose without markup, days and hours in their usual forms."""
    if isinstance(value, dt.date):
        yield f"{value:%d/%m/%Y}"
        yield f"{value.day} {value:%B %Y}"
    elif isinstance(value, str):
        yield plain_text(parse(value)) if key in _PROSE else value
        if _CLOCK.fullmatch(value):
            yield f"{int(value[:2]) % 12 or 12}:{value[3:]} {'PM' if value >= '12' else 'AM'}"


# --- tables ------------------------------------------------------------------------------------------------------

_COLUMNS = (
    "in records, whole",
    "in records, in pieces",
    "left, whole",
    "left, in pieces",
    "nowhere",
    "in pages not read",
)


def _shares(accounts: dict[str, Account]) -> Table:
    rows = [_share(name, each.standing) for name, each in accounts.items()]
    whole = sum((each.standing for each in accounts.values()), Counter())
    strange = sum(sum(each.strange.values()) for each in accounts.values())
    read = sum(whole[name] for name in _COLUMNS[:-1])
    note = (
        f"left for another reason than furniture: {strange} words, {100 * strange / max(read, 1):.3f} % of those read"
    )
    columns = ("sample", "words", *_COLUMNS, "% told")
    return Table("Visible words of the samples", columns, (*rows, _share("all", whole)), (note,))


def _share(name: str, standing: Counter[str]) -> tuple[str, ...]:
    read = sum(standing[column] for column in _COLUMNS[:-1])
    share = 100 * (read - standing["nowhere"]) / read if read else 0
    return (
        name,
        number(read, 0),
        *(number(standing[column], 0) for column in _COLUMNS),
        f"{share:.3f}" if read else "-",
    )


def _strange(accounts: dict[str, Account]) -> Table:
    rows = [
        (f"{name}: {reason}", text, str(count))
        for name, each in accounts.items()
        for (reason, text), count in each.strange.items()
    ]
    return Table(
        "Left for another reason than furniture", ("reason", "begins", "words"), tuple(rows) or (("none", "", "0"),)
    )


def _nowhere(accounts: dict[str, Account]) -> Table:
    found = [(name, text, str(n)) for name, each in accounts.items() for text, n in each.nowhere.most_common(25)]
    return Table(
        "Words that stand nowhere (most frequent)", ("sample", "around", "words"), tuple(found) or (("none", "", "0"),)
    )
