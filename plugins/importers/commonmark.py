"""Text as written → CommonMark that shows exactly that text, and paragraphs, lists and headings as CommonMark blocks.

Knows what CommonMark would take for markup; nothing of councils. The inverse is `plugins.archive.prose`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["paragraph", "bullet", "heading", "table"]

_INLINE = re.compile(
    r"[\\`*\[\]]"  # escapes, code, emphasis, links
    r"|(?<![^\W_])_|_(?![^\W_])"  # an underscore within a word is only an underscore
    r"|<(?=[A-Za-z/!?])"  # what could be an address in angle brackets
    r"|&(?=#|[A-Za-z][A-Za-z0-9]*;)"  # what could be a character reference
)
_AT_START = re.compile(r"(?:#{1,6}|[-+>])(?=\s|$)|>|~~~|(?:[-=]\s*)+$|[|:][\s|:\-]*$")
_NUMBER_SIGNS_AT_END = re.compile(r"(?<![\\#])(#+)$")
_NUMBER_AT_START = re.compile(r"(\d{1,9})([.)])(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of CommonMark that becomes one block. `level` is a bullet's depth from 0."""

    kind: BlockKind
    markdown: str
    level: int = 0


def escape(text: str) -> str:
    """One line of plain text as CommonMark that shows exactly this text in a paragraph, list item or heading."""
    return escape_start(escape_inline(text))


def escape_inline(text: str) -> str:
    """Plain text within a line as CommonMark."""
    return _INLINE.sub(lambda match: "\\" + match[0], text)


def escape_start(markdown: str) -> str:
    """CommonMark whose first characters cannot be taken for a list, heading, quotation or rule."""
    if _AT_START.match(markdown):
        return "\\" + markdown
    return _NUMBER_AT_START.sub(r"\1\\\2", markdown, count=1) if markdown[:1].isdigit() else markdown


def compose(pieces: Iterable[Piece]) -> str:
    """The CommonMark text of a sequence of blocks; empty where there are none."""
    return "\n".join(_lines(pieces))


def _lines(pieces: Iterable[Piece]) -> Iterator[str]:
    """Each block's lines, blank lines between blocks, none between the items of a list."""
    before: Piece | None = None
    depths: list[int] = []
    for piece in pieces:
        if before is not None and not (before.kind == piece.kind == "bullet"):
            yield ""
        depths = _depths(depths, piece)
        yield from _block(piece, "  " * (len(depths) - 1))
        before = piece


def _depths(depths: list[int], piece: Piece) -> list[int]:
    """The levels of the lists that are open at the piece: indents are counted, never guessed from the level."""
    if piece.kind != "bullet":
        return []
    return [*(level for level in depths if level < piece.level), piece.level]


def _block(piece: Piece, indent: str) -> Iterator[str]:
    """One block, with its mark, continued lines set under its text."""
    if piece.kind == "table":
        yield piece.markdown
        return
    markdown = _NUMBER_SIGNS_AT_END.sub(r"\\\1", piece.markdown) if piece.kind == "heading" else piece.markdown
    mark = {"bullet": f"{indent}- ", "heading": "### "}.get(piece.kind, "")
    rest = f"\n{indent}  " if piece.kind == "bullet" else "\n"
    yield mark + markdown.replace("\n", rest)
