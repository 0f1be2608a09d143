"""What a template puts out piece by piece as one text with places in it, as far as no loop lies between the pieces.

Jinja's code hands up or notes each stretch between two `if`s by itself, and each costs a call. Here an `if` that does
nothing but put something out is a choice within the text; and a macro that puts out one text returns it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

_YIELDED: Final = "yield"
_TOGETHER: Final = "together"
# Where a piece goes, a list by its name or up, and what is put out.
_Piece = tuple[str, ast.expr]


def join_pieces(body: Sequence[ast.stmt]) -> list[ast.stmt]:
    """The statements of a function or a part of one, which put out the same in fewer pieces."""
    within = [_joined_within(statement) for statement in body if not isinstance(statement, ast.Pass)]
    joined = list(_runs(within))
    return _returned(joined) or joined or [ast.Pass()]


def _joined_within(statement: ast.stmt) -> ast.stmt:
    """A statement whose own parts are joined."""
    for name in ("body", "orelse"):
        part = getattr(statement, name, None)
        if part:
            setattr(statement, name, join_pieces(part))
    return statement


def _runs(body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements, of which those that follow each other and put out to one place are one."""
    told = [(statement, _piece(statement)) for statement in body]
    for place, run in groupby(told, key=lambda pair: pair[1] and pair[1][0]):
        statements = list(run)
        if place is None or len(statements) == 1:
            yield from (statement for statement, _ in statements)
        else:
            yield _put(place, text_of([piece[1] for _, piece in statements if piece]), statements[0][0])


def _piece(statement: ast.stmt) -> _Piece | None:
    """What a statement puts out and where to, if it does nothing else."""
    match statement:
        case ast.Expr(value=ast.Yield(value=ast.expr() as shown)):
            return _YIELDED, shown
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="append"), args=[shown])):
            return name, shown
        case ast.If(test=test) if not isinstance(test, ast.Constant):
            return _choice(statement)
    return None


def _choice(choice: ast.If) -> _Piece | None:
    """The same of an `if`, both ways of which put out to one place, or one of them nothing."""
    ways = [[_piece(each) for each in way if not isinstance(each, ast.Pass)] for way in (choice.body, choice.orelse)]
    known = [[piece for piece in way if piece] for way in ways]
    places = {place for way in known for place, _ in way}
    if known != ways or len(places) != 1:
        return None
    here, else_ = (text_of([shown for _, shown in way]) for way in known)
    return places.pop(), ast.copy_location(ast.IfExp(choice.test, here, else_), choice)


def text_of(pieces: Sequence[ast.expr]) -> ast.expr:
    """Pieces as one text with places in it."""
    if len(pieces) == 1:
        return pieces[0]
    return ast.JoinedStr([part for piece in pieces for part in _parts(piece)]) if pieces else ast.Constant("")


def _parts(piece: ast.expr) -> list[ast.expr]:
    """A piece as parts of a text with places in it."""
    match piece:
        case ast.Constant():
            return [piece]
        case ast.JoinedStr(values=parts):
            return parts
    return [ast.FormattedValue(piece, -1)]


def _put(place: str, shown: ast.expr, at: ast.stmt) -> ast.stmt:
    """The statement that puts something out."""
    if place == _YIELDED:
        return ast.copy_location(ast.Expr(ast.Yield(shown)), at)
    note = ast.Attribute(ast.Name(place, ast.Load()), "append", ast.Load())
    return ast.copy_location(ast.Expr(ast.Call(note, [shown], [])), at)


def _returned(body: list[ast.stmt]) -> list[ast.stmt] | None:
    """A macro that puts out one text, which returns it."""
    match body:
        case [
            ast.Assign(targets=[ast.Name(id=noted)], value=ast.List(elts=[])),
            *before,
            (ast.Expr() | ast.If()) as last,
            ast.Return(value=ast.Call(func=ast.Name(id=name), args=[ast.Name(id=given)])) as end,
        ] if name == _TOGETHER and noted == given and (piece := _piece(last)) and piece[0] == noted:
            if not any(isinstance(each, ast.Name) and each.id == noted for part in before for each in ast.walk(part)):
                return [*before, ast.copy_location(ast.Return(piece[1]), end)]
    return None
