"""What a folder of records is called in messages: its own name, or the address from which its files were brought."""

from __future__ import annotations

from pathlib import Path
from typing import Final

ADDRESS: Final = ".minutebook-address"


def name_of(folder: Path) -> str:
    """The name to put before the names of files in the folder, so that whoever reads them finds the files."""
    try:
        return (folder / ADDRESS).read_text(encoding="utf-8")
    except OSError:
        return folder.name


def note_address(folder: Path, address: str) -> None:
    """Note in a folder where its files lie in truth."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ADDRESS).write_text(address, encoding="utf-8")
