"""The measures of the importers: `python -m tests.bench.importing words|fields|issues|speed|growth|fuzz|twice`.

Samples and seeds are read where they lie beside this checkout; what is not there is not measured.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.bench.importing_fields import fields
from tests.bench.importing_fuzz import fuzz, large
from tests.bench.importing_growth import growth
from tests.bench.importing_issues import issues
from tests.bench.importing_speed import speed
from tests.bench.importing_twice import twice
from tests.bench.importing_words import account
from tests.bench.tables import Table, as_text, keep, say
from tests.support.site import ROOT

INTO = ROOT / ".cache" / "bench"


def _fuzz(asked: argparse.Namespace, work: Path) -> list[Table]:
    tables = fuzz(minutes=asked.minutes, seed=asked.seed, work=work, keep=asked.into / "fuzz")
    return [*tables, large(work)] if asked.large else tables


_MEASURE: dict[str, Callable[[argparse.Namespace, Path], list[Table]]] = {
    "words": lambda _, work: account(work),
    "fields": lambda _, work: fields(work),
    "issues": lambda _, work: [issues(work)],
    "speed": lambda asked, work: [speed(asked.pages, work)],
    "growth": lambda asked, work: [growth(minutes=asked.minutes, seed=asked.seed, work=work)],
    "fuzz": _fuzz,
    "twice": lambda _, work: [twice(work)],
}


def main(given: list[str] | None = None) -> None:
    """Measure what is asked for, and print and keep it."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.importing", description=__doc__)
    parser.add_argument("parts", nargs="+", choices=_MEASURE, metavar="PART", help=f"of {', '.join(_MEASURE)}")
    parser.add_argument("--pages", type=int, default=10_000, metavar="N", help="speed: how many pages")
    parser.add_argument("--minutes", type=float, default=1, metavar="N", help="fuzz, growth: how long")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="fuzz, growth: the seed of chance")
    parser.add_argument("--large", action="store_true", help="fuzz: files of 100 MB too")
    parser.add_argument("--into", type=Path, default=INTO, metavar="DIR", help="where it is kept")
    asked = parser.parse_args(given)
    for part in asked.parts:
        with tempfile.TemporaryDirectory(prefix="minutebook-importing-") as work:
            tables = _MEASURE[part](asked, Path(work))
        for table in tables:
            say(as_text(table) + "\n")
        keep(asked.into, f"importing-{part}", tables, None)


if __name__ == "__main__":
    main()
