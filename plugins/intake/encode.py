"""Record → canonical YAML: keys in the order of the record types, defaults left out, prose in blocks.

One record has one text, so an import that finds nothing new changes no byte, and a diff shows what changed.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from typing import Final

import msgspec

from plugins.archive.places import AnyRecord

LONGEST_LINE: Final = 100
# Readers of YAML other than ours take a block with the line break that ends it, which an address could not bear.
_ONE_LINE: Final = frozenset({"url", "file", "title", "display_title", "name", "sha256"})
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
_PLAIN = re.compile(r"[^\W\d_](?:[^\n:#\t]|:(?=[^\s])|#)*(?<![\s:])")
_RESERVED = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})

_Value = dict[str, "_Value"] | list["_Value"] | tuple["_Value", ...] | str | int | bool | dt.date


def encode(record: AnyRecord) -> str:
    """The canonical YAML text of a record, ending in a line break. The identifier is not in it."""
    value = msgspec.to_builtins(record, builtin_types=(dt.date,))
    value.pop("id", None)
    return "".join(_mapping(value, ""))


def _mapping(value: dict[str, _Value], indent: str) -> Iterator[str]:
    """The lines of a mapping."""
    for key, inner in value.items():
        if inner is not None:
            yield f"{indent}{key}:"
            yield from _below(inner, indent + "  ", may_be_block=key not in _ONE_LINE)


def _below(value: _Value, indent: str, *, may_be_block: bool = True) -> Iterator[str]:
    """What follows a key's colon."""
    if isinstance(value, dict):
        yield "\n" if value else " {}\n"
        yield from _mapping(value, indent)
    elif isinstance(value, list | tuple):
        yield "\n" if value else " []\n"
        yield from _sequence(value, indent)
    else:
        yield f" {_scalar(value, indent, may_be_block=may_be_block)}\n"


def _sequence(value: list[_Value] | tuple[_Value, ...], indent: str) -> Iterator[str]:
    """The lines of a list; the first key of a mapping stands on the dash's line."""
    for inner in value:
        if isinstance(inner, dict) and inner:
            text = "".join(_mapping(inner, indent + "  "))
            yield f"{indent}- {text[len(indent) + 2 :]}"
        else:
            yield f"{indent}-"
            yield from _below(inner, indent + "  ")


def _scalar(value: _Value, indent: str, *, may_be_block: bool) -> str:
    """A plain value, quoted or in a block where it must be."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | dt.date):
        return str(value)
    text = str(value)
    if may_be_block and _is_block(text):
        lines = (f"{indent}{line}" if line else "" for line in text.split("\n"))
        return "|\n" + "\n".join(lines)
    return text if _is_plain(text) else _quoted(text)


def _is_block(text: str) -> bool:
    """Whether text is best, and safely, written as a block."""
    long = len(text) > LONGEST_LINE or "\n" in text
    return long and text[:1] not in {" ", "\t", "\n", ""} and text[-1] != "\n" and not _UNPRINTABLE.search(text)


def _is_plain(text: str) -> bool:
    """Whether text needs no quotes, for any reader of YAML."""
    is_word = text.lower() in _RESERVED
    return not is_word and " #" not in text and _PLAIN.fullmatch(text) is not None and not _UNPRINTABLE.search(text)


def _quoted(text: str) -> str:
    """Text in double quotes; JSON's escapes are YAML's, and what YAML would not print is escaped."""
    return _UNPRINTABLE.sub(lambda m: f"\\u{ord(m[0]):04x}", json.dumps(text, ensure_ascii=False))
