"""What is read of a content folder, kept from build to build: chunks of files, each chunk in two files of the cache.

`07.records` holds the records of the chunk's files, `07.readings` the readings of their items, one behind the other;
both are fetched one at a time when they are asked for (`plugins.intake.shelves`). A file belongs to a chunk by the
checksum of its name, so that a new file moves no other; a chunk none of whose files changed is taken over as it is.
"""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import accumulate, islice, pairwise
from pathlib import Path
from typing import Any, Final

import msgspec

from plugins.archive.findings import Finding
from plugins.archive.outcomes import ReadOutcome
from plugins.archive.places import AnyRecord, file_of
from plugins.archive.reading import pack, read_whole, without_texts
from plugins.archive.records import ArchiveSettings, Committee, Decision, Issue, Meeting, Person
from plugins.build.last import take_over
from plugins.intake.files import FileReading, read_file

CHUNKS: Final = 64
FOLDER: Final = "records"

Wrong = tuple[tuple[Finding, ...], tuple[tuple[str, str], ...]]


class Kept(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A file's record, in the field of its kind, the digest of the file, and the lengths of its items' readings.

    `outcomes` are what was read of each item's outcome, which lists want without the rest; `outline` is the digest of a
    meeting without the texts of its items, but with their outcomes.

    Where the record is not as the file has it (`sound` is false), the file is read again by every build.
    """

    digest: bytes
    sound: bool
    lengths: tuple[int, ...] = ()
    outcomes: tuple[ReadOutcome | None, ...] = ()
    outline: bytes | None = None
    settings: ArchiveSettings | None = None
    committee: Committee | None = None
    meeting: Meeting | None = None
    issue: Issue | None = None
    person: Person | None = None
    decision: Decision | None = None

    @property
    def record(self) -> AnyRecord:
        """The record, of whatever kind."""
        kinds = (self.meeting, self.issue, self.committee, self.person, self.decision, self.settings)
        return next(record for record in kinds if record is not None)


_FIELDS: Final[Mapping[type[AnyRecord], str]] = {
    ArchiveSettings: "settings",
    Committee: "committee",
    Meeting: "meeting",
    Issue: "issue",
    Person: "person",
    Decision: "decision",
}
_DECODER: Final = msgspec.msgpack.Decoder(Kept)
_LENGTHS: Final = msgspec.msgpack.Decoder(tuple[int, ...])
_LENGTH: Final = 4
_ENCODER: Final = msgspec.msgpack.Encoder()


@dataclass(frozen=True, slots=True)
class Places:
    """The content folder, where chunks are written, and where the last build left its own, if it did.

    `unchanged` are the files, relative to the content folder, that are as the last build found them. With
    `light`, records of meetings are without the texts of their items, which their readings hold.
    """

    content: Path
    into: Path
    before: Path | None = None
    unchanged: AbstractSet[str] = frozenset()
    light: bool = False


def chunk_of(file: str) -> int:
    """The chunk that a file of the content folder belongs to."""
    return zlib.crc32(file.encode()) % CHUNKS


def by_chunk(files: Iterable[str]) -> list[tuple[int, tuple[str, ...]]]:
    """The files of each chunk, in their order."""
    chunks: dict[int, list[str]] = {}
    for file in files:
        chunks.setdefault(chunk_of(file), []).append(file)
    return [(number, tuple(found)) for number, found in sorted(chunks.items())]


def load(folder: Path, number: int) -> tuple[Kept, ...]:
    """The records of a chunk. Raises OSError or msgspec.DecodeError where there is none that can be read."""
    return tuple(kept for _, _, kept in lying_in(folder, number))


def lying_in(folder: Path, number: int) -> Iterator[tuple[int, int, Kept]]:
    """The records of a chunk, each with its first byte there and its length, one at a time."""
    whole = (folder / f"{number:02}.records").read_bytes()
    for start, end in pairwise(bounds_of(whole)):
        yield start, end - start, _DECODER.decode(memoryview(whole)[start:end])


def bounds_of(whole: bytes) -> tuple[int, ...]:
    """Where each record of a chunk begins, and where the last ends. Raises msgspec.DecodeError where it is cut short.

    A chunk begins with the length of a list, and the list with those of the records that follow.
    """
    start = _LENGTH + int.from_bytes(whole[:_LENGTH], "big")
    bounds = tuple(accumulate(_LENGTHS.decode(memoryview(whole)[_LENGTH:start]), initial=start))
    if bounds[-1] != len(whole):
        raise msgspec.DecodeError
    return bounds


@dataclass(frozen=True, slots=True)
class _Entry:
    """A record to keep, with the readings of its items."""

    kept: Kept
    readings: tuple[bytes, ...]


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
    record = read.record
    if record is None:
        return None
    items = record.items if isinstance(record, Meeting) else ()
    whole = tuple(read_whole(item) for item in items)
    readings = tuple(map(pack, whole))
    outcomes = tuple(each.readings.outcome for each in whole)
    light = without_texts(record) if isinstance(record, Meeting) else None
    fields: dict[str, Any] = {_FIELDS[type(record)]: light if is_light and light else record}
    outline = _outline(light, outcomes) if light else None
    kept = Kept(read.digest, not read.findings, tuple(map(len, readings)), outcomes, outline, **fields)
    return _Entry(kept, readings)


def _outline(light: Meeting, outcomes: Sequence[ReadOutcome | None]) -> bytes:
    """The digest of a meeting without the texts of its items, but with the outcomes that were read in them."""
    return hashlib.blake2b(_ENCODER.encode(light) + _ENCODER.encode(outcomes), digest_size=16).digest()


def _before(places: Places, number: int, files: Sequence[str]) -> dict[str, _Entry]:
    """What the last build kept of these files that still holds, by file."""
    if places.before is None:
        return {}
    try:
        kept = load(places.before, number)
        whole = (places.before / f"{number:02}.readings").read_bytes()
    except (OSError, msgspec.DecodeError):
        return {}
    ends = tuple(accumulate((length for each in kept for length in each.lengths), initial=0))
    if ends[-1] != len(whole):
        return {}
    return _sound(kept, whole, ends, places.unchanged & set(files))


def _sound(kept: Iterable[Kept], whole: bytes, ends: Sequence[int], still: AbstractSet[str]) -> dict[str, _Entry]:
    """The entries of a chunk that still hold; `ends` are where its readings begin, and where the last ends."""
    found, bounds = {}, iter(pairwise(ends))
    for each in kept:
        readings = [whole[start:end] for start, end in islice(bounds, len(each.lengths))]
        if each.sound and file_of(each.record) in still:
            found[file_of(each.record)] = _Entry(each, tuple(readings))
    return found


class Contents(msgspec.Struct, frozen=True, array_like=True):
    """What a chunk holds: the files whose records lie in it as they are written, and the bytes of its two files."""

    files: frozenset[str]
    sizes: tuple[int, int]


def contents_of(folder: Path, number: int, sound: frozenset[str]) -> Contents:
    """What a chunk holds that has been written; `sound` are the files whose records lie in it as they are written."""
    sizes = (os.stat(folder / name).st_size for name in names(number))  # noqa: PTH116
    records, readings = sizes
    return Contents(sound, (records, readings))


def take_over_whole(places: Places, part: tuple[int, Sequence[str]], contents: Contents | None) -> bool:
    """Give the last build's chunk a place among this build's; false where any of its files is not as it was."""
    number, files = part
    before = places.before
    if before is None or contents is None or contents.files != set(files) or not contents.files <= places.unchanged:
        return False
    are_whole = all(_size(before / name) == size for name, size in zip(names(number), contents.sizes, strict=True))
    return are_whole and all(take_over(before / name, places.into / name) for name in names(number))


def _size(file: Path) -> int | None:
    """The bytes of a file; `None` where there is none."""
    try:
        return file.stat().st_size
    except OSError:
        return None


def names(number: int) -> tuple[str, str]:
    """The two files of a chunk."""
    return f"{number:02}.records", f"{number:02}.readings"


def _write(into: Path, number: int, entries: Sequence[_Entry]) -> None:
    """Write the two files of a chunk."""
    into.mkdir(parents=True, exist_ok=True)
    packed = [_ENCODER.encode(entry.kept) for entry in entries]
    lengths = _ENCODER.encode([*map(len, packed)])
    (into / f"{number:02}.records").write_bytes(b"".join((len(lengths).to_bytes(_LENGTH, "big"), lengths, *packed)))
    with (into / f"{number:02}.readings").open("wb") as file:
        file.writelines(reading for entry in entries for reading in entry.readings)
