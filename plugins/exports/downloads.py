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
from itertools import accumulate
from pathlib import Path
from typing import Final, NamedTuple
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
        known = self.before.pieces.get(download, [])
        is_as_it_was = [name for name, _ in known[1:]] == names and self.made.isdisjoint(names)
        if is_as_it_was and self.last is not None and self.last.keep(download, self.settings):
            return known
        pieces = [(name, *self._lying(download, name)) for name in names]
        self.desk.write(download, start)
        with FileIO(self.desk.output / download, "ab") as whole:
            for source, span in _in_runs((source, span) for _, source, span in pieces):
                _copy(source, span, whole)
        for name in self.made & set(names):
            (self.desk.pieces / piece_of(download, name)).unlink()
        return [("", len(start)), *((name, span.length) for name, _, span in pieces)]

    def _lying(self, download: str, name: str) -> tuple[Path, Span]:
        """The file in which a part's piece of a download lies, and where."""
        if name not in self.made:
            return self.settings.final_output / download, self.before.spans[download][name]
        piece = self.desk.pieces / piece_of(download, name)
        return piece, Span(0, piece.stat().st_size)


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
