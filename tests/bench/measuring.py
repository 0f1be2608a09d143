"""What a command costs: seconds on the clock and on the processors, and the most memory that it ever held."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

import msgspec

_EVERY = 0.05
_PROC = Path("/proc")
_KIB = 1024


class CommandFailedError(Exception):
    """A measured command did not succeed."""


class Cost(msgspec.Struct, frozen=True):
    """Seconds, processor seconds, and peak memory in bytes."""

    seconds: float
    processor: float
    memory: int


class Size(msgspec.Struct, frozen=True):
    """How many files there are in a folder, and their bytes."""

    files: int
    size: int


def measured(
    command: Sequence[str], folder: Path | None = None, environment: Mapping[str, str] | None = None, into: str = ""
) -> Cost:
    """Run a command to its end, and say what it cost; what it says goes into a file, and is shown where it fails."""
    with Path(into).open("w+b") if into else tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=os.environ | (environment or {}), stdout=said, stderr=said, start_new_session=True
        )
        peak, used, status = _watched(process.pid)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise CommandFailedError(said.read().decode(errors="replace")[-1500:])
    return Cost(seconds, used[0], max(peak, used[1]))


def _watched(leader: int) -> tuple[int, tuple[float, int], int]:
    """Peak memory seen while it ran, what the system says of its processor time and largest process, its status."""
    peak = 0
    while True:
        done, status, usage = os.wait4(leader, os.WNOHANG)
        if done:
            return peak, (usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _KIB), status
        peak = max(peak, _memory_of(_session(leader)))
        time.sleep(_EVERY)


def _session(leader: int) -> list[Path]:
    """The processes that a command has started, and itself; where there is no /proc, none."""
    if not _PROC.is_dir():
        return []
    return [path for path in _PROC.iterdir() if path.name.isdigit() and _session_of(path) == leader]


def _session_of(process: Path) -> int:
    try:
        return int((process / "stat").read_text(errors="replace").rpartition(")")[2].split()[3])
    except (OSError, IndexError, ValueError):
        return 0


def _memory_of(processes: list[Path]) -> int:
    """Their memory; what several share counts once."""
    if len(processes) < 2:
        return 0
    return sum(_share_of(process) for process in processes)


def _share_of(process: Path) -> int:
    try:
        lines = (process / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * _KIB for line in lines if line.startswith("Pss:")), 0)


def size_of(folder: Path) -> Size:
    """What lies in a folder."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return Size(len(sizes), sum(sizes))


def middle(costs: Sequence[Cost]) -> Cost:
    """The median of each."""
    return Cost(
        median(one.seconds for one in costs),
        median(one.processor for one in costs),
        int(median(one.memory for one in costs)),
    )
