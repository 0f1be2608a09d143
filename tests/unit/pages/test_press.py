from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from plugins.pages.plan import Page
from plugins.pages.press import Press, print_pages, render
from plugins.pages.views import Shelf, make_shelf
from tests.support.builders import build_settings, make_archive, make_issue, make_item, make_meeting

TEMPLATES = {"pages/issue.html": "{{ root }}|{{ issue.title }}", "pages/not-found.html": "{{ root }}"}


def press(folder: Path, site_url: str = "") -> Press:
    issues = [make_issue(f"issue-{n}", f"<b>{n}</b>") for n in range(120)]
    items = [make_item(str(n), number=str(n), issue=issue.id) for n, issue in enumerate(issues)]
    shelf: Shelf = make_shelf(make_archive(*issues, make_meeting("cabinet", "2020-01-01", *items)), site_url=site_url)
    return Press(shelf, Environment(loader=DictLoader(TEMPLATES), autoescape=True), {}, folder)


@pytest.mark.parametrize("workers", [1, 2])
def test_every_page_is_written_whatever_the_number_of_workers(tmp_path: Path, workers: int) -> None:
    pages = [Page("issue", f"issue-{n}", f"issues/issue-{n}/") for n in range(120)]
    settings = build_settings(tmp_path, workers=workers)
    assert print_pages(press(settings.output), lambda: pages, settings, None) == 120
    assert len(list(settings.output.glob("issues/*/index.html"))) == 120
    assert (settings.output / "issues/issue-77/index.html").read_text() == "../../|&lt;b&gt;77&lt;/b&gt;"


@pytest.mark.parametrize(("site_url", "root"), [("", "/"), ("https://x.example/a/b/", "/a/b/")])
def test_the_page_for_missing_ones_starts_from_the_path_of_the_site(tmp_path: Path, site_url: str, root: str) -> None:
    assert render(press(tmp_path, site_url), Page("404", "", "404.html")) == root.encode()
