"""YAML text → record, or every problem the text has, each with its line.

msgspec decodes and stops at the first problem; a text that fails is checked again with the JSON Schema, which
lists them all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from plugins.archive.findings import Finding, Place, nearest, quote
from plugins.archive.places import AnyRecord
from plugins.intake.schemas import KINDS, schema
from plugins.intake.yaml_text import Trouble, YamlValue, line_of, load

_UNKNOWN = re.compile(r"'([^']*)'")
_TYPES = {"string": "text", "array": "a list", "object": "keys with values", "integer": "a whole number"}


def decode(kind: str, text: str, file: str, **identity: str) -> tuple[AnyRecord | None, tuple[Finding, ...]]:
    """The record that the text of a file holds, with `identity` (`id=…`) from its place, or findings and `None`.

    `kind` is a key of `plugins.intake.schemas.KINDS`; `file` is what findings name.
    """
    value = load(text)
    if isinstance(value, Trouble):
        return None, (Finding(value.code, value.message, Place(file, value.line), value.hint),)
    if not isinstance(value, dict):
        return None, (_not_a_record(value, file),)
    if "id" not in value:
        try:
            return msgspec.convert(value | identity, KINDS[kind], strict=False), ()
        except msgspec.ValidationError as error:
            return None, tuple(_problems(kind, value, text, file)) or (_first(error, text, file),)
    return None, tuple(_problems(kind, value, text, file))


def _not_a_record(value: YamlValue, file: str) -> Finding:
    """What to say of a file that is empty or holds no keys."""
    if value is None:
        return Finding("R004", "the file is empty", Place(file, 1), "expected a record, or no file")
    return Finding("R007", f"the file holds {_shape(value)}", Place(file, 1), "expected keys with values")


def _first(error: msgspec.ValidationError, text: str, file: str) -> Finding:
    """The decoder's own complaint, where the schema has none."""
    message, _, path = str(error).partition(" - at `$")
    path = path.rstrip("`").lstrip(".")
    return Finding("R007", message.replace("`", '"'), Place(file, line_of(text, path), path or None))


def _problems(kind: str, value: YamlValue, text: str, file: str) -> Iterator[Finding]:
    """Every way in which the value breaks the schema of its kind."""
    rules = schema(kind)
    validator = Draft202012Validator(rules, format_checker=FormatChecker(formats=["date"]))
    for error in _leaves(validator.iter_errors(_typed(value, rules, rules))):
        for code, message, path, hint in _words(error):
            yield Finding(code, message, Place(file, line_of(text, path), path or None), hint)


def _leaves(errors: Iterable[ValidationError]) -> Iterator[ValidationError]:
    """The errors that say something: of "this or nothing" those of "this"."""
    for error in errors:
        if error.context:
            yield from _leaves(e for e in error.context if not _is_about_null(e))
        else:
            yield error


def _is_about_null(error: ValidationError) -> bool:
    """Whether an error only says that a value is not absent."""
    return error.validator == "type" and error.validator_value == "null"


_Words = tuple[str, str, str, str]


def _words(error: ValidationError) -> Iterator[_Words]:
    """Code, message, path and hint for one error of the schema."""
    path = _path(error.absolute_path)
    if error.validator == "additionalProperties":
        yield from _unknown_keys(error, path)
    elif error.validator == "required":
        key = _UNKNOWN.findall(error.message)[-1] if _UNKNOWN.findall(error.message) else ""
        yield "R006", f"the key {quote(key)} is missing", path, f"expected {quote(key)} here"
    else:
        yield "R007", f"{_key(path)}is {_shape(error.instance)}", path, _expected(error)


def _unknown_keys(error: ValidationError, path: str) -> Iterator[_Words]:
    """A finding for each key that the schema does not know."""
    rules: Any = error.schema
    keys: Any = error.instance
    known = [str(key) for key in rules.get("properties", {})]
    for key in keys:
        if key not in known:
            hint = nearest(str(key), known) or f"known are {', '.join(known)}"
            yield "R005", f"unknown key {quote(key)}", f"{path}.{key}" if path else str(key), hint


def _path(parts: Iterable[str | int]) -> str:
    """A path as findings write it: `items[4].issue`."""
    return "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in parts).lstrip(".")


def _key(path: str) -> str:
    """The last name of a path, for a message."""
    return f"{path.rpartition('.')[2]} " if path else ""


def _shape(value: object) -> str:
    """What a value is, quoted where it is text."""
    if isinstance(value, dict):
        return "keys with values"
    if isinstance(value, list):
        return "a list"
    return quote(value)


def _expected(error: ValidationError) -> str:
    """What the schema would have liked, in words."""
    wanted: Any = error.validator_value
    rules: Any = error.schema
    if error.validator == "enum":
        return f"expected one of {', '.join(str(value) for value in wanted)}"
    if rules.get("format") == "date":
        return "expected a date as 2013-09-11"
    if error.validator == "type":
        return f"expected {_TYPES.get(str(wanted), 'true or false')}"
    return f"expected {error.validator} {wanted}"


def _typed(value: YamlValue, rules: Any, root: dict[str, Any]) -> Any:  # noqa: ANN401 (JSON has no static type)
    """The value with text made numbers and truth values where the schema wants those, as the decoder does."""
    rules = _resolved(rules, root)
    if isinstance(value, dict):
        known = rules.get("properties", {})
        return {key: _typed(v, known.get(key, {}), root) for key, v in value.items()}
    if isinstance(value, list):
        return [_typed(v, rules.get("items", {}), root) for v in value]
    return _scalar(value, rules.get("type"))


def _scalar(value: str | None, wanted: object) -> object:
    """One plain value as what is wanted, where it can be that."""
    if wanted == "integer" and value is not None and re.fullmatch(r"-?\d{1,18}", value):
        return int(value)
    if wanted == "boolean" and value in {"true", "false", "True", "False"}:
        return value in {"true", "True"}
    return value


def _resolved(rules: Any, root: dict[str, Any]) -> Any:  # noqa: ANN401
    """The schema behind a reference, and of "this or nothing" the schema of "this"."""
    if "$ref" in rules:
        return _resolved(root["$defs"][rules["$ref"].rpartition("/")[2]], root)
    if "anyOf" in rules:
        return _resolved(next(r for r in rules["anyOf"] if r.get("type") != "null"), root)
    return rules
