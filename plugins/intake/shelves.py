"""Meetings that stay on the disk: each is fetched from its chunk when it is asked for, and the last few are kept.

What is held of a meeting is where it lies. It is unpacked in some twenty microseconds, and what a process does not
hold it need not copy when it looks at it.
"""

from __future__ import annotations

import os
import tempfile
import weakref
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Final, NamedTuple, TypeVar, overload

from plugins.archive.outcomes import ReadOutcome
from plugins.archive.records import Meeting, MeetingId
from plugins.archive.sketches import Sketch
from plugins.archive.tables import Tabled
from plugins.intake.chunks import names
from plugins.intake.sittings import sketched, tabled, unpacked

AT_HAND: Final = 1024  # meetings; of twelve items each they weigh some 36 MB
MORE_AT_HAND: Final = 8192  # for who looks at all of them several times, and does little else
_NUMBERS: Final = 4  # that say where a meeting lies

Value = TypeVar("Value")


class Lying(NamedTuple):
    """Where a meeting lies: its chunk, where its record begins and how long it is, where its readings begin."""

    chunk: int
    start: int
    length: int
    readings: int


class Store:
    """The files of chunks, open to be read from as long as the store is; they may be renamed or removed meanwhile."""

    def __init__(self, folder: Path, chunks: Iterable[int]) -> None:
        """Open the chunks of a folder."""
        self._files = {n: tuple(os.open(folder / name, os.O_RDONLY) for name in names(n)) for n in chunks}
        for file in (file for pair in self._files.values() for file in pair):
            weakref.finalize(self, os.close, file)
        self._last: tuple[tuple[int, int, int], bytes] = ((0, 0, 0), b"")

    def record(self, chunk: int, start: int, length: int) -> bytes:
        """A record as it is kept."""
        return os.pread(self._files[chunk][0], length, start)

    def readings(self, chunk: int, start: int, length: int) -> bytes:
        """The readings of a meeting's items as they are kept.

        Those that were fetched last are at hand, for most are asked for an item at a time.
        """
        place = (chunk, start, length)
        if self._last[0] != place:
            self._last = (place, os.pread(self._files[chunk][1], length, start))
        return self._last[1]

    def __reduce__(self) -> tuple[Callable[[dict[int, tuple[bytes, ...]]], Store], tuple[dict[int, tuple[bytes, ...]]]]:
        """Another process, maybe on another machine, gets the files themselves."""
        return _laid_out, ({n: tuple(map(_whole, files)) for n, files in self._files.items()},)


def _whole(file: int) -> bytes:
    """The bytes of an open file."""
    return os.pread(file, os.fstat(file).st_size, 0)


def _laid_out(chunks: Mapping[int, Iterable[bytes]]) -> Store:
    """A store of files that were sent, in a folder that is gone once they are open."""
    with tempfile.TemporaryDirectory() as folder:
        for number, files in chunks.items():
            for name, content in zip(names(number), files, strict=True):
                (Path(folder) / name).write_bytes(content)
        return Store(Path(folder), chunks)


class AtHand(NamedTuple):
    """What is kept of a meeting, fetched: its record, the outcomes of its items, and where their readings lie."""

    record: Meeting
    outcomes: tuple[ReadOutcome | None, ...]
    readings: Row


class Drawer:
    """The meetings of a store, in order; those that were asked for last are at hand."""

    def __init__(self, store: Store, meetings: Iterable[MeetingId], places: array[int], at_hand: int) -> None:
        """Meetings in order, for each the numbers of its `Lying`, and how many meetings stay at hand."""
        self.ordinals: dict[MeetingId, int] = {meeting: ordinal for ordinal, meeting in enumerate(meetings)}
        self._store, self._places, self._at_hand = store, places, at_hand
        self.fetched: Callable[[int], AtHand] = lru_cache(at_hand)(_Fetch(store, places))
        self.sketched: Callable[[int], Sketch] = lru_cache(AT_HAND)(partial(_sketched, store, places))

    def tabled(self, ordinal: int) -> Tabled:
        """What tables tell of the meeting that is so far down the order."""
        lying = _lying(self._places, ordinal)
        return tabled(self._store.record(lying.chunk, lying.start, lying.length))

    def __reduce__(self) -> tuple[type[Drawer], tuple[Store, tuple[MeetingId, ...], array[int], int]]:
        """Made again of the same parts."""
        return Drawer, (self._store, tuple(self.ordinals), self._places, self._at_hand)


class _Fetch:
    """Fetches meetings from where they lie."""

    def __init__(self, store: Store, places: array[int]) -> None:
        """From a store, in which meetings lie at these places."""
        self._store, self._places = store, places

    def __call__(self, ordinal: int) -> AtHand:
        """The meeting that is so far down the order."""
        lying = _lying(self._places, ordinal)
        kept = unpacked(self._store.record(lying.chunk, lying.start, lying.length))
        return AtHand(kept.meeting, kept.outcomes, Row(self._store, lying, kept.lengths))


def _sketched(store: Store, places: array[int], ordinal: int) -> Sketch:
    """What lists show of the meeting that is so far down the order."""
    lying = _lying(places, ordinal)
    return sketched(store.record(lying.chunk, lying.start, lying.length))


def _lying(places: array[int], ordinal: int) -> Lying:
    """Where a meeting lies."""
    return Lying(*places[_NUMBERS * ordinal : _NUMBERS * (ordinal + 1)])


def drawer_of(store: Store, meetings: Mapping[MeetingId, Lying], *, more: bool = False) -> Drawer:
    """A drawer of meetings in this order, of which more or fewer stay at hand."""
    places = array("Q", (number for lying in meetings.values() for number in lying))
    return Drawer(store, meetings, places, MORE_AT_HAND if more else AT_HAND)


class Shelf(Mapping[MeetingId, Value]):
    """Something of each meeting of a drawer."""

    def __init__(self, drawer: Drawer, pick: Callable[[Drawer, int], Value]) -> None:
        """What `pick` takes of the meeting that is so far down the order of the drawer."""
        self.drawer, self._pick = drawer, pick

    def __getitem__(self, meeting: MeetingId) -> Value:
        """What is asked for of a meeting."""
        return self._pick(self.drawer, self.drawer.ordinals[meeting])

    def __contains__(self, meeting: object) -> bool:
        """Whether there is such a meeting."""
        return meeting in self.drawer.ordinals

    def __iter__(self) -> Iterator[MeetingId]:
        """The meetings in order."""
        return iter(self.drawer.ordinals)

    def __len__(self) -> int:
        """How many meetings there are."""
        return len(self.drawer.ordinals)


def records_in(drawer: Drawer) -> Shelf[Meeting]:
    """The records of meetings."""
    return Shelf(drawer, _record)


def _record(drawer: Drawer, ordinal: int) -> Meeting:
    return drawer.fetched(ordinal).record


def outcomes_in(drawer: Drawer) -> Shelf[tuple[ReadOutcome | None, ...]]:
    """The outcomes of meetings' items."""
    return Shelf(drawer, _outcomes)


def _outcomes(drawer: Drawer, ordinal: int) -> tuple[ReadOutcome | None, ...]:
    return drawer.fetched(ordinal).outcomes


def readings_in(drawer: Drawer) -> Shelf[Sequence[bytes]]:
    """The readings of meetings' items."""
    return Shelf(drawer, _readings)


def _readings(drawer: Drawer, ordinal: int) -> Sequence[bytes]:
    return drawer.fetched(ordinal).readings


def sketches_in(drawer: Drawer) -> Shelf[Sketch]:
    """The meetings as lists show them."""
    return Shelf(drawer, _sketch)


def _sketch(drawer: Drawer, ordinal: int) -> Sketch:
    return drawer.sketched(ordinal)


def tabled_in(shelf: Shelf[Meeting]) -> Shelf[Tabled]:
    """The meetings of a shelf as tables tell of them; none of them stays at hand."""
    return Shelf(shelf.drawer, Drawer.tabled)


class Row(Sequence[bytes]):
    """The readings of one meeting's items."""

    __slots__ = ("_bounds", "_chunk", "_store")

    def __init__(self, store: Store, lying: Lying, lengths: Iterable[int]) -> None:
        """Readings of these lengths, where the meeting lies."""
        self._store, self._chunk = store, lying.chunk
        self._bounds = array("Q", accumulate(lengths, initial=lying.readings))

    @overload
    def __getitem__(self, position: int) -> bytes: ...
    @overload
    def __getitem__(self, position: slice) -> Sequence[bytes]: ...
    def __getitem__(self, position: int | slice) -> bytes | Sequence[bytes]:
        """The reading of an item, or of several."""
        bounds, first = self._bounds, self._bounds[0]
        whole = self._store.readings(self._chunk, first, bounds[-1] - first)
        if isinstance(position, slice):
            return tuple([whole[start - first : end - first] for start, end in pairwise(bounds)][position])
        at = position if position >= 0 else range(len(self))[position]
        return whole[bounds[at] - first : bounds[at + 1] - first]

    def __len__(self) -> int:
        """How many items the meeting has."""
        return len(self._bounds) - 1
