"""Addresses of the council's old site, in any spelling → keys that name what they show.

One page of ModernGov was linked in many ways: with a session in the path, a port, keys in any case and order,
decoration that changes nothing. A key ("meeting:8533") keeps what identifies and drops the rest. An address can have
several keys, best first: an item on a meeting's page, then the meeting. `theme/static/js/go/old-addresses.js` is the
twin of this module, and `tests/contract/old-addresses.json` holds both to the same answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple
from urllib.parse import unquote, unquote_plus, urlsplit

ITEM: Final = "item"
MEETING: Final = "meeting"
COMMITTEE: Final = "committee"
ISSUE: Final = "issue"
DECISION: Final = "decision"
PERSON: Final = "person"
PAPER: Final = "paper"
PACK: Final = "pack"
ADDRESS: Final = "address"
LIST: Final = "list"

# Which key of a page's query identifies what, best first. `ID` and `AIId` of ieDecisionDetails number different things.
BY_PAGE: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "ielistdocuments": (("aiid", ITEM), ("mid", MEETING), ("meetingid", MEETING), ("cid", COMMITTEE)),
    "celistdocuments": (("mid", MEETING), ("meetingid", MEETING), ("cid", COMMITTEE), ("committeeid", COMMITTEE)),
    "mgai": (("id", ITEM),),
    "iedecisiondetails": (("aiid", ITEM), ("id", DECISION)),
    "ieissuedetails": (("iid", ISSUE),),
    "mgissuehistoryhome": (("iid", ISSUE),),
    "mgissuehistorychronology": (("iid", ISSUE),),
    "mgdecisiondetails": (("iid", ISSUE), ("aiid", ITEM)),
    "mgcommitteedetails": (("id", COMMITTEE),),
    "ielistmeetings": (("cid", COMMITTEE), ("committeeid", COMMITTEE)),
    "mgmeetingattendance": (("id", MEETING),),
    "mguserinfo": (("uid", PERSON),),
    "mgdeclarationsubmission": (("uid", PERSON),),
    "mgconvert2pdf": (("id", "attachment"),),
}
# Pages that list: they have a counterpart on every site of ours.
LISTS: Final[Mapping[str, str]] = {
    "mglistcommittees": "committees/",
    "iedochome": "meetings/",
    "mgcalendarmonthview": "meetings/",
    "mgcalendarweekview": "meetings/",
    "mgdelegateddecisions": "decisions/",
    "mglistofficerdecisions": "decisions/",
    "mgmemberindex": "people/",
    "mgmemberindexward": "people/",
    "iedocsearch": "search/",
    "iesearchresults2": "search/",
    "mgwhatsnew": "",
}
_DECORATION: Final = frozenset({"ver", "j", "bcr", "opt", "optionid", "xxr", "$lo$", "a", "planid", "rpid", "isatt"})
_SESSION: Final = re.compile(r"/\(s\([^/]*\)\)", re.IGNORECASE)
_PAPER: Final = re.compile(r"(?:^|/)documents/(s|g)(\d+)(?:/|$)")
_FRAGMENT: Final = re.compile(r"ai(\d+)")
_PAGE: Final = ".aspx"
_WITH_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.\-]*://", re.IGNORECASE)
# As nearly all are written: nothing in it that would have to be decoded, told apart, or left out.
_PLAIN: Final = re.compile(
    r"https?://([A-Za-z0-9\-.]+)((?:/[\w.~\-]+)*/?)(?:\?([\w.~\-&=]*))?(?:#([\w.~\-]*))?", re.ASCII
)
_HOST_FIRST: Final = re.compile(r"[a-z0-9\-]+(\.[a-z0-9\-]+)+(:\d+)?(/|$)", re.IGNORECASE)


class OldAddress(NamedTuple):
    """What an old address asks for: the number of its origin (`None` where it names no host), its keys, best first."""

    origin: int | None
    keys: tuple[str, ...]


class Origins:
    """Old sites, to be told apart by the hosts and the paths of addresses."""

    def __init__(self, origins: Iterable[str]) -> None:
        """The sites, in the order of their numbers."""
        self._at_host: dict[str, list[tuple[int, str]]] = {}
        for number, (host, path, _) in enumerate(map(asked_by, origins)):
            self._at_host.setdefault(host, []).append((number, path.rstrip("/")))
        for found in self._at_host.values():
            found.sort(key=lambda one: (-len(one[1]), one[0]))

    def number_of(self, host: str, path: str) -> int | None:
        """The number of the origin with this host and the longest beginning of this path."""
        for number, folder in self._at_host.get(host, ()) if host else ():
            if path.startswith(folder):
                return number
        return None


def read_address(text: str, origins: Sequence[str]) -> OldAddress | None:
    """What an address asks for; `None` where it is not an address of any of the origins."""
    host, path, keys = asked_by(text)
    origin = _told_apart(tuple(origins)).number_of(host, path)
    return None if host and origin is None else OldAddress(origin, keys)


@lru_cache(maxsize=64)
def _told_apart(origins: tuple[str, ...]) -> Origins:
    """Origins that are asked for again and again."""
    return Origins(origins)


def asked_by(text: str) -> tuple[str, str, tuple[str, ...]]:
    """What an address asks for of whatever host: the host ("" where it names none), the path, its keys, best first."""
    plain = _PLAIN.fullmatch(text)
    if plain is None:
        host, path, query, fragment = _split(text.strip().replace("&amp;", "&"))
    else:
        host, path, said, fragment = plain.groups("")
        host, path, fragment = host.lower().removesuffix("."), path.lower(), fragment.lower()
        query = _plain_query(said) if said else {}
    return host, path, _keys(path, query, fragment) or _plain_keys(path, query)


def kind_of(key: str) -> str:
    """What a key names: "meeting" of "meeting:8533"."""
    return key.partition(":")[0]


def without_session(path: str) -> str:
    """A decoded path without the segment in which the old system kept a reader's session."""
    return _SESSION.sub("", path)


def _split(text: str) -> tuple[str, str, dict[str, str], str]:
    """Host, path, query and fragment of an address in any spelling, all in lower case but the query's values."""
    if not _WITH_SCHEME.match(text):
        text = f"//{text.lstrip('/')}" if text.startswith("//") or _HOST_FIRST.match(text) else text
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").removesuffix(".")
    except ValueError:
        return "?", "", {}, ""
    path = without_session(unquote(parts.path)).lower()
    return host, re.sub(r"/+", "/", path), _query(parts.query), parts.fragment.lower()


def _plain_query(text: str) -> dict[str, str]:
    """The same as `_query` where nothing is to be decoded."""
    values: dict[str, str] = {}
    for pair in text.split("&"):
        key, _, value = pair.partition("=")
        if key and value:
            values.setdefault(key.lower(), value)
    return values


def _query(text: str) -> dict[str, str]:
    """The keys, lower-case, with their first values that are not empty."""
    values: dict[str, str] = {}
    for pair in text.split("&"):
        key, _, value = pair.partition("=")
        name, said = unquote_plus(key).strip().lower(), unquote_plus(value).strip()
        if name and said:
            values.setdefault(name, said)
    return values


def _keys(path: str, query: dict[str, str], fragment: str) -> tuple[str, ...]:
    """The keys of what a ModernGov address identifies, best first, each once."""
    if not path.endswith(_PAGE):
        return _paper_keys(path, query)
    page = path[path.rfind("/") + 1 : -len(_PAGE)]
    anchor = _FRAGMENT.fullmatch(fragment) if fragment else None
    keys = [f"{ITEM}:{anchor[1]}"] if anchor else []
    keys += [f"{kind}:{query[key].lower()}" for key, kind in BY_PAGE.get(page, ()) if key in query]
    if page in LISTS:
        keys.append(f"{LIST}:{page}")
    return tuple(dict.fromkeys(keys))


def _paper_keys(path: str, query: dict[str, str]) -> tuple[str, ...]:
    """The keys of a file: papers have numbers; a meeting's packs have a number and a kind."""
    match = _PAPER.search(path)
    if match is None:
        return ()
    kind, number = match.groups()
    if kind == "s":
        return (f"{PAPER}:{number}",)
    return (f"{PACK}:{number}-{query['t']}", f"{PACK}:{number}") if "t" in query else (f"{PACK}:{number}",)


def _plain_keys(path: str, query: dict[str, str]) -> tuple[str, ...]:
    """The address itself without decoration, for what no rule knows."""
    kept = "&".join(f"{key}={query[key]}" for key in sorted(query) if key not in _DECORATION)
    bare = path.strip("/")
    return (f"{ADDRESS}:{bare}?{kept}" if kept else f"{ADDRESS}:{bare}",) if bare else ()
