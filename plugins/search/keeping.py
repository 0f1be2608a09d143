"""What the search stage keeps in the build cache: values with a checksum before them, so that damage is found."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, TypeVar

import deflate
import msgspec

from plugins.build.last import link

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Kept = TypeVar("Kept")

CHECK = 4
"""Bytes of the checksum that stands before a value."""

Look = tuple[int, int]
"""What a file looks like that is as it was written: its bytes, and the time of its last change in nanoseconds."""

_PACK = msgspec.msgpack.Encoder()


class StaleCacheError(Exception):
    """What a build kept cannot be used: it is missing, damaged, or of another form."""

    def __init__(self, reason: str) -> None:
        super().__init__(f'what the last build kept cannot be used: {reason}; run "make site" again')


def keep(path: Path, value: object) -> None:
    """Write a value into a new file."""
    keep_packed(path, (_PACK.encode(value),))


def keep_packed(path: Path, pieces: Sequence[bytes]) -> None:
    """Write a value that is MessagePack already, in pieces, into a new file."""
    checksum = 0
    for piece in pieces:
        checksum = deflate.crc32(piece, checksum)
    with path.open("wb") as file:
        file.writelines((checksum.to_bytes(CHECK, "big"), *pieces))


def look(path: str) -> Look:
    """Return what a file that was kept looks like. Raises StaleCacheError where there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116 (there may be thousands)
    except OSError as error:
        raise StaleCacheError(f'cannot read "{path}": {error.strerror}') from error
    return found.st_size, found.st_mtime_ns


def take_unread(old: str, new: str, known: Look | None) -> None:
    """Take over a file that looks as it did. Raises StaleCacheError where it does not.

    Whoever harmed it has changed its looks; who reads it finds out by its checksum, too.
    """
    if look(old) != known:
        raise StaleCacheError(f'"{old}" is not as it was')
    link(old, new)


def kept(path: Path, kind: type[Kept]) -> Kept:
    """Return a value that was kept. Raises StaleCacheError."""
    try:
        return msgspec.msgpack.decode(checked(path), type=kind)
    except msgspec.DecodeError as error:
        raise StaleCacheError(f'"{path}" is of another form') from error


def checked(path: Path) -> memoryview:
    """Return the bytes of a value that was kept. Raises StaleCacheError."""
    try:
        whole = path.read_bytes()
    except OSError as error:
        raise StaleCacheError(f'cannot read "{path}": {error.strerror}') from error
    code = memoryview(whole)[CHECK:]
    if deflate.crc32(code) != int.from_bytes(whole[:CHECK], "big"):
        raise StaleCacheError(f'"{path}" is damaged')
    return code
