"""A published JSON file with a row for each name, by name. A row that stays is not made again, but copied as it stands.

The first line is a head that opens two braces; then come the rows, as in `"a.html":{...}`, with a comma and a line end
between them; a last line closes both braces. JSON has no line ends of its own, so each line is a row. Few rows of very
many are other than they were: those are looked for where they must stand, and all between them is never taken apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import islice
from json import JSONDecoder
from pathlib import Path
from typing import Final, NamedTuple

_END: Final = b"\n}}\n"
_LINE_END: Final = b"\n"
_BETWEEN: Final = b",\n"
_TOGETHER: Final = 1_000
_STRING: Final = JSONDecoder()


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a file: its text, the first byte of the first row, and the first behind the last."""

    text: bytes
    start: int
    end: int

    def __bool__(self) -> bool:
        """Whether there are any."""
        return self.start < self.end

    @property
    def count(self) -> int:
        """How many there are."""
        return self.text.count(_LINE_END, self.start, self.end) + 1 if self else 0

    @property
    def behind(self) -> int:
        """Where a row would begin that came after all others."""
        return self.end + len(_BETWEEN)

    def after(self, row: int) -> int:
        """Where the row behind one begins."""
        found = self.text.find(_LINE_END, row, self.end)
        return found + 1 if found >= 0 else self.behind

    def name_at(self, row: int) -> str:
        """The name of the row that begins there."""
        name: str = _STRING.raw_decode(self.text[row : self.after(row)].decode())[0]
        return name

    def place_of(self, name: str, first: int) -> int:
        """Where the first row from `first` on begins that has this name or a later one."""
        last = self.behind
        if first < last and self.name_at(first) >= name:
            return first
        while first < last:
            row = self.text.rfind(_LINE_END, first, min((first + last) // 2, self.end)) + 1 or first
            if self.name_at(row) < name:
                first = self.after(row)
            else:
                last = row
        return first


NO_ROWS: Final = Rows(b"", 0, 0)


class Change(NamedTuple):
    """What befell the rows of a file: the names that went, those that are new or other, and, sorted, their rows."""

    gone: AbstractSet[str]
    put: AbstractSet[str]
    rows: Iterator[bytes]


def read_rows(file: Path, head: str) -> Rows:
    """The rows of a file that has this head; none where it has another."""
    try:
        text = file.read_bytes()
    except OSError:
        return NO_ROWS
    rows = Rows(text, len(head.encode()) + 1, len(text) - len(_END))
    return rows if rows and text.startswith(f"{head}\n".encode()) and text.endswith(_END) else NO_ROWS


def write_rows(file: Path, head: str, before: Rows, change: Change) -> int:
    """Write the file with the rows that stay and those that are put; how many more there are than before."""
    counted = [0]
    with file.open("wb") as opened:
        opened.write(f"{head}\n".encode())
        opened.writelines(_between(_pieces(before, change, counted) if before else _all_new(change, counted)))
        opened.write(_END)
    return counted[0]


def _pieces(before: Rows, change: Change, counted: list[int]) -> Iterator[bytes | memoryview]:
    """The rows, those that stay as they lie, while what comes and goes is counted."""
    start, text = before.start, memoryview(before.text)
    for name in sorted(change.gone | change.put):
        row = before.place_of(name, start)
        if start < row:
            yield text[start : row - len(_BETWEEN)]
        was_there = row < before.behind and before.name_at(row) == name
        start = before.after(row) if was_there else row
        counted[0] += (name in change.put) - was_there
        if name in change.put:
            yield next(change.rows)
    if start < before.end:
        yield text[start : before.end]


def _all_new(change: Change, counted: list[int]) -> Iterator[bytes]:
    """The rows where there were none, so many at a time that they are few and none of them large."""
    counted[0] += len(change.put)
    while some := tuple(islice(change.rows, _TOGETHER)):
        yield _BETWEEN.join(some)


def _between(pieces: Iterable[bytes | memoryview]) -> Iterator[bytes | memoryview]:
    """The pieces, parted."""
    comma = b""
    for piece in pieces:
        yield comma
        yield piece
        comma = _BETWEEN
