from __future__ import annotations

import re
from pathlib import Path

import pytest

from plugins.build import profile
from plugins.build.workers import map_parts
from tests.support.site import build, write_content


def busy(_: None, part: int) -> int:
    return sum(number * number for number in range(20_000 * part))


@pytest.fixture
def begun() -> profile.Profile:
    found = profile.begin()
    yield found
    found.forget()
    profile._profiles.clear()


def test_work_of_this_process_and_of_its_workers_is_told_by_stage(begun: profile.Profile) -> None:
    with begun.stage("pages"):
        busy(None, 1)
        list(map_parts(busy, None, [1, 2, 3, 4], 2))
    with begun.stage("exports"):
        pass
    heading, pages, *others = begun.told().splitlines()
    assert heading.startswith("Where the time went.")
    assert re.fullmatch(r"pages: \d+\.\d\d s in [23] processes together", pages)
    # One call for each number, and one for the end, in each of the five rounds.
    calls = sum(20_000 * part + 1 for part in (1, 1, 2, 3, 4))
    place = r"<genexpr> in tests/unit/build/test_profile\.py:\d+"
    assert any(re.fullmatch(rf" +\d+ %  +\d+\.\d\d s  {place}, called {calls:,} times", line) for line in others)
    assert any(line.startswith("exports: 0.00 s in 1 process") for line in others)


def test_a_profiled_build_tells_of_every_stage_before_its_summary_and_builds_the_same(tmp_path: Path) -> None:
    content = write_content(tmp_path / "content")
    done = build(content, tmp_path / "output", WORKERS="2", PROFILE="1")
    told, found, summary = done.stdout.partition(f"{tmp_path / 'output'} built in ")
    assert found
    stages = re.findall(r"^(\w+): \d+\.\d\d s in \d+ process", told, re.MULTILINE)
    assert stages == ["intake", "search", "pages", "exports", "documents", "addresses", "permanence"]
    assert "is current" in build(content, tmp_path / "output", PROFILE="0").stdout
    assert summary.splitlines()[-1] == "  warnings: 0"
