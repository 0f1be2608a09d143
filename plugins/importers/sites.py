"""Of which council's system a source is: its site, where the source tells it, and whether two sites are one council's.

Numbers are unique within one site only. What tells a site: where the source came from, else the addresses of the
system's own pages and files in it. A source that tells none is believed to be of the only site that is known; where
several are, of none of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from plugins.importers.drafts import Page

_MODERNGOV: Final = re.compile(
    r"(?i)https?://(?P<site>[a-z][a-z0-9.-]*\.[a-z]{2,}(?::\d+)?)(?:/[^\s\"'<>/]*){0,3}?/(?:(?:mg|ie|ce)[a-z0-9]+\.as[pm]x"
    r"|documents/[sg]\d+/|userdata/)"
)
_LEGISTAR: Final = re.compile(
    r"(?i)https?://(?:webapi\.legistar\.com/v1/([\w-]+)|([\w-]+)\.legistar1?\.com|legistar\d?\.granicus\.com/([\w-]+)/)"
)
_OPARL: Final = re.compile(r'"id"\s*:\s*"https?:(?:\\?/){2}(?P<site>[^"/\\]+)')
_NO_CLIENT: Final = frozenset({"webapi", "www", "legistar"})
Site = tuple[str, str]
"""A system and a site of it."""
_KEY: Final = re.compile(
    r"(moderngov|legistar):([^:]*(?::\d{2,5}(?=:))?):(committee|meeting|item|issue|decision|person|body|event|matter):(.+)"
)
_BARE: Final = re.compile(
    r"(moderngov:|legistar):((?:committee|meeting|item|issue|decision|person|body|event|matter):.+)"
)
# What stands in the addresses of many councils and names none.
_COMMON_WORDS: Final = """
www moderngov modgov mgov democracy democratic councillors councillor committee committees council cabinet meetings
decisions decision applications mycouncil gov org com net info app web api oparl ris ratsinfo ratsinformation session
sessionnet buergerinfo buergerinformation allris sdnet gremien politik opendata open data legistar legistar1 webapi
granicus public portal services online apps mg minutes local
"""
_COMMON: Final = frozenset(_COMMON_WORDS.split())
_SHORTEST: Final = 3


def told_site(page: Page, form: str) -> str:
    """The site that a source of a format is of; empty where it does not tell."""
    system = system_of(form)
    if system == "oparl":
        return _most(match["site"] for match in _OPARL.finditer(page.text))
    if system == "legistar":
        return _client(page.url or page.origin or "") or _client(page.text)
    return _host(page.url or page.origin or "") or _most(match["site"] for match in _MODERNGOV.finditer(page.text))


def _host(address: str) -> str:
    """The host of an address."""
    try:
        return urlsplit(address).netloc.casefold()
    except ValueError:
        return ""


def _client(text: str) -> str:
    """The client whose Legistar addresses a text has most often."""
    names = (next(name for name in match.groups() if name) for match in _LEGISTAR.finditer(text))
    return _most(name for name in names if name.casefold() not in _NO_CLIENT)


def _most(found: Iterable[str]) -> str:
    """What is found most often; of several the first of the alphabet."""
    counts = Counter(each.casefold() for each in found)
    return min(counts, key=lambda each: (-counts[each], each), default="")


def whole_key(key: str, site: str) -> str:
    """A key that tells no site, with the site."""
    match = _BARE.fullmatch(key) if site else None
    return f"{match[1].rstrip(':')}:{site}:{match[2]}" if match else key


def site_of(key: str) -> Site:
    """The system and site that a key tells, the site a host or a client's name; empty where it tells none."""
    match = _KEY.fullmatch(key)
    if match:
        return match[1], match[2]
    system, _, address = key.partition(":")
    return system, _host(address.partition(":")[2]) if system == "oparl" else ""


def system_of(form: str) -> str:
    """The system of a format: all of ModernGov's formats are one system's."""
    return form.partition("-")[0]


def names_in(site: str) -> frozenset[str]:
    """The words of a site that can be a council's name."""
    host = site.casefold().partition(":")[0]
    words = (host.rpartition(".")[0] or host).split(".")
    return frozenset(
        w for w in words if len(w) >= _SHORTEST and not w.isdigit() and w.rstrip("0123456789") not in _COMMON
    )


@lru_cache(maxsize=4096)
def are_one_council(site: str, other: str) -> bool:
    """Whether two sites may be one council's: they have a name in common, or one of them tells none."""
    ours, theirs = names_in(site), names_in(other)
    same = any(a.startswith(b) or b.startswith(a) for a in ours for b in theirs)
    return same or not ours or not theirs


def councils(sites: Iterable[str]) -> list[list[str]]:
    """The sites, those of one council together."""
    groups: list[list[str]] = []
    for site in sorted({each for each in sites if each}):
        group = next((group for group in groups if any(are_one_council(site, each) for each in group)), None)
        if group is None:
            groups.append([site])
        else:
            group.append(site)
    return groups


def settled_sites(told: Iterable[Site], known: Iterable[Site]) -> list[str]:
    """Each source's site: one that tells none is of the only council that others of its system, or records, tell."""
    sources = list(told)
    there = {*sources, *known}
    only = {system: _only([site for each, site in sources if each == system], there, system) for system, _ in there}
    return [site or only[system] for system, site in sources]


def _only(told: Iterable[str], there: Iterable[Site], system: str) -> str:
    """The site of the only council of a system; empty where there are several, or none."""
    groups = councils(site for each, site in there if each == system)
    return (_most(site for site in told if site) or groups[0][0]) if len(groups) == 1 else ""
