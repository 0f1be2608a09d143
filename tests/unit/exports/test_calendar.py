from __future__ import annotations

import datetime as dt

from icalendar import Calendar

from plugins.archive.records import DatedName, MeetingStatus
from plugins.exports.sight import Sight
from tests.support.builders import make_archive, make_committee, make_meeting
from tests.support.exports import calendar_of

BOARD = make_committee(
    "board", DatedName(name="Board", until=dt.date(2013, 6, 30)), DatedName(name="Cabinet", from_=dt.date(2013, 7, 1))
)


def _events(*meetings) -> list:
    archive = make_archive(BOARD, *meetings)
    text = calendar_of(Sight(archive, "committees/board/", ""), BOARD)
    return list(Calendar.from_ical(text).walk("VEVENT"))


def test_a_meeting_is_at_its_local_time_summer_and_winter() -> None:
    winter, summer = _events(
        make_meeting("board", "2013-01-11", start="18:30", end="20:00"),
        make_meeting("board", "2013-07-11", start="18:30"),
    )
    assert winter.decoded("dtstart") == dt.datetime(2013, 1, 11, 18, 30, tzinfo=dt.UTC)
    assert winter.decoded("dtend") == dt.datetime(2013, 1, 11, 20, 0, tzinfo=dt.UTC)
    assert summer.decoded("dtstart") == dt.datetime(2013, 7, 11, 17, 30, tzinfo=dt.UTC)


def test_a_meeting_whose_time_is_not_known_takes_the_day() -> None:
    (event,) = _events(make_meeting("board", "2013-01-11"))
    assert event.decoded("dtstart") == dt.date(2013, 1, 11)


def test_an_event_is_named_as_the_committee_was_that_day() -> None:
    before, after = _events(make_meeting("board", "2013-01-11"), make_meeting("board", "2013-07-11"))
    assert (str(before["summary"]), str(after["summary"])) == ("Board", "Cabinet")


def test_a_meeting_that_was_cancelled_is_cancelled_in_the_readers_calendar() -> None:
    (event,) = _events(make_meeting("board", "2013-01-11", status=MeetingStatus.CANCELLED))
    assert str(event["status"]) == "CANCELLED"


def test_identifiers_are_stable_and_nothing_comes_from_a_clock() -> None:
    (event,) = _events(make_meeting("board", "2013-01-11", start="18:30", venue="Town Hall; room 2"))
    assert str(event["uid"]) == "board/2013-01-11@exampleton-borough-council.invalid"
    assert event.decoded("dtstamp") == dt.datetime(2013, 1, 11, 18, 30, tzinfo=dt.UTC)
    assert str(event["location"]) == "Town Hall; room 2"
