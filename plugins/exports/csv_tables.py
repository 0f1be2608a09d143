"""The CSV downloads: what tables there are, what their columns mean, and rows as text that no spreadsheet runs.

UTF-8 without a byte-order mark, RFC 4180: commas, double quotes, lines that end in CR LF. A cell whose text begins
with a character that spreadsheets take for a formula has an apostrophe before it, as the description of the data says.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

Row = TypeVar("Row")
Cell = str | int | bool | dt.date | None

FORMULA_STARTS: Final = frozenset("=+-@\t\r\n＝＋－＠")
BETWEEN: Final = "; "
_BESIDE: Final = " "  # a sign that no cell is looked through for


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its type in Table Schema, what it means."""

    name: str
    type: str
    means: str


@dataclass(frozen=True, slots=True)
class Table(Generic[Row]):
    """A download: its name, what a row is, the columns, and what gives the cells of a row, one for each column.

    The first column is the key unless `keyed` is false.
    """

    name: str
    means: str
    columns: tuple[Column, ...]
    cells: Callable[[Row], Sequence[Cell]]
    keyed: bool = True

    @property
    def file(self) -> str:
        """The address of the download."""
        return f"data/{self.name}.csv"

    @property
    def header(self) -> str:
        """The first line."""
        return _line([column.name for column in self.columns])

    def lines(self, rows: Iterable[Row]) -> str:
        """The rows as text, each ending in CR LF."""
        return "".join([_line(cells) for cells in map(self.cells, rows)])


def joined(values: Iterable[str]) -> str | None:
    """Several values in one cell, "; " between them."""
    return BETWEEN.join(values) or None


def _line(cells: Sequence[Cell]) -> str:
    """A line. There are a million cells, and most are texts or empty, so those are looked at together.

    The csv module looks at each letter several times, which takes a hundred times as long; tables are mostly texts.
    """
    texts = [cell if type(cell) is str else "" if cell is None else _said(cell) for cell in cells]
    if not FORMULA_STARTS.isdisjoint([text[:1] for text in texts]):
        texts = [_harmless(cell, text) for cell, text in zip(cells, texts, strict=True)]
    whole = _BESIDE.join(texts)
    if '"' in whole:
        texts = [_quoted(text) for text in texts]
    elif "," in whole or "\n" in whole or "\r" in whole:
        texts = [f'"{text}"' if "," in text or "\n" in text or "\r" in text else text for text in texts]
    return f"{','.join(texts)}\r\n"


def _said(cell: Cell) -> str:
    """A cell that is neither empty nor plain text."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return str(cell)


def _harmless(cell: Cell, text: str) -> str:
    """A cell as text that a spreadsheet takes for text."""
    return f"'{text}" if isinstance(cell, str) and text[:1] in FORMULA_STARTS else text


def _quoted(cell: str) -> str:
    """A cell in quotes where it holds what would end it or its line."""
    if "," in cell or '"' in cell or "\n" in cell or "\r" in cell:
        return '"' + cell.replace('"', '""') + '"'
    return cell
