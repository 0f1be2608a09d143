"""What lies in an output folder: its files, and the addresses of its pages."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

PAGE_FILE: Final = "index.html"


def files_in(output: Path) -> tuple[str, ...]:
    """The files below the folder, relative to it, sorted. Those with a leading dot are ours alone."""
    return tuple(sorted(_files(str(output), "")))


def is_published(file: str) -> bool:
    """Whether a file of an output folder is for readers: those with a leading dot are ours alone."""
    return not (file.startswith(".") or "/." in file)


def _files(folder: str, prefix: str) -> Iterator[str]:
    """The files of a folder and of all below it, each with its path."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path, f"{prefix}{entry.name}/")
            else:
                yield prefix + entry.name


def pages_among(files: Iterable[str]) -> tuple[str, ...]:
    """The addresses of the pages among the files: folders with an index.html."""
    return tuple(file.removesuffix(PAGE_FILE) for file in files if f"/{file}".endswith(f"/{PAGE_FILE}"))
