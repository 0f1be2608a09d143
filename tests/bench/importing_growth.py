"""How the time of an import grows with its page: a piece of a page, repeated until the page is long.

Work that grows with the square of a page takes sixteen times as long for four times the length; linear work takes four.
Time is the processor's, so that other work on the machine counts for little.
"""

from __future__ import annotations

import random
import re
import shutil
import signal
import time
from pathlib import Path

from tests.bench.importing_fuzz import Hangs, bases
from tests.bench.tables import Table, number
from tests.support.importing import import_paths

_LONG = 900_000
_TIMES = 4
_WORTH = 1.0
_HANGS = 60
_ROWS = 15


def growth(*, minutes: float, seed: int, work: Path) -> Table:
    """The table of the pages that took longest, with how much longer than a quarter of their length."""
    rng, found, tried = random.Random(seed), [], 0
    pages = bases()
    folders = sorted({name.partition("/")[0] for name, _ in pages})
    until = time.monotonic() + minutes * 60
    while time.monotonic() < until:
        folder = rng.choice(folders)
        name, page = rng.choice([each for each in pages if each[0].startswith(f"{folder}/")])
        start, end = _piece(rng, page)
        if start < end:
            tried += 1
            found += _measured(f"{name} {start}-{end}", (page, start, end), work, counted=rng.random() < 1 / 2)
    rows = [(each[2], number(each[0]), number(each[1])) for each in sorted(found, reverse=True)[:_ROWS]]
    note = f"{tried} pieces repeated up to {_LONG / 1e6:.1f} MB; shown are the longest of those above {_WORTH:.0f} s"
    columns = ("piece", "seconds", "times the seconds of a quarter")
    return Table("Growth", columns, tuple(rows) or (("none", "", ""),), (note,))


def _piece(rng: random.Random, page: bytes) -> tuple[int, int]:
    """A stretch of a page: any, whole lines, or a short one."""
    start, end = sorted((rng.randrange(len(page) + 1), rng.randrange(len(page) + 1)))
    if rng.random() < 2 / 5:
        start, end = page.rfind(b"\n", 0, start) + 1, page.rfind(b"\n", 0, end) + 1
    return start, min(end, start + rng.randrange(1, 60)) if rng.random() < 2 / 5 else end


def _measured(label: str, cut: tuple[bytes, int, int], work: Path, *, counted: bool) -> list[tuple[float, float, str]]:
    """Seconds of a long page, how often those of a page of a quarter, and the label; nothing for a quick one."""
    whole = _seconds(_repeated(*cut, _LONG, counted=counted), work)
    if whole < _WORTH:
        return []
    return [(whole, whole / _seconds(_repeated(*cut, _LONG // _TIMES, counted=counted), work), label)]


def _repeated(page: bytes, start: int, end: int, size: int, *, counted: bool) -> bytes:
    """The page with a stretch of it repeated; `counted` with another first number each time."""
    unit, times = page[start:end], max(1, size // (end - start))
    first = re.search(rb"\d+", unit)
    if first is None or not counted:
        return page[:start] + unit * times + page[end:]
    head, tail, number_ = unit[: first.start()], unit[first.end() :], int(first[0]) % 10**6
    return page[:start] + b"".join(b"%b%d%b" % (head, number_ + n, tail) for n in range(times)) + page[end:]


def _seconds(page: bytes, work: Path) -> float:
    """The processor's seconds of an import; those after which it is stopped, where it hangs."""
    shutil.rmtree(work / "content", ignore_errors=True)
    (work / "page").write_bytes(page)
    signal.signal(signal.SIGALRM, _hang)
    signal.alarm(_HANGS)
    start = time.process_time()
    try:
        import_paths(work / "content", work / "page")
    except Hangs:
        return float(_HANGS)
    finally:
        signal.alarm(0)
    return time.process_time() - start


def _hang(*_: object) -> None:
    raise Hangs
