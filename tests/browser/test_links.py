"""Every link within the demonstration site leads somewhere, and the pages weigh little. Needs no browser."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from lxml import html

from plugins.pages.plan import Page

pytestmark = pytest.mark.browser

BASE = "http://site.example/"


@pytest.fixture(scope="module")
def documents(site: Path) -> dict[str, html.HtmlElement]:
    """Every page of the site by its path below the site's folder."""
    return {
        p.relative_to(site).as_posix(): html.document_fromstring(p.read_bytes()) for p in sorted(site.rglob("*.html"))
    }


def _links(path: str, document: html.HtmlElement) -> Iterator[tuple[str, str]]:
    """The links of a page that stay on the site, as file and fragment."""
    for element in document.iter("a", "link", "script", "img", "form"):
        href = element.get("href") or element.get("src") or element.get("action")
        if href is not None and not (element.tag == "link" and element.get("rel") == "canonical"):
            whole, fragment = urldefrag(urljoin(BASE + path, href))
            if whole.startswith(BASE):
                yield unquote(urlsplit(whole).path[1:]), unquote(fragment)


def test_every_link_and_every_fragment_resolves(site: Path, documents: dict[str, html.HtmlElement]) -> None:
    anchors = {path: {e.get("id") for e in document.iter() if e.get("id")} for path, document in documents.items()}
    broken: Counter[str] = Counter()
    for path, document in documents.items():
        for target, fragment in _links(path, document):
            file = f"{target}index.html" if target == "" or target.endswith("/") else target
            if not (site / file).is_file():
                broken[f"no file {target}, e.g. from {path.split('/')[0]}"] += 1
            elif fragment and fragment not in anchors.get(file, set()):
                broken[f"no place {target}#{fragment} from {path}"] += 1
    assert dict(broken.most_common(12)) == {}


def test_every_link_is_relative_save_on_the_page_for_missing_ones(documents: dict[str, html.HtmlElement]) -> None:
    rooted = [
        (path, href)
        for path, document in documents.items()
        for href in document.xpath("//@href | //@src | //@action")
        if href.startswith("/") and path != "404.html"
    ]
    assert rooted == []


def test_every_page_of_the_plan_is_there(site: Path, pages: tuple[Page, ...]) -> None:
    assert [page.file for page in pages if not (site / page.file).is_file()] == []


def test_every_page_has_one_h1_a_title_of_its_own_and_headings_in_order(documents: dict[str, html.HtmlElement]) -> None:
    wrong, titles = [], Counter(str(d.findtext(".//title")).strip() for d in documents.values())
    for path, document in documents.items():
        levels = [int(h.tag[1]) for h in document.iter("h1", "h2", "h3", "h4", "h5", "h6")]
        main = document.xpath("//main")
        jumps = any(later - earlier > 1 for earlier, later in pairwise(levels))
        if levels.count(1) != 1 or len(main) != 1 or jumps:
            wrong.append((path, levels))
    assert wrong == []
    assert [title for title, count in titles.items() if count > 1] == []


def test_every_page_has_the_strict_policy_and_nothing_inline(documents: dict[str, html.HtmlElement]) -> None:
    wrong = []
    for path, document in documents.items():
        policy = document.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
        inline = document.xpath("//style | //*[@style] | //script[not(@src) and not(@type='application/ld+json')]")
        handlers = document.xpath("//@*[starts-with(name(), 'on')]")
        if "default-src 'none'" not in policy or inline or handlers:
            wrong.append(path)
    assert wrong == []


def test_no_identifier_is_given_twice_on_a_page(documents: dict[str, html.HtmlElement]) -> None:
    twice = {}
    for path, document in documents.items():
        counts = Counter(document.xpath("//@id"))
        if more := [name for name, count in counts.items() if count > 1]:
            twice[path] = more
    assert twice == {}


def test_all_styles_together_weigh_less_than_30_kb(site: Path) -> None:
    assert next(site.glob("theme/*/minutebook.css")).stat().st_size < 30_000


def test_a_typical_page_with_its_style_weighs_less_than_30_kb_compressed(site: Path, pages: tuple[Page, ...]) -> None:
    style = len(gzip.compress(next(site.glob("theme/*/minutebook.css")).read_bytes()))
    sizes = sorted(len(gzip.compress((site / p.file).read_bytes())) for p in pages if p.kind in {"meeting", "issue"})
    assert style + sizes[len(sizes) // 2] < 30_000


def test_what_pages_say_to_machines_is_json_of_schema_org(documents: dict[str, html.HtmlElement]) -> None:
    told = {path: document.xpath("//script[@type='application/ld+json']") for path, document in documents.items()}
    assert {path.split("/")[0] for path, blocks in told.items() if blocks} >= {"committees", "issues", "meetings"}
    for path, blocks in told.items():
        for block in blocks:
            assert json.loads(block.text)["@context"] == "https://schema.org", path


def test_every_page_of_a_record_describes_itself(
    documents: dict[str, html.HtmlElement], pages: tuple[Page, ...]
) -> None:
    """For search engines and for the cards that others show: a description, a card's title, and its own data."""
    for page in pages:
        head = documents[page.file].find("head")
        assert head.xpath("string(meta[@name='description']/@content)"), page.file
        if page.kind in {"issue", "meeting", "committee"}:
            assert head.xpath("string(meta[@property='og:title']/@content)"), page.file
            assert head.xpath("string(link[@type='application/json']/@href)").endswith("index.json"), page.file


def test_prose_pages_describe_themselves_too(documents: dict[str, html.HtmlElement]) -> None:
    head = documents["about/index.html"].find("head")
    wanted = "What Wendlestow is, what the archive holds, and how to read it."
    assert head.xpath("string(meta[@name='description']/@content)") == wanted
    assert head.xpath("string(meta[@property='og:title']/@content)") == "About this archive"
    assert head.xpath("string(meta[@property='og:description']/@content)") == wanted
