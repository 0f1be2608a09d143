"""The files of `content/documents/` that records name: they are there, and of the size that is written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from plugins.archive.archive import Archive
from plugins.archive.findings import Finding, Place, nearest, quote
from plugins.archive.places import AnyRecord, file_of
from plugins.archive.records import Rendition
from plugins.intake.rules.renditions import all_renditions, leaves

FOLDER = "documents"


def check(archive: Archive, content: Path) -> Iterator[Finding]:
    """D002 and D004, for every rendition that names a file."""
    folder = content / FOLDER
    for record, path, rendition in all_renditions(archive):
        if rendition.file is not None and not leaves(rendition.file):
            yield from _checked(folder, rendition.file, record, path, rendition)


def _checked(folder: Path, file: str, record: AnyRecord, path: str, rendition: Rendition) -> Iterator[Finding]:
    """A finding where the file is missing, leads out of the folder, or has another size."""
    place = Place(file_of(record), path=f"{path}.file")
    if not _is_inside(folder, file):
        known = [p.name for p in (folder / file).parent.glob("*")] if (folder / file).parent.is_dir() else []
        hint = nearest(Path(file).name, known) or f"expected it in {FOLDER}/"
        yield Finding("D002", f"no file {quote(file)}", place, hint)
    elif rendition.bytes is not None and rendition.bytes != (folder / file).stat().st_size:
        size = (folder / file).stat().st_size
        yield Finding(
            "D004", f"{quote(file)} has {size} bytes, not {rendition.bytes}", place, f"expected bytes: {size}"
        )


def _is_inside(folder: Path, file: str) -> bool:
    """Whether a file is there and, links followed, below the folder."""
    path = folder / file
    return path.is_file() and path.resolve().is_relative_to(folder.resolve())
