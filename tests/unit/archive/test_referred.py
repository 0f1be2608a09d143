from __future__ import annotations

import datetime as dt

import pytest

from plugins.archive.archive import Archive
from plugins.archive.records import AgendaItem, DatedName
from plugins.archive.referred import referral
from plugins.archive.said import mentions_made
from tests.support.builders import make_archive, make_committee, make_issue, make_item, make_meeting


def archive_of(*items: AgendaItem) -> Archive:
    """A board that became a cabinet, and three other bodies; the items are of the board's meeting of 9 April 2008."""
    renamed = (
        DatedName(name="City Executive Board", until=dt.date(2010, 5, 1)),
        DatedName(name="Cabinet", from_=dt.date(2010, 5, 2)),
    )
    return make_archive(
        make_issue("parks"),
        make_committee("board", *renamed),
        make_committee("planning-east", "Planning Committee East"),
        make_committee("planning-west", "Planning Committee West"),
        make_committee("scrutiny", "Scrutiny Committee", aliases=("Overview Committee",)),
        make_meeting("board", "2008-03-04", make_item("Minutes", number="1"), make_item(number="45", issue="parks")),
        make_meeting("board", "2008-03-25", make_item("Minutes", number="1")),
        make_meeting("board", "2008-04-09", *items),
        make_meeting("planning-east", "2008-03-04", make_item("Mill", number="3")),
        make_meeting("planning-west", "2008-03-04", make_item("Quay", number="3")),
        make_meeting("scrutiny", "2008-02-12", make_item(number="7", issue="parks"), make_item("Fees", number="8")),
        make_meeting("board", "2008-06-03", make_item(number="80", issue="parks")),
    )


def leads_to(minutes: str, **facts: object) -> list[tuple[str, str | None] | None]:
    archive = archive_of(make_item("Play areas", number="51", minutes=minutes, **facts))
    (here,) = archive.appearances(archive.meetings["board/2008-04-09"])  # type: ignore[index]
    mentions = mentions_made(archive.reading(here).readings.said, here.meeting.date)
    found = [referral(archive, here, mention) for mention in mentions]
    return [(f.meeting.id, f.appearance.item.number if f.appearance else None) if f else None for f in found]


@pytest.mark.parametrize(
    ("minutes", "meeting"),
    [
        ("It was agreed by the City Executive Board on 4 March 2008.", "board/2008-03-04"),
        ("It was agreed by the Board at its meeting on 4 March 2008.", "board/2008-03-04"),
        ("The minutes of the meeting held on 4 March 2008 were signed.", "board/2008-03-04"),
        ("The meeting of CEB held on 4 March 2008 was long.", "board/2008-03-04"),
        ("The Scrutiny Committee on 12 February asked for more.", "scrutiny/2008-02-12"),
        ("The Overview Committee on 12 February asked for more.", "scrutiny/2008-02-12"),
        ("The Planning Committee East on 4 March refused it.", "planning-east/2008-03-04"),
        ("This will come to the Board in June 2008.", "board/2008-06-03"),
        ("It was raised at the February meeting of the Scrutiny Committee.", "scrutiny/2008-02-12"),
    ],
)
def test_a_body_and_a_time_lead_to_the_one_meeting_that_fits(minutes: str, meeting: str) -> None:
    assert leads_to(minutes) == [(meeting, None)]


@pytest.mark.parametrize(
    "minutes",
    [
        "The Planning Committee on 4 March refused it.",
        "It was agreed by the Board in March 2008.",
        "The Licensing Committee on 4 March refused it.",
        "The Scrutiny Committee on 13 February asked for more.",
        "The Committee on 12 February asked for more.",
        "The Cabinet on 4 March agreed.",
        "There would be consideration of a draft in June 2008.",
        "The minutes of the meeting held on 5 March 2008 were signed.",
    ],
)
def test_where_none_or_more_than_one_fits_nothing_is_guessed(minutes: str) -> None:
    assert leads_to(minutes) == [None]


def test_a_number_names_the_item_of_the_meeting_beside_it() -> None:
    assert leads_to("(Minute 45 of the meeting held on 4 March 2008)") == [("board/2008-03-04", "45")]
    assert leads_to("(Minute 46 of the meeting held on 4 March 2008)") == [("board/2008-03-04", None)]


def test_a_bare_number_names_the_only_item_of_that_number_within_the_year() -> None:
    assert leads_to("(Minute 45 refers)") == [("board/2008-03-04", "45")]
    assert leads_to("(Minute 1 refers)") == [None]
    assert leads_to("(Minute 80 refers)") == [None]
    assert leads_to("(Minute 51 refers)") == [None]


def test_an_item_on_the_same_issue_is_the_one_that_is_meant() -> None:
    assert leads_to("The Scrutiny Committee on 12 February asked for more.", issue="parks") == [
        ("scrutiny/2008-02-12", "7")
    ]
    assert leads_to("There would be consideration of a draft in June 2008.", issue="parks") == [
        ("board/2008-06-03", "80")
    ]
