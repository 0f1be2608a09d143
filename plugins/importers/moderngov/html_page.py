"""A page in HTML: what it is, and its lines without the frame that the council's site put around it.

The lines are then read by the grammars that read plain text; the markup adds where items begin, links and numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from plugins.importers.lines import Line
from plugins.importers.markup import TooDeepError, lines_of, parse, unseen_lines
from plugins.importers.moderngov.addresses import page_name
from plugins.importers.moderngov.headings import meeting_line
from plugins.importers.moderngov.labels import ISSUE_MEETINGS, page_kind
from plugins.importers.recognise import Unreadable

_CONTENT: Final = "#modgov"
_BY_ADDRESS: Final = {
    "ielistdocuments.aspx": "meeting",
    "mgai.aspx": "agenda-item",
    "ieissuedetails.aspx": "issue-meetings",
    "mgissuehistoryhome.aspx": "issue",
    "mgdecisiondetails.aspx": "issue-decisions",
    "iedecisiondetails.aspx": "decision",
    "mgdelegateddecisions.aspx": "register",
    "mglistofficerdecisions.aspx": "register",
    "mgcommitteedetails.aspx": "committee",
    "mglistcommittees.aspx": "committees",
    "ielistmeetings.aspx": "meetings",
    "mgmeetingattendance.aspx": "attendance",
    "mguserinfo.aspx": "person",
    "mgmemberindex.aspx": "people",
    "mglistplanitems.aspx": "plan",
    "celistdocuments.aspx": "old-meeting",
    "uucoverpage.aspx": "entry",
    "iedochome.aspx": "entry",
    "mgplanshome.aspx": "entry",
    "mglistplans.aspx": "entry",
}
_BY_ROLE: Final = (
    (frozenset({"mgItemTable", "#mgItemTable"}), "meeting"),
    (frozenset({"@Table of meeting attendance"}), "attendance"),
    (frozenset({"@Table of decision summary data"}), "register"),
    (frozenset({"mgUserBody", "mgUserSideBar"}), "person"),
)
_BY_TITLE: Final = {
    "committee details": "committee",
    "manylion pwyllgor": "committee",
    "manylion y pwyllgor": "committee",
    "strwythur pwyllgorau": "committees",
    "strwythur y pwyllgorau": "committees",
    "rhestr o bwyllgorau": "committees",
    "committee structure": "committees",
    "committees": "committees",
    "list of committees": "committees",
    "pwyllgorau": "committees",
    "browse meetings": "meetings",
    "pori cyfarfodydd": "meetings",
    "meeting attendance": "attendance",
    "attendance details": "attendance",
    "attendance": "attendance",
    "presenoldeb": "attendance",
    "presenoldeb yn y cyfarfod": "attendance",
    "presenoldeb cyfarfod": "attendance",
    "manylion presenoldeb": "attendance",
    "councillor details": "person",
    "manylion cynghorydd": "person",
    "manylion y cynghorydd": "person",
    "your councillors": "people",
    "councillors": "people",
    "eich cynghorwyr": "people",
    "decisions": "register",
    "decisions and recommendations": "register",
    "officer decisions": "register",
    "penderfyniadau": "register",
    "forward plan": "plan",
    "forward plan items": "plan",
    "plan items": "plan",
    "meeting documents": "old-meeting",
    "dogfennau'r cyfarfod": "old-meeting",
    "blaengynllun": "plan",
    "blaenraglen": "plan",
    "blaenraglen waith": "plan",
}


def read_lines(text: str) -> tuple[Line, ...] | Unreadable:
    """The visible lines of an HTML page, or why there are none."""
    found = read_markup(text)
    return found if isinstance(found, Unreadable) else found[0]


def read_markup(text: str) -> tuple[tuple[Line, ...], tuple[Line, ...]] | Unreadable:
    """The visible lines of an HTML page, and those that a class of the system hides; or why there are none."""
    try:
        root = parse(text)
    except TooDeepError:
        return Unreadable("its markup is nested deeper than that of any page")
    return Unreadable("it holds no markup") if root is None else (lines_of(root), unseen_lines(root))


def kind_of(lines: Sequence[Line], address: str | None) -> str | None:
    """What a page is: by its title, by its own address, by its markup; `None` where it is nothing that is known."""
    content, _ = apart(lines)
    headed = [line for line in content if not line.roles.isdisjoint(_TITLES)] or list(content[:_HEAD])
    by_title = (_by_title(line.text) for line in headed)
    by_role = (kind for roles, kind in _BY_ROLE if any(not line.roles.isdisjoint(roles) for line in content))
    by_lines = "issue-meetings" if any(meeting_line(line.text) for line in content) else None
    named = _BY_ADDRESS.get(page_name(address or ""))
    if named in _BY_ADDRESS_ALONE:
        return named
    return next(filter(None, by_title), None) or named or next(by_role, None) or by_lines


def is_entry(lines: Sequence[Line], url: str | None) -> bool:
    """Whether a page is the one that a site of the system begins with: it has the system's part, and no name."""
    return bool(url) and not page_name(url or "") and any(_CONTENT in line.roles for line in lines)


_BY_ADDRESS_ALONE: Final = frozenset({"entry", "old-meeting"})
_HEAD: Final = 12
_TITLES: Final = frozenset({"mgMainTitleTxt", "h1", "mgSectionTitle"})


_REGISTERS: Final = (
    "decisions published", "decisions recommendations", "officer decisions", "penderfyniadau a gyhoeddwyd",
    "penderfyniadau swyddogion", "penderfyniadau gan swyddogion",
)  # fmt: skip


def _by_title(text: str) -> str | None:
    """The kind of page that a title names."""
    folded = text.casefold().strip().rstrip(":.")
    if ISSUE_MEETINGS.fullmatch(text):
        return "issue-meetings"
    if folded.startswith(("search results", "canlyniadau chwilio", "search documents")):
        return "search"
    if folded.startswith(_REGISTERS):
        return "register"
    return _BY_TITLE.get(folded) or page_kind(text)


def apart(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The lines of the system's own part of the page, and those of the frame around it."""
    if not any(_CONTENT in line.roles for line in lines):
        return tuple(lines), ()
    inside = tuple(line for line in lines if _CONTENT in line.roles)
    return inside, tuple(line for line in lines if _CONTENT not in line.roles)
