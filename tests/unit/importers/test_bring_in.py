from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from plugins.importers.bring_in import Wish
from plugins.importers.report import to_json
from tests.support.importing import files, import_paths, import_texts, record

PONDS = """\
Issue - meetings
Duck Ponds
Meeting: 03/02/2011 - Parks Board (became Greens on 1 May 2014) (Item 7)
7 Town Ponds PDF 43 KB
This report is about ponds.
Additional documents:
- Map, item 7 PDF 1 KB View as DOC (7/2) 2 KB
Minutes:
The Head of Parks spoke.
RESOLVED: To keep the ponds.
"""
SWANS = """\
Issue - meetings
Swans
Meeting: 03/02/2011 - Parks Board (Item 12)
12 Swans
Minutes:
RESOLVED: To count the swans.
Meeting: 04/06/2015 - Greens (Item 3)
3 Swans
Minutes:
The report was noted.
"""
GEESE = SWANS.replace("Swans", "Geese").replace("Item 12", "Item 9").replace("12 Geese", "9 Geese")
MEETING = "meetings/greens/2011-02-03"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    folder.mkdir()
    (folder / "archive.yaml").write_text("name: Exampleton\n", encoding="utf-8")
    return folder


def numbers(content: Path) -> list[str]:
    return [item["number"] for item in record(content, MEETING)["items"]]  # type: ignore[index, union-attr]


def replace(content: Path, name: str, old: str, new: str) -> None:
    path = content / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_newest_name_gives_the_committee_its_identifier_and_both_names_find_it(content: Path) -> None:
    import_texts(content, {"a.txt": SWANS, "b.txt": PONDS})
    assert sorted(p for p in files(content) if not p.startswith("imported")) == [
        "archive.yaml",
        "committees/greens.yaml",
        "issues/duck-ponds.yaml",
        "issues/swans.yaml",
        "meetings/greens/2011-02-03.yaml",
        "meetings/greens/2015-06-04.yaml",
    ]
    assert record(content, "committees/greens")["names"] == [
        {"name": "Parks Board", "until": "2014-04-30"},
        {"name": "Greens", "from": "2014-05-01"},
    ]


def test_pages_of_one_meeting_become_one_record_with_its_items_by_number(content: Path) -> None:
    import_texts(content, {"c.txt": SWANS, "b.txt": GEESE, "a.txt": PONDS})
    assert numbers(content) == ["7", "9", "12"]


def test_the_order_of_the_sources_does_not_matter(content: Path, tmp_path: Path) -> None:
    import_texts(content, {"a.txt": SWANS, "b.txt": PONDS, "c.txt": GEESE})
    other = tmp_path / "other" / "content"
    other.mkdir(parents=True)
    for name, text in (("c.txt", GEESE), ("b.txt", PONDS), ("a.txt", SWANS)):
        import_texts(other, {name: text})
    once, bit_by_bit = record(content, MEETING), record(other, "meetings/parks-board/2011-02-03")
    assert once["items"] == bit_by_bit["items"]


def test_a_second_import_changes_no_byte(content: Path) -> None:
    import_texts(content, {"a.txt": SWANS, "b.txt": PONDS})
    before = files(content)
    report = import_texts(content, {"a.txt": SWANS, "b.txt": PONDS})
    assert files(content) == before
    assert (report.written, report.unchanged, report.exit_status()) == (0, 5, 0)


def test_a_changed_source_changes_its_record(content: Path) -> None:
    import_texts(content, {"b.txt": PONDS})
    report = import_texts(content, {"b.txt": PONDS.replace("keep the ponds", "drain them")})
    assert record(content, MEETING)["items"][0]["minutes"].endswith("RESOLVED: To drain them.")  # type: ignore[index]
    assert report.exit_status() == 0


def test_a_person_s_edit_is_kept(content: Path) -> None:
    import_texts(content, {"b.txt": PONDS})
    replace(content, MEETING, "The Head of Parks spoke.", "The Head of Parks, Jo Field, spoke.")
    before = files(content)
    report = import_texts(content, {"b.txt": PONDS})
    assert files(content) == before
    assert (report.written, report.conflicts(), report.exit_status()) == (0, 0, 0)


def test_a_change_on_both_sides_is_a_conflict_with_both_texts_until_it_is_settled(content: Path) -> None:
    import_texts(content, {"b.txt": PONDS})
    replace(content, MEETING, "The Head of Parks spoke.", "The Head of Parks, Jo Field, spoke.")
    before = (content / f"{MEETING}.yaml").read_bytes()
    for _ in range(2):
        report = import_texts(content, {"b.txt": PONDS.replace("keep the ponds", "drain them")})
        assert (content / f"{MEETING}.yaml").read_bytes() == before
        assert (report.conflicts(), report.exit_status()) == (1, 1)
    (found,) = msgspec.json.decode(to_json(report))["sources"][0]["conflicts"]
    assert found == {
        "record": f"{MEETING}.yaml",
        "field": "items/7/minutes",
        "in_record": "The Head of Parks, Jo Field, spoke.\n\nRESOLVED: To keep the ponds.",
        "in_source": "The Head of Parks spoke.\n\nRESOLVED: To drain them.",
    }
    replace(content, MEETING, "The Head of Parks, Jo Field, spoke.", "The Head of Parks spoke.")
    replace(content, MEETING, "To keep the ponds.", "To drain them.")
    assert import_texts(content, {"b.txt": PONDS.replace("keep the ponds", "drain them")}).exit_status() == 0


def test_a_record_whose_file_was_removed_comes_back_whole(content: Path) -> None:
    import_texts(content, {"a.txt": PONDS})
    path = content / f"{MEETING}.yaml"
    whole = path.read_bytes()
    path.unlink()
    import_texts(content, {"a.txt": PONDS})
    assert path.read_bytes() == whole


def test_what_a_person_removed_stays_away(content: Path) -> None:
    import_texts(content, {"b.txt": PONDS})
    replace(content, MEETING, "    summary: This report is about ponds.\n", "")
    before = files(content)
    report = import_texts(content, {"b.txt": PONDS})
    assert (files(content), report.exit_status()) == (before, 0)


def test_a_new_source_adds_to_an_edited_record_and_leaves_the_edit(content: Path) -> None:
    import_texts(content, {"b.txt": PONDS})
    replace(content, MEETING, "The Head of Parks spoke.", "The Head of Parks, Jo Field, spoke.")
    report = import_texts(content, {"a.txt": SWANS})
    assert numbers(content) == ["7", "12"]
    assert "Jo Field" in record(content, MEETING)["items"][0]["minutes"]  # type: ignore[index]
    assert report.exit_status() == 0


def test_cut_text_never_replaces_whole_text(content: Path) -> None:
    cut = PONDS.replace("spoke.\nRESOLVED: To keep the ponds.", "spoke ... view the full minutes text for item 7")
    import_texts(content, {"a.txt": cut, "b.txt": PONDS})
    whole = record(content, MEETING)["items"][0]["minutes"]  # type: ignore[index]
    import_texts(content, {"c.txt": cut})
    assert (
        record(content, MEETING)["items"][0]["minutes"]
        == whole
        == (  # type: ignore[index]
            "The Head of Parks spoke.\n\nRESOLVED: To keep the ponds."
        )
    )


def test_a_committee_whose_history_is_another_is_another_committee(content: Path) -> None:
    (content / "committees").mkdir()
    (content / "committees" / "greens.yaml").write_text(
        "names:\n- name: Greens\n  from: 2001-01-01\n", encoding="utf-8"
    )
    before = (content / "committees" / "greens.yaml").read_bytes()
    report = import_texts(content, {"b.txt": PONDS})
    assert (content / "committees" / "greens.yaml").read_bytes() == before
    assert (content / "meetings" / "parks-board" / "2011-02-03.yaml").exists()
    assert report.conflicts() == 0


def test_error_sources_that_cannot_be_read_are_reported_and_the_rest_is_written(content: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / "ponds.txt").write_text(PONDS, encoding="utf-8")
    (folder / "empty.txt").write_bytes(b" \n")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (folder / "letter.txt").write_text("Dear council", encoding="utf-8")
    report = import_paths(content, folder, tmp_path / "nowhere.txt")
    assert {Path(s.path).name: s.failure for s in report.sources} == {
        "empty.txt": "the file is empty",
        "letter.txt": "it is nothing that is known here",
        "picture.png": "the file is not text",
        "ponds.txt": None,
        "nowhere.txt": "No such file or directory",
    }
    assert (report.failed(), report.written, report.exit_status()) == (4, 3, 1)


def test_error_a_record_that_cannot_be_read_is_left_alone(content: Path) -> None:
    import_texts(content, {"b.txt": PONDS})
    (content / f"{MEETING}.yaml").write_text("committee: [", encoding="utf-8")
    before = files(content)
    report = import_texts(content, {"b.txt": PONDS})
    assert (files(content), report.exit_status()) == (before, 1)
    assert "cannot be read" in report.sources[0].not_understood[-1].reason


def test_a_windows_page_is_read_and_its_encoding_reported(content: Path, tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    page = PONDS.replace("spoke", "spoke \u2013 \u201cducks\u201d").encode("cp1252")
    path.write_bytes(page)
    report = import_paths(content, path)
    assert "spoke \u2013 \u201cducks\u201d" in record(content, MEETING)["items"][0]["minutes"]  # type: ignore[index]
    assert [a.reason for a in report.sources[0].assumed] == [
        f"byte {page.index(0x96) + 1} is not UTF-8: read as Windows-1252"
    ]


def test_the_origin_is_told_and_never_guessed(content: Path) -> None:
    import_texts(content, {"b.txt": PONDS}, wish=Wish(origin="https://democracy.example.org/"))
    text = (content / f"{MEETING}.yaml").read_text(encoding="utf-8")
    assert "url: https://democracy.example.org/" in text
    assert "url:" not in PONDS


# --- which record a page's facts belong to ---------------------------------------------------------------------------


def meeting_page(committee: str, date: str, *items: tuple[str, str], minutes: str = "Members spoke.") -> str:
    rows = "".join(f"{number}.\n{title}\nMinutes:\n{minutes}\n" for number, title in items)
    return f"Agenda and minutes\n{committee} - {date} 6.00 pm\nItems\nNo. Item\n{rows}"


def test_a_rename_between_two_committees_that_are_both_there_makes_one_the_other_s_successor(content: Path) -> None:
    import_texts(content, {"old.txt": SWANS.partition("Meeting: 04/06/2015")[0]})
    import_texts(content, {"new.txt": meeting_page("Greens", "Thursday 4th June 2015", ("1", "Ducks"))})
    import_texts(content, {"renamed.txt": PONDS})
    old, new = record(content, "committees/parks-board"), record(content, "committees/greens")
    assert (old["names"], old["successor"], old["ended"]) == (
        [{"name": "Parks Board", "until": "2014-04-30"}], "greens", "2014-04-30"
    )  # fmt: skip
    assert new["names"] == [{"name": "Greens"}]
    assert numbers_of(content, "meetings/parks-board/2011-02-03") == ["7", "12"]


def numbers_of(content: Path, name: str) -> list[str]:
    return [item.get("number") for item in record(content, name)["items"]]  # type: ignore[union-attr, attr-defined]


def test_a_corrected_day_of_a_rename_stays_corrected_and_is_the_same_committee(content: Path) -> None:
    import_texts(content, {"b.txt": PONDS})
    replace(content, "committees/greens", "2014-05-01", "2014-05-02")
    before = files(content)
    report = import_texts(content, {"b.txt": PONDS})
    assert (files(content), report.exit_status()) == (before, 0)


def test_a_theme_before_a_committee_s_name_is_the_meeting_s(content: Path) -> None:
    import_texts(
        content,
        {
            "a.txt": meeting_page("Parking, Hill Forum", "Monday 4th May 2015", ("1", "Ducks")),
            "b.txt": meeting_page("Hill Forum", "Monday 1st June 2015", ("1", "Geese")),
        },
    )
    assert record(content, "meetings/hill-forum/2015-05-04")["theme"] == "Parking"
    assert not (content / "committees" / "parking-hill-forum.yaml").exists()


def test_two_meetings_of_a_day_are_told_apart_by_their_hour(content: Path) -> None:
    page = meeting_page("Licensing", "Monday 4th May 2015", ("1", "The Swan Inn"))
    import_texts(content, {"a.txt": page, "b.txt": page.replace("6.00 pm", "2.30 pm").replace("Swan", "Duck")})
    assert sorted(p.name for p in (content / "meetings" / "licensing").iterdir()) == [
        "2015-05-04-1430.yaml",
        "2015-05-04.yaml",
    ]


def test_items_of_one_title_at_two_meetings_become_one_issue_and_the_rule_is_told(content: Path) -> None:
    sources = {
        "a.txt": meeting_page("Hill Forum", "Monday 4th May 2015", ("1", "Apologies for absence"), ("2", "Duck Pond")),
        "b.txt": meeting_page("Council", "Monday 1st June 2015", ("1", "Apologies for absence"), ("7", "DUCK POND")),
    }
    report = import_texts(content, sources)
    assert [p.name for p in (content / "issues").iterdir()] == ["duck-pond.yaml"]
    for name in ("meetings/hill-forum/2015-05-04", "meetings/council/2015-06-01"):
        first, second = record(content, name)["items"]  # type: ignore[misc]
        assert (first.get("issue"), first["routine"], second["issue"]) == (None, True, "duck-pond")
    told = {(a.text, a.reason) for s in report.sources for a in s.assumed}
    assert told == {
        ("issues/duck-pond", "joined by its title, which stands at 2 meetings"),
        ("Apologies for absence", "routine business makes no issue"),
    }
    before = files(content)
    assert import_texts(content, sources).written == 0
    assert files(content) == before


def test_an_item_joins_one_that_was_imported_before(content: Path) -> None:
    import_texts(content, {"a.txt": meeting_page("Hill Forum", "Monday 4th May 2015", ("2", "Duck Pond"))})
    assert not (content / "issues").exists()
    import_texts(content, {"b.txt": meeting_page("Council", "Monday 1st June 2015", ("7", "Duck Pond"))})
    assert record(content, "meetings/hill-forum/2015-05-04")["items"][0]["issue"] == "duck-pond"  # type: ignore[index]


def test_what_a_person_parted_is_not_joined_again(content: Path) -> None:
    sources = {
        "a.txt": meeting_page("Hill Forum", "Monday 4th May 2015", ("2", "Duck Pond")),
        "b.txt": meeting_page("Council", "Monday 1st June 2015", ("7", "Duck Pond")),
    }
    import_texts(content, sources)
    replace(content, "meetings/council/2015-06-01", "    issue: duck-pond\n", "")
    before = files(content)
    import_texts(content, sources)
    assert files(content) == before


def test_a_number_that_two_items_have_gives_the_second_an_anchor_of_its_own(content: Path) -> None:
    issue = "Issue - meetings\nGeese\nMeeting: 01/06/2015 - Council (Item 7)\n7 Geese\nMinutes:\nGeese came.\n"
    import_texts(content, {"a.txt": meeting_page("Council", "Monday 1st June 2015", ("7", "Ducks")), "b.txt": issue})
    items = record(content, "meetings/council/2015-06-01")["items"]
    assert [(i["title"], i["number"], i.get("anchor")) for i in items] == [  # type: ignore[union-attr, attr-defined]
        ("Ducks", "7", None),
        ("Geese", "7", "7-2"),
    ]


def test_an_item_whose_number_changed_is_known_by_its_title(content: Path) -> None:
    import_texts(
        content, {"a.txt": meeting_page("Council", "Monday 1st June 2015", ("3", "Ponds"), ("4", "Duck Pond"))}
    )
    issue = (
        "Issue - meetings\nDuck Pond\nMeeting: 01/06/2015 - Council (Item 45)\n45 Duck Pond\nMinutes:\nDucks came.\n"
    )
    report = import_texts(content, {"b.txt": issue})
    assert numbers_of(content, "meetings/council/2015-06-01") == ["3", "4"]
    assert [c.field for s in report.sources for _, c in s.contradictions] == ["items/4/number", "items/4/minutes"]


def test_error_a_record_that_cannot_be_written_is_reported_and_the_rest_is_written(content: Path) -> None:
    (content / "meetings").mkdir()
    (content / "meetings" / "greens").write_text("in the way", encoding="utf-8")
    report = import_texts(content, {"b.txt": PONDS})
    assert (report.written, report.exit_status()) == (2, 1)
    assert "cannot be written" in report.sources[0].not_understood[-1].reason


def test_two_decisions_of_one_title_in_a_year_stay_two(content: Path) -> None:
    page = (
        "Issue - decisions\nPlay areas\n17/12/2013 - Repairs\nRESOLVED: To repair the slide.\n"
        "18/12/2013 - Repairs\nRESOLVED: To repair the swings.\n"
    )
    import_texts(content, {"two.txt": page})
    before = files(content)
    import_texts(content, {"two.txt": page})
    assert files(content) == before
    assert sorted(path.stem for path in (content / "decisions" / "2013").iterdir()) == ["repairs", "repairs-2"]
