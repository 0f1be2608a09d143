"""For search engines: a map of all pages, in files of at most 50,000 addresses, and what a robot may read."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Final
from xml.etree.ElementTree import Element, ElementTree, SubElement

SITEMAP: Final = "sitemap.xml"
ROBOTS: Final = "robots.txt"
MOST: Final = 50_000
_NAMESPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemaps(addresses: Sequence[str], site_url: str, most: int = MOST) -> Iterator[tuple[str, bytes]]:
    """The files of the map: one, or an index and its parts where the pages are many. Addresses become absolute."""
    urls = [site_url + address for address in addresses]
    if len(urls) <= most:
        yield SITEMAP, _listing("urlset", "url", urls)
        return
    parts = [urls[start : start + most] for start in range(0, len(urls), most)]
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    yield SITEMAP, _listing("sitemapindex", "sitemap", [site_url + name for name in names])
    for name, part in zip(names, parts, strict=True):
        yield name, _listing("urlset", "url", part)


def robots(site_url: str) -> str:
    """What robots may read: everything; and where the map is, where the address of the site is known."""
    where = f"\nSitemap: {site_url}{SITEMAP}\n" if site_url else ""
    return f"User-agent: *\nAllow: /\n{where}"


def _listing(kind: str, entry: str, urls: Sequence[str]) -> bytes:
    root = Element(kind, xmlns=_NAMESPACE)
    for url in urls:
        SubElement(SubElement(root, entry), "loc").text = url
        root[-1].tail = "\n"
    file = io.BytesIO()
    ElementTree(root).write(file, encoding="utf-8", xml_declaration=True)
    return file.getvalue()
