"""What the last build left, read before the next one asks for it, by a process that stands by.

A build notes which files it read, and how; a process that is to build next reads them while nobody waits. What has
changed since is read again.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import msgspec

Value = TypeVar("Value")

Decode = Callable[[bytes], Any]
# Files, each with what makes a value of its bytes, which must be such as can be pickled.
Asked = dict[str, Decode]


class _Held(NamedTuple):
    """What a file held, and what it looked like then."""

    look: tuple[int, int, int]
    value: Any


_asked: Asked = {}
_held: dict[str, _Held] = {}


def read(file: Path, decode: Callable[[bytes], Value]) -> Value:
    """What a file holds, decoded, for one who may change it. Raises OSError, and what decoding raises."""
    name = str(file)
    _asked[name] = decode
    held = _held.pop(name, None)
    if held is not None and held.look == _look(name):
        value: Value = held.value
        return value
    return decode(file.read_bytes())


def asked() -> Asked:
    """What was read in this process since it began."""
    return dict(_asked)


def read_ahead(files: Asked) -> None:
    """Read and hold files that will be asked for in this process, which begins."""
    _asked.clear()
    for name, decode in files.items():
        with suppress(OSError, msgspec.DecodeError):
            _held[name] = _Held(_look(name), decode(Path(name).read_bytes()))


def _look(name: str) -> tuple[int, int, int]:
    """What tells a file from what it was, and from another in its place. Raises OSError."""
    found = os.stat(name)  # noqa: PTH116 (a name, as it is noted)
    return found.st_ino, found.st_size, found.st_mtime_ns
