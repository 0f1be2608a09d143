"""How many workers a stage may have: all, or no more than its share while other stages are at work beside it.

Two processes on one processor are no quicker than one, and each holds a copy of what it looks at. So on two processors
a stage and one beside it do their parts themselves, and whichever is left alone has all the workers from then on.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class AtWork:
    """Whether a stage is at work, as its own process and all that are forked afterwards see it."""

    def __init__(self) -> None:
        """It is."""
        self._shared: Any = multiprocessing.RawValue("b", 1)

    def __bool__(self) -> bool:
        """Whether it still is."""
        return bool(self._shared.value)

    def rests(self) -> None:
        """It waits for others, or is done."""
        self._shared.value = 0

    def goes_on(self) -> None:
        """It has done waiting."""
        self._shared.value = 1


_stages: list[AtWork] = []


def begin_beside() -> AtWork:
    """Count one more stage, which is about to begin beside those of this process."""
    if not _stages:
        _stages.append(AtWork())  # this process's own
    _stages.append(AtWork())
    return _stages[-1]


def end_beside(stage: AtWork) -> None:
    """Count a stage no more, which has ended, however it ended."""
    stage.rests()
    _stages[:] = [one for one in _stages if one is not stage]


@contextmanager
def waiting() -> Iterator[None]:
    """Leave this process's share to those that it waits for."""
    own = _stages[0] if _stages else AtWork()
    own.rests()
    try:
        yield
    finally:
        own.goes_on()


def share_of(workers: int) -> int:
    """How many of the workers a stage may have now."""
    return -(-workers // max(1, sum(map(bool, _stages))))
