"""Documents that WARC files keep beside pages: copies of them go into `content/documents/`, and records point at them.

A document is known by its number, for one paper has several addresses: `documents/s501/Report.pdf` and
`mgConvert2PDF.aspx?ID=501` are the same. Of several answers for one document the last counts. Nothing that is in the
folder is written over: a copy that differs from the file of its name gets a name with its checksum.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import IO, Any, Final, TypeVar
from urllib.parse import parse_qsl, unquote, urlsplit

from msgspec import structs

from plugins.archive.records import AgendaItem, Decision, Document, Meeting, Rendition
from plugins.archive.text import slugify
from plugins.importers.drafts import Draft, DraftRecord, Reading, Stray
from plugins.importers.papers import PACK, PAPER, document_key
from plugins.importers.warc import kept_documents

FOLDER: Final = "documents"
_CONVERTED: Final = frozenset({".aspx", ".ashx", ""})
_PIECE: Final = 1024 * 1024

_Naming = TypeVar("_Naming", bound=DraftRecord | AgendaItem)


@dataclass(frozen=True, slots=True)
class Held:
    """A document that a WARC file keeps: the file, its place among the file's answers, and its address."""

    warc: Path
    place: int
    url: str


@dataclass(frozen=True, slots=True)
class Copy:
    """A document in `content/documents/`: its path below that folder, and its size."""

    file: str
    bytes: int


def copied(held: Iterable[Held], readings: Iterable[Reading], content: Path, *, dry: bool = False) -> dict[str, Copy]:
    """The documents that readings name and WARC files keep, by their keys, as copies in the content folder.

    A dry run writes none. Raises OSError where a copy cannot be written.
    """
    latest = {document_key(each.url): each for each in held}
    named = {document_key(url) for reading in readings for url in _named(reading)} if latest else set()
    wanted: dict[Path, dict[int, str]] = {}
    for key, each in latest.items():
        if key in named:
            wanted.setdefault(each.warc, {})[each.place] = key
    return {
        places[document.place]: copy
        for warc, places in wanted.items()
        for document in kept_documents(warc, places)
        if (copy := _copy(document.pieces, _path(document.url), content / FOLDER, dry=dry))
    }


def pointed(reading: Reading, copies: Mapping[str, Copy]) -> Reading:
    """The reading whose renditions point at copies, where there are any."""
    if not copies:
        return reading
    drafts = tuple(_of_draft(each, copies) for each in reading.drafts)
    return replace(reading, drafts=drafts, strays=tuple(_of_stray(each, copies) for each in reading.strays))


# --- what names documents ----------------------------------------------------------------------------------------


def _named(reading: Reading) -> Iterator[str]:
    """The addresses of all renditions of a reading."""
    for draft in reading.drafts:
        yield from _addresses(draft.record)
    for stray in reading.strays:
        yield from _addresses(stray.item)
        yield from _addresses(stray.instead.record) if stray.instead else ()


def _addresses(record: DraftRecord | AgendaItem) -> Iterator[str]:
    """The addresses of the renditions of a record and of its items."""
    for document in getattr(record, "documents", ()):
        yield from (each.url for each in document.renditions if each.url)
    for item in getattr(record, "items", ()):
        yield from _addresses(item)


def _of_draft(draft: Draft, copies: Mapping[str, Copy]) -> Draft:
    """A draft whose renditions point at copies."""
    return replace(draft, record=_of_record(draft.record, copies))


def _of_stray(stray: Stray, copies: Mapping[str, Copy]) -> Stray:
    """A stray item, and what stands for it, whose renditions point at copies."""
    instead = _of_draft(stray.instead, copies) if stray.instead else None
    return replace(stray, item=_of_record(stray.item, copies), instead=instead)


def _of_record(record: _Naming, copies: Mapping[str, Copy]) -> _Naming:
    """A record, or an item of one, whose renditions point at copies."""
    changes: dict[str, Any] = {}
    if isinstance(record, Meeting | Decision | AgendaItem):
        changes["documents"] = tuple(_of_document(each, copies) for each in record.documents)
    if isinstance(record, Meeting):
        changes["items"] = tuple(_of_record(each, copies) for each in record.items)
    return structs.replace(record, **changes) if changes else record


def _of_document(document: Document, copies: Mapping[str, Copy]) -> Document:
    """A document whose renditions point at copies."""
    return structs.replace(document, renditions=tuple(_of_rendition(each, copies) for each in document.renditions))


def _of_rendition(rendition: Rendition, copies: Mapping[str, Copy]) -> Rendition:
    """A rendition with its copy, if there is one; its address on the old site stays."""
    copy = copies.get(document_key(rendition.url)) if rendition.url and rendition.file is None else None
    return structs.replace(rendition, file=copy.file, bytes=copy.bytes) if copy else rendition


# --- copies ------------------------------------------------------------------------------------------------------


def _path(url: str) -> str:
    """Where a document's copy lies: in a folder of its number, under the words of its name."""
    parts = urlsplit(url)
    name = PurePosixPath(unquote(parts.path))
    query = "-".join(value for _, value in sorted(parse_qsl(parts.query)))
    converted = name.suffix.casefold() in _CONVERTED
    numbered = PAPER.fullmatch(unquote(parts.path)) or PACK.fullmatch(unquote(parts.path))
    number = numbered[1].casefold() if numbered else slugify(query if converted else name.parent.name) or "other"
    number = f"s{number}" if number.isdigit() else number
    stem = slugify("" if converted else name.stem) or "document"
    return f"{number}/{stem}.{'pdf' if converted else slugify(name.suffix)}"


def _copy(pieces: Iterable[bytes], path: str, folder: Path, *, dry: bool) -> Copy | None:
    """A document's bytes as a file of the folder, under a name that is free or has these very bytes already.

    `None` where the WARC file ends within them.
    """
    handle, name = tempfile.mkstemp(dir=None if dry else _made(folder), prefix=".import-")
    try:
        with os.fdopen(handle, "wb") as file:
            size, checksum = _written(pieces, file)
        free = _free(path, folder, checksum)
        if not dry and not (folder / free).exists():
            Path(name).chmod(0o644)
            Path(name).replace(_made((folder / free).parent) / Path(free).name)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        return None
    finally:
        Path(name).unlink(missing_ok=True)
    return Copy(free, size)


def _written(pieces: Iterable[bytes], file: IO[bytes]) -> tuple[int, str]:
    """How many bytes were written to the file, and their checksum."""
    digest, size = hashlib.sha256(), 0
    for piece in pieces:
        digest.update(piece)
        size += file.write(piece)
    return size, digest.hexdigest()


def _made(folder: Path) -> Path:
    """The folder, which is there from now on."""
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _free(path: str, folder: Path, checksum: str) -> str:
    """The path; with the checksum's first letters in its name where another file has it."""
    if not (folder / path).exists() or _checksum(folder / path) == checksum:
        return path
    stem, _, ending = path.rpartition(".")
    return f"{stem}-{checksum[:8]}.{ending}"


def _checksum(path: Path) -> str:
    """The checksum of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()
