"""A process that stands by to build again: what takes time to load is loaded, and each build is a copy of it.

The copy for the next build is made before it is asked for, and reads what the last build left. The process is started
before any thread is, since a copy of a process with threads may never wake.
"""

from __future__ import annotations

import importlib
import multiprocessing
import os
import pickle
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Final

from plugins.build import ahead
from plugins.build.children import become_a_child

_FAILED: Final = 1
_MOST: Final = 1 << 16  # bytes that a pipe holds while nobody reads it


class Standby:
    """Builds when asked to."""

    def __init__(self, build: Callable[[], None], modules: Sequence[str]) -> None:
        """Load the modules in a process of its own, and be ready to call `build` there."""
        context = multiprocessing.get_context("fork")
        self._here, there = context.Pipe()
        self._process = context.Process(target=_stand_by, args=(build, modules, (self._here, there)))
        self._process.start()
        there.close()

    def build(self) -> int:
        """Build once, and wait for it; its exit status, 0 when all went well."""
        try:
            self._here.send(None)
            status: int = self._here.recv()
        except (EOFError, BrokenPipeError):
            return _FAILED
        return status

    def close(self) -> None:
        """Let the process go."""
        self._here.close()
        self._process.join()


def _stand_by(build: Callable[[], None], modules: Sequence[str], ends: tuple[Connection, Connection]) -> None:
    """Wait for words to build, in the process that stands by; it must not keep the other's end open."""
    become_a_child()
    here, there = ends
    here.close()
    for module in modules:
        importlib.import_module(module)
    copy = _Copy(build, {})
    while True:
        try:
            there.recv()
        except EOFError:
            copy.end()
            return
        status, asked = copy.go()
        there.send(status)
        copy = _Copy(build, asked)


class _Copy:
    """A copy of this process that will build once, so that nothing of one build is left for the next."""

    def __init__(self, build: Callable[[], None], asked: ahead.Asked) -> None:
        """Have it read what the last build asked for, and wait."""
        word, self._word = os.pipe()
        self._told, told = os.pipe()
        self._process = os.fork()
        if not self._process:
            os.close(self._word)
            _when_told(build, asked, (word, told))
        os.close(word)
        os.close(told)

    def go(self) -> tuple[int, ahead.Asked]:
        """Have it build; its exit status, and what it asked for."""
        with suppress(BrokenPipeError):
            os.write(self._word, b"go")
        status = os.waitstatus_to_exitcode(os.waitpid(self._process, 0)[1])
        # What goes on after the build may keep the pipe open, so its end cannot be waited for.
        os.set_blocking(self._told, False)
        try:
            said = os.read(self._told, _MOST)
        except BlockingIOError:
            said = b""
        self._close()
        return status, pickle.loads(said) if said else {}  # noqa: S301 (our own copy's)

    def end(self) -> None:
        """Let it go without a build."""
        self._close()
        os.waitpid(self._process, 0)

    def _close(self) -> None:
        os.close(self._word)
        os.close(self._told)


def _when_told(build: Callable[[], None], asked: ahead.Asked, ends: tuple[int, int]) -> None:
    """Build when told to, in the copy, which ends here; say then what was asked for."""
    status = _FAILED
    word, told = ends
    try:
        become_a_child()
        ahead.read_ahead(asked)
        if os.read(word, 2):
            status = _status_of(build)
            said = pickle.dumps(ahead.asked())
            os.write(told, said if len(said) <= _MOST else b"")
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _status_of(build: Callable[[], None]) -> int:
    """The exit status that a command would have that did nothing but build."""
    try:
        build()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001 (a copy must end here, whatever befell it)
        traceback.print_exc()
        return _FAILED
    return 0
