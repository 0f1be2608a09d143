"""Names of which a template's code is certain: it need not ask at each use whether there is such a value.

Jinja's code asks each time a name is used. Here it is asked once, where the value is looked up; what is not there
becomes the same undefined value, which complains when it is used.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

_MISSING: Final = "missing"
_SEVERAL: Final = 2


def make_certain(code: ast.Module) -> None:
    """Leave out of a template's code what is asked in vain."""
    for function in code.body:
        if isinstance(function, ast.FunctionDef):
            _in_function(function, set())


def _in_function(function: ast.FunctionDef, sure: set[str]) -> None:
    """Leave it out of a function, from outside of which it is certain of some names."""
    own = {each.arg for each in function.args.args}
    asked = Counter(name for each in ast.walk(function) if (name := _asked_for(each)))
    stored = Counter(_stored([function]))
    worth = {name for name, times in asked.items() if times >= _SEVERAL and stored[name] == 1}
    function.body = _in_body(function.body, sure - own - set(stored), worth)


def _in_body(body: Sequence[ast.stmt], sure: set[str], worth: set[str]) -> list[ast.stmt]:
    """Statements one after the other; `sure` are names that are certain, and grows."""
    told: list[ast.stmt] = []
    for place, statement in enumerate(body):
        told.append(statement)
        match statement:
            case ast.FunctionDef():
                _in_function(statement, sure - set(_stored(body[place + 1 :])))
            case ast.Assign():
                statement.value = _Sure(sure).visit(statement.value)
                told += _assigned(statement, sure, worth)
            case ast.If() | ast.For():
                _in_parts(statement, sure, worth)
            case _:
                _Sure(sure).visit(statement)
                sure -= set(_stored([statement]))
    return told


def _in_parts(statement: ast.If | ast.For, sure: set[str], worth: set[str]) -> None:
    """A statement with parts of its own."""
    if isinstance(statement, ast.If) and (name := _given(statement)):
        sure.add(name)
        return
    stored = set(_stored([statement]))
    if isinstance(statement, ast.If):
        statement.test = _Sure(sure).visit(statement.test)
    else:
        statement.iter = _Sure(sure).visit(statement.iter)
    sure -= stored
    statement.body = _in_body(statement.body, set(sure), worth)
    statement.orelse = _in_body(statement.orelse, set(sure), worth)


def _assigned(statement: ast.Assign, sure: set[str], worth: set[str]) -> Iterator[ast.stmt]:
    """What to ask once behind a value, after which the names that it was given are certain."""
    names = {each.id for each in statement.targets if isinstance(each, ast.Name)}
    sure -= names
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=ast.Name(id="resolve"), args=[asked])):
            if name in worth:
                sure.add(name)
                yield _ask(name, asked, statement)
        case ast.Assign(value=ast.Call(func=ast.Name(id="getattr" | "resolve")) | ast.Name()):
            pass
        case _:
            sure |= names


def _ask(name: str, asked: ast.expr, at: ast.stmt) -> ast.stmt:
    """Ask whether there is a value."""
    test = ast.Compare(ast.Name(name, ast.Load()), [ast.Is()], [ast.Name(_MISSING, ast.Load())])
    undefined = ast.Call(ast.Name("undefined", ast.Load()), [], [ast.keyword("name", asked)])
    return ast.copy_location(ast.If(test, [ast.Assign([ast.Name(name, ast.Store())], undefined)], []), at)


def _given(choice: ast.If) -> str:
    """The name to which a value is given where it has none; "" where something else is done."""
    match choice:
        case ast.If(
            test=ast.Compare(left=ast.Name(id=name), ops=[ast.Is()], comparators=[ast.Name(id="missing")]),
            body=[ast.Assign(targets=[ast.Name(id=given)])],
            orelse=[],
        ) if name == given:
            return name
    return ""


def _asked_for(node: ast.AST) -> str:
    """The name of which an expression asks whether there is a value; "" of others."""
    match node:
        case ast.IfExp(
            test=ast.Compare(left=ast.Name(id=name), ops=[ast.Is()], comparators=[ast.Name(id="missing")]),
            body=ast.Call(func=ast.Name(id="undefined")),
            orelse=ast.Name(id=shown),
        ) if name == shown:
            return name
    return ""


def _stored(body: Iterable[ast.AST]) -> Iterator[str]:
    """The names that are given values somewhere in statements."""
    for statement in body:
        for each in ast.walk(statement):
            if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store):
                yield each.id


class _Sure(ast.NodeTransformer):
    """Takes names that are certain as they are."""

    def __init__(self, sure: set[str]) -> None:
        """Of these names."""
        self._sure = sure

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        """A name of which it is asked whether it has a value."""
        return node.orelse if _asked_for(node) in self._sure else self.generic_visit(node)
