"""What builds keep, damaged: files of every kind in every way, and whether the next build healed it without a word."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from tests.bench.tables import Table, say
from tests.support.damaging import EXTENTS, HARMS, DamagedSite, begin_anew, build_next, damaged_site, harm

_ITEMS: Final = 300


def damage(work: Path, seed: int) -> tuple[list[Table], Any]:
    """Damage everything; a row for each kind of file, broken where a build was not what a clean build is."""
    site = damaged_site(work, items=_ITEMS, seed=seed)
    told = list[str]()
    rows = [_row(site, kind, told) for kind in site.kinds()]
    title = f"what builds of {_ITEMS} items keep, damaged in {len(HARMS)} ways (seed {seed})"
    table = Table(title, ("kind of file", "damaged", "not healed"), tuple(rows), tuple(told[:20]), broken=bool(told))
    return [table], {"not healed": told}


def _row(site: DamagedSite, kind: str, told: list[str]) -> tuple[str, str, str]:
    """All that can be done to files of a kind."""
    several = len(site.kinds().get(kind, [])) > 1
    trials = [(how, extent) for how in HARMS for extent in EXTENTS[: 1 + several]]
    before = len(told)
    for how, extent in trials:
        if not site.kinds().get(kind):
            begin_anew(site)
        files = harm(site, kind, how, extent)
        if wrong := build_next(site):
            told.append(f"{kind}, {how} ({', '.join(files[:3])}): {wrong}")
            begin_anew(site)
    say(f"  {kind}: {len(told) - before} of {len(trials)} not healed")
    return kind, str(len(trials)), str(len(told) - before)
