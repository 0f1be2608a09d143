"""Child processes of a build: they end with it, however it ends, and hold nothing of it longer than it does."""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Collection
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from typing import Final, NoReturn, cast

_PR_SET_PDEATHSIG: Final = 1
_OFTEN: Final = 0.5
_ENDING: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_ENDED_BY: Final = 128  # and the signal's number: the exit status of a program that one has ended
_locks: set[int] = set()


def hold(lock: int) -> None:
    """Note a lock's file descriptor, which children must let go of: it is the parent's alone."""
    _locks.add(lock)


def let_go(lock: int) -> None:
    """Forget a lock's file descriptor."""
    _locks.discard(lock)


def let_go_of_all() -> None:
    """In a child: let go of the parent's locks."""
    for lock in _locks:
        os.close(lock)
    _locks.clear()


def keep_apart() -> None:
    """Before a process is forked: have no collector look again at what is there now.

    It would write into all of it, and a process that writes into memory that it shares has it twice.
    """
    gc.freeze()


def on_interrupt(end: Callable[[int], object]) -> None:
    """Have Ctrl+C, SIGTERM and a closed terminal end the program; `end` is called with the exit status.

    What the program was told to ignore it goes on ignoring, as it does whatever comes while it ends.
    """
    own = os.getpid()

    def ended(number: int, _frame: object) -> None:
        if os.getpid() != own:
            os._exit(_ENDED_BY + number)  # a child that is no part of the build
        for each in _ENDING:
            signal.signal(each, signal.SIG_IGN)
        end(_ENDED_BY + number)

    for each in _ENDING:
        if signal.getsignal(each) in {signal.default_int_handler, signal.SIG_DFL}:
            signal.signal(each, ended)


def end_with_children(clear: Callable[[int], object], status: int) -> NoReturn:
    """End this process at once, wherever it is, and all its children; `clear` is called in between with the status.

    An exception would not do: one that is raised while a process is forked, or anything else calls back, gets lost.
    """
    try:
        children = multiprocessing.active_children()
        for child in children:
            child.kill()
        for child in children:
            child.join()
        clear(status)
    finally:
        os._exit(status)


def end_all(children: Collection[BaseProcess], grace: float) -> None:
    """Have these processes ended: those that have not after so many seconds are killed."""
    until = time.monotonic() + grace
    waiting = {child.sentinel for child in children}
    while waiting and (left := until - time.monotonic()) > 0:
        waiting.difference_update(cast("list[int]", wait(waiting, left)))
    for child in children:
        if child.sentinel in waiting:
            child.kill()
        child.join()


def become_a_child() -> None:
    """In a child, first of all: let go of the parent's locks, and end when the parent does."""
    parent = os.getppid()
    let_go_of_all()
    for each in (signal.SIGINT, signal.SIGHUP):  # a terminal tells these to all; the parent ends its children
        signal.signal(each, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    """Wait until the parent is gone, for systems that cannot tell, or where it went before they were asked to."""
    while os.getppid() == parent:
        time.sleep(_OFTEN)
    os._exit(1)
