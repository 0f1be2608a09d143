"""What a person changed and what the source changed since: found together, told with both texts, nothing doubled."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from plugins.importers.report import Report
from tests.support.importing import files, import_texts, record

EVENT = {
    "EventId": 9, "EventGuid": "g9", "EventBodyId": 1, "EventBodyName": "Harbour Board",
    "EventDate": "2015-05-04T00:00:00", "EventTime": "6:00 PM",
    "EventItems": [
        {
            "EventItemId": 71, "EventItemEventId": 9, "EventItemAgendaSequence": 1, "EventItemTitle": "Quay lights",
            "EventItemAgendaNumber": "1", "EventItemMatterId": 5, "EventItemMatterFile": "15-05",
            "EventItemMatterName": "Quay lights", "EventItemMatterType": "Report", "EventItemGuid": "g71",
        },
    ],
}  # fmt: skip
PAGE = """\
Agenda and minutes
Harbour Board - Monday 4th May 2015 {hour}
Items
No. Item
1.
Quay lights PDF 40 KB
Additional documents:
- Map of the quay, item 1 PDF 1 KB
Minutes:
Members spoke.
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    folder.mkdir()
    return folder


def edit(content: Path, name: str, old: str, new: str) -> None:
    path = content / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def clashes(report: Report) -> list[tuple[str, str, object, object]]:
    return [(file, c.field, c.in_record, c.in_source) for each in report.sources for file, c in each.conflicts]


def both_sides(
    content: Path, sources: dict[str, str], later: dict[str, str], by_hand: Callable[[], None]
) -> list[tuple[str, str, object, object]]:
    """The conflicts of a later edition of edited records; the old edition in between has none and changes nothing."""
    import_texts(content, sources)
    by_hand()
    before = files(content)
    assert clashes(import_texts(content, sources)) == []
    assert files(content) == before
    found = clashes(import_texts(content, later))
    before = files(content)
    assert clashes(import_texts(content, later)) == found
    assert files(content) == before
    return found


class TestThingsThatAreOnlyMentioned:
    def test_a_matter_that_only_its_item_names(self, content: Path) -> None:
        sources = {"event.json": json.dumps([EVENT])}
        later = {"event.json": json.dumps([EVENT]).replace('MatterName": "Quay lights"', 'MatterName": "Quay lamps"')}
        found = both_sides(
            content, sources, later, lambda: edit(content, "issues/quay-lights", "Quay lights", "Lights at the quay")
        )
        assert found == [("issues/quay-lights.yaml", "title", "Lights at the quay", "Quay lamps")]
        assert record(content, "issues/quay-lights").get("titles", []) == []

    def test_without_an_edit_the_source_s_new_title_stands(self, content: Path) -> None:
        import_texts(content, {"event.json": json.dumps([EVENT])})
        later = json.dumps([EVENT]).replace('MatterName": "Quay lights"', 'MatterName": "Quay lamps"')
        assert clashes(import_texts(content, {"event.json": later})) == []
        assert record(content, "issues/quay-lights")["title"] == "Quay lamps"

    def test_a_body_that_only_its_meeting_names(self, content: Path) -> None:
        sources = {"event.json": json.dumps([EVENT])}
        later = {"event.json": json.dumps([EVENT]).replace("Harbour Board", "Port Board")}
        name = "committees/harbour-board"
        found = both_sides(content, sources, later, lambda: edit(content, name, "Harbour Board", "The Harbour Board"))
        assert found == [(f"{name}.yaml", "names", "The Harbour Board", "Port Board")]

    def test_a_paper_that_only_its_item_names(self, content: Path) -> None:
        base = "https://oparl.example.org"
        schema = "https://schema.oparl.org/1.1"
        item = {"id": f"{base}/i/1", "type": f"{schema}/AgendaItem", "number": "1", "name": "Quay lights"}
        item["consultation"] = {"id": f"{base}/c/1", "type": f"{schema}/Consultation", "paper": f"{base}/p/1"}  # type: ignore[assignment]
        meeting = {
            "id": f"{base}/m/1", "type": f"{schema}/Meeting", "name": "Harbour Board",
            "start": "2015-05-04T18:00:00+02:00", "agendaItem": [item],
        }  # fmt: skip
        sources = {"m.json": json.dumps(meeting)}
        later = {"m.json": json.dumps(meeting).replace("Quay lights", "Quay lamps")}
        found = both_sides(
            content, sources, later, lambda: edit(content, "issues/quay-lights", "Quay lights", "Lights at the quay")
        )
        assert found == [("issues/quay-lights.yaml", "title", "Lights at the quay", "Quay lamps")]


class TestThingsOfAnItem:
    def test_a_document_renamed_on_both_sides_stays_one(self, content: Path) -> None:
        sources = {"a.txt": PAGE.format(hour="6.00 pm")}
        later = {"a.txt": sources["a.txt"].replace("Map of the quay", "Plan of 2015")}
        name = "meetings/harbour-board/2015-05-04"
        found = both_sides(content, sources, later, lambda: edit(content, name, "Map of the quay", "The map"))
        assert [(where, old, new) for _, where, old, new in found] == [
            ("items/1/documents/map-of-the-quay/title", "The map", "Plan of 2015")
        ]

    def test_a_document_that_a_person_removed_stays_away_under_its_new_name(self, content: Path) -> None:
        sources = {"a.txt": PAGE.format(hour="6.00 pm")}
        later = {"a.txt": sources["a.txt"].replace("Map of the quay", "Plan of 2015")}
        name = "meetings/harbour-board/2015-05-04"
        import_texts(content, sources)
        tree = yaml.safe_load((content / f"{name}.yaml").read_text(encoding="utf-8"))
        del tree["items"][0]["documents"][1]
        (content / f"{name}.yaml").write_text(yaml.safe_dump(tree, sort_keys=False), encoding="utf-8")
        found = clashes(import_texts(content, later))
        assert "Plan of 2015" not in (content / f"{name}.yaml").read_text(encoding="utf-8")
        assert [(old, new) for _, _, old, new in found] == [(None, "Plan of 2015")]


class TestMeetingsOfADay:
    def test_one_of_two_meetings_of_a_day_is_known_by_its_hour_when_it_comes_alone(self, content: Path) -> None:
        early, late = PAGE.format(hour="2.30 pm"), PAGE.format(hour="6.00 pm").replace("Quay lights", "Quay walls")
        import_texts(content, {"a.txt": late, "b.txt": early})
        before = files(content)
        for each in ({"b.txt": early}, {"a.txt": late}):
            import_texts(content, each)
            assert files(content) == before

    def test_a_meeting_whose_hour_changed_at_the_source_stays_one(self, content: Path) -> None:
        import_texts(content, {"a.txt": PAGE.format(hour="2.30 pm")})
        import_texts(content, {"a.txt": PAGE.format(hour="3.00 pm")})
        assert [path.name for path in (content / "meetings" / "harbour-board").iterdir()] == ["2015-05-04.yaml"]
        assert record(content, "meetings/harbour-board/2015-05-04")["start"] == "15:00"

    def test_an_hour_that_a_person_corrected_is_kept(self, content: Path) -> None:
        name = "meetings/harbour-board/2015-05-04"
        found = both_sides(
            content, {"a.txt": PAGE.format(hour="2.30 pm")}, {"a.txt": PAGE.format(hour="3.00 pm")},
            lambda: edit(content, name, "14:30", "14:00"),
        )  # fmt: skip
        assert found == [(f"{name}.yaml", "start", "14:00", "15:00")]


class TestStrays:
    ITEM = "Agenda item\nQuay lights\nMinutes:\nMembers spoke at length of the quay and its lights.\n"

    def test_an_item_s_own_page_finds_it_when_a_person_has_renamed_it(self, content: Path) -> None:
        import_texts(content, {"a.txt": PAGE.format(hour="6.00 pm"), "b.txt": self.ITEM})
        edit(
            content,
            "meetings/harbour-board/2015-05-04",
            "title: Quay lights\n    documents",
            "title: Lights\n    documents",
        )
        before = files(content)
        report = import_texts(content, {"b.txt": self.ITEM})
        assert (files(content), report.exit_status()) == (before, 0)


class TestRecordsThatAPersonHasRenamed:
    PONDS = (
        "Issue - meetings\nDuck Ponds\nMeeting: 03/02/2011 - Parks Board (Item 7)\n7 Duck Ponds\nMinutes:\n"
        "Members spoke.\n"
    )
    WARD = (
        "<councillorsbyward><wards><ward><wardtitle>North</wardtitle><councillors><councillor>"
        "<fullusername>Councillor Ann Field</fullusername></councillor></councillors></ward></wards>"
        "</councillorsbyward>"
    )

    @pytest.mark.parametrize(
        ("source", "name", "old", "new"),
        [
            (PONDS, "issues/duck-ponds", "title: Duck Ponds", "title: The ponds of the park"),
            (PONDS, "committees/parks-board", "name: Parks Board", "name: Board of Parks"),
            (WARD, "people/ann-field", "name: Councillor Ann Field", "name: Ann Maria Wood"),
        ],
    )
    def test_they_are_known_by_what_their_sources_call_them(
        self, content: Path, source: str, name: str, old: str, new: str
    ) -> None:
        sources = {"a.xml" if source.startswith("<") else "a.txt": source}
        import_texts(content, sources)
        edit(content, name, old, new)
        before = files(content)
        report = import_texts(content, sources)
        assert (files(content), clashes(report)) == (before, [])

    def test_a_decision_whose_day_a_person_corrected_stays_one(self, content: Path) -> None:
        page = "Issue - decisions\nPlay areas\n17/12/2013 - Repairs\nRESOLVED: To repair the slide.\n"
        import_texts(content, {"a.txt": page})
        edit(content, "decisions/2013/repairs", "date: 2013-12-17", "date: 2013-12-18")
        before = files(content)
        import_texts(content, {"a.txt": page})
        assert files(content) == before
