"""A process that stands by to build again: what takes time to load is loaded, and each build is a copy of it.

The copy for the next build is made before it is asked for, and reads what the last build left. The process is started
before any thread is, since a copy of a process with threads may never wake.
"""

from __future__ import annotations

import importlib
import multiprocessing
import os
import signal
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final, NamedTuple, NoReturn

from plugins.build import ahead
from plugins.build.children import become_a_child
from plugins.build.fingerprints import hold_code

_FAILED: Final = 1
_GO: Final = b"go"


class _Order(NamedTuple):
    """What a process that stands by has to do: to load modules, read in a cache, and build."""

    build: Callable[[], None]
    modules: Sequence[str]
    cache: Path | None


class Standby:
    """Builds when asked to."""

    def __init__(self, build: Callable[[], None], modules: Sequence[str], cache: Path | None = None) -> None:
        """Load the modules in a process of its own, and be ready to call `build` there.

        `cache` is where the last build has left what each build reads.
        """
        context = multiprocessing.get_context("fork")
        self._here, there = context.Pipe()
        order = _Order(build, modules, cache)
        self._process = context.Process(target=_stand_by, args=(order, (self._here, there)))
        self._process.start()
        there.close()

    def build(self) -> int:
        """Build once, and wait for it; its exit status, 0 when all went well.

        It is `start.OTHER_CODE` where the code has changed since it was loaded: this program has to begin anew then.
        """
        try:
            self._here.send(None)
            status: int = self._here.recv()
        except (EOFError, BrokenPipeError):
            return _FAILED
        return status

    def close(self) -> None:
        """Let the process go; a build that is under way is interrupted, and leaves nothing half-made."""
        self._here.close()
        self._process.terminate()
        self._process.join()


def begin_anew() -> NoReturn:
    """Run the command of this process again, by the code as it is now."""
    print("Minutebook itself has changed: beginning anew", flush=True)  # noqa: T201 (said by a command)
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 (this very command)


def _stand_by(order: _Order, ends: tuple[Connection, Connection]) -> None:
    """Wait for words to build, in the process that stands by; it must not keep the other's end open."""
    become_a_child()
    here, there = ends
    here.close()
    hold_code()
    for module in order.modules:
        importlib.import_module(module)
    while _build_once(_Copy(order), there):
        pass


def _build_once(copy: _Copy, there: Connection) -> bool:
    """Have a copy build when that is asked for; false where nobody asks any more."""
    signal.signal(signal.SIGTERM, lambda _number, _frame: copy.interrupt())
    try:
        there.recv()
        there.send(copy.build())
    except (EOFError, OSError):
        copy.end()
        return False
    return True


class _Copy:
    """A copy of this process that will build once, so that nothing of one build is left for the next."""

    def __init__(self, order: _Order) -> None:
        """Have it read what the last build left, and wait."""
        self._status: int | None = None
        word, self._word = os.pipe()
        self._process = os.fork()
        if not self._process:
            os.close(self._word)
            _when_told(order, word)
        os.close(word)

    def build(self) -> int:
        """Have it build; its exit status."""
        with suppress(BrokenPipeError):
            os.write(self._word, _GO)
        return self.end()

    def interrupt(self) -> None:
        """Have its build end as one does that somebody interrupts."""
        with suppress(ProcessLookupError):
            os.kill(self._process, signal.SIGTERM)

    def end(self) -> int:
        """Let it go, without a build where it was not told to; its exit status."""
        if self._status is None:
            os.close(self._word)
            self._status = os.waitstatus_to_exitcode(os.waitpid(self._process, 0)[1])
        return self._status


def _when_told(order: _Order, word: int) -> None:
    """Build when told to, in the copy, which ends here."""
    status = _FAILED
    try:
        become_a_child()
        if order.cache is not None:
            ahead.read_ahead(order.cache)
        if os.read(word, len(_GO)):
            status = _status_of(order.build)
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
