"""Each item has an address of its own, and numbers rise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from plugins.archive.findings import Finding, Place, quote
from plugins.archive.permalinks import item_anchor, number_anchor
from plugins.archive.places import file_of
from plugins.archive.reading import ItemReading
from plugins.archive.records import Meeting

_LEADING = re.compile(r"(\d{1,9})(?![\d/])")


def check(meeting: Meeting, _readings: Sequence[ItemReading]) -> Iterator[Finding]:
    """M002 and M003."""
    yield from _twice(meeting)
    yield from _falling(meeting)


def _twice(meeting: Meeting) -> Iterator[Finding]:
    """Items whose numbers give one address."""
    seen: dict[str, int] = {}
    for position, item in enumerate(meeting.items):
        if item.number is None and item.anchor is None:
            continue
        first = seen.setdefault(item_anchor(item), position)
        if first != position:
            yield _clash(meeting, first, position)


def _clash(meeting: Meeting, first: int, position: int) -> Finding:
    """Two items of one address."""
    one, other = meeting.items[first], meeting.items[position]
    key = "anchor" if other.anchor is not None else "number"
    place = Place(file_of(meeting), path=f"items[{position}].{key}")
    what = f"items {first + 1} and {position + 1} of the meeting"
    if one.anchor is None and other.anchor is None and one.number == other.number:
        hint = f'expected another number, or "anchor: {number_anchor(other.number or "")}-2" beside it'
        return Finding("M002", f"{what} both have the number {quote(other.number)}", place, hint)
    names = f"{quote(one.anchor or one.number)} and {quote(other.anchor or other.number)}"
    return Finding(
        "M002", f"{what}, {names}, have one address, #{item_anchor(other)}", place, "give one another anchor:"
    )


def _falling(meeting: Meeting) -> Iterator[Finding]:
    """Items whose number is lower than that of the item before."""
    numbers = [(p, int(m[1])) for p, i in enumerate(meeting.items) if (m := _LEADING.match(i.number or ""))]
    for (_, before), (position, number) in pairwise(numbers):
        if number < before:
            place = Place(file_of(meeting), path=f"items[{position}].number")
            message = f"item number {quote(meeting.items[position].number)} comes after {before}"
            yield Finding("M003", message, place, "items stand in the order of the agenda")
