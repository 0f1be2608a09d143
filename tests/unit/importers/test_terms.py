"""Terms that end before they begin, and matters that no meeting names: the source's own faults, told and harmless."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from plugins.importers.terms import IMPOSSIBLE
from plugins.importers.unnamed import UNNAMED
from tests.support.importing import files, import_texts, record

BASE, SCHEMA = "https://ris.exampleton.example", "https://schema.oparl.org/1.1"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    folder.mkdir()
    return folder


def councillor(start: str, end: str) -> str:
    return (
        "<councillorsbyward><wards><ward><wardtitle>North</wardtitle><councillors><councillor>"
        "<councillorid>7</councillorid><fullusername>Councillor Ann Field</fullusername>"
        f"<termsofoffice><termofoffice><startdate>{start}</startdate><enddate>{end}</enddate></termofoffice>"
        "</termsofoffice></councillor></councillors></ward></wards></councillorsbyward>"
    )


def reasons(report, reason: str) -> list[str]:
    return [
        left.text for each in report.sources for left in (*each.not_understood, *each.assumed) if left.reason == reason
    ]


def test_a_councillor_s_impossible_term_stands_as_written_and_is_told(content: Path) -> None:
    sources = {"a.xml": councillor("02/05/2019", "07/05/2015")}
    report = import_texts(content, sources)
    person = record(content, "people/ann-field")
    assert (person.get("from"), person.get("until")) == (None, None)
    assert person["note"] == "- Term of office: 02/05/2019 to 07/05/2015"
    assert reasons(report, IMPOSSIBLE) == ["Councillor Ann Field: 02/05/2019 – 07/05/2015"]
    assert report.exit_status() == 1
    before = files(content)
    assert reasons(import_texts(content, sources), IMPOSSIBLE) == reasons(report, IMPOSSIBLE)
    assert files(content) == before


def test_a_term_that_can_be_stands_in_its_fields(content: Path) -> None:
    report = import_texts(content, {"a.xml": councillor("07/05/2015", "02/05/2019")})
    person = record(content, "people/ann-field")
    assert (person["from"], person["until"]) == ("2015-05-07", "2019-05-02")
    assert report.exit_status() == 0


def test_a_membership_s_impossible_term_is_left_out(content: Path) -> None:
    member = {"PersonId": 3, "FullName": "Ann Field", "BodyId": 1, "BodyName": "Council", "Title": "Member"}
    office = {f"OfficeRecord{name}": value for name, value in member.items()}
    days = {"OfficeRecordStartDate": "2019-05-02T00:00:00", "OfficeRecordEndDate": "2015-05-07T00:00:00"}
    page = json.dumps([{"OfficeRecordId": 8, "OfficeRecordGuid": "g", **office, **days}])
    report = import_texts(content, {"a.json": page})
    (only,) = record(content, "committees/council")["members"]  # type: ignore[misc, attr-defined]
    assert (only["name"], only.get("from"), only.get("until")) == ("Ann Field", None, None)
    assert reasons(report, IMPOSSIBLE) == ["Ann Field: 02/05/2019 – 07/05/2015"]


def test_a_committee_that_ended_before_it_began_has_neither_day(content: Path) -> None:
    board = {"id": f"{BASE}/o/1", "type": f"{SCHEMA}/Organization", "name": "Hafenausschuss"}
    page = json.dumps({**board, "startDate": "2020-01-01", "endDate": "2010-01-01"})
    report = import_texts(content, {"a.json": page})
    committee = record(content, "committees/hafenausschuss")
    assert (committee["names"], committee.get("ended")) == ([{"name": "Hafenausschuss"}], None)
    assert reasons(report, IMPOSSIBLE) == ["Hafenausschuss: 01/01/2020 – 01/01/2010"]


def test_two_sources_whose_days_cannot_both_be_leave_none(content: Path) -> None:
    first = councillor("07/05/2015", "").replace("<enddate></enddate>", "")
    sources = {"a.xml": first, "b.xml": councillor("", "02/05/2011")}
    report = import_texts(content, sources)
    person = record(content, "people/ann-field")
    assert (person.get("from"), person.get("until")) == (None, None)
    assert len(reasons(report, IMPOSSIBLE)) == 1
    before = files(content)
    import_texts(content, sources)
    assert files(content) == before


def test_a_matter_that_no_meeting_names_is_told(content: Path) -> None:
    paper = {"id": f"{BASE}/p/1", "type": f"{SCHEMA}/Paper", "name": "Hafenlichter"}
    report = import_texts(content, {"a.json": json.dumps(paper)})
    assert reasons(report, UNNAMED) == ["issues/hafenlichter"]
    item = {"id": f"{BASE}/i/1", "type": f"{SCHEMA}/AgendaItem", "number": "1", "name": "Hafenlichter"}
    use = {"id": f"{BASE}/c/1", "type": f"{SCHEMA}/Consultation", "paper": f"{BASE}/p/1", "agendaItem": f"{BASE}/i/1"}
    meeting = {"id": f"{BASE}/m/1", "type": f"{SCHEMA}/Meeting", "name": "Rat", "start": "2015-05-04T18:00:00+02:00"}
    import_texts(content, {"b.json": json.dumps({**meeting, "agendaItem": [{**item, "consultation": use}]})})
    assert reasons(import_texts(content, {"a.json": json.dumps(paper)}), UNNAMED) == []
