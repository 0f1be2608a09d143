"""Synthetic archives at a thousand and ten thousand items: sizes, memory, counts of work, shape of growth."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from plugins.archive.places import AnyRecord
from plugins.archive.records import Issue, Meeting
from plugins.synthetic.chronicle import chronicle

pytestmark = pytest.mark.scale

ROOT = Path(__file__).resolve().parents[2]
SMALL, LARGE = 1_000, 10_000
PEAK = """
import sys
from collections import deque
from pathlib import Path
from plugins.synthetic.chronicle import chronicle
deque(chronicle(int(sys.argv[1]), 7), maxlen=0)
status = Path("/proc/self/status").read_text()
print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))
"""


def _peak(items: int) -> int:
    """The peak memory, in kilobytes, of a process that makes so many items and keeps none."""
    done = subprocess.run(
        [sys.executable, "-c", PEAK, str(items)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return int(done.stdout)


def _count(items: int, kind: type[AnyRecord]) -> int:
    return sum(isinstance(record, kind) for record in chronicle(items, 7))


def test_memory_does_not_grow_with_the_archive() -> None:
    small, large = _peak(SMALL), _peak(LARGE)
    assert large < 1.1 * small
    assert large < 120_000


def test_records_grow_with_the_items_and_no_faster() -> None:
    for kind in (Meeting, Issue):
        small, large = _count(SMALL, kind), _count(LARGE, kind)
        assert 5 * small < large < 15 * small


def test_ten_thousand_items_are_the_same_bytes_every_time(tmp_path: Path) -> None:
    def written(name: str) -> str:
        command = [sys.executable, "scripts/make_archive.py", "--items", str(LARGE), "--seed", "7"]
        subprocess.run([*command, "--content", str(tmp_path / name)], cwd=ROOT, check=True, capture_output=True)
        digest = hashlib.sha256()
        for path in sorted((tmp_path / name).rglob("*.yaml")):
            digest.update(path.relative_to(tmp_path / name).as_posix().encode() + path.read_bytes())
        return digest.hexdigest()

    assert written("one") == written("two")


def test_a_small_archive_is_the_beginning_of_a_large_one() -> None:
    small, large = chronicle(SMALL, 7), chronicle(LARGE, 7)
    same = sum(a == b for a, b in zip(small, large, strict=False))
    assert same >= _total(SMALL) - 3  # the last meeting, and the decision that may follow it


def _total(items: int) -> int:
    return sum(1 for _ in chronicle(items, 7))
