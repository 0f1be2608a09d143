"""A build that has nothing to do says so; whatever changed, the result is that of a clean build."""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.build import fingerprints
from plugins.build.fingerprints import Fingerprint, compared, sources
from plugins.build.standing import Stock
from tests.support.builders import build_settings
from tests.support.site import SMALL, build, snapshot, write_content


def _edit_a_word(folder: Path) -> None:
    """Same size, and the old times put back: only the system's own time of change tells."""
    path = folder / "content" / "meetings" / "cabinet" / "2013-09-11.yaml"
    before = path.stat()
    path.write_text(path.read_text(encoding="utf-8").replace("approved", "deferred"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def _add_a_record(folder: Path) -> None:
    write_content(folder / "content", {"committees/council.yaml": "names:\n  - name: Council\n"})


def _remove_a_record(folder: Path) -> None:
    shutil.rmtree(folder / "content" / "meetings")
    shutil.rmtree(folder / "content" / "issues")


def _rename_a_record(folder: Path) -> None:
    meetings = folder / "content" / "meetings" / "cabinet"
    text = (meetings / "2013-09-11.yaml").read_text(encoding="utf-8").replace("2013-09-11", "2013-09-12")
    (meetings / "2013-09-11.yaml").unlink()
    write_content(meetings, {"2013-09-12.yaml": text})


def _lose_a_page(folder: Path) -> None:
    (folder / "output" / "index.html").unlink()


def _spoil_a_page(folder: Path) -> None:
    (folder / "output" / "index.html").write_text("spoilt", encoding="utf-8")


def test_a_file_that_the_site_shares_is_not_changed_by_that_and_is_by_all_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fingerprints, "_YOUNG", 0)
    paper, record = "documents/plan.pdf", "issues/parks.yaml"
    content = write_content(tmp_path / "content", {paper: "A plan", record: "title: Parks\n"})
    settings = build_settings(tmp_path)
    time.sleep(0.01)  # what was written this very moment is compared by its bytes

    def changed() -> list[str]:
        found = compared(sources(settings), Fingerprint((), "", "", before, Stock(), {})).changed
        return sorted(path.removeprefix(f"{content}/") for path in found)

    before = sources(settings)
    for name in (paper, record):
        os.link(content / name, tmp_path / Path(name).name)
    assert changed() == [record]
    (content / paper).unlink()
    (content / paper).write_text("A PLAN")
    os.utime(content / paper, ns=(before[str(content / paper)].modified,) * 2)
    assert changed() == [paper, record]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One archive, built."""
    folder = tmp_path_factory.mktemp("first")
    assert build(write_content(folder / "content"), folder / "output").returncode == 0
    return folder


def test_a_build_of_the_same_says_so_and_touches_nothing(first: Path) -> None:
    before = {p: p.stat().st_mtime_ns for p in (first / "output").rglob("*")}
    done = build(first / "content", first / "output")
    assert done.returncode == 0
    assert done.stdout.splitlines()[0] == f"{first / 'output'} is current: nothing has changed"
    assert re.match(r"  pages \d+, items 1, issues 1, meetings 1, ", done.stdout.splitlines()[1])
    assert {p: p.stat().st_mtime_ns for p in (first / "output").rglob("*")} == before


@pytest.mark.parametrize(
    "change", [_edit_a_word, _add_a_record, _remove_a_record, _rename_a_record, _lose_a_page, _spoil_a_page]
)
def test_after_a_change_the_site_is_that_of_a_clean_build(change: Callable[[Path], None], tmp_path: Path) -> None:
    assert build(write_content(tmp_path / "content"), tmp_path / "output").returncode == 0
    change(tmp_path)
    done = build(tmp_path / "content", tmp_path / "output")
    assert " built in " in done.stdout.splitlines()[0], done.stderr
    assert build(tmp_path / "content", tmp_path / "clean").returncode == 0
    assert snapshot(tmp_path / "output") == snapshot(tmp_path / "clean")


def test_another_address_of_the_site_is_a_change(tmp_path: Path) -> None:
    content = write_content(tmp_path / "content")
    build(content, tmp_path / "output")
    done = build(content, tmp_path / "output", SITEURL="https://decisions.example.org")
    assert " built in " in done.stdout.splitlines()[0]


def test_warnings_are_told_again_when_nothing_has_changed(tmp_path: Path) -> None:
    content = write_content(tmp_path / "content", SMALL | {"issues/ponds.yaml": "title: Ponds\n"})
    first, second = build(content, tmp_path / "output"), build(content, tmp_path / "output")
    assert "is current" in second.stdout
    assert "I001" in first.stderr
    assert second.stderr.splitlines() == first.stderr.splitlines()[:2]
    assert second.stdout.splitlines()[-1] == "  warnings: 1"


def test_a_site_inside_its_own_content_is_no_content(tmp_path: Path) -> None:
    content = write_content(tmp_path / "content")
    first = build(content, content / "site")
    assert first.returncode == 0, first.stderr
    again = build(content, content / "site")
    assert again.stdout.splitlines()[0] == f"{content / 'site'} is current: nothing has changed"
    write_content(content, {"committees/council.yaml": "names:\n  - name: Council\n"})
    changed = build(content, content / "site")
    assert changed.returncode == 0, changed.stderr
    assert "R014" not in changed.stderr
    assert build(content, tmp_path / "clean").returncode == 0
    assert snapshot(content / "site") == snapshot(tmp_path / "clean")


def test_files_that_no_record_can_name_do_not_hinder_a_build(tmp_path: Path) -> None:
    content = write_content(tmp_path / "content")
    (content / "documents").mkdir()
    with open(os.fsencode(content / "documents") + b"/caf\xe9.pdf", "wb") as file:  # noqa: PTH123 (no Path holds it)
        file.write(b"%PDF")
    os.mkfifo(content / "documents" / "pipe.pdf")
    done = build(content, tmp_path / "output")
    assert done.returncode == 0, done.stderr
