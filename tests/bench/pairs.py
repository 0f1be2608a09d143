"""Two ways to do one thing, measured in turn, each first as often as the other: what the machine does befalls both."""

from __future__ import annotations

import shutil
from typing import Final

from tests.bench.cases import Built, Case
from tests.bench.measuring import Cost, middle, size_of
from tests.bench.tables import say

TIMES: Final = 4


def in_pairs(one: Case, other: Case, times: int = TIMES) -> dict[str, Built]:
    """Both cases so many times, the last outputs of each gone before the next begins: the medians."""
    costs: dict[str, list[Cost]] = {one.name: [], other.name: []}
    sizes = {}
    for turn in range(times):
        for case in (one, other) if turn % 2 == 0 else (other, one):
            say(f"  {turn + 1} of {times}: {case.name}")
            case.prepare()
            costs[case.name] += [step() for step in case.steps]
            sizes[case.name] = size_of(case.output)
            shutil.rmtree(case.output)
    return {name: Built(middle(found), sizes[name]) for name, found in costs.items()}
