"""When something is to be or was, as minutes say it: the words in a text, and the days that they name.

    day       = WEEKDAY? DAY MONTH YEAR? | MONTH DAY YEAR? | dd/mm/yyyy
    month     = ("early" | "mid" | "late" | "the end of" …)? MONTH YEAR?
    period    = "in" | "within" | "after" NUMBER (days | weeks | months | years)
    quarter   = "Q1" | "first quarter" … YEAR/YEAR          (of a financial year; of a bare year it names no days)
    season    = "spring" | "summer" | "autumn" | "winter" YEAR?          (names no days: it has none that all agree on)
    year      = "2015" | "this year" | "next year" | "the end of the … year"
    meeting   = "the next meeting" | "a future meeting" …                                            (names no days)
    no date   = "in due course" | "as soon as possible" …

A year that is not written is inferred: of what is to come the next such day, of what is past the last.
The financial year begins on 1 April; the municipal year runs from the annual meeting in May to the next, so in May it
is not clear.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from plugins.archive.dates import MONTHS, WEEKDAYS
from plugins.archive.vocabulary import DatePrecision as P

_MONTH: Final = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_YEAR: Final = r"(?:19|20)\d\d"
_ORDINAL: Final = r"\d{1,2}\s?(?:st|nd|rd|th)?"
DAY: Final = (
    rf"(?:(?:(?:{'|'.join(WEEKDAYS)}),?\s+)?(?:the\s+)?\b{_ORDINAL}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR}\b)?"
    rf"|\b{_MONTH}\s+{_ORDINAL}\b(?!\s*[./:]\d)(?:,?\s+{_YEAR}\b)?|\b\d{{1,2}}[/.]\d{{1,2}}[/.](?:{_YEAR}|\d\d)\b)"
)
MONTH: Final = (
    r"(?:(?:(?:[Ee]arly|[Mm]id|[Ll]ate)[\s-]+|(?:the\s+)?(?:beginning|start|middle|end)\s+of\s+)?"
    rf"\b{_MONTH}(?:,?\s+{_YEAR}\b)?)"
)
_COUNT: Final = (
    r"(?:\d{1,2}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eighteen)(?:\s*\(\d{1,2}\))?"
)
_SPAN: Final = (
    rf"(?:in|within|after|for)\s+(?:a\s+further\s+|another\s+|the\s+next\s+)?{_COUNT}\s*(?:working\s+"
    rf"|calendar\s+)?(?:day|week|fortnight|month|year)s?\b(?:[’']s?)?(?:\s+time)?(?!\s+(?:period|old))"
)
_ANY_MEETING: Final = (
    r"(?:(?:the|its|their|this|our|a|an|each|every)\s+)?(?:next|following|future|subsequent|later|forthcoming|"
    r"first\s+available|next\s+available|earliest\s+available)\s+(?:(?:ordinary|scheduled|available"
    r"|appropriate|suitable|formal|"
    r"quarterly|full|public|cycle\s+of|round\s+of|[A-Z][\w&-]*(?:\s+(?:and|&)\s+[A-Z][\w-]*)?)\s+){0,4}meetings?\b"
)
_VAGUE: Final = (
    r"(?:in\s+due\s+course|at\s+(?:a\s+|some\s+)?(?:later|future|subsequent)\s+(?:date|stage|time|point)"
    r"|in\s+the\s+(?:near\s+|coming\s+)?future"
    r"|at\s+(?:the|an)\s+(?:earliest|appropriate|first)\s+(?:opportunity|time|date|stage|point)"
    r"|as\s+soon\s+as\s+(?:possible|practicable|available)"
    r"|(?:when|once|as\s+soon\s+as)\s+(?:it\s+(?:was|is|became)\s+)?(?:available|complete|completed|finalised|known)"
    r"|as\s+and\s+when\s+\w+|(?:on\s+a\s+)?(?:regular|quarterly|monthly|annual|six[\s-]monthly|yearly)\s+basis"
    r"|(?:quarterly|monthly|annually|regularly|(?:six|6)[\s-]monthly|every\s+(?:\w+\s+)?(?:months?|year"
    r"|quarter|weeks?)|each\s+(?:year|quarter|month))|shortly|(?:later|nearer|closer)\s+(?:on\b"
    r"|to\s+the\s+time))"
)
_NAMED_YEAR: Final = (
    r"(?:(?:by|before|at|towards)\s+(?:the\s+)?end\s+of\s+(?:the\s+)?(?:(?:current|this|next|new|following"
    r"|calendar)\s+){0,2}(?:(?:municipal|financial|civic|council|calendar)\s+)?year\b"
    r"|(?:in|during|at\s+the\s+start\s+of|early\s+in|for)\s+(?:the\s+)?(?:(?:current|this|next|new"
    r"|following)\s+)(?:(?:municipal|financial|civic|council|calendar)\s+)?year\b"
    r"|later\s+(?:this|in\s+the)\s+(?:(?:municipal|financial|civic|council|calendar)\s+)?year\b"
    r"|next\s+(?:(?:municipal|financial|civic|council|calendar)\s+)?year\b"
    rf"|(?:in|during|by|before|early|late|mid)[\s-]+(?:the\s+end\s+of\s+|early\s+|late\s+"
    rf"|mid[\s-]+)?{_YEAR}(?:\s?[/–-]\s?(?:20)?\d\d)?\b)"
)
_QUARTER: Final = (
    r"(?:(?:Q[1-4]|(?:the\s+)?(?:first|second|third|fourth|last|final)\s+quarter)\b"
    rf"(?:\s+of)?(?:\s+(?:the\s+)?(?:{_YEAR}(?:\s?[/–-]\s?(?:20)?\d\d)?|(?:next\s+|new\s+)?(?:financial\s+)?year))?)"
)
_SEASON: Final = (
    rf"(?:(?:[Ee]arly|[Ll]ate)\s+)?(?:(?:the|this|next)\s+)?(?:[Ee]arly\s+|[Ll]ate\s+)?(?:[Ss]pring|[Ss]ummer"
    rf"|[Aa]utumn|[Ww]inter)\b(?:\s+(?:of\s+)?{_YEAR})?"
)

# Each begins a word with one of these letters, which is looked for once.
_DUE: Final = re.compile(
    rf"\b(?=[ADEFJLMNOSa-fil-oq-uwy])(?:(?P<day>(?:on|by|before|to|for|at|until|is|of|no\s+later\s+than)\s+(?P<the_day>{DAY}))"
    rf"|(?P<own>{MONTH}(?=\s+(?:(?:ordinary|[A-Z][\w&-]*)\s+){{0,5}}(?:meeting|[Cc]ycle)\b))"
    rf"|(?P<month>(?:in|by|before|during|until|to|(?<=meeting\s)of"
    rf"|(?<=meetings\s)of)\s+(?P<the_month>{MONTH}))(?!\s+\d)"
    rf"|(?P<span>{_SPAN})|(?P<quarter>(?:in|by|during|at\s+the\s+end\s+of)\s+(?P<the_quarter>{_QUARTER}))"
    rf"|(?P<season>(?:in|by|during)\s+(?P<the_season>{_SEASON}))|(?P<year>{_NAMED_YEAR})"
    rf"|(?P<meeting>{_ANY_MEETING})|(?P<vague>{_VAGUE}))"
)
_HAS_YEAR: Final = re.compile(rf"\b{_YEAR}\b")
_NUMBERS: Final = {
    word: n
    for n, word in enumerate(
        ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    )
    if word
} | {"a": 1, "an": 1, "eighteen": 18}


class When(NamedTuple):
    """A stretch of time: its first and last day as far as they are known, what it is, and whether it was inferred."""

    from_: dt.date | None = None
    until: dt.date | None = None
    precision: P | None = None
    inferred: bool = False


class Due(NamedTuple):
    """When, in a text: the words without their preposition, what kind of words, and where they stand."""

    words: str
    kind: str
    start: int
    end: int


def dues(text: str, start: int = 0) -> Iterator[Due]:
    """Every stretch of words in a text, from `start`, that says when something is to be."""
    for match in _DUE.finditer(text, start):
        kind = str(match.lastgroup).removeprefix("the_")
        kind = next(name for name in _KINDS if match[name] is not None) if kind not in _KINDS else kind
        inner = f"the_{kind}"
        words = match[inner if inner in _DUE.groupindex else kind]
        yield Due(words.rstrip(". "), kind, match.start(), match.end())


_REMEMBERED: Final = 4_000
_KINDS: Final = ("day", "own", "month", "span", "quarter", "season", "year", "meeting", "vague")


def to_come(words: str, day: dt.date) -> When:
    """The days that words name when they speak, on `day`, of what is to come; nothing where they name none."""
    return _read(words, day, ahead=True)


def named(words: str, day: dt.date, *, past: bool) -> When:
    """The days that words name when they speak, on `day`, of what is past, or of what may be either.

    A day that may be either and has no year is the nearest, where that is much nearer than the next.
    """
    if past or _HAS_YEAR.search(words):
        return _read(words, day, ahead=False)
    before, behind = _read(words, day, ahead=False), _read(words, day, ahead=True)
    if before.from_ is None or behind.from_ is None:
        return before
    near, far = sorted((before, behind), key=lambda when: _distance(when, day))
    return near if _distance(near, day) * _CLEARLY < _distance(far, day) else When(precision=near.precision)


_CLEARLY: Final = 2.5


def _distance(when: When, day: dt.date) -> int:
    """How many days off the beginning of a stretch is."""
    return abs(((when.from_ or day) - day).days)


@lru_cache(maxsize=_REMEMBERED)
def _read(words: str, day: dt.date, *, ahead: bool) -> When:
    """The days of the first reading that understands the words."""
    for reader in (_day, _span, _quarter, _named_year, _season, _month, _meeting):
        found = reader(words, day, ahead)
        if found is not None:
            return found
    return When()


# --- days and months ---------------------------------------------------------------------------------------------

_NUMERIC = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{2,4})$")
_WRITTEN = re.compile(
    rf"(?:(?P<weekday>{'|'.join(WEEKDAYS)}),?\s+)?(?:the\s+)?(?:(?P<d1>\d{{1,2}})\s?(?:st|nd|rd"
    rf"|th)?\s+(?:of\s+)?)?(?P<month>{_MONTH})(?:\s+(?P<d2>\d{{1,2}})(?:st|nd|rd"
    rf"|th)?\b(?!\d))?(?:,?\s+(?P<year>{_YEAR}))?"
)


def _day(words: str, day: dt.date, ahead: bool) -> When | None:  # noqa: FBT001 - all readers take the same
    """A single day."""
    if numeric := _NUMERIC.match(words):
        year = int(numeric[3]) + (2000 if len(numeric[3]) == 2 else 0)  # noqa: PLR2004 - two figures of a year
        return _one_day(_date(year, int(numeric[2]), int(numeric[1])))
    match = _WRITTEN.fullmatch(words)
    number = (match["d1"] or match["d2"]) if match else None
    if match is None or number is None:
        return None
    month = _month_number(match["month"])
    if match["year"]:
        return _one_day(_date(int(match["year"]), month, int(number)))
    found = _year_of(month, int(number), day, ahead=ahead, weekday=match["weekday"])
    return _one_day(found, inferred=True)


def _one_day(day: dt.date | None, *, inferred: bool = False) -> When:
    """A stretch of one day; words that name a day which the calendar lacks name none."""
    return When(day, day, P.DAY if day else None, inferred and day is not None)


def _year_of(month: int, number: int, day: dt.date, *, ahead: bool, weekday: str | None) -> dt.date | None:
    """The day of a year that is not written: on its weekday where that is; else the next, or the last."""
    found = [d for year in (day.year - 1, day.year, day.year + 1) if (d := _date(year, month, number))]
    if weekday:
        found = [d for d in found if WEEKDAYS[d.weekday()] == weekday]
    if ahead:
        return next((d for d in found if d >= day), None)
    return next((d for d in reversed(found) if d <= day), None)


def _month(words: str, day: dt.date, ahead: bool) -> When | None:  # noqa: FBT001
    """A month, or a part of one, of which the whole is meant: "early June" may be kept on the 12th."""
    match = re.search(rf"(?P<month>\b{_MONTH})(?:,?\s+(?P<year>{_YEAR}))?", words)
    if match is None:
        return None
    month = _month_number(match["month"])
    if match["year"]:
        return _of_month(int(match["year"]), month, inferred=False)
    if ahead and month == day.month:
        return When(precision=P.MONTH)
    year = day.year + (month <= day.month) if ahead else day.year - (month > day.month)
    return _of_month(year, month, inferred=True)


def _of_month(year: int, month: int, *, inferred: bool) -> When:
    """A whole month."""
    last = calendar.monthrange(year, month)[1]
    return When(dt.date(year, month, 1), dt.date(year, month, last), P.MONTH, inferred)


def _month_number(name: str) -> int:
    """The number of a month by its name or the first three letters of it."""
    return next(n for n, month in enumerate(MONTHS, 1) if month[:3] == name[:3])


def _date(year: int, month: int, number: int) -> dt.date | None:
    """The date, or `None` where the calendar has no such day."""
    try:
        return dt.date(year, month, number)
    except ValueError:
        return None


# --- stretches that are counted from a day -------------------------------------------------------------------------

_COUNTED = re.compile(
    r"(?P<how>in|within|after|for)\s+(?:a\s+further\s+|another\s+|the\s+next\s+)?(?P<count>\d{1,2}"
    r"|[a-z]+)(?:\s*\(\d{1,2}\))?\s*(?P<working>working\s+|calendar\s+)?(?P<unit>day|week|fortnight|month"
    r"|year)"
)


def _span(words: str, day: dt.date, _ahead: bool) -> When | None:  # noqa: FBT001
    """So many weeks or months from the day: "in" names the week or month, "within" all the time until then."""
    match = _COUNTED.match(words)
    count = _count(match["count"]) if match else None
    if match is None or count is None:
        return None
    if (match["working"] or "").startswith("working"):
        return When()
    end, precision = _later(day, count, match["unit"])
    if match["how"] == "within":
        return When(day, end, precision, inferred=True)
    if precision is P.MONTH:
        return _of_month(end.year, end.month, inferred=True)
    monday = end - dt.timedelta(days=end.weekday())
    return When(monday, monday + dt.timedelta(days=6), P.WEEK, inferred=True)


def _count(word: str) -> int | None:
    """A number in figures or in words."""
    return int(word) if word.isdigit() else _NUMBERS.get(word)


def _later(day: dt.date, count: int, unit: str) -> tuple[dt.date, P]:
    """The day so much later, and how exactly such a count is meant."""
    if unit in {"day", "week", "fortnight"}:
        days = {"day": 1, "week": 7, "fortnight": 14}[unit]
        return day + dt.timedelta(days=count * days), P.DAY if unit == "day" else P.WEEK
    months = day.year * 12 + day.month - 1 + count * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1])), P.MONTH


# --- years and their parts -----------------------------------------------------------------------------------------

_YEARS = re.compile(rf"(?P<first>{_YEAR})(?:\s?[/–-]\s?(?:20)?(?P<second>\d\d))?")


def _quarter(words: str, _day: dt.date, _ahead: bool) -> When | None:  # noqa: FBT001
    """A quarter. Only that of a year written as 2015/16 is surely one of the financial year."""
    match = re.search(r"Q([1-4])|(first|second|third|fourth|last|final)\s+quarter", words)
    if match is None:
        return None
    number = (
        int(match[1]) if match[1] else ("first", "second", "third", "fourth").index(_LAST.get(match[2], match[2])) + 1
    )
    years = _YEARS.search(words)
    if years is None or years["second"] is None:
        return When(precision=P.QUARTER)
    month = (3, 6, 9, 0)[number - 1]
    year = int(years["first"]) + (number == 4)  # noqa: PLR2004 - the fourth quarter is in the next calendar year
    return When(dt.date(year, month + 1, 1), _of_month(year, month + 3, inferred=False).until, P.QUARTER)


_LAST = {"last": "fourth", "final": "fourth"}


def _season(words: str, _day: dt.date, _ahead: bool) -> When | None:  # noqa: FBT001
    """A season, which has no days that all agree on."""
    return When(precision=P.SEASON) if re.search(r"(?i)\b(?:spring|summer|autumn|winter)\b", words) else None


def _named_year(words: str, day: dt.date, _ahead: bool) -> When | None:  # noqa: FBT001
    """A year by its name or by its number."""
    if re.search(r"\byear\b", words) and not re.search(r"\bquarter\b", words):
        return _year_by_name(words, day)
    if re.search(_MONTH, words):
        return None
    years = _YEARS.search(words)
    if years is None or re.search(r"(?i)spring|summer|autumn|winter", words):
        return None
    first = int(years["first"])
    if years["second"]:
        return When(dt.date(first, 4, 1), dt.date(first + 1, 5, 31), P.YEAR)
    return When(dt.date(first, 1, 1), dt.date(first, 12, 31), P.YEAR)


def _year_by_name(words: str, day: dt.date) -> When:
    """A year that is named from the day it is spoken of: "next year", "the end of the municipal year"."""
    further = 1 if re.search(r"\b(?:next|new|following)\b", words) else 0
    if "financial" in words:
        first = day.year - (day.month < 4) + further  # noqa: PLR2004 - April begins it
        return When(dt.date(first, 4, 1), dt.date(first + 1, 3, 31), P.FINANCIAL_YEAR, inferred=True)
    if re.search(r"municipal|civic|council", words):
        first = day.year - (day.month < 5) + further  # noqa: PLR2004 - May begins it
        unclear = day.month == 5  # noqa: PLR2004
        return (
            When(precision=P.MUNICIPAL_YEAR)
            if unclear
            else When(dt.date(first, 5, 1), dt.date(first + 1, 5, 31), P.MUNICIPAL_YEAR, inferred=True)
        )
    if "calendar" in words or "later this" in words or re.search(r"\bnext\s+year", words):
        year = day.year + further
        return When(dt.date(year, 1, 1), dt.date(year, 12, 31), P.YEAR, inferred=True)
    return When(precision=P.YEAR)


def _meeting(words: str, _day: dt.date, _ahead: bool) -> When | None:  # noqa: FBT001
    """A meeting that is named by its order: the next one is meant exactly, a future one is not."""
    return (
        When(precision=P.MEETING) if re.search(r"\b(?:next|following|first\s+available)\b.*\bmeeting", words) else None
    )
