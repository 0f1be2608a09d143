"""Joins the downloads of their parts: records that stand next to each other, of which identifiers decide.

So a new record changes one part and no other. A part that is as it was at the last build is copied from where it lies
in the downloads of that build; of a download that is wholly as it was the file itself is taken over.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from errno import EIO
from io import FileIO
from itertools import accumulate, chain
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple
from zlib import crc32

from plugins.archive.archive import Archive
from plugins.build.last import LastBuild
from plugins.build.memo import keep, recall
from plugins.build.settings import BuildSettings
from plugins.exports.desk import Desk, Part, piece_of

_MEMO: Final = "downloads"
_MEETINGS_A_PART: Final = 30
_RECORDS_A_PART: Final = 100
_AT_ONCE: Final = 1 << 18  # bytes, which a processor has at hand when they are written

# The parts of a download in order, each with the bytes of its piece; the first is what stands before all parts.
Pieces = list[tuple[str, int]]


def parts_of(archive: Archive) -> Iterator[Part]:
    """The parts of all records, in the order in which downloads join them."""
    kinds: tuple[tuple[str, Iterable[str], int], ...] = (
        ("committees", archive.committees, _RECORDS_A_PART),
        ("people", archive.people, _RECORDS_A_PART),
        ("issues", archive.issues, _RECORDS_A_PART),
        ("meetings", archive.meetings, _MEETINGS_A_PART),
        ("decisions", archive.decisions, _RECORDS_A_PART),
    )
    for kind, ids, size in kinds:
        for some in cut(ids, size):
            yield Part(kind, some, f"{kind}-{hashlib.blake2b('/'.join(some).encode(), digest_size=8).hexdigest()}")


def cut(ids: Iterable[str], size: int) -> Iterator[tuple[str, ...]]:
    """Identifiers in runs of about `size`, which end where an identifier says so: a new one moves no other's end."""
    names, start = tuple(ids), 0
    for last in [place for place, name in enumerate(names) if not crc32(name.encode()) % size]:
        yield names[start : last + 1]
        start = last + 1
    if start < len(names):
        yield names[start:]


class Span(NamedTuple):
    """Where a piece lies in a file."""

    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Joined:
    """The downloads that the last build joined and that stand as it did so: their parts, and where each lies."""

    pieces: Mapping[str, Pieces] = field(default_factory=dict)
    spans: Mapping[str, Mapping[str, Span]] = field(default_factory=dict)

    def has(self, part: Part) -> bool:
        """Whether all pieces of a part are there."""
        return all(part.name in self.spans.get(download, ()) for download in part.downloads)


def joined_before(last: LastBuild | None) -> Joined:
    """What there is of the last build's downloads."""
    known = recall(last.cache, _MEMO, dict[str, Pieces], {}) if last else {}
    pieces = {download: found for download, found in known.items() if last and download in last.files}
    return Joined(pieces, {download: dict(_spans(found)) for download, found in pieces.items()})


def _spans(pieces: Pieces) -> Iterator[tuple[str, Span]]:
    """Where pieces lie that come one after the other."""
    starts = accumulate((length for _, length in pieces), initial=0)
    return ((name, Span(start, length)) for start, (name, length) in zip(starts, pieces, strict=False))


@dataclass(frozen=True, slots=True)
class Joining:
    """Downloads that are being joined: of parts that were made, and of what there was."""

    desk: Desk
    settings: BuildSettings
    last: LastBuild | None
    before: Joined
    made: AbstractSet[str]

    def join(self, starts: Mapping[str, bytes], parts: Collection[Part]) -> None:
        """Join all downloads, each of what it begins with and of its parts; remove the pieces."""
        keep(self.settings.cache, _MEMO, {each: self._join(each, start, parts) for each, start in starts.items()})

    def _join(self, download: str, start: bytes, parts: Iterable[Part]) -> Pieces:
        """Join one download, or take it over; its pieces."""
        names = [part.name for part in parts if download in part.downloads]
        again = [name for name in names if name in self.made]
        known = self.before.pieces.get(download, [])
        is_as_it_was = [name for name, _ in known[1:]] == names and self._are_as_they_were(download, start, again)
        if is_as_it_was and self.last is not None and self.last.keep(download, self.settings):
            joined = known
        else:
            joined = self._join_anew(download, start, names)
        for name in again:
            self._piece(download, name).unlink()
        return joined

    def _join_anew(self, download: str, start: bytes, names: Iterable[str]) -> Pieces:
        """Join one download; its pieces."""
        pieces = [(name, *self._lying(download, name)) for name in names]
        self.desk.write(download, start)
        with FileIO(self.desk.output / download, "ab") as whole:
            for source, span in _in_runs((source, span) for _, source, span in pieces):
                _copy(source, span, whole)
        return [("", len(start)), *((name, span.length) for name, _, span in pieces)]

    def _are_as_they_were(self, download: str, start: bytes, again: Iterable[str]) -> bool:
        """Whether what a download begins with and the pieces that were made again are what the last build joined."""
        spans = self.before.spans.get(download)
        if spans is None or spans[""].length != len(start):
            return False
        now = chain([("", start)], ((each, self._piece(download, each).read_bytes()) for each in again))
        try:
            with (self.settings.final_output / download).open("rb") as whole:
                return all(_lies_in(whole, spans[name], piece) for name, piece in now)
        except OSError:
            return False

    def _piece(self, download: str, name: str) -> Path:
        """Where a part's piece of a download lies that was made again."""
        return self.desk.pieces / piece_of(download, name)

    def _lying(self, download: str, name: str) -> tuple[Path, Span]:
        """The file in which a part's piece of a download lies, and where."""
        if name not in self.made:
            return self.settings.final_output / download, self.before.spans[download][name]
        piece = self._piece(download, name)
        return piece, Span(0, piece.stat().st_size)


def _lies_in(whole: BinaryIO, span: Span, piece: bytes) -> bool:
    """Whether a piece lies at a place in a file."""
    if span.length != len(piece):
        return False
    whole.seek(span.start)
    return whole.read(span.length) == piece


def _in_runs(pieces: Iterable[tuple[Path, Span]]) -> Iterator[tuple[Path, Span]]:
    """The same, where those that lie side by side are one."""
    run: tuple[Path, Span] | None = None
    for source, span in pieces:
        if run and run[0] == source and run[1].start + run[1].length == span.start:
            run = source, Span(run[1].start, run[1].length + span.length)
            continue
        if run:
            yield run
        run = source, span
    if run:
        yield run


def _copy(source: Path, span: Span, whole: FileIO) -> None:
    """Copy a part of a file. Raises OSError where it cannot be had, or put down, whole."""
    buffer = memoryview(bytearray(min(_AT_ONCE, span.length)))
    with FileIO(source) as file:
        file.seek(span.start)
        rest = span.length
        while rest and (count := file.readinto(buffer[:rest])):
            taken = 0
            while taken < count:  # a disk that fills takes a part
                taken += whole.write(buffer[taken:count])
            rest -= count
    if rest:
        raise OSError(EIO, "the file is shorter than it was", str(source))
