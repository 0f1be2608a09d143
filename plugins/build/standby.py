"""A process that stands by to build again: what takes time to load is loaded, and each build is a copy of it.

The process is started before any thread is, since a copy of a process with threads may never wake.
"""

from __future__ import annotations

import importlib
import multiprocessing
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from typing import Final

from plugins.build.children import become_a_child

_FAILED: Final = 1


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
    while True:
        try:
            there.recv()
        except EOFError:
            return
        there.send(_in_a_copy(build))


def _in_a_copy(build: Callable[[], None]) -> int:
    """Build in a copy of this process, so that nothing of one build is left for the next; its exit status."""
    copy = os.fork()
    if copy:
        return os.waitstatus_to_exitcode(os.waitpid(copy, 0)[1])
    status = _FAILED
    try:
        become_a_child()
        status = _status_of(build)
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
