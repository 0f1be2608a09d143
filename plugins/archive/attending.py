"""Who was there and who was not, as the items of a meeting tell it in their words.

present    = ("Present" | "In attendance" | "Also present") (":" | "-") names
apologies  = "Apologies" … ("from" | "by" | "on behalf of" | ":") names | names "sent" | "gave" … "apologies"
substitute = NAME ("substituted for" | "as substitute for" | "in place of" | "stood in for") NAME
           | NAME ("was substituted by" | "was represented by" | "was replaced by") NAME | NAME "(" NAME "substituting)"
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from plugins.archive.people_named import FIRST, LAST, LIST, NAME, TITLE, names
from plugins.archive.records import Attendance
from plugins.archive.vocabulary import AttendanceStatus

_BEFORE, _AFTER = 400, 3000
_APOLOGIES: Final = re.compile(
    r"(?i)\bapolog(?:y|ies)\b(?![^.]{0,40}\blate)(?:[^.:]{0,80}?\b(?:from|on\s+behalf\s+of"
    r"|by)\s+(?:the\s+following[^:.]{0,40}:\s*)?"
    r"|(?:\s+for\s+(?:non-?\s?)?(?:absence|attendance))?(?:\s+(?:were\s+)?received)?\s*[:–-]\s*)"
)
# "… from Councillor Ash and Councillor Elm attended as substitute": the last one did something else.
_DOES: Final = re.compile(r"\s+(?:attended|was|were|acted|had|substituted|would|took)\b")
_SENT: Final = re.compile(
    r"\s+(?:had\s+|have\s+|has\s+)?(?:each\s+)?(?:sent|gave|given|submitted|tendered|offered)\s+(?:his\s+"
    r"|her\s+|their\s+)?apologies\b(?!\s+for\s+late)"
)
_STOOD_IN: Final = re.compile(
    r"\s*\(?\s*(?:(?:had|has|was|were|is|been|appointed|attended|acted|attending|acting"
    r"|present)\s+){0,4}(?:as\s+(?:a\s+|the\s+)?)?"
    r"(?:(?:substitut(?:e|ed|ing)|deputis(?:ed|ing)|sub|stood\s+in|standing\s+in)\s+(?:member\s+)?(?:for"
    r"|on\s+behalf\s+of)"
    r"|in\s+(?:the\s+)?place\s+of|replac(?:ed|ing))\s+"
)
_WAS_REPLACED: Final = re.compile(
    r"\s*\(?\s*(?:(?:was|had\s+been|being)\s+)?(?:substituted|represented|replaced)\s+by\s+"
    r"|\s*\(\s*(?=[^()]{3,60}\s(?:substitut|deputis|as\s+(?:a\s+)?substitute))"
)
_PRESENT: Final = re.compile(
    r"(?P<how>(?:Members\s+)?(?:Present|PRESENT)|(?:Also\s+)?[Ii]n\s+[Aa]ttendance|IN\s+ATTENDANCE"
    r"|Also\s+[Pp]resent|ALSO\s+PRESENT|Members\s+present)\s*[:–-]\s*"
)
_ROLE: Final = re.compile(
    r"\s*\((?P<role>(?:(?:in\s+the\s+)?(?:Vice|Deputy)?[\s-]?Chair(?:man|woman|person)?|in\s+the\s+Chair"
    r"|(?:Deputy\s+|Lord\s+)?Mayor|Leader|Vice[\s-]Chair\w*))\)$",
    re.IGNORECASE,
)
_INSTEAD: Final = re.compile(
    rf"\s*\((?:as\s+)?(?:a\s+)?(?:substitut\w+|deputis\w+|sub)\s+for\s+(?P<whom>(?:{TITLE}\s+)?{NAME})\)$"
)


def may_tell_of_attendance(text: str) -> bool:
    """Whether a text may say who was there or not."""
    return any(
        word in text
        for word in (
            "polog",
            "ubstitut",
            "eputis",
            "place of",
            "resent",
            "RESENT",
            "ttendance",
            "TTENDANCE",
            "replaced",
        )
    )


def attending(text: str, pointer: str | None) -> Iterator[Attendance]:
    """Everyone of whom a paragraph says that they came, stood in for another, or sent apologies."""
    stood = list(_stood_in(text))
    for who, whom in stood:
        yield Attendance(name=who, status=AttendanceStatus.SUBSTITUTE, substitute_for=whom, paragraph=pointer)
    for name in dict.fromkeys(_sent_apologies(text)):
        yield Attendance(name=name, status=AttendanceStatus.APOLOGIES, paragraph=pointer)
    substitutes = {who for who, _ in stood}
    yield from (each for each in _present(text, pointer) if each.name not in substitutes)


def _sent_apologies(text: str) -> Iterator[str]:
    """Those whose apologies a paragraph gives."""
    for match in _APOLOGIES.finditer(text):
        listed = LIST.match(text, match.end(), match.end() + _AFTER)
        if listed:
            found = names(listed[0])
            yield from found[:-1] if _DOES.match(text, listed.end()) else found
    for match in _SENT.finditer(text):
        start = max(0, match.start() - _BEFORE)
        lists = [each for each in LIST.finditer(text, start, match.start()) if each.end() == match.start()]
        yield from names(lists[-1][0]) if lists else ()


def _stood_in(text: str) -> Iterator[tuple[str, str]]:
    """Who stood in for whom."""
    for match in _STOOD_IN.finditer(text):
        who, whom = _around(text, match)
        if who and whom:
            yield who, whom
    for match in _WAS_REPLACED.finditer(text):
        whom, who = _around(text, match)
        if who and whom:
            yield who, whom


def _around(text: str, match: re.Match[str]) -> tuple[str | None, str | None]:
    """The names right before and right behind some words."""
    before = LAST.search(text, max(0, match.start() - _BEFORE), match.start())
    behind = FIRST.match(text, match.end())
    return before["name"] if before else None, behind["name"] if behind else None


def _present(text: str, pointer: str | None) -> Iterator[Attendance]:
    """Those who were there, where a paragraph lists them."""
    match = _PRESENT.match(text)
    listed = LIST.match(text, match.end(), match.end() + _AFTER) if match else None
    if match is None or listed is None:
        return
    there = "ttend" in match["how"] or "TTEND" in match["how"] or match["how"].upper().startswith("ALSO")
    status = AttendanceStatus.IN_ATTENDANCE if there else AttendanceStatus.PRESENT
    for name in names(listed[0]):
        yield _one_present(name, status, pointer)


def _one_present(name: str, status: AttendanceStatus, pointer: str | None) -> Attendance:
    """One who was there, with the role or the substitution that stands in brackets behind the name."""
    role, instead = _ROLE.search(name), _INSTEAD.search(name)
    if instead:
        bare = name[: instead.start()]
        return Attendance(
            name=bare, status=AttendanceStatus.SUBSTITUTE, substitute_for=instead["whom"], paragraph=pointer
        )
    return Attendance(
        name=name[: role.start()] if role else name,
        status=status,
        role=role["role"] if role else None,
        paragraph=pointer,
    )
