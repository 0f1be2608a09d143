"""Values of records in groups and in order, as answers give them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TypeVar

from plugins.archive.records import DatedName

Key = TypeVar("Key")
Value = TypeVar("Value")


def first_days(names: Sequence[DatedName]) -> tuple[dt.date, ...]:
    """The day each name came into force: its own, or the day after the one before it ended, or the first of all."""
    ended = (None, *(name.until for name in names))[: len(names)]
    return tuple(n.from_ or (e + dt.timedelta(days=1) if e else dt.date.min) for n, e in zip(names, ended, strict=True))


def grouped(pairs: Iterable[tuple[Key | None, Value]]) -> dict[Key, tuple[Value, ...]]:
    """The values of each key, in the order met. Pairs without a key are left out."""
    groups: dict[Key, list[Value]] = {}
    for key, value in pairs:
        if key is not None:
            groups.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in groups.items()}
