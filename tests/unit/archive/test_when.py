from __future__ import annotations

import datetime as dt

import pytest

from plugins.archive.vocabulary import DatePrecision as P
from plugins.archive.when import dues, named, to_come

DAY = dt.date(2013, 9, 11)


def days(*both: str | None) -> tuple[dt.date | None, ...]:
    return tuple(None if day is None else dt.date.fromisoformat(day) for day in both)


@pytest.mark.parametrize(
    ("words", "first", "last", "precision", "inferred"),
    [
        ("7 October 2014", "2014-10-07", "2014-10-07", P.DAY, False),
        ("7th October, 2014", "2014-10-07", "2014-10-07", P.DAY, False),
        ("the 7th of October 2014", "2014-10-07", "2014-10-07", P.DAY, False),
        ("October 7th 2014", "2014-10-07", "2014-10-07", P.DAY, False),
        ("07/10/2014", "2014-10-07", "2014-10-07", P.DAY, False),
        ("7.10.14", "2014-10-07", "2014-10-07", P.DAY, False),
        ("31 February 2014", None, None, None, False),
        ("7 October", "2013-10-07", "2013-10-07", P.DAY, True),
        ("10 September", "2014-09-10", "2014-09-10", P.DAY, True),
        ("Wednesday 5 March", "2014-03-05", "2014-03-05", P.DAY, True),
        ("February 2014", "2014-02-01", "2014-02-28", P.MONTH, False),
        ("early Feb 2016", "2016-02-01", "2016-02-29", P.MONTH, False),
        ("the end of March", "2014-03-01", "2014-03-31", P.MONTH, True),
        ("October", "2013-10-01", "2013-10-31", P.MONTH, True),
        ("September", None, None, P.MONTH, False),
        ("in six months' time", "2014-03-01", "2014-03-31", P.MONTH, True),
        ("in 12 (12) months", "2014-09-01", "2014-09-30", P.MONTH, True),
        ("in a year's time", "2014-09-01", "2014-09-30", P.MONTH, True),
        ("within three months", "2013-09-11", "2013-12-11", P.MONTH, True),
        ("within 28 days", "2013-09-11", "2013-10-09", P.DAY, True),
        ("in six weeks", "2013-10-21", "2013-10-27", P.WEEK, True),
        ("within five working days", None, None, None, False),
        ("Q1 2015/16", "2015-04-01", "2015-06-30", P.QUARTER, False),
        ("the fourth quarter of 2015/16", "2016-01-01", "2016-03-31", P.QUARTER, False),
        ("the first quarter of 2015", None, None, P.QUARTER, False),
        ("the autumn of 2014", None, None, P.SEASON, False),
        ("in 2015", "2015-01-01", "2015-12-31", P.YEAR, False),
        ("by the end of the financial year", "2013-04-01", "2014-03-31", P.FINANCIAL_YEAR, True),
        ("in the next financial year", "2014-04-01", "2015-03-31", P.FINANCIAL_YEAR, True),
        ("by the end of the municipal year", "2013-05-01", "2014-05-31", P.MUNICIPAL_YEAR, True),
        ("next year", "2014-01-01", "2014-12-31", P.YEAR, True),
        ("the next meeting", None, None, P.MEETING, False),
        ("a future meeting", None, None, None, False),
        ("in due course", None, None, None, False),
    ],
)
def test_words_name_the_days_to_come_that_they_surely_mean(
    words: str,
    first: str | None,
    last: str | None,
    precision: P | None,
    inferred: bool,  # noqa: FBT001
) -> None:
    assert tuple(to_come(words, DAY)) == (*days(first, last), precision, inferred)


def test_in_may_it_is_not_clear_which_municipal_year_is_meant() -> None:
    assert to_come("by the end of the municipal year", dt.date(2014, 5, 7)).until is None


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("4 March", "2013-03-04"),
        ("7 October", "2012-10-07"),
        ("3 December", "2012-12-03"),
        ("Monday 3 December", "2012-12-03"),
        ("4 September", "2013-09-04"),
        ("August", "2013-08-01"),
        ("September", "2013-09-01"),
        ("October", "2012-10-01"),
    ],
)
def test_a_past_day_without_a_year_is_the_last_one(words: str, day: str) -> None:
    found = named(words, DAY, past=True)
    assert (found.from_, found.inferred) == (dt.date.fromisoformat(day), True)


@pytest.mark.parametrize(
    ("words", "day"),
    [("7 October", "2013-10-07"), ("4 September", "2013-09-04"), ("4 February", None), ("4 May 2013", "2013-05-04")],
)
def test_a_day_that_may_be_past_or_to_come_is_the_nearest_where_that_is_clear(words: str, day: str | None) -> None:
    assert named(words, DAY, past=False).from_ == days(day)[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("to the meeting in June", [("June", "month")]),
        ("at the June meeting", [("June", "own")]),
        ("to the next meeting of the Board in March 2014.", [("the next meeting", "meeting"), ("March 2014", "month")]),
        ("on 4 May and by 31 July", [("4 May", "day"), ("31 July", "day")]),
        ("as soon as possible", [("as soon as possible", "vague")]),
        ("on a quarterly basis", [("on a quarterly basis", "vague")]),
        ("that the bus may stop in the market", []),
        ("to march in step", []),
        ("in two minds", []),
        ("a six month period", []),
    ],
)
def test_words_that_say_when_are_found_in_a_text(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(due.words, due.kind) for due in dues(text)] == expected
