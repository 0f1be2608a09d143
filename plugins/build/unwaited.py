"""Work that nobody waits for: done by a process that outlives the build and holds nothing of it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path
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


def clear(folder: Path) -> None:
    """Have a folder gone at once and removed while nobody waits, and what others left that were killed at it."""
    with suppress(OSError):
        folder.rename(folder.with_name(f"{folder.name}.{os.getpid()}.gone"))
    if gone := list(folder.parent.glob(f"{folder.name}.*.gone")):
        while_nobody_waits(partial(_remove, gone))


def _remove(folders: Iterable[Path]) -> None:
    """Remove folders with all that is in them."""
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
