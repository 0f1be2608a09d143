"""The code of a template as Python that takes fewer steps: what is put together is one piece, and a loop just counts.

It says the same as the code that was written. `plugins.pages.haste` has the names that it speaks of.
"""

from __future__ import annotations

import ast
from typing import Final

from plugins.pages.turns import Turn

_COUNTED: Final = frozenset(Turn.__struct_fields__)
_LOOP: Final = "LoopContext"


def tightened(source: str) -> ast.Module:
    """The code, to be compiled."""
    code = ast.parse(source)
    _Tighter().visit(code)
    return ast.fix_missing_locations(code)


class _Tighter(ast.NodeTransformer):
    """Looks at all of the code, from within outwards."""

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """What is put together of pieces that stand there: one text with places in it."""
        self.generic_visit(node)
        match node:
            case ast.Call(func=ast.Name(id="together"), args=[ast.Tuple(elts=pieces)]):
                return ast.copy_location(ast.JoinedStr([part for piece in pieces for part in _parts(piece)]), node)
        return node

    def visit_For(self, node: ast.For) -> ast.AST:
        """A loop that is asked for nothing but counts and ends."""
        match node:
            case ast.For(
                target=ast.Tuple(elts=[_, ast.Name(id=loop)]), iter=ast.Call(func=ast.Name(id=name) as made)
            ) if name == _LOOP and _only_counts(node, loop):
                made.id = "turns"
        return self.generic_visit(node)


def _parts(piece: ast.expr) -> list[ast.expr]:
    """A piece as parts of a text with places in it."""
    match piece:
        case ast.Constant():
            return [piece]
        case ast.JoinedStr(values=parts):
            return parts
    return [ast.FormattedValue(piece, -1)]


def _only_counts(node: ast.For, loop: str) -> bool:
    """Whether the turns of a loop are asked for no more than that."""
    named = sum(isinstance(each, ast.Name) and each.id == loop for part in node.body for each in ast.walk(part))
    counted = sum(
        isinstance(each, ast.Attribute)
        and isinstance(each.value, ast.Name)
        and each.value.id == loop
        and each.attr in _COUNTED
        for part in node.body
        for each in ast.walk(part)
    )
    return named == counted
