from __future__ import annotations

import os
import sys
from pathlib import Path

from plugins.build.standby import Standby


def test_each_build_is_a_copy_that_leaves_nothing_behind(tmp_path: Path) -> None:
    seen = list[int]()

    def build() -> None:
        seen.append(1)
        with (tmp_path / "seen").open("a") as file:
            file.write(f"{len(seen)} {os.getpid()}\n")

    standby = Standby(build, ["json"])
    assert [standby.build(), standby.build()] == [0, 0]
    standby.close()
    counts, processes = zip(*(line.split() for line in (tmp_path / "seen").read_text().splitlines()), strict=True)
    assert counts == ("1", "1")
    assert len({*processes, str(os.getpid())}) == 3


def test_a_build_that_fails_is_told_and_the_next_one_can_go_well(tmp_path: Path) -> None:
    flag = tmp_path / "fail"
    flag.touch()

    def build() -> None:
        if flag.exists():
            flag.unlink()
            sys.exit(3)

    standby = Standby(build, [])
    assert [standby.build(), standby.build()] == [3, 0]
    standby.close()


def test_a_mistake_of_the_program_ends_the_copy_alone() -> None:
    def build() -> None:
        raise ValueError

    standby = Standby(build, [])
    assert [standby.build(), standby.build()] == [1, 1]
    standby.close()
