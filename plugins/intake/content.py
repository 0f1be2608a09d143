"""The reader of `content/`: files in their folders → records, and a finding for every file that is not one.

Places in findings begin with the content folder's own name, so that a terminal can open them.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Final, cast

from plugins.archive.findings import Finding, Place, in_order
from plugins.archive.kept_tables import KeptTables, kept, told_again
from plugins.archive.link import Records
from plugins.archive.places import ARCHIVE_FILE
from plugins.archive.records import Meeting
from plugins.archive.tables import Tables
from plugins.archive.tables import made_of as made_anew
from plugins.build.memo import keep, recall
from plugins.build.named import name_of
from plugins.build.output import MARKER
from plugins.build.workers import map_parts
from plugins.intake.chunks import Contents, Places, bring_up_to_date, by_chunk, contents_of, is_damaged, take_over_whole
from plugins.intake.files import is_nameable, text_of, unnameable
from plugins.intake.rules.renditions import Paper
from plugins.intake.shelves import Shelf, tabled_in
from plugins.intake.shelving import Shelves, shelve
from plugins.intake.yaml_text import line_of

_CONTENTS: Final = "contents"
_TABLES: Final = "tables"
_SMALL: Final = 4  # where no more than one in so many chunks of records is to be read anew
_OTHERS: Final = frozenset({"documents", "pages", "permalinks", "imported"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What a content folder holds: its records, or `None` where there is no archive.yaml, and all findings.

    `mended` are the files and paths where a record is not as written, so that it could be checked at all; `wrong` is
    what the rules of meetings found, and `papers` are the files that meetings name, by the meeting's file.
    """

    records: Records | None
    findings: tuple[Finding, ...]
    mended: frozenset[tuple[str, str]] = frozenset()
    wrong: tuple[Finding, ...] = ()
    papers: Mapping[str, tuple[Paper, ...]] = field(default_factory=dict)


def read(content: Path, *, workers: int = 1) -> Reading:
    """All records of a content folder, and a finding for each file that cannot be one."""
    with tempfile.TemporaryDirectory() as folder:
        return read_into(Places(content, Path(folder)), workers=workers)


def read_into(places: Places, *, workers: int = 1) -> Reading:
    """The same, kept in a folder for the next build, which reads only what has changed since."""
    places.into.mkdir(parents=True, exist_ok=True)
    files, unnameable = _listed(places.content)
    parts = by_chunk(files)
    before = recall(places.before, _CONTENTS, dict[int, Contents], {})
    last = places.before or places.into
    places = replace(places, damaged=frozenset(n for n, each in before.items() if is_damaged(last, n, each)))
    rest = [part for part in parts if not take_over_whole(places, part, before.get(part[0]))]
    findings, mended = [*unnameable], list[tuple[str, str]]()
    for found, changed in map_parts(bring_up_to_date, places, rest, workers, reads=partial(_paths, places, rest)):
        findings += found
        mended += changed
    if not (places.content / ARCHIVE_FILE).exists():
        findings.append(_no_archive_file())
    anew = {number for number, _ in rest}
    shelved = shelve(places.into, {n: places.into if n in anew else places.before or places.into for n, _ in parts})
    contents = {n: contents_of(places.into, n, shelved.sound[n]) if n in anew else before[n] for n, _ in parts}
    keep(places.into, _CONTENTS, contents)
    # A small change looks at all meetings in each stage, and holds little else.
    is_small = places.before is not None and len(rest) * _SMALL <= len(parts)
    records = shelved.records(in_memory=not places.light, more=is_small)
    if records is not None and places.light:
        records = replace(records, tables=_tables(places, shelved, records))
    return Reading(records, in_order(findings), frozenset(mended), tuple(shelved.wrong), shelved.papers)


def _tables(places: Places, shelved: Shelves, records: Records) -> Tables:
    """What stands where in the meetings: as the last build found it, where nothing of that has changed."""
    made_of, held = shelved.digest_of_rows(), records.issues
    issues = held.keys() if isinstance(held, Mapping) else [issue.id for issue in held]
    before = recall(places.before, _TABLES, KeptTables, KeptTables())
    if before.made_of == made_of:
        keep(places.into, _TABLES, before)
        return told_again(before, shelved.dates(), issues)
    tables = made_anew(tabled_in(cast("Shelf[Meeting]", records.meetings)), issues)
    keep(places.into, _TABLES, kept(tables, made_of))
    return tables


def _paths(places: Places, parts: Sequence[tuple[int, Sequence[str]]]) -> Iterator[Path]:
    """Where the files of chunks lie."""
    return (places.content / file for _, files in parts for file in files)


def _no_archive_file() -> Finding:
    """What to say where the file about the council itself is missing."""
    hint = 'expected a file with at least the council\'s name, as "name: Exampleton Borough Council"'
    return Finding("R013", "there is no archive.yaml", Place(ARCHIVE_FILE), hint)


def _listed(content: Path) -> tuple[list[str], tuple[Finding, ...]]:
    """The files of a content folder, and what is wrong with those whose names are no text."""
    files = [*_files(content)]
    wrong = [file for file in files if not is_nameable(file)]
    return [file for file in files if file not in wrong] if wrong else files, tuple(map(unnameable, wrong))


def _files(content: Path) -> Iterator[str]:
    """All files and record-like folders below the content folder, sorted, relative to it. A site there is left out."""
    top = str(content)
    for folder, folders, names in os.walk(top):
        if MARKER in names:
            folders.clear()
            continue
        here = folder[len(top) :].replace(os.sep, "/").strip("/")
        folders[:] = sorted(f for f in folders if not (not here and f in _OTHERS) and f[0] != ".")
        disguised = [f for f in folders if f.endswith((".yaml", ".yml"))]
        folders[:] = [f for f in folders if f not in disguised]
        before = f"{here}/" if here else ""
        yield from sorted(before + name for name in (*names, *disguised) if name[0] != ".")


def located(findings: Iterable[Finding], content: Path) -> tuple[Finding, ...]:
    """The findings in order, with the line of each that only has a path, and the content folder before each file."""
    texts: dict[str, str] = {}
    return in_order(_located(finding, content, texts) for finding in findings)


def _located(finding: Finding, content: Path, texts: dict[str, str]) -> Finding:
    """One finding with its line; a file that several name is read once."""
    place, line = finding.place, finding.place.line
    if line is None and place.path:
        text = texts.setdefault(place.file, _readable(content / place.file))
        line = line_of(text, place.path)
    return replace(finding, place=Place(f"{name_of(content)}/{place.file}", line, place.path))


def _readable(path: Path) -> str:
    """The text of a file, or nothing where it has none."""
    text = text_of(path, path.name)
    return "" if isinstance(text, Finding) else text
