"""The words that ModernGov prints around a council's own: labels, page titles, furniture. English and Welsh.

A label is matched as a whole line or at a line's start with a colon; case and a missing colon are forgiven.
"""

from __future__ import annotations

import re
from typing import Final, Literal

from plugins.importers.lines import Line

Section = Literal["documents", "decision", "minutes"]

_SECTIONS: Final[dict[str, Section]] = {
    "additional documents": "documents",
    "additional document": "documents",
    "dogfennau ychwanegol": "documents",
    "decision": "decision",
    "decisions": "decision",
    "penderfyniad": "decision",
    "penderfyniadau": "decision",
    "minutes": "minutes",
    "draft minutes": "minutes",
    "cofnodion": "minutes",
}
_LABELLED = re.compile(r"([A-Za-z ]{7,21}?)\s?:\s*(.*)", re.DOTALL)

INLINE_LABELS: Final = re.compile(
    r"\s*\b((?:Additional documents|Decision|Minutes|Dogfennau ychwanegol|Penderfyniad|Cofnodion):)\s*"
)
_MEETING_TITLE = (
    r"(?:agendas?, meetings and minutes\s*[-–—]\s*)?(?:"
    r"(?:agenda|decisions?|(?:draft |printed )?minutes|meeting details)"
    r"(?:(?:,| and|, and)\s+(?:agenda|decisions?|(?:draft |printed )?minutes))*"
    r"|(?:rhaglen|agenda|penderfyniadau|cofnodion)(?:(?:,| a| ac)\s+(?:ph?enderfyniadau|ch?ofnodion(?: drafft)?))*)"
)
PAGE_KINDS: Final = (
    ("issue-decisions", re.compile(r"issue\s*[-–—]\s*decisions|mater\s*[-–—]\s*penderfyniadau")),
    (
        "issue",
        re.compile(r"issue details|issue history|manylion y mater|manylion mater|issue\s*[-–—]\s*(?:home|details)"),
    ),
    (
        "decision",
        re.compile(r"(?:officer )?decision details|manylion(?: y| am y)? penderfyniad(?: swyddog)?"),
    ),
    ("agenda-item", re.compile(r"agenda item|eitem (?:ar yr )?agenda|eitem (?:ar y )?rhaglen|agenda item details")),
    ("old-meeting", re.compile(r"committee documents|dogfennau'r pwyllgor|dogfennau pwyllgor")),
    ("meeting", re.compile(_MEETING_TITLE)),
)

REGISTER_ENTRY: Final = re.compile(
    r"(?P<date>\d{1,2}/\d{1,2}/\d{4})\s*[-–—]\s*(?P<title>.+?)\s+ref:\s*(?P<number>\d+)\s*(?P<status>.*)", re.DOTALL
)
ISSUE_MEETINGS: Final = re.compile(
    r"(?i)(?:issue\s*[-–—]\s*(?:items\s+at\s+)?meetings|mater\s*[-–—]\s*(?:eitemau\s+mewn\s+)?cyfarfodydd)(?:\s*[-–—]\s*(?P<title>.+))?"
)

_FURNITURE: Final = frozenset(
    """
    accessibility
    accessibility statement
    a to z
    back
    back to top
    back to the top
    back to the top of the page
    back to top of page
    bookmark this page
    browse
    close
    contact us
    cookies
    cymraeg
    email this page
    feedback
    find out more about this issue
    share this item
    items
    no. item
    no item
    no. | item |
    media
    webcast
    supporting documents:
    view directions
    attendance details
    eitemau
    rhif. eitem
    rhif eitem
    rhif. eitem
    cyfarwyddiadau
    manylion presenoldeb
    councillors and committees
    agenda items
    related decisions
    related meetings
    mae'r dudalen hon ar gael yn saesneg
    help
    home
    issue details
    issue history
    link to this page
    listen
    login
    log in
    menu
    navigation
    next
    previous
    print
    print this page
    printable version
    privacy
    rss
    search
    share
    share this page
    sign in
    site map
    sitemap
    skip to content
    skip to main content
    top of page
    view directions
    yn ôl i'r brig
    adborth
    """.strip().split("\n")
)
_FURNITURE_LINES: Final = frozenset(line.strip() for line in _FURNITURE)
_SURE_FURNITURE: Final = re.compile(
    r"(?i)back to (?:the )?top(?: of (?:the )?page)?|skip to (?:main )?content|share this item|[\s|:\-–—=_]{3,}|"
    r"view the (?:decision|background|declarations of interest|minutes|reasons)s? (?:for|to|of) item .{1,20}|"
    r"(?:pdf|docx?|html?) icon"
)
_FRAME_ROLES: Final = frozenset({"mgActionList", "mgLinks", "mgFooter", "mgTabs", "control", "nav", "header", "footer"})
_ITEMS_HEADING: Final = re.compile(r"(?i)items|eitemau|(?:no\.?|rhif\.?)[\s|]*(?:item|eitem)[\s|]*")
_SUBHEADING: Final = re.compile(
    r"(?:(?:Advice|ADVICE|Decisions?|DECISIONS?)\s+(?:of|OF)\s+(?:(?:the|THE)\s+)?[A-Z][^.:;]{2,80}"
    r"|Matters? for [Dd]ecision|Reasons? for (?:the )?[Dd]ecisions?"
    r"|(?:Any )?[Aa]lternative [Oo]ptions? [Cc]onsidered(?: and [Rr]ejected)?"
    r"|Scrutiny [Cc]onsiderations?"
    r"|Conflicts? of [Ii]nterests? [Dd]eclared(?: by [^.:;]{2,60})?(?: and [^.:;]{2,60})?"
    r"|Recommendations? (?:of|from) (?:the )?[A-Z][^.:;]{2,80})"
    r"\s*:?"
)


def section_label(text: str) -> tuple[Section, str] | None:
    """The section that a line begins, and the words after the label on the same line; `None` for any other line."""
    whole = _SECTIONS.get(text.strip().rstrip(":").rstrip().casefold())
    if whole is not None and text.rstrip().endswith(":"):
        return whole, ""
    match = _LABELLED.fullmatch(text)
    section = _SECTIONS.get(match[1].strip().casefold()) if match else None
    return (section, match[2]) if match and section else None


def page_kind(text: str) -> str | None:
    """The kind of page that a page's title names; `None` where the line is no such title."""
    folded = text.casefold().strip()
    return next((kind for kind, title in PAGE_KINDS if title.fullmatch(folded)), None)


def is_furniture(line: Line) -> bool:
    """Whether the line, at the top or end of a page, belongs to the site's frame."""
    return line.text.casefold() in _FURNITURE_LINES or is_sure_furniture(line)


def is_items_heading(text: str) -> bool:
    """Whether a line heads the items of a meeting: "Items", "No. Item"."""
    return _ITEMS_HEADING.fullmatch(text) is not None


def is_sure_furniture(line: Line) -> bool:
    """Whether the line belongs to the site's frame wherever it stands, by its words or by the markup around it."""
    return not line.roles.isdisjoint(_FRAME_ROLES) or _SURE_FURNITURE.fullmatch(line.text) is not None


def is_subheading(text: str) -> bool:
    """Whether a line of prose is one of the headings that councils put into decisions and minutes."""
    return _SUBHEADING.fullmatch(text) is not None
