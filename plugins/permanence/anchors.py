"""The anchors of pages: items and paragraphs that others may link to, in a form that is short to keep.

An entry is an item's anchor and its paragraphs: "item-50 s1 d1-3 m1-14". A decision's own page has no item, and its
entry begins with a dash. Numbers in a row are written as a range; "m7a" (a paragraph inserted later) stands alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, Protocol

from plugins.archive.archive import Appearance, Archive
from plugins.archive.permalinks import paragraph_anchor
from plugins.archive.prose import parse
from plugins.archive.reading import ItemReading, Numbered, read_whole, unpack_numbers
from plugins.archive.records import Decision, Meeting

NO_ITEM: Final = "-"

Entries = tuple[str, ...]


class _Block(Protocol):
    """A block of prose."""

    @property
    def number(self) -> str | None:
        """Its number, where it has one."""


def entries_of_meeting(archive: Archive, meeting: Meeting, appearances: Iterable[Appearance]) -> Entries:
    """An entry for each item of a meeting, in order; `appearances` are all of them."""
    read = zip(appearances, _numbered(archive, meeting), strict=True)
    return tuple([_entry(one.anchor, (("s", r.summary), ("d", r.decision), ("m", r.minutes))) for one, r in read])


def _numbered(archive: Archive, meeting: Meeting) -> Iterable[ItemReading | Numbered]:
    """The blocks of all items of a meeting, of which nothing but their numbers is asked."""
    packed = archive.packed.get(meeting.id)
    return map(unpack_numbers, packed[:]) if packed else map(read_whole, meeting.items)


def entries_of_decision(decision: Decision) -> Entries:
    """The one entry of a decision's page."""
    entry = _entry(NO_ITEM, (("s", parse(decision.summary)), ("d", parse(decision.decision))))
    return () if entry == NO_ITEM else (entry,)


def anchors_in(entries: Iterable[str]) -> Iterator[str]:
    """Every anchor of the entries, items before their paragraphs."""
    for entry in entries:
        item, *runs = entry.split(" ")
        anchor = "" if item == NO_ITEM else item
        if anchor:
            yield anchor
        for run in runs:
            yield from _of_run(anchor, run)


def _entry(anchor: str, editions: Iterable[tuple[str, Iterable[_Block]]]) -> str:
    runs = [anchor]
    for letter, prose in editions:
        numbers = tuple([block.number for block in prose if block.number])
        if numbers:
            runs += _runs(letter, numbers)
    return " ".join(runs)


def _runs(letter: str, numbers: tuple[str, ...]) -> Iterable[str]:
    """Numbers as ranges: "m1-14", or "m3" for one alone. Nearly all are counted from 1."""
    if numbers == _counted(len(numbers)):
        return (f"{letter}1-{len(numbers)}" if len(numbers) > 1 else f"{letter}1",)
    return _ranges(letter, numbers)


@lru_cache(maxsize=256)
def _counted(size: int) -> tuple[str, ...]:
    """So many numbers from 1."""
    return tuple(map(str, range(1, size + 1)))


def _ranges(letter: str, numbers: Sequence[str]) -> Iterator[str]:
    """The same of numbers that may have gaps or letters."""
    start = 0
    for place in range(1, len(numbers) + 1):
        if place == len(numbers) or not _follows(numbers[place - 1], numbers[place]):
            first, last = numbers[start], numbers[place - 1]
            yield f"{letter}{first}" if first == last else f"{letter}{first}-{last}"
            start = place


def _follows(before: str, number: str) -> bool:
    return before.isdigit() and number.isdigit() and int(number) == int(before) + 1


def _of_run(anchor: str, run: str) -> list[str]:
    """The anchors of a run below an item: those of "m1", "m2", "m3" for "m1-3"."""
    first, _, last = run.partition("-")
    if not last:
        return [paragraph_anchor(anchor, first)]
    start = paragraph_anchor(anchor, first[0])
    return [f"{start}{number}" for number in range(int(first[1:]), int(last) + 1)]
