"""How large a source may be: bounds that no council's page comes near, so that a bad one cannot take all memory.

Reading takes up to twenty times a source's size. 16 MB are two million words, a council's minutes of a year many times
over; whoever has more in one file has several pages in it. Only data may be longer: a whole system's meetings are often
exported into one file of JSON. Bounds are on lines, tags and values too, for those are what costs.
"""

from __future__ import annotations

from typing import Final

from plugins.importers.recognise import Language, language_of

_MB: Final = 1024 * 1024
LARGEST_SOURCE: Final = 64 * _MB
LARGEST_PAGE: Final = 16 * _MB
HEAD: Final = 64 * 1024
_MOST_LINES: Final = 500_000
_MOST_TAGS: Final = 1_000_000
_MOST_VALUES: Final = 2_000_000


def too_large(head: bytes, size: int) -> str | None:
    """Why a source of so many bytes, which begins so, is not read; `None` where it is no larger than it may be."""
    most = LARGEST_SOURCE if size <= LARGEST_PAGE or _is_data(head) else LARGEST_PAGE
    what = "the file" if most == LARGEST_SOURCE else "the page"
    return f"{what} is larger than {most // _MB} MB: no council's page is; split it" if size > most else None


def _is_data(head: bytes) -> bool:
    """Whether bytes begin as JSON does, in whatever encoding."""
    return language_of(head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe").decode("latin-1")) == "json"


def too_much(text: str) -> str | None:
    """Why a text is not read: it is cut into more lines, tags or values than any page; `None` for all others."""
    language = language_of(text)
    found = _pieces(text, language)
    most, pieces = _BOUNDS[language]
    return f"it has more than {most:,} {pieces}: no council's page has" if found > most else None


def _pieces(text: str, language: Language) -> int:
    """How many pieces a text is cut into: lines of words, tags of markup, values of data."""
    marks = {"text": "\n\r\v\f", "json": ",[{"}.get(language, "<")
    return sum(map(text.count, marks))


_BOUNDS: Final[dict[Language, tuple[int, str]]] = {
    "text": (_MOST_LINES, "lines"),
    "html": (_MOST_TAGS, "tags"),
    "xml": (_MOST_TAGS, "tags"),
    "json": (_MOST_VALUES, "values"),
}
