"""Memory that a build lets go of is kept for what comes next, instead of being given back and asked for again.

What the system gives anew it fills with zeros, page by page as each is touched. A build works on arrays of some
megabytes, hundreds of times, and spent a twentieth of its time so. See mallopt(3) of the GNU C library; others decide
by themselves.
"""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress
from typing import Final

_TRIM_THRESHOLD: Final = -1
_MMAP_THRESHOLD: Final = -3
_KEPT: Final = 64 << 20  # bytes at the end of the heap
_ON_THE_HEAP: Final = 32 << 20  # bytes of what is largest there, the most that may be asked for


def keep_what_is_let_go() -> None:
    """Have this process, and those forked from it, keep some memory that is let go of, where that can be had."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            library = ctypes.CDLL(None)
            library.mallopt(_TRIM_THRESHOLD, _KEPT)
            library.mallopt(_MMAP_THRESHOLD, _ON_THE_HEAP)
