"""Whether every word of a source stands in a record or among what was not understood."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from plugins.archive.prose import parse, plain_text
from plugins.importers.drafts import Reading, Stray

_WORD = re.compile(r"\w+")
_INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad\x00-\x08\x0e-\x1b\x1f\x7f]")
_PROSE = {"summary", "decision", "minutes", "purpose", "introduction", "reasons_text", "alternatives", "interests"}


def words(text: str) -> list[str]:
    """The words of a text, in order, without regard to case."""
    return _WORD.findall(_INVISIBLE.sub("", text).casefold())


def told(reading: Reading) -> list[str]:
    """Every stretch of text that a reading put into records or left over."""
    facts = [
        each for draft in reading.drafts for each in _texts(msgspec.to_builtins(draft.record, builtin_types=(dt.date,)))
    ]
    homeless = [each for stray in reading.strays for each in (*_stray(stray), *(left.text for left in stray.lines))]
    return [*facts, *homeless, *(left.text for left in reading.left)]


def _stray(stray: Stray) -> Iterator[str]:
    """The texts of an item without a meeting."""
    yield from _texts(msgspec.to_builtins(stray.item, builtin_types=(dt.date,)))
    yield f"{stray.day:%d/%m/%Y}" if stray.day else ""


def missing(source: str, reading: Reading) -> list[str]:
    """The words of the source that are told less often than the source has them."""
    have = Counter(word for text in told(reading) for word in words(text))
    return sorted((Counter(words(source)) - have).elements())


def missing_letters(source: str, reading: Reading) -> list[str]:
    """The letters and digits that are told less often: of words that a page runs together, we may tell two."""
    have = Counter("".join(word for text in told(reading) for word in words(text)))
    return sorted((Counter("".join(words(source))) - have).elements())


def in_order(wanted: Iterable[str], text: str) -> bool:
    """Whether the wanted words stand in the text, in this order."""
    rest = iter(words(text))
    return all(word in rest for word in wanted)


def _texts(value: Any, key: str = "") -> Iterator[str]:
    """The texts of a record's tree, prose without its markup, dates as sources write them."""
    if key == "sources":
        return
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _texts(inner, name)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner, key)
    elif isinstance(value, dt.date):
        yield f"{value:%d/%m/%Y}"
    elif isinstance(value, str):
        yield plain_text(parse(value)) if key in _PROSE else value
