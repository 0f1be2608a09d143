"""How long it takes from a saved record to the new page in the browser's reach, with `make serve` running."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.bench.measuring import CommandFailedError, Cost
from tests.bench.project import Project

_PATIENCE = 600
_OFTEN = 0.01
_SETTLED = 1.0


class Serving:
    """`make serve` of a content folder, from `start` to the end of `save`."""

    def __init__(self, project: Project, content: Path, output: Path, change: Callable[[Path], Path]) -> None:
        """`change` edits a record of the content, and tells which."""
        self._project, self._content, self._output, self._change = project, content, output, change
        self._process: subprocess.Popen[bytes] | None = None
        self._address = ""

    def start(self) -> None:
        """Serve, and wait until the site is there and the files are watched."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [
            sys.executable,
            "scripts/serve_archive.py",
            str(self._content),
            str(self._output),
            "--port",
            str(port),
        ]
        self._address = f"http://127.0.0.1:{port}/"
        self._process = subprocess.Popen(
            command, cwd=self._project.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env=os.environ | self._project.environment(),
        )  # fmt: skip
        _until(lambda: self._page("") is not None)
        time.sleep(_SETTLED)

    def save(self) -> Cost:
        """Change a record, and wait for its page to change; the seconds between. Then stop serving."""
        assert self._process is not None
        try:
            started = time.perf_counter()
            record = self._change(self._content)
            page = record.relative_to(self._content).with_suffix("").as_posix() + "/"
            before = self._page(page)
            _until(lambda: self._page(page) not in {before, None})
            return Cost(time.perf_counter() - started, 0.0, 0)
        finally:
            self._process.terminate()
            self._process.wait()

    def _page(self, page: str) -> bytes | None:
        """A page as it is served now; `None` where it is not."""
        try:
            with urlopen(self._address + page, timeout=_PATIENCE) as answer:  # noqa: S310 (our own server)
                return bytes(answer.read())
        except (URLError, OSError):
            return None


def _until(happens: Callable[[], bool]) -> None:
    """Wait until something happens. Raises CommandFailedError where it does not."""
    end = time.monotonic() + _PATIENCE
    while not happens():
        if time.monotonic() > end:
            raise CommandFailedError("make serve did not show what was saved")
        time.sleep(_OFTEN)
