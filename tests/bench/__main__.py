"""The benchmark suite: `make bench`, or one part of it: `python -m tests.bench quality`.

Everything is measured in turn in one run, so that it can be compared; what is printed is also kept as JSON and text.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from tests.bench import quality
from tests.bench.build import ALONE_FROM, build, plot
from tests.bench.damage import damage
from tests.bench.edits import edits
from tests.bench.kills import kills
from tests.bench.project import NoRoomError, working_folder
from tests.bench.search import search
from tests.bench.successor import successor
from tests.bench.tables import Table, as_text, keep, say
from tests.support.site import ROOT

_SIZES = {"build": (1_000, 10_000, 50_000)}
_OTHERWISE = (1_000, 10_000)
PARTS = ("quality", "search", "build", "kills", "edits", "damage", "successor")


def main(given: list[str] | None = None) -> None:
    """Measure what is asked for, and print and keep it. Exits with 1 where something happened that never must."""
    asked, broken = _parser().parse_args(given), False
    sizes = asked.sizes
    for part in asked.parts or PARTS:
        asked.sizes = sizes or _SIZES.get(part, _OTHERWISE)
        with working_folder(asked.work, max(asked.sizes)) as work:
            tables, measured = _measured(part, asked, work)
        for table in tables:
            say("\n" + as_text(table))
        keep(asked.into, part, tables, measured)
        say(f"\nKept in {asked.into}/{part}.txt and {part}.json\n")
        broken = broken or any(table.broken for table in tables)
    if broken:
        sys.exit(1)


def _measured(part: str, asked: argparse.Namespace, work: Path) -> tuple[list[Table], Any]:
    try:
        return _MEASURE[part](asked, work)
    except NoRoomError as error:
        sys.exit(f"error: {error}; choose another folder with --work")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"one of {', '.join(PARTS)}; all if none is given")
    parser.add_argument(
        "--sizes", nargs="+", type=int, metavar="N", help="agenda items (default: 1000 10000, and 50000 for builds)"
    )
    parser.add_argument("--runs", type=int, metavar="N", help="how often each is measured (default: as time allows)")
    parser.add_argument("--queries", type=int, default=50, metavar="N", help="known items of each kind")
    parser.add_argument("--kills", type=int, default=200, metavar="N", help="builds that are killed")
    parser.add_argument("--edits", type=int, default=100, metavar="N", help="edits that are made")
    parser.add_argument("--seed", type=int, default=20200506, metavar="N", help="of kills, edits and damage")
    parser.add_argument("--into", type=Path, default=ROOT / ".cache" / "bench", metavar="DIR", help="where it is kept")
    parser.add_argument("--work", type=Path, metavar="DIR", help="where to build (default: in memory, if roomy)")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="draw whole builds here too, as SVG")
    parser.add_argument("--table", type=Path, metavar="FILE", help="write the tables of builds here too, as text")
    parser.add_argument("--alone", action="store_true", help="measure no neighbours")
    parser.add_argument(
        "--alone-from", type=int, default=ALONE_FROM, metavar="N", help=f"nor from so many items on ({ALONE_FROM:,})"
    )
    return parser


def _quality(asked: argparse.Namespace, work: Path) -> tuple[list[Table], Any]:
    peers = not asked.alone
    tables, measured = quality.judged(work, peers=peers)
    more, known = quality.known_items(asked.sizes, asked.queries, work, peers=peers)
    return [*tables, *more], {"judged": measured, "known": known}


def _search(asked: argparse.Namespace, work: Path) -> tuple[list[Table], Any]:
    return search(asked.sizes, asked.runs or 3, work, peers=not asked.alone)


def _build(asked: argparse.Namespace, work: Path) -> tuple[list[Table], Any]:
    tables, measured = build(asked.sizes, asked.runs, work, peers=not asked.alone, alone_from=asked.alone_from)
    for place in (asked.into / "bench.svg", *([asked.plot] if asked.plot else [])):
        plot(place, measured)
    if asked.table:
        asked.table.write_text("\n\n".join(map(as_text, tables)) + "\n", encoding="utf-8")
    return tables, measured


def _kills(asked: argparse.Namespace, work: Path) -> tuple[list[Table], Any]:
    return kills(asked.kills, work, asked.seed)


def _edits(asked: argparse.Namespace, work: Path) -> tuple[list[Table], Any]:
    return edits(asked.edits, work, asked.seed)


def _damage(asked: argparse.Namespace, work: Path) -> tuple[list[Table], Any]:
    return damage(work, asked.seed)


def _successor(_asked: argparse.Namespace, work: Path) -> tuple[list[Table], Any]:
    return successor(work)


_MEASURE = {
    "quality": _quality,
    "search": _search,
    "build": _build,
    "kills": _kills,
    "edits": _edits,
    "damage": _damage,
    "successor": _successor,
}


if __name__ == "__main__":
    main()
