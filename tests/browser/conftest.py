"""The demonstration site, built once, served at the root of one host and under a sub-path of another."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from plugins.archive.archive import Archive
from plugins.intake.checked import checked_archive
from plugins.pages.plan import Page, plan_pages
from plugins.pages.views import make_shelf
from tests.browser.serving import Handler, SubPathHandler, serving
from tests.support.chromium import find_chromium
from tests.support.site import ROOT, build


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built demonstration site; processes that test at the same time share it."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "demonstration"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "site" / "index.html").is_file():
            done = build(ROOT / "content", folder / "site")
            assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"


@pytest.fixture(scope="session")
def archive() -> Archive:
    """The records of the demonstration site."""
    archive, _ = checked_archive(ROOT / "content")
    assert archive is not None
    return archive


@pytest.fixture(scope="session")
def pages(archive: Archive) -> tuple[Page, ...]:
    """Every page of ours that the site should have."""
    return plan_pages(make_shelf(archive))


@pytest.fixture(scope="session")
def samples(site: Path, pages: tuple[Page, ...]) -> dict[str, str]:
    """One address for each kind of page: that of the longest, for it has the most on it. "prose" is Pelican's."""
    longest: dict[str, tuple[int, str]] = {}
    for page in pages:
        size = (site / page.file).stat().st_size
        longest[page.kind] = max(longest.get(page.kind, (0, "")), (size, page.address))
    return {kind: address for kind, (_, address) in longest.items()} | {"prose": "about/"}


@pytest.fixture(scope="session")
def home(site: Path) -> Iterator[str]:
    """The address of the home page on a host of its own."""
    with serving(Handler, site) as address:
        yield address


@pytest.fixture(scope="session")
def sub_home(site: Path) -> Iterator[str]:
    """The address of the home page under a sub-path."""
    with serving(SubPathHandler, site) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        yield chromium
        chromium.close()
