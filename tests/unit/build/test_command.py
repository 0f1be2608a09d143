"""The build command as others rely on it: what it says, what it leaves, whatever happens to it."""

from __future__ import annotations

import json
import os
import pty
import random
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.support.site import ROOT, SMALL, build, build_command, snapshot, write_content


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `content` and the site built from it in `output`."""
    folder = tmp_path_factory.mktemp("site")
    write_content(folder / "content")
    done = build(folder / "content", folder / "output")
    assert done.returncode == 0, done.stderr
    return folder


def test_a_build_ends_with_one_summary(tmp_path: Path) -> None:
    done = build(write_content(tmp_path / "content"), tmp_path / "output")
    lines = done.stdout.splitlines()
    assert lines[0].startswith(f"{tmp_path / 'output'} built in ")
    assert re.match(r"  pages \d+, items 1, issues 1, meetings 1, ", lines[1])
    assert lines[2].startswith("  search index ")
    assert lines[3].startswith("  seconds: intake ")
    assert lines[4:] == ["  warnings: 0"]


def test_on_a_terminal_the_bar_has_its_line_to_itself_and_the_summary_stands_as_it_was_made(tmp_path: Path) -> None:
    content, output = write_content(tmp_path / "content"), tmp_path / "output"
    shown, terminal = pty.openpty()
    process = subprocess.Popen(
        build_command(content, output), cwd=ROOT, env=os.environ | {"TERM": "xterm", "COLUMNS": "60"},
        stdin=terminal, stdout=terminal, stderr=terminal,
    )  # fmt: skip
    os.close(terminal)
    seen = "".join(_written(shown))
    assert process.wait() == 0
    assert "intake" in seen
    # The bar wipes its own line; nothing else may move the cursor about, hide it or break lines.
    assert set(re.findall(r"\x1b\[[^A-Za-z]*[A-Za-z]", seen)) == {"\x1b[K"}
    assert "Generating" not in seen
    summary = seen.rpartition("\x1b[K")[2].splitlines()
    assert summary[0].startswith(f"{output} built in ")
    assert summary[4:] == ["  warnings: 0"]


def _written(shown: int) -> Iterator[str]:
    """What is written to a terminal, until nobody has it open any more."""
    with os.fdopen(shown, "rb", buffering=0) as read, suppress(OSError):
        while piece := read.read(4096):
            yield piece.decode(errors="replace")


def test_the_same_input_gives_the_same_bytes_whatever_the_place_time_and_number_of_workers(
    built: Path, tmp_path: Path
) -> None:
    write_content(tmp_path / "elsewhere" / "content")
    done = build(
        tmp_path / "elsewhere" / "content",
        tmp_path / "out",
        WORKERS="2",
        TZ="Asia/Tokyo",
        PYTHONHASHSEED="7",
        LC_ALL="C",
    )
    assert done.returncode == 0, done.stderr
    assert snapshot(tmp_path / "out") == snapshot(built / "output")


def test_error_content_with_problems_lists_them_all_and_leaves_the_old_site(built: Path) -> None:
    before = snapshot(built / "output")
    write_content(
        built / "broken", SMALL | {"committees/cabinet.yaml": "names:\n  - nam: X\n", "issues/parks.yaml": ""}
    )
    done = build(built / "broken", built / "output")
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        'error: broken/committees/cabinet.yaml:2: names[0].nam: R005 unknown key "nam"; nearest is "name"',
        'error: broken/committees/cabinet.yaml:2: names[0]: R006 the key "name" is missing; expected "name" here',
        "error: broken/issues/parks.yaml:1: R004 the file is empty; expected a record, or no file",
        "3 errors, 0 warnings",
        "Nothing was built; the previous output is as it was.",
    ]
    assert snapshot(built / "output") == before
    assert sorted(p.name for p in built.iterdir()) == ["broken", "content", "output"]


def test_error_the_strict_build_takes_warnings_for_errors(tmp_path: Path) -> None:
    content = write_content(tmp_path / "content", SMALL | {"issues/ponds.yaml": "title: Ponds\n"})
    assert build(content, tmp_path / "output").returncode == 0
    before = snapshot(tmp_path / "output")
    done = build(content, tmp_path / "output", "publishconf.py", SITEURL="https://decisions.example.org")
    assert done.returncode == 1
    assert 'warning: content/issues/ponds.yaml: I001 no item names the issue "ponds"' in done.stderr
    assert snapshot(tmp_path / "output") == before


def test_make_hands_folders_on_whatever_signs_their_names_have(tmp_path: Path) -> None:
    content = write_content(tmp_path / """Ann's "best" #1 $(records)""")
    given = [
        f"{name}={str(folder).replace('$', '$$')}" for name, folder in (("CONTENT", content), ("OUTPUT", tmp_path))
    ]
    done = subprocess.run(["make", "--dry-run", "site", *given], cwd=ROOT, capture_output=True, text=True, check=True)
    told = shlex.split(done.stdout.splitlines()[-1])
    assert told == [".venv/bin/pelican", f"{content}", "-o", f"{tmp_path}", "-s", "pelicanconf.py", "--fatal", "errors"]


def test_error_a_single_problem_is_counted_as_one(tmp_path: Path) -> None:
    done = build(write_content(tmp_path / "content", {"archive.yaml": ""}), tmp_path / "output")
    assert "1 error, 0 warnings" in done.stderr.splitlines()


def test_only_what_is_checked_becomes_a_prose_page_and_one_line_tells_of_all_else(tmp_path: Path) -> None:
    others = ("a.html", "b.htm", "c.rst", "d.markdown", "e.mkd", "f/g.mdown", "h.MD")
    files = {f"pages/{name}": "Title: Help\n\n<script>alert(1)</script>\n" for name in others}
    content, output = write_content(tmp_path / "content", SMALL | files), tmp_path / "output"
    write_content(content, {"pages/about.md": "Title: About\n\nWords.\n", "pages/plan.txt": "To do.\n"})
    done = build(content, output)
    assert done.stderr.count("R014") == 1
    named = ", ".join(f'"pages/{name}"' for name in others[:5])
    assert f"R014 nothing reads {named} and 2 more; expected pages/<page>.md\n" in done.stderr
    made = {path.relative_to(output).as_posix() for path in output.rglob("*.html")}
    assert made - _made_of(tmp_path) == {"about/index.html"}


def _made_of(folder: Path) -> set[str]:
    """The pages of the small archive alone."""
    output = folder / "small-output"
    build(write_content(folder / "small"), output)
    return {path.relative_to(output).as_posix() for path in output.rglob("*.html")}


def test_prose_pages_are_folders_in_whatever_language_and_drafts_are_not_published(tmp_path: Path) -> None:
    pages = {
        "pages/help.md": "Title: Help\n\nHow.\n",
        "pages/cymorth.md": "Title: Cymorth\nLang: cy\n\nSut.\n",
        "pages/later.md": "Title: Later\nStatus: draft\n\nNot yet.\n",
    }
    assert build(write_content(tmp_path / "content", SMALL | pages), tmp_path / "output").returncode == 0
    made = snapshot(tmp_path / "output")
    assert {"help/index.html", "cymorth/index.html"} <= made.keys()
    assert not [file for file, content in made.items() if "draft" in file or "pages/" in file or b"Not yet." in content]


def test_error_a_folder_of_somebody_elses_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / "thesis.txt").write_text("years of work", encoding="utf-8")
    done = build(write_content(tmp_path / "content"), tmp_path / "output")
    assert done.returncode == 1
    output = tmp_path / "output"
    assert done.stderr.splitlines() == [
        f'error: "{output}" is not empty and was not made by Minutebook; choose another OUTPUT or empty it',
        "Nothing was built; the previous output is as it was.",
    ]
    assert snapshot(tmp_path / "output") == {"thesis.txt": b"years of work"}


def test_error_the_whole_disk_is_no_output_folder(built: Path) -> None:
    done = build(built / "content", Path("/"))
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        'error: "/" is not empty and was not made by Minutebook; choose another OUTPUT or empty it',
        "Nothing was built; the previous output is as it was.",
    ]


def test_error_an_output_folder_that_cannot_be_written_is_told_of_and_left_as_it_is(built: Path) -> None:
    output = built / "read-only"
    shutil.copytree(built / "output", output)
    output.chmod(0o555)
    # What root may do in spite of a folder's mode is taken from it here.
    limits = ["setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override"] if os.geteuid() == 0 else []
    done = subprocess.run(
        [*limits, *build_command(built / "content", output)],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f'error: cannot write "{output}": Permission denied',
        "Nothing was built; the previous output is as it was.",
    ]
    assert snapshot(output) == snapshot(built / "output")
    assert not (built / ".read-only.building").exists()
    output.chmod(0o755)
    shutil.rmtree(output)


def test_a_build_killed_at_any_moment_leaves_a_whole_site_and_the_next_one_heals(built: Path) -> None:
    write_content(built / "changed", SMALL | {"issues/parks.yaml": "title: Parks and ponds\n"})
    assert build(built / "changed", built / "new").returncode == 0
    old, new = snapshot(built / "output"), snapshot(built / "new")
    chance = random.Random(20200506)
    for _ in range(6):
        _kill_after(chance.uniform(0.05, 0.9), built / "changed", built / "output")
        assert snapshot(built / "output") in (old, new)
    assert build(built / "content", built / "output").returncode == 0
    assert snapshot(built / "output") == old
    assert ".output.building" not in {p.name for p in built.iterdir()}


def test_the_workers_of_a_killed_build_end_with_it_and_hold_no_lock(tmp_path: Path) -> None:
    files = {f"issues/i{n}.yaml": f"title: Issue {n}\n" for n in range(1200)}
    content = write_content(tmp_path / "content", SMALL | files)
    process = subprocess.Popen(
        build_command(content, tmp_path / "output"), cwd=ROOT, env=os.environ | {"WORKERS": "2"},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    time.sleep(1.2)
    process.kill()
    process.wait()
    time.sleep(1.5)
    done = build(content, tmp_path / "output")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("means", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_error_an_interrupted_build_ends_in_no_success_and_leaves_the_old_site(
    tmp_path: Path, means: signal.Signals
) -> None:
    content, output = write_content(tmp_path / "content"), tmp_path / "output"
    assert build(content, output).returncode == 0
    before = snapshot(output)
    write_content(content, {f"issues/i{n}.yaml": f"title: Issue {n}\n" for n in range(1200)})
    process = subprocess.Popen(
        build_command(content, output), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    while not (tmp_path / ".output.building").exists():
        time.sleep(0.02)
    process.send_signal(means)
    said = process.communicate(timeout=60)[1]
    assert process.returncode == 128 + means
    assert said.splitlines()[-1] == "Interrupted. Nothing was built; the previous output is as it was."
    assert snapshot(output) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content", "output"]


def _kill_after(seconds: float, content: Path, output: Path) -> None:
    """Start a build and kill it with all its workers, unless it has ended before."""
    process = subprocess.Popen(
        build_command(content, output),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    time.sleep(seconds)
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def test_the_search_command_asks_the_index_of_the_last_build(tmp_path: Path) -> None:
    cache = {"MINUTEBOOK_CACHE": str(tmp_path / "cache")}
    for name in ("one", "two"):
        files = {"archive.yaml": f"name: {name}\n", "committees/a.yaml": f"names:\n  - name: {name}\n"}
        assert build(write_content(tmp_path / name, files), tmp_path / f"{name}-output", **cache).returncode == 0
    command = [sys.executable, "scripts/search_archive.py", "two", "--json"]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | cache, capture_output=True, text=True, check=True)
    assert [result["title"] for result in json.loads(done.stdout)["results"]] == ["two"]
