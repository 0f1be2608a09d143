"""XML as nodes that remember what was read of them, so that nothing is lost in silence.

Entities are not resolved and nothing is fetched. Names are local and in lower case. Every leaf with words is either
taken, skipped (furniture by rule) or left, and `unread` gives the last.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from plugins.archive.text import squeeze

_DEEPEST = 200
_MOST_DECODINGS = 3


@dataclass(slots=True)
class Node:
    """An element: its name, line, own text, attributes and children."""

    name: str
    line: int
    text: str
    attributes: dict[str, str]
    children: list[Node] = field(default_factory=list)
    done: bool = False
    by_rule: bool = False

    def find(self, name: str) -> Node | None:
        """The first child of a name, at any depth."""
        return next((node for node in self.walk() if node is not self and node.name == name), None)

    def all(self, name: str) -> Iterator[Node]:
        """The children of a name, or those of the one child that wraps them."""
        direct = [child for child in self.children if child.name == name]
        if direct:
            yield from direct
        else:
            for child in self.children:
                yield from (each for each in child.children if each.name == name)

    def descend(self, name: str) -> Iterator[Node]:
        """The elements of a name, at any depth."""
        return (node for node in self.walk() if node.name == name)

    def take(self, name: str) -> str | None:
        """The words of a child, decoded as often as they were encoded; `None` where there are none."""
        child = next((each for each in self.children if each.name == name), None)
        if child is None:
            return None
        child.done = True
        return squeeze(decoded(child.text)) or None

    def markup(self, name: str) -> tuple[str, int] | None:
        """The HTML of a child, and its line; `None` where there is none."""
        child = next((each for each in self.children if each.name == name), None)
        if child is None or not child.text.strip():
            return None
        child.done = True
        return child.text, child.line

    def skip(self, *names: str) -> None:
        """Mark children as furniture."""
        for child in self.children:
            if child.name in names:
                for node in child.walk():
                    node.done = node.by_rule = True

    def walk(self) -> Iterator[Node]:
        """The element and all below it, in order."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))

    def unread(self) -> Iterator[Node]:
        """The elements with words that were neither taken nor skipped."""
        return (node for node in self.walk() if not node.done and node.text.strip())

    def furniture(self) -> Iterator[tuple[int, str]]:
        """The words that were skipped."""
        return ((node.line, node.text) for node in self.walk() if node.by_rule and node.text.strip())

    def words(self) -> str:
        """All words of the element."""
        return squeeze(" ".join(node.text for node in self.walk()))


def decoded(text: str) -> str:
    """Text whose character references were written several times over, as it was meant."""
    for _ in range(_MOST_DECODINGS):
        once = html.unescape(text)
        if once == text:
            break
        text = once
    return text


def root_of(text: str) -> Node | str:
    """The root of an XML text, or why it cannot be read."""
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, remove_comments=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", errors="replace"), parser)
    except etree.XMLSyntaxError as error:
        return f"it is not whole XML: {error.msg}"
    return _nodes(root)


def _nodes(root: etree._Element) -> Node | str:
    """The tree as nodes, made without recursion; one that is deeper than any answer is refused."""
    open_nodes: list[Node] = []
    top: Node | None = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            open_nodes.pop()
            continue
        if len(open_nodes) > _DEEPEST:
            return "its elements are nested deeper than any answer of the web service"
        node = _node(element)
        if open_nodes:
            open_nodes[-1].children.append(node)
        top = top or node
        open_nodes.append(node)
    return top or "it holds no element"


def _node(element: etree._Element) -> Node:
    """One element without its children; words between the children belong to it."""
    name = etree.QName(element).localname.lower() if isinstance(element.tag, str) else ""
    text = "".join([element.text or "", *(child.tail or "" for child in element)])
    attributes = {str(k).rpartition("}")[2].lower(): str(v) for k, v in element.attrib.items()}
    return Node(name, getattr(element, "sourceline", 0) or 1, text, attributes)
