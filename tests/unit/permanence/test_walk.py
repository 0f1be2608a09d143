from __future__ import annotations

from plugins.archive.records import Source
from plugins.permanence.walk import walk
from tests.support.builders import make_archive, make_issue, make_item, make_meeting

OLD = "https://old.example/"


def _meeting(number: int) -> object:
    item = make_item(number="5", minutes="One.", sources=(Source(url=f"{OLD}mgAi.aspx?ID={number}"),))
    return make_meeting("cabinet", f"20{number // 12:02d}-{number % 12 + 1:02d}-11", item)


def test_entries_are_found_of_the_meetings_that_are_named_alone() -> None:
    archive = make_archive(_meeting(1), _meeting(2))
    _, second = archive.meetings
    walked = walk(archive, [second], 1, listens=False)
    assert walked == ({f"meetings/{second}/": ("item-5 m1",)}, None)


def test_what_all_records_say_is_heard_in_their_order_whatever_the_workers() -> None:
    meetings = [_meeting(number) for number in range(100)]
    issue = make_issue("plan", sources=(Source(url="https://new.example/mgAi.aspx?ID=7"),))
    archive = make_archive(issue, *meetings)
    walked = walk(archive, archive.meetings, 1, listens=True)
    assert len(walked.entries) == 100
    assert walked.heard is not None
    assert walked.heard.beginnings == {"https://new.example", "https://old.example"}
    own, _ = walked.heard.at("old.example")
    assert own["item:7"] == "meetings/cabinet/2000-08-11/#item-5"
    assert len(own) == 100
    assert walk(archive, archive.meetings, 2, listens=True) == walked
