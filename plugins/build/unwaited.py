"""Work that nobody waits for: done by a process that outlives the build and holds nothing of it."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Final

from plugins.build.children import let_go_of_all

_KINDLY: Final = 10


def while_nobody_waits(work: Callable[[], None]) -> None:
    """Do the work in a process of its own, which gives way to all others."""
    if os.fork():
        return
    try:
        os.setsid()
        os.nice(_KINDLY)
        let_go_of_all()
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(nothing, stream)
        work()
    finally:
        os._exit(0)
