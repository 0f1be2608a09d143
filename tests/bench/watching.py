"""A site looked at again and again while a build is at work: it may give way to another as a whole, and else not."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

_PAUSE = 0.02
_INSTANT = 0.001
_Files = dict[str, tuple[int, int]]


class Watch:
    """What was seen of a site's folder: how often it was looked at, when it was not there, what changed in it."""

    def __init__(self, site: Path) -> None:
        """Watch a site that stands."""
        self.looks = 0
        self.missing: list[str] = []
        self.changed: list[str] = []
        self._site = site
        self._first: dict[int, _Files] = {}

    @property
    def changed_over(self) -> bool:
        """Whether another folder stands there than at first."""
        return len(self._first.keys() | {_number(self._site)}) > 1

    def until(self, ended: Callable[[], bool], seconds: float) -> None:
        """Look until something has ended, or for so many seconds."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and not ended():
            self._look()
            time.sleep(_PAUSE)

    def until_changed_over(self, ended: Callable[[], bool], seconds: float) -> None:
        """Look until another folder stands there, which is seen at once, or something has ended."""
        self._look()
        end, first = time.monotonic() + seconds, _number(self._site)
        while time.monotonic() < end and not ended() and _number(self._site) in {0, first}:
            time.sleep(_INSTANT)

    def _look(self) -> None:
        """Look once: a folder's files are as they were when that folder was first seen here."""
        self.looks += 1
        before = _number(self._site)
        files = _files(self._site)
        if not before:
            self.missing.append(f"at look {self.looks}")
        elif before == _number(self._site):
            first = self._first.setdefault(before, files)
            self.changed += sorted(dict(files.items() ^ first.items()))


def _number(folder: Path) -> int:
    """The number of the folder that stands at a path; 0 where none does."""
    try:
        return folder.stat().st_ino
    except FileNotFoundError:
        return 0


def _files(folder: Path) -> _Files:
    """Each file with its size and the time when it was written."""
    found: _Files = {}
    todo = [str(folder)]
    for here in todo:
        try:
            with os.scandir(here) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        todo.append(entry.path)
                    else:
                        told = entry.stat(follow_symlinks=False)
                        found[entry.path] = (told.st_size, told.st_mtime_ns)
        except FileNotFoundError:
            continue
    return found
