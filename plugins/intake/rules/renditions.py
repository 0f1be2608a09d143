"""A rendition leads to the web or into `content/documents`, or nowhere: text may name a file that nobody has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from plugins.archive.archive import Archive
from plugins.archive.findings import Finding, Place, quote
from plugins.archive.places import AnyRecord, file_of
from plugins.archive.reading import ItemReading
from plugins.archive.records import Decision, Document, Meeting, Rendition

Placed = tuple[AnyRecord, str, Rendition]
# The path of a rendition in its record, the file it names, and the size that is written.
Paper = tuple[str, str, int | None]


def check(archive: Archive) -> Iterator[Finding]:
    """D003, and D002 of paths, of decisions; D002 and D004 of files are checked where those are read."""
    for decision in archive.decisions.values():
        yield from _checked(_of(decision, "documents", decision.documents))


def check_meeting(meeting: Meeting, _readings: Sequence[ItemReading]) -> Iterator[Finding]:
    """The same, of a meeting."""
    yield from _checked(_of_meeting(meeting))


def _checked(renditions: Iterator[Placed]) -> Iterator[Finding]:
    """The findings of some renditions."""
    for record, path, rendition in renditions:
        if rendition.url is not None and not rendition.url.lower().startswith(("https://", "http://")):
            place = Place(file_of(record), path=f"{path}.url")
            hint = "expected an address with https:// or http://"
            yield Finding("D003", f"url is {quote(rendition.url)}", place, hint)
        if rendition.file is not None and leaves(rendition.file):
            place = Place(file_of(record), path=f"{path}.file")
            hint = "expected a path below content/documents"
            yield Finding("D002", f"file is {quote(rendition.file)}", place, hint)


def leaves(file: str) -> bool:
    """Whether a path leads out of its folder, or is none."""
    path = PurePosixPath(file)
    return path.is_absolute() or ".." in path.parts or "\\" in file or not path.parts


def papers_of(record: Meeting | Decision) -> tuple[Paper, ...]:
    """The files in `content/documents` that a record names, unless the path leads out of there."""
    placed = _of_meeting(record) if isinstance(record, Meeting) else _of(record, "documents", record.documents)
    return tuple(
        (path, rendition.file, rendition.bytes)
        for _, path, rendition in placed
        if rendition.file is not None and not leaves(rendition.file)
    )


def _of_meeting(meeting: Meeting) -> Iterator[Placed]:
    """The renditions of a meeting and its items."""
    yield from _of(meeting, "documents", meeting.documents)
    for position, item in enumerate(meeting.items):
        yield from _of(meeting, f"items[{position}].documents", item.documents)


def _of(record: AnyRecord, path: str, documents: tuple[Document, ...]) -> Iterator[Placed]:
    """The renditions of some documents of a record."""
    for number, document in enumerate(documents):
        for n, rendition in enumerate(document.renditions):
            yield record, f"{path}[{number}].renditions[{n}]", rendition
