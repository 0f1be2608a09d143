"""What issues and committees take from meetings: written down when a meeting is read, read when they are made.

An issue's items lie at meetings far apart, so each would be fetched and read again for it. What it shows of an item is
the same as its meeting's twin shows, but for the way to the site's root: so it is kept, as it was written, in files of
the cache that last as long as the stage does. What is not there is made anew by whoever asks for it.
"""

from __future__ import annotations

import os
import shutil
from array import array
from collections.abc import Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Final, NamedTuple

from plugins.archive.records import MeetingId

_END: Final = "I"
# Pieces come in pairs: of a meeting how committees link to it, and its event; of each item its twin and its entry.
_A_PAIR: Final = 2


class Lying(NamedTuple):
    """Where the pieces of a meeting lie: the file, the first byte, and where each piece ends from there."""

    file: str
    start: int
    ends: array[int]


class Writer:
    """Writes the pieces of meetings into one file, which is there when something is in it."""

    def __init__(self, folder: Path, name: str) -> None:
        """Nothing is written yet."""
        self._path, self._pieces, self._size = folder / name, list[bytes](), 0
        self.lying: dict[MeetingId, Lying] = {}

    def add(self, meeting: MeetingId, pieces: Sequence[bytes]) -> None:
        """Add a meeting's pieces."""
        ends = array(_END, accumulate(map(len, pieces)))
        self.lying[meeting] = Lying(self._path.name, self._size, ends)
        self._pieces += pieces
        self._size += ends[-1]

    def close(self) -> None:
        """Write what was added."""
        self._path.parent.mkdir(exist_ok=True)
        self._path.write_bytes(b"".join(self._pieces))
        self._pieces = []


class Fragments:
    """The pieces of those meetings that were read in this build, in the files of a folder."""

    def __init__(self, folder: Path, lying: Mapping[MeetingId, Lying]) -> None:
        """Where the pieces of meetings lie; no file is opened yet."""
        self._folder, self._lying = folder, lying
        self._open: dict[str, int] = {}

    def __reduce__(self) -> tuple[type[Fragments], tuple[Path, Mapping[MeetingId, Lying]]]:
        """Another process opens the files itself."""
        return Fragments, (self._folder, self._lying)

    def of_meeting(self, meeting: MeetingId) -> tuple[bytes, bytes] | None:
        """How committees link to a meeting, and its event; `None` where it was not read."""
        return self._pair(meeting, 0)

    def of_item(self, meeting: MeetingId, position: int) -> tuple[bytes, bytes] | None:
        """The twin of an item as JSON, and its entry; `None` where they were not kept."""
        return self._pair(meeting, _A_PAIR + _A_PAIR * position)

    def close(self) -> None:
        """Close the files, and remove all."""
        for file in self._open.values():
            os.close(file)
        self._open.clear()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _pair(self, meeting: MeetingId, place: int) -> tuple[bytes, bytes] | None:
        """Two pieces that lie side by side."""
        lying = self._lying.get(meeting)
        if lying is None:
            return None
        start = lying.ends[place - 1] if place else 0
        first, both = lying.ends[place] - start, lying.ends[place + 1] - start
        if not first:
            return None
        try:
            whole = os.pread(self._file(lying.file), both, lying.start + start)
        except OSError:
            return None  # this worker does not see the folder
        return whole[:first], whole[first:]

    def _file(self, name: str) -> int:
        """An open file. Raises OSError."""
        if name not in self._open:
            self._open[name] = os.open(self._folder / name, os.O_RDONLY)
        return self._open[name]
