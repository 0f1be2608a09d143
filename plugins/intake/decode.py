"""YAML text → record, or every problem the text has, each with its line.

msgspec decodes and stops at the first problem; a text that fails is checked again with the JSON Schema, which
lists them all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from plugins.archive.findings import Finding, Place, nearest, quote
from plugins.archive.places import AnyRecord
from plugins.intake.canonical import YamlValue
from plugins.intake.schemas import KINDS, schema
from plugins.intake.yaml_text import Trouble, line_of, load

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

_UNKNOWN = re.compile(r"'([^']*)'")
_LIMITS = {
    "minLength": "expected text",
    "minimum": "expected a whole number from {} on",
    "maximum": "expected a whole number up to {}",
}
_TYPES = {"string": "text", "array": "a list", "object": "keys with values", "integer": "a whole number"}


def decode(
    kind: str, text: str, file: str, *, raw: bytes | None = None, **identity: str
) -> tuple[AnyRecord | None, tuple[Finding, ...]]:
    """The record that the text of a file holds, with `identity` (`id=…`) from its place, or findings and `None`.

    `kind` is a key of `plugins.intake.schemas.KINDS`; `file` is what findings name; `raw` is the text as UTF-8, where
    that is at hand.
    """
    value = load(text, raw)
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


def salvage(kind: str, text: str, **identity: str) -> tuple[AnyRecord | None, frozenset[str]]:
    """What can be had of a text that does not decode, so that the rules can be checked in the same run.

    What is wrong is left out, or stands as "?" where it must not be missing; the paths of both are given back. A file
    that is not YAML gives `None`.
    """
    value = load(text)
    if not isinstance(value, dict):
        return None, frozenset()
    from plugins.intake.mend import mend  # noqa: PLC0415 (it loads jsonschema, which good records do without)

    mended, paths = mend(value, schema(kind))
    try:
        return msgspec.convert(mended | identity, KINDS[kind], strict=False), paths
    except msgspec.ValidationError:
        return None, frozenset()


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
    from plugins.intake.typed import errors_of, typed  # noqa: PLC0415

    rules = schema(kind)
    for error in errors_of(typed(value, rules, rules), rules):
        for code, message, path, hint in _words(error):
            yield Finding(code, message, Place(file, line_of(text, path), path or None), hint)


_Words = tuple[str, str, str, str]


def _words(error: ValidationError) -> Iterator[_Words]:
    """Code, message, path and hint for one error of the schema."""
    from plugins.intake.typed import path_of  # noqa: PLC0415

    path = path_of(error.absolute_path)
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
    return _LIMITS[str(error.validator)].format(wanted) if error.validator in _LIMITS else f"expected {wanted}"
