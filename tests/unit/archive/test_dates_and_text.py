from __future__ import annotations

import datetime as dt

import pytest

from plugins.archive.dates import format_long, format_weekday, is_clock_time, parse_council_date
from plugins.archive.text import fold, slugify, squeeze


@pytest.mark.parametrize(
    "text",
    [
        "11/09/2013", "2013-09-11", "11 September 2013", "11th September, 2013", "Wednesday, 11th September, 2013",
        "Wednesday 11 Sep 2013", "11th-Sep-2013", "11 Sept. 2013", "\u00a011 September 2013 ", "11.09.2013",
    ],
)  # fmt: skip
def test_a_date_is_read_day_first_in_every_form_that_councils_use(text: str) -> None:
    assert parse_council_date(text) == dt.date(2013, 9, 11)


@pytest.mark.parametrize(
    "text", ["", "September 2013", "31/02/2013", "13/13/2013", "11 Foo 2013", "on 11/09/2013", "11/09/13"]
)
def test_what_is_no_date_is_not_guessed(text: str) -> None:
    assert parse_council_date(text) is None


def test_dates_are_written_for_readers() -> None:
    assert format_long(dt.date(2013, 9, 1)) == "1 September 2013"
    assert format_weekday(dt.date(2013, 9, 11)) == "Wednesday 11 September 2013"


def test_a_time_of_day_has_four_digits() -> None:
    assert [is_clock_time(t) for t in ("18:30", "00:00", "24:00", "9:30", "18.30", "18:60")] == [True, True] + [
        False
    ] * 4


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Customer Contact Strategy", "customer-contact-strategy"),
        ("Children's & Young People’s Panel", "childrens-and-young-peoples-panel"),
        ("Ynys Môn", "ynys-mon"), ("Straße", "strasse"), ("  £200,000  ", "200-000"), ("日本", ""),
    ],
)  # fmt: skip
def test_a_slug_is_lower_case_ascii_words_joined_by_hyphens(text: str, slug: str) -> None:
    assert slugify(text) == slug


def test_a_long_slug_is_cut_at_a_word() -> None:
    assert slugify("one two three four", longest=9) == "one-two"
    assert slugify("onetwothree", longest=5) == "onetw"


def test_text_is_folded_and_squeezed_for_comparing() -> None:
    assert fold("Siân O’BRIEN") == "sian o’brien"
    assert squeeze(" a\u00a0 b\n\tc ") == "a b c"
