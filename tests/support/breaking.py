"""Builds that meet with harm: killed at random moments, by themselves or with what they started."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from tests.support.site import ROOT, build_command

MEANS = ("all", "alone", "worker")


def sums(folder: Path) -> dict[str, str]:
    """The checksum of every file below a folder."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def kill_after(seconds: float, means: str, content: Path, output: Path, **environment: str) -> str:
    """Start a build and kill it, alone, with all that it started, or a process that it started; what it said then."""
    process = subprocess.Popen(
        build_command(content, output), cwd=ROOT, env=os.environ | {"WORKERS": "2"} | environment,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    time.sleep(seconds)
    if process.poll() is None:
        kill(process.pid, means)
    return process.communicate(timeout=120)[1]


def kill(process: int, means: str) -> None:
    """Kill a process that leads a group: "alone", with "all" of its group, or a "worker" that it started."""
    children = list(_children(process))
    if means == "all":
        os.killpg(process, signal.SIGKILL)
    elif means == "worker" and children:
        os.kill(random.choice(children), signal.SIGKILL)
    else:
        os.kill(process, signal.SIGKILL)


def _children(process: int) -> Iterator[int]:
    """The processes that one has started, where the system tells."""
    listed = Path(f"/proc/{process}/task/{process}/children")
    yield from (int(one) for one in listed.read_text().split()) if listed.exists() else ()
