"""What a command costs is told rightly where it shares its work among processes."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.bench.measuring import CommandFailedError, measured

_MB = 1_000_000

_FORKING = """
import os, time
shared = bytearray(b"x") * 200_000_000
began = time.process_time()
def work():
    own = bytearray(b"y") * 100_000_000
    sum(shared[::4096])
    while time.process_time() < 0.3: pass
    time.sleep(1.0)
    os._exit(0)
children = []
for _ in range(2):
    child = os.fork()
    if not child: work()
    children.append(child)
for child in children: os.waitpid(child, 0)
"""

_LEAVING = """
import os, sys, time
if not os.fork():
    os.setsid()
    while time.process_time() < 0.4: pass
    open(sys.argv[1], "w").close()
    os._exit(0)
"""


def test_memory_that_processes_share_counts_once_and_their_own_counts_for_each() -> None:
    memory = measured([sys.executable, "-c", _FORKING]).memory
    # 200 of the parent's, 100 of each child's, and the interpreters; 800 would be what is shared counted for each. In
    # between lies what a system says that reckons the shares of large pages by their mean.
    assert 400 * _MB < memory < 700 * _MB


def test_processor_time_holds_that_of_all_processes() -> None:
    assert measured([sys.executable, "-c", _FORKING]).processor >= 0.6


def test_what_a_command_leaves_behind_is_waited_for_and_counted(tmp_path: Path) -> None:
    cost = measured([sys.executable, "-c", _LEAVING, str(tmp_path / "done")])
    assert (tmp_path / "done").exists()
    assert cost.processor >= 0.4


def test_a_command_that_fails_is_no_measurement() -> None:
    with pytest.raises(CommandFailedError, match="no such thing"):
        measured([sys.executable, "-c", "raise SystemExit('no such thing')"])


def test_a_command_is_measured_by_a_process_that_has_many_files_open() -> None:
    with ExitStack() as held:
        for _ in range(1100):
            held.enter_context(Path(os.devnull).open("rb"))
        assert measured([sys.executable, "-c", "import time; time.sleep(0.3)"]).seconds >= 0.3
