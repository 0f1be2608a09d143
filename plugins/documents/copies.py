"""Our own files of `content/documents/`: which the records name, and copies of them in the output.

A file is linked where the file system can, so that a large archive is not on the disk twice; nothing is ever read
from outside the folder, whatever a record or a symbolic link says.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Final

import msgspec

from plugins.archive.archive import Archive
from plugins.archive.places import FOLDERS
from plugins.archive.records import Decision, Document, Meeting

FOLDER: Final = "documents"


class OutsideFolderError(Exception):
    """A record names a file that does not lie in the folder of documents."""

    def __init__(self, file: str) -> None:
        """Name the file as the record does."""
        super().__init__(f'the document "{file}" does not lie in content/{FOLDER}/, and nothing else is published')


class Named(msgspec.Struct, frozen=True, array_like=True):
    """What records named, by the records' files: the digest of each that was asked, and the files of those with any."""

    asked: dict[str, bytes] = {}
    files: dict[str, tuple[str, ...]] = {}


def named_by(archive: Archive, before: Named) -> Named:
    """The files that each record names now; records that stayed as they were before are not looked at again."""
    asked: dict[str, bytes] = {}
    files: dict[str, tuple[str, ...]] = {}
    for file, record in _by_file(archive):
        asked[file] = archive.digests.get(file, b"")
        stays = asked[file] and asked[file] == before.asked.get(file)
        if found := before.files.get(file, ()) if stays else _files(record()):
            files[file] = found
    return Named(asked, files)


def each_once(named: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """The files that records name, sorted, each once."""
    return tuple(sorted(set(chain.from_iterable(named.values()))))


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


def _by_file(archive: Archive) -> Iterator[tuple[str, Callable[[], Meeting | Decision]]]:
    """The files of all records that can name any, and how each record is had: not each has to be read."""
    for meeting in archive.meetings:
        yield f"{FOLDERS[Meeting]}/{meeting}.yaml", partial(archive.meetings.__getitem__, meeting)
    for decision in archive.decisions:
        yield f"{FOLDERS[Decision]}/{decision}.yaml", partial(archive.decisions.__getitem__, decision)


def _files(record: Meeting | Decision) -> tuple[str, ...]:
    """The files that a record names."""
    items = record.items if isinstance(record, Meeting) else ()
    documents: Iterator[Document] = chain(record.documents, *(item.documents for item in items))
    return tuple(rendition.file for document in documents for rendition in document.renditions if rendition.file)
