"""The items of a meeting page as text: where one ends and the next begins.

    agenda = (NUMBER-line title-line rest*)+  |  (NUMBER title-line rest*)+  |  (row rest* "|")+

A page uses one of the three ways throughout. Numbers rise; minutes hold numbered lists of their own, so a number begins
an item only where it can follow the last item's and does not continue a list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from plugins.importers.lines import Line
from plugins.importers.moderngov.documents import AFTER_FILE, has_file
from plugins.importers.moderngov.headings import plain_number
from plugins.importers.moderngov.labels import INLINE_LABELS, section_label
from plugins.importers.order import natural

_NUMBER = r"\d{1,4}(?:[./]\d{1,4})*[a-z]{0,2}|[A-Z]{1,3}\s?\d{1,4}[a-z]?|[A-Z]"
_LONE = re.compile(rf"({_NUMBER})\s?[.:)]?")
_INLINE = re.compile(rf"({_NUMBER})(?:[.:)]\s*|\s+)(?=\S)")
_BAR = re.compile(r"\s*\|\s*")
_RULE = re.compile(r"[\s|:\-–—=_]+")
_FURTHEST_JUMP = 40
_ITEM_TABLES = frozenset({"mgItemTable", "#mgItemTable"})
_LONGEST_TITLE = 250
_MARK = "#AI"


@dataclass(frozen=True, slots=True)
class ItemLines:
    """One item's number, if it has one, and its lines from the heading on. `headed` says that the first is one."""

    number: str | None
    line: int
    lines: tuple[Line, ...]
    headed: bool = True


def is_flattened(lines: Sequence[Line]) -> bool:
    """Whether an extractor has written the page's table with bars."""
    return sum(line.text.endswith("|") for line in lines) > 1


def split_items(lines: Sequence[Line]) -> tuple[Sequence[Line], list[ItemLines]]:
    """The lines before the first item, and the items."""
    if is_flattened(lines):
        return (), list(_rows(lines))
    if any(_is_of_table(line) for line in lines):
        return _table_rows(lines)
    starts = _starts(lines, _lone_number, _may_follow)
    inline = not starts
    if inline:
        labelled = any(section_label(line.text) for line in lines)
        starts = _starts(lines, _inline_number, partial(_is_title, labelled=labelled))
    if not starts:
        return lines, []
    ends = [*starts, len(lines)][1:]
    return lines[: starts[0]], [_item(lines[a:b], inline=inline) for a, b in zip(starts, ends, strict=True)]


def _item(lines: Sequence[Line], *, inline: bool) -> ItemLines:
    """The item whose number the first line is, or begins with."""
    first = lines[0]
    if not inline:
        return ItemLines(plain_number(first.text), first.number, tuple(lines[1:]))
    number = _inline_number(first) or ""
    return ItemLines(plain_number(number), first.number, tuple(lines))


# --- numbers -----------------------------------------------------------------------------------------------------


def _lone_number(line: Line) -> str | None:
    """The number that is all of a line."""
    match = _LONE.fullmatch(line.text) if not line.bullet else None
    return match[1] if match else None


def _inline_number(line: Line) -> str | None:
    """The number before a line's other words."""
    match = _INLINE.match(line.text) if not line.bullet else None
    return match[1] if match else None


def _starts(
    lines: Sequence[Line],
    number_of: Callable[[Line], str | None],
    accept: Callable[[Sequence[Line], int], bool],
) -> list[int]:
    """The places where items begin: numbers that rise and continue no list."""
    starts: list[int] = []
    last, listed = "", ""
    for place, line in enumerate(lines):
        number = number_of(line)
        if number is None:
            continue
        if not _is_next(listed, number) and _is_later(last, number) and accept(lines, place):
            starts.append(place)
            last, listed = number, ""
        else:
            listed = number
    return starts


def _is_later(last: str, number: str) -> bool:
    """Whether a number can be that of the next item."""
    if not last:
        return True
    before, after = natural(last), natural(number)
    return before < after and after[0][1] - before[0][1] <= _FURTHEST_JUMP


def _is_next(last: str, number: str) -> bool:
    """Whether a number is the very next after another, as in a list."""
    return last.isdigit() and number.isdigit() and int(number) == int(last) + 1


def _may_follow(lines: Sequence[Line], place: int) -> bool:
    """Whether a lone number can have its title after it."""
    return place + 1 < len(lines) and _lone_number(lines[place + 1]) is None


def _is_title(lines: Sequence[Line], place: int, *, labelled: bool) -> bool:
    """Whether a numbered line is an item's heading and not a paragraph: short, no sentence, with a label to follow.

    Where a page is `labelled` at all, an item has a label before the next numbered line, or a report.
    """
    text = lines[place].text
    if has_file(text):
        return True
    if len(text) > _LONGEST_TITLE or text.endswith((".", ";", ",", "; and", " and", " or")):
        return False
    return not labelled or _is_labelled(lines, place)


def _is_labelled(lines: Sequence[Line], place: int) -> bool:
    """Whether a label stands before the next numbered line."""
    for after in range(place + 1, len(lines)):
        if section_label(lines[after].text) is not None:
            return True
        if _inline_number(lines[after]) is not None:
            return False
    return False


# --- tables of a page in HTML ------------------------------------------------------------------------------------


def _is_of_table(line: Line) -> bool:
    """Whether a line stands in the table of items."""
    return bool(line.row) and not line.roles.isdisjoint(_ITEM_TABLES)


def _table_rows(lines: Sequence[Line]) -> tuple[Sequence[Line], list[ItemLines]]:
    """The lines before the table of items, and a row for each item; what follows the table is its last row's."""
    first = next(n for n, line in enumerate(lines) if _is_of_table(line))
    rows: list[list[Line]] = []
    for line in lines[first:]:
        if not rows or (_is_of_table(line) and line.row != rows[-1][0].row):
            rows.append([])
        rows[-1].append(line)
    heads = [line for row in rows if _is_head(row) for line in row]
    return [*lines[:first], *heads], [_numbered_row(row) for row in rows if not _is_head(row)]


def _is_head(row: Sequence[Line]) -> bool:
    """Whether a row heads the table's columns."""
    return all("th" in line.roles for line in row)


def _numbered_row(row: Sequence[Line]) -> ItemLines:
    """A row of the table of items: its first cell is the number, if it holds one. The mark of the row stays with it."""
    number = _lone_number(row[0])
    if number is None and "mgItemNumberCell" not in row[0].roles:
        return ItemLines(None, row[0].number, tuple(row))
    marks = frozenset(role for role in row[0].roles if role.startswith(_MARK))
    rest = [replace(line, roles=line.roles | marks) for line in row[1:2]] + list(row[2:])
    return ItemLines(plain_number(number or row[0].text), row[0].number, tuple(rest))


# --- tables written with bars ------------------------------------------------------------------------------------


def _rows(lines: Sequence[Line]) -> Iterator[ItemLines]:
    """The rows of a flattened table: a row ends where a line ends with a bar."""
    row: list[Line] = []
    for line in lines:
        row.extend(_cells(line))
        if line.text.endswith("|"):
            yield from _row(row)
            row = []
    yield from _row(row)


def _row(row: Sequence[Line]) -> Iterator[ItemLines]:
    """One row as an item; its number may be a cell of its own."""
    number = _lone_number(row[0]) if row else None
    rest = tuple(piece for line in (row[1:] if number else row) for piece in unrun(line))
    if rest:
        yield ItemLines(plain_number(number) if number else None, row[0].number, rest, headed=False)


def _cells(line: Line) -> Iterator[Line]:
    """The cells of a line that hold words."""
    for cell in _BAR.split(line.text):
        if cell and not _RULE.fullmatch(cell):
            yield replace(line, text=cell, markdown=None)


def unrun(line: Line) -> Iterator[Line]:
    """A line in which labels run on, cut before and after every label, and after the size of a report."""
    for piece in INLINE_LABELS.split(AFTER_FILE.sub("\n", line.text, count=1)):
        yield from _pieces_of(line, piece)


def _pieces_of(line: Line, run: str) -> Iterator[Line]:
    """The pieces of a line that were cut."""
    for piece in run.split("\n"):
        if piece.strip():
            yield replace(line, text=piece.strip(), markdown=None)
