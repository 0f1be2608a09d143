"""The anchors of pages: items and paragraphs that others may link to, in a form that is short to keep.

An entry is an item's anchor and its paragraphs: "item-50 s1 d1-3 m1-14". A decision's own page has no item, and its
entry begins with a dash. Numbers in a row are written as a range; "m7a" (a paragraph inserted later) stands alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from plugins.archive.archive import Archive
from plugins.archive.permalinks import paragraph_anchor
from plugins.archive.prose import Prose, parse
from plugins.archive.records import Decision, Meeting

NO_ITEM: Final = "-"

Entries = tuple[str, ...]


def entries_of_meeting(archive: Archive, meeting: Meeting) -> Entries:
    """An entry for each item of a meeting, in order."""
    read = ((appearance.anchor, archive.reading(appearance)) for appearance in archive.appearances(meeting))
    return tuple(_entry(anchor, (("s", r.summary), ("d", r.decision), ("m", r.minutes))) for anchor, r in read)


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


def _entry(anchor: str, editions: Iterable[tuple[str, Prose]]) -> str:
    runs = (run for letter, prose in editions for run in _runs(letter, [b.number for b in prose if b.number]))
    return " ".join((anchor, *runs))


def _runs(letter: str, numbers: list[str]) -> Iterator[str]:
    """Numbers as ranges: "m1-14", or "m3" for one alone."""
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
