"""A Dask scheduler and two workers on this machine build what this machine builds alone, though one of them is lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.build.cluster import ClusterError, hands_of
from tests.support.site import ROOT, build, build_command, snapshot, write_content

_PATIENCE = 60


class Cluster:
    """A scheduler and two workers, each a process, with a folder that all see."""

    def __init__(self, folder: Path) -> None:
        self.environment = {"PYTHONPATH": str(ROOT), "MINUTEBOOK_CACHE": str(folder / "cache"), "PYTHONHASHSEED": "3"}
        self._folder, self._file = folder, folder / "scheduler.json"
        self._scheduler = self._start("scheduler", "--port", "0", "--host", "127.0.0.1", "--no-dashboard")
        self.workers = [self._worker() for _ in range(2)]
        self.address = self._told()["address"].replace("tcp://", "dask://")
        self._wait_for_workers()

    def _start(self, part: str, *given: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.dask_{part}", "--scheduler-file", self._file, *given]
        environment = os.environ | self.environment
        with (self._folder / "cluster.log").open("ab") as log:
            return subprocess.Popen(command, cwd=self._folder, env=environment, stdout=log, stderr=log)

    def _worker(self) -> subprocess.Popen[bytes]:
        given = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--memory-limit", "0")
        return self._start("worker", *given, "--local-directory", str(self._folder))

    def _told(self) -> dict[str, str]:
        _wait(self._file.is_file)
        return dict(json.loads(self._file.read_text(encoding="utf-8")))

    def _wait_for_workers(self) -> None:
        _wait(lambda: self._count() == 2)

    def _count(self) -> int:
        try:
            return hands_of(self.address, self._folder)[1]
        except ClusterError:
            return 0

    def stop(self) -> None:
        for process in (*self.workers, self._scheduler):
            process.kill()
            process.wait()


def _wait(until: object) -> None:
    end = time.monotonic() + _PATIENCE
    while not until():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.1)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    cluster = Cluster(tmp_path_factory.mktemp("cluster"))
    yield cluster
    cluster.stop()


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive") / "content"
    command = [sys.executable, "scripts/make_archive.py", "--items", "300", "--seed", "7", "--content", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return folder


def test_a_cluster_builds_the_same_bytes_even_if_a_worker_is_killed(
    cluster: Cluster, content: Path, tmp_path: Path
) -> None:
    near = build(content, tmp_path / "near", **cluster.environment)
    assert near.returncode == 0, near.stderr
    far = build(content, tmp_path / "far", WORKERS=cluster.address, **cluster.environment)
    assert far.returncode == 0, far.stderr
    expected = snapshot(tmp_path / "near")
    assert snapshot(tmp_path / "far") == expected
    assert _built_without_a_worker(cluster, content, tmp_path / "lost") == expected
    assert cluster.workers[0].returncode == -signal.SIGKILL
    assert not list(Path(cluster.environment["MINUTEBOOK_CACHE"]).rglob("parcel*"))


def _built_without_a_worker(cluster: Cluster, content: Path, output: Path) -> dict[str, bytes]:
    """Kill a worker when the first meeting has been printed, and wait for the end."""
    environment = os.environ | cluster.environment | {"WORKERS": cluster.address}
    printed = output.with_name(f".{output.name}.building") / "meetings"
    process = subprocess.Popen(
        build_command(content, output), cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    _wait(lambda: printed.is_dir() or process.poll() is not None)
    assert process.poll() is None
    cluster.workers[0].kill()
    cluster.workers[0].wait()
    _, said = process.communicate(timeout=_PATIENCE)
    assert process.returncode == 0, said.decode()
    return snapshot(output)


def test_error_a_cluster_that_is_not_there_is_told(tmp_path: Path) -> None:
    done = build(write_content(tmp_path / "content"), tmp_path / "output", WORKERS="dask://127.0.0.1:1")
    assert (done.returncode, (tmp_path / "output").exists()) == (1, False)
    assert done.stderr.splitlines() == [
        'error: WORKERS is "dask://127.0.0.1:1": no scheduler answers there',
        "Nothing was built; the previous output is as it was.",
    ]


@pytest.mark.parametrize("address", ["dask://", "dask://host", "dask://host:port"])
def test_error_an_address_without_host_or_port_is_told(address: str, tmp_path: Path) -> None:
    with pytest.raises(ClusterError, match="expected dask://host:port, the address of a scheduler"):
        hands_of(address, tmp_path)
