"""Dates as councils write them: day first, in English, with or without the weekday. No guessing."""

from __future__ import annotations

import datetime as dt
import re

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_MONTH_NUMBERS = {name[:length].lower(): n for n, name in enumerate(MONTHS, 1) for length in (3, 4, len(name))}
_NUMERIC = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_WORDS = re.compile(r"(?:[A-Za-z]+,?\s+)?(\d{1,2})(?:st|nd|rd|th)?[\s\-]+([A-Za-z]{3,9})\.?,?[\s\-]+(\d{4})")
_START = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def parse_council_date(text: str) -> dt.date | None:
    """The date that the whole text writes, or `None` where it is not a date of a known form.

    Forms: "11/09/2013", "2013-09-11", "Wednesday, 11th September, 2013", "11 Sep 2013", "10th-Feb-2026".
    """
    text = text.strip().replace("\u00a0", " ")
    if match := _ISO.fullmatch(text):
        return _date(match[1], match[2], match[3])
    if match := _NUMERIC.fullmatch(text):
        return _date(match[3], match[2], match[1])
    if match := _WORDS.fullmatch(text):
        return _date(match[3], _MONTH_NUMBERS.get(match[2].lower(), 0), match[1])
    return None


def _date(year: str, month: str | int, day: str) -> dt.date | None:
    """The date of the three numbers, or `None` where the calendar has no such day."""
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def is_clock_time(text: str) -> bool:
    """Whether the text is a time of day as records write it, `HH:MM`."""
    return _START.fullmatch(text) is not None


def format_long(date: dt.date) -> str:
    """The date for readers: "11 September 2013"."""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def format_weekday(date: dt.date) -> str:
    """The date with its day of the week: "Wednesday 11 September 2013"."""
    return f"{WEEKDAYS[date.weekday()]} {format_long(date)}"
