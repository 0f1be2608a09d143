"""An agenda item read once: its texts as blocks, and what they record. Packed small, unpacked where it is shown.

Parsing costs some twenty times what unpacking does, and a page, a twin, the search and the ledger all want the same.
"""

from __future__ import annotations

from typing import Final

import msgspec

from plugins.archive.outcomes import Readings, read_editions
from plugins.archive.prose import Prose, parse
from plugins.archive.records import AgendaItem


class ItemReading(msgspec.Struct, frozen=True, array_like=True):
    """The texts of an item as numbered blocks, and what was read in them."""

    summary: Prose = ()
    decision: Prose = ()
    minutes: Prose = ()
    readings: Readings = Readings()


def read_whole(item: AgendaItem) -> ItemReading:
    """An item's texts, each parsed once, and what they record."""
    summary, decision, minutes = parse(item.summary), parse(item.decision), parse(item.minutes)
    return ItemReading(summary, decision, minutes, read_editions(item, decision, minutes, summary))


_PACK: Final = msgspec.msgpack.Encoder()
_UNPACK: Final = msgspec.msgpack.Decoder(ItemReading)


def pack(reading: ItemReading) -> bytes:
    """A reading as bytes."""
    return _PACK.encode(reading)


def unpack(packed: bytes) -> ItemReading:
    """The reading that `pack` made bytes of."""
    return _UNPACK.decode(packed)
