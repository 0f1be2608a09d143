from __future__ import annotations

import ast

import pytest

from plugins.pages.tighten import tightened

PUT_TOGETHER = {
    "together(('<', name, '>'))": "f'<{name}>'",
    "together(('{', together((name, '}')), '\"\\n'))": "f'{{{name}}}\"\\n'",
    "together(pieces)": "together(pieces)",
    "joined((name, '>'))": "joined((name, '>'))",
}
LOOPS = {
    "if loop.last: show(one, loop.index)": "turns",
    "show(one)": "turns",
    "show(loop.length)": "LoopContext",
    "show(loop)": "LoopContext",
    "show(loop, loop.last)": "LoopContext",
}


@pytest.mark.parametrize(("code", "expected"), PUT_TOGETHER.items())
def test_what_is_put_together_of_known_pieces_is_one_text(code: str, expected: str) -> None:
    assert ast.unparse(tightened(code)) == ast.unparse(ast.parse(expected))


@pytest.mark.parametrize(("body", "expected"), LOOPS.items())
def test_a_loop_counts_where_no_more_is_asked_of_it(body: str, expected: str) -> None:
    code = "for one, loop in {}(values, undefined):\n    " + body
    assert ast.unparse(tightened(code.format("LoopContext"))) == ast.unparse(ast.parse(code.format(expected)))
