from __future__ import annotations

import ast

import pytest

from plugins.pages.joins import join_pieces

JOINED = {
    "yield 'a'\nyield b": "yield f'a{b}'",
    "yield a\npass\nfor one in b: yield one\nyield 'c'": "yield a\nfor one in b: yield one\nyield 'c'",
    "t.append('a')\nif b: t.append('c')\nt.append(d)": "t.append(f\"a{'c' if b else ''}{d}\")",
    "if a: t.append(b)\nelse:\n    t.append('c')\n    t.append(d)\nt.append('e')": (
        "t.append(f\"{b if a else f'c{d}'}e\")"
    ),
    "t.append(a)\nu.append(b)": "t.append(a)\nu.append(b)",
    "t.append(a)\nif b: u.append(c)": "t.append(a)\nif b: u.append(c)",
    "t.append(a)\nif b:\n    c = d\n    t.append(c)": "t.append(a)\nif b:\n    c = d\n    t.append(c)",
    "if 0: yield None\nyield a": "if 0: yield None\nyield a",
    "def f():\n    t = []\n    if a: t.append(b)\n    return together(t)": "def f(): return b if a else ''",
    "def f():\n    t = []\n    for a in b: t.append(a)\n    t.append(c)\n    return together(t)": (
        "def f():\n    t = []\n    for a in b: t.append(a)\n    t.append(c)\n    return together(t)"
    ),
}


@pytest.mark.parametrize(("code", "expected"), JOINED.items())
def test_what_is_put_out_without_a_loop_between_is_one_text(code: str, expected: str) -> None:
    module = ast.parse(code)
    module.body = join_pieces(module.body)
    assert ast.dump(ast.parse(ast.unparse(ast.fix_missing_locations(module)))) == ast.dump(ast.parse(expected))
