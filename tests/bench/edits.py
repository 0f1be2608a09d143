"""Edits of every kind at random, one upon another: whether a build from the last site makes what a clean one makes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from tests.bench.tables import Table, say
from tests.support.editing import build_after, compare_with_clean, edit, edited_site

_AT_ONCE = 5
_ITEMS = 300


def edits(times: int, work: Path, seed: int) -> tuple[list[Table], Any]:
    """Make so many edits, some at a time; the table of what they were. Raises EditedSiteError where a site differs."""
    site, seen = edited_site(work / "edited", items=_ITEMS, seed=seed), Counter[str]()
    build_after(site, 2)
    for done in range(_AT_ONCE, times + 1, _AT_ONCE):
        for _ in range(_AT_ONCE):
            seen[edit(site)] += 1
            if site.chance.random() < 1 / 2:
                build_after(site, 2)
        build_after(site, 1 + done % 2)
        compare_with_clean(site)
        if done % 20 == 0:
            say(f"  {done} of {times} edits, each fifth compared")
    rows = tuple((name.replace("_", " "), f"{count:,}") for name, count in sorted(seen.items()))
    title = f"{times} edits at random (seed {seed}), compared with a clean build after every {_AT_ONCE}"
    return [Table(title, ("edit", "times"), (*rows, ("files that differed", "0")))], dict(seen)
