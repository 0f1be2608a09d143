"""Two lists of things paired, by one sign after the other: what has been paired is out of the running.

Knows nothing of what the things are. Signs are what a thing is found by; a strong sign is asked before a weak one, and
for all things before the next one is asked for any.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import islice
from typing import Final


class Several(Enum):
    """What becomes of several things that have one sign.

    `IN_ORDER`: nothing tells them apart, so the first is the first. `ONE_THERE`: the sign pairs only where one thing on
    the right has it. `ONE_EACH`: only where one on either side has it.
    """

    IN_ORDER = "in order"
    ONE_THERE = "one there"
    ONE_EACH = "one each"


May = Callable[[int, int], bool]
Sign = Callable[[int], Hashable | None]
Signs = Callable[[int], Iterable[Hashable]]
_TWO: Final = 2


def _always(_left: int, _right: int) -> bool:
    """Any two may be one."""
    return True


@dataclass(slots=True)
class Pairing:
    """The pairs that were found: what is on the right by what is on the left, both as places in their lists."""

    lefts: int
    rights: int
    found: dict[int, int] = field(default_factory=dict)
    taken: dict[int, int] = field(default_factory=dict)

    def left(self) -> Iterator[int]:
        """What is on the left and not paired yet, in order."""
        return (n for n in range(self.lefts) if n not in self.found)

    def right(self) -> Iterator[int]:
        """What is on the right and not paired yet, in order."""
        return (n for n in range(self.rights) if n not in self.taken)

    def join(self, left: int, right: int) -> None:
        """Pair two things."""
        self.found[left] = right
        self.taken[right] = left

    def pair(self, sign: Sign, signs: Signs, *, several: Several = Several.IN_ORDER, may: May = _always) -> None:
        """Pair by a sign that each on the left has, and each on the right may have several of."""
        asked = [(left, each) for left in self.left() if (each := sign(left)) is not None]
        places: dict[Hashable, dict[int, None]] = {each: {} for _, each in asked}
        for right in self.right() if asked else ():
            for each in signs(right):
                if each in places:
                    places[each][right] = None
        told = [(left, each) for left, each in asked if places[each]]
        counts = Counter(each for _, each in told) if several is Several.ONE_EACH else Counter[Hashable]()
        for left, each in told:
            first = self._first(places[each], left, several, may) if counts[each] <= 1 else None
            if first is not None:
                del places[each][first]
                self.join(left, first)

    def _first(self, places: Iterable[int], left: int, several: Several, may: May) -> int | None:
        """The first place that may be meant; none where more may, and that is in doubt."""
        fitting = (right for right in places if right not in self.taken and may(left, right))
        first = list(islice(fitting, 1 if several is Several.IN_ORDER else _TWO))
        return first[0] if len(first) == 1 else None

    def same_place(self, rights: Container[int]) -> May:
        """Whether two stand behind the same pair, or before the same one, as the pairs are now; only `rights` count."""
        ours = [_neighbours(range(self.lefts), self.found, forward=way) for way in (True, False)]
        asked = [n for n in range(self.rights) if n in rights]
        theirs = [_neighbours(asked, {right: right for right in self.taken}, forward=way) for way in (True, False)]
        return lambda left, right: any(a.get(left) == b.get(right, -2) for a, b in zip(ours, theirs, strict=True))

    def between(self, rights: Container[int], may: May = _always) -> None:
        """Pair what stands between the same two that are paired, where there are as many on either side.

        Only `rights` are asked. What stands before the first pair or after the last is between it and the end.
        """
        asked = [n for n in range(self.rights) if n in rights] if len(self.found) < self.lefts else []
        for forward in (True, False):
            ours = _gaps(_neighbours(range(self.lefts), self.found, forward=forward))
            theirs = _gaps(_neighbours(asked, {right: right for right in self.taken}, forward=forward))
            for gap, left in ours.items():
                right = theirs.get(gap, ())
                if len(left) == len(right) and all(may(a, b) for a, b in zip(left, right, strict=True)):
                    for a, b in zip(left, right, strict=True):
                        self.join(a, b)


def _neighbours(places: Sequence[int], paired: dict[int, int], *, forward: bool) -> dict[int, int]:
    """For each unpaired place, what the paired place before it (or behind it) is paired with; -1 at the list's end."""
    found: dict[int, int] = {}
    neighbour = -1
    for place in places if forward else reversed(places):
        if place in paired:
            neighbour = paired[place]
        else:
            found[place] = neighbour
    return found


def _gaps(neighbours: dict[int, int]) -> dict[int, list[int]]:
    """The places that have one neighbour, in order."""
    gaps: dict[int, list[int]] = {}
    for place in sorted(neighbours):
        gaps.setdefault(neighbours[place], []).append(place)
    return gaps
