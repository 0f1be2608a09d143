"""The code of a template as Python that takes fewer steps: what is put together is one piece, and a loop just counts.

It says the same as the code that was written. `plugins.pages.haste` has the names that it speaks of.
"""

from __future__ import annotations

import ast
from collections.abc import Set as AbstractSet
from typing import Final

from plugins.pages.certain import make_certain
from plugins.pages.joins import join_pieces, text_of
from plugins.pages.turns import Turn

_COUNTED: Final = frozenset(Turn.__struct_fields__)
_FOR_OTHERS: Final = frozenset({"_loop_vars", "_block_vars"})
_LOOP: Final = "LoopContext"
_MADE: Final = "_get_default_module"


def tightened(source: str) -> ast.Module:
    """The code, to be compiled."""
    code = ast.parse(source)
    make_certain(code)
    used = {each.id for each in ast.walk(code) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load)}
    _Tighter(used).visit(code)
    code.body = join_pieces(code.body)
    return ast.fix_missing_locations(code)


class _Tighter(ast.NodeTransformer):
    """Looks at all of the code, from within outwards."""

    def __init__(self, used: AbstractSet[str]) -> None:
        """Code that uses these names."""
        self._used = used

    def visit_Assign(self, node: ast.Assign) -> ast.AST | None:
        """A value under a name; one that Jinja keeps for parts of other files only where there are such parts."""
        match node.targets:
            case [ast.Name(id=name)] if name in _FOR_OTHERS and name not in self._used:
                return None
        return self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """What is put together of pieces that stand there, as one text; what is imported, as it was made once."""
        self.generic_visit(node)
        match node:
            case ast.Call(func=ast.Name(id="together"), args=[ast.Tuple(elts=pieces)]):
                return ast.copy_location(text_of(pieces), node)
            case ast.Call(func=ast.Attribute(value=ast.Call(args=[ast.Constant() as name, *_]), attr=made)) if (
                made == _MADE
            ):
                modules = ast.Attribute(ast.Name("environment", ast.Load()), "modules", ast.Load())
                return ast.copy_location(ast.Subscript(modules, name, ast.Load()), node)
        return node

    def visit_For(self, node: ast.For) -> ast.AST:
        """A loop that is asked for nothing but counts and ends."""
        match node:
            case ast.For(
                target=ast.Tuple(elts=[_, ast.Name(id=loop)]), iter=ast.Call(func=ast.Name(id=name) as made)
            ) if name == _LOOP and _only_counts(node, loop):
                made.id = "turns"
        return self.generic_visit(node)


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
