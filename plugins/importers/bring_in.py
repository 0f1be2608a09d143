"""An import, end to end: sources → readings → records → content, and the report. A reviewed act, no part of a build."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import msgspec

from plugins.archive.places import FOLDERS
from plugins.archive.records import Committee, Decision, Issue, Meeting, Person
from plugins.importers.drafts import DraftRecord, Left, Page, Reading, checksum
from plugins.importers.identify import Placed, Settled, Told, place
from plugins.importers.joining import join
from plugins.importers.known import Known
from plugins.importers.ledger import Ledger, mark
from plugins.importers.merge import Judge, Tree, merge
from plugins.importers.mojibake import mended
from plugins.importers.order import with_anchors
from plugins.importers.readers import finished, read
from plugins.importers.recognise import Unreadable, decoded
from plugins.importers.remarks import with_all_remarks
from plugins.importers.report import Report, SourceReport
from plugins.importers.shelf import RecordError, Shelf
from plugins.importers.warc import SavedPage, is_warc, saved_pages

LARGEST_SOURCE: Final = 512 * 1024 * 1024
_KINDS: Final[dict[str, type[DraftRecord]]] = {
    FOLDERS[kind]: kind for kind in (Committee, Meeting, Issue, Person, Decision)
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asked for: the format ("auto" to recognise it) and the address that the sources came from."""

    format: str = "auto"
    origin: str | None = None


def bring_in(sources: Sequence[Path], shelf: Shelf, wish: Wish) -> Report:
    """Import the sources, files or folders, into the shelf's content folder."""
    report, readings = Report(), []
    for saved in (page for path in _files(sources) for page in _saved_pages(path)):
        entry = SourceReport(path=saved.place)
        report.sources.append(entry)
        reading = _read(saved, wish, entry)
        if reading is not None:
            readings.append((saved.name, entry, reading))
    told = [_told(name, entry, whole) for (name, entry, _), whole in zip(readings, _finished(readings), strict=True)]
    known = _known(shelf)
    settled = place([each for _, each in told], known, lambda: _meetings(shelf))
    joined = join(settled, _meetings(shelf), known)
    for number, rules in joined.told.items():
        told[number][0].assumed += [Left(1, *rule.split(": ", 1)) for rule in rules]
    _write_all([(entry, each) for (entry, _), each in zip(told, joined.settled, strict=True)], shelf, report)
    return report


def _finished(readings: Sequence[tuple[str, SourceReport, Reading]]) -> list[Reading]:
    """The readings, those of files that refer to one another read together."""
    return finished([reading for _, _, reading in readings])


def _told(name: str, entry: SourceReport, reading: Reading) -> tuple[SourceReport, Told]:
    """What a source tells, with what it left noted in its part of the report."""
    entry.not_understood += reading.left
    entry.assumed += reading.assumed
    return entry, Told(name, reading.drafts, reading.strays)


def _meetings(shelf: Shelf) -> Iterator[tuple[str, Tree]]:
    """The meetings that are there and can be read."""
    for name in shelf.names("meetings"):
        try:
            record = shelf.record(name)
        except RecordError:
            continue
        if record is not None:
            yield name, _tree(record)


def _files(sources: Iterable[Path]) -> Iterator[Path]:
    """Every file that was named, and every file under every folder that was named, each once, in order."""
    seen: set[Path] = set()
    for source in sources:
        found = sorted(p for p in source.rglob("*") if p.is_file()) if source.is_dir() else [source]
        for path in found:
            if path not in seen:
                seen.add(path)
                yield path


# --- reading -----------------------------------------------------------------------------------------------------


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
    reading = _safely(Page(saved.name, checksum(content), whole, wish.origin, saved.url, saved.retrieved), wish)
    if isinstance(reading, Unreadable):
        entry.failure = reading.reason
        return None
    entry.format, entry.kind = reading.what.format, reading.what.kind
    if text[1]:
        entry.assumed.append(Left(1, saved.name, text[1]))
    if broken:
        entry.assumed.append(Left(1, saved.name, f"{broken} characters broken by a wrong alphabet were mended"))
    return reading


def _safely(page: Page, wish: Wish) -> Reading | Unreadable:
    """What a page yields. A reader that stumbles over a page leaves it unread and never stops the import."""
    try:
        return read(page, wish.format, alone=False)
    except Exception as error:  # noqa: BLE001 (whatever a page holds, the others are to be read)
        return Unreadable(f"it made the reader stumble: {type(error).__name__}: {error}")


def _bytes(path: Path) -> bytes | Unreadable:
    """A source's bytes, or why they cannot be had."""
    try:
        if path.stat().st_size > LARGEST_SOURCE:
            return Unreadable(f"the file is larger than {LARGEST_SOURCE // 1024**2} MB")
        return path.read_bytes()
    except OSError as error:
        return Unreadable(error.strerror or str(error))


def _known(shelf: Shelf) -> Known:
    """The records that are there: committees, issues and people by name, all by key, meetings by day."""
    known = Known()
    for folder in FOLDERS.values():
        for name in shelf.names(folder):
            _note(name, folder, shelf, known)
        for name in shelf.ledger_names(folder):
            known.note_keys(name, shelf.ledger(name).keys)
    return known


def _note(name: str, folder: str, shelf: Shelf, known: Known) -> None:
    """Remember one record that is there; one that cannot be read is only a taken name."""
    known.take(name)
    try:
        record = shelf.record(name) if folder != "meetings" else None
    except RecordError:
        return
    if record is not None:
        known.note(name, record, ())


# --- writing -----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Work:
    """A record while sources are laid over it."""

    before: Tree
    tree: Tree
    ledger: Ledger
    judge_fields: dict[str, Any]
    edited: bool
    keys: tuple[str, ...]
    heard: set[tuple[str, str]] = field(default_factory=set)


def _write_all(settled: Sequence[tuple[SourceReport, Settled]], shelf: Shelf, report: Report) -> None:
    """Lay every draft over its record, then write what has changed."""
    works: dict[str, _Work] = {}
    for entry, source in settled:
        for draft in source.placed:
            _lay(draft, source.told.source, entry, works, shelf)
        entry.not_understood += [line for stray in source.homeless for line in stray.lines]
    for name, work in works.items():
        _finish(name, work, shelf, report)


def _lay(draft: Placed, source: str, entry: SourceReport, works: dict[str, _Work], shelf: Shelf) -> None:
    """Lay one draft over its record, and note what came of it."""
    file = f"{draft.name}.yaml"
    try:
        work = works.get(draft.name) or _open(draft.name, shelf)
    except RecordError as error:
        entry.not_understood.append(Left(1, file, f"the record that is there cannot be read: {error.reason}"))
        return
    works[draft.name] = work
    judge = Judge(source, work.edited, work.judge_fields, work.heard)
    work.tree = merge(work.tree, draft.tree, judge, whole=draft.whole)
    work.keys = tuple(sorted({*work.keys, *draft.keys}))
    if file not in entry.records:
        entry.records.append(file)
    entry.conflicts += [(file, each) for each in judge.conflicts]
    entry.contradictions += [(file, each) for each in judge.contradictions]


def _open(name: str, shelf: Shelf) -> _Work:
    """A record and its ledger, before any source is laid over it."""
    record, ledger = shelf.record(name), shelf.ledger(name)
    tree = _tree(record) if record is not None else {}
    edited = record is not None and ledger.state != _state(tree)
    return _Work(tree, tree, ledger, dict(ledger.fields), edited, ledger.keys)


def _tree(record: DraftRecord) -> Tree:
    """A record as a tree."""
    tree: Tree = msgspec.to_builtins(record, builtin_types=(dt.date,))
    tree.pop("id", None)
    return tree


def _record(name: str, tree: Tree) -> DraftRecord:
    """The record of a tree."""
    record: DraftRecord = msgspec.convert(tree, _KINDS[name.partition("/")[0]])
    return record


def _state(tree: Tree) -> str:
    """The checksum of what a record says, wherever it was read."""
    return mark(_without_sources(tree))


def _without_sources(value: Any) -> Any:  # noqa: ANN401 (trees have no static type)
    """A tree without the notes of where it was read."""
    if isinstance(value, dict):
        return {key: _without_sources(inner) for key, inner in value.items() if key != "sources"}
    return [_without_sources(each) for each in value] if isinstance(value, list | tuple) else value


def _finish(name: str, work: _Work, shelf: Shelf, report: Report) -> None:
    """Write a record and its ledger, if they changed. Where it was read is no reason to touch an edited record."""
    work.tree = with_anchors(work.tree)
    if name.startswith("meetings/") and not work.edited:
        work.tree = _tree(with_all_remarks(msgspec.convert(work.tree, Meeting)))
    news = _state(work.tree) != _state(work.before)
    if news or (mark(work.tree) != mark(work.before) and not work.edited):
        shelf.put(name, _record(name, work.tree))
        report.written += 1
    else:
        report.unchanged += 1
    state = work.ledger.state if work.edited else _state(work.tree)
    shelf.put_ledger(name, Ledger(keys=work.keys, state=state, fields=work.judge_fields))
