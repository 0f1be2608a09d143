"""A build watched: each stage with its time and counts, how far it is, and, where asked for, where its time went."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext

from plugins.build import profile
from plugins.build.beside import Beside, Counts
from plugins.build.profile import Profile
from plugins.build.progress import Count, Progress, of_this_terminal, watched
from plugins.build.report import StageReport

Task = Callable[[], Counts]


class Watch:
    """The stages of one build, as they are told of."""

    def __init__(self, progress: Progress | None = None, *, is_profiled: bool = False) -> None:
        """Tell progress, on this terminal if no other is given; measure every function if asked to."""
        self._progress = progress or of_this_terminal()
        self._profile: Profile | None = profile.begin() if is_profiled else None
        self._beside: dict[str, Count] = {}

    def run(self, name: str, task: Task) -> StageReport:
        """Run a stage to its end."""
        started, count = time.perf_counter(), self._progress.begin(name)
        with watched(self._progress, count), self._measured(name):
            counts = dict(task())
        return self._ended(count, StageReport(name, time.perf_counter() - started, counts))

    def beside(self, name: str, task: Task) -> Beside:
        """Start a stage in a process of its own."""
        count = self._beside[name] = self._progress.begin(name)
        if self._profile:
            self._profile.begin_beside(name)
        return Beside(name, lambda: self._run_beside(count, task))

    def _run_beside(self, count: Count, task: Task) -> Counts:
        """A stage in its own process."""
        self._progress.become_silent()
        with watched(self._progress, count), self._measured(count.name):
            return task()

    def join(self, stage: Beside) -> StageReport:
        """Wait for a stage in a process of its own. Raises StageFailedError."""
        return self._ended(self._beside.pop(stage.name), stage.result(self._progress.draw))

    def wipe(self) -> None:
        """Take the bar from the terminal, so that something can be said."""
        self._progress.wipe()

    def profile(self) -> str:
        """Where the time went, in words; empty where nobody asked."""
        return f"{self._profile.told()}\n" if self._profile else ""

    def _ended(self, count: Count, report: StageReport) -> StageReport:
        """A stage's report, when it has been told that it is done."""
        counts = ", ".join(f"{number:,} {name}" for name, number in report.counts.items())
        self._progress.end(count, report.seconds, counts)
        return report

    @contextmanager
    def _measured(self, name: str) -> Iterator[None]:
        """Measure a stage where that was asked for."""
        with self._profile.stage(name) if self._profile else nullcontext():
            yield
