from __future__ import annotations

import datetime as dt

import pytest

from plugins.archive.records import DatedName
from plugins.importers.moderngov.headings import clock_time, committee_name, meeting_line, plain_number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Meeting: 03/02/2011 - Parks Board (Item 7)", ("Parks Board", "7", None)),
        ("Meeting: 03/02/2011 - Planning (Major Sites) Committee (Item 12a)",
         ("Planning (Major Sites) Committee", "12a", None)),
        ("Meeting: 03/02/2011 - PARKS (Item 3)", ("PARKS", "3", None)),
        ("Meeting: 03/02/2011, 10:00 - Parks Board (Item 7.)", ("Parks Board", "7.", "10:00")),
        ("Meeting: 03/02/2011 – Parks Board", ("Parks Board", None, None)),
        ("Meeting: 03/02/2011 - Parks Board (then became Greens on 1 May 2014) (Item 77/21)",
         ("Parks Board (then became Greens on 1 May 2014)", "77/21", None)),
    ],
)  # fmt: skip
def test_a_meeting_line_tells_day_committee_and_item(text: str, expected: tuple[str, str | None, str | None]) -> None:
    said = meeting_line(text)
    assert said is not None
    assert said.date == dt.date(2011, 2, 3)
    assert (said.committee, said.number, said.start) == expected


@pytest.mark.parametrize("text", ["Meeting: 31/02/2011 - Parks", "Meeting of the Parks Board", "Meeting:", "3/2/2011"])
def test_a_line_without_a_day_of_the_calendar_is_no_meeting(text: str) -> None:
    assert meeting_line(text) is None


@pytest.mark.parametrize(
    "printed",
    ["Parks Board (became Greens on 1 May 2014)", "Parks Board (renamed to Greens from 01/05/2014)"],
)
def test_a_rename_in_a_name_tells_two_names_with_their_days(printed: str) -> None:
    assert committee_name(printed).names == (
        DatedName(name="Parks Board", until=dt.date(2014, 4, 30)),
        DatedName(name="Greens", from_=dt.date(2014, 5, 1)),
    )


@pytest.mark.parametrize("printed", ["Parks Board (North)", "Parks Board (became Greens)", "Parks (became X on soon)"])
def test_a_note_without_a_day_stays_in_the_name(printed: str) -> None:
    assert committee_name(printed).names == (DatedName(name=printed),)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("9.30 am", "09:30"), ("7 pm", "19:00"), ("18:30", "18:30"), ("12.00 noon", "12:00"), ("12.15 a.m.", "00:15"),
        ("12.15 p.m.", "12:15"), ("10:00", "10:00"), ("2.00pm", "14:00"), ("5", None), ("25.00", None), ("soon", None),
        ("9.75 am", None),
    ],
)  # fmt: skip
def test_times_of_day_are_read_as_councils_write_them(text: str, time: str | None) -> None:
    assert clock_time(text) == time


def test_a_number_loses_the_stop_typed_behind_it() -> None:
    assert [plain_number(n) for n in ("3.", "3)", "(a)", "77/21", "10.1")] == ["3", "3", "a", "77/21", "10.1"]
