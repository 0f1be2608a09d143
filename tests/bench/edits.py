"""Edits of every kind at random, one upon another: whether a build from the last site makes what a clean one makes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from tests.bench.tables import Table, say
from tests.support.editing import EditedSite, EditedSiteError, build_after, compare_with_clean, edit, edited_site

_AT_ONCE = 5
_ITEMS = 300


def edits(times: int, work: Path, seed: int) -> tuple[list[Table], Any]:
    """Make so many edits, some at a time; the table of what they were, broken where a site differed."""
    site, made = edited_site(work / "edited", items=_ITEMS, seed=seed), list[str]()
    wrong: tuple[str, ...] = ()
    try:
        build_after(site, 2)
        while len(made) + _AT_ONCE <= times:
            made += _some(site, workers=1 + len(made) % 2)
            say(f"  {len(made)} of {times} edits")
    except EditedSiteError as error:
        wrong = (f"after {len(made)} edits: {error}",)
    found = (("comparisons", "", f"{len(made) // _AT_ONCE:,}"), ("of which differed or failed", "0", f"{len(wrong):,}"))
    counted = tuple((name.replace("_", " "), "", f"{count:,}") for name, count in sorted(Counter(made).items()))
    title = f"{times} edits at random (seed {seed}), compared with a clean build after every {_AT_ONCE}"
    return [Table(title, ("", "goal", "times"), (*found, *counted), wrong, broken=bool(wrong))], dict(Counter(made))


def _some(site: EditedSite, workers: int) -> list[str]:
    """Some edits with builds between, and a comparison; what they were. Raises EditedSiteError."""
    made = []
    for _ in range(_AT_ONCE):
        made.append(edit(site))
        if site.chance.random() < 1 / 2:
            build_after(site, 2)
    build_after(site, workers)
    compare_with_clean(site)
    return made
