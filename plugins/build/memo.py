"""Values kept in the cache from one build to the next, each stage's in a file of its own."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from plugins.build import ahead

Value = TypeVar("Value")

LOOKS: Final = "looks"  # of records, which intake keeps and stages compare


def recall(folder: Path | None, name: str, kind: type[Value], otherwise: Value) -> Value:
    """What the last build kept under this name; `otherwise` where there is none, or none that can be read."""
    if folder is None:
        return otherwise
    try:
        value: Value = ahead.read(folder / f"{name}.memo", partial(msgspec.msgpack.decode, type=kind))
    except (OSError, msgspec.DecodeError):
        return otherwise
    return value


def keep(folder: Path, name: str, value: object) -> None:
    """Keep a value for the next build."""
    (folder / f"{name}.memo").write_bytes(msgspec.msgpack.encode(value))
