"""An import, end to end: sources → readings → records → content, and the report. A reviewed act, no part of a build."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from plugins.archive.places import FOLDERS
from plugins.importers.drafts import Reading
from plugins.importers.holdings import FOLDER, Copy, copied, pointed
from plugins.importers.identify import Told, place
from plugins.importers.joining import join
from plugins.importers.known import Known
from plugins.importers.laying import write_all
from plugins.importers.papers import document_key
from plugins.importers.readers import finished
from plugins.importers.report import Report, SourceReport
from plugins.importers.shelf import RecordError, Shelf
from plugins.importers.sites import councils, settled_sites, system_of
from plugins.importers.sources import SourceRead, Wish, read_all
from plugins.importers.standing import Standing, one_at_a_time
from plugins.importers.terms import with_possible_terms
from plugins.importers.unnamed import unnamed_issues

__all__ = ["Wish", "bring_in"]


_Yield = tuple[str, SourceReport, Reading]


def bring_in(sources: Sequence[Path], shelf: Shelf, wish: Wish) -> Report:
    """Import the sources, files or folders, into the shelf's content folder. Of two imports at once one waits."""
    with one_at_a_time(shelf):
        return _bring_in(sources, shelf, wish)


def _bring_in(sources: Sequence[Path], shelf: Shelf, wish: Wish) -> Report:
    """The import itself."""
    read = list(read_all(sources, wish))
    report = Report([each.entry for each in read])
    known = _known(shelf)
    yielded = _sited([(each.name, each.entry, each.reading) for each in read if each.reading is not None], known)
    finished_ones = finished([reading for _, _, reading in yielded])
    report.councils = councils([*(each.site for each in finished_ones), *(site for _, site in known.sites())])
    copies = copied([each.held for each in read if each.held], finished_ones, shelf.content, dry=shelf.dry)
    whole = [pointed(reading, copies) for reading in finished_ones]
    _tell_copies(read, copies, report)
    told = [_told(name, entry, reading) for (name, entry, _), reading in zip(yielded, whole, strict=True)]
    standing = Standing(shelf)
    settled = place([each for _, each in told], known, lambda: standing)
    joined = join(settled, standing, known)
    for number, rules in joined.told.items():
        assumed = told[number][0].assumed
        assumed += [each for each in rules if each not in assumed]
    for number, left in unnamed_issues(joined.settled, Standing(shelf, decisions=True)):
        told[number][0].assumed.append(left)
    pairs = [(entry, each) for (entry, _), each in zip(told, joined.settled, strict=True)]
    write_all(pairs, shelf, report, workers=wish.workers)
    return report


def _tell_copies(read: Sequence[SourceRead], copies: Mapping[str, Copy], report: Report) -> None:
    """Note each copied document beside the answer that it was copied from, as far as the WARC files hold several."""
    report.documents = len(copies)
    for each in read:
        copy = copies.get(document_key(each.held.url)) if each.held else None
        if copy is not None:
            each.entry.records.append(f"{FOLDER}/{copy.file}")


def _told(name: str, entry: SourceReport, reading: Reading) -> tuple[SourceReport, Told]:
    """What a source tells, with what it left noted in its part of the report."""
    entry.not_understood += reading.left
    entry.assumed += reading.assumed
    drafts, impossible = with_possible_terms(reading.drafts)
    entry.not_understood += impossible
    return entry, Told.of(name, replace(reading, drafts=drafts))


def _sited(yielded: Sequence[_Yield], known: Known) -> list[_Yield]:
    """What sources yield, each with its site as far as that is known."""
    told = [(system_of(reading.what.format), reading.site) for _, _, reading in yielded]
    sites = settled_sites(told, known.sites())
    known.adopt(sites)
    return [
        (name, entry, replace(reading, site=site)) for (name, entry, reading), site in zip(yielded, sites, strict=True)
    ]


def _known(shelf: Shelf) -> Known:
    """The records that are there: committees, issues and people by name, all by key, meetings by day."""
    known = Known()
    for folder in FOLDERS.values():
        for name in shelf.names(folder):
            _note(name, folder, shelf, known)
        for name in shelf.ledger_names(folder):
            known.note_ledger(name, shelf.ledger(name))
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
