"""Pagefind over the same documents: one plain page each, its own index, asked through its own API in Chromium."""

from __future__ import annotations

import html
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from plugins.search.documents import SearchDocument, Searched
from tests.bench import installing
from tests.bench.engines import Answers
from tests.bench.judged import SHOWN
from tests.bench.measuring import Cost, measured
from tests.bench.serving import served
from tests.support.chromium import find_chromium

PAGE = Path(__file__).parent / "peers" / "pagefind"
_A_FOLDER = 1000


class PagefindIndex:
    """The pages of an archive's documents, indexed. Ask it as often as you like."""

    name = "Pagefind"

    def __init__(self, searched: Searched, folder: Path) -> None:
        self._pages, self.bundle = folder / "pages", folder / "bundle"
        self._ids = {address_of(number): one.id for number, one in enumerate(searched.documents)}
        write_pages(searched, self._pages)

    def build(self) -> Cost:
        """Index the pages; what it cost."""
        shutil.rmtree(self.bundle, ignore_errors=True)
        given = ["--site", str(self._pages), "--output-path", str(self.bundle), "--quiet"]
        return measured([installing.pagefind(), *given])

    def answers(self, queries: Sequence[str]) -> Answers:
        """The first ten documents for each query."""
        self.build()
        with asked(self.bundle) as page:
            found = page.evaluate("queries => window.all(queries)", [list(queries), SHOWN])
        return [[self._ids[address.lstrip("/")] for address in addresses] for addresses in found]


@contextmanager
def asked(bundle: Path) -> Iterator[Page]:
    """A page in Chromium that can ask a Pagefind index."""
    with sync_playwright() as playwright, served({"page": PAGE, "bundle": bundle}) as host:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"{host.address}page/")
        page.wait_for_function("() => Boolean(window.all)")
        yield page
        browser.close()


def address_of(number: int) -> str:
    """Where a document's page lies."""
    return f"{number // _A_FOLDER:03d}/{number:06d}.html"


def write_pages(searched: Searched, folder: Path) -> None:
    """Write one page a document."""
    shutil.rmtree(folder, ignore_errors=True)
    for number, document in enumerate(searched.documents):
        path = folder / address_of(number)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_page(document, searched.language), encoding="utf-8")


def _page(document: SearchDocument, language: str) -> str:
    """A page with a document's words, and what Pagefind filters and sorts by."""
    title = html.escape(document.title)
    body = "".join(f"<p>{html.escape(one.text)}</p>\n" for one in document.passages if one.field != "title")
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title></head>\n'
        f"<body><main data-pagefind-body><h1{_told(document)}>{title}</h1>\n{body}"
        f"<p>{html.escape(' '.join(document.references))}</p></main></body></html>\n"
    )


def _told(document: SearchDocument) -> str:
    """Filters and the sorting day, as Pagefind wants them told."""
    facts = {"kind": document.kind, "committee": document.committee, "outcome": document.outcome}
    year = {"year": str(document.date.year)} if document.date else {}
    given = {name: value for name, value in (facts | year).items() if value}
    told = "".join(f' data-{name}="{html.escape(value)}"' for name, value in given.items())
    filters = ", ".join(f"{name}[data-{name}]" for name in given)
    day = f' data-day="{document.date}" data-pagefind-sort="day[data-day]"' if document.date else ""
    return f'{told} data-pagefind-filter="{filters}"{day}'
