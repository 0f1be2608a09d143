"""What two pages show is made for the first and waits for the second, if that is not long in coming."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Final, Generic, TypeVar

from plugins.archive.archive import Archive
from plugins.archive.asked import AskedArchive

Value = TypeVar("Value")

LONGEST: Final = 4_000
_NOTHING: Final[Mapping[str, None]] = {}


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
        if not isinstance(self._archive, AskedArchive):
            return make(), _NOTHING
        with self._archive.noting() as asked:
            return make(), asked
