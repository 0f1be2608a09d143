"""Whatever is damaged of what a build kept, the next makes what a clean build makes, and nobody sees a traceback."""

from __future__ import annotations

from itertools import cycle
from pathlib import Path

from tests.support.damaging import EXTENTS, HARMS, begin_anew, build_next, damaged_site, harm


def test_a_damaged_cache_costs_time_at_most(tmp_path: Path) -> None:
    """Each kind of file meets one kind of harm, another with each seed; `python -m tests.bench damage` tries all."""
    site = damaged_site(tmp_path, items=120, seed=3)
    harms, extents = cycle(site.chance.sample(HARMS, len(HARMS))), cycle(EXTENTS)
    wrong = {}
    for kind in site.kinds():
        done = harm(site, kind, how := next(harms), next(extents))
        if told := build_next(site):
            wrong[f"{kind}: {how}: {done[:3]}"] = told
            begin_anew(site)
    assert wrong == {}
