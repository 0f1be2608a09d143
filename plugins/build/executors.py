"""Who does a build's work: processes forked from it, or any other `concurrent.futures.Executor` that is named here.

Workers of another executor share no memory with the build. What they share is a folder, in which everything that is
read or written lies, so they may be on other machines; or, where they see no such folder, a depot that all reach.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from concurrent.futures import Executor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from tempfile import gettempdir

from plugins.build.stores.depot import Depot

Open = Callable[[], AbstractContextManager[Executor]]


@dataclass(frozen=True, slots=True)
class Hands:
    """An executor, opened anew for each task, and the folder in which its workers find what they are to share.

    With a depot, workers see no folder of the build: files are sent to them and back by way of it. What comes to a
    worker lies in the folder that `scratch` gives it.
    """

    open: Open
    folder: Path
    depot: Depot | None = None
    scratch: Callable[[], str] = gettempdir


_hands: list[Hands] = []


def use(hands: Hands | None) -> None:
    """Have all further work of this process, and of those forked from it, done by these; by forked ones for `None`."""
    _hands[:] = [] if hands is None else [hands]


def put_away() -> None:
    """Remove what was left for workers, when there is no more to do."""
    for hands in _hands:
        shutil.rmtree(hands.folder, ignore_errors=True)
        if hands.depot:
            hands.depot.clear()
    use(None)


def named() -> Hands | None:
    """The executor that was named; `None` where processes are forked."""
    return _hands[-1] if _hands else None
