"""The words that ModernGov prints around a council's own: labels, page titles, furniture. English and Welsh.

A label is matched as a whole line or at a line's start with a colon; case and a missing colon are forgiven.
"""

from __future__ import annotations

import re
from typing import Final, Literal

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

ISSUE_MEETINGS: Final = re.compile(r"(?i)issue\s*[-–—]\s*(?:items\s+at\s+)?meetings(?:\s*[-–—]\s*(?P<title>.+))?")

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
    r"(?i)back to (?:the )?top(?: of (?:the )?page)?|skip to (?:main )?content|"
    r"view the (?:decision|background|declarations of interest|minutes|reasons)s? (?:for|to|of) item .{1,20}"
)
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


def is_furniture(text: str) -> bool:
    """Whether the line, at the top or end of a page, belongs to the site's frame."""
    return text.casefold() in _FURNITURE_LINES or _SURE_FURNITURE.fullmatch(text) is not None


def is_sure_furniture(text: str) -> bool:
    """Whether the line belongs to the site's frame wherever it stands."""
    return _SURE_FURNITURE.fullmatch(text) is not None


def is_subheading(text: str) -> bool:
    """Whether a line of prose is one of the headings that councils put into decisions and minutes."""
    return _SUBHEADING.fullmatch(text) is not None
