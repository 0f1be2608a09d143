"""Whatever befalls a build, the old site stands whole, nothing is left lying about, and the next build heals all."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.breaking import MEANS, kill_after, sums
from tests.support.site import ROOT, build, build_command

_KILLS = 10
_AS_IT_WAS = "Nothing was built; the previous output is as it was."


@dataclass(frozen=True)
class Sites:
    """Two contents, and what each of them is built to."""

    folder: Path
    sums: dict[str, dict[str, str]]
    seconds: float


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    folder = tmp_path_factory.mktemp("sites")
    built = {}
    for name, items in (("one", "60"), ("two", "90")):
        command = [sys.executable, "scripts/make_archive.py", "--items", items, "--seed", "5", "--content"]
        subprocess.run([*command, str(folder / name)], cwd=ROOT, check=True, capture_output=True)
        started = time.monotonic()
        done = build(folder / name, folder / f"{name}-built", WORKERS="2")
        assert done.returncode == 0, done.stderr
        built[name] = sums(folder / f"{name}-built")
    return Sites(folder, built, time.monotonic() - started)


def test_a_build_killed_at_random_moments_leaves_one_whole_site_and_the_next_one_heals(
    sites: Sites, tmp_path: Path
) -> None:
    chance, output = random.Random(20200506), tmp_path / "output"
    assert build(sites.folder / "one", output).returncode == 0
    for turn in range(_KILLS):
        name, means = ("two", "one")[turn % 2], MEANS[turn % 3]
        said = kill_after(chance.uniform(0.2, sites.seconds), means, sites.folder / name, output)
        assert "Traceback" not in said
        assert sums(output) in sites.sums.values()
    for name in ("one", "two"):
        assert build(sites.folder / name, output).returncode == 0
        assert sums(output) == sites.sums[name]
    assert [path.name for path in tmp_path.iterdir()] == ["output"]


def test_error_a_killed_worker_is_told_and_leaves_the_old_site(sites: Sites, tmp_path: Path) -> None:
    output = tmp_path / "output"
    assert build(sites.folder / "one", output).returncode == 0
    said = ""
    for tenth in range(3, 30):
        said = kill_after(tenth / 10, "worker", sites.folder / "two", output)
        if "error" in said:
            break
        if sums(output) == sites.sums["two"]:  # what was killed only looked ahead, or nothing was there to kill
            assert build(sites.folder / "one", output).returncode == 0
    assert said.splitlines()[-2:] == [
        "error: a worker process was killed, perhaps because memory ran out; try with fewer WORKERS or more memory",
        _AS_IT_WAS,
    ]
    assert sums(output) == sites.sums["one"]


@pytest.mark.parametrize("largest", [200, 1_000, 4_000, 8_000, 16_000, 32_000, 64_000])
@pytest.mark.parametrize("workers", ["1", "2"])
def test_error_files_that_cannot_grow_are_told_and_leave_the_old_site(
    largest: int, workers: str, sites: Sites, tmp_path: Path
) -> None:
    output = _copied(sites, tmp_path)
    done = _build(sites.folder / "two", output, workers, lambda: _limit(largest))
    _is_plain(done, "a file grows larger than this system allows")
    assert sums(output) == sites.sums["one"]


def _limit(largest: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))


def _copied(sites: Sites, folder: Path) -> Path:
    """The first site, as if it had been built here."""
    return Path(shutil.copytree(sites.folder / "one-built", folder / "output"))


def _build(
    content: Path, output: Path, workers: str, limit: Callable[[], None] | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        build_command(content, output), cwd=ROOT, env=os.environ | {"WORKERS": workers} | environment,
        capture_output=True, text=True, check=False, timeout=120, preexec_fn=limit,
    )  # fmt: skip


def _is_plain(done: subprocess.CompletedProcess[str], reason: str) -> None:
    """The build failed and gave the reason in its last words, with no trace of the program's inside."""
    said = done.stdout + done.stderr
    assert done.returncode == 1, said
    assert "Traceback" not in said
    assert reason in said


@contextmanager
def _small_disk(place: Path, size: int) -> Iterator[Path]:
    """A file system of so many bytes, for who may mount one."""
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "minutebook-test", str(place)]
    mounted = subprocess.run(command, capture_output=True, text=True, check=False)
    if mounted.returncode:
        pytest.skip(f"a small file system cannot be mounted here: {mounted.stderr.strip()}")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def _room(folder: Path) -> int:
    """The bytes that a folder takes on a file system of pages of 4 kB."""
    return sum(4096 * -(-path.stat().st_size // 4096) for path in folder.rglob("*") if path.is_file())


@pytest.mark.skipif(not shutil.which("mount") or os.geteuid() != 0, reason="only root may mount a small file system")
@pytest.mark.parametrize("share", [0.02, 0.2, 0.4, 0.6, 0.8, 0.9])
def test_error_a_full_disk_is_told_and_leaves_the_old_site(share: float, sites: Sites, tmp_path: Path) -> None:
    size = _room(sites.folder / "one-built") + int(share * _room(sites.folder / "two-built"))
    with _small_disk(tmp_path / "disk", size) as disk:
        output = _copied(sites, disk)
        done = _build(sites.folder / "two", output, "2")
        _is_plain(done, "no space is left on the disk")
        assert sums(output) == sites.sums["one"]
        assert [path.name for path in disk.iterdir()] == ["output"]


@pytest.mark.skipif(not shutil.which("mount") or os.geteuid() != 0, reason="only root may mount a small file system")
@pytest.mark.parametrize("size", [4_096, 65_536, 262_144, 524_288])
def test_error_a_full_cache_is_told_and_leaves_the_old_site(size: int, sites: Sites, tmp_path: Path) -> None:
    output = _copied(sites, tmp_path)
    with _small_disk(tmp_path / "cache", size) as cache:
        done = _build(sites.folder / "two", output, "2", MINUTEBOOK_CACHE=str(cache))
        _is_plain(done, "no space is left on the disk")
        assert sums(output) == sites.sums["one"]


def test_error_an_output_that_cannot_be_made_is_told(sites: Sites, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    done = _build(sites.folder / "one", tmp_path / "file" / "output", "1")
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f'error: cannot write "{tmp_path}/file/.output.building": Not a directory',
        _AS_IT_WAS,
    ]
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


def test_error_a_second_build_of_the_same_output_says_so_and_the_first_goes_on(sites: Sites, tmp_path: Path) -> None:
    output = tmp_path / "output"
    first = subprocess.Popen(
        build_command(sites.folder / "two", output), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    while not (tmp_path / ".output.building").exists():
        time.sleep(0.02)
    first.send_signal(signal.SIGSTOP)  # however quick it is, it is not done before the other comes
    second = _build(sites.folder / "one", output, "1")
    first.send_signal(signal.SIGCONT)
    assert (first.wait(timeout=60), second.returncode) == (0, 1)
    assert second.stderr.splitlines() == [
        f'error: another build is writing "{output}"; wait for it to end',
        _AS_IT_WAS,
    ]
    assert sums(output) == sites.sums["two"]


def test_error_a_folder_of_somebody_elses_where_a_build_would_be_made_is_not_touched(
    sites: Sites, tmp_path: Path
) -> None:
    mine = tmp_path / ".output.building" / "thesis.txt"
    mine.parent.mkdir()
    mine.write_text("years of work", encoding="utf-8")
    done = _build(sites.folder / "one", tmp_path / "output", "1")
    assert done.returncode == 1
    assert f'"{mine.parent}" is not empty and was not made by Minutebook' in done.stderr
    assert mine.read_text(encoding="utf-8") == "years of work"
