"""The rows of the CSV downloads: what each is about, and in which order they come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

import msgspec

from plugins.archive import permalinks as at
from plugins.archive.archive import Appearance
from plugins.archive.reading import ItemReading, Written
from plugins.archive.records import Decision, Document, Rendition
from plugins.exports.sight import Sight
from plugins.exports.sittings import Sitting

R = TypeVar("R")

FOLDER: Final = "data/"


@dataclass(frozen=True, slots=True)
class Seen(Generic[R]):
    """A record, as seen from the folder of the downloads."""

    sight: Sight
    record: R


class ItemRow(msgspec.Struct, frozen=True, gc=False):
    """An agenda item of a meeting and what was read in it."""

    sight: Sight
    sitting: Sitting
    appearance: Appearance
    reading: ItemReading
    written: Written


class PaperRow(msgspec.Struct, frozen=True, gc=False):
    """One rendition of a document, and whose document it is."""

    sight: Sight
    owner: str
    address: str
    document: Document
    rendition: Rendition | None


def item_rows(sight: Sight, sitting: Sitting) -> list[ItemRow]:
    """The rows of a meeting's items."""
    return [ItemRow(sight, sitting, *item) for item in sitting.items]


def paper_rows_of_meeting(sight: Sight, sitting: Sitting) -> Iterator[PaperRow]:
    """The rows of all documents of a meeting: its own, then those of its items."""
    meeting = sitting.meeting
    yield from _papers(sight, meeting.documents, meeting.id, sitting.address)
    for appearance, _, _ in sitting.items:
        anchor = appearance.anchor
        yield from _papers(sight, appearance.item.documents, f"{meeting.id}#{anchor}", f"{sitting.address}#{anchor}")


def paper_rows_of_decision(sight: Sight, decision: Decision) -> Iterator[PaperRow]:
    """The rows of the documents of a decision taken outside a meeting."""
    return _papers(sight, decision.documents, decision.id, at.decision_address(decision.id))


def _papers(sight: Sight, documents: Iterable[Document], owner: str, address: str) -> Iterator[PaperRow]:
    for document in documents:
        for rendition in document.renditions or (None,):
            yield PaperRow(sight, owner, address, document, rendition)
