"""A ModernGov site's addresses: which a decisions archive needs, in one spelling each, and why others are passed over.

One page is linked in many ways: with a session in the path, parameters in any case and order, decoration that changes
nothing. An `Address` has the one spelling that is asked for, and a key that all spellings of it share. Knows no page's
content and no network.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit

from plugins.collecting.pages import PAGES, SERVICE, UNWANTED, Kind, PageRule, Reason

SESSION: Final = re.compile(r"/(\((?:[A-Z]\([^()/]*\))+\))(?=/)", re.IGNORECASE)
_PAPER: Final = re.compile(r"documents/s(\d+)/.*\.(\w+)", re.IGNORECASE)
_PACK: Final = re.compile(r"documents/g(\d+)/.*", re.IGNORECASE)
_FOLDERS: Final = ("documents/", "olddocuments/", "data/", "published/")
_FILE: Final = re.compile(r".*\.(?:pdf|docx?|xlsx?|pptx?|rtf|odt|ods|csv|txt|zip)", re.IGNORECASE)
_BARE_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_NOT_ASKED: Final = re.compile(r"\s*(?:#|$|(?!https?:)[a-z][a-z0-9+.\-]*:)", re.IGNORECASE)
_SAFE: Final = "/%:@!$&'()*+,;=~-._"
_PORTS: Final = {"http": 80, "https": 443}


class OriginError(Exception):
    """What was given is not the address of a site."""

    def __init__(self, origin: str) -> None:
        """Say what was given and what was expected."""
        super().__init__(f'"{origin}" is no address of a site; expected one such as https://democracy.example.org/')


class Language(StrEnum):
    """Which language's pages are followed."""

    ONE = "one"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Wants:
    """What a person asked to be collected: from which year on, up to which year, with documents, in both languages."""

    first_year: int
    last_year: int
    documents: bool = True
    language: Language = Language.ONE


@dataclass(frozen=True, slots=True)
class Address:
    """An address that is wanted: the key that all its spellings share, the spelling that is asked for, and its kind.

    `turn` is the kind among which it is asked for; `walks` is told of an address that only leads on along a list.
    """

    key: str
    url: str
    kind: Kind
    turn: Kind
    walks: bool = False


@dataclass(frozen=True, slots=True)
class Skip:
    """An address that is not asked for, and why."""

    key: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Site:
    """One installation: its scheme, its host with the port, and the path that all its pages begin with."""

    scheme: str
    host: str
    root: str

    @classmethod
    def of(cls, origin: str) -> Site:
        """The site at an address; a page's address gives the site that the page is of."""
        try:
            parts = urlsplit(origin.strip())
            port = parts.port
        except ValueError as error:
            raise OriginError(origin) from error
        if parts.scheme not in _PORTS or not parts.hostname:
            raise OriginError(origin)
        folder, _, page = SESSION.sub("", parts.path or "/").rpartition("/")
        root = f"{folder}/" if "." in page or not page else f"{folder}/{page}/"
        return cls(parts.scheme, _host(parts.hostname, port, parts.scheme), root)

    @property
    def origin(self) -> str:
        """The address that all the site's addresses begin with."""
        return f"{self.scheme}://{self.host}{self.root}"

    def read(self, href: str, base: str, wants: Wants) -> Address | Skip | None:
        """What a link on the page `base` is; `None` where it leads to no page at all."""
        if _NOT_ASKED.match(href) and not href.strip().lower().startswith("http"):
            return None
        try:
            parts = urlsplit(urljoin(base, href.strip()))
            inside = self._is_inside(parts.scheme, parts.hostname or "", parts.port)
        except ValueError:
            return Skip(href, Reason.BROKEN)
        path = SESSION.sub("", parts.path.replace("%28", "(").replace("%29", ")")) or "/"
        if not inside or not f"{path}/".lower().startswith(self.root.lower()):
            return Skip(f"{parts.netloc}{path}".lower(), Reason.ELSEWHERE)
        return self._wanted(path[len(self.root) :], _parameters(parts.query), wants)

    def is_host_of(self, url: str) -> bool:
        """Whether an address is one of this site's host, whatever its path."""
        try:
            parts = urlsplit(url)
            return self._is_inside(parts.scheme, parts.hostname or "", parts.port)
        except ValueError:
            return False

    def with_session(self, url: str, session: str) -> str:
        """A page's address with the session that the site put into its own addresses; documents need none."""
        path = url.removeprefix(self.origin)
        is_page = ".aspx" in path.lower() or ".asmx" in path.lower()
        return f"{self.origin}{session}/{path}" if session and is_page else url

    def page(self, name: str, **parameters: str | int) -> str:
        """The address of a page by its name, `mgAi.aspx`, as a link on the site would have it."""
        return f"{self.origin}{name}" + (f"?{urlencode(parameters)}" if parameters else "")

    def _is_inside(self, scheme: str, host: str, port: int | None) -> bool:
        """Whether a host is this site's; with and without encryption is the same site."""
        usual = port is None or port == _PORTS.get(scheme)
        return scheme in _PORTS and (_host(host, port, scheme) == self.host or (usual and host == self.host))

    def _wanted(self, path: str, query: dict[str, str], wants: Wants) -> Address | Skip:
        """What an address of this site is, by its path and its parameters."""
        name = unquote(path).lower().rstrip("/")
        rule = PAGES.get(name)
        if query.get("lll") == "1" and wants.language is not Language.BOTH:
            return Skip(name, Reason.LANGUAGE)
        if rule is not None:
            return self._page(rule, query, wants)
        if name.startswith(_FOLDERS) or _FILE.fullmatch(name):
            return self._document(path, query, wants)
        return Skip(_plain(name, query), next((why for word, why in UNWANTED if word in name), Reason.UNNEEDED))

    def _page(self, rule: PageRule, query: dict[str, str], wants: Wants) -> Address | Skip:
        """A page that a rule knows, if its parameters name what it shows."""
        told = rule.read(query)
        if told is None:
            return Skip(_plain(rule.name.lower(), query), Reason.VIEW)
        if rule.kind is Kind.DOCUMENT and not wants.documents:
            return Skip(told.key, Reason.DOCUMENT)
        if told.year is not None and not wants.first_year <= told.year <= wants.last_year:
            return Skip(told.key, Reason.OLDER)
        welsh = {"LLL": "1"} if query.get("lll") == "1" else {}
        asked = urlencode({**told.parameters, **welsh})
        url = f"{self.origin}{rule.name}" + (f"?{asked}" if asked else "")
        return Address(told.key + ("&lll=1" if welsh else ""), url, rule.kind, rule.beside or rule.kind, told.walks)

    def _document(self, path: str, query: dict[str, str], wants: Wants) -> Address | Skip:
        """A file: papers and packs have numbers, whatever their names; the rest is known by its path."""
        plain = unquote(path)
        pack, paper = _PACK.fullmatch(plain), _PAPER.fullmatch(plain)
        kept = {"T": query["t"]} if "t" in query else {}
        key = f"file:{plain.lower()}"
        if paper:
            key = f"paper:{paper[1]}.{paper[2].lower()}"
        elif pack:
            key = f"pack:{pack[1]}-{query.get('t', '')}"
        if not wants.documents:
            return Skip(key, Reason.DOCUMENT)
        asked = quote(_BARE_PERCENT.sub("%25", path), safe=_SAFE)
        url = f"{self.origin}{asked}" + (f"?{urlencode(kept)}" if kept else "")
        return Address(key, url, Kind.DOCUMENT, Kind.DOCUMENT)


def service(method: str) -> str:
    """The name of a method of the web service, as `Site.page` takes it."""
    return f"{SERVICE}/{method}"


def _host(host: str, port: int | None, scheme: str) -> str:
    """A host with its port, if it is not the usual one."""
    name = host.lower().removesuffix(".")
    return name if port in {None, _PORTS.get(scheme)} else f"{name}:{port}"


def _parameters(query: str) -> dict[str, str]:
    """The parameters, their names in lower case, with their first values that are not empty."""
    found: dict[str, str] = {}
    for name, value in parse_qsl(query.replace("&amp;", "&")):
        if value.strip():
            found.setdefault(name.strip().lower(), value.strip())
    return found


def _plain(name: str, query: dict[str, str]) -> str:
    """A key for an address that no rule knows."""
    return f"{name}?{urlencode(sorted(query.items()))}"
