from __future__ import annotations

import io
import os
import pty
import re
import subprocess
from pathlib import Path

import pytest

from plugins.build.progress import Count, Progress, bar, counted, watched
from tests.support.site import ROOT, build, build_command, write_content


def test_a_bar_shows_stage_count_and_the_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plugins.build.progress.time.monotonic", lambda: 100.0)
    count = Count("pages")
    count.set(0, 4000)
    monkeypatch.setattr("plugins.build.progress.time.monotonic", lambda: 110.0)
    count.set(1000, 4000)
    assert bar(count) == "pages ██████░░░░░░░░░░░░░░░░░░ 1,000 of 4,000, 30 s left"
    monkeypatch.setattr("plugins.build.progress.time.monotonic", lambda: 220.0)
    assert bar(count).endswith("1,000 of 4,000, 6 min left")


def test_a_stage_that_has_not_said_how_much_there_is_has_no_bar() -> None:
    assert bar(Count("intake")) == "intake …"


def test_a_terminal_sees_the_stage_in_turn_and_those_beside_it_and_is_wiped_in_the_end() -> None:
    said = io.StringIO()
    progress = Progress(said, is_terminal=True)
    search, pages = progress.begin("search"), progress.begin("pages")
    search.set(1, 2)
    pages.set(0, 10)
    progress.draw()
    assert said.getvalue().rpartition("\r\x1b[K")[2] == "pages ░░░░░░░░░░░░░░░░░░░░░░░░ 0 of 10  search 50 %"
    progress.end(pages, 1.5, "10 pages")
    assert said.getvalue().endswith("\r\x1b[K")


def test_elsewhere_a_line_is_said_when_a_stage_has_ended_and_nothing_before() -> None:
    said = io.StringIO()
    progress = Progress(said, is_terminal=False)
    pages = progress.begin("pages")
    with watched(progress, pages):
        assert list(counted(iter("ab"), [["x", "y"], ["z"]])) == ["a", "b"]
    assert (pages.done, pages.total, said.getvalue()) == (3, 3, "")
    progress.end(pages, 1.26, "3 pages")
    assert said.getvalue() == "pages: 1.3 s, 3 pages\n"


def test_what_is_counted_are_the_records_of_the_parts() -> None:
    progress = Progress(io.StringIO(), is_terminal=False)
    count = progress.begin("intake")
    with watched(progress, count):
        assert list(counted(iter("abcd"), ["whole", [1, 2], (7, ("x", "y", "z")), ()])) == ["a", "b", "c", "d"]
    assert count.total == 1 + 2 + 3 + 0


def test_a_build_into_a_pipe_says_one_line_a_stage_apart_from_its_summary(tmp_path: Path) -> None:
    done = build(write_content(tmp_path / "content"), tmp_path / "output", WORKERS="2")
    stages = ["intake", "pages", "exports", "documents", "addresses", "search", "permanence"]
    assert [line.partition(":")[0] for line in done.stderr.splitlines()] == stages
    assert done.stdout.startswith(f"{tmp_path / 'output'} built in ")


def test_a_build_on_a_terminal_draws_bars_and_wipes_them(tmp_path: Path) -> None:
    command = build_command(write_content(tmp_path / "content"), tmp_path / "output")
    here, there = pty.openpty()
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"WORKERS": "1"}, stdout=subprocess.PIPE, stderr=there, check=True
    )
    os.close(there)
    seen = os.read(here, 1 << 16).decode()
    os.close(here)
    assert re.search(r"pages █+ \d+ of \d+", seen)
    assert seen.endswith("\r\x1b[K")
    assert done.stdout.decode().startswith(f"{tmp_path / 'output'} built in ")
