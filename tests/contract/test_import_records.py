"""What the contract promises of `import_records.py`, tried from outside."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.importing import files
from tests.support.site import ROOT

PAGE = """\
Agenda and minutes
Harbour Board - Monday 4th May 2015 6.00 pm
Items
No. Item
1.
Quay lights
Minutes:
RESOLVED: To mend the {0}.
"""


def command(*arguments: object) -> list[str]:
    return [sys.executable, "scripts/import_records.py", *map(str, arguments)]


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(command(*arguments), cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "page.txt").write_text(PAGE.format("lights"), encoding="utf-8")
    return folder


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return tmp_path / "content"


class TestExitStatus:
    def test_0_where_all_was_read(self, sources: Path, content: Path) -> None:
        assert run(sources, "--content", content).returncode == 0
        assert (content / "meetings" / "harbour-board" / "2015-05-04.yaml").is_file()

    @pytest.mark.parametrize(
        "stray", [b"", b"\x89PNG\r\n\x1a\n" + bytes(50), b"Dear council", b"{", b"\xff\xfe\x00\xd8"]
    )
    def test_1_where_a_source_was_not_read_and_the_rest_is_written(
        self, sources: Path, content: Path, stray: bytes
    ) -> None:
        (sources / "stray.bin").write_bytes(stray)
        assert run(sources, "--content", content).returncode == 1
        assert (content / "meetings" / "harbour-board" / "2015-05-04.yaml").is_file()

    def test_1_where_a_source_is_not_there(self, content: Path, tmp_path: Path) -> None:
        assert run(tmp_path / "nowhere", "--content", content).returncode == 1

    def test_1_where_a_person_and_the_source_have_changed_a_record(self, sources: Path, content: Path) -> None:
        run(sources, "--content", content)
        path = content / "meetings" / "harbour-board" / "2015-05-04.yaml"
        path.write_text(
            path.read_text(encoding="utf-8").replace("mend the lights", "mend both lights"), encoding="utf-8"
        )
        (sources / "page.txt").write_text(PAGE.format("lamps"), encoding="utf-8")
        before = path.read_bytes()
        done = run(sources, "--content", content)
        assert (done.returncode, path.read_bytes()) == (1, before)
        assert "RESOLVED: To mend both lights." in done.stdout
        assert "RESOLVED: To mend the lamps." in done.stdout

    @pytest.mark.parametrize(
        "wrong",
        [
            (),
            ("page.txt",),
            ("page.txt", "--content", "out", "--format", "word"),
            ("page.txt", "--content", "page.txt"),
            ("page.txt", "--content", "out", "--report", "."),
            ("page.txt", "--content", "out", "--report", "page.txt/report.json"),
        ],
    )
    def test_2_where_it_is_used_wrongly_and_nothing_is_written(self, sources: Path, wrong: tuple[str, ...]) -> None:
        before = files(sources)
        script = ROOT / "scripts" / "import_records.py"
        done = subprocess.run(
            [sys.executable, str(script), *wrong], cwd=sources, capture_output=True, text=True, check=False, timeout=60
        )
        assert (done.returncode, "Traceback" in done.stderr, files(sources)) == (2, False, before)


class TestReport:
    def test_its_keys(self, sources: Path, content: Path, tmp_path: Path) -> None:
        report = tmp_path / "new" / "folder" / "report.json"
        run(sources, "--content", content, "--report", report)
        told = json.loads(report.read_bytes())
        assert {"sources", "written", "unchanged", "conflicts", "failed"} <= told.keys()
        (source,) = told["sources"]
        assert {"path", "format", "kind", "records", "not_understood"} <= source.keys()
        assert source["format"] == "moderngov-text"
        assert source["records"] == ["committees/harbour-board.yaml", "meetings/harbour-board/2015-05-04.yaml"]
        assert all(each.keys() == {"line", "text", "reason"} for each in source["not_understood"])
        assert (told["written"], told["unchanged"], told["conflicts"], told["failed"]) == (2, 0, 0, 0)

    def test_a_dry_run_reports_and_writes_no_record(self, sources: Path, content: Path, tmp_path: Path) -> None:
        report = tmp_path / "report.json"
        assert run(sources, "--content", content, "--dry-run", "--report", report).returncode == 0
        assert json.loads(report.read_bytes())["written"] == 2
        assert not content.exists()

    def test_a_dry_run_over_records_that_are_there_changes_no_byte(self, sources: Path, content: Path) -> None:
        run(sources, "--content", content)
        (sources / "page.txt").write_text(PAGE.format("lamps"), encoding="utf-8")
        before = files(content)
        run(sources, "--content", content, "--dry-run")
        assert files(content) == before


class TestContent:
    def test_records_that_cannot_be_read_are_left_alone(self, sources: Path, content: Path) -> None:
        for name, text in (("committees/harbour-board", "names: ["), ("issues/x", "\0"), ("people/y", "")):
            (content / name).parent.mkdir(parents=True, exist_ok=True)
            (content / f"{name}.yaml").write_text(text, encoding="utf-8")
        broken = files(content)
        assert run(sources, "--content", content).returncode in {0, 1}
        assert broken.items() <= files(content).items()

    def test_a_ledger_that_cannot_be_read_costs_no_record(self, sources: Path, content: Path) -> None:
        run(sources, "--content", content)
        before = files(content)
        for path in (content / "imported").rglob("*.json"):
            path.write_bytes(b"{")
        assert run(sources, "--content", content).returncode == 0
        assert files(content) == before


class TestTwoAtOnce:
    def test_two_imports_of_one_source_leave_what_one_leaves(
        self, sources: Path, content: Path, tmp_path: Path
    ) -> None:
        for number in range(40):
            page = PAGE.format("lights").replace("4th May 2015", f"{1 + number % 28} June {2015 + number // 28}")
            (sources / f"{number}.txt").write_text(page, encoding="utf-8")
        run(sources, "--content", tmp_path / "alone")
        both = [
            subprocess.Popen(command(sources, "--content", content), cwd=ROOT, stdout=subprocess.PIPE) for _ in range(2)
        ]
        for each in both:
            each.communicate(timeout=120)
        assert files(content) == files(tmp_path / "alone")

    def test_an_import_that_was_killed_is_made_good_by_the_next(
        self, sources: Path, content: Path, tmp_path: Path
    ) -> None:
        for number in range(60):
            page = PAGE.format("lights").replace("Harbour Board", f"Board {number}").replace("Quay", f"Quay {number}")
            (sources / f"{number}.txt").write_text(page, encoding="utf-8")
        run(sources, "--content", tmp_path / "alone")
        killed = subprocess.Popen(command(sources, "--content", content), cwd=ROOT, stdout=subprocess.PIPE)
        while killed.poll() is None and len(list(content.rglob("*.yaml"))) < 30:
            time.sleep(0.005)
        killed.kill()
        killed.communicate(timeout=60)
        for path in list((content / "imported").rglob("*.json"))[:3]:
            path.unlink()
        run(sources, "--content", content)
        there = {path: sum_ for path, sum_ in files(content).items() if ".import-" not in path}
        assert there == files(tmp_path / "alone")


def test_a_source_whose_name_is_no_utf8_is_read_and_reported(sources: Path, content: Path, tmp_path: Path) -> None:
    (sources / "page.txt").rename(sources / os.fsdecode(b"p\xe9ge.txt"))
    done = run(sources, "--content", content, "--report", tmp_path / "report.json")
    assert done.returncode == 0, done.stderr
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert report["sources"][0]["path"] == f"{sources}/p\\udce9ge.txt"
    assert "meetings/harbour-board/2015-05-04.yaml" in report["sources"][0]["records"]


def test_who_stops_listening_gets_no_traceback(sources: Path, tmp_path: Path) -> None:
    process = subprocess.Popen(
        command(sources, "--content", tmp_path / "content"), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    told = process.stderr.read()
    process.stderr.close()
    assert (process.wait(), told) == (0, b"")
    assert (tmp_path / "content/meetings/harbour-board/2015-05-04.yaml").is_file()
