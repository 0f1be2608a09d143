"""Text as councils type it: white space, dashes, quotes, and the words that addresses are made of."""

from __future__ import annotations

import re
import unicodedata

_NOT_WORD = re.compile(r"[^a-z0-9]+")
_APOSTROPHES = re.compile(r"[\u0027\u2018\u2019\u02bc`\u00b4]")
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "œ": "oe", "ı": "i"})


def squeeze(text: str) -> str:
    """The text with every run of white space (no-break spaces too) made one blank, and none at the ends."""
    return " ".join(text.split())


def fold(text: str) -> str:
    """The text in lower case without accents, for comparing: "Ynys Môn" becomes "ynys mon"."""
    lowered = text.casefold().translate(_LETTERS)
    if lowered.isascii():
        return lowered
    return "".join(ch for ch in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(ch))


def slugify(text: str, *, longest: int = 80) -> str:
    """An identifier for the text: lower-case ASCII words joined by hyphens, cut at a word, at most `longest` long.

    A text with no letter or digit that ASCII can hold gives "".
    """
    words = _NOT_WORD.sub("-", _APOSTROPHES.sub("", fold(text)).replace("&", " and ")).strip("-")
    return words if len(words) <= longest else _cut(words, longest)


def _cut(slug: str, longest: int) -> str:
    """The slug up to the last hyphen within `longest` characters."""
    return slug[: longest + 1].rpartition("-")[0] or slug[:longest]
