"""The CSV downloads: what tables there are, what their columns mean, and rows as text that no spreadsheet runs.

UTF-8 without a byte-order mark, RFC 4180: commas, double quotes, lines that end in CR LF. A cell whose text begins
with a character that spreadsheets take for a formula has an apostrophe before it, as the description of the data says.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

Row = TypeVar("Row")
Cell = str | int | bool | dt.date | None

FORMULA_STARTS: Final = frozenset("=+-@\t\r\n＝＋－＠")
BETWEEN: Final = "; "


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A column: its name, its type in Table Schema, what it means, and how a row fills it."""

    name: str
    type: str
    means: str
    cell: Callable[[Row], Cell]


@dataclass(frozen=True, slots=True)
class Table(Generic[Row]):
    """A download: its name, what a row is, the columns. The first column is the key unless `keyed` is false."""

    name: str
    means: str
    columns: tuple[Column[Row], ...]
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
        cells = [column.cell for column in self.columns]
        return "".join([_line([_written(cell(row)) for cell in cells]) for row in rows])


def joined(values: Iterable[str]) -> str | None:
    """Several values in one cell, "; " between them."""
    return BETWEEN.join(values) or None


def _written(cell: Cell) -> str:
    """A cell as text that a spreadsheet takes for text. There are a million, and most are empty or such already."""
    if cell is None:
        return ""
    if type(cell) is str and cell[:1] not in FORMULA_STARTS:
        return cell
    if isinstance(cell, str):
        return f"'{cell}" if cell[:1] in FORMULA_STARTS else str(cell)
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return str(cell)


def _line(cells: list[str]) -> str:
    """A line. Most have nothing in them that must stand in quotes, and that is seen at one look.

    The csv module looks at each letter several times, which takes a hundred times as long; tables are mostly texts.
    """
    line = ",".join(cells)
    if line.count(",") >= len(cells) or '"' in line or "\n" in line or "\r" in line:
        line = ",".join([_quoted(cell) for cell in cells])
    return f"{line}\r\n"


def _quoted(cell: str) -> str:
    """A cell in quotes where it holds what would end it or its line."""
    if "," in cell or '"' in cell or "\n" in cell or "\r" in cell:
        return '"' + cell.replace('"', '""') + '"'
    return cell
