"""What the front page says of the archive as a whole."""

from __future__ import annotations

from plugins.pages.views.site import coverage_view
from tests.support.builders import make_archive, make_item, make_meeting


def test_one_of_a_kind_is_told_of_as_one() -> None:
    one = coverage_view(make_archive(make_meeting("cabinet", "2013-09-11", make_item())))
    told = [f"{each.count} {each.text}" for each in one.counts]
    assert told == ["1 meeting", "1 agenda item", "0 issues", "1 committee"]


def test_several_of_a_kind_are_told_of_as_several() -> None:
    meetings = (make_meeting("cabinet", "2013-09-11", make_item()), make_meeting("council", "2013-09-12", make_item()))
    told = [f"{each.count} {each.text}" for each in coverage_view(make_archive(*meetings)).counts]
    assert told == ["2 meetings", "2 agenda items", "0 issues", "2 committees"]
