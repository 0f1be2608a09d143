"""An agenda item read once: its texts as blocks, and what they record. Packed small, unpacked where it is shown.

Reading costs some forty times what unpacking does, and a page, a twin, the search and the ledger all want the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final, Protocol

import msgspec
from msgspec.structs import replace

from plugins.archive.outcomes import Readings, read_editions
from plugins.archive.prose import Prose, parse
from plugins.archive.records import AgendaItem, Meeting


class Written(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The texts of an item as written, in CommonMark."""

    summary: str | None = None
    decision: str | None = None
    minutes: str | None = None


class ItemReading(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The texts of an item as numbered blocks, what was read in them, and how they were written.

    Most are written as their blocks with blank lines between: these are "" in `otherwise`.
    """

    summary: Prose = ()
    decision: Prose = ()
    minutes: Prose = ()
    readings: Readings = Readings()
    otherwise: Written = Written()

    @property
    def written(self) -> Written:
        """The texts of the item as written, in CommonMark."""
        summary, decision, minutes = self.otherwise.summary, self.otherwise.decision, self.otherwise.minutes
        return Written(
            _as_blocks(self.summary) if summary == "" else summary,
            _as_blocks(self.decision) if decision == "" else decision,
            _as_blocks(self.minutes) if minutes == "" else minutes,
        )


def read_whole(item: AgendaItem) -> ItemReading:
    """An item's texts, each parsed once, and what they record."""
    minutes = item.minutes
    if minutes is not None and len(minutes) <= _SHORT and _has_nothing_else(item):
        return _read_minutes(minutes)
    return _read(item)


_SHORT: Final = 100  # characters: "There were no declarations of interest." is met at every other meeting
_REMEMBERED: Final = 1024


def _has_nothing_else(item: AgendaItem) -> bool:
    """Whether an item has nothing but its minutes that what is read of it depends on."""
    if item.summary is not None or item.decision is not None or item.outcome is not None:
        return False
    given = (item.resolutions, item.reasons, item.recommendations, item.promises, item.mentions)
    return given == _NONE_GIVEN


_NONE_GIVEN: Final = (None,) * 5


@lru_cache(maxsize=_REMEMBERED)
def _read_minutes(minutes: str) -> ItemReading:
    """What is read of an item with such minutes and nothing else."""
    return _read(AgendaItem(title="Any", minutes=minutes))


def _read(item: AgendaItem) -> ItemReading:
    """An item's texts parsed, and what they record."""
    summary, decision, minutes = parse(item.summary), parse(item.decision), parse(item.minutes)
    otherwise = Written(
        _otherwise(item.summary, summary), _otherwise(item.decision, decision), _otherwise(item.minutes, minutes)
    )
    return ItemReading(summary, decision, minutes, read_editions(item, decision, minutes, summary), otherwise)


def _otherwise(text: str | None, prose: Prose) -> str | None:
    """A text, or nothing of it where its blocks tell how it is written."""
    return text and ("" if text == _as_blocks(prose) else text)


def _as_blocks(prose: Prose) -> str:
    """The words of blocks with blank lines between."""
    return "\n\n".join([block.text for block in prose])


def without_texts(meeting: Meeting) -> Meeting:
    """A meeting whose items have no texts, which are most of what it weighs; their readings hold them."""
    return replace(meeting, items=tuple(replace(i, summary=None, decision=None, minutes=None) for i in meeting.items))


class _Read(Protocol):
    """What was read in an item."""

    @property
    def written(self) -> Written:
        """Its texts as written."""


def with_texts(meeting: Meeting, read: Iterable[_Read]) -> Meeting:
    """A meeting whose items have their texts as what was read in them has them."""
    written = (each.written for each in read)
    items = (
        replace(item, summary=text.summary, decision=text.decision, minutes=text.minutes)
        for item, text in zip(meeting.items, written, strict=True)
    )
    return replace(meeting, items=tuple(items))


class _Numbered(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Of a block what comes first: its kind and its number."""

    kind: str
    number: str | None


class Numbered(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Of a reading the blocks of its texts, without what stands in them."""

    summary: tuple[_Numbered, ...] = ()
    decision: tuple[_Numbered, ...] = ()
    minutes: tuple[_Numbered, ...] = ()


_PACK: Final = msgspec.msgpack.Encoder()
_UNPACK: Final = msgspec.msgpack.Decoder(ItemReading)
_UNPACK_NUMBERS: Final = msgspec.msgpack.Decoder(Numbered)


def pack(reading: ItemReading) -> bytes:
    """A reading as bytes."""
    return _PACK.encode(reading)


def unpack(packed: bytes) -> ItemReading:
    """The reading that `pack` made bytes of."""
    return _UNPACK.decode(packed)


def unpack_numbers(packed: bytes) -> Numbered:
    """The numbers of the blocks in what `pack` made bytes of: all that who looks for paragraphs needs of it."""
    return _UNPACK_NUMBERS.decode(packed)
