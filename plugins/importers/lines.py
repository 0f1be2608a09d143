"""A page as lines: what every text grammar reads, whether the page came as text or as HTML.

Knows white space, bullets and line numbers; nothing of any system's labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from plugins.archive.text import squeeze
from plugins.importers.commonmark import Piece, escape

LineKind = Literal["", "heading", "table"]

_BREAKS = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad\x00-\x08\x0e-\x1b\x1f\x7f\ufffe\uffff]")
_BULLET = re.compile(r"(?P<indent>\s*)(?P<mark>[•·▪▫◦‣⁃●○■□➢✓\uf0b7\uf0a7]|[-–*o](?=\s))\s*(?P<text>.*)", re.DOTALL)
_SURE_MARKS = frozenset("•·▪▫◦‣⁃●○■□➢✓\uf0b7\uf0a7")
_TAB = 4
_NARROWEST, _WIDEST, _FEWEST_BREAKS, _FULL, _LABEL = 45, 130, 5, 0.8, 40
_STOPS = frozenset(".:;!?…|")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page with its words.

    `number` is its line in the source, from 1; `text` its plain text with single blanks and without its bullet;
    `bullet` the bullet as written, `indent` the columns before it. `markdown` is the line as CommonMark where the
    source had markup. `gap` says that a blank line stands before it, `continued` that it belongs to the list item
    before it. `links` are the addresses in it, `roles` the classes and identifiers of the markup around it, `row` the
    row of the table that arranges it.
    """

    number: int
    text: str
    bullet: str = ""
    indent: int = 0
    gap: bool = False
    markdown: str | None = None
    kind: LineKind = ""
    links: tuple[Link, ...] = ()
    roles: frozenset[str] = frozenset()
    continued: bool = False
    row: int = 0

    @property
    def written(self) -> str:
        """The line with its bullet, as a report shows it."""
        return f"{self.bullet} {self.text}".strip()


@dataclass(frozen=True, slots=True)
class Link:
    """An address and the words that lead there."""

    text: str
    url: str


def text_lines(text: str) -> tuple[Line, ...]:
    """The lines of a plain text that hold words; lines that were broken to a width are joined again.

    A bullet that stands alone is joined to the line after it.
    """
    return _unwrapped(_settled(tuple(_with_lone_bullets_joined(_numbered(_BREAKS.split(text))))))


def _numbered(raw_lines: Iterable[str]) -> Iterator[Line]:
    """Each line that is not blank."""
    gap = False
    for number, raw in enumerate(raw_lines, 1):
        line = _line(number, INVISIBLE.sub("", raw), gap=gap)
        gap = line is None
        if line is not None:
            yield line


def _line(number: int, raw: str, *, gap: bool) -> Line | None:
    """One line, with its bullet apart; `None` where it is blank."""
    match = _BULLET.fullmatch(raw)
    if match is None:
        text = squeeze(raw)
        return Line(number, text, indent=_columns(raw), gap=gap) if text else None
    return Line(number, squeeze(match["text"]), match["mark"], _columns(match["indent"]), gap)


def _columns(raw: str) -> int:
    """The width of the white space before a line's text."""
    expanded = raw.expandtabs(_TAB)
    return len(expanded) - len(expanded.lstrip())


def _with_lone_bullets_joined(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, where "•" alone takes the words of the next line. A lone dash is no bullet but a dash."""
    lone: Line | None = None
    for line in lines:
        if lone is not None:
            yield from _joined(lone, line)
            lone = None
        elif line.bullet in _SURE_MARKS and line.bullet and not line.text:
            lone = line
        else:
            yield line if line.text else replace(line, text=line.bullet, bullet="")
    if lone is not None:
        yield replace(lone, text=lone.bullet, bullet="")


def _joined(lone: Line, line: Line) -> Iterator[Line]:
    """A lone bullet and the next line as one; two bullets stay two lines."""
    if line.bullet:
        yield replace(lone, text=lone.bullet, bullet="")
        yield line if line.text else replace(line, text=line.bullet, bullet="")
    else:
        yield replace(line, bullet=lone.bullet, indent=lone.indent, gap=lone.gap, number=lone.number)


def _settled(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines, where a dash, asterisk or "o" is a bullet only beside another of its kind; else it is text."""
    marks = ["", *(line.bullet for line in lines), ""]
    return tuple(
        line
        if not line.bullet or line.bullet in _SURE_MARKS or line.bullet in marks[n : n + 3 : 2]
        else _unbulleted(line)
        for n, line in enumerate(lines)
    )


def _unwrapped(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines, where one that goes on in the middle of a sentence is joined to the line before it.

    A sentence goes on where a line of a usual width ends without a stop and the next begins with a small letter and no
    blank line or bullet. Where a page does so often, its full lines also go on with a capital.
    """
    wide = _width(lines)
    joined: list[Line] = []
    last = 0
    for line in lines:
        if joined and _goes_on(joined[-1], line, last, wide):
            joined[-1] = replace(joined[-1], text=f"{joined[-1].text} {line.text}")
        else:
            joined.append(line)
        last = len(line.text)
    return tuple(joined)


def _width(lines: Sequence[Line]) -> int:
    """The width to which a page's lines are broken; 0 where they are not."""
    pairs = [(a, b) for a, b in pairwise(lines) if not b.gap and not b.bullet]
    broken = [len(a.text) for a, b in pairs if _goes_on(a, b, len(a.text), 0)]
    often = len(broken) >= _FEWEST_BREAKS and len(broken) * 4 >= len(pairs)
    return max(broken) if often else 0


def _goes_on(before: Line, line: Line, last: int, wide: int) -> bool:
    """Whether a line goes on with the sentence of the line before it. `last` is the width of what is before it."""
    if line.gap or line.bullet or not _NARROWEST <= last <= _WIDEST or before.text[-1] in _STOPS:
        return False
    full = wide > 0 and last >= wide * _FULL and line.text[0].isalpha() and not line.text.isupper()
    return line.text[0].islower() or (full and ":" not in line.text[:_LABEL])


def _unbulleted(line: Line) -> Line:
    """The line with its bullet as the first of its words."""
    return replace(line, text=line.written, bullet="")


def pieces(lines: Iterable[Line]) -> Iterator[Piece]:
    """The lines as blocks of prose: bullets by their indent, numbers as typed, everything else a paragraph."""
    for line in lines:
        markdown = line.markdown if line.markdown is not None else escape(line.text)
        if line.kind:
            yield Piece(line.kind, markdown)
        elif line.bullet:
            yield _list_item(line, markdown)
        else:
            yield Piece("continued" if line.continued else "paragraph", markdown)


def _list_item(line: Line, markdown: str) -> Piece:
    """A list item: a number that CommonMark can count with is its mark, a letter is part of its text."""
    number = line.bullet.rstrip(".")
    if number.isdigit():
        return Piece("item", markdown, line.indent, f"{number}. ")
    lettered = len(line.bullet) > 1
    return Piece("item", f"{line.bullet} {markdown}" if lettered else markdown, line.indent)
