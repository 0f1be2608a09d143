"""Pages about committees and people: committee details, lists of committees, a councillor, a meeting's attendance.

committee  = title ("Purpose…" line*)? ("Membership" member*)? other-line*
member     = NAME ("(" ROLE ")")?                 a link to the person
attendance = heading (NAME ROLE? STATUS)*          a row for each person
person     = NAME (label value)* ("Committee appointments" member*)?
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Final

from plugins.archive.records import (
    Attendance,
    AttendanceStatus,
    Committee,
    DatedName,
    Meeting,
    Member,
    Person,
    PersonId,
    Source,
)
from plugins.importers.commonmark import Piece, compose, escape
from plugins.importers.drafts import Page, Reading, What
from plugins.importers.found import Found
from plugins.importers.known import person_slug
from plugins.importers.lines import Line
from plugins.importers.moderngov.addresses import key, keys_of, numbers, own_keys, page_name
from plugins.importers.moderngov.headings import committee_name, meeting_heading
from plugins.importers.moderngov.labels import is_furniture
from plugins.importers.moderngov.sections import prose

NO_NAME: Final = "the page does not name its committee"
NO_PERSON: Final = "the page does not name its councillor"
NO_MEETING: Final = "the page does not say which meeting it is of"
_ROLE = re.compile(r"(?P<name>.+?)\s*\((?P<role>[^()]{2,60})\)\s*")
_PURPOSE = re.compile(
    r"(?i)purpose(?: of (?:the )?committee)?|terms of reference|information about .+"
    r"|(?:pwrpas|diben)(?: y pwyllgor)?|cylch gorchwyl"
)
_MEMBERS = re.compile(r"(?i)membership|members|committee members|aelodaeth|aelodau(?: (?:y )?pwyllgor)?")
_PERSON_PAGES: Final = frozenset({"mguserinfo.aspx"})
_STATUSES: Final = (
    ("substitut", AttendanceStatus.SUBSTITUTE),
    ("dirprwy", AttendanceStatus.SUBSTITUTE),
    ("eilydd", AttendanceStatus.SUBSTITUTE),
    ("apolog", AttendanceStatus.APOLOGIES),
    ("ymddiheur", AttendanceStatus.APOLOGIES),
    ("in attendance", AttendanceStatus.IN_ATTENDANCE),
    ("yn bresennol hefyd", AttendanceStatus.IN_ATTENDANCE),
    ("mewn presenoldeb", AttendanceStatus.IN_ATTENDANCE),
    ("o bell", AttendanceStatus.REMOTE),
    ("rhithiol", AttendanceStatus.REMOTE),
    ("remote", AttendanceStatus.REMOTE),
    ("virtual", AttendanceStatus.REMOTE),
    ("absent", AttendanceStatus.ABSENT),
    ("absennol", AttendanceStatus.ABSENT),
    ("expected", AttendanceStatus.EXPECTED),
    ("disgwyliedig", AttendanceStatus.EXPECTED),
    ("present", AttendanceStatus.PRESENT),
    ("attended", AttendanceStatus.PRESENT),
    ("presennol", AttendanceStatus.PRESENT),
    ("bresennol", AttendanceStatus.PRESENT),
    ("mynychodd", AttendanceStatus.PRESENT),
)


def attendance_status(text: str) -> AttendanceStatus | None:
    """How a person stood to a meeting, by the words of the system; `None` for words that are no such thing."""
    folded = text.casefold()
    return next((status for word, status in _STATUSES if word in folded), None)


def token(name: str) -> PersonId:
    """What drafts of one page call a person."""
    return PersonId(f"person:{person_slug(name)}")


# --- a committee -------------------------------------------------------------------------------------------------


def read_committee(page: Page, lines: Sequence[Line], what: What) -> Reading:
    """A committee with its purpose and members."""
    found = Found()
    title = next((line for line in lines if "mgSubTitleTxt" in line.roles or "h2" in line.roles), None)
    if title is None:
        found.nowhere(lines, NO_NAME)
        return found.reading(what)
    source = page.source(what, title.number)
    members = tuple(_member(line, page, source, found) for line in lines if _is_member(line))
    purpose = _purpose(lines, title, found)
    printed = committee_name(title.text)
    found.scaffold(title.number, printed.scaffold)
    record = Committee(names=printed.names, purpose=prose(purpose), members=members, sources=(source,))
    keys = own_keys(page, "committee") or keys_of(page, lines, "committee")
    found.draft(record, f"committee:{title.text}", keys)
    return found.reading(what)


def _is_member(line: Line) -> bool:
    """Whether a line is a person's: it leads to a councillor's page."""
    return any(page_name(link.url) in _PERSON_PAGES for link in line.links)


def _member(line: Line, page: Page, source: Source, found: Found) -> Member:
    """One member, who is also a person of their own."""
    name, role = _name_and_role(line.text)
    return Member(name=name, person=_person(name, line, page, source, found), role=role)


def _name_and_role(text: str) -> tuple[str, str | None]:
    """A name and the role in brackets after it."""
    match = _ROLE.fullmatch(text)
    return (match["name"], match["role"]) if match else (text, None)


def _person(name: str, line: Line, page: Page, source: Source, found: Found) -> PersonId:
    """The person whom a line names, added to what was found."""
    found.draft(Person(name=name, sources=(source,)), token(name), keys_of(page, [line], "person"))
    return token(name)


def _purpose(lines: Sequence[Line], title: Line, found: Found) -> list[Line]:
    """The lines that tell what a committee is for; headings and links are the page's own."""
    kept: list[Line] = []
    for line in lines:
        if line is title or _is_member(line):
            continue
        if is_furniture(line) or line.roles & {"h1", "mgMainTitleTxt"} or _is_heading(line):
            found.furniture([line])
        else:
            kept.append(line)
    return kept


def _is_heading(line: Line) -> bool:
    """Whether a line heads a part of the page."""
    return bool(_PURPOSE.fullmatch(line.text) or _MEMBERS.fullmatch(line.text))


def read_committees(page: Page, lines: Sequence[Line], what: What) -> Reading:
    """Every committee that a list leads to."""
    found = Found()
    for line in lines:
        keys = keys_of(page, [line], "committee")
        if keys and line.links[0].text:
            name = line.links[0].text
            found.draft(
                Committee(names=(DatedName(name=name),), sources=(page.source(what, line.number),)), keys[0], keys
            )
            found.scaffold(line.number, line.text.replace(name, "", 1))
        else:
            found.furniture([line])
    return found.reading(what)


# --- attendance --------------------------------------------------------------------------------------------------


def read_attendance(page: Page, lines: Sequence[Line], what: What) -> Reading:
    """Who was at a meeting."""
    found = Found()
    place = next((n for n, line in enumerate(lines) if meeting_heading(line.text)), None)
    heading = meeting_heading(lines[place].text) if place is not None else None
    if place is None or heading is None:
        found.nowhere(lines, NO_MEETING)
        return found.reading(what)
    source = page.source(what, lines[place].number)
    found.furniture(lines[:place])
    found.scaffold(lines[place].number, heading.scaffold)
    committee = found.committee(committee_name(heading.committee).names, source, keys_of(page, lines, "committee"))
    people = _attendance(lines[place + 1 :], page, source, found)
    meeting = Meeting(committee=committee, date=heading.date, start=heading.start, attendance=people, sources=(source,))
    found.meeting(meeting, own_keys(page, "meeting") or keys_of(page, lines, "meeting"))
    return found.reading(what)


def _attendance(lines: Sequence[Line], page: Page, source: Source, found: Found) -> tuple[Attendance, ...]:
    """One entry for each row that has a status."""
    people: list[Attendance] = []
    for row, cells in ((row, list(cells)) for row, cells in groupby(lines, key=lambda line: line.row)):
        status = attendance_status(cells[-1].text) if row and len(cells) > 1 and "th" not in cells[0].roles else None
        if status is None:
            (found.furniture if not row or "th" in cells[0].roles else found.nowhere)(cells)
        else:
            people.append(_attendee(cells, status, page, source, found))
    return tuple(people)


def _attendee(cells: Sequence[Line], status: AttendanceStatus, page: Page, source: Source, found: Found) -> Attendance:
    """One person's row: name, role, and the status as written where it says more than its kind."""
    name, role = cells[0].text, " ".join(cell.text for cell in cells[1:-1]) or None
    written = cells[-1].text
    linked = _person(name, cells[0], page, source, found) if _is_member(cells[0]) else None
    note = None if written.casefold() == status.value else written
    return Attendance(name=name, status=status, person=linked, role=role, note=note)


# --- a councillor ------------------------------------------------------------------------------------------------

_LABELS: Final = re.compile(
    r"(?P<label>Title|Teitl|Party|Political party|Ward|Plaid(?: wleidyddol)?|Ward etholiadol)\s?:\s*(?P<value>.+)",
    re.IGNORECASE,
)


def read_person(page: Page, lines: Sequence[Line], what: What) -> Reading:
    """A councillor: name, party, ward; what else the page tells is a note."""
    found = Found()
    title = next((line for line in lines if "mgSubTitleTxt" in line.roles or "h2" in line.roles), None)
    title = title or next((line for line in lines if line.roles & {"h1", "mgMainTitleTxt"}), None)
    if title is None:
        found.nowhere(lines, NO_PERSON)
        return found.reading(what)
    facts, rest = _facts(lines, title, found)
    note = compose(Piece("item" if line.bullet else "paragraph", escape(line.text)) for line in rest) or None
    source = page.source(what, title.number)
    person = Person(name=title.text, party=facts.get("party"), ward=facts.get("ward"), note=note, sources=(source,))
    found.draft(person, token(title.text), own_keys(page, "person"))
    return found.reading(what)


def _facts(lines: Sequence[Line], title: Line, found: Found) -> tuple[dict[str, str], list[Line]]:
    """The labelled facts of a councillor's page, and the lines that are neither those nor the page's own."""
    facts: dict[str, str] = {}
    rest: list[Line] = []
    for line in lines:
        match = _LABELS.fullmatch(line.text)
        label = match["label"].casefold() if match else ""
        field = "party" if "party" in label or "plaid" in label else "ward"
        if line is title:
            continue
        if is_furniture(line) or line.roles & {"h1", "mgMainTitleTxt"}:
            found.furniture([line])
        elif match and field not in facts and label not in {"title", "teitl"}:
            facts[field] = match["value"]
            found.scaffold(line.number, f"{match['label']}:")
        else:
            rest.append(line)
    return facts, rest


def read_people(page: Page, lines: Sequence[Line], what: What) -> Reading:
    """Every councillor that a list leads to."""
    found = Found()
    for line in lines:
        number = next((n for link in line.links if (n := numbers(link.url).get("person"))), None)
        if number is None:
            found.furniture([line])
            continue
        name = next(link.text for link in line.links if numbers(link.url).get("person"))
        source = page.source(what, line.number)
        found.draft(Person(name=name, sources=(source,)), token(name), (key(page, "person", number),))
        found.scaffold(line.number, line.text.replace(name, "", 1))
    return found.reading(what)
