"""What two pages show is made for the first and waits for the second; what many show lies folded until it is shown."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Final, Generic, TypeVar

import msgspec

from plugins.archive.archive import Archive
from plugins.archive.asked import AskedArchive

Value = TypeVar("Value")

LONGEST: Final = 4_000
_NOTHING: Final[Mapping[str, None]] = {}
_PACK: Final = msgspec.msgpack.Encoder()


class Waiting(Generic[Value]):
    """Values that wait, each with what making it asked of an archive: whoever gets it has asked that too."""

    def __init__(self, archive: Archive, longest: int = LONGEST) -> None:
        """Nothing yet. Of more than `longest`, those that have waited longest are made again if they are wanted."""
        self._archive, self._longest = archive, longest
        self._queue: OrderedDict[tuple[str, ...], tuple[Value, Mapping[str, None]]] = OrderedDict()

    def twice(self, key: tuple[str, ...], make: Callable[[], Value]) -> Value:
        """What `make` makes, for the first and the second who want what is under this key."""
        found = self._queue.pop(key, None)
        if found is None:
            found = self._queue[key] = self._made(make)
            if len(self._queue) > self._longest:
                self._queue.popitem(last=False)
        value, asked = found
        if isinstance(self._archive, AskedArchive):
            self._archive.note_all(asked)
        return value

    def _made(self, make: Callable[[], Value]) -> tuple[Value, Mapping[str, None]]:
        """What is made, with the questions that were asked."""
        return _made(self._archive, make)


class Folded(Generic[Value]):
    """Values in one block of memory. Whoever gets one has asked one question, which stands for all that making it asks.

    There may be hundreds of thousands. So they weigh a third of what they would one by one, and a process that looks
    at them has no copy of its own of what it looks at.
    """

    def __init__(self, archive: Archive, question: str, unfold: Callable[[bytes], Value]) -> None:
        """Nothing yet. `question` is the name of that question, `unfold` unpacks a value from MessagePack."""
        self._archive, self._question, self._unfold = archive, question, unfold
        self._places: dict[str, int] = {}
        self._block, self._bounds = bytearray(), array("Q", [0])

    def get(self, key: str, make: Callable[[], Value]) -> Value:
        """What `make` makes, made once for all who want what is under this key."""
        if isinstance(self._archive, AskedArchive):
            self._archive.note(f"{self._question} {key}")
        place = self._places.get(key)
        if place is not None:
            return self._unfold(bytes(self._block[self._bounds[place] : self._bounds[place + 1]]))
        value, _ = _made(self._archive, make)
        self._block += _PACK.encode(value)
        self._places[key] = len(self._bounds) - 1
        self._bounds.append(len(self._block))
        return value


def _made(archive: Archive, make: Callable[[], Value]) -> tuple[Value, Mapping[str, None]]:
    """What is made, with the questions that were asked of an archive."""
    if not isinstance(archive, AskedArchive):
        return make(), _NOTHING
    with archive.noting() as asked:
        return make(), asked
