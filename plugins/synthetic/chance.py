"""A seeded source of chance that gives the same choices under every Python.

Only `random.Random.random` is promised to stay the same from version to version, so every choice is made from it.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """Choices drawn one after the other from one seed."""

    __slots__ = ("random",)

    def __init__(self, seed: int) -> None:
        """Start the sequence that belongs to `seed`."""
        self.random = random.Random(seed).random  # noqa: S311 - invented archives, not secrets

    def below(self, limit: int) -> int:
        """Return a whole number from 0 up to, not including, `limit`."""
        return int(self.random() * limit)

    def between(self, low: int, high: int) -> int:
        """Return a whole number from `low` to `high`, both included."""
        return low + int(self.random() * (high - low + 1))

    def odds(self, probability: float) -> bool:
        """Return true once in `1 / probability` times."""
        return self.random() < probability

    def pick(self, choices: Sequence[T]) -> T:
        """Return one of `choices`."""
        return choices[int(self.random() * len(choices))]

    def sample(self, choices: Sequence[T], count: int) -> list[T]:
        """Return up to `count` different members of `choices`."""
        rest = list(choices)
        taken = []
        for _ in range(min(count, len(rest))):
            place = int(self.random() * len(rest))
            rest[place], rest[-1] = rest[-1], rest[place]
            taken.append(rest.pop())
        return taken

    def shuffled(self, choices: Sequence[T]) -> list[T]:
        """Return `choices` in another order."""
        return self.sample(choices, len(choices))
