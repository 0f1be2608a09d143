"""A published JSON file with a row for each name, by name. A row that stays is not made again, but copied as it stands.

The first line is a head that opens two braces; then come the rows, as in `"a.html":{...}`, with a comma and a line end
between them; a last line closes both braces.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

from plugins.build.standing import runs

_END: Final = b"\n}}\n"
_BETWEEN: Final = b",\n"
_TOGETHER: Final = 1_000


class Rows(NamedTuple):
    """The names of a file, sorted, and the row of each."""

    names: Sequence[str]
    rows: Sequence[bytes]


NO_ROWS: Final = Rows((), ())


class Change(NamedTuple):
    """What befell the rows of a file: the names that went, those that are new or other, and, sorted, their rows."""

    gone: AbstractSet[str]
    put: AbstractSet[str]
    rows: Iterator[bytes]


def read_rows(file: Path, names: Sequence[str]) -> Rows:
    """The rows of a file that was written with these names; none where it has others."""
    try:
        text = file.read_bytes()
    except OSError:
        return NO_ROWS
    rows = text[text.find(b"\n") + 1 :].removesuffix(_END).split(_BETWEEN)
    return Rows(names, rows) if len(rows) == len(names) else NO_ROWS


def write_rows(file: Path, head: str, before: Rows, change: Change) -> list[str]:
    """Write the file with the rows that stay and those that are put; its names."""
    names: list[str] = []
    with file.open("wb") as opened:
        opened.write(f"{head}\n".encode())
        opened.writelines(_between(_pieces(before, change, names)))
        opened.write(_END)
    return names


def _pieces(before: Rows, change: Change, names: list[str]) -> Iterator[bytes]:
    """The rows, many at a time, while their names are noted."""
    if not before.names:
        names += sorted(change.put)
        yield from _joined(change.rows)
        return
    for start, end, name in runs(before.names, change.gone, change.put):
        if start < end:
            names += before.names[start:end]
            yield _BETWEEN.join(before.rows[start:end])
        if name is not None:
            names.append(name)
            yield next(change.rows)


def _joined(rows: Iterator[bytes]) -> Iterator[bytes]:
    """Rows side by side, so many that they are few and none of them large."""
    while some := tuple(islice(rows, _TOGETHER)):
        yield _BETWEEN.join(some)


def _between(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces, parted."""
    comma = b""
    for piece in pieces:
        yield comma + piece
        comma = _BETWEEN
