"""A value that breaks its schema, made to fit: what is wrong left out, what is missing given as "?".

Only for checking what is right about it; nothing mended is ever published.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any, Final

from jsonschema.exceptions import ValidationError

from plugins.intake.typed import errors_of, path_of, resolved, typed

_ROUNDS: Final = 4
_STAND_INS: Final[dict[str, Any]] = {"array": [], "integer": 0, "boolean": False}


def mend(value: dict[str, Any], rules: dict[str, Any]) -> tuple[dict[str, Any], frozenset[str]]:
    """The value made to fit the schema, and the paths at which it was changed."""
    mended, paths = copy.deepcopy(typed(value, rules, rules)), set[str]()
    for _ in range(_ROUNDS):
        errors = errors_of(mended, rules)
        if not errors:
            break
        for error in errors:
            paths.update(_mend(mended, error, rules))
    return mended, frozenset(paths)


def _mend(root: dict[str, Any], error: ValidationError, rules: dict[str, Any]) -> Iterator[str]:
    """Undo one error; the paths that this changed."""
    where = list(error.absolute_path)
    if error.validator == "additionalProperties":
        yield from _without_unknown(error, where)
    elif error.validator == "required":
        yield from _with_missing(error, where, rules)
    elif where:
        yield path_of(where)
        _replace(root, where, resolved(error.schema, rules), rules)


def _without_unknown(error: ValidationError, where: list[str | int]) -> Iterator[str]:
    """Leave out the keys that the schema does not know."""
    known: Any = error.schema
    instance: Any = error.instance
    for key in [k for k in instance if k not in known.get("properties", {})]:
        del instance[key]
        yield path_of([*where, key])


def _with_missing(error: ValidationError, where: list[str | int], rules: dict[str, Any]) -> Iterator[str]:
    """Give the keys that are missing."""
    wanted: Any = error.schema
    instance: Any = error.instance
    for key in wanted["required"]:
        if key not in instance:
            instance[key] = _stand_in(wanted["properties"][key], rules)
            yield path_of([*where, key])


def _replace(root: Any, where: list[str | int], wanted: Any, rules: dict[str, Any]) -> None:  # noqa: ANN401
    """Take a value away; in a list, whose other members must keep their places, put something that fits."""
    parent = root
    for step in where[:-1]:
        parent = parent[step]
    if isinstance(parent, dict):
        parent.pop(where[-1], None)
    elif isinstance(where[-1], int):
        parent[where[-1]] = _stand_in(wanted, rules)


def _stand_in(wanted: Any, rules: dict[str, Any]) -> Any:  # noqa: ANN401
    """A value that the schema takes."""
    wanted = resolved(wanted, rules)
    if "enum" in wanted:
        return wanted["enum"][0]
    if wanted.get("format") == "date":
        return "2000-01-01"
    if wanted.get("type") == "object":
        return {key: _stand_in(wanted["properties"][key], rules) for key in wanted.get("required", ())}
    return copy.copy(_STAND_INS.get(wanted.get("type", ""), "?"))
