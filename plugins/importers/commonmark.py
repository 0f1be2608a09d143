"""Text as written → CommonMark that shows exactly that text, and paragraphs, lists and headings as CommonMark blocks.

Knows what CommonMark would take for markup; nothing of councils. The inverse is `plugins.archive.prose`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["paragraph", "item", "continued", "heading", "table"]

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
    """A stretch of CommonMark that becomes one block.

    `level` is a list item's depth: what is deeper stands within; `mark` is what stands before an item ("- ", "3. ").
    A "continued" piece is a further paragraph of the item before it.
    """

    kind: BlockKind
    markdown: str
    level: int = 0
    mark: str = "- "


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
    lists: list[_Open] = []
    for piece in pieces:
        if before is not None and not (before.kind == piece.kind == "item"):
            yield ""
        lists = _lists(lists, piece)
        indent = sum(each.width for each in (lists[:-1] if piece.kind == "item" else lists))
        yield from _block(piece, " " * indent)
        before = piece


@dataclass(frozen=True, slots=True)
class _Open:
    """A list that is open: its items' level, and how far their text is set in."""

    level: int
    width: int


def _lists(lists: list[_Open], piece: Piece) -> list[_Open]:
    """The lists that are open at the piece: indents are counted, never guessed from the level."""
    if piece.kind == "continued":
        return lists
    if piece.kind != "item":
        return []
    return [*(each for each in lists if each.level < piece.level), _Open(piece.level, len(piece.mark))]


def _block(piece: Piece, indent: str) -> Iterator[str]:
    """One block, with its mark, continued lines set under its text."""
    if piece.kind == "table":
        yield piece.markdown
        return
    markdown = _NUMBER_SIGNS_AT_END.sub(r"\\\1", piece.markdown) if piece.kind == "heading" else piece.markdown
    mark = {"item": piece.mark, "heading": "### "}.get(piece.kind, "")
    below = "\n" + indent + " " * (len(mark) if piece.kind == "item" else 0)
    yield indent + mark + markdown.replace("\n", below)
