from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from plugins.archive.records import ArchiveSettings
from plugins.permanence.stubs import stub_addresses, stub_pages

ROOT = Path(__file__).resolve().parents[3]
TEMPLATES = Environment(
    loader=FileSystemLoader(ROOT / "theme/templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)


def test_known_pages_lie_where_the_old_site_had_them_in_its_spelling_and_in_lower_case() -> None:
    addresses = stub_addresses(("https://old.example/", "https://other.example/moderngov/"), ())
    assert {"ieListDocuments.aspx/", "ielistdocuments.aspx/", "moderngov/mgAi.aspx/"} <= set(addresses)


def test_a_page_that_records_name_lies_there_without_its_session() -> None:
    urls = ("https://old.example/(S(x1))/mgOther.aspx?ID=5", "https://old.example/documents/s5/a.pdf")
    addresses = stub_addresses(("https://old.example/",), urls)
    assert "mgOther.aspx/" in addresses
    assert not any("s5" in address or "(" in address for address in addresses)


def test_a_path_that_leads_elsewhere_is_none_of_ours() -> None:
    urls = ("https://o.example/../../x.aspx", "https://o.example/%2e%2e/y.aspx", "https://o.example/a%00b.aspx")
    assert stub_addresses(("https://o.example/",), urls) == stub_addresses(("https://o.example/",), ())


def test_a_page_has_a_link_and_a_script_of_its_own_theme_and_no_script_in_line() -> None:
    (page,) = stub_pages(["a/mgAi.aspx/"], ArchiveSettings(name="X <Council>"), TEMPLATES, theme="theme/0a/")
    assert page[0] == "a/mgAi.aspx/index.html"
    assert '<script type="module" src="../../theme/0a/js/go/hand-on.js"></script>' in page[1]
    assert 'href="../../go/"' in page[1]
    assert page[1].count("<script") == 1
    assert "X &lt;Council&gt;" in page[1]
