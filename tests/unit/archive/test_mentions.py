from __future__ import annotations

import datetime as dt
import time

import pytest

from plugins.archive.outcomes import read_item
from plugins.archive.remarks import Mention
from plugins.archive.said import mentions_made
from tests.support.builders import make_item

DAY = dt.date(2008, 10, 21)


def mentioned(minutes: str, day: dt.date = DAY) -> tuple[Mention, ...]:
    return mentions_made(read_item(make_item(minutes=minutes)).said, day)


@pytest.mark.parametrize(
    ("text", "words", "body", "day"),
    [
        ("It was approved by the Executive at their meeting on 7 October.",
         "the Executive at their meeting on 7 October", "the Executive", "2008-10-07"),
        ("The minutes of the meeting held on 3 March 2008 were signed.",
         "of the meeting held on 3 March 2008", None, "2008-03-03"),
        ("The minutes of the meeting of the Licensing Sub-Committee held on Tuesday, 2 September 2008 were signed.",
         "meeting of the Licensing Sub-Committee held on Tuesday, 2 September 2008", "the Licensing Sub-Committee",
         "2008-09-02"),
        ("The Cabinet on 4 March agreed the plan.", "The Cabinet on 4 March", "The Cabinet", "2008-03-04"),
        ("The Parks Panel considered the report on 5 August.", "The Parks Panel considered the report on 5 August",
         "The Parks Panel", "2008-08-05"),
        ("It was raised at the June meeting of the Planning Committee.", "June meeting of the Planning Committee",
         "the Planning Committee", "2008-06-01"),
        ("It was approved by Council in February 2007.", "by Council in February 2007", "Council", "2007-02-01"),
        ("This went to Full Council on 26 February 2008.", "Full Council on 26 February 2008", "Full Council",
         "2008-02-26"),
        ("The next meeting will be held on 4 November.", "next meeting will be held on 4 November", None, "2008-11-04"),
        ("There would be consideration of a last draft in December 2008.",
         "consideration of a last draft in December 2008", None, "2008-12-01"),
        ("At its last meeting, on 1 July 2008, the Panel asked for more.", "At its last meeting, on 1 July 2008", None,
         "2008-07-01"),
        ("Audit Committee 23 January 2008", "Audit Committee 23 January 2008", "Audit Committee", "2008-01-23"),
        ("He spoke of the Minutes of the Council Meeting held on 14 July 2008.",
         "the Minutes of the Council Meeting held on 14 July 2008", "the Council", "2008-07-14"),
        ("The Board's meeting of 02/07/2008 was cut short.", "The Board's meeting of 02/07/2008", "The Board",
         "2008-07-02"),
    ],
)  # fmt: skip
def test_a_meeting_is_referred_to_by_its_body_and_its_date(text: str, words: str, body: str | None, day: str) -> None:
    (found,) = mentioned(f"The plan was shown.\n\n{text}")
    assert (found.text, found.body, str(found.from_), found.paragraph) == (words, body, day, "m2")


@pytest.mark.parametrize(
    "text",
    [
        "The public meeting on 4 June was busy.",
        "A meeting with residents was held on 5 May 2008.",
        "The meeting on 5 May 2008 with the developers went well.",
        "The policy came into force on 1 April 2008.",
        "The survey was carried out in March 2008.",
        "The Council Tax on 1 April 2008 rose.",
        "The Council received a letter on 3 March 2008.",
        "At a meeting on 3 March 2008 residents said no.",
        "The meeting closed at 7.30 pm.",
        "The speaker had 3 minutes 20 seconds.",
        "The minutes 10 to 20 of the film were shown.",
        "This item was on the agenda of the day.",
        "The school is 5 minutes from the park.",
        "The site meeting on 2 May was cancelled.",
    ],
)
def test_other_dates_meetings_and_minutes_are_no_reference(text: str) -> None:
    assert mentioned(text) == ()


@pytest.mark.parametrize(
    ("text", "number", "date"),
    [
        ("(Minute 45 refers)", "45", None),
        ("Further to minute no. 12, members met.", "12", None),
        ("(Min. No. 123/07 refers)", "123/07", None),
        ("(Minute PL.45 refers)", "PL.45", None),
        ("Minute 45 of the meeting held on 3 March 2008 was read.", "45", "3 March 2008"),
        ("(Cabinet, 3 March 2008, Minute 45)", "45", "3 March 2008"),
        ("It went to Full Council on 26 February 2008 (minute no. 123/07).", "123/07", "26 February 2008"),
        ("See item 7 on parks.", "7", None),
        ("It was taken in conjunction with agenda item 9.", "9", None),
    ],
)
def test_a_minute_is_referred_to_by_its_number_and_by_the_meeting_beside_it(
    text: str, number: str, date: str | None
) -> None:
    (found,) = mentioned(text)
    assert (found.number, found.date) == (number, date)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The plan will be brought to Cabinet in March.", "2009-03-01"),
        ("RESOLVED: That the plan be submitted to Council on 26 February.", "2009-02-26"),
        ("The plan was approved by Cabinet in March.", "2008-03-01"),
        ("It would be as was agreed by Cabinet in March.", "2008-03-01"),
    ],
)
def test_a_year_that_is_not_written_is_that_of_the_time_the_sentence_speaks_of(text: str, day: str) -> None:
    (found,) = mentioned(text)
    assert (str(found.from_), found.inferred) == (day, True)


def test_several_minutes_and_several_days_are_several_references() -> None:
    assert [each.number for each in mentioned("Minutes 45 and 46 refer.")] == ["45", "46"]
    minutes = "The minutes of the meetings held on 13 April and 11 May 2008 were signed."
    assert [str(each.from_) for each in mentioned(minutes)] == ["2008-04-13", "2008-05-11"]


def test_the_day_of_the_meeting_itself_is_no_reference() -> None:
    assert mentioned("The meeting held on 21 October 2008 was quorate.") == ()


def test_a_record_that_states_its_references_has_no_others() -> None:
    item = make_item(minutes="(Minute 45 refers)", mentions=(Mention(text="Minute 44", number="44"),))
    assert [each.number for each in read_item(item).said.mentions] == ["44"]


def test_a_very_long_paragraph_is_read_in_time_that_grows_with_it() -> None:
    words = "The Cabinet and the Board of the Parks Committee at their meeting on 3 March 2008 and Minute 45 " * 1000
    start = time.process_time()
    mentioned(words)
    mentioned("The Parks And The Board Of The " * 3000 + " on 3 March 2008")
    assert time.process_time() - start < 10
