"""What the last build left, read before the next one asks for it, by a process that stands by.

A build notes in its cache which of the last build's files it read, and how; a process that is to build next reads them
while nobody waits. What has changed since is read again.
"""

from __future__ import annotations

import hashlib
import os
import pickle
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar

Value = TypeVar("Value")

# What makes a value of a file's bytes; such as can be pickled.
Decode = Callable[[bytes], Any]

_NOTED: Final = "ahead"
_DIGEST: Final = 16  # bytes


class _Held(NamedTuple):
    """What a file held, and what it looked like then."""

    look: tuple[int, int, int]
    value: Any


_asked: dict[str, Decode] = {}
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


def hold(file: Path, value: object) -> None:
    """Hold what a file has just been given, for who reads it next in this process. Raises OSError."""
    _held[str(file)] = _Held(_look(str(file)), value)


def note(last: Path, cache: Path) -> None:
    """Note in a build's cache what this build read in the last one's, which the next one will read here."""
    start = f"{last}{os.sep}"
    noted = {name.removeprefix(start): decode for name, decode in _asked.items() if name.startswith(start)}
    packed = pickle.dumps(noted)
    (cache / _NOTED).write_bytes(_digest(packed) + packed)


def read_ahead(cache: Path) -> None:
    """Read and hold what a build that runs in this process will ask of a cache."""
    try:
        kept = (cache / _NOTED).read_bytes()
        packed = kept[_DIGEST:]
        is_whole = kept[:_DIGEST] == _digest(packed)
        noted: dict[str, Decode] = pickle.loads(packed) if is_whole else {}  # noqa: S301 (a build's own)
    except Exception:  # noqa: BLE001 (another program's pickle fails in any way, and then nothing is held)
        return
    for name, decode in noted.items():
        with suppress(OSError, ValueError):
            file = f"{cache}{os.sep}{name}"
            _held[file] = _Held(_look(file), decode(Path(file).read_bytes()))


def _digest(packed: bytes) -> bytes:
    """What tells a note from one that is damaged, which might name anything."""
    return hashlib.blake2b(packed, digest_size=_DIGEST).digest()


def _look(name: str) -> tuple[int, int, int]:
    """What tells a file from what it was, and from another in its place. Raises OSError."""
    found = os.stat(name)  # noqa: PTH116 (a name, as it is noted)
    return found.st_ino, found.st_size, found.st_mtime_ns
