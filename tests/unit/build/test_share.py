from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping

import pytest

from plugins.build.beside import Beside
from plugins.build.failures import StageFailedError
from plugins.build.share import share_of
from plugins.build.workers import map_parts


def endless() -> Mapping[str, int]:
    time.sleep(600)
    return {}


def at_once() -> Mapping[str, int]:
    return {}


def killed() -> Mapping[str, int]:
    os.kill(os.getpid(), 9)
    return {}


def shares() -> Mapping[str, int]:
    """What a stage beside may have, as soon as that is no longer three of five."""
    while share_of(5) == 3:
        time.sleep(0.01)
    return {"of five": share_of(5)}


def process(_shared: None, _part: int) -> int:
    return os.getpid()


@pytest.fixture
def beside() -> Iterator[Beside]:
    stage = Beside("search", endless)
    yield stage
    stage.end()


def test_a_stage_alone_has_all_workers() -> None:
    assert [share_of(workers) for workers in (1, 2, 8)] == [1, 2, 8]


@pytest.mark.usefixtures("beside")
def test_two_stages_have_half_of_the_workers_each_and_never_none() -> None:
    assert [share_of(workers) for workers in (1, 2, 3, 8)] == [1, 1, 2, 4]


def test_who_waits_for_a_stage_leaves_it_all_workers() -> None:
    assert Beside("search", shares).result().counts == {"of five": 5}


@pytest.mark.parametrize("task", [at_once, killed])
def test_a_stage_that_has_ended_leaves_all_workers_however_it_ended(task: object) -> None:
    stage = Beside("search", task)  # type: ignore[arg-type]
    try:
        stage.result()
    except StageFailedError:
        assert task is killed
    assert share_of(2) == 2


def test_beside_another_stage_one_of_two_workers_is_this_process(beside: Beside) -> None:
    found = map_parts(process, None, list(range(10)), 2)
    assert [next(found) for _ in range(4)] == [os.getpid()] * 4
    beside.end()
    assert os.getpid() not in set(found)


def test_beside_another_stage_processes_give_way_soon_so_that_there_may_be_more_of_them(beside: Beside) -> None:
    found = map_parts(process, None, list(range(100)), 4)
    first, then = [{next(found) for _ in range(16)} for _ in range(2)]
    assert os.getpid() not in first | then
    assert first.isdisjoint(then)
    beside.end()
    assert len(list(found)) == 100 - 32
