from __future__ import annotations

import multiprocessing
import os
import signal

import pytest

from plugins.build import workers
from plugins.build.report import StageReport, readable_size, summary
from plugins.build.workers import in_chunks, map_parts


def add(shared: int, part: int) -> int:
    return shared + part


def process(_shared: None, _part: int) -> int:
    return os.getpid()


@pytest.mark.parametrize("workers", [1, 2, 7])
def test_results_come_in_the_order_of_the_parts_whatever_the_number_of_workers(workers: int) -> None:
    assert list(map_parts(add, 100, list(range(20)), workers)) == list(range(100, 120))


def test_one_worker_is_this_process() -> None:
    assert set(map_parts(process, None, [1, 2, 3], 1)) == {os.getpid()}


def test_several_workers_are_other_processes() -> None:
    assert os.getpid() not in set(map_parts(process, None, list(range(8)), 2))


def test_error_a_failure_in_a_worker_reaches_the_caller() -> None:
    with pytest.raises(TypeError):
        list(map_parts(add, 1, ["a", "b"], 2))  # type: ignore[list-item]


def stop_at_one(_shared: None, part: int) -> int:
    if part == 1:
        signal.raise_signal(signal.SIGSTOP)
    return part


def test_a_worker_that_does_not_end_holds_up_no_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_GRACE", 0.5)
    results = map_parts(stop_at_one, None, [0, 1], 2)
    assert next(results) == 0
    results.close()  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []


def test_chunks_hold_everything_once() -> None:
    assert in_chunks([1, 2, 3, 4, 5], 2) == [[1, 2], [3, 4], [5]]


def test_the_summary_adds_up_counts_and_names_every_stage() -> None:
    stages = [
        StageReport("intake", 0.5, {"items": 1200, "issues": 3}),
        StageReport("pages", 1.25, {"pages": 40}),
        StageReport("search", 2.0, {"index bytes": 1_234_567, "index files": 56}),
    ]
    assert summary("/site/output", stages, 2, elapsed=3.04) == (
        "/site/output built in 3.0 s\n"
        "  pages 40, items 1,200, issues 3, meetings 0\n"
        "  search index 1.2 MB in 56 files\n"
        "  seconds: intake 0.50, pages 1.25, search 2.00\n"
        "  warnings: 2"
    )


def test_sizes_are_written_for_readers() -> None:
    assert [readable_size(n) for n in (0, 999, 1_000, 48_400, 1_234_567)] == [
        "0 bytes",
        "999 bytes",
        "1 kB",
        "48 kB",
        "1.2 MB",
    ]


def test_in_long_work_processes_give_way_to_others() -> None:
    count = 250
    found = list(map_parts(process, None, list(range(count)), 2))
    assert len(found) == count
    assert set(found[:100]).isdisjoint(found[-50:])
