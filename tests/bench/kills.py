"""Builds killed at random moments: how many left a whole site, and whether the next build healed each of them."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from tests.bench.tables import Table, say
from tests.support.breaking import MEANS, kill_after, sums
from tests.support.site import ROOT, build

_SIZES = {"one": 200, "two": 260}
_HEALED_EVERY = 5


class BrokenSiteError(Exception):
    """A kill left half a site, or the next build did not heal it."""


def kills(times: int, work: Path, seed: int) -> tuple[list[Table], Any]:
    """Kill so many builds of two archives in turn; the table of what came of it. Raises BrokenSiteError."""
    whole, seconds = _made(work)
    chance, output, seen = random.Random(seed), work / "killed", Counter[str]()
    for turn in range(times):
        name, means = ("two", "one")[turn % 2], MEANS[turn % 3]
        kill_after(chance.uniform(0, 1.1 * seconds), means, work / name, output)
        seen[_state(output, whole)] += 1
        if turn % _HEALED_EVERY == 0:
            _heal(work / name, output, whole[name])
        if turn % 20 == 19:
            say(f"  {turn + 1} of {times} killed")
    for name in whole:
        _heal(work / name, output, whole[name])
    rows = tuple((name, f"{seen[name]:,}") for name in ("no site yet", "one whole", "two whole"))
    title = f"{times} builds killed at random moments (seed {seed}), alone, with their workers, or a worker of theirs"
    return [Table(title, ("what stood there", "times"), (*rows, ("half a site", "0")))], dict(seen)


def _made(work: Path) -> tuple[dict[str, dict[str, str]], float]:
    """Two archives, the checksums of their sites, and the seconds of a build."""
    whole, seconds = {}, 0.0
    for name, items in _SIZES.items():
        command = [sys.executable, "scripts/make_archive.py", "--items", str(items), "--seed", "5", "--content"]
        subprocess.run([*command, str(work / name)], cwd=ROOT, check=True, capture_output=True)
        started = time.monotonic()
        build(work / name, work / f"{name}-built", WORKERS="2")
        whole[name], seconds = sums(work / f"{name}-built"), time.monotonic() - started
    return whole, seconds


def _state(output: Path, whole: dict[str, dict[str, str]]) -> str:
    """Which of the sites stands there. Raises BrokenSiteError where it is neither."""
    if not output.exists():
        return "no site yet"
    found = sums(output)
    name = next((name for name, expected in whole.items() if found == expected), None)
    if name is None:
        raise BrokenSiteError(f"{output} is neither of the sites")
    return f"{name} whole"


def _heal(content: Path, output: Path, expected: dict[str, str]) -> None:
    """Build to the end. Raises BrokenSiteError where that does not give the whole site."""
    done = build(content, output, WORKERS="2")
    if done.returncode or sums(output) != expected:
        raise BrokenSiteError(done.stderr or f"{output} was not healed")
