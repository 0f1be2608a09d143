"""A Dask scheduler and two workers on this machine, each a process."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from plugins.build.cluster import ClusterError, hands_of
from tests.support.site import ROOT, build_command, snapshot

_PATIENCE = 60


class Cluster:
    """A scheduler and two workers.

    `blind_to` is the folder of the building machine, of which the workers see nothing; they see another copy of the
    program too, and no theme.
    """

    def __init__(self, folder: Path, *, blind_to: Path | None = None, **given: str) -> None:
        self.environment = {
            "PYTHONPATH": str(ROOT),
            "MINUTEBOOK_CACHE": str((blind_to or folder) / "cache"),
            "PYTHONHASHSEED": "3",
            **given,
        }
        self._folder, self._file = folder, folder / "scheduler.json"
        self._blind = self._blinded(blind_to) if blind_to else {}
        self._scheduler = self._start("scheduler", "--port", "0", "--host", "127.0.0.1", "--no-dashboard")
        self.workers = [self._worker() for _ in range(2)]
        self.address = self._told()["address"].replace("tcp://", "dask://")
        wait(lambda: self._count() == len(self.workers))

    def _blinded(self, builder: Path) -> dict[str, str]:
        shutil.copytree(ROOT / "plugins", self._folder / "plugins", ignore=shutil.ignore_patterns("__pycache__"))
        hidden = map(str, (builder, ROOT / "plugins", ROOT / "theme", ROOT / "content"))
        return {"BLIND_TO": os.pathsep.join(hidden), "PYTHONPATH": str(self._folder)}

    def _start(self, part: str, *given: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.dask_{part}", "--scheduler-file", self._file, *given]
        environment = os.environ | self.environment | self._blind
        with (self._folder / "cluster.log").open("ab") as log:
            return subprocess.Popen(command, cwd=self._folder, env=environment, stdout=log, stderr=log)

    def _worker(self) -> subprocess.Popen[bytes]:
        given = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--memory-limit", "0"]
        if self._blind:
            given += ["--preload", str(ROOT / "tests" / "support" / "blind.py")]
        return self._start("worker", *given, "--local-directory", str(self._folder))

    def _told(self) -> dict[str, str]:
        wait(self._file.is_file)
        return dict(json.loads(self._file.read_text(encoding="utf-8")))

    def _count(self) -> int:
        try:
            return hands_of(self.address, self._folder)[1]
        except ClusterError:
            return 0

    def stop(self) -> None:
        for process in (*self.workers, self._scheduler):
            process.kill()
            process.wait()

    def built_without_a_worker(self, content: Path, output: Path, **given: str) -> dict[str, bytes]:
        """Build, kill a worker when the first meeting has been printed, and wait for the end; the site."""
        environment = os.environ | self.environment | {"WORKERS": self.address} | given
        printed = output.with_name(f".{output.name}.building") / "meetings"
        process = subprocess.Popen(
            build_command(content, output), cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        wait(lambda: printed.is_dir() or process.poll() is not None)
        assert process.poll() is None
        self.workers[0].kill()
        self.workers[0].wait()
        _, said = process.communicate(timeout=_PATIENCE)
        assert process.returncode == 0, said.decode()
        return snapshot(output)


def wait(until: Callable[[], bool]) -> None:
    """Wait for something that must come to pass within a minute."""
    end = time.monotonic() + _PATIENCE
    while not until():
        assert time.monotonic() < end
        time.sleep(0.1)


def make_archive(content: Path, items: int) -> Path:
    """A synthetic archive."""
    command = [sys.executable, "scripts/make_archive.py", "--items", str(items), "--seed", "7", "--content", content]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return content
