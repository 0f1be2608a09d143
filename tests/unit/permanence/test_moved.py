from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from plugins.archive.records import ArchiveSettings
from plugins.permanence.changes import parse_changes
from plugins.permanence.moved import changed_pages

ROOT = Path(__file__).resolve().parents[3]
TEMPLATES = Environment(
    loader=FileSystemLoader(ROOT / "theme/templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)


def _pages(text: str) -> dict[str, str]:
    return dict(changed_pages(parse_changes(text), ArchiveSettings(name="X Council"), TEMPLATES, theme="theme/0a/"))


def test_a_page_that_moved_leads_on_with_and_without_a_click() -> None:
    page = _pages("issues/a/ -> issues/b/")["issues/a/index.html"]
    assert '<meta http-equiv="refresh" content="0; url=../../issues/b/">' in page
    assert '<a href="../../issues/b/">' in page


def test_a_page_that_is_gone_says_why_as_text() -> None:
    page = _pages("people/jo/ gone: <b>asked for</b>")["people/jo/index.html"]
    assert "&lt;b&gt;asked for&lt;/b&gt;" in page
    assert "refresh" not in page
