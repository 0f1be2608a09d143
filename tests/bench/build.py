"""Whole builds of one archive: ours beside Hugo, Eleventy and plain Pelican, in turn; and our own small changes."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from tests.bench import corpora
from tests.bench.cases import Built, Case, in_turn
from tests.bench.neighbours import ELEVENTY, ITEMS, JOINED, JOINING, ONCE_FROM, PELICAN, neighbours, searched
from tests.bench.pairs import in_pairs
from tests.bench.plots import Bars, draw
from tests.bench.project import Project, copied, make_room
from tests.bench.sameness import Told, differing
from tests.bench.saving import Serving
from tests.bench.tables import Table, number, ratio, say

ALONE_FROM: Final = 200_000
"""So many items and more are ours alone to build: no neighbours, no parts, no single worker."""
PAGES, SEARCHED, WHOLE = "Minutebook, pages", "Minutebook, pages and search", "Minutebook, everything"
ONE_WORKER, TWO_WORKERS = "everything, one worker", "everything, two workers, in turn with one"
SAME, ONE_WORD = "nothing changed", "one word of one meeting changed"
SAVED = "saved while make serve runs, to the page served"
_OURS, _OWN = (PAGES, SEARCHED, WHOLE), (WHOLE, TWO_WORKERS, ONE_WORKER, SAME, ONE_WORD, SAVED)
_STAGES = {PAGES: ("intake", "pages"), SEARCHED: ("intake", "pages", "search"), WHOLE: ()}
_HUGOS = (JOINING, JOINED, ITEMS)
_RUNS = ((2_000, 5), (20_000, 3))
_NOTES = (
    f"'{JOINING}': each record is a file, with its items in it; templates make the lists, histories and links.",
    f"'{JOINED}': the same pages, each a file with all lists and links written out beforehand. Eleventy: likewise.",
    f"'{ITEMS}': a page for each item, listed by committee and issue; no pages of meetings, people or topics.",
    "Our pages have outcomes, addresses of paragraphs and descriptions besides.",
    "'Everything' adds data, feeds and downloads. Processor seconds hold work that goes on after a command has ended.",
    "Pagefind indexes meetings and decisions, every word once; or each item's page with filters and dates.",
    f"From {ONCE_FROM:,} items on, Eleventy and Pelican are measured once, all else by the median.",
)
_WORD, _BEFORE = " indeed", " the "


def build(
    sizes: Sequence[int], runs: int | None, work: Path, *, peers: bool, alone_from: int = ALONE_FROM
) -> tuple[list[Table], dict[int, dict[str, Built]]]:
    """The tables of all sizes, and what was measured."""
    tables: list[Table] = []
    all_built: dict[int, dict[str, Built]] = {}
    for size in sizes:
        say(f"Builds: {size:,} agenda items")
        beside = peers and size < alone_from
        make_room(work, size, peers=beside)
        content, alone = corpora.synthetic(size), size >= alone_from
        made = _cases(content, work / str(size), size, beside=beside, alone=alone)
        all_built[size], read = in_turn(made, runs or _runs(size))
        if not alone:
            all_built[size] |= in_pairs(*_workers(content, work / str(size)))
        tables += _tables(size, all_built[size], read)
        shutil.rmtree(work / str(size), ignore_errors=True)
    return [*tables, *_growth(all_built)], all_built


def _runs(size: int) -> int:
    """How often each build is measured: as often as a quarter of an hour allows."""
    return next((runs for largest, runs in _RUNS if size <= largest), 1)


def plot(path: Path, all_built: dict[int, dict[str, Built]]) -> None:
    """Seconds of whole builds, for the README."""
    theirs = [searched(name) for name in (JOINING, JOINED, ITEMS, ELEVENTY)]
    groups = [
        Bars(
            f"Whole build, {size:,} agenda items",
            tuple(
                (name, built[name].cost.seconds, name in _STAGES)
                for name in (WHOLE, SEARCHED, *theirs, PELICAN)
                if name in built
            ),
        )
        for size, built in all_built.items()
    ]
    draw(path, groups, "s")


def _cases(content: Path, work: Path, size: int, *, beside: bool, alone: bool) -> list[Case]:
    """What is built, in turn: our parts and the whole, neighbours beside them, and our own builds again."""
    project, ours, site = copied(work), work / "ours" / "content", work / "ours" / "site"
    shutil.copytree(content, ours)
    names = (WHOLE,) if alone else _OURS
    cases = [_ours(name, project, ours, site if name == WHOLE else work / "part") for name in names]
    others = neighbours(content, work, size) if beside else []
    return [*cases, *others, *_small_changes(project, ours, site, alone=alone)]


def _ours(name: str, project: Project, content: Path, output: Path) -> Case:
    made = partial(project.build, content, output, stages=_STAGES[name])
    return Case(name, output, partial(project.forget, output), (made,), keeps=name == WHOLE)


def _small_changes(project: Project, content: Path, output: Path, *, alone: bool) -> list[Case]:
    """Our own builds again: of the same records, of one changed word."""
    again = (partial(project.build, content, output),)
    small = [
        Case(SAME, output, lambda: None, again, keeps=True),
        Case(ONE_WORD, output, partial(_changed, content), again, keeps=True),
    ]
    if alone:
        return small
    serving = Serving(project, content, output, change_a_word)
    return [*small, Case(SAVED, output, serving.start, (serving.save,), keeps=True)]


def _workers(content: Path, work: Path) -> tuple[Case, Case]:
    """The same build from nothing, by two workers and by one."""
    project, output = copied(work / "workers"), work / "workers" / "site"
    clear = partial(project.forget, output)
    two, one = (partial(project.build, content, output, workers=workers) for workers in (2, 1))
    return Case(TWO_WORKERS, output, clear, (two,)), Case(ONE_WORKER, output, clear, (one,))


def _changed(content: Path) -> None:
    change_a_word(content)


def change_a_word(content: Path) -> Path:
    """Add a word to the minutes of a meeting in the middle of the archive, or take it out again; the meeting's file."""
    meetings = sorted(content.glob("meetings/*/*.yaml"))
    path = meetings[len(meetings) // 2]
    text = path.read_text(encoding="utf-8")
    before, found, after = text.rpartition(_WORD)
    place = text.rindex(_BEFORE)
    path.write_text(before + after if found else text[:place] + _WORD + text[place:], encoding="utf-8")
    return path


def _tables(size: int, built: dict[str, Built], read: dict[str, Told]) -> list[Table]:
    others = [name for name in built if name not in {*_OURS, *_OWN}]
    beside = [_against(size, built, others)] if others else []
    return [_table(size, built, others, read), *beside, _own_table(size, built), _goals(size, built)]


def _table(size: int, built: dict[str, Built], others: Sequence[str], read: dict[str, Told]) -> Table:
    columns = ("", "seconds", "processor s", "peak MB", "files", "MB")
    rows = tuple((name, *_row(built[name])) for name in (*_OURS, *others) if name in built)
    notes = (*_NOTES, *_compared(read)) if others else ()
    return Table(f"{size:,} agenda items: whole builds", columns, rows, notes)


def _compared(read: dict[str, Told]) -> tuple[str, ...]:
    """What the first two Hugos were found to have in common."""
    if len(read) < 2:
        return ()
    first, second = read.values()
    found = differing(first, second)
    pages = f"{len(first.pages):,} of {len(first.files):,} pages of the two were compared"
    return (f"{pages}: on {len(found):,} the words or links, or their order, differ. {' '.join(found[:3])}".rstrip(),)


def _row(one: Built) -> tuple[str, ...]:
    cost, size = one.cost, one.size
    told = (number(cost.seconds), number(cost.processor), number(cost.memory / 1e6, 0))
    return (*told, f"{size.files:,}", number(size.size / 1e6, 1))


def _against(size: int, built: dict[str, Built], others: Sequence[str]) -> Table:
    """Ours as shares of each neighbour's, in seconds and in peak memory."""
    short = ("pages", "and search", "everything")
    columns = ("ours over", *(f"{what}: {name}" for what in ("seconds", "memory") for name in short))
    rows = tuple(
        (name, *(over(built, ours, name) for over in (_over, _memory_over) for ours in _OURS)) for name in others
    )
    return Table(f"{size:,} agenda items: our whole builds as shares of the neighbours'", columns, rows)


def _own_table(size: int, built: dict[str, Built]) -> Table:
    whole = built[WHOLE].cost.seconds
    rows = tuple((name, *_own_row(built, name, whole)) for name in _OWN if name in built)
    return Table(f"{size:,} agenda items: our own builds", ("", "seconds", "peak MB", "of the whole build"), rows)


def _own_row(built: dict[str, Built], name: str, whole: float) -> tuple[str, ...]:
    cost = built[name].cost
    return (number(cost.seconds), number(cost.memory / 1e6, 0) if cost.memory else "-", _share(built, name, whole))


def _share(built: dict[str, Built], name: str, whole: float) -> str:
    return f"{100 * built[name].cost.seconds / whole:.1f} %"


def _goals(size: int, built: dict[str, Built]) -> Table:
    """Issue goals beside what was measured, those against Hugo for each way that Hugo was given the archive."""
    whole = built[WHOLE].cost.seconds
    theirs = [row for hugo in _HUGOS if hugo in built for row in _goals_against(hugo, built)]
    asked = (
        *theirs,
        ("pages over Pelican (at 10,000)", "0.25", _over(built, PAGES, PELICAN)),
        ("nothing changed, of the whole build", "2 %", _share(built, SAME, whole)),
        ("one word changed, of the whole build", "4 %", _share(built, ONE_WORD, whole)),
        ("seconds from a save to its page (at 10,000)", "1.0", _seconds(built, SAVED)),
        ("two workers over one: times faster", "1.7", _over(built, ONE_WORKER, TWO_WORKERS)),
        ("peak memory of everything (at 500,000)", "3,000 MB", number(built[WHOLE].cost.memory / 1e6, 0) + " MB"),
    )
    there = tuple(row for row in asked if row[-1] != "-")
    return Table(f"{size:,} agenda items: goals (set for 50,000)", ("", "goal", "measured"), there)


def _goals_against(hugo: str, built: dict[str, Built]) -> tuple[tuple[str, str, str], ...]:
    whole = searched(hugo)
    return (
        (f"pages and search over {whole}", "0.33", _over(built, SEARCHED, whole)),
        ("  their peak memory", "0.125", _memory_over(built, SEARCHED, whole)),
        (f"pages over {hugo}", "0.50", _over(built, PAGES, hugo)),
    )


def _seconds(built: dict[str, Built], name: str) -> str:
    return number(built[name].cost.seconds) if name in built else "-"


def _over(built: dict[str, Built], ours: str, theirs: str) -> str:
    return ratio(built[ours].cost.seconds, built[theirs].cost.seconds) if {ours, theirs} <= built.keys() else "-"


def _memory_over(built: dict[str, Built], ours: str, theirs: str) -> str:
    there = {ours, theirs} <= built.keys()
    return f"{built[ours].cost.memory / built[theirs].cost.memory:.3f}" if there else "-"


def _growth(all_built: dict[int, dict[str, Built]]) -> list[Table]:
    """How the time of an item grows from the second largest size to the largest."""
    if len(all_built) < 2:
        return []
    small, large = sorted(all_built)[-2:]
    each = [all_built[size][WHOLE].cost.seconds / size for size in (large, small)]
    rows = (
        (f"seconds an item at {large:,} over {small:,}", "1.15", ratio(*each)),
        (f"peak memory at {large:,}", "3,000 MB", number(all_built[large][WHOLE].cost.memory / 1e6, 0) + " MB"),
    )
    return [Table("Growth of our whole build (goals set for 500,000 over 50,000)", ("", "goal", "measured"), rows)]
