"""Values kept in the cache from one build to the next, each stage's in a file of its own."""

from __future__ import annotations

import zlib
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from plugins.build import ahead

Value = TypeVar("Value")

_CHECKSUM: Final = 4  # bytes
_DAMAGED: Final = "what was kept is not as it was written"
LOOKS: Final = "looks"  # of records, which intake keeps and stages compare


def recall(folder: Path | None, name: str, kind: type[Value], otherwise: Value) -> Value:
    """What the last build kept under this name; `otherwise` where there is none, or none that can be read."""
    if folder is None:
        return otherwise
    try:
        value: Value = ahead.read(folder / f"{name}.memo", partial(unsealed, kind=kind))
    except (OSError, ValueError):
        return otherwise
    return value


def keep(folder: Path, name: str, value: object) -> None:
    """Keep a value for the next build."""
    (folder / f"{name}.memo").write_bytes(sealed(value))


def sealed(value: object) -> bytes:
    """A value as it is kept: behind a checksum, since most damage would pass for another value."""
    packed = msgspec.msgpack.encode(value)
    return zlib.crc32(packed).to_bytes(_CHECKSUM, "big") + packed


def unsealed(kept: bytes, kind: type[Value]) -> Value:
    """The value that was kept. Raises ValueError where it is damaged or of another form."""
    packed = memoryview(kept)[_CHECKSUM:]
    if kept[:_CHECKSUM] != zlib.crc32(packed).to_bytes(_CHECKSUM, "big"):
        raise ValueError(_DAMAGED)
    return msgspec.msgpack.decode(packed, type=kind)
