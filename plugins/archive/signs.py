"""A first look at a text: which signs it has of those without which a grammar finds nothing, all told in one pass.

A sign is a word, or an expression that means the same to RE2 and to `re` but for what letters, digits and the edges of
words are: to RE2 they are ASCII's. A sign is written so that it may be told where `re` would not find it, and never the
other way round: an edge stands only beside a letter of ASCII, and where `re` takes any digit, there is `DIGIT`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from re2 import Set

# A digit, or whatever else may be one to `re`.
DIGIT: Final = r"[^\x00-/:-\x7f]"
# Likewise white space, and a letter, a digit or a low line.
BLANK: Final = r"[^!-~]"
LETTER: Final = "[0-9A-Za-z_\x80-\U0010ffff]"
_MEMORY: Final = 1 << 26  # bytes that the matcher may use; it takes a hundredth of that


class FirstLook:
    """Tells which of some signs a text has."""

    def __init__(self, signs: Iterable[str]) -> None:
        """For these signs, of which none stands twice."""
        self._signs = tuple(signs)

    def __call__(self, text: str) -> frozenset[str]:
        """The signs that a text has, and maybe some that it only seems to have."""
        found = self._matcher.Match(text.encode("utf-8", "replace"))
        return frozenset([self._signs[number] for number in found]) if found else _NONE

    @cached_property
    def _matcher(self) -> Set:
        """All signs in one."""
        import re2  # noqa: PLC0415 (most builds read no text)

        options = re2.Options()
        options.max_mem = _MEMORY
        matcher = re2.Set.SearchSet(options)
        for sign in self._signs:
            matcher.Add(sign)
        matcher.Compile()
        return matcher


_NONE: Final = frozenset[str]()
