"""One file of `content/`: the record it holds, or a finding for what keeps it from being one.

Knows where each kind of record lies and what its file name says.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from codecs import BOM_UTF8
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from plugins.archive.findings import Finding, Place, quote
from plugins.archive.places import ARCHIVE_FILE, AnyRecord
from plugins.intake.decode import decode, salvage
from plugins.intake.yaml_text import LARGEST_FILE

_WORD: Final = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_SHAPES: Final = {
    "committees": ("committee", re.compile(rf"committees/(?P<id>{_WORD})\.yaml"), "committees/<committee>.yaml"),
    "meetings": (
        "meeting",
        re.compile(rf"meetings/(?P<id>{_WORD}/\d{{4}}-\d\d-\d\d(?:-\d{{4}})?)\.yaml"),
        "meetings/<committee>/<date>[-hhmm].yaml",
    ),
    "issues": ("issue", re.compile(rf"issues/(?P<id>{_WORD})\.yaml"), "issues/<issue>.yaml"),
    "people": ("person", re.compile(rf"people/(?P<id>{_WORD})\.yaml"), "people/<person>.yaml"),
    "decisions": (
        "decision",
        re.compile(rf"decisions/(?P<id>\d{{4}}/{_WORD})\.yaml"),
        "decisions/<year>/<decision>.yaml",
    ),
}
# What is no UTF-8 in a file's name, Python holds as a lone surrogate.
_NOT_IN_A_LINE: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_DIGEST: Final = 16
_IDENTIFIER: Final = "identifiers are lower-case ASCII words joined by hyphens"


@dataclass(frozen=True, slots=True)
class FileReading:
    """What one file holds, what is wrong with it, where it was mended, and the digest of a record's text."""

    record: AnyRecord | None = None
    findings: tuple[Finding, ...] = ()
    mended: tuple[tuple[str, str], ...] = ()
    digest: bytes = b""


def read_file(content: Path, file: str) -> FileReading:
    """The record of one file, or why it holds none."""
    if file == ARCHIVE_FILE:
        return _read_record(content, file, "archive")
    shape = _SHAPES.get(file.partition("/")[0])
    if shape is None or not file.endswith((".yaml", ".yml")):
        return FileReading(
            findings=(Finding("R014", f"nothing reads {quote(file)}", Place(file), _expected_places(shape)),)
        )
    match = shape[1].fullmatch(file)
    if match is None:
        return FileReading(findings=_misnamed(content, file, shape[2]))
    return _read_record(content, file, shape[0], id=match["id"])


def _expected_places(shape: tuple[str, re.Pattern[str], str] | None) -> str:
    """Where a file would be read."""
    return f"expected {shape[2]}" if shape else f"expected {ARCHIVE_FILE} or a folder {', '.join(_SHAPES)}"


def _misnamed(content: Path, file: str, shape: str) -> tuple[Finding, ...]:
    """What to say of a record file whose name is no identifier; one that doubles another says so."""
    twin = PurePosixPath(file.lower()).with_suffix(".yaml")
    name = Finding("R011", f"the file name {quote(file)}", Place(file), f"expected {shape}; {_IDENTIFIER}")
    if str(twin) != file and (content / twin).exists():
        return (name, Finding("R012", f"{quote(file)} and {quote(twin)} give one identifier", Place(file), "keep one"))
    return (name,)


def _read_record(content: Path, file: str, kind: str, **identity: str) -> FileReading:
    """The record of a file that is where its kind belongs."""
    raw = _content_of(f"{content}/{file}", file)
    if isinstance(raw, Finding):
        return FileReading(findings=(raw,))
    text = _decoded(raw, file)
    if isinstance(text, Finding):
        return FileReading(findings=(text,))
    record, findings = decode(kind, text, file, raw=raw, **identity)
    digest = hashlib.blake2b(raw, digest_size=_DIGEST).digest()
    if record is not None:
        return FileReading(record, digest=digest)
    record, mended = salvage(kind, text, **identity)
    return FileReading(record, findings, tuple((file, path) for path in sorted(mended)), digest)


def text_of(path: Path, file: str) -> str | Finding:
    """The text of a file, or why it has none."""
    raw = _content_of(str(path), file)
    return raw if isinstance(raw, Finding) else _decoded(raw, file)


def _decoded(raw: bytes, file: str) -> str | Finding:
    """The text that the bytes of a file are, or why they are none."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(error, file)


def _content_of(path: str, file: str) -> bytes | Finding:
    """The bytes of a file, without the mark of UTF-8 before them, or why it has none."""
    try:
        look = os.stat(path)  # noqa: PTH116 (this runs over every file of an archive)
        if not stat.S_ISREG(look.st_mode):
            what = "is a folder" if stat.S_ISDIR(look.st_mode) else "is no file that can be read"
            return Finding("R001", f"{quote(file)} {what}", Place(file), "expected a file")
        if look.st_size > LARGEST_FILE:
            return _too_large(look.st_size, file)
        with open(path, "rb", buffering=0) as content:  # noqa: PTH123
            return content.read().removeprefix(BOM_UTF8)
    except OSError as error:
        return Finding("R001", f"cannot read {quote(file)}: {error.strerror}", Place(file), "expected a readable file")


def is_nameable(file: str) -> bool:
    """Whether a file's path can stand in a message and in a list: it is UTF-8, and all on one line."""
    return _NOT_IN_A_LINE.search(file) is None


def unnameable(file: str) -> Finding:
    """What to say of a file whose path is not such."""
    text = os.fsencode(file).decode("utf-8", "backslashreplace")
    shown = _NOT_IN_A_LINE.sub(lambda found: ascii(found[0])[1:-1], text)
    return Finding("R011", f"the file name {quote(shown)}", Place(shown), f"rename the file; {_IDENTIFIER}")


def _too_large(length: int, file: str) -> Finding:
    """What to say of a file that no council's record comes near."""
    size = length // 1_000_000
    hint = f"a record has at most {LARGEST_FILE // 1_000_000} MB; put attached papers into content/documents"
    return Finding("R009", f"{quote(file)} has {size} MB", Place(file), hint)


def _not_utf8(error: UnicodeDecodeError, file: str) -> Finding:
    """What to say of bytes that are not UTF-8, with the line of the first."""
    line = error.object[: error.start].count(b"\n") + 1
    byte = error.object[error.start]
    return Finding("R002", f"byte 0x{byte:02X} is not UTF-8 text", Place(file, line), "save the file as UTF-8")
