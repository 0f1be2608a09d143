"""Sentences of a paragraph of minutes, with the clauses that semicolons part."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A full stop after these ends no sentence; neither does one after a single capital (an initial) or a typed number.
_ABBREVIATED = re.compile(
    r"(?:\b(?:Cllrs?|Mrs?|Ms|Dr|Prof|Revd?|St|Nos?|no|nos|Min|Mins|Ref|ref|Para|para|paras|Fig|Cttee|e\.g|i\.e|etc|approx|Rd|Ave|Co|Ltd)"
    r"|\b[A-Z]|(?:^|[(\s])\(?(?:\d{1,3}|[ivx]{1,4}|[a-h]))\.$"
)
# What parts sentences has one of these before a blank: most paragraphs have none.
_PARTED = re.compile(r"[.!?;\"'’”)\]]\s")
_END = re.compile(r"[.!?;][\"'’”)\]]*\s+")
_BEGINS = re.compile(r"[\"'‘“(\[]?[A-Z0-9]")


def sentences(text: str) -> Iterator[str]:
    """The sentences and the clauses between semicolons, in order, without white space around them."""
    if _PARTED.search(text) is None:
        yield from (text,) if text else ()
        return
    start = 0
    for end in _END.finditer(text):
        mark = text[end.start()]
        if mark != ";" and _BEGINS.match(text, end.end()) is None:
            continue
        if mark == "." and _ABBREVIATED.search(text, max(start - 1, end.start() - 8, 0), end.start() + 1):
            continue
        if said := text[start : end.end()].strip():
            yield said
        start = end.end()
    if said := text[start:].strip():
        yield said
