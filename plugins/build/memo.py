"""Values kept in the cache from one build to the next, each stage's in a file of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Final, TypeVar

import msgspec

Value = TypeVar("Value")

LOOKS: Final = "looks"  # of records, which intake keeps and stages compare


def recall(folder: Path | None, name: str, kind: type[Value], otherwise: Value) -> Value:
    """What the last build kept under this name; `otherwise` where there is none, or none that can be read."""
    if folder is None:
        return otherwise
    try:
        return msgspec.msgpack.decode((folder / f"{name}.memo").read_bytes(), type=kind)
    except (OSError, msgspec.DecodeError):
        return otherwise


def keep(folder: Path, name: str, value: object) -> None:
    """Keep a value for the next build."""
    (folder / f"{name}.memo").write_bytes(msgspec.msgpack.encode(value))
