from __future__ import annotations

import os
import time
from collections.abc import Mapping

import pytest

from plugins.build.beside import Beside
from plugins.build.failures import StageFailedError


def process() -> Mapping[str, int]:
    return {"process": os.getpid()}


def failing() -> Mapping[str, int]:
    raise ValueError("no such shard")


def killed() -> Mapping[str, int]:
    os.kill(os.getpid(), 9)
    return {}


def endless() -> Mapping[str, int]:
    time.sleep(600)
    return {}


def test_a_stage_beside_runs_in_a_process_of_its_own_and_gives_back_its_counts() -> None:
    report = Beside("search", process).result()
    assert report.name == "search"
    assert report.counts["process"] != os.getpid()


def test_stages_beside_each_other_take_the_time_of_the_longest() -> None:
    started = time.perf_counter()
    stages = [Beside(str(n), lambda: time.sleep(0.5) or {}) for n in range(2)]  # type: ignore[func-returns-value]
    assert [stage.result().name for stage in stages] == ["0", "1"]
    assert time.perf_counter() - started < 60


def test_error_a_failing_stage_tells_why() -> None:
    with pytest.raises(StageFailedError, match=r"(?s)the stage search failed:.*ValueError: no such shard"):
        Beside("search", failing).result()


def test_error_a_stage_that_was_killed_is_told() -> None:
    with pytest.raises(StageFailedError, match="its process was killed"):
        Beside("search", killed).result()


def test_a_stage_can_be_ended() -> None:
    stage = Beside("search", endless)
    stage.end()
    with pytest.raises(StageFailedError):
        stage.result()
