"""How fast pages are imported, and whether two workers are worth it: pages of ModernGov's kind, generated here."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

from tests.bench.tables import Table, number
from tests.support.site import ROOT

_TALK = (
    "the committee considered report on proposed works at town pond and park which would be consulted with residents "
    "officers confirmed that costs had risen since budget was agreed members asked whether trees could stay along lane"
)
_WORDS = _TALK.split()
_COMMITTEES = ("Parks Board", "Planning Committee", "Licensing Panel", "Executive", "Audit and Risk Committee")


def speed(pages: int, work: Path) -> Table:
    """The table of one import by one worker and one by two."""
    folder = work / "pages"
    folder.mkdir()
    rng = random.Random(1)
    for place in range(pages):
        page = (_meeting_page if place % 2 else _issue_page)(rng, place)
        (folder / f"{place:05d}.{'html' if place % 2 else 'txt'}").write_text(page, encoding="utf-8")
    size = sum(page.stat().st_size for page in folder.iterdir()) / 1e6
    took = [_import(folder, work / f"content-{workers}", workers) for workers in (1, 2)]
    columns = ("import", "seconds", "pages a second", "processor, seconds", "of it in workers", "peak memory, MB")
    rows = tuple(
        (f"{workers} worker{'s' * (workers > 1)}", *_cells(pages, *each))
        for workers, each in zip((1, 2), took, strict=True)
    )
    (seconds, _, alone, _), (shared_seconds, _, own, shared) = took
    notes = (
        f"{pages} pages, {size:.1f} MB; two workers are worth {seconds / shared_seconds:.2f} of one by the clock",
        f"and {alone / (own + shared / 2):.2f} by processor time, which other work on the machine touches less",
        f"processors: {os.cpu_count()}; load when measured: {os.getloadavg()[0]:.1f}",
    )
    return Table("Speed", columns, rows, notes)


def _cells(pages: int, *took: float) -> tuple[str, ...]:
    seconds, memory, own, shared = took
    return number(seconds), number(pages / seconds, 0), number(own + shared), number(shared), number(memory, 0)


_MEASURE = """
import resource, sys, time
sys.path.insert(0, ".")
from pathlib import Path
from plugins.importers.bring_in import Wish
from tests.support.importing import import_paths
start, begun = time.perf_counter(), time.process_time()
report = import_paths(Path(sys.argv[2]), Path(sys.argv[1]), wish=Wish(workers=int(sys.argv[3])))
seconds, own = time.perf_counter() - start, time.process_time() - begun
used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
assert report.failed() == 0, report.failed()
print(seconds, max(each.ru_maxrss for each in used) / 1024, own, used[1].ru_utime + used[1].ru_stime)
"""


def _import(folder: Path, content: Path, workers: int) -> tuple[float, float, float, float]:
    """Seconds, peak memory of the largest process in MB, processor's seconds of the import and of its workers."""
    command = [sys.executable, "-c", _MEASURE, str(folder), str(content), str(workers)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    shutil.rmtree(content)
    time.sleep(0.5)
    seconds, memory, own, shared = map(float, done.stdout.split())
    return seconds, memory, own, shared


def _sentence(rng: random.Random, length: int = 18) -> str:
    return " ".join(rng.choices(_WORDS, k=length)).capitalize() + "."


def _day(place: int) -> tuple[int, int, int]:
    return place % 28 + 1, place // 28 % 12 + 1, 2001 + place // 336 % 20


def _issue_page(rng: random.Random, place: int) -> str:
    """One "Issue - meetings" page with two meetings."""
    lines = ["Issue - meetings", f"Pond works {place}"]
    for again in range(2):
        day, month, year = _day(place + again * 40)
        number = rng.randrange(1, 90)
        lines += [
            f"Meeting: {day:02d}/{month:02d}/{year} - {rng.choice(_COMMITTEES)} (Item {number})",
            f"{number} Pond works {place} PDF {rng.randrange(20, 900)} KB",
            _sentence(rng),
            "Additional documents:",
            f"- Map of the pond {place}, item {number} PDF 43 KB View as DOC ({number}/2) 77 KB",
            "Minutes:",
            *(_sentence(rng, 30) for _ in range(4)),
            "RESOLVED: That the works be approved.",
        ]
    return "\n".join(lines)


def _meeting_page(rng: random.Random, place: int) -> str:
    """One meeting page with five items."""
    day, month, year = _day(place)
    weekday = "Monday"
    name = f"{_COMMITTEES[place % 5]} - {weekday}, {day}th {_MONTHS[month - 1]}, {year} 7.00 pm"
    rows = "".join(
        f'<tr><td class="mgItemNumberCell"><p class="mgAiTitleTxt">{n}.</p></td><td><p class="mgAiTitleTxt">'
        f'Lane and trees {place}-{n}</p><div class="mgWordPara"><p>{_sentence(rng)}</p></div>'
        f'<p class="mgSubItemTitleTxt">Minutes:</p><div class="mgWordPara"><p>{_sentence(rng, 30)}</p>'
        "<p>RESOLVED: That it be noted.</p></div></td></tr>"
        for n in range(1, 6)
    )
    return (
        '<html><head><title>Agenda</title></head><body><div id="modgov">'
        '<h1 class="mgMainTitleTxt">Agenda and minutes</h1>'
        f'<h2 class="mgSubTitleTxt">{name}</h2><p><span class="mgLabel">Venue:</span> Town Hall</p>'
        f'<table class="mgItemTable"><tr><th>No.</th><th>Item</th></tr>{rows}</table></div></body></html>'
    )


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
