"""An officer's whole way: a live site collected, imported, built, and a document opened in a browser."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.serving import Handler, serving
from tests.support.collecting import collect
from tests.support.moderngov_site import Site, served
from tests.support.site import ROOT, build, write_content


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published site of a council whose pages were collected, papers and all, and imported by the command."""
    folder = tmp_path_factory.mktemp("collected")
    with served(Site(troubles=False, sessions=True)) as site:
        collected = collect(site, folder / "pages")
        content = write_content(folder / "content", {"archive.yaml": f"name: Exampleton\norigins: [{site.origin}]\n"})
    assert collected.returncode == 0, collected.stdout
    command = [sys.executable, "scripts/import_records.py", str(folder / "pages"), "--content", str(content)]
    imported = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert imported.returncode == 0, imported.stdout
    done = build(content, folder / "site", "publishconf.py", SITEURL="https://decisions.exampleton.example")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"


def test_the_report_of_a_collected_meeting_opens_from_its_page(built: Path, browser: Browser) -> None:
    with serving(Handler, built) as host:
        page = browser.new_page()
        page.goto(f"{host}meetings/cabinet/2025-01-11/")
        link = page.get_by_role("main").get_by_role("link", name="Report on rents", exact=False).first
        expect(link).to_be_visible()
        address = link.evaluate("link => link.href")
        assert str(address).startswith(f"{host}documents/s501/")
        answer = page.request.get(str(address))
        assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
        assert answer.body() == b"%PDF-1.4 mgconvert2pdf.aspx"
        page.close()


def test_every_paper_that_was_collected_is_linked_as_a_file_of_the_archive(built: Path, browser: Browser) -> None:
    with serving(Handler, built) as host:
        page = browser.new_page()
        page.goto(f"{host}meetings/cabinet/2025-01-11/")
        links = page.get_by_role("main").locator("a[href*='documents/']").evaluate_all("all => all.map(a => a.href)")
        assert {str(each).removeprefix(f"{host}documents/").partition("/")[0] for each in links} == {"s501", "s599"}
        assert {page.request.get(str(each)).status for each in links} == {200}
        page.close()
