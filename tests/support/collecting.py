"""Runs of the collecting command in tests, against a site on the loopback interface."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.support.moderngov_site import ROOT, Site

PROJECT = Path(__file__).resolve().parents[2]
LONGEST = 60
QUICK = ("--pause", "0", "--timeout", "2", "--contact", "archive@exampleton.example", "--from", "2000")


def command(site: Site, folder: Path, *more: str) -> list[str]:
    script = str(PROJECT / "scripts" / "collect_pages.py")
    return [sys.executable, script, site.origin, "--into", str(folder), *QUICK, *more]


def collect(site: Site, folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(site, folder, *more), capture_output=True, text=True, timeout=LONGEST, check=False, env=quiet()
    )


def quiet() -> dict[str, str]:
    return {**os.environ, "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}


def plain(asked: list[str]) -> list[str]:
    """Requests without the site's folder, without the dates that depend on the day of the test."""
    return [re.sub(r"&sFromDate=.*", "", each.removeprefix(ROOT)) for each in asked]


def wait_for(happened: Callable[[], bool], seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.01)
