"""Builds by name, measured in turn, and what came of each."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from tests.bench.measuring import Cost, Size, middle, size_of
from tests.bench.sameness import Told, told
from tests.bench.tables import say


class Built(msgspec.Struct, frozen=True):
    """What a build cost, and what it made."""

    cost: Cost
    size: Size


class Case(msgspec.Struct, frozen=True):
    """A build by its name: what is done before each, what is measured, and whether the next needs what it made.

    What goes on from another case's output is named in `after`; that case's cost is then part of its own. What takes
    longest is done once only. What is `compared` is read when it was built first.
    """

    name: str
    output: Path
    prepare: Callable[[], None]
    steps: tuple[Callable[[], Cost], ...]
    keeps: bool = False
    after: str = ""
    once: bool = False
    compared: bool = False


def in_turn(cases: Sequence[Case], runs: int) -> tuple[dict[str, Built], dict[str, Told]]:
    """Every case once, then every case again, so that all meet the same weather: the medians, and what was compared."""
    costs: dict[str, list[Cost]] = {case.name: [] for case in cases}
    sizes: dict[str, Size] = {}
    read: dict[str, Told] = {}
    for run in range(runs):
        for case in cases if run == 0 else [case for case in cases if not case.once]:
            say(f"  {run + 1} of {runs}: {case.name}")
            costs[case.name].append(_measured(case, costs))
            if run == 0:
                sizes[case.name] = size_of(case.output)
                read |= {case.name: told(case.output)} if case.compared else {}
            if not case.keeps:
                shutil.rmtree(case.output)
    return {name: Built(middle(found), sizes[name]) for name, found in costs.items()}, read


def _measured(case: Case, costs: dict[str, list[Cost]]) -> Cost:
    """A case once, with the cost of what it goes on from."""
    case.prepare()
    before = costs[case.after][-1:] if case.after else []
    return _sum([*before, *(step() for step in case.steps)])


def _sum(costs: Sequence[Cost]) -> Cost:
    """Steps after each other."""
    seconds, processor = sum(one.seconds for one in costs), sum(one.processor for one in costs)
    return Cost(seconds, processor, max(one.memory for one in costs))
