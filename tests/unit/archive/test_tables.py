from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from plugins.archive.archive import Archive
from plugins.archive.permalinks import anchor_at, item_anchors
from plugins.archive.records import AgendaItem, CommitteeId, IssueId, MeetingId, PersonId
from plugins.archive.tables import bare_number, parts_of, spot
from tests.support.builders import make_archive, make_committee, make_issue, make_item, make_meeting

_LESS = st.integers(min_value=0, max_value=2**21 - 1)


@given(meeting=st.integers(min_value=0, max_value=2**22 - 1), position=_LESS, part=_LESS)
def test_a_spot_tells_what_it_was_made_of(meeting: int, position: int, part: int) -> None:
    assert parts_of(spot(meeting, position, part)) == (meeting, position, part)
    assert spot(meeting, position, part) < 2**64


def archive() -> Archive:
    """Two committees; the parks come up three times, twice at one meeting."""
    parks = [make_item(f"Parks {n}", number=number, issue="parks") for n, number in enumerate(("1", "2.", "12A"))]
    return make_archive(
        make_committee("cabinet"),
        make_committee("council"),
        make_issue("parks"),
        make_meeting("cabinet", "2020-03-01", parks[0], make_item("Other", number="5"), parks[1]),
        make_meeting("cabinet", "2020-04-01", make_item("Nothing")),
        make_meeting("council", "2020-03-01", parks[2]),
    )


def test_an_issue_knows_its_items_in_order_of_date_and_at_how_many_meetings_they_were() -> None:
    found = archive().items_on(IssueId("parks"))
    assert [(a.meeting.id, a.position, a.anchor) for a in found] == [
        ("cabinet/2020-03-01", 0, "item-1"),
        ("cabinet/2020-03-01", 2, "item-2-"),
        ("council/2020-03-01", 0, "item-12a"),
    ]
    assert archive().meetings_with(IssueId("parks")) == 2
    assert archive().meetings_with(IssueId("no-such")) == 0


def test_items_are_found_by_their_numbers_without_case_and_dots_at_the_end() -> None:
    (found,) = archive().numbered(CommitteeId("cabinet"), bare_number("2"))
    assert found.item.title == "Parks 1"
    (other,) = archive().numbered(CommitteeId("council"), bare_number("12a."))
    assert other.item.title == "Parks 2"
    assert archive().numbered(CommitteeId("council"), "1") == ()


def test_neighbours_are_those_of_the_same_committee() -> None:
    before, after = archive().neighbours(MeetingId("cabinet/2020-03-01"))
    assert (before, after and after.id) == (None, "cabinet/2020-04-01")
    assert archive().neighbours(MeetingId("council/2020-03-01")) == (None, None)


def test_meetings_are_counted_and_found_by_day_month_and_year() -> None:
    day = dt.date(2020, 3, 1)
    assert [m.id for m in archive().meetings_on(day)] == ["cabinet/2020-03-01", "council/2020-03-01"]
    assert [m.id for m in archive().meetings_in_month(2020, 4)] == ["cabinet/2020-04-01"]
    assert (archive().years(), archive().count_in(2020), archive().tables.items) == ((2020,), 3, 5)
    assert archive().attendance_of(PersonId("nobody")) == ()


def test_an_anchor_asked_for_alone_is_the_one_among_all() -> None:
    items = (AgendaItem(title="Same"), AgendaItem(title="Same"), AgendaItem(title="Same", number="7/2"))
    assert (
        [anchor_at(items, n) for n in range(3)] == list(item_anchors(items)) == ["item-same", "item-same-2", "item-7-2"]
    )
