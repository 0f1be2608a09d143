"""What was measured, as a table to read, as text and as JSON to keep."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec


class Table(msgspec.Struct, frozen=True):
    """A heading, columns, rows, and notes below. Cells are text; the first column is the row's name.

    `broken` tells that something happened that must never happen.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()
    broken: bool = False


def say(text: str) -> None:
    """Tell the person at the terminal."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def as_text(table: Table) -> str:
    """A table in columns, the first to the left, the others to the right."""
    lines = [table.columns, *table.rows]
    widths = [max(len(line[place]) for line in lines) for place in range(len(table.columns))]
    shown = ["  ".join(_cell(cell, width, place) for place, (cell, width) in _placed(line, widths)) for line in lines]
    rule = "-" * max(map(len, shown))
    return "\n".join((table.title, rule, shown[0], rule, *shown[1:], rule, *table.notes))


def _placed(line: Sequence[str], widths: Sequence[int]) -> Iterable[tuple[int, tuple[str, int]]]:
    return enumerate(zip(line, widths, strict=True))


def _cell(text: str, width: int, place: int) -> str:
    return text.rjust(width) if place else text.ljust(width)


def keep(into: Path, name: str, tables: Sequence[Table], measured: Any) -> None:
    """Write tables as `<name>.txt` and everything measured as `<name>.json`."""
    into.mkdir(parents=True, exist_ok=True)
    text = "\n\n".join(map(as_text, tables)) + "\n"
    (into / f"{name}.txt").write_text(text, encoding="utf-8")
    whole = {"tables": tables, "measured": measured}
    (into / f"{name}.json").write_bytes(msgspec.json.format(msgspec.json.encode(whole), indent=1))


def number(value: float, digits: int = 2) -> str:
    """A number with thousands set apart; large ones without decimals."""
    return f"{value:,.0f}" if abs(value) >= 10 ** (digits + 1) else f"{value:,.{digits}f}"


def ratio(ours: float, theirs: float) -> str:
    """Ours as a share of theirs."""
    return f"{ours / theirs:.2f}" if theirs else "-"
