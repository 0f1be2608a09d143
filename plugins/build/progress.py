"""What a build says while it runs: on a terminal a bar with stage, count and time left; elsewhere a line a stage.

All of it goes to standard error, so that the summary stands alone; the bar is wiped away before anything else is said.
A stage that runs beside the others, in a process of its own, tells how far it is through shared memory, and the bar
shows both. Nothing here runs in a thread: builds fork.
"""

from __future__ import annotations

import multiprocessing
import shutil
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, TextIO, TypeVar

Result = TypeVar("Result")

_OFTEN: Final = 0.1
_SURE_AFTER: Final = 1.0
_BAR: Final = 24
_MINUTE: Final = 60
_WIPE: Final = "\r\x1b[K"


class Count:
    """How much of a stage's present step is done, where a process beside can write it and this one read it."""

    def __init__(self, name: str) -> None:
        """Nothing done of nothing."""
        self.name = name
        self._shared: Any = multiprocessing.RawArray("d", 3)

    def set(self, done: int, total: int) -> None:
        """So much is done of so much. With nothing done, a step begins."""
        if not done:
            self._shared[2] = time.monotonic()
        self._shared[0], self._shared[1] = done, total

    @property
    def done(self) -> int:
        """What is done."""
        return int(self._shared[0])

    @property
    def total(self) -> int:
        """What there is to do; 0 where that is not known."""
        return int(self._shared[1])

    @property
    def seconds(self) -> float:
        """How long the step has lasted."""
        return time.monotonic() - float(self._shared[2])


class Progress:
    """The stages under way, and where they are told of."""

    def __init__(self, said: TextIO, *, is_terminal: bool) -> None:
        """Tell a stream, which is a terminal or not."""
        self._said, self._is_terminal, self._is_heard = said, is_terminal, True
        self._under_way: list[Count] = []
        self._drawn = 0.0

    def begin(self, name: str) -> Count:
        """A stage begins, in its turn or beside others."""
        count = Count(name)
        self._under_way.append(count)
        self.draw()
        return count

    def end(self, count: Count, seconds: float, counted: str) -> None:
        """A stage has ended after so many seconds; what it counted in words."""
        self._under_way.remove(count)
        if self._is_terminal:
            self.wipe()
        else:
            self._say(f"{count.name}: {seconds:.1f} s{counted and ', '}{counted}\n")

    def step(self, count: Count, done: int, total: int) -> None:
        """So much of a step is done."""
        count.set(done, total)
        if done == total or time.monotonic() - self._drawn > _OFTEN:
            self.draw()

    def draw(self) -> None:
        """Draw the bar, where a terminal is watching."""
        if self._is_terminal and self._under_way:
            self._drawn = time.monotonic()
            self._say(_WIPE + self._line()[: shutil.get_terminal_size().columns - 1])

    def wipe(self) -> None:
        """Take the bar away, so that something can be said."""
        if self._is_terminal:
            self._say(_WIPE)

    def become_silent(self) -> None:
        """In a process beside, which leaves drawing to the one that started it."""
        self._is_terminal = self._is_heard = False

    def _line(self) -> str:
        """The newest stage with its bar, and how far the others are."""
        *others, newest = self._under_way
        parts = [bar(newest), *(f"{one.name}{_share(one)}" for one in others)]
        return "  ".join(parts)

    def _say(self, text: str) -> None:
        if self._is_heard:
            self._said.write(text)
            self._said.flush()


def bar(count: Count) -> str:
    """A stage on one line: its name, a bar, count, and the time left where it can be told."""
    if not count.total:
        return f"{count.name} …"
    full = _BAR * count.done // count.total
    drawn = "█" * full + "░" * (_BAR - full)
    return f"{count.name} {drawn} {count.done:,} of {count.total:,}{_left(count)}"


def _left(count: Count) -> str:
    """The time left, as far as what has passed tells it; nothing at the start."""
    seconds = count.seconds
    if not count.done or seconds < _SURE_AFTER:
        return ""
    left = seconds * (count.total - count.done) / count.done
    return f", {left / _MINUTE:.0f} min left" if left > 2 * _MINUTE else f", {left:.0f} s left"


def _share(count: Count) -> str:
    """How far a stage beside is."""
    return f" {100 * count.done // count.total} %" if count.total else " …"


_watched: list[tuple[Progress, Count]] = []


@contextmanager
def watched(progress: Progress, count: Count) -> Iterator[None]:
    """Have every task in here tell how far it is."""
    _watched.append((progress, count))
    try:
        yield
    finally:
        _watched.pop()


def counted(results: Iterable[Result], parts: Sequence[object]) -> Iterator[Result]:
    """The results of a task's parts, in order, telling after each how much is done to whoever watches."""
    if not _watched:
        yield from results
        return
    (progress, count), sizes = _watched[-1], [_size(part) for part in parts]
    done, total = 0, sum(sizes)
    progress.step(count, 0, total)
    for result, size in zip(results, sizes, strict=True):
        done += size
        progress.step(count, done, total)
        yield result


def _size(part: object) -> int:
    """How many records a part holds: a row of them, alone or behind what names it; else it is one thing."""
    if isinstance(part, tuple) and part and isinstance(part[-1], list | tuple):
        return len(part[-1])
    return len(part) if isinstance(part, list | tuple) else 1


def of_this_terminal() -> Progress:
    """Progress told to standard error."""
    return Progress(sys.stderr, is_terminal=sys.stderr.isatty())
