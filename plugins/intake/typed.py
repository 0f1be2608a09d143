"""Values as the JSON Schema sees them: text made numbers where those are wanted, errors that say something, paths."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from plugins.intake.canonical import YamlValue

FORMATS = FormatChecker(formats=["date"])


def errors_of(value: Any, rules: dict[str, Any]) -> tuple[ValidationError, ...]:  # noqa: ANN401 (JSON has no static type)
    """Every error of a value that is typed already."""
    return tuple(leaves(Draft202012Validator(rules, format_checker=FORMATS).iter_errors(value)))


def leaves(errors: Iterable[ValidationError]) -> Iterator[ValidationError]:
    """The errors that say something: of "this or nothing" those of "this"."""
    for error in errors:
        if error.context:
            yield from leaves(e for e in error.context if not _is_about_null(e))
        else:
            yield error


def _is_about_null(error: ValidationError) -> bool:
    """Whether an error only says that a value is not absent."""
    return error.validator == "type" and error.validator_value == "null"


def path_of(parts: Iterable[str | int]) -> str:
    """A path as findings write it: `items[4].issue`."""
    return "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in parts).lstrip(".")


def typed(value: YamlValue, rules: Any, root: dict[str, Any]) -> Any:  # noqa: ANN401 (JSON has no static type)
    """The value with text made numbers and truth values where the schema wants those, as the decoder does."""
    rules = resolved(rules, root)
    if isinstance(value, dict):
        known = rules.get("properties", {})
        return {key: typed(v, known.get(key, {}), root) for key, v in value.items()}
    if isinstance(value, list):
        return [typed(v, rules.get("items", {}), root) for v in value]
    return _scalar(value, rules.get("type"))


def _scalar(value: str | None, wanted: object) -> object:
    """One plain value as what is wanted, where it can be that."""
    if wanted == "integer" and value is not None and re.fullmatch(r"-?\d{1,18}", value):
        return int(value)
    if wanted == "boolean" and value in {"true", "false", "True", "False"}:
        return value in {"true", "True"}
    return value


def resolved(rules: Any, root: dict[str, Any]) -> Any:  # noqa: ANN401
    """The schema behind a reference, and of "this or nothing" the schema of "this"."""
    if "$ref" in rules:
        return resolved(root["$defs"][rules["$ref"].rpartition("/")[2]], root)
    if "anyOf" in rules:
        return resolved(next(r for r in rules["anyOf"] if r.get("type") != "null"), root)
    return rules
