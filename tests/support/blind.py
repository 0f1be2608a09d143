"""Loaded by a worker that is to see nothing of the build: files below folders that BLIND_TO names are refused to it.

It stands in for a machine of its own, which one cannot have without rights over the system.
"""

from __future__ import annotations

import os
import sys

_HIDDEN = tuple(os.environ.get("BLIND_TO", "").split(os.pathsep))
_ASKS = frozenset({"open", "os.listdir", "os.scandir", "os.mkdir", "os.rename", "os.link", "os.remove", "os.rmdir"})


def _refuse(event: str, given: tuple[object, ...]) -> None:
    if event in _ASKS and any(_is_hidden(path) for path in given[:2]):
        raise PermissionError(13, "this worker sees nothing of the build", str(given[0]))


def _is_hidden(path: object) -> bool:
    return isinstance(path, str | bytes | os.PathLike) and os.fsdecode(path).startswith(_HIDDEN)


sys.addaudithook(_refuse)
