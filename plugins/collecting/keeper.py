"""Keeps what a site answered as WARC files, and reads back what earlier runs kept.

Each answer is a record of its own in gzip, written whole and at once: a run that is killed loses at most the answer
that it was writing. The next run cuts such a rest off and begins a new file. The files are all that a run remembers.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import os
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import IO, Final, Self

from warcio.archiveiterator import ArchiveIterator
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from plugins.collecting.pages import Kind

LARGEST_FILE: Final = 512 * 1024 * 1024
_PIECE: Final = 1024 * 1024
_GZIP: Final = zlib.MAX_WBITS | 16


class InUseError(Exception):
    """Another run is collecting into the folder."""

    def __init__(self, folder: Path) -> None:
        """Say which folder."""
        super().__init__(f"another run is collecting into {folder}; let it end, or choose another folder")


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it was sent: where it was asked for and when, its status line, its headers, its bytes."""

    url: str
    when: dt.datetime
    status: str
    headers: Sequence[tuple[str, str]]
    body: bytes
    kind: Kind | None = None

    def code(self) -> int:
        """The status as a number."""
        return int(self.status.partition(" ")[0])


@dataclass(slots=True)
class Keeper:
    """Writes answers into a folder, one file after another, each no larger than need be."""

    folder: Path
    host: str
    about: dict[str, str]
    _file: IO[bytes] | None = None
    _writer: WARCWriter | None = None
    _lock: int = field(default=-1)
    kept_bytes: int = 0

    def __enter__(self) -> Self:
        """Make the folder, take it for this run alone, and cut off what a killed run left unfinished."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._lock = os.open(self.folder, os.O_RDONLY)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(self._lock)
            raise InUseError(self.folder) from error
        for path in files(self.folder)[-1:]:
            mend(path)
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file and let the folder go."""
        self._close()
        os.close(self._lock)

    def keep(self, answer: Kept) -> None:
        """Write an answer, whole, before anything is learnt from it."""
        if self._file is None or self._file.tell() > LARGEST_FILE:
            self._begin(answer.when)
        record = _record(answer)
        self._write(record)

    def _begin(self, when: dt.datetime) -> None:
        """Begin a new file with a record that says who collected and how."""
        self._close()
        stamp = f"{when:%Y%m%d%H%M%S}"
        taken = len(files(self.folder))
        name = f"{self.host.replace(':', '_')}-{stamp}-{taken:05d}.warc.gz"
        self._file = (self.folder / name).open("xb")
        self._writer = WARCWriter(self._file, gzip=True, warc_version="1.1")
        self._write(self._writer.create_warcinfo_record(name, self.about))

    def _write(self, record: ArcWarcRecord) -> None:
        """Write a record through to the file."""
        if self._file is not None and self._writer is not None:
            before = self._file.tell()
            self._writer.write_record(record)
            # warcio reads the bytes from a temporary file of its own, and leaves it to us.
            record.raw_stream.close()
            self._file.flush()
            self.kept_bytes += self._file.tell() - before

    def _close(self) -> None:
        if self._file is not None:
            self._file.close()


def _record(answer: Kept) -> ArcWarcRecord:
    """An answer as a record."""
    head = StatusAndHeaders(answer.status, list(answer.headers), protocol="HTTP/1.1")
    stamp = answer.when.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return WARCWriter(BytesIO(), warc_version="1.1").create_warc_record(
        answer.url, "response", payload=BytesIO(answer.body), http_headers=head, warc_headers_dict={"WARC-Date": stamp}
    )


# --- reading back ------------------------------------------------------------------------------------------------


def files(folder: Path) -> list[Path]:
    """The folder's files of collected answers, the oldest first."""
    return sorted(folder.glob("*.warc.gz"), key=lambda path: (path.name[-len("00000.warc.gz") :], path.name))


def kept(folder: Path) -> Iterator[tuple[Kept, IO[bytes]]]:
    """Every answer that is kept, in the order of keeping, without its bytes, and where these can be read."""
    for path in files(folder):
        with path.open("rb") as file:
            for record in ArchiveIterator(file):
                if record.rec_type == "response" and record.http_headers is not None:
                    yield _answer(record), record.content_stream()


def _answer(record: ArcWarcRecord) -> Kept:
    """A record as an answer, its bytes not read yet."""
    when = dt.datetime.fromisoformat(record.rec_headers.get_header("WARC-Date"))
    head = record.http_headers
    return Kept(record.rec_headers.get_header("WARC-Target-URI"), when, head.statusline, head.headers, b"")


def mend(path: Path) -> None:
    """Cut a file after its last whole record; a file without one is removed."""
    whole = _whole(path)
    if whole == 0:
        path.unlink()
    elif whole < path.stat().st_size:
        os.truncate(path, whole)


def _whole(path: Path) -> int:
    """How many bytes of a file are whole records."""
    read = whole = 0
    unpacker = zlib.decompressobj(_GZIP)
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            read += len(piece)
            while piece:
                try:
                    unpacker.decompress(piece)
                except zlib.error:
                    return whole
                if not unpacker.eof:
                    break
                piece = unpacker.unused_data
                whole, unpacker = read - len(piece), zlib.decompressobj(_GZIP)
    return whole
