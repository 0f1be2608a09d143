from __future__ import annotations

import pytest
from jinja2 import StrictUndefined, UndefinedError
from jinja2.runtime import LoopContext

from plugins.pages.turns import Turn, turns


@pytest.mark.parametrize("values", [(), ("a",), ("a", "b", "c")])
@pytest.mark.parametrize("kind", [tuple, list, iter])
def test_a_turn_is_what_a_loop_of_jinja_is_at_that_turn(values: tuple[str, ...], kind: type) -> None:
    expected = [
        (value, Turn(loop.index, loop.index0, loop.first, loop.last))
        for value, loop in LoopContext(values, StrictUndefined)
    ]
    assert list(turns(kind(values), StrictUndefined)) == expected


def test_error_there_are_no_turns_over_what_is_not_there() -> None:
    with pytest.raises(UndefinedError):
        turns(StrictUndefined(name="nobody"), StrictUndefined)
