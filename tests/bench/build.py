"""Whole builds of one archive: ours beside Hugo, Eleventy and plain Pelican, in turn; and our own small changes."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from tests.bench import corpora, installing
from tests.bench.installing import MissingPeerError
from tests.bench.measuring import Cost, Size, measured, middle, size_of
from tests.bench.plots import Bars, draw
from tests.bench.project import Project, copied
from tests.bench.saving import Serving
from tests.bench.sources import sources, with_attributes, with_markup, write_articles, write_front_matter
from tests.bench.tables import Table, number, ratio, say

GIVEN = Path(__file__).parent / "peers"
PAGES, SEARCHED, WHOLE = "Minutebook, pages", "Minutebook, pages and search", "Minutebook, everything"
HUGO, HUGO_SEARCHED = "Hugo", "Hugo and Pagefind"
ELEVENTY, ELEVENTY_SEARCHED = "Eleventy", "Eleventy and Pagefind"
PELICAN = "Pelican, articles"
ONE_WORKER, SAME, ONE_WORD = "everything, one worker", "nothing changed", "one word of one meeting changed"
SAVED = "saved while make serve runs, to the page served"
_STAGES = {PAGES: ("intake", "pages"), SEARCHED: ("intake", "pages", "search"), WHOLE: ()}
_PELICAN_UP_TO = 20_000
_ONCE_FROM = 5_000
_RUNS = ((2_000, 5), (20_000, 3))
_NOTES = (
    "Neighbours make the same pages from finished Markdown with all links and lists written out, in one plain layout;",
    "ours joins everything itself, and its pages have outcomes, addresses of paragraphs and descriptions besides.",
    f"From {_ONCE_FROM:,} items on, Eleventy, Pelican and one worker are measured once, all else by the median.",
    "Pagefind indexes meetings and decisions, every word once. 'Everything' adds data, feeds, permanence, downloads.",
)
_WORD, _BEFORE = " indeed", " the "


class Built(msgspec.Struct, frozen=True):
    """What a build cost, and what it made."""

    cost: Cost
    size: Size


class Case(msgspec.Struct, frozen=True):
    """A build by its name: what is done before each, what is measured, and whether the next needs what it made.

    What goes on from another case's output is named in `after`; that case's cost is then part of its own. What takes
    longest is done once only.
    """

    name: str
    output: Path
    prepare: Callable[[], None]
    steps: tuple[Callable[[], Cost], ...]
    keeps: bool = False
    after: str = ""
    once: bool = False


def build(sizes: Sequence[int], runs: int | None, work: Path, *, peers: bool) -> tuple[list[Table], Any]:
    """The tables of all sizes, and what was measured."""
    tables, all_built = [], {}
    for size in sizes:
        say(f"Builds: {size:,} agenda items")
        content = corpora.synthetic(size)
        built = _in_turn(_cases(content, work / str(size), size, peers=peers), runs or _runs(size))
        all_built[size] = built
        tables += [_table(size, built), *_own_table(size, built), _goals(size, built)]
        shutil.rmtree(work / str(size), ignore_errors=True)
    return [*tables, *_growth(all_built)], all_built


def _runs(size: int) -> int:
    """How often each build is measured: as often as a quarter of an hour allows."""
    return next((runs for largest, runs in _RUNS if size <= largest), 1)


def _growth(all_built: dict[int, dict[str, Built]]) -> list[Table]:
    """How the time of an item grows from the second largest size to the largest."""
    if len(all_built) < 2:
        return []
    small, large = sorted(all_built)[-2:]
    each = [all_built[size][WHOLE].cost.seconds / size for size in (large, small)]
    rows = (
        ("seconds an item, larger over smaller", "1.15", ratio(*each)),
        ("peak memory of the larger", "3,000 MB", number(all_built[large][WHOLE].cost.memory / 1e6, 0) + " MB"),
    )
    title = f"Growth of our whole build, {small:,} to {large:,} items (goals set for 500,000 over 50,000)"
    return [Table(title, ("", "goal", "measured"), rows)]


def plot(path: Path, all_built: dict[int, dict[str, Built]]) -> None:
    """Seconds of whole builds, for the README."""
    shown = (WHOLE, SEARCHED, HUGO_SEARCHED, ELEVENTY_SEARCHED, PELICAN)
    groups = [
        Bars(
            f"Whole build, {size:,} agenda items",
            tuple((name, built[name].cost.seconds, name in _STAGES) for name in shown if name in built),
        )
        for size, built in all_built.items()
    ]
    draw(path, groups, "s")


def _in_turn(cases: Sequence[Case], runs: int) -> dict[str, Built]:
    """Every case once, then every case again, so that all meet the same weather; the medians."""
    found: dict[str, list[Cost]] = {case.name: [] for case in cases}
    sizes: dict[str, Size] = {}
    for run in range(runs):
        for case in cases if run == 0 else [case for case in cases if not case.once]:
            say(f"  {run + 1} of {runs}: {case.name}")
            case.prepare()
            before = found[case.after][-1:] if case.after else []
            found[case.name].append(_sum([*before, *(step() for step in case.steps)]))
            sizes[case.name] = size_of(case.output)
            if not case.keeps:
                shutil.rmtree(case.output)
    return {case.name: Built(middle(found[case.name]), sizes[case.name]) for case in cases}


def _sum(costs: Sequence[Cost]) -> Cost:
    """Steps after each other."""
    seconds, processor = sum(one.seconds for one in costs), sum(one.processor for one in costs)
    return Cost(seconds, processor, max(one.memory for one in costs))


def _cases(content: Path, work: Path, size: int, *, peers: bool) -> list[Case]:
    """What is built, in turn. Where a neighbour cannot be had, it is left out with a word."""
    project = copied(work)
    cases = [_ours(name, project, content, work / f"ours-{place}") for place, name in enumerate(_STAGES)]
    for make in (_hugo, _eleventy, _pelican) if peers else ():
        try:
            cases += make(content, work, size)
        except MissingPeerError as error:
            say(f"  {make.__name__.strip('_')}: left out, {error}")
    return [*cases, *_small_changes(project, content, work / "own", size)]


def _ours(name: str, project: Project, content: Path, output: Path) -> Case:
    made = partial(project.build, content, output, stages=_STAGES[name])
    return Case(name, output, partial(project.forget, output), (made,))


def _small_changes(project: Project, content: Path, work: Path, size: int) -> list[Case]:
    """Our own builds again: with one worker, of the same records, of one changed word."""
    ours, output, alone = work / "content", work / "site", work / "alone"
    shutil.copytree(content, ours)
    again = (partial(project.build, ours, output),)
    serving = Serving(project, ours, output, change_a_word)
    one_worker = (partial(project.build, content, alone, workers=1),)
    return [
        Case(ONE_WORKER, alone, partial(project.forget, alone), one_worker, once=size >= _ONCE_FROM),
        Case(SAME, output, partial(_once, project, ours, output), again, keeps=True),
        Case(ONE_WORD, output, lambda: _changed(ours), again, keeps=True),
        Case(SAVED, output, serving.start, (serving.save,), keeps=True),
    ]


def _changed(content: Path) -> None:
    change_a_word(content)


def _once(project: Project, content: Path, output: Path) -> None:
    """Have a site that is current."""
    project.build(content, output)


def change_a_word(content: Path) -> Path:
    """Add a word to the minutes of a meeting in the middle of the archive, or take it out again; the meeting's file."""
    meetings = sorted(content.glob("meetings/*/*.yaml"))
    path = meetings[len(meetings) // 2]
    text = path.read_text(encoding="utf-8")
    before, found, after = text.rpartition(_WORD)
    place = text.rindex(_BEFORE)
    path.write_text(before + after if found else text[:place] + _WORD + text[place:], encoding="utf-8")
    return path


def _emptied(output: Path) -> Callable[[], None]:
    return lambda: shutil.rmtree(output, ignore_errors=True)


def _pagefind(output: Path) -> Callable[[], Cost]:
    program = installing.pagefind()
    return lambda: measured([program, "--site", str(output), "--quiet"])


def _hugo(content: Path, work: Path, _: int) -> list[Case]:
    program, folder = installing.hugo(), work / "hugo"
    write_front_matter(sources(corpora.archive_of(content), with_attributes), folder / "content")
    command = [program, "--quiet", "--noBuildLock", "-s", str(GIVEN / "hugo"), "-c", str(folder / "content")]
    return _with_pagefind(HUGO, HUGO_SEARCHED, folder, lambda output: measured([*command, "-d", str(output)]))


def _eleventy(content: Path, work: Path, size: int) -> list[Case]:
    command, folder = installing.eleventy(), work / "eleventy"
    write_front_matter(sources(corpora.archive_of(content), with_markup), folder / "pages")
    shutil.copytree(GIVEN / "eleventy", folder, dirs_exist_ok=True)

    def make(output: Path) -> Cost:
        given = {"BENCH_OUTPUT": os.path.relpath(output, folder), "NODE_OPTIONS": "--max-old-space-size=16384"}
        return measured([*command, "--quiet", "--config=config.cjs"], folder, given)

    return _with_pagefind(ELEVENTY, ELEVENTY_SEARCHED, folder, make, once=size >= _ONCE_FROM)


def _with_pagefind(
    name: str, searched: str, folder: Path, make: Callable[[Path], Cost], *, once: bool = False
) -> list[Case]:
    """A generator's build, and Pagefind after it."""
    output = folder / "site"
    return [
        Case(name, output, _emptied(output), (lambda: make(output),), keeps=True, once=once),
        Case(searched, output, lambda: None, (_pagefind(output),), after=name, once=once),
    ]


def _pelican(content: Path, work: Path, size: int) -> list[Case]:
    if size > _PELICAN_UP_TO:
        raise MissingPeerError(f"it takes too long above {_PELICAN_UP_TO:,} items")
    folder = work / "pelican"
    write_articles(sources(corpora.archive_of(content), with_attributes), folder / "content")
    output = folder / "site"
    command = [sys.executable, "-m", "pelican", "-s", str(GIVEN / "pelican" / "conf.py"), "-o", str(output), "-q"]
    given = {"BENCH_CONTENT": str(folder / "content")}
    made = (lambda: measured(command, folder, given),)
    return [Case(PELICAN, output, _emptied(output), made, once=size >= _ONCE_FROM)]


def _table(size: int, built: dict[str, Built]) -> Table:
    columns = ("", "seconds", "processor s", "peak MB", "files", "MB", "over Hugo", "over Hugo and Pagefind")
    own = (ONE_WORKER, SAME, ONE_WORD, SAVED)
    rows = tuple((name, *_row(one, built)) for name, one in built.items() if name not in own)
    return Table(f"{size:,} agenda items: whole builds", columns, rows, _NOTES)


def _row(one: Built, built: dict[str, Built]) -> tuple[str, ...]:
    cost, size = one.cost, one.size
    told = (number(cost.seconds), number(cost.processor), number(cost.memory / 1e6, 0), f"{size.files:,}")
    against = (built.get(HUGO), built.get(HUGO_SEARCHED))
    shares = (ratio(cost.seconds, other.cost.seconds) if other else "-" for other in against)
    return (*told, number(size.size / 1e6, 1), *shares)


def _own_table(size: int, built: dict[str, Built]) -> list[Table]:
    whole = built[WHOLE].cost.seconds
    rows = tuple(
        (name, number(built[name].cost.seconds), number(built[name].cost.memory / 1e6, 0), _share(built, name, whole))
        for name in (WHOLE, ONE_WORKER, SAME, ONE_WORD, SAVED)
    )
    return [Table(f"{size:,} agenda items: our own builds", ("", "seconds", "peak MB", "of the whole build"), rows)]


def _share(built: dict[str, Built], name: str, whole: float) -> str:
    return f"{100 * built[name].cost.seconds / whole:.1f} %"


def _goals(size: int, built: dict[str, Built]) -> Table:
    """Issue goals beside what was measured."""
    whole = built[WHOLE].cost.seconds
    asked = (
        ("pages and search over Hugo and Pagefind", "0.33", _over(built, SEARCHED, HUGO_SEARCHED)),
        ("memory of pages and search over Hugo and Pagefind", "0.125", _memory_over(built, SEARCHED, HUGO_SEARCHED)),
        ("pages over Hugo", "0.50", _over(built, PAGES, HUGO)),
        ("pages over Pelican (at 10,000)", "0.25", _over(built, PAGES, PELICAN)),
        ("nothing changed, of the whole build", "2 %", _share(built, SAME, whole)),
        ("one word changed, of the whole build", "4 %", _share(built, ONE_WORD, whole)),
        ("seconds from a save to its page (at 10,000)", "1.0", number(built[SAVED].cost.seconds)),
        ("two workers over one: times faster", "1.7", ratio(built[ONE_WORKER].cost.seconds, whole)),
    )
    return Table(f"{size:,} agenda items: goals (set for 50,000)", ("", "goal", "measured"), asked)


def _over(built: dict[str, Built], ours: str, theirs: str) -> str:
    return ratio(built[ours].cost.seconds, built[theirs].cost.seconds) if theirs in built else "-"


def _memory_over(built: dict[str, Built], ours: str, theirs: str) -> str:
    return f"{built[ours].cost.memory / built[theirs].cost.memory:.3f}" if theirs in built else "-"
