"""A Chromium for the browser tests: one that is installed, else one that can be.

`python -m tests.support.chromium` makes sure of it before the tests run. In order: the environment variable CHROMIUM,
a browser on the PATH, Playwright's own download, Debian's package where we may install it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class NoChromiumError(Exception):
    """There is no Chromium, and none could be installed."""

    def __init__(self) -> None:
        super().__init__(
            "the browser tests need Chromium: install it (Debian: apt-get install chromium), "
            "or give its path in the environment variable CHROMIUM"
        )


@cache
def find_chromium(*, install: bool = False) -> str:
    """The path of a Chromium; with `install`, one is installed where none is found."""
    found = _given() or _on_path() or _playwrights_own()
    if found is None and install:
        found = _installed_by_playwright() or _installed_by_debian()
    if found is None:
        raise NoChromiumError
    return found


def _given() -> str | None:
    """The browser that the environment names."""
    return os.environ.get("CHROMIUM") or None


def _on_path() -> str | None:
    """The first browser of a known name on the PATH."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def _playwrights_own() -> str | None:
    """The browser that Playwright downloaded, if it did."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where nothing else was found

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


def _installed_by_playwright() -> str | None:
    """Playwright's download, which also tells Debian which libraries it needs."""
    dependencies = ["--with-deps"] if _may_install_packages() else []
    command = [sys.executable, "-m", "playwright", "install", *dependencies, "chromium"]
    return _playwrights_own() if _succeeds(command) else None


def _installed_by_debian() -> str | None:
    """Debian's own package."""
    if not _may_install_packages():
        return None
    _succeeds(["apt-get", "update", "-q"])
    _succeeds(["apt-get", "install", "-q", "-y", "--no-install-recommends", "chromium"])
    return _on_path()


def _may_install_packages() -> bool:
    """Whether this is a Debian on which we are root."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def _succeeds(command: list[str]) -> bool:
    """Whether the command ran to its end; what it says goes to the error stream."""
    return subprocess.run(command, check=False, stdout=sys.stderr).returncode == 0


if __name__ == "__main__":
    try:
        find_chromium(install=True)
    except NoChromiumError as error:
        sys.exit(f"error: {error}")
