"""WARC, the web archives' own file: each kept answer of a site as one source, with its address and its day.

Reads what collecting writes, and what wget and browsers' recorders write: gzip by the record or not at all, bodies in
chunks or compressed. Knows no page: which of them a text is, is seen by what is in it. A file that was cut off yields
every whole record before the cut.
"""

from __future__ import annotations

import datetime as dt
import gzip
import re
import zlib
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from io import BufferedIOBase
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import brotli

from plugins.importers.bounds import HEAD, LARGEST_SOURCE, too_large
from plugins.importers.recognise import Unreadable

DOCUMENT: Final = "document"
_LARGEST_HEAD: Final = 1024 * 1024
_OK: Final = 200
_START: Final = b"WARC/"
_GZIP: Final = b"\x1f\x8b"
_TEXT_TYPES: Final = re.compile(r"text/(?!css|javascript|calendar|csv)|application/(?:[\w.]+\+)?(?:xml|json|xhtml)|$")
_SESSION: Final = re.compile(r"/(?:\(|%28)(?:[a-z](?:\(|%28)[^/]*?(?:\)|%29))+(?:\)|%29)(?=/)", re.IGNORECASE)

_TOO_LARGE: Final = Unreadable(f"the kept answer is larger than {LARGEST_SOURCE // 1024**2} MB")

Head = Mapping[str, str]


class _BrokenError(Exception):
    """The file does not go on as a WARC file does."""


@dataclass(frozen=True, slots=True)
class SavedPage:
    """One source: where the report names it, its name, its bytes (or why there are none), its address and its day.

    `kind` is told of what is kept beside pages and is no source of records: a document, an answer that is no page.
    `number` is its place among the answers of its file.
    """

    place: str
    name: str
    content: bytes | Unreadable
    url: str | None = None
    retrieved: dt.date | None = None
    kind: str | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class KeptDocument:
    """A document of a WARC file: its place among the file's answers, its address, and its bytes piece by piece.

    The pieces can be read until the next document is asked for.
    """

    place: int
    url: str
    pieces: Iterable[bytes]


def is_warc(path: Path) -> bool:
    """Whether a file is a WARC file, by its first bytes."""
    try:
        with _opened(path) as file:
            return file.read(len(_START)) == _START
    except (OSError, EOFError, zlib.error):
        return False


def saved_pages(path: Path) -> Iterator[SavedPage]:
    """Every answer that the file keeps, in its order; at its end, where it is cut off or broken, that."""
    try:
        for number, (head, body) in enumerate(_answers(path)):
            yield replace(_saved(path, head, body), number=number)
    except EOFError:
        yield SavedPage(path.as_posix(), path.name, Unreadable("the last record is cut off"))
    except (OSError, zlib.error, _BrokenError) as error:
        yield SavedPage(path.as_posix(), path.name, Unreadable(f"the WARC file is broken: {error}"))


def kept_documents(path: Path, places: Container[int]) -> Iterator[KeptDocument]:
    """The documents at these places among the file's answers, as far as they can be read."""
    try:
        for number, (head, body) in enumerate(_answers(path)):
            if number in places:
                pieces = _pieces(body, _answer_head(body)[1])
                yield from (KeptDocument(number, _address(head), pieces) for pieces in [pieces] if pieces is not None)
    except (EOFError, OSError, zlib.error, _BrokenError):
        return


def _answers(path: Path) -> Iterator[tuple[Head, _Limited]]:
    """The head and the bytes of every answer that the file keeps; what is not read of it is passed over."""
    with _opened(path) as file:
        while (head := _warc_head(file)) is not None:
            body = _Limited(file, _length(head))
            if head.get("warc-type") == "response" and "http" in head.get("content-type", "http"):
                yield head, body
            body.skip()


def _opened(path: Path) -> BufferedIOBase:
    """The file's bytes, out of gzip where they are in it."""
    with path.open("rb") as file:
        zipped = file.read(len(_GZIP)) == _GZIP
    return gzip.open(path, "rb") if zipped else path.open("rb")


# --- records -----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Limited:
    """The bytes of one record, of which `left` are not read yet."""

    file: BufferedIOBase
    left: int

    def line(self) -> bytes:
        """The next line, or what there is of it."""
        line = self.file.readline(min(self.left, _LARGEST_HEAD))
        self.left -= len(line)
        return line

    def rest(self) -> bytes:
        """All that is left."""
        found = self.file.read(self.left)
        if len(found) < self.left:
            raise EOFError
        self.left = 0
        return found

    def pieces(self) -> Iterator[bytes]:
        """All that is left, a piece at a time."""
        while self.left:
            piece = self.file.read(min(self.left, _LARGEST_HEAD))
            if not piece:
                raise EOFError
            self.left -= len(piece)
            yield piece

    def skip(self) -> None:
        """Pass over all that is left."""
        for _ in self.pieces():
            pass


def _warc_head(file: BufferedIOBase) -> Head | None:
    """The next record's head; `None` at the end of the file."""
    while line := file.readline(_LARGEST_HEAD):
        if line.startswith(_START):
            return _fields(lambda: file.readline(_LARGEST_HEAD))
        if line.strip():
            raise _BrokenError("a record does not begin with its version")
    return None


def _fields(next_line: Callable[[], bytes]) -> Head:
    """Fields up to the empty line, their names in lower case."""
    fields: dict[str, str] = {}
    while (line := next_line()).strip():
        name, _, value = line.decode("utf-8", errors="replace").partition(":")
        fields.setdefault(name.strip().lower(), value.strip())
    return fields


def _length(head: Head) -> int:
    """The length of a record's bytes."""
    written = head.get("content-length", "")
    if not written.isdecimal():
        raise _BrokenError(f'a record\'s length is "{written}"')
    return int(written)


# --- answers -----------------------------------------------------------------------------------------------------


def _saved(path: Path, head: Head, body: _Limited) -> SavedPage:
    """One kept answer as a source."""
    url = _address(head)
    status, fields = _answer_head(body)
    kind = _kind(status, fields, url)
    content = b"" if kind else _content(body, fields)
    return SavedPage(f"{path.as_posix()} {url}", _name(url), content, url or None, _day(head), kind)


def _address(head: Head) -> str:
    """The address that was asked for, without its session."""
    return _SESSION.sub("", head.get("warc-target-uri", "").strip("<> "))


def _answer_head(body: _Limited) -> tuple[int, Head]:
    """An answer's status, 0 where it has none, and its fields."""
    status = body.line().split(maxsplit=2)[1:2]
    return int(status[0]) if status and status[0].isdigit() else 0, _fields(body.line)


def _kind(status: int, fields: Head, url: str) -> str | None:
    """What an answer is that is no page: an answer of another status, a document, a file for robots."""
    if status != _OK:
        return f"answer {status}"
    if urlsplit(url).path == "/robots.txt":
        return "robots.txt"
    return None if _TEXT_TYPES.match(fields.get("content-type", "").lower()) else DOCUMENT


def _name(url: str) -> str:
    """An address's name without folders: "ieListDocuments.aspx?CId=1&MId=2"."""
    parts = urlsplit(url)
    return parts.path.rstrip("/").rpartition("/")[2] + (f"?{parts.query}" if parts.query else "") or parts.netloc


def _day(head: Head) -> dt.date | None:
    """The day on which a page was kept."""
    try:
        return dt.date.fromisoformat(head.get("warc-date", "")[:10])
    except ValueError:
        return None


def _content(body: _Limited, fields: Head) -> bytes | Unreadable:
    """An answer's bytes as its writer meant them: in one piece and not compressed."""
    content = _whole(body, fields)
    reason = too_large(content[:HEAD], len(content)) if isinstance(content, bytes) else None
    return Unreadable(reason) if reason else content


def _pieces(body: _Limited, fields: Head) -> Iterable[bytes] | None:
    """A document's bytes, piece by piece if they stand there as they are; `None` where they cannot be unpacked."""
    if not fields.get("transfer-encoding") and fields.get("content-encoding", "identity") == "identity":
        return body.pieces()
    whole = _whole(body, fields)
    return [whole] if isinstance(whole, bytes) else None


def _whole(body: _Limited, fields: Head) -> bytes | Unreadable:
    """All bytes of an answer, out of chunks and compression."""
    if body.left > LARGEST_SOURCE:
        return _TOO_LARGE
    sent = body.rest()
    try:
        if "chunked" in fields.get("transfer-encoding", "").lower():
            sent = _joined(sent)
        return _unpacked(sent, fields.get("content-encoding", "").strip().lower())
    except (ValueError, EOFError, OSError, zlib.error, brotli.error) as error:
        return Unreadable(f"the kept answer cannot be unpacked: {error}")


def _joined(content: bytes) -> bytes:
    """Chunks, each after its length in hexadecimal, as one piece; what is no chunk (some recorders join them) as is."""
    pieces, at = [], 0
    while (end := content.find(b"\r\n", at)) >= 0:
        try:
            size = int(content[at:end].partition(b";")[0], 16)
        except ValueError:
            return content
        pieces.append(content[end + 2 : end + 2 + size])
        at = end + 2 + size + 2
        if size == 0:
            break
    return b"".join(pieces)


def _unpacked(content: bytes, encoding: str) -> bytes | Unreadable:
    """Bytes out of the compression that the answer names, up to the largest page."""
    if encoding in {"", "identity"} or not content:
        return content
    if encoding == "br":
        found: bytes = brotli.Decompressor().process(content, output_buffer_limit=LARGEST_SOURCE)
    elif encoding in {"gzip", "x-gzip", "deflate"}:
        raw = encoding == "deflate" and content[0] & 0x0F != zlib.DEFLATED
        found = zlib.decompressobj(-zlib.MAX_WBITS if raw else zlib.MAX_WBITS | 32).decompress(content, LARGEST_SOURCE)
    else:
        return Unreadable(f'the kept answer is packed as "{encoding}"')
    return found if len(found) < LARGEST_SOURCE else _TOO_LARGE
