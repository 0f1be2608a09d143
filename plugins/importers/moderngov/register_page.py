"""Registers of decisions: published decisions and officer decisions, as a table or with whole texts.

    register = row*            row = title(link) date effective? call-ins?
    full     = (DATE "-" title "ref:" NUMBER STATUS? (label value)* line*)*        the register with whole texts

A register that only names its decisions gives a stub for each: its title, its day, its number. Who decided is not told.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from plugins.archive.records import CallIn, Decision
from plugins.importers.drafts import Page, Reading, What
from plugins.importers.found import Found
from plugins.importers.lines import Line
from plugins.importers.moderngov.addresses import keys_of
from plugins.importers.moderngov.decision_page import UNKNOWN_MAKER
from plugins.importers.moderngov.headings import written_date
from plugins.importers.moderngov.labels import REGISTER_ENTRY, is_furniture, page_kind
from plugins.importers.moderngov.sections import prose

NOT_A_DECISION: Final = "a row that leads to no decision"
OFFICER: Final = "Officer"


def read_register(page: Page, lines: Sequence[Line], what: What) -> Reading:
    """The decisions of a register, whole or as stubs."""
    found = Found()
    if any(REGISTER_ENTRY.fullmatch(line.text) for line in lines):
        _read_full(page, lines, what, found)
        return found.reading(what)
    officers = any(_OFFICERS.search(line.text) for line in lines[:_HEAD])
    for row, cells in _rows(lines):
        if row == 0 or "th" in cells[0].roles:
            found.furniture(cells)
        elif not _read_row(page, cells, what, found, officers=officers):
            found.nowhere(cells, NOT_A_DECISION)
    return found.reading(what)


_HEAD: Final = 6
_OFFICERS: Final = re.compile(r"(?i)officer decisions|penderfyniadau (?:gan )?swyddogion")


def _rows(lines: Sequence[Line]) -> Iterator[tuple[int, list[Line]]]:
    """The lines by the row of the table that they stand in; 0 for lines outside."""
    return ((row, list(cells)) for row, cells in groupby(lines, key=lambda line: line.row))


def _read_row(page: Page, cells: Sequence[Line], what: What, found: Found, *, officers: bool) -> bool:
    """Whether a row names a decision; if so, its stub is added."""
    keys = keys_of(page, cells, "decision") or keys_of(page, cells, "item")
    dates = [written_date(cell.text) for cell in cells]
    day = next((each for each in dates if each), None)
    if not keys or day is None:
        return False
    effective = next((each for each in dates[dates.index(day) + 1 :] if each), None)
    last = cells[-1].text if dates[-1] is None and len(cells) > 1 else ""
    decision = Decision(
        title=cells[0].text,
        date=day,
        maker=OFFICER if officers else UNKNOWN_MAKER,
        effective=effective,
        call_in=CallIn(status=last) if last else None,
        sources=(page.source(what, cells[0].number),),
    )
    found.draft(decision, f"decision:{keys[0]}", keys)
    found.nowhere(cells[n] for n in range(1, len(cells) - bool(last)) if dates[n] is None)
    return True


def _read_full(page: Page, lines: Sequence[Line], what: What, found: Found) -> None:
    """The decisions of a register that prints their texts."""
    starts = [n for n, line in enumerate(lines) if REGISTER_ENTRY.fullmatch(line.text)]
    for line in lines[: starts[0]]:
        frame = is_furniture(line) or line.roles or page_kind(line.text) or _is_head(line.text)
        (found.furniture if frame else found.nowhere)([line])
    for start, end in zip(starts, [*starts, len(lines)][1:], strict=True):
        _read_text(page, lines[start:end], what, found)


def _is_head(text: str) -> bool:
    """Whether a line heads a register."""
    return text.casefold().startswith(("decisions", "officer decisions", "penderfyniadau"))


def _read_text(page: Page, lines: Sequence[Line], what: What, found: Found) -> None:
    """One decision with its text."""
    match = REGISTER_ENTRY.fullmatch(lines[0].text)
    day = written_date(match["date"]) if match else None
    if match is None or day is None:
        found.nowhere(lines)
        return
    labels = {name: (line, value) for line in lines[1:] for name, value in [_label(line)] if name}
    labelled = [line for line, _ in labels.values()]
    body = [line for line in lines[1:] if line not in labelled and not is_furniture(line)]
    found.furniture(line for line in lines[1:] if is_furniture(line))
    found.scaffold(lines[0].number, f"ref: {match['number']}")
    decision = Decision(
        title=match["title"],
        date=day,
        maker=labels["maker"][1] if "maker" in labels else UNKNOWN_MAKER,
        status=match["status"].strip() or None,
        decision=prose(body),
        published=_day(labels, "published"),
        effective=_day(labels, "effective"),
        sources=(page.source(what, lines[0].number),),
    )
    for line in labelled:
        found.scaffold(line.number, line.text.partition(":")[0] + ":")
    keys = keys_of(page, lines[:1], "decision")
    found.draft(decision, f"decision:{match['number']}", keys)


def _day(labels: dict[str, tuple[Line, str]], name: str) -> dt.date | None:
    """The day of a label."""
    return written_date(labels[name][1]) if name in labels else None


_REGISTER_LABELS: Final = {
    "decision maker": "maker",
    "decision published": "published",
    "effective from": "effective",
    "penderfynwr": "maker",
    "gwneuthurwr y penderfyniad": "maker",
    "cyhoeddwyd y penderfyniad": "published",
    "dyddiad cyhoeddi": "published",
    "yn effeithiol o": "effective",
    "yn weithredol o": "effective",
}


def _label(line: Line) -> tuple[str | None, str]:
    """The field that a line "Label: value" fills, and its value."""
    label, colon, value = line.text.partition(":")
    return (_REGISTER_LABELS.get(label.strip().casefold()) if colon else None), value.strip()
