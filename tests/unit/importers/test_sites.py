"""Several councils in one content folder: numbers and names are kept apart, and it is told."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from plugins.importers.bring_in import Wish
from plugins.importers.report import summary, to_json
from plugins.importers.sites import are_one_council, councils, site_of, whole_key
from tests.support.importing import files, import_texts, record


def councillors(host: str | None, name: str, number: int = 7) -> str:
    photo = f"<photosmallurl>http://{host}/UserData/7/small.jpg</photosmallurl>" if host else ""
    return (
        "<councillorsbyward><wards><ward><wardtitle>North</wardtitle><councillors><councillor>"
        f"<councillorid>{number}</councillorid><fullusername>{name}</fullusername>{photo}"
        "</councillor></councillors></ward></wards></councillorsbyward>"
    )


def event(client: str | None, matter: str) -> str:
    site = {"EventInSiteURL": f"https://{client}.legistar.com/MeetingDetail.aspx?ID=9"} if client else {}
    item = {"EventItemId": 71, "EventItemEventId": 9, "EventItemAgendaSequence": 1, "EventItemTitle": matter}
    item |= {"EventItemMatterId": 5, "EventItemMatterName": matter, "EventItemGuid": "g71"}
    return json.dumps([{
        "EventId": 9, "EventGuid": "g9", "EventBodyId": 1, "EventBodyName": "Council", **site,
        "EventDate": "2015-05-04T00:00:00", "EventTime": "6:00 PM", "EventItems": [item],
    }])  # fmt: skip


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    folder.mkdir()
    return folder


def names(content: Path, folder: str) -> list[str]:
    return sorted(
        path.relative_to(content / folder).with_suffix("").as_posix() for path in (content / folder).rglob("*.yaml")
    )


SOURCES = {
    "a.xml": councillors("democracy.ashby.example", "Councillor Ann Field"),
    "b.xml": councillors("moderngov.burton.example", "Councillor Bo Hill"),
}


class TestTwoCouncils:
    def test_one_number_at_two_sites_is_two_people(self, content: Path) -> None:
        import_texts(content, SOURCES)
        assert names(content, "people") == ["ann-field", "bo-hill"]

    def test_people_of_one_name_at_two_councils_are_two(self, content: Path) -> None:
        sources = {name: text.replace("Bo Hill", "Ann Field") for name, text in SOURCES.items()}
        import_texts(content, sources)
        before = files(content)
        import_texts(content, sources)
        assert names(content, "people") == ["ann-field", "ann-field-2"]
        assert files(content) == before

    def test_it_is_told(self, content: Path) -> None:
        report = import_texts(content, SOURCES)
        assert (
            "the records are of 2 councils by their sites: democracy.ashby.example; moderngov.burton.example"
            in summary(report)
        )
        told = msgspec.json.decode(to_json(report))["councils"]
        assert told == [["democracy.ashby.example"], ["moderngov.burton.example"]]

    def test_it_is_told_when_the_second_comes_later(self, content: Path) -> None:
        first = import_texts(content, {"a.xml": SOURCES["a.xml"]})
        second = import_texts(content, {"b.xml": SOURCES["b.xml"]})
        assert [len(report.councils) for report in (first, second)] == [1, 2]

    def test_legistar_s_clients_are_two_councils(self, content: Path) -> None:
        sources = {"a.json": event("ashby", "Quay lights"), "b.json": event("burton", "Bus lanes")}
        import_texts(content, sources)
        assert names(content, "issues") == ["bus-lanes", "quay-lights"]
        assert names(content, "committees") == ["council", "council-2"]
        assert names(content, "meetings") == ["council-2/2015-05-04", "council/2015-05-04"]
        before = files(content)
        import_texts(content, sources)
        assert files(content) == before


class TestOneCouncil:
    def test_a_source_that_tells_no_site_is_of_the_only_one(self, content: Path) -> None:
        sources = {"a.xml": councillors("democracy.ashby.example", "Councillor Ann Field")}
        import_texts(content, {**sources, "b.xml": councillors(None, "Councillor A. Field")})
        assert names(content, "people") == ["ann-field"]

    def test_an_earlier_import_without_a_site_is_of_the_one_that_comes_later(self, content: Path) -> None:
        import_texts(content, {"a.json": event(None, "Quay lights")})
        import_texts(content, {"a.json": event("ashby", "Lamps on the jetty")})
        assert names(content, "issues") == ["quay-lights"]
        assert record(content, "issues/quay-lights")["title"] == "Lamps on the jetty"

    def test_an_origin_is_the_site_of_all_sources(self, content: Path) -> None:
        sources = {"a.xml": councillors(None, "Councillor Ann Field")}
        report = import_texts(content, sources, wish=Wish(origin="https://democracy.ashby.example/"))
        assert report.councils == [["democracy.ashby.example"]]


class TestNamesOfSites:
    @pytest.mark.parametrize(
        ("site", "other", "same"),
        [
            ("democracy.ashby.gov.uk", "www.ashby.gov.uk", True),
            ("ashby.moderngov.co.uk", "democracy.ashby.gov.uk", True),
            ("ashbycc.moderngov.co.uk", "democracy.ashby.gov.uk", True),
            ("ashby.moderngov.co.uk", "burton.moderngov.co.uk", False),
            ("democracy.ashby.gov.uk", "democracy.burton.gov.uk", False),
            ("10.0.0.1:9071", "democracy.burton.gov.uk", True),
        ],
    )
    def test_two_sites_are_one_council_s_by_the_name_in_them(self, site: str, other: str, *, same: bool) -> None:
        assert are_one_council(site, other) is same

    def test_sites_of_one_council_stand_together(self) -> None:
        told = ["www.burton.gov.uk", "democracy.ashby.gov.uk", "ashby.moderngov.co.uk"]
        assert councils(told) == [["ashby.moderngov.co.uk", "democracy.ashby.gov.uk"], ["www.burton.gov.uk"]]

    @pytest.mark.parametrize(
        ("key", "site", "whole"),
        [
            ("moderngov::person:7", "a.example", "moderngov:a.example:person:7"),
            ("legistar:matter:7", "ashby", "legistar:ashby:matter:7"),
            ("legistar:ashby:matter:7", "burton", "legistar:ashby:matter:7"),
            ("moderngov:b.example:person:7", "a.example", "moderngov:b.example:person:7"),
            ("oparl:paper:https://a.example/7", "b.example", "oparl:paper:https://a.example/7"),
            ("legistar:matter:7", "", "legistar:matter:7"),
        ],
    )
    def test_a_key_without_a_site_gets_the_source_s(self, key: str, site: str, whole: str) -> None:
        assert whole_key(key, site) == whole

    @pytest.mark.parametrize(
        ("key", "site"),
        [
            ("moderngov:a.example:8080:person:7", ("moderngov", "a.example:8080")),
            ("legistar:ashby:matter:7", ("legistar", "ashby")),
            ("oparl:paper:https://ris.a.example/7", ("oparl", "ris.a.example")),
            ("moderngov::person:7", ("moderngov", "")),
            ("history cabinet", ("history cabinet", "")),
        ],
    )
    def test_the_site_that_a_key_tells(self, key: str, site: tuple[str, str]) -> None:
        assert site_of(key) == site
