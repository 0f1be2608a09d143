"""The turns of a loop: what a template asks of `loop` where that is no more than its count and its ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Final

import msgspec

_LENGTHS: Final = 256


class Turn(msgspec.Struct, frozen=True):
    """One turn of a loop: the number of it, from 1 on and from 0 on, and whether it is the first or the last."""

    index: int
    index0: int
    first: bool
    last: bool


def turns(values: Iterable[Any], _undefined: type) -> Iterator[tuple[Any, Turn]]:
    """The values with their turns. The place of a second argument is that of Jinja's own."""
    known = values if type(values) is tuple else tuple(values)
    return zip(known, _of_length(len(known)), strict=True)


@lru_cache(maxsize=_LENGTHS)
def _of_length(length: int) -> tuple[Turn, ...]:
    """The turns of any loop over so many values."""
    return tuple(Turn(place + 1, place, first=not place, last=place == length - 1) for place in range(length))
