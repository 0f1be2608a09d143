"""Our own files of `content/documents/`: which the records name, and copies of them in the output.

A file is linked where the file system can, so that a large archive is not on the disk twice; nothing is ever read
from outside the folder, whatever a record or a symbolic link says.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Final

from plugins.archive.archive import Archive
from plugins.archive.records import Document

FOLDER: Final = "documents"


class OutsideFolderError(Exception):
    """A record names a file that does not lie in the folder of documents."""

    def __init__(self, file: str) -> None:
        """Name the file as the record does."""
        super().__init__(f'the document "{file}" does not lie in content/{FOLDER}/, and nothing else is published')


def named_files(archive: Archive) -> tuple[str, ...]:
    """The files that records name, sorted, each once."""
    return tuple(sorted({r.file for document in _documents(archive) for r in document.renditions if r.file}))


def source_of(file: str, folder: Path) -> Path | None:
    """Where a named file lies; `None` where it is not a file in the folder, links followed."""
    parts = PurePosixPath(file)
    if parts.is_absolute() or ".." in parts.parts or "\\" in file or "\0" in file:
        return None
    path = (folder / file).resolve()
    return path if path.is_file() and path.is_relative_to(folder.resolve()) else None


def copy_files(files: Iterable[str], folder: Path, output: Path) -> Iterator[str]:
    """Publish the files under `output`, and give each. Raises OutsideFolderError for one that is not in the folder."""
    for file in files:
        source = source_of(file, folder)
        if source is None:
            raise OutsideFolderError(file)
        target = output / FOLDER / file
        target.parent.mkdir(parents=True, exist_ok=True)
        _link_or_copy(source, target)
        yield file


def _link_or_copy(source: Path, target: Path) -> None:
    """A second name for the file where the file system gives one; else a copy with its time."""
    target.unlink(missing_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _documents(archive: Archive) -> Iterator[Document]:
    """All documents of the archive."""
    for meeting in archive.meetings.values():
        yield from chain(meeting.documents, *(item.documents for item in meeting.items))
    for decision in archive.decisions.values():
        yield from decision.documents
