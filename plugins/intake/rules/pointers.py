"""What points at a paragraph points at one that is there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plugins.archive.findings import Finding, Place, quote
from plugins.archive.permalinks import item_anchors
from plugins.archive.places import file_of
from plugins.archive.prose import Prose, paragraph
from plugins.archive.reading import ItemReading
from plugins.archive.records import AgendaItem, Meeting

_PARTS = ("resolutions", "reasons", "recommendations", "promises", "mentions", "votes", "declarations")
_EDITIONS = {"m": "minutes", "d": "decision", "s": "summary"}


def check(meeting: Meeting, readings: Sequence[ItemReading]) -> Iterator[Finding]:
    """M006."""
    for position, (item, reading) in enumerate(zip(meeting.items, readings, strict=True)):
        for path, pointer in _pointers(item):
            yield from _checked(meeting, f"items[{position}].{path}", reading, pointer)
    yield from _of_attendance(meeting, readings)


def _of_attendance(meeting: Meeting, readings: Sequence[ItemReading]) -> Iterator[Finding]:
    """A finding for each entry of the attendance whose anchor ("item-1-m2") is that of no paragraph of an item."""
    told = [(number, each.paragraph) for number, each in enumerate(meeting.attendance) if each.paragraph]
    items = dict(zip(item_anchors(meeting.items), readings, strict=True)) if told else {}
    for number, anchor in told:
        item, _, pointer = anchor.rpartition("-")
        if not _is_there(items.get(item, ItemReading()), pointer):
            place = Place(file_of(meeting), path=f"attendance[{number}].paragraph")
            yield Finding("M006", f"there is no paragraph {quote(anchor)}", place, 'expected one as "item-1-m2"')


def _pointers(item: AgendaItem) -> Iterator[tuple[str, str]]:
    """Every pointer of an item, with its path."""
    for part in _PARTS:
        for number, fact in enumerate(getattr(item, part) or ()):
            if fact.paragraph is not None:
                yield f"{part}[{number}].paragraph", fact.paragraph
    for part in ("outcome", "call_in"):
        fact = getattr(item, part)
        if fact is not None and fact.paragraph is not None:
            yield f"{part}.paragraph", fact.paragraph


def _checked(meeting: Meeting, path: str, reading: ItemReading, pointer: str) -> Iterator[Finding]:
    """A finding where the pointer leads nowhere."""
    if not _is_there(reading, pointer):
        hint = 'expected "m", "d" or "s" (minutes, decision, summary) and the number of a paragraph or list item'
        yield Finding("M006", f"there is no paragraph {quote(pointer)}", Place(file_of(meeting), path=path), hint)


def _is_there(reading: ItemReading, pointer: str) -> bool:
    """Whether an item has the paragraph."""
    edition = _EDITIONS.get(pointer[:1])
    prose: Prose = getattr(reading, edition) if edition else ()
    return paragraph(prose, pointer) is not None
