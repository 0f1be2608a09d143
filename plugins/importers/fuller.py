"""Of two texts of one thing, the fuller: cut text never replaces whole text."""

from __future__ import annotations

import re

from plugins.archive.text import fold

_LONGEST_CODE = 5
_WORDS = re.compile(r"\w+")
_CUT = re.compile(
    r"(?:\.\.\.|…)\s*(?:view the full (?:minutes|decision)s? text for item [\w./]+\.?)?\s*$", re.IGNORECASE
)


def is_cut(text: str) -> bool:
    """Whether a page says that it shows the beginning of a text only."""
    return _CUT.search(text) is not None


def fuller(old: object, new: object) -> object:
    """The fuller of two values; the old one where neither is. Of two that differ in capitals only, not the shouted."""
    if not isinstance(old, str) or not isinstance(new, str):
        return old
    if is_cut(old) != is_cut(new):
        return new if is_cut(old) else old
    if fold(old) == fold(new):
        return new if old.isupper() and not new.isupper() else old
    words, others = len(_WORDS.findall(new)), len(_WORDS.findall(old))
    if words == others:
        return new if _is_short_for(old, new) else old
    return new if words > others else old


def _is_short_for(short: str, long: str) -> bool:
    """Whether a text is no more than the capitals for another, as "IND" is for "Independent"."""
    return short.isupper() and len(short) <= _LONGEST_CODE and len(long) > len(short) and not long.isupper()
