"""Tables of a page → CommonMark tables; tables that only arrange a page give back their lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from plugins.importers.commonmark import escape_inline
from plugins.importers.lines import Line

WIDEST: Final = 40
_SYSTEM: Final = ("mg", "@")


@dataclass(slots=True)
class Cell:
    """One cell: how many columns and rows it takes, whether it heads others, and its lines."""

    columns: int = 1
    rows: int = 1
    head: bool = False
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """A table while it is read. `around` are the roles of what it stands in, `own` its own."""

    around: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    outermost: bool = True
    rows: list[list[Cell]] = field(default_factory=list)
    caption: list[Line] = field(default_factory=list)

    def open_cell(self, cell: Cell) -> None:
        """A cell begins."""
        if not self.rows:
            self.rows.append([])
        self.rows[-1].append(cell)

    @property
    def lines(self) -> list[Line]:
        """The lines of the cell that is open; before the first cell, of the caption."""
        return self.rows[-1][-1].lines if self.rows and self.rows[-1] else self.caption

    def counts_rows(self) -> bool:
        """Whether a line is known by its row here: the system's own tables count, and the outermost."""
        return self.outermost or any(role.startswith(_SYSTEM) for role in self.own)


def table_line(table: Table) -> Iterator[Line]:
    """The table as one line of CommonMark where it is a table of words; else its lines, one after the other."""
    yield from table.caption
    rows = [row for row in table.rows if any(cell.lines for cell in row)]
    if _is_layout(rows, table.around):
        counts = table.counts_rows()
        for number, row in enumerate(rows, 1):
            lines = (line for cell in row for line in cell.lines)
            yield from ((replace(line, row=number) if not line.row else line) for line in lines) if counts else lines
    else:
        yield _as_markdown(rows)


def _is_layout(rows: Sequence[Sequence[Cell]], around: frozenset[str]) -> bool:
    """Whether a table only arranges its page: one column or row, too wide, with the system's roles or with tables."""
    lines = [line for row in rows for cell in row for line in cell.lines]
    wide = max((sum(cell.columns for cell in row) for row in rows), default=0)
    arranged = any(role.startswith(_SYSTEM) for line in lines for role in line.roles - around)
    return len(rows) < 2 or wide < 2 or wide > WIDEST or arranged or any(line.kind == "table" for line in lines)  # noqa: PLR2004


def _as_markdown(rows: Sequence[Sequence[Cell]]) -> Line:
    """The table in CommonMark: its first row heads it. A cell over several columns or rows stands in the first."""
    grid = _grid(rows)
    width = max(len(row) for row in grid)
    padded = [[*row, *([""] * (width - len(row)))] for row in grid]
    head, *body = (f"| {' | '.join(row)} |" for row in padded)
    first = next(line for row in rows for cell in row for line in cell.lines)
    text = " ".join(line.text for row in rows for cell in row for line in cell.lines)
    links = tuple(link for row in rows for cell in row for line in cell.lines for link in line.links)
    markdown = "\n".join([head, "|" + " --- |" * width, *body])
    return Line(first.number, text, markdown=markdown, kind="table", links=links, roles=first.roles)


def _grid(rows: Sequence[Sequence[Cell]]) -> list[list[str]]:
    """The cells' words by row and column, with empty places where a cell reaches over."""
    grid: list[list[str]] = []
    reach: dict[int, int] = {}
    for row in rows:
        cells: list[str] = []
        for cell in row:
            _skip(cells, reach)
            for n in range(cell.columns):
                reach[len(cells)] = cell.rows - 1
                cells.append(_words(cell) if n == 0 else "")
        _skip(cells, reach)
        grid.append(cells)
    return grid


def _skip(cells: list[str], reach: dict[int, int]) -> None:
    """Leave the places empty into which a cell of a row above reaches."""
    while reach.get(len(cells), 0) > 0:
        reach[len(cells)] -= 1
        cells.append("")


def _words(cell: Cell) -> str:
    """A cell's lines as one stretch of CommonMark."""
    marked = (f"{line.bullet} " if line.bullet and line.bullet != "•" else "" for line in cell.lines)
    words = (line.markdown if line.markdown is not None else escape_inline(line.text) for line in cell.lines)
    return " ".join(f"{mark}{word}" for mark, word in zip(marked, words, strict=True)).replace("|", "\\|")
