"""The files of the published index: written by content, each once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plugins.search.format import name_of

if TYPE_CHECKING:
    from pathlib import Path


class Files:
    """Writes files by content, each once; counts them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.count = self.size = 0

    def keep(self, stream: str, code: bytes) -> str:
        """Write a file of a stream; return its name."""
        name = name_of(code)
        path = self.folder / stream / f"{name}.bin"
        if not path.exists():
            self.write(path, code)
        return name

    def write(self, path: Path, code: bytes) -> None:
        """Write a file and its folder."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(code)
        self.count += 1
        self.size += len(code)
