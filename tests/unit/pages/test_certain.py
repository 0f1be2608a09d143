from __future__ import annotations

import ast

import pytest

from plugins.pages.certain import make_certain

ASKED = "(undefined(name='x') if x is missing else x)"
ONCE = "if x is missing: x = undefined(name='x')"
CERTAIN = {
    f"x = resolve('x')\nshow({ASKED})\nshow({ASKED})": f"x = resolve('x')\n{ONCE}\nshow(x)\nshow(x)",
    f"x = resolve('x')\nshow({ASKED})": f"x = resolve('x')\nshow({ASKED})",
    f"x = missing\nshow({ASKED})\nx = 1\nshow({ASKED})": f"x = missing\nshow({ASKED})\nx = 1\nshow(x)",
    f"x = 1\nfor y in z:\n    show({ASKED})\n    x = missing\nshow({ASKED})": (
        f"x = 1\nfor y in z:\n    show({ASKED})\n    x = missing\nshow({ASKED})"
    ),
    f"x = getattr(part, 'x', missing)\nshow({ASKED})\n{ONCE}\nshow({ASKED})": (
        f"x = getattr(part, 'x', missing)\nshow({ASKED})\n{ONCE}\nshow(x)"
    ),
    f"def inner(): show({ASKED})\nx = 1": f"def inner(): show({ASKED})\nx = 1",
    f"x = 1\ndef inner(): show({ASKED})": "x = 1\ndef inner(): show(x)",
    f"x = 1\ndef inner(): show({ASKED})\nx = missing": f"x = 1\ndef inner(): show({ASKED})\nx = missing",
    f"x = 1\ndef inner(x): show({ASKED})": f"x = 1\ndef inner(x): show({ASKED})",
}


@pytest.mark.parametrize(("code", "expected"), CERTAIN.items())
def test_a_name_is_asked_for_where_it_may_have_no_value_and_else_taken(code: str, expected: str) -> None:
    made, told = (ast.parse(f"def root():\n    {text.replace(chr(10), chr(10) + '    ')}") for text in (code, expected))
    make_certain(made)
    assert ast.dump(ast.parse(ast.unparse(ast.fix_missing_locations(made)))) == ast.dump(told)
