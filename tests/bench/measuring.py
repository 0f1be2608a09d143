"""What a command costs: seconds on the clock and on the processors, and the most memory that it ever held."""

from __future__ import annotations

import ctypes
import os
import resource
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

import msgspec

_EVERY = 0.05
_OF_WHICH = 0.05
"""Adding up shared memory takes no more than about this share of the time: it holds up the processes looked at."""
_HIGHER = 1.02
_PROC = Path("/proc")
_KIB = 1024
_PAGE = resource.getpagesize()
_PARENT, _SESSION = 1, 3
_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER of linux/prctl.h: orphans of what is measured become children of this process


class CommandFailedError(Exception):
    """A measured command did not succeed."""


class Cost(msgspec.Struct, frozen=True):
    """Seconds until a command gave the terminal back, its processor seconds, and its peak memory in bytes.

    Processor seconds hold what it left to a process that went on afterwards.
    """

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
    adopt_orphans()
    ours = children()
    with Path(into).open("w+b") if into else tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=os.environ | (environment or {}), stdout=said, stderr=said, start_new_session=True
        )
        peak, usage, status = _watched(process.pid)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise CommandFailedError(said.read().decode(errors="replace")[-1500:])
    # The system counts this process's own memory as the command's until that program begins, so less says nothing.
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    told = usage.ru_maxrss * _KIB if usage.ru_maxrss > own else 0
    return Cost(seconds, _processor(usage) + _of_those_left(ours), max(peak, told))


def adopt_orphans() -> None:
    """Have the system make this process the parent of what a measured command leaves behind, where it can."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)


def children() -> set[int]:
    """The processes whose parent this one is; where there is no /proc, none."""
    return {int(one.name) for one in _processes() if _field(one, _PARENT) == os.getpid()}


def _of_those_left(ours: set[int]) -> float:
    """Wait for what a command left behind to end, so that it does not disturb the next; its processor seconds."""
    return sum(_processor(os.wait4(one, 0)[2]) for one in sorted(children() - ours))


def _processor(usage: resource.struct_rusage) -> float:
    return usage.ru_utime + usage.ru_stime


def _watched(leader: int) -> tuple[int, resource.struct_rusage, int]:
    """Peak memory seen while it ran, what the system says that it used, its status."""
    memory = _Memory()
    while True:
        done, status, usage = os.wait4(leader, os.WNOHANG)
        if done:
            return memory.peak, usage, status
        memory.look(_session(leader))
        _wait_for(leader)


def _wait_for(leader: int) -> None:
    """Wait a little, and no longer than until the command ends, so that short ones are told as short."""
    if not hasattr(os, "pidfd_open"):
        time.sleep(_EVERY)
        return
    ended, waiting = os.pidfd_open(leader), select.poll()
    waiting.register(ended, select.POLLIN)
    waiting.poll(_EVERY * 1000)
    os.close(ended)


class _Memory:
    """The most memory that processes were seen to hold together."""

    def __init__(self) -> None:
        self.peak = 0
        self._highest = 0.0
        self._not_before = 0.0

    def look(self, processes: list[Path]) -> None:
        """Look again. Adding up takes long, so it is done where the quick sum, which is never less, allows a peak.

        What several processes share counts once. Of a process alone the system knows the peak.
        """
        if len(processes) == 1:
            self.peak = max(self.peak, _number(processes[0] / "status", "VmHWM:"))
        now, quick = time.perf_counter(), sum(map(_resident, processes))
        if len(processes) < 2 or quick <= max(self.peak, 0 if now > self._not_before else self._highest * _HIGHER):
            return
        self.peak = max(self.peak, sum(map(_share_of, processes)))
        self._highest = max(self._highest, quick)
        self._not_before = now + (time.perf_counter() - now) / _OF_WHICH


def _processes() -> list[Path]:
    return [path for path in _PROC.iterdir() if path.name.isdigit()] if _PROC.is_dir() else []


def _session(leader: int) -> list[Path]:
    """The processes that a command has started, and itself; where there is no /proc, none."""
    return [path for path in _processes() if _field(path, _SESSION) == leader]


def _field(process: Path, place: int) -> int:
    """A number of a process's `stat`, by its place after the name (proc(5)); 0 where it is gone."""
    try:
        return int((process / "stat").read_text(errors="replace").rpartition(")")[2].split()[place])
    except (OSError, IndexError, ValueError):
        return 0


def _resident(process: Path) -> int:
    """A process's memory, with all that it shares with others."""
    try:
        return int((process / "statm").read_text().split()[1]) * _PAGE
    except (OSError, IndexError):
        return 0


def _share_of(process: Path) -> int:
    return _number(process / "smaps_rollup", "Pss:")


def _number(file: Path, name: str) -> int:
    """The bytes that a file of a process tells under a name; 0 where it does not, or is gone."""
    try:
        lines = file.read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * _KIB for line in lines if line.startswith(name)), 0)


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
