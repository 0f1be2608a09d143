from __future__ import annotations

import datetime as dt
import json

import msgspec

from plugins.archive.archive import Archive
from plugins.archive.records import (
    Attendance,
    AttendanceStatus,
    CommitteeId,
    DatedName,
    Document,
    Exempt,
    IssueId,
    Member,
    PersonId,
    Rendition,
    Source,
)
from plugins.exports.json_records import decision_twin
from plugins.exports.sight import Sight
from tests.support.builders import (
    make_archive,
    make_committee,
    make_decision,
    make_issue,
    make_item,
    make_meeting,
    make_person,
)
from tests.support.exports import twin_of_committee, twin_of_issue, twin_of_meeting

ITEM_KEYS = {
    "number", "title", "url", "issue", "meeting", "committee", "summary", "documents", "decision", "minutes",
    "resolutions", "reasons", "recommendations", "exempt",
}  # fmt: skip
BOARD = make_committee(
    "city-executive-board",
    DatedName(name="City Executive Board", until=dt.date(2019, 5, 12)),
    DatedName(name="Cabinet", from_=dt.date(2019, 5, 13)),
)


def _sight(archive: Archive, page: str, site_url: str = "") -> Sight:
    return Sight(archive, page, site_url, {"a/plan.pdf": 4321})


def _plain(twin: msgspec.Struct) -> dict:
    return json.loads(msgspec.json.encode(twin))


def _of_meeting(*items, site_url: str = "", **facts) -> dict:
    meeting = make_meeting("city-executive-board", "2013-09-11", *items, **facts)
    archive = make_archive(BOARD, make_issue("strategy", "The Strategy"), make_person(), meeting)
    return _plain(twin_of_meeting(_sight(archive, f"meetings/{meeting.id}/", site_url), meeting))


def test_a_meeting_has_the_keys_that_are_promised() -> None:
    twin = _of_meeting(make_item(number="50"))
    promised = {
        "id",
        "committee",
        "date",
        "start",
        "venue",
        "status",
        "url",
        "items",
        "documents",
        "attendance",
        "source",
    }
    assert promised <= set(twin)
    assert set(twin["items"][0]) >= ITEM_KEYS


def test_what_a_record_lacks_is_null_or_an_empty_list() -> None:
    item = _of_meeting(make_item(number="50"))["items"][0]
    lacking = {key: item[key] for key in ITEM_KEYS - {"number", "title", "url", "meeting", "committee"}}
    assert lacking == {
        "issue": None, "summary": None, "documents": [], "decision": None, "minutes": None, "resolutions": [],
        "reasons": [], "recommendations": [], "exempt": None,
    }  # fmt: skip


def test_links_lead_from_the_folder_of_the_file() -> None:
    item = _of_meeting(make_item(number="50", issue=IssueId("strategy")))["items"][0]
    assert item["url"] == "../../../meetings/city-executive-board/2013-09-11/#item-50"
    assert item["issue"] == {"id": "strategy", "title": "The Strategy", "url": "../../../issues/strategy/"}


def test_links_are_absolute_where_the_address_of_the_site_is_known() -> None:
    twin = _of_meeting(make_item(number="50"), site_url="https://x.example/archive/")
    assert twin["url"] == "https://x.example/archive/meetings/city-executive-board/2013-09-11/"


def test_a_committee_is_named_as_on_the_day_and_as_now() -> None:
    committee = _of_meeting(make_item(number="50"))["items"][0]["committee"]
    assert (committee["name_at_meeting"], committee["name_now"]) == ("City Executive Board", "Cabinet")


def test_a_committee_whose_work_passed_on_goes_by_its_successors_name_now() -> None:
    old = make_committee("panel", "Housing Panel", successor=CommitteeId("board"))
    meeting = make_meeting("panel", "2013-09-11", make_item(number="1"))
    archive = make_archive(old, make_committee("board", "Housing Board"), meeting)
    committee = _plain(twin_of_meeting(_sight(archive, "meetings/panel/2013-09-11/"), meeting))["items"][0]["committee"]
    assert committee["name_now"] == "Housing Board"
    assert committee["successor"] == {"id": "board", "name": "Housing Board", "url": "../../../committees/board/"}


def test_resolutions_and_reasons_point_at_their_paragraphs() -> None:
    minutes = "A report was made.\n\nRESOLVED: To approve the plan.\n\nREASON: To save money."
    item = _of_meeting(make_item(number="5", minutes=minutes))["items"][0]
    assert [(r["text"], r["paragraph"]) for r in item["resolutions"]] == [("To approve the plan.", "m2")]
    assert [(r["text"], r["paragraph"]) for r in item["reasons"]] == [("To save money.", "m3")]
    assert item["resolutions"][0]["url"].endswith("#item-5-m2")
    assert item["minutes"] == minutes


def test_a_recommendation_has_its_answer() -> None:
    minutes = "Recommendation 1: To explore the use of video.\n\nAgreed by the Board."
    (found,) = _of_meeting(make_item(number="5", minutes=minutes))["items"][0]["recommendations"]
    assert (found["number"], found["response"], found["response_kind"], found["paragraph"]) == (
        "1", "Agreed by the Board.", "agreed", "m1",
    )  # fmt: skip


def test_a_document_has_each_rendition_with_its_size_as_file_and_as_written() -> None:
    renditions = (
        Rendition(format="pdf", file="a/plan.pdf", size_as_written="4 KB"),
        Rendition(format="docx", url="https://old.example/plan.docx"),
    )
    paper = Document(title="Plan", reference="50/2", renditions=renditions)
    (found,) = _of_meeting(make_item(number="50", documents=(paper,)))["items"][0]["documents"]
    assert (found["title"], found["reference"], found["url"]) == ("Plan", "50/2", "../../../documents/a/plan.pdf")
    assert [(r["format"], r["bytes"], r["size_as_written"], r["url"]) for r in found["renditions"]] == [
        ("pdf", 4321, "4 KB", "../../../documents/a/plan.pdf"),
        ("docx", None, None, "https://old.example/plan.docx"),
    ]


def test_an_exempt_item_says_under_which_paragraphs() -> None:
    exempt = Exempt(paragraphs=(3,), reason="business affairs")
    item = _of_meeting(make_item(number="5", exempt=exempt))["items"][0]
    assert (item["exempt"]["paragraphs"], item["exempt"]["reason"]) == ([3], "business affairs")


def test_attendance_and_source_are_there() -> None:
    came = Attendance(name="Jo Field", person=PersonId("jo-field"), role="Chair", status=AttendanceStatus.PRESENT)
    twin = _of_meeting(attendance=(came,), sources=(Source(file="page.html"),))
    (person,) = twin["attendance"]
    assert {k: person[k] for k in ("name", "person", "role", "status")} == {
        "name": "Jo Field", "person": "jo-field", "role": "Chair", "status": "present",
    }  # fmt: skip
    assert twin["source"]["file"] == "page.html"
    assert twin["source"]["sha256"] is None


def test_an_issue_has_its_items_in_order_of_date_across_committees() -> None:
    issue = make_issue("strategy", topics=("Housing",), wards=("North",))
    late = make_meeting("cabinet", "2014-02-12", make_item("Final", number="7", issue=issue.id))
    early = make_meeting("panel", "2013-09-11", make_item("Draft", number="5", issue=issue.id))
    archive = make_archive(issue, late, early, make_decision(issue=issue.id))
    twin = _plain(twin_of_issue(_sight(archive, "issues/strategy/"), issue))
    assert {"id", "title", "url", "items", "topics", "wards"} <= set(twin)
    assert [(i["title"], i["committee"]["id"]) for i in twin["items"]] == [("Draft", "panel"), ("Final", "cabinet")]
    assert (twin["topics"], twin["wards"], len(twin["decisions"])) == (["Housing"], ["North"], 1)


def test_a_committee_has_names_members_and_meetings() -> None:
    member = Member(name="Councillor Field", person=PersonId("jo-field"), role="Chair", from_=dt.date(2012, 5, 1))
    board = make_committee("board", DatedName(name="Board", from_=dt.date(2010, 1, 1)), members=(member,))
    archive = make_archive(board, make_person(), make_meeting("board", "2013-09-11"))
    twin = _plain(twin_of_committee(_sight(archive, "committees/board/"), board))
    assert {"id", "name", "names", "successor", "url", "meetings", "members"} <= set(twin)
    assert twin["names"] == [{"name": "Board", "from": "2010-01-01", "until": None}]
    assert twin["meetings"][0] == {
        "id": "board/2013-09-11", "date": "2013-09-11", "status": "held", "url": "../../meetings/board/2013-09-11/",
    }  # fmt: skip
    assert twin["members"][0]["from"] == "2012-05-01"


def test_a_decision_outside_a_meeting_is_data_too() -> None:
    decision = make_decision(decision="To award the grant.", reasons_text="It is deserved.")
    archive = make_archive(decision)
    twin = _plain(decision_twin(_sight(archive, "decisions/2020/cycle-grant/"), decision))
    assert (twin["maker"], twin["decision"], twin["committee"]) == ("Head of Transport", "To award the grant.", None)
    assert [reason["text"] for reason in twin["reasons"]] == ["It is deserved."]
