"""Addresses of the council's old site, in any spelling → keys that name what they show.

One page of ModernGov was linked in many ways: with a session in the path, a port, keys in any case and order,
decoration that changes nothing. A key ("meeting:8533") keeps what identifies and drops the rest. An address can have
several keys, best first: an item on a meeting's page, then the meeting. `theme/static/js/go/old-addresses.js` is the
twin of this module, and `tests/contract/old-addresses.json` holds both to the same answers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
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
_WITH_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.\-]*://", re.IGNORECASE)
# As nearly all are written: nothing in it that would have to be decoded, told apart, or left out.
_PLAIN: Final = re.compile(
    r"https?://([A-Za-z0-9\-.]+)((?:/[\w.~\-]+)*/?)(?:\?([\w.~\-&=]*))?(?:#([\w.~\-]*))?", re.ASCII
)
_HOST_FIRST: Final = re.compile(r"[a-z0-9\-]+(\.[a-z0-9\-]+)+(:\d+)?(/|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OldAddress:
    """What an old address asks for: the number of its origin (`None` where it names no host), its keys, best first."""

    origin: int | None
    keys: tuple[str, ...]


def read_address(text: str, origins: Sequence[str]) -> OldAddress | None:
    """What an address asks for; `None` where it is not an address of any of the origins."""
    host, path, query, fragment = _split(text.strip().replace("&amp;", "&"))
    origin = _origin_of(host, path, origins)
    if host and origin is None:
        return None
    keys = _keys(path, query, fragment) or _plain_keys(path, query)
    return OldAddress(origin, tuple(dict.fromkeys(keys)))


def kind_of(key: str) -> str:
    """What a key names: "meeting" of "meeting:8533"."""
    return key.partition(":")[0]


def without_session(path: str) -> str:
    """A decoded path without the segment in which the old system kept a reader's session."""
    return _SESSION.sub("", path)


def _split(text: str) -> tuple[str, str, dict[str, str], str]:
    """Host, path, query and fragment of an address in any spelling, all in lower case but the query's values."""
    plain = _PLAIN.fullmatch(text)
    if plain is not None:
        host, path, query, fragment = plain.groups("")
        return host.lower().removesuffix("."), path.lower(), _plain_query(query), fragment.lower()
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


def _origin_of(host: str, path: str, origins: Sequence[str]) -> int | None:
    """The number of the origin with this host and the longest beginning of this path."""
    found = [(len(folder), -number) for number, folder in _at_host(host, tuple(origins)) if path.startswith(folder)]
    return -max(found)[1] if host and found else None


@lru_cache(maxsize=64)
def _at_host(host: str, origins: tuple[str, ...]) -> tuple[tuple[int, str], ...]:
    """The numbers and the paths of the origins with this host."""
    known = enumerate(map(_host_and_folder, origins))
    return tuple((number, folder) for number, (at, folder) in known if at == host)


@lru_cache(maxsize=64)
def _host_and_folder(origin: str) -> tuple[str, str]:
    host, path, _, _ = _split(origin)
    return host, path.rstrip("/")


def _keys(path: str, query: dict[str, str], fragment: str) -> list[str]:
    """The keys of what a ModernGov address identifies, best first."""
    name = path.rpartition("/")[2]
    page = name.removesuffix(".aspx")
    if page == name:
        return _paper_keys(path, query)
    anchor = _FRAGMENT.fullmatch(fragment)
    keys = [f"{ITEM}:{anchor[1]}"] if anchor else []
    keys += [f"{kind}:{query[key].lower()}" for key, kind in BY_PAGE.get(page, ()) if key in query]
    return [*keys, f"{LIST}:{page}"] if page in LISTS else keys


def _paper_keys(path: str, query: dict[str, str]) -> list[str]:
    """The keys of a file: papers have numbers; a meeting's packs have a number and a kind."""
    match = _PAPER.search(path)
    if match is None:
        return []
    if match[1] == "s":
        return [f"{PAPER}:{match[2]}"]
    return [f"{PACK}:{match[2]}-{query['t']}", f"{PACK}:{match[2]}"] if "t" in query else [f"{PACK}:{match[2]}"]


def _plain_keys(path: str, query: dict[str, str]) -> list[str]:
    """The address itself without decoration, for what no rule knows."""
    kept = "&".join(f"{key}={query[key]}" for key in sorted(query) if key not in _DECORATION)
    bare = path.strip("/")
    return [f"{ADDRESS}:{bare}?{kept}" if kept else f"{ADDRESS}:{bare}"] if bare else []
