"""YAML as records use it: mappings, lists and text, nothing that a file could do harm with.

Every plain value is text (`number: 50` is "50", `start: 18:30` is "18:30"); the record types say what it becomes.
A key with no value is as if it were not there. Aliases, anchors and tags are refused, and so is deep nesting.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

import yaml
from yaml.constructor import ConstructorError
from yaml.cyaml import CParser  # type: ignore[attr-defined]
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from yaml.reader import ReaderError
from yaml.resolver import BaseResolver

from plugins.intake.canonical import NULLS, YamlValue, read_canonical

LARGEST_FILE: Final = 16 * 1024 * 1024
DEEPEST: Final = 24
_MANY_BRACKETS: Final = 200
_DEEP_SIGNS: Final = ("- " * 8, "? " * 8, " " * 60)
# An alias, anchor or tag stands at the start of a value; emphasis in prose may look like one and costs a closer look.
_SIGN = re.compile(r"[&*!]\S")
_FAR: Final = 64
_BEFORE_A_VALUE: Final = frozenset("\n\r\x85\u2028\u2029[{,:?-")
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Text in double quotes can write any character as an escape; these the XML of a feed cannot hold.
_ESCAPE = re.compile(r"\\[0abefvxuU]")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_WHERE = re.compile(r"\[(\d+)\]|([^.\[\]]+)")

_PLAIN: Final = "plain"
_QUOTED: Final = "quoted"


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a text is not YAML that records use: a code of findings, the words for it, the line from 1."""

    code: str
    message: str
    line: int | None
    hint: str


class _RepeatedKeyError(ConstructorError):
    """A key that stands twice in one mapping."""


class _Loader(CParser, BaseResolver):
    """PyYAML's C parser, with text and nothing else at the leaves of what it composes."""

    def __init__(self, stream: str) -> None:
        """Start on the text."""
        CParser.__init__(self, stream)
        BaseResolver.__init__(self)

    def resolve(self, kind: type[Node], _value: str | None, implicit: tuple[bool, bool] | bool) -> str:  # noqa: FBT001 (PyYAML's signature)
        """Whether a node is plain, which is all that is asked of it here: an empty tag where it is quoted."""
        return _PLAIN if kind is ScalarNode and isinstance(implicit, tuple) and implicit[0] else _QUOTED

    def descend_resolver(self, _parent: Node | None, _index: object) -> None:
        """No tag depends on where a node stands."""

    def ascend_resolver(self) -> None:
        """Nor has anything to be undone."""


def _value(node: Node) -> YamlValue:
    """What a node says: text without the line breaks that end it, nothing for a plain null, lists and mappings."""
    if isinstance(node, ScalarNode):
        return None if node.tag is _PLAIN and node.value in NULLS else str(node.value).rstrip("\n")
    if isinstance(node, SequenceNode):
        return [_value(each) for each in node.value]
    return _mapping(node)


def _mapping(node: Node) -> dict[str, YamlValue]:
    """The mapping without its empty keys; a key given twice is an error."""
    pairs = [(key.value, _value(value)) for key, value in node.value]
    if len({key for key, _ in pairs if isinstance(key, str)}) < len(pairs):
        _complain_of_keys(node)
    return {key: value for key, value in pairs if value is not None}


def _complain_of_keys(node: Node) -> None:
    """Raise for the first key that is not text or stands twice."""
    seen: set[str] = set()
    for key, _ in node.value:
        if not isinstance(key, ScalarNode):
            raise ConstructorError(None, None, "a key is not plain text", key.start_mark)
        if key.value in seen:
            raise _RepeatedKeyError(None, None, str(key.value), key.start_mark)
        seen.add(key.value)


def load(text: str, raw: bytes | None = None) -> YamlValue | Trouble:
    """The value that a YAML text holds, or why it cannot be had. `raw` is the text as UTF-8, where that is at hand."""
    found = read_canonical(text, raw)
    return parsed(text) if found is None else found


def parsed(text: str) -> YamlValue | Trouble:
    """The same by YAML's own parser, which reads whatever is written in YAML."""
    trouble = _suspicion(text) if _is_suspect(text) else None
    if trouble is not None:
        return trouble
    try:
        return _construct(text)
    except _RepeatedKeyError as error:
        return Trouble("R008", f'the key "{error.problem}" stands twice', _line(error), "keep one of the two")
    except ReaderError:
        return _unprintable(text)
    except yaml.YAMLError as error:
        return _syntax(error)


def _is_suspect(text: str) -> bool:
    """Whether a text may hold an alias, an anchor, a tag, an escape or deep nesting. Quick, often too careful."""
    many_brackets = text.count("[") + text.count("{") > _MANY_BRACKETS
    is_escaped = "\\" in text and _ESCAPE.search(text) is not None
    return many_brackets or is_escaped or any(sign in text for sign in _DEEP_SIGNS) or _has_a_sign(text)


def _has_a_sign(text: str) -> bool:
    """Whether an ampersand, star or exclamation mark stands where a value may begin."""
    before = (text[max(0, found.start() - _FAR) : found.start()].rstrip(" \t")[-1:] for found in _SIGN.finditer(text))
    return any(not sign or sign in _BEFORE_A_VALUE for sign in before)


def _unprintable(text: str) -> Trouble:
    """The first character that YAML text cannot hold."""
    match = _FORBIDDEN.search(text)
    return _refused(match[0] if match else "", text.count("\n", 0, match.start()) + 1 if match else None)


def _refused(character: str, line: int | None) -> Trouble:
    """What to say of a character that neither YAML nor the XML of a feed can hold."""
    name = f"U+{ord(character):04X}" if character else ""
    return Trouble("R015", f"the character {name} cannot stand in text", line, "remove it; it shows nothing")


def _construct(text: str) -> YamlValue:
    """The value of the text's one document."""
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        return None if node is None else _value(node)
    finally:
        loader.dispose()


def _syntax(error: yaml.YAMLError) -> Trouble:
    """PyYAML's complaint in one line."""
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    context = getattr(error, "context", None)
    message = f"this is not YAML: {problem}" + (f" ({context})" if context else "")
    return Trouble("R003", message.replace("\n", " "), _line(error), "check indents, quotes and colons near this line")


def _line(error: yaml.YAMLError) -> int | None:
    """The line from 1 that an error names."""
    # Where something was begun and never ended, the beginning is where it has to be mended.
    begun = getattr(error, "context_mark", None) if "end of stream" in str(getattr(error, "problem", "")) else None
    mark = begun or getattr(error, "problem_mark", None)
    return None if mark is None else int(mark.line) + 1


def _suspicion(text: str) -> Trouble | None:
    """A look at the parser's events, which need no memory: aliases, anchors, tags, escapes and depth."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            trouble = _event_trouble(event, depth)
            if trouble is not None:
                return trouble
    except ReaderError:
        return _unprintable(text)
    except yaml.YAMLError as error:
        return _syntax(error)
    return None


def _event_trouble(event: Any, depth: int) -> Trouble | None:  # noqa: ANN401 (PyYAML has no types for events)
    """What is wrong with one event."""
    line = event.start_mark.line + 1
    if getattr(event, "anchor", None) is not None:
        return Trouble(
            "R010", f'the alias or anchor "{event.anchor}"', line, "write the value out; text is put in quotes"
        )
    if getattr(event, "tag", None) is not None:
        return Trouble("R010", f'the tag "{event.tag}"', line, "leave it out; text that begins with ! is put in quotes")
    if (forbidden := _NOT_IN_XML.search(getattr(event, "value", ""))) is not None:
        return _refused(forbidden[0], line)
    if depth > DEEPEST:
        return Trouble("R003", f"values are nested more than {DEEPEST} deep", line, "records need far fewer")
    return None


def line_of(text: str, path: str) -> int | None:
    """The line from 1 on which the value at the path (`items[4].issue`) stands, or its nearest parent."""
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return None
    line = 1 if node is not None else None
    for index, key in _WHERE.findall(path):
        found = _child(node, int(index) if index else key)
        if found is None:
            break
        node, line = found
    return line


def _child(node: Node | None, key: int | str) -> tuple[Node, int] | None:
    """The value under a key or index, and the line where it begins."""
    if isinstance(node, SequenceNode) and isinstance(key, int) and key < len(node.value):
        return node.value[key], node.value[key].start_mark.line + 1
    if isinstance(node, MappingNode):
        return next(((v, k.start_mark.line + 1) for k, v in node.value if k.value == key), None)
    return None
