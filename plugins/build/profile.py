"""Where a build's time went, stage by stage: what every function cost, in the build itself and in its workers.

`make site PROFILE=1` asks for it. Each process measures on its own, and leaves what it measured in a folder; together
it is told in plain words. Measuring slows Python down, most where functions are small, so shares say more than seconds.
Workers on other machines are not measured.
"""

from __future__ import annotations

import atexit
import os
import shutil
import sysconfig
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    import cProfile
    import pstats

_SHOWN: Final = 8
_ROOT: Final = Path(__file__).resolve().parents[2]
_LIBRARIES: Final = (sysconfig.get_path("purelib"), sysconfig.get_path("stdlib"))
# Waiting for workers is nobody's work, nor is measuring.
_IDLE: Final = frozenset(
    {
        "<method 'disable' of '_lsprof.Profiler' objects>",
        "<method 'acquire' of '_thread.lock' objects>",
        "<method '__enter__' of '_thread.lock' objects>",
        "<method 'poll' of 'select.poll' objects>",
        "<method 'poll' of 'select.epoll' objects>",
        "<built-in method time.sleep>",
    }
)


class Cost(NamedTuple):
    """What one function cost: seconds in itself, how often it was called, where it stands."""

    seconds: float
    calls: int
    name: str


class Profile:
    """What is measured of one build."""

    def __init__(self) -> None:
        """Nothing yet."""
        self._folder = Path(tempfile.mkdtemp(prefix="minutebook-profile-"))
        self._stages: list[str] = []
        self._name = ""
        self._running: cProfile.Profile | None = None
        self._here = os.getpid()
        atexit.register(self.forget)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Measure a stage in this process; its workers measure themselves."""
        if self._here == os.getpid() and name not in self._stages:
            self._stages.append(name)
        with self._measured(name):
            yield

    def begin_beside(self, name: str) -> None:
        """Count a stage that will measure itself in a process of its own among those that are told."""
        self._stages.append(name)

    @contextmanager
    def in_worker(self) -> Iterator[None]:
        """Measure some work of the stage under way in a worker process, which was forked while that was measured."""
        with self._measured(self._name):
            yield

    @contextmanager
    def _measured(self, name: str) -> Iterator[None]:
        """Measure, and add it to what this process has left before."""
        import cProfile  # noqa: PLC0415 (few builds are measured)

        self._pause()
        self._name, self._running = name, cProfile.Profile()
        self._running.enable()
        try:
            yield
        finally:
            self._running.disable()
            self._keep(name, self._running)
            self._running = None

    def _pause(self) -> None:
        """End a measurement that was forked with this process; it is the parent's."""
        if self._running is not None:
            self._running.disable()
            self._running = None

    def _keep(self, name: str, measured: cProfile.Profile) -> None:
        """Leave what this process has measured of a stage."""
        import pstats  # noqa: PLC0415

        path = self._folder / f"{name}.{os.getpid()}"
        if path.exists():
            pstats.Stats(str(path)).add(measured).dump_stats(path)
        else:
            measured.dump_stats(path)

    def forget(self) -> None:
        """Remove what was measured; in a worker, which is no more than a copy, nothing."""
        if self._here == os.getpid():
            shutil.rmtree(self._folder, ignore_errors=True)

    def told(self) -> str:
        """What was measured, in words."""
        stages = [_stage_told(name, sorted(self._folder.glob(f"{name}.*"))) for name in self._stages]
        heading = "Where the time went. Measuring slows small functions down, so mind the shares more than the seconds."
        return "\n".join([heading, *stages])


def _stage_told(name: str, files: list[Path]) -> str:
    """A stage and its dearest functions."""
    import pstats  # noqa: PLC0415

    if not files:
        return f"{name}: not measured"
    costs = _costs(pstats.Stats(*map(str, files)))
    whole = sum(cost.seconds for cost in costs) or 1.0
    processes = "1 process" if len(files) == 1 else f"{len(files)} processes together"
    lines = [f"  {100 * one.seconds / whole:3.0f} %  {one.seconds:6.2f} s  {_words(one)}" for one in costs[:_SHOWN]]
    return "\n".join([f"{name}: {whole:.2f} s in {processes}", *lines])


def _costs(stats: pstats.Stats) -> list[Cost]:
    """What every function cost in itself, dearest first."""
    rows: dict[tuple[str, int, str], tuple[int, int, float, float, object]] = stats.stats  # type: ignore[attr-defined]
    costs = [Cost(row[2], row[1], _named(*place)) for place, row in rows.items() if place[2] not in _IDLE]
    return sorted(costs, key=lambda cost: (-cost.seconds, cost.name))


def _words(cost: Cost) -> str:
    """A function and how often it was called."""
    return f"{cost.name}, called {'once' if cost.calls == 1 else f'{cost.calls:,} times'}"


def _named(file: str, line: int, function: str) -> str:
    """A function as a reader finds it: its name, file and line; Python's own by name alone."""
    if file == "~":
        return function.strip("<>").replace("built-in method ", "Python's ").replace("method ", "Python's ")
    return f"{function} in {_short(file)}:{line}"


def _short(file: str) -> str:
    """A file from our own folder, or from its library's."""
    for folder in (*_LIBRARIES, str(_ROOT)):
        if file.startswith(f"{folder}{os.sep}"):
            return file[len(folder) + 1 :]
    return file


_profiles: list[Profile] = []


def begin() -> Profile:
    """Measure what follows in this process and its workers."""
    _profiles[:] = [Profile()]
    return _profiles[-1]


def begun() -> Profile | None:
    """What is being measured; `None` where nothing is."""
    return _profiles[-1] if _profiles else None


def measured_in_worker(work: Callable[[], object]) -> object:
    """Do some work in a worker process, measured where that was asked for."""
    profile = begun()
    if profile is None:
        return work()
    with profile.in_worker():
        return work()
