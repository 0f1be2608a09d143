"""Sentences of a paragraph of minutes, with the clauses that semicolons part."""

from __future__ import annotations

import re
from functools import lru_cache

# A full stop after these ends no sentence; neither does one after a single capital (an initial) or a typed number.
_ABBREVIATED = re.compile(
    r"(?:\b(?:Cllrs?|Mrs?|Ms|Dr|Prof|Revd?|St|Nos?|no|nos|Min|Mins|Ref|ref|Para|para|paras|Fig|Cttee|e\.g|i\.e|etc|approx|Rd|Ave|Co|Ltd)"
    r"|\b[A-Z]|(?:^|[(\s])\(?(?:\d{1,3}|[ivx]{1,4}|[a-h]))\.$"
)
# What parts sentences has one of these before a blank: most paragraphs have none.
_PARTED = re.compile(r"[.!?;\"'’”)\]]\s")
_END = re.compile(r"[.!?;](?:(?<=;)[\"'’”)\]]*\s+|[\"'’”)\]]*\s+(?=[\"'‘“(\[]?[A-Z0-9]))")
_LONGEST = 6  # letters of an abbreviation
_REMEMBERED = 256  # paragraphs: one grammar after another looks at the same, and a notice has them as the minutes do


@lru_cache(maxsize=_REMEMBERED)
def sentences(text: str) -> tuple[str, ...]:
    """The sentences and the clauses between semicolons, in order, without white space around them."""
    if _PARTED.search(text) is None:
        return (text,) if text else ()
    found, start = [], 0
    for end in _END.finditer(text):
        mark, behind = end.span()
        is_long = mark > _LONGEST and text[mark - _LONGEST - 1 : mark].isalpha()
        if is_long or text[mark] != "." or not _is_abbreviated(text, start, mark):
            found.append(text[start:behind].strip())
            start = behind
    found.append(text[start:].strip())
    return tuple([said for said in found if said])


def _is_abbreviated(text: str, start: int, mark: int) -> bool:
    """Whether a full stop is that of an abbreviation in the sentence that starts there, and ends none."""
    return _ABBREVIATED.search(text, max(start - 1, mark - 8, 0), mark + 1) is not None
