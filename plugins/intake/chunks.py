"""What is read of a content folder, kept from build to build: chunks of files, each chunk in three files of the cache.

`07.records` holds the chunk's meetings and `07.readings` the readings of their items, one behind the other; both are
fetched one at a time when they are asked for (`plugins.intake.shelves`). `07.facts` holds all else: where meetings lie,
what is wrong with them and what is told of them without looking at them, and the records of other kinds. A file belongs
to a chunk by the checksum of its name, so that a new file moves no other; a chunk none of whose files changed is taken
over as it is.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Final, cast

import msgspec

from plugins.archive.findings import Finding
from plugins.archive.link import Names, names_in
from plugins.archive.places import AnyRecord, file_of
from plugins.archive.records import ArchiveSettings, Committee, Decision, Issue, Meeting, Person
from plugins.build import ahead
from plugins.build.last import take_over
from plugins.intake.files import FileReading, read_file
from plugins.intake.sittings import Sitting, SittingFacts, read_sitting, record_of

CHUNKS: Final = 64
Look = tuple[int, int]
"""Bytes of a file, and when it was last written, in nanoseconds."""
FOLDER: Final = "records"

Wrong = tuple[tuple[Finding, ...], tuple[tuple[str, str], ...]]


class Filed(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The digest of a record's file, and whether the record is as the file has it; else every build reads it again."""

    digest: bytes
    sound: bool


class Facts(msgspec.Struct, frozen=True, array_like=True):
    """What is known of a chunk: its meetings, its records of other kinds, and what those were read of, in that order.

    `names` are those that its records give of others.
    """

    meetings: tuple[SittingFacts, ...] = ()
    settings: tuple[ArchiveSettings, ...] = ()
    committees: tuple[Committee, ...] = ()
    issues: tuple[Issue, ...] = ()
    people: tuple[Person, ...] = ()
    decisions: tuple[Decision, ...] = ()
    filed: tuple[Filed, ...] = ()
    names: Names = Names()

    def others(self) -> tuple[AnyRecord, ...]:
        """The records of kinds other than meetings."""
        return (*self.settings, *self.committees, *self.issues, *self.people, *self.decisions)


_DECODER: Final = msgspec.msgpack.Decoder(Facts)
_ENCODER: Final = msgspec.msgpack.Encoder()


@dataclass(frozen=True, slots=True)
class Places:
    """The content folder, where chunks are written, and where the last build left its own, if it did.

    `unchanged` are the files, relative to the content folder, that are as the last build found them. With
    `light`, records of meetings are without the texts of their items, which their readings hold. Of `damaged` chunks
    nothing is taken over.
    """

    content: Path
    into: Path
    before: Path | None = None
    unchanged: AbstractSet[str] = frozenset()
    light: bool = False
    damaged: AbstractSet[int] = frozenset()


def chunk_of(file: str) -> int:
    """The chunk that a file of the content folder belongs to."""
    return zlib.crc32(file.encode()) % CHUNKS


def by_chunk(files: Iterable[str]) -> list[tuple[int, tuple[str, ...]]]:
    """The files of each chunk, in their order."""
    chunks: dict[int, list[str]] = {}
    for file in files:
        chunks.setdefault(chunk_of(file), []).append(file)
    return [(number, tuple(found)) for number, found in sorted(chunks.items())]


def facts_in(folder: Path, number: int) -> Facts:
    """What is known of a chunk. Raises OSError or msgspec.DecodeError where it cannot be read."""
    return ahead.read(folder / _facts(number), _decoded)


def _decoded(kept: bytes) -> Facts:
    """Facts as they were kept."""
    return _DECODER.decode(kept)


@dataclass(frozen=True, slots=True)
class _Other:
    """A record that is no meeting, to be kept."""

    filed: Filed
    record: AnyRecord


_Entry = Sitting | _Other


def bring_up_to_date(places: Places, part: tuple[int, Sequence[str]]) -> Wrong:
    """Write one chunk; what is wrong in the files that had to be read, and where records were mended."""
    number, files = part
    before = _before(places, number, files)
    read = {file: read_file(places.content, file) for file in files if file not in before}
    entries = (before[file] if file in before else _entry(read[file], is_light=places.light) for file in files)
    _write(places.into, number, [entry for entry in entries if entry is not None])
    wrong = tuple(finding for each in read.values() for finding in each.findings)
    return wrong, tuple(place for each in read.values() for place in each.mended)


def _entry(read: FileReading, *, is_light: bool) -> _Entry | None:
    """A file that was read, as it is kept; `None` where it holds no record."""
    if isinstance(read.record, Meeting):
        return read_sitting(read.record, read.digest, sound=not read.findings, is_light=is_light)
    return None if read.record is None else _Other(Filed(read.digest, not read.findings), read.record)


def _before(places: Places, number: int, files: Sequence[str]) -> dict[str, _Entry]:
    """What the last build kept of these files that still holds, by file."""
    if places.before is None or number in places.damaged:
        return {}
    try:
        facts = facts_in(places.before, number)
        records, readings = ((places.before / name).read_bytes() for name in names(number))
        found = {**_sittings(facts, records, readings), **_others(facts)}
    except (OSError, ValueError):
        return {}
    return {file: found[file] for file in places.unchanged & set(files) & found.keys()}


def _sittings(facts: Facts, records: bytes, readings: bytes) -> dict[str, _Entry]:
    """The meetings of a chunk that are as they are written. Raises msgspec.DecodeError where one is cut short."""
    begins = tuple(accumulate((each.length for each in facts.meetings), initial=0))
    read = tuple(accumulate((each.read_length for each in facts.meetings), initial=0))
    if (begins[-1], read[-1]) != (len(records), len(readings)):
        raise msgspec.DecodeError
    cut = zip(facts.meetings, pairwise(begins), pairwise(read), strict=True)
    found = (Sitting(each, records[slice(*lies)], readings[slice(*its)]) for each, lies, its in cut if each.sound)
    return {each.facts.file: each for each in found}


def _others(facts: Facts) -> dict[str, _Entry]:
    """The other records of a chunk that are as they are written."""
    found = zip(facts.filed, facts.others(), strict=True)
    return {file_of(record): _Other(filed, record) for filed, record in found if filed.sound}


class Contents(msgspec.Struct, frozen=True, array_like=True):
    """What a chunk holds: the files whose records lie in it as they are written, and what its own files look like."""

    files: frozenset[str]
    looks: tuple[Look, ...]


def contents_of(folder: Path, number: int, sound: frozenset[str]) -> Contents:
    """What a chunk holds that has been written; `sound` are the files whose records lie in it as they are written."""
    return Contents(sound, tuple(_look(folder / name) for name in _files(number)))


def take_over_whole(places: Places, part: tuple[int, Sequence[str]], contents: Contents | None) -> bool:
    """Give the last build's chunk a place among this build's; false where any of its files is not as it was."""
    number, files = part
    before = places.before
    if before is None or contents is None or contents.files != set(files) or not contents.files <= places.unchanged:
        return False
    return number not in places.damaged and all(take_over(before / name, places.into / name) for name in _files(number))


def is_damaged(folder: Path, number: int, contents: Contents) -> bool:
    """Whether the files of a chunk are not as they were written; also where they are not there."""
    try:
        return tuple(_look(folder / name) for name in _files(number)) != contents.looks
    except OSError:
        return True


def _look(file: Path) -> Look:
    """What tells a file from one that somebody wrote into. Raises OSError."""
    found = os.stat(file)  # noqa: PTH116 (three for each chunk)
    return found.st_size, found.st_mtime_ns


def names(number: int) -> tuple[str, str]:
    """The two files of a chunk's meetings: their records and the readings of their items."""
    return f"{number:02}.records", f"{number:02}.readings"


def _facts(number: int) -> str:
    """The file of a chunk's facts."""
    return f"{number:02}.facts"


def _files(number: int) -> tuple[str, ...]:
    """All files of a chunk."""
    return (*names(number), _facts(number))


def _write(into: Path, number: int, entries: Sequence[_Entry]) -> None:
    """Write the files of a chunk."""
    into.mkdir(parents=True, exist_ok=True)
    sittings = [entry for entry in entries if isinstance(entry, Sitting)]
    others = [entry for entry in entries if isinstance(entry, _Other)]
    records, readings = names(number)
    (into / records).write_bytes(b"".join(sitting.packed for sitting in sittings))
    with (into / readings).open("wb") as file:
        file.writelines(sitting.readings for sitting in sittings)
    (into / _facts(number)).write_bytes(_ENCODER.encode(_facts_of(sittings, others)))


def _facts_of(sittings: Sequence[Sitting], others: Sequence[_Other]) -> Facts:
    """What is to be known of a chunk."""
    kinds = (ArchiveSettings, Committee, Issue, Person, Decision)
    sorted_out = [[other for other in others if type(other.record) is kind] for kind in kinds]
    records = [tuple(other.record for other in some) for some in sorted_out]
    settings, committees, issues, people, decisions = records
    named = names_in((*(record_of(sitting) for sitting in sittings), *(other.record for other in others)))
    return Facts(
        meetings=tuple(sitting.facts for sitting in sittings),
        settings=cast("tuple[ArchiveSettings, ...]", settings),
        committees=cast("tuple[Committee, ...]", committees),
        issues=cast("tuple[Issue, ...]", issues),
        people=cast("tuple[Person, ...]", people),
        decisions=cast("tuple[Decision, ...]", decisions),
        filed=tuple(other.filed for some in sorted_out for other in some),
        names=named,
    )
