"""Runs of words with one emphasis and one link → a line of plain text and the same line as CommonMark.

CommonMark's emphasis depends on what stands beside it; so a line is read back, and where it would not say the same
words its emphasis is dropped rather than its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from plugins.archive.prose import parse
from plugins.importers.commonmark import escape, escape_inline, escape_start
from plugins.importers.lines import INVISIBLE, Link

_MARKS: Final = {0: "", 1: "**", 2: "*", 3: "***"}
_WEB = re.compile(r"(?:https?://|mailto:|tel:)\S", re.IGNORECASE)
_UNSAFE = str.maketrans({" ": "%20", "(": "%28", ")": "%29", "<": "%3C", ">": "%3E", "\\": "%5C"})
_MAYBE = "\ufffc"


@dataclass(frozen=True, slots=True)
class Fragment:
    """Words set in one way: `style` is 1 for bold, 2 for italic, 3 for both; `href` where they lead, or nothing."""

    text: str
    style: int = 0
    href: str = ""


@dataclass(frozen=True, slots=True)
class Joined:
    """A line: its plain text, its CommonMark where that differs from escaped plain text, its links."""

    text: str
    markdown: str | None
    links: tuple[Link, ...]


def blank_between() -> Fragment:
    """A place where a blank stands if two words would run together."""
    return Fragment(_MAYBE)


def joined(fragments: Sequence[Fragment]) -> Joined:
    """The fragments as one line."""
    if not fragments:
        return Joined("", None, ())
    pieces = _squeezed(fragments)
    text = "".join(piece.text for piece in pieces)
    links = tuple(
        Link("".join(p.text for p in run).strip(), href)
        for href, run in ((href, list(run)) for href, run in groupby(pieces, key=lambda p: p.href))
        if href
    )
    plain = all(piece.style == 0 and not _WEB.match(piece.href) for piece in pieces)
    return Joined(text, None if plain else _markdown(pieces, text), links)


def _squeezed(fragments: Iterable[Fragment]) -> list[Fragment]:
    """The fragments with single blanks, none at the ends, and equal neighbours made one."""
    pieces: list[Fragment] = []
    blank, maybe = False, False
    for fragment in fragments:
        if fragment.text == _MAYBE:
            maybe = True
            continue
        text = INVISIBLE.sub("", fragment.text)
        words = " ".join(text.split())
        if not words:
            blank = blank or bool(text)
            continue
        apart = blank or text[0].isspace() or (maybe and _touches(pieces, words))
        _append(pieces, Fragment(words, fragment.style, fragment.href), blank=apart)
        blank, maybe = text[-1].isspace(), False
    return pieces


def _touches(pieces: Sequence[Fragment], part: str) -> bool:
    """Whether two words would run together."""
    return bool(pieces) and pieces[-1].text[-1].isalnum() and part[0].isalnum()


def _append(pieces: list[Fragment], piece: Fragment, *, blank: bool) -> None:
    """Add a word; the blank before it belongs to both if they are set alike, else it is plain."""
    if not pieces:
        pieces.append(piece)
        return
    last = pieces[-1]
    if (last.style, last.href) == (piece.style, piece.href):
        pieces[-1] = Fragment(f"{last.text}{' ' if blank else ''}{piece.text}", piece.style, piece.href)
    else:
        if blank:
            pieces.append(Fragment(" "))
        pieces.append(piece)


def _markdown(pieces: Sequence[Fragment], text: str) -> str | None:
    """The pieces as CommonMark that says the text, with as much of its setting as it can bear."""
    for keep in (3, 1, 0):
        made = escape_start("".join(_run(p.href, list(run), keep) for p, run in _runs(pieces)))
        blocks = parse(made)
        if len(blocks) == 1 and blocks[0].kind == "paragraph" and blocks[0].text == text:
            return made
    return escape(text)


def _runs(pieces: Sequence[Fragment]) -> Iterable[tuple[Fragment, Iterable[Fragment]]]:
    """The pieces grouped by where they lead."""
    for _, run in groupby(pieces, key=lambda p: p.href):
        kept = list(run)
        yield kept[0], kept


def _run(href: str, run: Sequence[Fragment], keep: int) -> str:
    """Pieces that lead to one place. `keep` is which emphasis to keep: 3 all, 1 bold only, 0 none."""
    words = "".join(_set(piece, keep) for piece in run)
    if not _WEB.match(href) or not words.strip():
        return words
    return f"[{words}]({href.translate(_UNSAFE)})"


def _set(piece: Fragment, keep: int) -> str:
    """One piece with its emphasis."""
    mark = _MARKS[piece.style & keep]
    return f"{mark}{escape_inline(piece.text)}{mark}" if piece.text.strip() else piece.text
