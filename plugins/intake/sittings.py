"""A meeting as it is kept from build to build: its record, the readings of its items, and what is told without those.

What the rules of meetings find depends on nothing but the meeting's file, so it is kept with it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec
from msgspec import structs

from plugins.archive.findings import Finding, Place
from plugins.archive.outcomes import ReadOutcome
from plugins.archive.places import FOLDERS
from plugins.archive.reading import pack, read_whole, without_texts
from plugins.archive.records import CommitteeId, Meeting, MeetingId
from plugins.archive.sketches import Sketch
from plugins.archive.tables import Tabled, digest_of_row
from plugins.intake import rules
from plugins.intake.rules.renditions import Paper, papers_of


class SittingFacts(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What is known of a meeting without its record: whose and when it was, and the digest of its file.

    `length` and `read_length` are the bytes of its record and of the readings of its items. `outline` is the digest of
    the record without the texts of its items, but with their outcomes, `row` that of what tables tell of it. `wrong` is
    what the rules found: code, message, path and hint of each finding. `papers` are the files it names.

    Where the record is not as the file has it (`sound` is false), the file is read again by every build.
    """

    id: MeetingId
    committee: CommitteeId
    date: str
    start: str
    digest: bytes
    sound: bool
    length: int
    read_length: int
    outline: bytes
    row: bytes
    wrong: tuple[tuple[str, str, str | None, str], ...] = ()
    papers: tuple[Paper, ...] = ()

    @property
    def file(self) -> str:
        """The meeting's file, relative to the content folder."""
        return f"{FOLDERS[Meeting]}/{self.id}.yaml"

    @property
    def order(self) -> tuple[str, str, MeetingId]:
        """What meetings are sorted by: date, time, identifier."""
        return self.date, self.start, self.id

    def findings(self) -> Iterator[Finding]:
        """What the rules found."""
        return (Finding(code, said, Place(self.file, path=path), hint) for code, said, path, hint in self.wrong)


class KeptSitting(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A meeting's record, the outcomes that were read of its items, and the lengths of their readings."""

    meeting: Meeting
    outcomes: tuple[ReadOutcome | None, ...]
    lengths: tuple[int, ...]


class _KeptSketch(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Of the same no more than lists show: what else there is is not unpacked."""

    meeting: Sketch
    outcomes: tuple[ReadOutcome | None, ...]


class _KeptTabled(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Of the same no more than tables tell."""

    meeting: Tabled


class _Packed(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The same, of which the first two are packed already."""

    meeting: msgspec.Raw
    outcomes: msgspec.Raw
    lengths: tuple[int, ...]


_DECODER: Final = msgspec.msgpack.Decoder(KeptSitting)
_SKETCHES: Final = msgspec.msgpack.Decoder(_KeptSketch)
_TABLED: Final = msgspec.msgpack.Decoder(_KeptTabled)
_ENCODER: Final = msgspec.msgpack.Encoder()
_DIGEST: Final = 16


@dataclass(frozen=True, slots=True)
class Sitting:
    """A meeting to be kept: its facts, its record and the readings of its items as bytes."""

    facts: SittingFacts
    packed: bytes
    readings: bytes
    meeting: Meeting | None = None


def record_of(sitting: Sitting) -> Meeting:
    """The record of a meeting to be kept."""
    return sitting.meeting or unpacked(sitting.packed).meeting


def unpacked(packed: bytes) -> KeptSitting:
    """The record that was packed, with its outcomes. Raises msgspec.DecodeError."""
    return _DECODER.decode(packed)


def sketched(packed: bytes) -> Sketch:
    """What lists show of the record that was packed. Raises msgspec.DecodeError."""
    kept = _SKETCHES.decode(packed)
    structs.force_setattr(kept.meeting, "outcomes", kept.outcomes)
    return kept.meeting


def tabled(packed: bytes) -> Tabled:
    """What tables tell of the record that was packed. Raises msgspec.DecodeError."""
    return _TABLED.decode(packed).meeting


def read_sitting(record: Meeting, digest: bytes, *, sound: bool, is_light: bool) -> Sitting:
    """A meeting that was read, with all that is found in it; where it `is_light`, without the texts of its items."""
    whole = tuple(map(read_whole, record.items))
    readings = tuple(map(pack, whole))
    light = without_texts(record)
    outline, outcomes = _ENCODER.encode(light), _ENCODER.encode(tuple(each.readings.outcome for each in whole))
    kept = msgspec.Raw(outline if is_light else _ENCODER.encode(record))
    packed = _ENCODER.encode(_Packed(kept, msgspec.Raw(outcomes), tuple(map(len, readings))))
    facts = SittingFacts(
        id=record.id,
        committee=record.committee,
        date=record.date.isoformat(),
        start=record.start or "",
        digest=digest,
        sound=sound,
        length=len(packed),
        read_length=sum(map(len, readings)),
        outline=hashlib.blake2b(outline + outcomes, digest_size=_DIGEST).digest(),
        row=digest_of_row(record),
        wrong=_told(tuple(rules.check_meeting(light, whole))),
        papers=papers_of(light),
    )
    return Sitting(facts, packed, b"".join(readings), light)


def _told(findings: Sequence[Finding]) -> tuple[tuple[str, str, str | None, str], ...]:
    """Findings of one file, without its name."""
    return tuple((each.code, each.message, each.place.path, each.hint) for each in findings)
