"""Of two texts of one thing, the fuller: cut text never replaces whole text."""

from __future__ import annotations

import re

from plugins.archive.text import fold

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
    return new if len(new.split()) > len(old.split()) else old
