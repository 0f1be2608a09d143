"""Pages at the paths of the old site, for hosts that have no rules: each hands its query on to the page `/go/`.

A host that knows only files answers `/ieListDocuments.aspx?MId=5` with the folder of that name. Names are told apart by
case on most hosts, so each page stands there as the old system wrote it, in lower case, and as the records have it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote, urlsplit

from jinja2 import Environment

from plugins.archive.permalinks import root_of
from plugins.archive.records import ArchiveSettings
from plugins.permanence.old_addresses import without_session

TEMPLATE: Final = "pages/old-address.html"
_ENDING: Final = ".aspx"
_LONGEST: Final = 100
# As ModernGov writes them.
_NAMES: Final = (
    "ieListDocuments", "ieListMeetings", "ieDecisionDetails", "ieIssueDetails", "ieDocHome", "ieDocSearch",
    "mgAi", "mgCalendarMonthView", "mgCommitteeDetails", "mgConvert2PDF", "mgDecisionDetails",
    "mgDelegatedDecisions", "mgIssueHistoryChronology", "mgIssueHistoryHome", "mgListCommittees",
    "mgListOfficerDecisions", "mgMeetingAttendance", "mgMemberIndex", "mgUserInfo",
)  # fmt: skip


def stub_addresses(origins: Sequence[str], urls: Iterable[str]) -> tuple[str, ...]:
    """The addresses of the pages: known ones below each old site's own folder, and those that records name."""
    folders = sorted({_path(origin).rstrip("/") for origin in origins} or {""})
    known = {f"{folder}/{name}{_ENDING}" for folder in folders for one in _NAMES for name in (one, one.lower())}
    named = {path for path in map(_path, urls) if path.lower().endswith(_ENDING)}
    return tuple(sorted(f"{path.strip('/')}/" for path in known | named if _is_plain(path)))


def stub_pages(
    addresses: Iterable[str], settings: ArchiveSettings, templates: Environment, *, theme: str
) -> Iterator[tuple[str, str]]:
    """The file and the text of each page."""
    template = templates.get_template(TEMPLATE)
    frame = {"language": settings.language, "title": settings.title or settings.name, "theme": theme}
    for address in addresses:
        yield f"{address}index.html", template.render({**frame, "root": root_of(address)})


def _path(url: str) -> str:
    """The path of an address, decoded, without a session."""
    try:
        return without_session(unquote(urlsplit(url).path))
    except ValueError:
        return ""


def _is_plain(path: str) -> bool:
    """Whether a path can be a folder of ours: printable, and nothing in it that leads elsewhere."""
    parts = PurePosixPath(path.strip("/")).parts
    fit = all(not part.startswith(".") and len(part) < _LONGEST for part in parts)
    return fit and path.isprintable() and "\\" not in path
