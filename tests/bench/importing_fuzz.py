"""Worse and worse pages: no traceback, no hang, memory bounded, and nothing that is in a content folder is harmed."""

from __future__ import annotations

import random
import resource
import shutil
import signal
import subprocess
import sys
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from plugins.importers.report import Report
from plugins.intake.decode import decode
from tests.bench.importing_mutations import MOST, MUTATIONS
from tests.bench.importing_sources import every_sample, own_pages, short
from tests.bench.tables import Table, number, say
from tests.support.importing import import_paths
from tests.support.site import ROOT, snapshot, write_content

LIMIT = 10
_HANGS = 60
_EVERY = 25
_THERE = {
    "archive.yaml": "name: Guarded\n",
    "committees/guarded-board.yaml": "names:\n  - name: Guarded Board\n",
    "issues/guarded-matter.yaml": "title: Guarded matter   # a person's own comment\n",
    "people/guarded-person.yaml": "name: Gwen Guarded\n",
    "meetings/guarded-board/2001-02-03.yaml": (
        "committee: guarded-board\ndate: 2001-02-03\nitems:\n  - title: Guarded matter\n    issue: guarded-matter\n"
    ),
    "meetings/guarded-board/2001-02-04.yaml": "this: [is not whole\n",
    "pages/about.md": "Title: About\n\nGuarded.\n",
    "documents/guarded.txt": "guarded\n",
}
_KINDS = {
    "committees": "committee",
    "meetings": "meeting",
    "issues": "issue",
    "people": "person",
    "decisions": "decision",
}


class Hangs(BaseException):
    """An import that takes much longer than it may."""


@dataclass(slots=True)
class Seen:
    """What the fuzzer has seen."""

    runs: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    longest: tuple[float, str] = (0.0, "")


def fuzz(*, minutes: float, seed: int, work: Path, keep: Path) -> list[Table]:
    """The tables of a run of so many minutes; pages that show a fault are kept."""
    rng, seen, pages = random.Random(seed), Seen(), bases()
    keep.mkdir(parents=True, exist_ok=True)
    signal.signal(signal.SIGALRM, _hang)
    until = time.monotonic() + minutes * 60
    while time.monotonic() < until:
        _one(rng, pages, work, keep, seen)
    return [_counts(seen), _faults(seen)]


def _hang(*_: object) -> None:
    raise Hangs


def bases() -> list[tuple[str, bytes]]:
    """The pages that are made worse, each with its name: the samples' and our own."""
    found = [page for pages in every_sample().values() for page in pages] + own_pages()
    read = [(short(page), page.read_bytes()) for page in found]
    return [(name, content) for name, content in read if 0 < len(content) < MOST]


def _one(rng: random.Random, bases: list[tuple[str, bytes]], work: Path, keep: Path, seen: Seen) -> None:
    """One page of a folder drawn by chance, made worse one to three times, imported twice beside what is there."""
    folders = sorted({name.partition("/")[0] for name, _ in bases})
    folder = rng.choice(folders)
    name, page = rng.choice([each for each in bases if each[0].startswith(f"{folder}/")])
    mutations = [rng.choice(MUTATIONS) for _ in range(rng.choice([1, 1, 2, 3]))]
    for mutation in mutations:
        page = mutation(rng, page, rng.choice(bases)[1])[:MOST]
    label = f"{name} {'+'.join(each.__name__ for each in mutations)}"
    seen.runs[folder] += 1
    for fault in _tried(page, label, work, seen):
        seen.faults[fault] += 1
        if seen.faults[fault] <= 3:
            saved = keep / f"{sum(seen.runs.values())}-{Path(name).name}"
            saved.write_bytes(page)
            say(f"{fault}\n  {label}\n  {saved}")


def _tried(page: bytes, label: str, work: Path, seen: Seen) -> list[str]:
    """The faults that an import of a page shows."""
    content, source = work / "content", work / "page"
    shutil.rmtree(content, ignore_errors=True)
    write_content(content, _THERE)
    source.write_bytes(page)
    before, start = snapshot(content), _worked()
    signal.alarm(_HANGS)
    try:
        report = (
            _as_command(source, content) if sum(seen.runs.values()) % _EVERY == 0 else import_paths(content, source)
        )
    except Hangs:
        return [f"hangs above {_HANGS} s"]
    except BaseException as error:  # noqa: BLE001 (every traceback is a fault, and is told)
        return [f"traceback: {_where(error)}"]
    finally:
        signal.alarm(0)
    took = _worked() - start
    if took > seen.longest[0]:
        seen.longest = (took, label)
    slow = [f"above {LIMIT} s"] if took > LIMIT else []
    return [*slow, *_judged(report, content, before, seen), *_harm(content, before), *_again(source, content)]


def _worked() -> float:
    """The processor's seconds of this process and of its commands: other work on the machine counts for little."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _as_command(source: Path, content: Path) -> int:
    """The exit status of the command; a traceback is raised as what it says."""
    command = [sys.executable, "scripts/import_records.py", str(source), "--content", str(content)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=_HANGS)
    if done.returncode not in {0, 1} or done.stderr.strip():
        raise AssertionError(f"exit status {done.returncode}: {done.stderr.strip()[-300:]}")
    return done.returncode


def _judged(report: Report | int, content: Path, before: dict[str, bytes], seen: Seen) -> list[str]:
    """Faults that the report itself tells: a reader that stumbled, or a status that is not the contract's."""
    if isinstance(report, int):
        seen.outcomes[f"by the command, exit status {report}"] += 1
        return []
    outcome = "not read" if report.failed() else "read" if report.exit_status() == 0 else "read in part"
    seen.outcomes[outcome] += 1
    told = [s.failure or "" for s in report.sources] + [e.reason for s in report.sources for e in s.not_understood]
    wrote = set(snapshot(content)) - set(before)
    silent = ["nothing was read, and the exit status is 0"] if not report.sources and not report.exit_status() else []
    lost = ["not read, but records were written"] if report.failed() and wrote else []
    return [f"caught: {each[:160]}" for each in told if "stumble" in each] + silent + lost


def _harm(content: Path, before: dict[str, bytes]) -> list[str]:
    """Files that were there and are no longer the same, and records that no build could read."""
    after = snapshot(content)
    harmed = [f"harmed: {name}" for name, old in before.items() if after.get(name) != old]
    new = [name for name in after if name not in before and name.endswith(".yaml")]
    return harmed + [fault for name in new if (fault := _unreadable(name, after[name]))]


def _unreadable(name: str, content: bytes) -> str | None:
    """What is wrong with a record that was written."""
    kind, _, identity = name.removesuffix(".yaml").partition("/")
    record, findings = decode(_KINDS[kind], content.decode("utf-8"), name, id=identity)
    return None if record is not None else f"unreadable {kind}: {findings[0].code} {findings[0].message[:100]}"


def _again(source: Path, content: Path) -> list[str]:
    """Whether a second import of the same page changes anything."""
    before = snapshot(content)
    try:
        import_paths(content, source)
    except BaseException as error:  # noqa: BLE001
        return [f"traceback the second time: {_where(error)}"]
    return [] if snapshot(content) == before else ["twice is not once"]


def _where(error: BaseException) -> str:
    """An error and the place that raised it."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "plugins" in frame.filename] or list(frames)
    place = f"{Path(own[-1].filename).name}:{own[-1].lineno}" if own else ""
    return f"{type(error).__name__}: {str(error)[:160]} at {place}"


def _counts(seen: Seen) -> Table:
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rows = [(f"pages made of {name}", number(count, 0)) for name, count in sorted(seen.runs.items())]
    rows += [(f"outcome: {name}", number(count, 0)) for name, count in sorted(seen.outcomes.items())]
    rows += [("all pages", number(sum(seen.runs.values()), 0)), ("longest, seconds", number(seen.longest[0]))]
    rows += [("peak memory, MB", number(memory)), ("faults", number(sum(seen.faults.values()), 0))]
    return Table("Fuzz", ("what", "count"), tuple(rows), (f"longest: {seen.longest[1]}",))


def _faults(seen: Seen) -> Table:
    rows = tuple((name, number(count, 0)) for name, count in seen.faults.most_common())
    return Table("Faults found", ("fault", "pages"), rows or (("none", "0"),))


LARGE = {
    "text": (
        b"Issue - meetings\nA title\nMeeting: 03/02/2011 - Parks (Item 7)\n7 A title\nMinutes:\n",
        b"Some words of it.\n",
    ),
    "html": (b"<html><body><div id='modgov'><h1>Agenda</h1>", b"<p>Some words of it.</p>\n"),
    "xml": (
        b"<committees>",
        b"<committee><committeeid>1</committeeid><committeetitle>A</committeetitle></committee>\n",
    ),
    "json": (b"[", b'{"EventId": 1, "EventBodyId": 1, "EventBodyName": "A", "EventDate": "2020-01-01T00:00:00"},\n'),
    "no breaks": (b"", b"a"),
}


def large(work: Path) -> Table:
    """Files of 100 MB, each imported by the command."""
    rows = []
    for name, (head, unit) in LARGE.items():
        source = work / f"large-{name.replace(' ', '-')}"
        source.write_bytes(head + unit * (100_000_000 // len(unit)))
        rows.append((name, *_measured(source, work / "content-large")))
        source.unlink()
    return Table("Files of 100 MB", ("file", "exit status", "seconds", "peak memory, MB", "said"), tuple(rows))


def _measured(source: Path, content: Path) -> tuple[str, str, str, str]:
    """Status, time, memory and last words of the command."""
    script = (
        "import resource, subprocess, sys; r = subprocess.run(sys.argv[1:], capture_output=True, text=True);"
        "most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024;"
        "print(r.returncode, most, (r.stderr or r.stdout)[-90:])"
    )
    command = [sys.executable, "scripts/import_records.py", str(source), "--content", str(content)]
    start = time.perf_counter()
    try:
        done = subprocess.run(
            [sys.executable, "-c", script, *command], cwd=ROOT, capture_output=True, text=True, check=False, timeout=300
        )
    except subprocess.TimeoutExpired:
        return "none", "above 300", "", ""
    status, memory, said = (*done.stdout.split(" ", 2), "", "")[:3]
    shutil.rmtree(content, ignore_errors=True)
    return status, number(time.perf_counter() - start), memory, " ".join(said.split())[-70:]
