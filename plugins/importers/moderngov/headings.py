"""Small grammars for lines that carry facts: meetings, committees and their renames, times, item numbers.

meeting   = "Meeting:" DATE ("," TIME)? "-" committee ("(Item" NUMBER ")")?
committee = NAME ("(became" NAME "on" DATE ")")?
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from plugins.archive.dates import is_clock_time, parse_council_date
from plugins.archive.records import DatedName, MeetingStatus

_MEETING = re.compile(
    r"(?:Meeting|MEETING|Cyfarfod)\s?:\s*(?P<date>\d{1,2}/\d{1,2}/\d{4})(?:\s*,?\s+(?P<time>\d[^\-–—]{2,12}?))?"
    r"\s*[-–—]\s*(?P<rest>.+)",
    re.DOTALL,
)
_ITEM = re.compile(r"(?P<name>.*?)\s*\(\s*(?:Item|ITEM|item|Eitem)\s+(?P<number>[^()]{1,20}?)\s*\)\s*", re.DOTALL)
_BECAME = re.compile(
    r"(?P<old>.+?)\s*\((?:then\s+)?(?:became|renamed(?:\s+(?:as|to))?|changed\s+(?:its\s+name\s+)?to)\s+(?:the\s+)?"
    r"(?P<new>.+?)\s+(?:on|from|in)\s+(?P<date>[^()]+?)\s*\)\s*"
)
_TIME = re.compile(
    r"(?P<hour>\d{1,2})(?:[.:](?P<minute>\d{2}))?\s*(?P<half>a\.?m\.?|p\.?m\.?|noon|midnight|o'r gloch|yb|yp)?\.?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """What a line "Meeting: …" says. `scaffold` are its words that are no facts."""

    date: dt.date
    start: str | None
    committee: str
    number: str | None
    scaffold: str


def meeting_line(text: str) -> MeetingLine | None:
    """The meeting that a line of an issue page names; `None` where the line is no such line or its date no day."""
    match = _MEETING.fullmatch(text)
    date = parse_council_date(match["date"]) if match else None
    if match is None or date is None:
        return None
    item = _ITEM.fullmatch(match["rest"])
    name, number = (item["name"], item["number"]) if item else (match["rest"].strip(), None)
    start = clock_time(match["time"]) if match["time"] else None
    label = text[: match.start("date")].strip()
    return MeetingLine(date, start, name, number, f"{label} (Item)" if item else label)


_MONTH = r"[A-Za-z]{3,10}"
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DYDD = r"(?:Dydd|Nos)\s+(?:Llun|Mawrth|Mercher|Iau|Gwener|Sadwrn|Sul|Fawrth|Fercher|Wener|Lun)"
_HEADING = re.compile(
    rf"(?P<name>.+?)\s*[-–—]\s*(?P<weekday>{_DAY}|{_DYDD}),?\s+"
    rf"(?P<date>\d{{1,2}}(?:st|nd|rd|th|af|il|ydd|fed|eg|ain|ed)?\s+{_MONTH},?\s+\d{{4}})"
    r"(?:,?\s+(?P<time>\d{1,2}(?:[.:]\d{2})?\s*(?:a\.?m\.?|p\.?m\.?|noon|midnight|o'r gloch|yb|yp)?))?"
    r"(?:\s*[,\-–—(]+\s*(?P<status>[A-Z][A-Za-z ]{3,60})\)?)?\s*"
)
_STATUS = {
    "cancelled": MeetingStatus.CANCELLED,
    "canceled": MeetingStatus.CANCELLED,
    "postponed": MeetingStatus.POSTPONED,
    "withdrawn": MeetingStatus.WITHDRAWN,
    "moved": MeetingStatus.MOVED,
    "rescheduled": MeetingStatus.MOVED,
    "wedi'i ganslo": MeetingStatus.CANCELLED,
}
_WELSH_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "ionawr", "chwefror", "mawrth", "ebrill", "mai", "mehefin", "gorffennaf", "awst", "medi", "hydref",
            "tachwedd", "rhagfyr",
        ), 1
    )
    for name in (names, names[:3])
}  # fmt: skip
_WELSH_DATE = re.compile(r"(\d{1,2})(?:af|il|ydd|fed|eg|ain|ed)?\s+([A-Za-z]+),?\s+(\d{4})")


@dataclass(frozen=True, slots=True)
class MeetingHeading:
    """What the heading of a meeting page says. `status_note` and `scaffold` (day and hour) are as printed."""

    committee: str
    date: dt.date
    start: str | None
    status: MeetingStatus
    status_note: str | None
    scaffold: str


def meeting_heading(text: str) -> MeetingHeading | None:
    """The meeting that a line such as "Cabinet - Wednesday, 21st October, 2020 9.30 am" names."""
    match = _HEADING.fullmatch(text)
    date = written_date(match["date"]) if match else None
    if match is None or date is None:
        return None
    note = match["status"]
    status = meeting_status(note)
    return MeetingHeading(match["name"], date, clock_time(match["time"] or ""), status, note, _as_printed(match))


def _as_printed(match: re.Match[str]) -> str:
    """The day and hour of a meeting as its heading prints them."""
    return match.string[match.start("weekday") : match.end("time") if match["time"] else match.end("date")]


def meeting_status(note: str | None) -> MeetingStatus:
    """The status that a note such as "CANCELLED" tells; without such a word a meeting is held."""
    folded = (note or "").casefold()
    return next((status for word, status in _STATUS.items() if word in folded), MeetingStatus.HELD)


def written_date(text: str) -> dt.date | None:
    """A date as councils write it, in English or Welsh."""
    found = parse_council_date(text)
    match = _WELSH_DATE.fullmatch(text.strip()) if found is None else None
    month = _WELSH_MONTHS.get(match[2].casefold()) if match else None
    if match is None or month is None:
        return found
    try:
        return dt.date(int(match[3]), month, int(match[1]))
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class CommitteeName:
    """The names that a printed name tells, oldest first, and its words that are no facts."""

    names: tuple[DatedName, ...]
    scaffold: str = ""


def committee_name(printed: str) -> CommitteeName:
    """What a committee's printed name tells: "A (became B on 13 May 2019)" tells two names, with their days."""
    match = _BECAME.fullmatch(printed)
    day = parse_council_date(match["date"]) if match else None
    if match is None or day is None:
        return CommitteeName((DatedName(name=printed),))
    old = DatedName(name=match["old"], until=day - dt.timedelta(days=1))
    between = printed[match.end("old") : match.start("new")] + "…" + printed[match.end("new") :]
    return CommitteeName((old, DatedName(name=match["new"], from_=day)), between.strip())


def clock_time(text: str) -> str | None:
    """A time of day as `HH:MM`: "9.30 am", "18:30", "12.00 noon"; `None` where the text is no time."""
    match = _TIME.fullmatch(text.strip())
    if match is None:
        return None
    if match["half"] is None and match["minute"] is None:
        return None
    hour, minute = _hour(int(match["hour"]), match["half"] or ""), match["minute"] or "00"
    written = f"{hour:02d}:{minute}"
    return written if is_clock_time(written) else None


def _hour(hour: int, half: str) -> int:
    """The hour of the day from 0 that an hour of its half is."""
    half = half.replace(".", "").casefold()
    if half in {"pm", "yp"}:
        return hour % 12 + 12
    return hour % 12 if half in {"am", "midnight"} else hour


def plain_number(number: str) -> str:
    """An item's number without the full stop or bracket typed after it: "3." and "3)" are 3."""
    return number.strip().rstrip(".):").lstrip("(")
