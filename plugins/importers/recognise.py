"""Which format a source is, by what is in it and never by its name; and the reader that reads it."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Literal

from plugins.importers.drafts import What
from plugins.importers.lines import Line
from plugins.importers.moderngov.headings import meeting_heading, meeting_line
from plugins.importers.moderngov.labels import (
    ISSUE_MEETINGS,
    REGISTER_ENTRY,
    is_items_heading,
    page_kind,
    section_label,
)

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_BINARY = re.compile(rb"\A(?:%PDF|PK\x03\x04|\xd0\xcf\x11\xe0|\x89PNG|GIF8|\xff\xd8\xff|\x1f\x8b|Rar!|7z\xbc\xaf)")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_HEAD_LINES = 400


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a source is not read."""

    reason: str


def decoded(content: bytes) -> tuple[str, str | None] | Unreadable:
    """The text of a source, and what had to be assumed of its encoding; or why it is no text."""
    if not content.strip():
        return Unreadable("the file is empty")
    if _BINARY.match(content):
        return Unreadable("the file is not text")
    for mark, name in _BOMS:
        if content.startswith(mark):
            return _strictly(content, name)
    return _guess(content)


def _strictly(content: bytes, encoding: str) -> tuple[str, str | None] | Unreadable:
    """The text in the encoding that the file's first bytes declare."""
    try:
        return content.decode(encoding), None
    except UnicodeDecodeError as error:
        return Unreadable(f"byte {error.start + 1} is not {encoding.removesuffix('-sig').upper()}")


def _guess(content: bytes) -> tuple[str, str | None] | Unreadable:
    """UTF-8; else the Windows code page that councils' old pages are in, if it makes text."""
    try:
        text = content.decode("utf-8")
        note = None
    except UnicodeDecodeError as error:
        text = content.decode("cp1252", errors="replace")
        note = f"byte {error.start + 1} is not UTF-8: read as Windows-1252"
    if len(_CONTROL.findall(text[:4096])) > len(text[:4096]) // 50:
        return Unreadable("the file is not text")
    return text, note


def recognise_text(lines: tuple[Line, ...]) -> What | None:
    """What a plain text is, by its page title or by its lines; `None` where it is nothing that is known."""
    head = lines[:_HEAD_LINES]
    if any(ISSUE_MEETINGS.fullmatch(line.text) for line in head) or any(meeting_line(line.text) for line in lines):
        return What("moderngov-text", "issue-meetings")
    titled = next((kind for line in head if (kind := page_kind(line.text))), None)
    if titled is None and (any(meeting_heading(line.text) for line in head) or _is_table(head)) and _has_items(lines):
        titled = "meeting"
    if titled in {None, "meeting"} and any(REGISTER_ENTRY.fullmatch(line.text) for line in head):
        titled = "register"
    return What("moderngov-text", titled) if titled else None


def _is_table(lines: tuple[Line, ...]) -> bool:
    """Whether a page heads a table of items, as an extractor writes it."""
    return any("|" in line.text and is_items_heading(line.text) for line in lines)


def _has_items(lines: tuple[Line, ...]) -> bool:
    """Whether a page without a title has the labels of a meeting's items."""
    return any(section_label(line.text) or is_items_heading(line.text) for line in lines)


def language_of(text: str) -> Language:
    """What a text is written in, by its first characters: markup, data, or plain words."""
    start = text[:_LOOK].lstrip("\ufeff \t\r\n")
    if start[:1] in {"{", "["}:
        return "json"
    if not start.startswith("<"):
        return "html" if _TAGS.search(start) else "text"
    root = _ROOT.match(start)
    name = root[1].rpartition(":")[2].casefold() if root else ""
    return "html" if name in _HTML_ROOTS or _DOCTYPE_HTML.match(start) else "xml"


Language = Literal["text", "html", "xml", "json"]
_LOOK = 20_000
_ROOT = re.compile(r"(?:<\?[^>]*>|<!--.*?-->|<!DOCTYPE[^>]*>|\s)*<([A-Za-z][\w:.\-]*)", re.DOTALL)
_DOCTYPE_HTML = re.compile(r"(?:<\?[^>]*>|<!--.*?-->|\s)*<!DOCTYPE\s+html", re.DOTALL | re.IGNORECASE)
_TAGS = re.compile(r"<(?:html|body|div|table|p|span|h1)\b[^<>]{0,400}>", re.IGNORECASE)
_HTML_ROOTS = frozenset((
    "html", "head", "body", "div", "table", "p", "span", "h1", "h2", "h3", "ul", "ol", "li", "tr", "td", "tbody",
    "thead", "form", "main", "section", "article", "a", "b", "i", "br", "script", "style", "meta", "title", "center",
    "font", "header", "footer", "nav",
))  # fmt: skip
