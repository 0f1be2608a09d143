"""What a result shows, and its whole text, as a browser reads them: the stream `d`. Knows nothing of terms."""

from __future__ import annotations

import hashlib
import math
import zlib
from itertools import groupby
from typing import TYPE_CHECKING

import msgspec

from plugins.search import format as form
from plugins.search.format import name_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plugins.search.documents import SearchDocument
    from plugins.search.files import Files


def card(document: SearchDocument) -> dict[str, object]:
    """Return what a result shows, and its text for excerpts and phrases."""
    shown = {
        "title": document.title, "url": document.url, "kind": document.kind,
        "date": document.date and document.date.isoformat(), "committee": document.committee_name,
        "outcome": document.outcome, "issue": document.issue, "routine": document.routine,
    }  # fmt: skip
    text = [
        (form.FIELD_NUMBERS[field], [(one.anchor, one.text) if one.anchor else one.text for one in passages])
        for field, passages in groupby(document.passages, key=lambda passage: passage.field)
    ]
    return {**{name: value for name, value in shown.items() if value}, "text": text}


def per_block(documents: Sequence[SearchDocument]) -> int:
    """Return how many documents lie in a block: so many that it is worth a request, by powers of two to change rarely.

    Reckoned by the longer documents, for those are found more often.
    """
    sizes = sorted(sum(len(passage.text) for passage in document.passages) for document in documents)
    long = sizes[len(sizes) * 3 // 4] if sizes else form.DOCUMENT_BLOCK
    return int(2 ** max(0, round(math.log2(max(1.0, form.DOCUMENT_BLOCK / max(1, long))))))


def write(files: Files, documents: Sequence[SearchDocument], each: int) -> list[str]:
    """Write blocks of documents, in folders; return the folders' names."""
    folders = []
    wide = max(1, form.DOCUMENT_FOLDER // each) * each
    for start in range(0, len(documents), wide):
        part = documents[start : start + wide]
        blocks = [_block(part[at : at + each]) for at in range(0, len(part), each)]
        name = name_of(hashlib.sha256(b"".join(blocks)).digest())
        for number, block in enumerate(blocks):
            files.write(files.folder / "d" / name / f"{number}.bin", block)
        folders.append(name)
    return folders


def _block(documents: Sequence[SearchDocument]) -> bytes:
    head = b"MB" + bytes((form.FORMAT,)) + b"d"
    return zlib.compress(head + msgspec.json.encode([card(document) for document in documents]), form.DOCUMENT_EFFORT)
