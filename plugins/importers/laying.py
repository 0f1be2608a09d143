"""Placed drafts laid over the records that are there, and written with their ledgers where they changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec

from plugins.archive.places import FOLDERS
from plugins.archive.records import Committee, Decision, Issue, Meeting, Person
from plugins.importers.drafts import DraftRecord, Left
from plugins.importers.identify import Placed, Settled
from plugins.importers.ledger import Field, Ledger, mark
from plugins.importers.merge import Judge, Tree, merge
from plugins.importers.order import with_anchors
from plugins.importers.remarks import with_all_remarks
from plugins.importers.report import Report, SourceReport
from plugins.importers.shelf import RecordError, Shelf

_KINDS: Final[dict[str, type[DraftRecord]]] = {
    FOLDERS[kind]: kind for kind in (Committee, Meeting, Issue, Person, Decision)
}


@dataclass(slots=True)
class _Work:
    """A record while sources are laid over it."""

    before: Tree
    tree: Tree
    ledger: Ledger
    judge_fields: dict[str, Field]
    edited: bool
    keys: tuple[str, ...]
    heard: set[tuple[str, str]] = field(default_factory=set)
    entries: list[SourceReport] = field(default_factory=list)


def write_all(settled: Sequence[tuple[SourceReport, Settled]], shelf: Shelf, report: Report) -> None:
    """Lay every draft over its record, then write what has changed."""
    works: dict[str, _Work] = {}
    for entry, source in settled:
        for draft in source.placed:
            _lay(draft, source.told.source, entry, works, shelf)
        entry.not_understood += [line for stray in source.homeless for line in stray.lines]
    for name, work in works.items():
        try:
            _finish(name, work, shelf, report)
        except (msgspec.ValidationError, OSError) as error:
            _complain(name, work, f"the record cannot be written: {error}")


def _complain(name: str, work: _Work, reason: str) -> None:
    """Say in the parts of all sources of a record that it was not written."""
    for entry in work.entries:
        entry.records.remove(f"{name}.yaml")
        entry.not_understood.append(Left(1, f"{name}.yaml", reason))


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
        work.entries.append(entry)
    entry.conflicts += [(file, each) for each in judge.conflicts]
    entry.contradictions += [(file, each) for each in judge.contradictions]


def _open(name: str, shelf: Shelf) -> _Work:
    """A record and its ledger, before any source is laid over it."""
    record = shelf.record(name)
    # Of a record whose file was removed nothing is known any more: it comes back whole.
    ledger = shelf.ledger(name) if record is not None else Ledger(keys=shelf.ledger(name).keys)
    tree = tree_of(record) if record is not None else {}
    edited = record is not None and ledger.state != _state(tree)
    return _Work(tree, tree, ledger, dict(ledger.fields), edited, ledger.keys)


def tree_of(record: DraftRecord) -> Tree:
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
        work.tree = tree_of(with_all_remarks(msgspec.convert(work.tree, Meeting)))
    news = _state(work.tree) != _state(work.before)
    if news or (mark(work.tree) != mark(work.before) and not work.edited):
        shelf.put(name, _record(name, work.tree))
        report.written += 1
    else:
        report.unchanged += 1
    state = work.ledger.state if work.edited else _state(work.tree)
    shelf.put_ledger(name, Ledger(keys=work.keys, state=state, fields=work.judge_fields))
