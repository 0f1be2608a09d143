"""What an object store is to say of each file: its type, and for how long readers may keep it."""

from __future__ import annotations

import mimetypes
import re
from pathlib import PurePosixPath
from typing import Final, NamedTuple


class Headers(NamedTuple):
    """The value of `Content-Type`, and of `Cache-Control`."""

    kind: str
    cache: str


_YEAR: Final = "public, max-age=31536000, immutable"
_SHORT: Final = "public, max-age=300, must-revalidate"
_ASK: Final = "no-cache"
_HASHED: Final = re.compile(r"/(theme/[0-9a-f]{16}/|search-index/[a-z]+/([0-9a-f]+/)?[0-9a-f]+\.bin$)")
_ALWAYS_ASKED: Final = re.compile(r"/(search-index/manifest|go/[a-z0-9]+)\.json$")
_BUILT_IN: Final = mimetypes.MimeTypes(filenames=())  # not what this machine's own lists say
_WITH_LETTERS: Final = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".txt": "text/plain",
    ".md": "text/plain",
    ".conf": "text/plain",
    ".csv": "text/csv",
    ".ics": "text/calendar",
    ".atom": "application/atom+xml",
    ".xml": "application/xml",
}
_OTHERS: Final = {
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".gz": "application/gzip",
    ".yaml": "application/yaml",
    ".yml": "application/yaml",
    ".woff2": "font/woff2",
    ".webp": "image/webp",
    ".rtf": "application/rtf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
}
_UNKNOWN: Final = "application/octet-stream"


def is_hashed(file: str) -> bool:
    """Whether a file bears a checksum in its name, so that it never means another."""
    return _HASHED.search(f"/{file}") is not None


def headers_of(file: str) -> Headers:
    """The headers of a file of the site, as the recipes for web servers set them."""
    return Headers(_kind(file), _cache(file))


def _kind(file: str) -> str:
    suffix = PurePosixPath(file).suffix.lower()
    if suffix in _WITH_LETTERS:
        return f"{_WITH_LETTERS[suffix]}; charset=utf-8"
    return _OTHERS.get(suffix) or _BUILT_IN.types_map[True].get(suffix) or _UNKNOWN


def _cache(file: str) -> str:
    if is_hashed(file):
        return _YEAR
    return _ASK if _ALWAYS_ASKED.search(f"/{file}") else _SHORT
