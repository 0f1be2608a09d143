"""The files of `content/documents/` that records name: they are there, and of the size that is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from plugins.archive.findings import Finding, Place, nearest, quote
from plugins.intake.rules.renditions import Paper

FOLDER = "documents"


def check(papers: Iterable[tuple[str, Paper]], content: Path) -> Iterator[Finding]:
    """D002 and D004, for every file that a record names; each comes with the record's own file."""
    for record, (path, file, size) in papers:
        yield from _checked(content / FOLDER, file, size, Place(record, path=f"{path}.file"))


def _checked(folder: Path, file: str, written: int | None, place: Place) -> Iterator[Finding]:
    """A finding where the file is missing, leads out of the folder, or has another size."""
    if not _is_inside(folder, file):
        known = [p.name for p in (folder / file).parent.glob("*")] if (folder / file).parent.is_dir() else []
        hint = nearest(Path(file).name, known) or f"expected it in {FOLDER}/"
        yield Finding("D002", f"no file {quote(file)}", place, hint)
    elif written is not None and written != (size := (folder / file).stat().st_size):
        yield Finding("D004", f"{quote(file)} has {size} bytes, not {written}", place, f"expected bytes: {size}")


def _is_inside(folder: Path, file: str) -> bool:
    """Whether a file is there and, links followed, below the folder."""
    path = folder / file
    return path.is_file() and path.resolve().is_relative_to(folder.resolve())
