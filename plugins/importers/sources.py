"""Files and folders → readings: every file is looked into, by several processes where there are many.

A file that cannot be read is told as such, and never stops the others.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from plugins.build.workers import in_chunks, map_parts
from plugins.importers.bounds import HEAD, too_large, too_much
from plugins.importers.drafts import Left, Page, Reading, checksum
from plugins.importers.holdings import Held
from plugins.importers.mojibake import mended
from plugins.importers.readers import read
from plugins.importers.recognise import Unreadable, decoded
from plugins.importers.report import SourceReport
from plugins.importers.sites import told_site
from plugins.importers.warc import DOCUMENT, SavedPage, is_warc, saved_pages

_CHUNK: Final = 64


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asked for.

    `format` is "auto" to recognise it, `origin` the address that the sources came from, `workers` how many processes
    may read.
    """

    format: str = "auto"
    origin: str | None = None
    workers: int = 1


def processes(variables: Mapping[str, str]) -> int:
    """How many processes may read: as many as the variable WORKERS says, else all processors."""
    wanted = variables.get("WORKERS", "")
    return int(wanted) if wanted.isdecimal() and int(wanted) else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class SourceRead:
    """A source's name, its part of the report, and what it yields; nothing where it could not be read.

    `held` says where a WARC file keeps it, if it is a document.
    """

    name: str
    entry: SourceReport
    reading: Reading | None
    held: Held | None = None


def read_all(sources: Sequence[Path], wish: Wish) -> Iterator[SourceRead]:
    """Every source, in order."""
    for part in map_parts(_read_part, wish, in_chunks(list(_files(sources)), _CHUNK), wish.workers):
        yield from part


def _files(sources: Iterable[Path]) -> Iterator[Path]:
    """Every file that was named, and every file under every folder that was named, each once, in order."""
    seen: set[Path] = set()
    for source in sources:
        found = sorted(p for p in source.rglob("*") if p.is_file()) if source.is_dir() else [source]
        for path in found:
            if path not in seen:
                seen.add(path)
                yield path


def _read_part(wish: Wish, paths: Sequence[Path]) -> list[SourceRead]:
    """Some of the sources, in one process."""
    return [_read_one(path, _named(saved), wish) for path in paths for saved in _saved_pages(path)]


def _named(saved: SavedPage) -> SavedPage:
    """The same, where bytes of its file's name that are no UTF-8 are written as numbers, as records can hold them."""
    place, name = (each.encode(errors="backslashreplace").decode() for each in (saved.place, saved.name))
    return saved if name == saved.name and place == saved.place else replace(saved, place=place, name=name)


def _read_one(path: Path, saved: SavedPage, wish: Wish) -> SourceRead:
    """One source."""
    entry = SourceReport(path=saved.place)
    held = Held(path, saved.number, saved.url) if saved.kind == DOCUMENT and saved.url else None
    return SourceRead(saved.name, entry, _read(saved, wish, entry), held)


def _saved_pages(path: Path) -> Iterable[SavedPage]:
    """The pages that a WARC file keeps; any other file is one page."""
    return saved_pages(path) if is_warc(path) else (SavedPage(path.as_posix(), path.name, _bytes(path)),)


def _read(saved: SavedPage, wish: Wish, entry: SourceReport) -> Reading | None:
    """What a source yields, noted in its part of the report; `None` where it cannot be read or is no page."""
    if saved.kind is not None:
        entry.format, entry.kind = "warc", saved.kind
        return None
    content = saved.content
    text = decoded(content) if isinstance(content, bytes) else content
    if isinstance(text, Unreadable) or isinstance(content, Unreadable):
        entry.failure = text.reason if isinstance(text, Unreadable) else ""
        return None
    whole, broken = mended(text[0])
    page = Page(saved.name, checksum(content), whole, wish.origin, saved.url, saved.retrieved)
    reading = _safely(page, wish)
    if isinstance(reading, Unreadable):
        entry.failure = reading.reason
        return None
    entry.format, entry.kind = reading.what.format, reading.what.kind
    if text[1]:
        entry.assumed.append(Left(1, saved.name, text[1]))
    if broken:
        entry.assumed.append(Left(1, saved.name, f"{broken} characters broken by a wrong alphabet were mended"))
    return replace(reading, site=told_site(page, reading.what.format))


def _safely(page: Page, wish: Wish) -> Reading | Unreadable:
    """What a page yields. A reader that stumbles over a page leaves it unread and never stops the import."""
    try:
        reason = too_much(page.text)
        return Unreadable(reason) if reason else read(page, wish.format, alone=False)
    except Exception as error:  # noqa: BLE001 (whatever a page holds, the others are to be read)
        return Unreadable(f"it made the reader stumble: {type(error).__name__}: {error}")


def _bytes(path: Path) -> bytes | Unreadable:
    """A source's bytes, or why they cannot be had."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
            reason = too_large(head, path.stat().st_size)
            return Unreadable(reason) if reason else head + file.read()
    except OSError as error:
        return Unreadable(error.strerror or str(error))
