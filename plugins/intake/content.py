"""The reader of `content/`: files in their folders → records, and a finding for every file that is not one.

Knows where each kind of record lies and what its file name says. Places in findings begin with the content folder's
own name, so that a terminal can open them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Final

import msgspec

from plugins.archive.findings import Finding, Place, in_order, quote
from plugins.archive.link import Records
from plugins.archive.places import ARCHIVE_FILE, AnyRecord
from plugins.archive.reading import pack, read_whole
from plugins.archive.records import ArchiveSettings, Committee, Decision, Issue, Meeting, MeetingId, Person
from plugins.build.workers import in_chunks, map_parts
from plugins.intake.decode import decode, salvage
from plugins.intake.yaml_text import LARGEST_FILE, line_of

_WORD: Final = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_SHAPES: Final = {
    "committees": ("committee", re.compile(rf"committees/(?P<id>{_WORD})\.yaml"), "committees/<committee>.yaml"),
    "meetings": (
        "meeting",
        re.compile(rf"meetings/(?P<id>{_WORD}/\d{{4}}-\d\d-\d\d(?:-\d{{4}})?)\.yaml"),
        "meetings/<committee>/<date>[-hhmm].yaml",
    ),
    "issues": ("issue", re.compile(rf"issues/(?P<id>{_WORD})\.yaml"), "issues/<issue>.yaml"),
    "people": ("person", re.compile(rf"people/(?P<id>{_WORD})\.yaml"), "people/<person>.yaml"),
    "decisions": (
        "decision",
        re.compile(rf"decisions/(?P<id>\d{{4}}/{_WORD})\.yaml"),
        "decisions/<year>/<decision>.yaml",
    ),
}
_OTHERS: Final = frozenset({"documents", "pages", "permalinks", "imported"})
_IDENTIFIER: Final = "identifiers are lower-case ASCII words joined by hyphens"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a content folder holds: its records, or `None` where there is no archive.yaml, and all findings.

    `mended` are the files and paths where a record is not as written, so that it could be checked at all.
    """

    records: Records | None
    findings: tuple[Finding, ...]
    mended: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class FileReading:
    """What one file holds, what is wrong with it, and where it was mended."""

    record: AnyRecord | None = None
    findings: tuple[Finding, ...] = ()
    mended: tuple[tuple[str, str], ...] = ()


def read(content: Path, *, workers: int = 1) -> Reading:
    """All records of a content folder, and a finding for each file that cannot be one."""
    parts = in_chunks(tuple(_files(content)), _FILES_AT_ONCE)
    records, findings, mended = Gathered(), list[Finding](), list[tuple[str, str]]()
    for packed, found, changed in map_parts(_read_part, content, parts, workers):
        records = records.with_more(_UNPACK.decode(packed))
        findings += found
        mended += changed
    if not (content / ARCHIVE_FILE).exists():
        findings.append(_no_archive_file())
    return Reading(records.bundled(), in_order(findings), frozenset(mended))


class Gathered(msgspec.Struct, frozen=True, array_like=True):
    """Records by kind, as they come in from several processes."""

    settings: tuple[ArchiveSettings, ...] = ()
    committees: tuple[Committee, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    issues: tuple[Issue, ...] = ()
    people: tuple[Person, ...] = ()
    decisions: tuple[Decision, ...] = ()
    packed: tuple[tuple[MeetingId, tuple[bytes, ...]], ...] = ()

    def with_more(self, more: Gathered) -> Gathered:
        """These and more."""
        return Gathered(*(getattr(self, f) + getattr(more, f) for f in self.__struct_fields__))

    def bundled(self) -> Records | None:
        """The records as linking wants them; `None` without a council."""
        if not self.settings:
            return None
        return Records(
            settings=self.settings[0],
            committees=self.committees,
            meetings=self.meetings,
            issues=self.issues,
            people=self.people,
            decisions=self.decisions,
            packed=dict(self.packed),
        )


_KINDS: Final[tuple[type[AnyRecord], ...]] = (ArchiveSettings, Committee, Meeting, Issue, Person, Decision)
_UNPACK: Final = msgspec.msgpack.Decoder(Gathered)
_PACK: Final = msgspec.msgpack.Encoder()
_FILES_AT_ONCE: Final = 500


def _read_part(content: Path, files: Sequence[str]) -> tuple[bytes, list[Finding], list[tuple[str, str]]]:
    """The records of some files with the readings of their items, packed, their findings, and what was mended."""
    read_files = [_read_file(content, file) for file in files]
    found: dict[type[AnyRecord], list[AnyRecord]] = {kind: [] for kind in _KINDS}
    for each in read_files:
        if each.record is not None:
            found[type(each.record)].append(each.record)
    packed = [(m.id, [pack(read_whole(item)) for item in m.items]) for m in found[Meeting] if isinstance(m, Meeting)]
    findings = [finding for each in read_files for finding in each.findings]
    mended = [place for each in read_files for place in each.mended]
    return _PACK.encode([*(found[kind] for kind in _KINDS), packed]), findings, mended


def _no_archive_file() -> Finding:
    """What to say where the file about the council itself is missing."""
    hint = 'expected a file with at least the council\'s name, as "name: Exampleton Borough Council"'
    return Finding("R013", "there is no archive.yaml", Place(ARCHIVE_FILE), hint)


def _files(content: Path) -> Iterator[str]:
    """All files and record-like folders below the content folder, sorted, relative to it."""
    for folder, folders, names in os.walk(content):
        here = PurePosixPath(Path(folder).relative_to(content).as_posix())
        folders[:] = sorted(f for f in folders if not (here == PurePosixPath() and f in _OTHERS) and f[0] != ".")
        disguised = [f for f in folders if f.endswith((".yaml", ".yml"))]
        folders[:] = [f for f in folders if f not in disguised]
        yield from sorted(str(here / name) for name in (*names, *disguised) if not name.startswith("."))


def _read_file(content: Path, file: str) -> FileReading:
    """The record of one file, or why it holds none."""
    if file == ARCHIVE_FILE:
        return _read_record(content, file, "archive")
    shape = _SHAPES.get(file.partition("/")[0])
    if shape is None or not file.endswith((".yaml", ".yml")):
        return FileReading(
            findings=(Finding("R014", f"nothing reads {quote(file)}", Place(file), _expected_places(shape)),)
        )
    match = shape[1].fullmatch(file)
    if match is None:
        return FileReading(findings=_misnamed(content, file, shape[2]))
    return _read_record(content, file, shape[0], id=match["id"])


def _expected_places(shape: tuple[str, re.Pattern[str], str] | None) -> str:
    """Where a file would be read."""
    return f"expected {shape[2]}" if shape else f"expected {ARCHIVE_FILE} or a folder {', '.join(_SHAPES)}"


def _misnamed(content: Path, file: str, shape: str) -> tuple[Finding, ...]:
    """What to say of a record file whose name is no identifier; one that doubles another says so."""
    twin = PurePosixPath(file.lower()).with_suffix(".yaml")
    name = Finding("R011", f"the file name {quote(file)}", Place(file), f"expected {shape}; {_IDENTIFIER}")
    if str(twin) != file and (content / twin).exists():
        return (name, Finding("R012", f"{quote(file)} and {quote(twin)} give one identifier", Place(file), "keep one"))
    return (name,)


def _read_record(content: Path, file: str, kind: str, **identity: str) -> FileReading:
    """The record of a file that is where its kind belongs."""
    text = _text(content / file, file)
    if isinstance(text, Finding):
        return FileReading(findings=(text,))
    record, findings = decode(kind, text, file, **identity)
    if record is not None:
        return FileReading(record)
    record, mended = salvage(kind, text, **identity)
    return FileReading(record, findings, tuple((file, path) for path in sorted(mended)))


def _text(path: Path, file: str) -> str | Finding:
    """The text of a file, or why it has none."""
    try:
        if path.is_dir():
            return Finding("R001", f"{quote(file)} is a folder", Place(file), "expected a file")
        if path.stat().st_size > LARGEST_FILE:
            return _too_large(path, file)
        return path.read_bytes().decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        return _not_utf8(error, file)
    except OSError as error:
        return Finding("R001", f"cannot read {quote(file)}: {error.strerror}", Place(file), "expected a readable file")


def _too_large(path: Path, file: str) -> Finding:
    """What to say of a file that no council's record comes near."""
    size = path.stat().st_size // 1_000_000
    hint = f"a record has at most {LARGEST_FILE // 1_000_000} MB; put attached papers into content/documents"
    return Finding("R009", f"{quote(file)} has {size} MB", Place(file), hint)


def _not_utf8(error: UnicodeDecodeError, file: str) -> Finding:
    """What to say of bytes that are not UTF-8, with the line of the first."""
    line = error.object[: error.start].count(b"\n") + 1
    byte = error.object[error.start]
    return Finding("R002", f"byte 0x{byte:02X} is not UTF-8 text", Place(file, line), "save the file as UTF-8")


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
    return replace(finding, place=Place(f"{content.name}/{place.file}", line, place.path))


def _readable(path: Path) -> str:
    """The text of a file, or nothing where it has none."""
    text = _text(path, path.name)
    return "" if isinstance(text, Finding) else text
