"""A stage that runs beside others: in a process of its own, forked where it starts, joined where it is needed."""

from __future__ import annotations

import multiprocessing
import time
import traceback
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from plugins.build.children import become_a_child, keep_apart
from plugins.build.failures import KILLED, StageFailedError, plainly
from plugins.build.report import StageReport
from plugins.build.share import AtWork, begin_beside, end_beside, waiting

Counts = Mapping[str, int]
_NOW_AND_THEN = 0.25


class Beside:
    """A stage under way in its own process. It shares what was loaded when it started and gives back its counts."""

    def __init__(self, name: str, task: Callable[[], Counts]) -> None:
        """Start the task."""
        keep_apart()
        context = multiprocessing.get_context("fork")
        self.name = name
        self._at_work = begin_beside()
        self._here, there = context.Pipe(duplex=False)
        self._process: BaseProcess = context.Process(target=_run, args=(task, there, self._at_work))
        self._process.start()
        there.close()

    def result(self, meanwhile: Callable[[], None] | None = None) -> StageReport:
        """Wait for the end, doing something now and then; what the stage counted. Raises StageFailedError."""
        with waiting():
            while meanwhile is not None and not self._here.poll(_NOW_AND_THEN):
                meanwhile()
            try:
                seconds, counts, *told = self._here.recv()
            except (EOFError, OSError):  # maybe while it told
                seconds, counts, told = 0.0, {}, ["its process was killed", KILLED]
            self._process.join()
        end_beside(self._at_work)
        if told:
            raise StageFailedError(self.name, *told)
        return StageReport(self.name, seconds, counts)

    def end(self) -> None:
        """End the stage, whatever it is doing."""
        self._process.kill()
        self._process.join()
        end_beside(self._at_work)


def _run(task: Callable[[], Counts], there: Connection, at_work: AtWork) -> None:
    """The task, in the process of its own."""
    become_a_child()
    started = time.perf_counter()
    try:
        counts = dict(task())
    except BaseException as error:  # noqa: BLE001 (whatever it is, the other process must hear of it)
        there.send((0.0, {}, traceback.format_exc(), plainly(error)))
    else:
        there.send((time.perf_counter() - started, counts))
    finally:
        at_work.rests()


def can_run_beside() -> bool:
    """Whether this system can fork."""
    return "fork" in multiprocessing.get_all_start_methods()
