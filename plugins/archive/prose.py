"""CommonMark prose as numbered blocks: what paragraphs there are, their numbers, their safe HTML, their plain text.

`k` counts paragraphs and list items from 1, in reading order; headings, tables and rules have no number. The first
paragraph of a list item is the item. Raw HTML shows as text, images and indented code do not exist, links lead to
http, https, mailto and tel only: markup from a saved page never reaches our pages. Lists keep their typed numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import count, groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Literal

import msgspec

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

BlockKind = Literal["paragraph", "item", "heading", "table", "rule"]

_LINK = re.compile(r"(?:https?://|mailto:|tel:)\S+\Z", re.IGNORECASE)
# What may be markup: anything CommonMark looks at anywhere, or at the start of a line, or white space it tells apart.
# Each is a pattern of its own, since one of a single set of signs, or with a fixed beginning, is found far faster.
_SIGNS = re.compile(
    r"[*_\[\]<>&\\`#|~\t\r\f\v\x00-\x08\x0e-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
)
_NO_SIGNS = bytes(code for code in range(0x80) if not _SIGNS.match(chr(code)))
_BREAK = "  \n"
_START = r" *(?:[-+=]|\d{1,9}[.)])"
_FIRST_LINE, _LINE = re.compile(_START), re.compile(rf"\n{_START}")
_BLANK_LINES = re.compile(r"\n *(?:\n *)+")
# An entry of a list that holds plain text and no further list.
_ENTRY = re.compile(rf"(?:-|([0-9]{{1,9}})\.) (?!{_START})(\S.*)")
_LETTER = re.compile(r"([msd])(\d+[a-z]?)")


class Block(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A stretch of prose that stands on its own.

    `text` is plain text, `marked` the same as inner HTML (of a table: its rows), already escaped, or nothing where the
    two are one, as in most; `opens` and `closes` are the tags of lists and quotations that begin before and end after
    it. `level` is a heading's as typed, from 1 to 6.
    """

    kind: BlockKind
    number: str | None
    text: str
    marked: str = ""
    opens: str = ""
    closes: str = ""
    level: int = 3

    @property
    def html(self) -> str:
        """Inner HTML (of a table: its rows), already escaped."""
        return self.marked or self.text


Prose = tuple[Block, ...]


def parse(text: str | None) -> Prose:
    """The blocks of a CommonMark text; `None` and blank text have none."""
    if not text or text.isspace():
        return ()
    if _BREAK in text or _has_signs(text):
        return tuple(_blocks(_parser().parse(text)))
    if not (_FIRST_LINE.match(text) or _LINE.search(text)):
        return _plain_blocks(text)
    return _listed_blocks(text) or tuple(_blocks(_parser().parse(text)))


def _has_signs(text: str) -> bool:
    """Whether a text has one of the signs. Most texts have none, which is soonest seen by leaving out all others."""
    rest = text.encode("utf-8", "replace").translate(None, _NO_SIGNS)
    return bool(rest) and _SIGNS.search(rest.decode()) is not None


def _plain_blocks(text: str) -> Prose:
    """The blocks of a text without markup, as most minutes are: its paragraphs. The parser would say the same."""
    paragraphs = _BLANK_LINES.split(text.strip())
    return tuple([Block("paragraph", str(number), *_lines(each)) for number, each in enumerate(paragraphs, 1)])


def _lines(paragraph: str) -> tuple[str, str]:
    """A paragraph with blanks in place of its line breaks, and with them; most are of one line, and have none."""
    if "\n" not in paragraph:
        return paragraph.strip(), ""
    lines = [line.strip() for line in paragraph.split("\n")]
    return " ".join(lines), "\n".join(lines)


# Paragraphs or lists between blank lines: the tag of the list, and of each entry its number and its text.
_Run = tuple[str, list[tuple[str, str]]]


def _listed_blocks(text: str) -> Prose:
    """The same of a text whose only markup is simple lists, as most others are; nothing where the parser must look."""
    if "\n " in text or text[0] == " ":
        return ()
    runs = [_run(chunk) for chunk in _BLANK_LINES.split(text.strip())]
    known = [run for run in runs if run is not None]
    return tuple(_run_on(known)) if len(known) == len(runs) else ()


def _run(chunk: str) -> _Run | None:
    """A paragraph, or the entries of a list of one kind that each take a line; `None` of whatever else there is."""
    if not (_FIRST_LINE.match(chunk) or _LINE.search(chunk)):
        return "", [_lines(chunk)]
    lines = chunk.split("\n")
    entries = [match.groups("") for line in lines if (match := _ENTRY.fullmatch(line))]
    tags = {"ol" if number else "ul" for number, _ in entries}
    if len(entries) < len(lines) or len(tags) > 1:
        return None
    return tags.pop(), [(number, said.strip()) for number, said in entries]


def _run_on(runs: list[_Run]) -> Iterator[Block]:
    """The blocks of paragraphs and lists; a list goes on behind blank lines."""
    counted = count(1)
    for tag, group in groupby(runs, key=itemgetter(0)):
        entries = [entry for _, run in group for entry in run]
        for place, (number, said) in enumerate(entries):
            if not tag:
                yield Block("paragraph", str(next(counted)), number, said)
            else:
                before = "" if place else _list_tag(tag, number)
                opens = before + (f'<li value="{int(number)}">' if number else "<li>")
                closes = "</li>" + (f"</{tag}>" if place == len(entries) - 1 else "")
                yield Block("item", str(next(counted)), said, "", opens, closes)


def _list_tag(tag: str, number: str) -> str:
    """The tag that opens a list, with the number of its first entry where that is not the first there is."""
    return f'<{tag} start="{int(number)}">' if number and int(number) != 1 else f"<{tag}>"


def plain_text(prose: Prose) -> str:
    """The prose without markup, a line for each block."""
    return "\n".join([block.text for block in prose])


def paragraph(prose: Prose, pointer: str) -> Block | None:
    """The block that a pointer such as "m12" names, whatever its edition's letter; `None` where there is none."""
    match = _LETTER.fullmatch(pointer)
    return next((b for b in prose if match and b.number == match[2]), None)


def render(
    prose: Prose,
    *,
    anchor: str,
    letter: str,
    link: str | None = None,
    heading: int = 4,
    form: Callable[[str], str] = str,
) -> str:
    """The prose as HTML: every numbered block has the id `<anchor>-<letter><k>` and a link to itself.

    A heading typed `###` becomes one of the level `heading`, so that it fits below the page's own.
    With `link` (the page where the prose has its home, ending in "#") no ids are given and the links lead there.
    `form` gives whatever is not ASCII the form that the HTML is wanted in.
    """
    name = form(f"{anchor}-{letter}" if anchor else letter)
    way, mark = f'{form(_TOGETHER)}<a class=para href="{form(link or "#")}{name}', form("¶")
    made = []
    for block in prose:
        html, number = block.marked or block.text, block.number
        if not html.isascii():
            html = form(html)
        if number is None:
            made.append(block.opens + _unnumbered(block, html, heading) + block.closes)
            continue
        begin, end = _TAGS[block.kind]
        identity = f' id="{name}{number}"' if link is None else ""
        label = f'{way}{number}" aria-label="Link to paragraph {number}">{mark}'
        made.append(f"{block.opens}{begin}{identity}>{html}{label}</a>{end}{block.closes}")
    return "".join(made)


# What begins and ends a paragraph and a list item, of which the end tag is in `closes`.
_TOGETHER = "\u00a0"  # no line begins with the link to the paragraph that ends there
_TAGS = {"paragraph": ("<p", "</p>"), "item": ("<span class=li", "</span>")}


def _unnumbered(block: Block, html: str, heading: int) -> str:
    """A heading, a table or a rule."""
    if block.kind == "heading":
        level = min(max(heading, heading + block.level - 3), 6)
        return f"<h{level}>{html}</h{level}>"
    if block.kind == "table":
        return f'<div class="table-scroll" tabindex="0" role="region" aria-label="Table"><table>{html}</table></div>'
    return "<hr>"


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    """CommonMark with tables, without raw HTML, images, indented code, or links to anywhere but the web."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 (most prose is read without it)

    parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "typographer": False})
    parser.enable("table").disable(["html_block", "html_inline", "image", "code", "reference"])
    parser.validateLink = lambda url: _LINK.match(url) is not None  # type: ignore[method-assign]
    return parser


# --- from the parser's tokens to blocks --------------------------------------------------------------------------


@dataclass(slots=True)
class _State:
    """Where the walk over the tokens is: the next number, and list tags waiting for the next block."""

    number: int = 0
    opens: str = ""
    item_waits: bool = False

    def take_opens(self) -> str:
        """The waiting tags, which now stand before a block."""
        opens, self.opens = self.opens, ""
        return opens

    def next_number(self) -> str:
        """The number of the next paragraph or list item. Text, for one inserted later is "7a"."""
        self.number += 1
        return str(self.number)


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    """Blocks in reading order; an end tag goes to the block before it."""
    state, held = _State(), None
    for block, closes in _steps(tokens, state):
        if block is not None:
            if held is not None:
                yield held
            held = block
        elif held is not None and closes:
            held = _with_closes(held, closes)
    if held is not None:
        yield held


def _with_closes(block: Block, closes: str) -> Block:
    """The block with more end tags behind it."""
    return Block(block.kind, block.number, block.text, block.marked, block.opens, block.closes + closes, block.level)


def _steps(tokens: Sequence[Token], state: _State) -> Iterator[tuple[Block | None, str]]:
    """For each token that means something: a block, or end tags."""
    position = 0
    while position < len(tokens):
        token = tokens[position]
        if token.type == "table_open":
            end = _end_of(tokens, position, "table_close")
            yield _table(tokens[position + 1 : end], state), ""
            position = end
        elif token.type in _READ:
            yield _READ[token.type](token, tokens[position - 1] if position else token, state)
        position += 1


def _end_of(tokens: Sequence[Token], start: int, kind: str) -> int:
    """The place of the next token of the kind."""
    return next(n for n in range(start, len(tokens)) if tokens[n].type == kind)


def _open_list(token: Token, _before: Token, state: _State) -> tuple[None, str]:
    """Remember the tag of a list or quotation for the next block."""
    start = token.attrGet("start")
    state.opens += f'<{token.tag} start="{start}">' if start is not None else f"<{token.tag}>"
    return None, ""


def _open_item(token: Token, _before: Token, state: _State) -> tuple[Block | None, str]:
    """Remember the tag of a list item; its first paragraph is the item, with the number as typed."""
    state.opens += f'<li value="{int(token.info)}">' if token.info.isdigit() else "<li>"
    state.item_waits = True
    return None, ""


def _close(token: Token, _before: Token, state: _State) -> tuple[Block | None, str]:
    """End tags; an item that held nothing still counts and shows."""
    if state.opens:
        state.item_waits = False
        return Block("item", state.next_number(), "", "", state.take_opens(), f"</{token.tag}>"), ""
    return None, f"</{token.tag}>"


def _inline(token: Token, before: Token, state: _State) -> tuple[Block | None, str]:
    """A heading, a paragraph or a list item's first paragraph."""
    text, marked = _inline_text(token.children or []), _inline_html(token.children or [])
    if marked == text:
        marked = ""
    if before.type == "heading_open":
        return Block("heading", None, text, marked, state.take_opens(), "", int(before.tag[1:])), ""
    kind: BlockKind = "item" if state.item_waits else "paragraph"
    state.item_waits = False
    return Block(kind, state.next_number(), text, marked, state.take_opens()), ""


def _fence(token: Token, _before: Token, state: _State) -> tuple[Block | None, str]:
    """Fenced text is a paragraph with its line breaks."""
    text = token.content.rstrip("\n")
    html = escape(text, quote=False).replace("\n", "<br>")
    return Block("paragraph", state.next_number(), text, html, state.take_opens()), ""


def _rule(_token: Token, _before: Token, state: _State) -> tuple[Block | None, str]:
    """A line across the page."""
    return Block("rule", None, "", "", state.take_opens()), ""


_Reader = Callable[["Token", "Token", _State], tuple[Block | None, str]]
_READ: dict[str, _Reader] = {
    "bullet_list_open": _open_list,
    "ordered_list_open": _open_list,
    "blockquote_open": _open_list,
    "list_item_open": _open_item,
    "bullet_list_close": _close,
    "ordered_list_close": _close,
    "blockquote_close": _close,
    "list_item_close": _close,
    "inline": _inline,
    "fence": _fence,
    "hr": _rule,
}


def _table(tokens: Sequence[Token], state: _State) -> Block:
    """A table as one block: rows as HTML, and as text with bars between cells."""
    html, cells, rows = [], [], []
    for token in tokens:
        if token.type == "inline":
            html.append(_inline_html(token.children or []))
            cells.append(_inline_text(token.children or []))
        elif token.type.endswith(("_open", "_close")):
            html.append(f"</{token.tag}>" if token.nesting < 0 else _cell_tag(token))
        if token.type == "tr_close":
            rows.append(" | ".join(cells))
            cells = []
    return Block("table", None, "\n".join(rows), "".join(html), state.take_opens())


def _cell_tag(token: Token) -> str:
    """A start tag within a table; head cells say which way they head."""
    return '<th scope="col">' if token.tag == "th" else f"<{token.tag}>"


_BREAKS = {"softbreak": "\n", "hardbreak": "<br>"}


def _inline_html(tokens: Sequence[Token]) -> str:
    """Inline markup as HTML: emphasis, links, line breaks, escaped text."""
    return "".join(_inline_piece(token) for token in tokens)


def _inline_piece(token: Token) -> str:
    """One inline token as HTML."""
    if token.type in {"text", "text_special"}:
        return escape(token.content, quote=False)
    if token.type == "code_inline":
        return f"<code>{escape(token.content, quote=False)}</code>"
    if token.type == "link_open":
        return f'<a href="{escape(str(token.attrGet("href")))}" rel="nofollow noopener">'
    return _BREAKS.get(token.type) or (f"</{token.tag}>" if token.nesting < 0 else f"<{token.tag}>")


def _inline_text(tokens: Sequence[Token]) -> str:
    """Inline markup as plain text."""
    return "".join(" " if token.type in _BREAKS else token.content for token in tokens)
