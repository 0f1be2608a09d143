"""HTML → lines: every visible word of a page, in order, with its emphasis, links, lists and tables as CommonMark.

Knows markup; nothing of any system but which class hides text. Roles are the classes and identifiers around a line, by
which readers of pages know what a line is. Words are joined only where the page joins them: a link never runs into its
neighbour. The walk is a loop, so that no depth of nesting matters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import cast

from lxml import etree, html

from plugins.archive.text import squeeze
from plugins.importers.fragments import Fragment, blank_between, joined
from plugins.importers.lines import Line, text_lines
from plugins.importers.tables import Cell, Table, table_line

_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd", "details", "dialog",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "html", "label", "legend", "li", "main", "nav", "ol", "option", "p", "pre", "section", "select",
    "summary", "table", "tbody", "td", "textarea", "tfoot", "th", "thead", "title", "tr", "ul",
))  # fmt: skip
_HIDDEN_TAGS = frozenset(
    ["script", "style", "noscript", "template", "head", "iframe", "object", "svg", "math", "meta", "link"]
)
_CONTROLS = frozenset(["select", "option", "textarea", "button"])
_HIDDEN_CLASSES = frozenset(("mgHide", "visually-hidden", "sr-only"))
_HEADINGS = frozenset(("h3", "h4", "h5", "h6"))
_BOLD, _ITALIC = frozenset(("b", "strong")), frozenset(("i", "em"))
_LONG_TAG = re.compile(r"(?P<name><[A-Za-z][A-Za-z0-9]{0,20})[^>]{2000,}")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_MOST_ATTRIBUTES = 500
_WIDEST_SPAN = 50
_DEEPEST_TABLE = 20
_LONGEST_NUMBER = 6
_MARKS = {"a": "abcdefghijklmnopqrstuvwxyz", "A": "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}


class TooDeepError(Exception):
    """Markup that is nested deeper than any page, which the parser would cut."""


def parse(text: str) -> etree._Element | None:
    """The page's tree; `None` where the text holds no element at all."""
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(_LONG_TAG.sub(_bearable, text).encode("utf-8", errors="replace"), parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise TooDeepError
    return root


def lines_within(markup: str) -> tuple[Line, ...]:
    """The lines of a stretch of markup that a value holds; of one that is nested deeper than any page, its words."""
    try:
        root = parse(f"<div>{markup}</div>")
    except TooDeepError:
        return text_lines(unescape(_TAG.sub("\n", markup)))
    return lines_of(root) if root is not None else ()


def _bearable(tag: re.Match[str]) -> str:
    """A long tag as it is; without its attributes where there are very many, for the parser compares each with all."""
    attributes = len(_QUOTED.sub("", tag[0]).split())
    return tag[0] if attributes <= _MOST_ATTRIBUTES else tag["name"] + "\n" * tag[0].count("\n")


@dataclass(slots=True)
class _List:
    """A list that is open: its kind of numbers, or none for bullets, and the next number."""

    numbers: str
    number: int = 1


@dataclass(slots=True)
class _Walk:
    """The state of a walk over a tree: fragments of the line that is being read, and what is open around it."""

    fragments: list[Fragment] = field(default_factory=list)
    line: int = 0
    bold: int = 0
    italic: int = 0
    hrefs: list[str] = field(default_factory=list)
    lists: list[_List] = field(default_factory=list)
    roles: list[frozenset[str]] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    too_deep: int = 0
    outer: list[list[_List]] = field(default_factory=list)
    heading: str = ""
    mark: str = ""
    continued: bool = False
    marks: set[str] = field(default_factory=set)
    out: list[Line] = field(default_factory=list)


_Event = tuple[str, etree._Element]  # noqa: SLF001 (lxml names its type so)


def lines_of(root: etree._Element) -> tuple[Line, ...]:
    """The visible lines of an element, in order."""
    walk = _Walk()
    skip: etree._Element | None = None
    for event, element in cast("Iterator[_Event]", etree.iterwalk(root, events=("start", "end"))):
        if skip is None and event == "start" and _is_hidden(element):
            skip = element
        elif element is skip and event == "end":
            _text(walk, element.tail, element)
            skip = None
        elif skip is None:
            (_start if event == "start" else _end)(walk, element)
    _flush(walk)
    return tuple(walk.out)


def unseen_lines(root: etree._Element) -> tuple[Line, ...]:
    """The words of an element that are there for some readers only: those of classes that hide them."""
    found = (each for each in root.iter() if not _HIDDEN_CLASSES.isdisjoint((each.get("class") or "").split()))
    told = ((getattr(each, "sourceline", 0) or 1, squeeze("".join(map(str, each.itertext())))) for each in found)
    return tuple(Line(number, text) for number, text in told if text)


def _is_hidden(element: etree._Element) -> bool:
    """Whether a reader never sees the element."""
    if not isinstance(element.tag, str) or element.tag in _HIDDEN_TAGS:
        return True
    if not _HIDDEN_CLASSES.isdisjoint((element.get("class") or "").split()) or element.get("hidden") is not None:
        return True
    style = (element.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style or element.get("type") == "hidden"


def _start(walk: _Walk, element: etree._Element) -> None:
    """An element begins: a block ends the line before it, an inline element changes how words are set."""
    tag = element.tag
    if tag in _BLOCKS or tag == "br":
        _flush(walk)
    walk.roles.append(_roles(element, walk.roles[-1] if walk.roles else frozenset()))
    _START.get(tag, _nothing)(walk, element)
    _text(walk, element.text, element)


def _end(walk: _Walk, element: etree._Element) -> None:
    """An element ends."""
    tag = element.tag
    if tag in _BLOCKS:
        _flush(walk)
    _END.get(tag, _nothing)(walk, element)
    walk.roles.pop()
    _text(walk, element.tail, element)


def _roles(element: etree._Element, around: frozenset[str]) -> frozenset[str]:
    """The names by which a line within the element is known: classes, identifiers, and the tags that matter."""
    names = (element.get("class") or "").split()
    identity = element.get("id") or element.get("name")
    if identity:
        names.append(f"#{identity}")
    if element.get("summary"):
        names.append(f"@{element.get('summary')}")
    if element.tag in _CONTROLS:
        names.append("control")
    if element.tag in {"nav", "header", "footer", "h1", "h2", "th"}:
        names.append(element.tag)
    return around.union(names) if names else around


def _text(walk: _Walk, text: str | None, element: etree._Element) -> None:
    """Words of the page."""
    if not text:
        return
    if not walk.line:
        walk.line = getattr(element, "sourceline", 0) or 0
    style = (walk.bold > 0) + 2 * (walk.italic > 0)
    walk.fragments.append(Fragment(text, style, walk.hrefs[-1] if walk.hrefs else ""))


def _flush(walk: _Walk) -> None:
    """End the line that is being read; a line without words leaves its list mark to the next."""
    line = joined(walk.fragments)
    walk.fragments.clear()
    if line.text:
        made = Line(
            number=walk.line or 1,
            text=line.text,
            bullet=walk.mark,
            indent=2 * len(walk.lists) if walk.lists else 0,
            markdown=line.markdown,
            kind="heading" if walk.heading else "",
            links=line.links,
            roles=(walk.roles[-1] if walk.roles else frozenset()).union(walk.marks),
            continued=walk.continued and not walk.mark,
        )
        (walk.tables[-1].lines if walk.tables else walk.out).append(made)
        walk.continued, walk.mark = bool(walk.lists), ""
        walk.marks.clear()
    walk.line = 0


# --- elements that change the state ------------------------------------------------------------------------------


def _nothing(_walk: _Walk, _element: etree._Element) -> None:
    """Most elements change nothing."""


def _open_bold(walk: _Walk, _element: etree._Element) -> None:
    walk.bold += 1


def _close_bold(walk: _Walk, _element: etree._Element) -> None:
    walk.bold -= 1


def _open_italic(walk: _Walk, _element: etree._Element) -> None:
    walk.italic += 1


def _close_italic(walk: _Walk, _element: etree._Element) -> None:
    walk.italic -= 1


def _open_link(walk: _Walk, element: etree._Element) -> None:
    """A link begins; where it touches the word before it, a blank keeps them apart.

    An empty one with a name marks the place of the line that it stands in, or of the next.
    """
    if element.get("name") and not len(element) and not (element.text or "").strip():
        walk.marks.add(f"#{element.get('name')}")
    walk.fragments.append(blank_between())
    walk.hrefs.append((element.get("href") or "").strip())


def _close_link(walk: _Walk, _element: etree._Element) -> None:
    walk.hrefs.pop()
    walk.fragments.append(blank_between())


def _open_list(walk: _Walk, element: etree._Element) -> None:
    """A list begins."""
    start = element.get("start") or "1"
    numbers = (element.get("type") or "1") if element.tag == "ol" else ""
    walk.lists.append(_List(numbers, _small_number(start)))
    walk.continued = False


def _close_list(walk: _Walk, _element: etree._Element) -> None:
    if walk.lists:
        walk.lists.pop()
    walk.continued, walk.mark = False, ""


def _open_item(walk: _Walk, _element: etree._Element) -> None:
    """A list item begins: its first line has the mark."""
    if not walk.lists:
        walk.lists.append(_List(""))
    here = walk.lists[-1]
    walk.mark, walk.continued = _mark(here), False
    here.number += 1


def _mark(here: _List) -> str:
    """What stands before an item: a bullet, a number, or a letter."""
    letters = _MARKS.get(here.numbers)
    if not here.numbers:
        return "•"
    return f"{letters[(here.number - 1) % 26]}." if letters else f"{here.number}."


def _open_heading(walk: _Walk, element: etree._Element) -> None:
    walk.heading = element.tag


def _close_heading(walk: _Walk, _element: etree._Element) -> None:
    walk.heading = ""


def _open_table(walk: _Walk, _element: etree._Element) -> None:
    """A table begins; what it is shows when it ends. One that stands in very many others is nothing but its cells."""
    if len(walk.tables) >= _DEEPEST_TABLE:
        walk.too_deep += 1
        return
    around = walk.roles[-2] if len(walk.roles) > 1 else frozenset()
    walk.tables.append(Table(around, own=walk.roles[-1] - around, outermost=not walk.tables))
    walk.outer.append(walk.lists)
    walk.lists, walk.mark, walk.continued = [], "", False


def _open_row(walk: _Walk, _element: etree._Element) -> None:
    if walk.tables:
        walk.tables[-1].rows.append([])


def _open_cell(walk: _Walk, element: etree._Element) -> None:
    """A cell begins, as wide and high as it says."""
    if walk.tables:
        walk.tables[-1].open_cell(Cell(_span(element, "colspan"), _span(element, "rowspan"), element.tag == "th"))


def _span(element: etree._Element, name: str) -> int:
    """How many columns or rows a cell takes, within reason."""
    return min(_small_number((element.get(name) or "1").strip()), _WIDEST_SPAN)


def _small_number(text: str) -> int:
    """A number from 1 that an attribute gives; 1 where it gives none of sense."""
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER else 1


def _close_table(walk: _Walk, _element: etree._Element) -> None:
    """A table ends: one of several columns within prose is a table, any other only arranges its lines."""
    if walk.too_deep or not walk.tables:
        walk.too_deep = max(walk.too_deep - 1, 0)
        return
    made = table_line(walk.tables.pop())
    walk.lists = walk.outer.pop()
    (walk.tables[-1].lines if walk.tables else walk.out).extend(made)


_START = {
    **dict.fromkeys(_BOLD, _open_bold),
    **dict.fromkeys(_ITALIC, _open_italic),
    **dict.fromkeys(_HEADINGS, _open_heading),
    "a": _open_link, "ul": _open_list, "ol": _open_list, "li": _open_item,
    "table": _open_table, "tr": _open_row, "td": _open_cell, "th": _open_cell,
}  # fmt: skip
_END = {
    **dict.fromkeys(_BOLD, _close_bold),
    **dict.fromkeys(_ITALIC, _close_italic),
    **dict.fromkeys(_HEADINGS, _close_heading),
    "a": _close_link, "ul": _close_list, "ol": _close_list, "table": _close_table,
}  # fmt: skip
