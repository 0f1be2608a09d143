"""Events → meetings: times, order, documents, statuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from plugins.importers.legistar.meetings import clock
from plugins.importers.legistar.reader import days_in
from tests.support.importing import import_texts, record

EVENT: dict[str, Any] = {
    "EventId": 1, "EventGuid": "E1", "EventLastModifiedUtc": "2021-05-01T00:00:00", "EventBodyId": 2,
    "EventBodyName": "Quay Board", "EventDate": "2021-05-04T00:00:00", "EventTime": "7:00 PM", "EventItems": [],
}  # fmt: skip


def item(number: int, **facts: Any) -> dict[str, Any]:
    return {"EventItemId": number, "EventItemGuid": f"I{number}", "EventItemEventId": 1} | {
        f"EventItem{name}": value for name, value in facts.items()
    }


def meeting(tmp_path: Path, *items: dict[str, Any], **event: Any) -> dict[str, Any]:
    told = EVENT | {f"Event{name}": value for name, value in event.items()}
    import_texts(tmp_path / "content", {"events.json": json.dumps([told]), "items.json": json.dumps(items)})
    found: Any = record(tmp_path / "content", "meetings/quay-board/2021-05-04")
    return found


@pytest.mark.parametrize(
    ("written", "time"),
    [
        ("2:30 PM", "14:30"), ("12:00 AM", "00:00"), ("12:15 p.m.", "12:15"), ("9 am", "09:00"), ("18:00", "18:00"),
        ("Immediately after", None), ("", None), (None, None), ("25:00", None), ("7", None),
    ],
)  # fmt: skip
def test_a_time_is_read_as_people_write_it(written: str | None, time: str | None) -> None:
    assert clock(written) == time


def test_items_stand_in_the_order_of_the_agenda_and_what_minutes_added_where_they_have_it(tmp_path: Path) -> None:
    found = meeting(
        tmp_path,
        item(3, Title="Third", AgendaSequence=3, MinutesSequence=30),
        item(1, Title="First", AgendaSequence=1, MinutesSequence=10),
        item(9, Title="Added", AgendaSequence=0, MinutesSequence=20),
    )
    assert [each["title"] for each in found["items"]] == ["First", "Added", "Third"]


def test_items_of_one_number_have_addresses_of_their_own(tmp_path: Path) -> None:
    found = meeting(
        tmp_path,
        item(1, Title="Planks", AgendaNumber="1.", AgendaSequence=1),
        item(2, Title="Nails", AgendaNumber="1.", AgendaSequence=2),
    )
    assert [(each["number"], each["anchor"]) for each in found["items"]] == [("1", "planks-1"), ("1", "nails-2")]


def test_a_title_of_several_lines_becomes_one_line(tmp_path: Path) -> None:
    found = meeting(tmp_path, item(1, Title="Oak\r\nand\tpine ", AgendaSequence=1))
    assert found["items"][0]["title"] == "Oak and pine"


def test_a_failed_motion_says_so_with_its_numbers_as_written(tmp_path: Path) -> None:
    found = meeting(
        tmp_path, item(1, Title="Oak", ActionName="approve", PassedFlag=0, PassedFlagName="Fail", Tally="2-3-1")
    )
    assert found["items"][0]["outcome"] == {"kind": "refused", "text": "approve", "paragraph": "d1"}
    assert found["items"][0]["votes"] == [{"for": 2, "against": 3, "carried": False}]
    assert "- Tally: 2-3-1" in found["items"][0]["decision"]


def test_unpublished_votes_make_no_vote(tmp_path: Path) -> None:
    assert "votes" not in meeting(tmp_path, item(1, Title="Oak", ActionName="approved"))["items"][0]


@pytest.mark.parametrize(
    ("event", "status"),
    [
        ({"LastModifiedUtc": "2021-05-01T00:00:00"}, "scheduled"),
        ({"LastModifiedUtc": "2021-06-01T00:00:00"}, None),
        ({"LastModifiedUtc": "2021-05-01T00:00:00", "MinutesFile": "https://quay.example/m.pdf"}, None),
        ({"AgendaStatusName": "Cancelled"}, "cancelled"),
        ({"AgendaStatusName": "Deferred"}, "postponed"),
    ],
)
def test_whether_a_meeting_was_held_is_told_by_what_is_known_of_it(
    tmp_path: Path, event: dict[str, str], status: str | None
) -> None:
    assert meeting(tmp_path, **event).get("status") == status


def test_an_event_without_a_day_is_reported(tmp_path: Path) -> None:
    told = json.dumps([EVENT | {"EventDate": "0001-01-01T00:00:00Z"}])
    report = import_texts(tmp_path / "content", {"events.json": told})
    assert [left.text for left in report.sources[0].not_understood] == ["Quay Board", "7:00 PM"]
    assert report.exit_status() == 1


def test_days_in_the_name_of_an_attachment_are_read() -> None:
    assert days_in("Committee Report 4/18/19") == {"2019-04-18"}
    assert days_in("February 13, 2019 - Agenda") == {"2019-02-13"}
    assert days_in("Exhibit 4") == set()
