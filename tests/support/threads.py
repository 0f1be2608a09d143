"""Running something in a thread of its own: the browser's driver leaves its event loop running in the main one."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Result = TypeVar("Result")


def in_a_thread(work: Callable[[], Result]) -> Result:
    """What the work gives, done where no event loop is running; what it raises is raised here."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work).result()
