"""Placed drafts laid over the records that are there, and written with their ledgers where they changed.

Each record is a piece of work of its own: the sources that tell of it, in order, are laid over it, and it is written in
one step. So several processes can share the records, and memory holds one record at a time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec

from plugins.archive.places import FOLDERS
from plugins.archive.records import Committee, Decision, Issue, Meeting, Person
from plugins.build.workers import in_chunks, map_parts
from plugins.importers.alike import Tree
from plugins.importers.books import Books
from plugins.importers.drafts import DraftRecord, Left
from plugins.importers.identify import Placed, Settled
from plugins.importers.ledger import Ledger, mark
from plugins.importers.mentions import spoken
from plugins.importers.merge import Conflict, Judge, merge
from plugins.importers.order import with_anchors
from plugins.importers.remarks import with_all_remarks
from plugins.importers.report import Report, SourceReport
from plugins.importers.shelf import RecordError, Shelf
from plugins.importers.terms import IMPOSSIBLE, with_possible_days

_KINDS: Final[dict[str, type[DraftRecord]]] = {
    FOLDERS[kind]: kind for kind in (Committee, Meeting, Issue, Person, Decision)
}
_CHUNK: Final = 100


@dataclass(frozen=True, slots=True)
class _Told:
    """What one source tells of a record: the number of the source, its name, and the draft."""

    number: int
    source: str
    placed: Placed


@dataclass(frozen=True, slots=True)
class _Job:
    """All that is told of all records, and the shelf that they stand on: what the processes share."""

    told: dict[str, list[_Told]]
    shelf: Shelf


@dataclass(slots=True)
class _Done:
    """What became of a record: whether it was written, or why not; conflicts by the number of their source.

    `impossible` are days that sources say together and that cannot be.
    """

    name: str
    written: bool = False
    trouble: str | None = None
    impossible: list[str] = field(default_factory=list)
    conflicts: list[tuple[int, Conflict]] = field(default_factory=list)
    contradictions: list[tuple[int, Conflict]] = field(default_factory=list)


def write_all(
    settled: Sequence[tuple[SourceReport, Settled]], shelf: Shelf, report: Report, *, workers: int = 1
) -> None:
    """Lay every draft over its record, write what has changed, and note in the report what came of it."""
    told: dict[str, list[_Told]] = {}
    for number, (entry, source) in enumerate(settled):
        for placed in source.placed:
            told.setdefault(placed.name, []).append(_Told(number, source.told.source, placed))
        entry.not_understood += [line for stray in source.homeless for line in stray.lines]
    entries = [entry for entry, _ in settled]
    for part in map_parts(_do_part, _Job(told, shelf), in_chunks(list(told), _CHUNK), workers):
        for done in part:
            _note(done, told[done.name], entries, report)


def _note(done: _Done, told: Sequence[_Told], entries: Sequence[SourceReport], report: Report) -> None:
    """Note in the report what became of a record."""
    file = f"{done.name}.yaml"
    for number in dict.fromkeys(each.number for each in told):
        if done.trouble is None:
            entries[number].records.append(file)
        else:
            entries[number].not_understood.append(Left(1, file, done.trouble))
    last = max(each.number for each in told)
    entries[last].not_understood += [Left(1, f"{file}: {words}", IMPOSSIBLE) for words in done.impossible]
    for number, conflict in done.conflicts:
        entries[number].conflicts.append((file, conflict))
    for number, contradiction in done.contradictions:
        entries[number].contradictions.append((file, contradiction))
    report.written += done.written
    report.unchanged += not done.written and done.trouble is None


# --- one record --------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Work:
    """A record while sources are laid over it."""

    before: Tree
    tree: Tree
    ledger: Ledger
    books: Books
    keys: set[str]


def _do_part(job: _Job, names: Sequence[str]) -> list[_Done]:
    """Some of the records, in one process."""
    return [_do(name, job) for name in names]


def _do(name: str, job: _Job) -> _Done:
    """One record: every source laid over it, then written."""
    done = _Done(name)
    try:
        work = _open(name, job.shelf)
        for told in job.told[name]:
            _lay(told, work, done)
        if work.books.edited and not done.conflicts:
            work = _unedited(name, work, job.told[name])
        done.written = _finish(name, work, job.shelf, done)
    except RecordError as error:
        done.trouble = f"the record that is there cannot be read: {error.reason}"
    except (msgspec.ValidationError, OSError) as error:
        done.trouble = f"the record cannot be written: {error}"
    return done


def _unedited(name: str, work: _Work, told: Sequence[_Told]) -> _Work:
    """The work, or, where the record is as its sources tell it from the start, that: nothing in it is a person's.

    So it is where a person has settled all conflicts, or an import was killed before it wrote the ledger. A record that
    lacks what an import once wrote is another matter: a person took it out.
    """
    afresh = _Work(work.before, {}, work.ledger, Books.of(Ledger(), edited=False), work.keys)
    done = _Done(name)
    for each in told:
        _lay(each, afresh, done)
    is_all = work.ledger.fields.keys() <= afresh.books.fields.keys()
    return afresh if is_all and _state(_dressed(name, afresh.tree, done, edited=False)) == _state(work.before) else work


def _lay(told: _Told, work: _Work, done: _Done) -> None:
    """Lay one draft over its record, and note what came of it."""
    judge = Judge(told.source, work.books, told.placed.teller(told.source))
    mention = told.placed.mention
    tree = spoken(told.placed.tree, mention, work.tree, judge) if mention else told.placed.tree
    work.tree = merge(work.tree, tree, judge)
    work.keys.update(told.placed.keys)
    done.conflicts += [(told.number, each) for each in judge.conflicts]
    done.contradictions += [(told.number, each) for each in judge.contradictions]


def _open(name: str, shelf: Shelf) -> _Work:
    """A record and its ledger, before any source is laid over it."""
    record = shelf.record(name)
    # Of a record whose file was removed nothing is known any more: it comes back whole.
    ledger = shelf.ledger(name) if record is not None else Ledger(keys=shelf.ledger(name).keys)
    tree = tree_of(record) if record is not None else {}
    edited = record is not None and ledger.state != _state(tree)
    return _Work(tree, tree, ledger, Books.of(ledger, edited=edited), set(ledger.keys))


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


def _dressed(name: str, tree: Tree, done: _Done, *, edited: bool) -> Tree:
    """A record's tree with anchors of its own and, unless a person edited it, with what its words say outright."""
    tree = with_anchors(tree)
    if name.startswith("meetings/") and not edited:
        tree = tree_of(with_all_remarks(msgspec.convert(tree, Meeting)))
    if name.startswith(("committees/", "people/")) and not edited:
        record, done.impossible = with_possible_days(_record(name, tree))
        tree = tree_of(record) if done.impossible else tree
    return tree


def _finish(name: str, work: _Work, shelf: Shelf, done: _Done) -> bool:
    """Write a record and its ledger, if they changed. Where it was read is no reason to touch an edited record."""
    edited = work.books.edited
    tree = _dressed(name, work.tree, done, edited=edited)
    news = _state(tree) != _state(work.before)
    written = news or (mark(tree) != mark(work.before) and not edited)
    if written:
        shelf.put(name, _record(name, tree))
    state = work.ledger.state if edited else _state(tree)
    shelf.put_ledger(name, Ledger(tuple(sorted(work.keys)), state, work.books.fields, work.books.lists()))
    return written
