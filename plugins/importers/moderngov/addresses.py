"""ModernGov's addresses and the keys that they give: committee, meeting, item, issue, decision, person.

Numbers are unique within one installation and one kind. A key is "moderngov:<host>:<kind>:<number>"; where the pages
came from is not told, the host is empty, and the numbers are believed to be of one site. Case, order and decoration of
parameters mean nothing; a session in the path is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, Literal
from urllib.parse import parse_qsl, urljoin, urlsplit

from plugins.importers.drafts import Page
from plugins.importers.lines import Line

Kind = Literal["committee", "meeting", "item", "issue", "decision", "person"]

_PARAMETERS: Final[dict[str, Kind]] = {
    "cid": "committee",
    "committeeid": "committee",
    "mid": "meeting",
    "meetingid": "meeting",
    "aiid": "item",
    "iid": "issue",
    "uid": "person",
}
_ID_OF_PAGE: Final[dict[str, Kind]] = {
    "mgcommitteedetails.aspx": "committee",
    "mgmeetingattendance.aspx": "meeting",
    "mgai.aspx": "item",
    "iedecisiondetails.aspx": "decision",
}
_SESSION = re.compile(r"/\((?:S|s|X)\([^()/]*\)\)|/%28S%28[^/]*%29%29", re.IGNORECASE)
_ITEM_ANCHOR = re.compile(r"#?AI(\d{1,9})", re.IGNORECASE)
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->")
_NUMBER = re.compile(r"\d{1,9}")
_FILE_PAGES: Final = ("mgconvert2pdf.aspx", "ceconvert2pdf.aspx")


def numbers(url: str) -> dict[Kind, str]:
    """What an address names, by kind."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return {}
    page = parts.path.rpartition("/")[2].casefold()
    found: dict[Kind, str] = {}
    for name, value in parse_qsl(parts.query):
        kind = _ID_OF_PAGE.get(page) if name.casefold() == "id" else _PARAMETERS.get(name.casefold())
        if kind and _NUMBER.fullmatch(value):
            found.setdefault(kind, value)
    anchor = _ITEM_ANCHOR.fullmatch(parts.fragment)
    if anchor and page.endswith("listdocuments.aspx"):
        found.setdefault("item", anchor[1])
    return found


def page_name(url: str) -> str:
    """The page of an address without its path, in lower case: "ielistdocuments.aspx"."""
    try:
        return urlsplit(url.strip()).path.rpartition("/")[2].casefold()
    except ValueError:
        return ""


def absolute(url: str, page: Page) -> str | None:
    """A web address that can be followed from anywhere, without its session; `None` for any other."""
    if not url.strip():
        return None
    try:
        whole = urljoin(page.url or page.origin or "", url.strip())
        scheme, host = urlsplit(whole).scheme, urlsplit(whole).netloc
    except ValueError:
        return None
    clean = _SESSION.sub("", whole).replace(" ", "%20")
    return clean if scheme in {"http", "https"} and host else None


def key(page: Page, kind: Kind, number: str) -> str:
    """The key of a thing of this page's site."""
    return f"moderngov:{_host(page)}:{kind}:{number}"


def _host(page: Page) -> str:
    """The site's host, if it is told."""
    try:
        return urlsplit(page.url or page.origin or "").netloc.casefold()
    except ValueError:
        return ""


def keys_of(page: Page, lines: Iterable[Line], kind: Kind) -> tuple[str, ...]:
    """The key of the kind that the lines' links give first, if any does."""
    found = next((number for url in _urls(lines) if (number := numbers(url).get(kind))), None)
    return (key(page, kind, found),) if found else ()


def _urls(lines: Iterable[Line]) -> Iterator[str]:
    """The addresses of the lines, in order."""
    return (link.url for line in lines for link in line.links)


def own_keys(page: Page, kind: Kind) -> tuple[str, ...]:
    """The key of the kind that the page's own address gives."""
    number = numbers(page.url or "").get(kind)
    return (key(page, kind, number),) if number else ()


def is_file(url: str) -> bool:
    """Whether an address is a document's and not a page's."""
    path = url.partition("?")[0].casefold()
    return bool(path) and (not path.endswith((".aspx", "/")) or page_name(url) in _FILE_PAGES)


def told_address(text: str) -> str | None:
    """The address that a saved page tells of itself in the comment that browsers write; `None` where it does not."""
    match = _SAVED_FROM.search(text[:4096])
    return match[1] if match and match[1].startswith(("http://", "https://")) else None
