"""Records as `plugins.intake.encode` writes them, and most people: read line by line, several times as fast as YAML is.

    line   = INDENT "- "? (KEY ":")? value? LINE-BREAK
    value  = plain | '"' … '"' | "[]" | "{}" | "|" LINE-BREAK lines of text, two blanks further in

It is a part of YAML, and what is read here is what `plugins.intake.yaml_text` reads; whatever is not of this part is
left to it: comments, blank lines between keys, other quotes, tabs, aliases, a value that goes on in the next line.
"""

from __future__ import annotations

import json
import re
from typing import Final

YamlValue = dict[str, "YamlValue"] | list["YamlValue"] | str | None

NULLS: Final = frozenset({"~", "null", "Null", "NULL", ""})
# A plain value: no sign before it that means something, no ": " and no " #" in it, no blank behind it; not nothing.
_PLAIN: Final = (
    r"(?!(?:null|Null|NULL)\n)[^\s\-?:,\[\]{}#&*!|>'\"%@`~][^\n:#]*+(?:(?::(?=[^ \n])|(?<! )#)[^\n:#]*+)*(?<! )"
)
_QUOTED: Final = r"\"((?:[^\"\\\n]|\\[\"\\nt])*)\""
_FURTHER: Final = r"\1  (?(2)  )"
_BLOCK: Final = rf"\|-?\n({_FURTHER}[^ \n].*+\n(?:{_FURTHER}.*+\n|\n)*+)"
_EMPTY: Final = r"(\[\]|\{\})"
# So few blanks before a line that values are never nested deeper than `plugins.intake.yaml_text` lets them be.
_BEFORE: Final = r"( {0,20}+)(- )?(?:([a-z][a-z_0-9]*+):(?=[ \n]))? ?"
# A line that is none of these is passed over whole, so that no length of it is tried twice.
_LINES: Final = re.compile(rf"{_BEFORE}(?:({_PLAIN})\n|{_QUOTED}(\n)|{_BLOCK}|{_EMPTY}\n|\n)|[^\n]+|\n")
_USUAL: Final = bytes((0x0A, *range(0x20, 0x7F)))
# What may stand beside that in a text that is read here: no control characters, no line breaks of other kinds.
_UNUSUAL: Final = re.compile("[^\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_STEP: Final = "  "

# Indent, dash, key, plain value, quoted value and the break behind it, block, empty value. Other lines have no key, and
# neither dash nor value.
_Line = tuple[str, str, str, str, str, str, str, str]
_END: Final = ("",) * 8


class _OtherwiseError(Exception):
    """A text is not of the part of YAML that is read here."""


def read_canonical(text: str, raw: bytes | None = None) -> dict[str, YamlValue] | None:
    """The keys and values of a text, each value text, list or mapping; `None` where YAML's own reader must look.

    `raw` is the text as UTF-8, where that is at hand.
    """
    left = (text.encode() if raw is None else raw).translate(None, _USUAL)
    if left and _UNUSUAL.search(left.decode()):
        return None
    lines: list[_Line] = _LINES.findall(text)
    lines.append(_END)
    try:
        found, end = _mapping(lines, 0, "")
    except _OtherwiseError:
        return None
    return found if found and end == len(lines) - 1 else None


def _mapping(lines: list[_Line], at: int, indent: str, dash: str = "") -> tuple[dict[str, YamlValue], int]:
    """The mapping that begins with a line, behind its dash where it has one; and the number of the line after it."""
    found: dict[str, YamlValue] = {}
    inner = indent + _STEP if dash else indent
    while True:
        before, mark, key, plain, quoted, closed, block, empty = lines[at]
        if before != indent or mark != dash or not key:
            return found, at
        if key in found:
            raise _OtherwiseError
        indent, dash, at = inner, "", at + 1
        if plain:
            found[key] = plain
        elif block:
            found[key] = _dedented(block, f"\n{inner}{_STEP}")
        elif closed or empty:
            found[key] = _unquoted(quoted) if closed else [] if empty == "[]" else {}
        else:
            found[key], at = _below(lines, at, inner)


def _below(lines: list[_Line], at: int, indent: str) -> tuple[YamlValue, int]:
    """What stands below a key with nothing behind it: a list, or a mapping further in."""
    before, mark = lines[at][:2]
    if mark and len(before) >= len(indent):
        return _list(lines, at, before)
    if len(before) > len(indent):
        return _mapping(lines, at, before)
    raise _OtherwiseError


def _list(lines: list[_Line], at: int, indent: str) -> tuple[list[YamlValue], int]:
    """The list that begins with a line, and the number of the line after it."""
    found: list[YamlValue] = []
    while lines[at][0] == indent and lines[at][1]:
        _, mark, key, plain, quoted, closed, _, _ = lines[at]
        if key:
            value, at = _mapping(lines, at, indent, mark)
            found.append(value)
        elif plain or closed:
            found.append(plain or _unquoted(quoted))
            at += 1
        else:
            raise _OtherwiseError
    return found, at


def _dedented(block: str, pad: str) -> str:
    """A block of text without the blanks before its lines, and the line breaks that end it."""
    return block.replace(pad, "\n")[len(pad) - 1 :].rstrip("\n")


def _unquoted(text: str) -> str:
    """What stood between quotation marks; the few escapes that may stand there are JSON's, too."""
    return (str(json.loads(f'"{text}"')) if "\\" in text else text).rstrip("\n")
