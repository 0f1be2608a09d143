"""Items without a matter's number: what joins them, what leaves them apart, what a person undid."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from plugins.importers.joining import reference_in
from plugins.importers.report import Report
from tests.support.importing import files, import_texts, record

DAYS = ("Monday 3rd March 2014", "Monday 12th May 2014")
MARCH, MAY = "meetings/harbour-board/2014-03-03", "meetings/harbour-board/2014-05-12"


def page(date: str, *items: tuple[str, str, str], body: str = "Harbour Board") -> str:
    rows = "".join(f"{number}.\n{title}\nMinutes:\n{text}\n" for number, title, text in items)
    return f"Agenda and minutes\n{body} - {date} 6.00 pm\nItems\nNo. Item\n{rows}"


def march(*more: tuple[str, str, str]) -> str:
    return page(DAYS[0], ("23", "Swimming in the dock", "Members spoke."), *more)


def may(text: str, title: str = "Leisure on the water") -> str:
    return page(DAYS[1], ("45", title, text))


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    folder.mkdir()
    return folder


def issues(content: Path) -> list[str]:
    return sorted(path.stem for path in (content / "issues").glob("*.yaml"))


def issue_at(content: Path, name: str, place: int = 0) -> object:
    return record(content, name)["items"][place].get("issue")  # type: ignore[index]


def rules(report: Report) -> list[str]:
    return sorted({each.reason for source in report.sources for each in source.assumed})


def without(content: Path, name: str, place: int = 0) -> None:
    path = content / f"{name}.yaml"
    tree = yaml.safe_load(path.read_text(encoding="utf-8"))
    del tree["items"][place]["issue"]
    path.write_text(yaml.safe_dump(tree, sort_keys=False), encoding="utf-8")


CITING = [
    "Further to Minute 23 of the meeting of 3 March 2014, the report was noted.",
    "Pursuant to Minute 23 of the meeting of the Board held on 3 March 2014, the report was noted.",
    "The plan was agreed.\n\nThe Chair spoke (Minute 23/14 refers).",
    "Further to minute no. 23 of 3 March 2014 the report was noted.",
    "Arising from Minute No. 23 (3rd March 2014), the report was noted.",
]


class TestCitations:
    @pytest.mark.parametrize("text", CITING)
    def test_an_item_that_takes_up_an_earlier_minute_is_of_its_matter(self, content: Path, text: str) -> None:
        report = import_texts(content, {"a.txt": march(), "b.txt": may(text)})
        assert issues(content) == ["swimming-in-the-dock"]
        assert issue_at(content, MARCH) == issue_at(content, MAY) == "swimming-in-the-dock"
        (rule,) = rules(report)
        paragraph = "m2" if "\n\n" in text else "m1"
        assert rule.startswith(
            "joined to item 23 of harbour-board/2014-03-03, which item 45 of harbour-board/2014-05-12"
        )
        assert rule.endswith(f'" ({paragraph})')

    @pytest.mark.parametrize("order", ["ab", "ba"])
    def test_it_does_not_matter_which_meeting_comes_first(self, content: Path, order: str) -> None:
        sources = {"a.txt": march(), "b.txt": may(CITING[0])}
        for name in order:
            import_texts(content, {f"{name}.txt": sources[f"{name}.txt"]})
        assert issue_at(content, MARCH) == issue_at(content, MAY) == "swimming-in-the-dock"

    def test_twice_is_once(self, content: Path) -> None:
        sources = {"a.txt": march(), "b.txt": may(CITING[0])}
        first = import_texts(content, sources)
        before = files(content)
        assert set(rules(import_texts(content, sources))) >= set(rules(first))
        assert files(content) == before

    def test_a_chain_of_citations_is_one_matter(self, content: Path) -> None:
        later = page("Monday 14th July 2014", ("60", "Boats", "Further to Minute 45 of the meeting of 12 May 2014."))
        import_texts(content, {"a.txt": march(), "b.txt": may(CITING[0]), "c.txt": later})
        assert issues(content) == ["swimming-in-the-dock"]
        assert issue_at(content, "meetings/harbour-board/2014-07-14") == "swimming-in-the-dock"

    def test_a_mere_mention_joins_items_that_speak_of_the_same_thing(self, content: Path) -> None:
        text = "Members recalled Minute 23 of the meeting of 3 March 2014."
        import_texts(content, {"a.txt": march(), "b.txt": may(text, "Swimming lessons")})
        assert issue_at(content, MAY) == "swimming-in-the-dock"

    def test_a_mere_mention_of_something_else_joins_nothing(self, content: Path) -> None:
        text = "Members recalled Minute 23 of the meeting of 3 March 2014."
        import_texts(content, {"a.txt": march(), "b.txt": may(text, "Dredging costs")})
        assert issues(content) == []

    @pytest.mark.parametrize(
        "text",
        [
            "Further to Minute 23 of the meeting of 3 March, the report was noted.",
            "Further to Minute 23, the report was noted.",
        ],
    )
    def test_a_citation_without_its_year_is_told_as_doubt(self, content: Path, text: str) -> None:
        report = import_texts(content, {"a.txt": march(), "b.txt": may(text)})
        assert issues(content) == []
        (doubt,) = rules(report)
        assert doubt.startswith("not joined: ")
        assert doubt.endswith("may mean item 23 of harbour-board/2014-03-03")

    def test_two_items_of_the_cited_number_are_doubt(self, content: Path) -> None:
        heading = "Meeting: 03/03/2014 - Harbour Board (Item 23)"
        other = f"Issue - meetings\nCrab pots\n{heading}\n23 Crab pots\nMinutes:\nNoted.\n"
        report = import_texts(content, {"a.txt": march(), "b.txt": may(CITING[0]), "c.txt": other})
        assert issue_at(content, MAY) is None
        assert any(rule.startswith("not joined: ") for rule in rules(report))

    def test_citing_two_minutes_is_doubt(self, content: Path) -> None:
        text = " and ".join(f"further to Minute {number} of the meeting of 3 March 2014" for number in (23, 24))
        report = import_texts(content, {"a.txt": march(("24", "Crab pots", "Noted.")), "b.txt": may(text)})
        assert issues(content) == []
        assert len(rules(report)) == 2

    def test_a_minute_of_another_body_joins_nothing(self, content: Path) -> None:
        text = "Further to Minute 23 of the meeting of the Council held on 3 March 2014, the report was noted."
        import_texts(content, {"a.txt": march(), "b.txt": may(text)})
        assert issues(content) == []

    def test_routine_business_is_cited_in_vain(self, content: Path) -> None:
        first = page(DAYS[0], ("23", "Apologies for absence", "None."))
        import_texts(content, {"a.txt": first, "b.txt": may(CITING[0])})
        assert issues(content) == []

    def test_a_citation_between_two_issues_is_doubt(self, content: Path) -> None:
        issue = "Issue - meetings\n{0}\nMeeting: {1} - Harbour Board (Item {2})\n{2} {0}\nMinutes:\n{3}\n"
        sources = {
            "a.txt": issue.format("Swimming in the dock", "03/03/2014", "23", "Members spoke."),
            "b.txt": issue.format("Leisure on the water", "12/05/2014", "45", CITING[0]),
        }
        report = import_texts(content, sources)
        assert issues(content) == ["leisure-on-the-water", "swimming-in-the-dock"]
        assert any(rule.startswith("not joined: ") for rule in rules(report))


class TestReferences:
    def test_items_with_one_application_s_number_in_their_titles_are_one_matter(self, content: Path) -> None:
        first = page(DAYS[0], ("5", "14/00123/FUL - Boat shed", "Deferred."))
        second = page(DAYS[1], ("7", "Application 14/00123/FUL: 2 Quay Road", "Approved."))
        report = import_texts(content, {"a.txt": first, "b.txt": second})
        assert issue_at(content, MARCH) == issue_at(content, MAY) == "14-00123-ful-boat-shed"
        assert rules(report) == ['joined by the reference "14/00123/FUL", which stands in titles at 2 meetings']

    @pytest.mark.parametrize(
        ("title", "reference"),
        [
            ("14/00123/FUL - Boat shed", "14/00123/ful"),
            ("P/2014/0456: Boat shed", "p/2014/0456"),
            ("Budget 2014/15", None),
            ("Budget 2014/2015", None),
            ("14/00123/FUL and 14/00124/LBC", None),
            ("Minutes of 03/03/2014", None),
            ("Plan 12/2014", None),
        ],
    )
    def test_what_is_a_reference(self, title: str, reference: str | None) -> None:
        assert reference_in(title) == reference


class TestWhatAPersonUndid:
    @pytest.mark.parametrize("text", [CITING[0], "The report was noted."])
    def test_a_join_that_was_undone_wholly_stays_undone(self, content: Path, text: str) -> None:
        title = "Leisure on the water" if "Further" in text else "Swimming in the dock"
        sources = {"a.txt": march(), "b.txt": may(text, title)}
        import_texts(content, sources)
        without(content, MARCH)
        without(content, MAY)
        (content / "issues" / "swimming-in-the-dock.yaml").unlink()
        (content / "imported" / "issues" / "swimming-in-the-dock.json").unlink()
        before = files(content)
        report = import_texts(content, sources)
        assert files(content) == before
        assert rules(report) == []

    def test_an_item_taken_out_of_an_issue_stays_out_of_it_when_a_third_comes(self, content: Path) -> None:
        title = "Swimming in the dock"
        third = page("Monday 14th July 2014", ("60", title, "Noted."))
        import_texts(content, {"a.txt": march(), "b.txt": may("Noted.", title)})
        without(content, MAY)
        import_texts(content, {"c.txt": third})
        assert issue_at(content, MAY) is None
        assert issue_at(content, "meetings/harbour-board/2014-07-14") == "swimming-in-the-dock"

    def test_an_issue_whose_file_was_removed_comes_back_while_items_name_it(self, content: Path) -> None:
        sources = {"a.txt": march(), "b.txt": may(CITING[0])}
        import_texts(content, sources)
        (content / "issues" / "swimming-in-the-dock.yaml").unlink()
        import_texts(content, sources)
        assert issues(content) == ["swimming-in-the-dock"]


def test_routine_business_is_listed_and_makes_no_issue(content: Path) -> None:
    pages = [page(day, ("1", "Declarations of interest", "None.")) for day in DAYS]
    report = import_texts(content, {f"{n}.txt": each for n, each in enumerate(pages)})
    assert issues(content) == []
    assert [(s.assumed[0].text, s.assumed[0].reason) for s in report.sources] == [
        ("Declarations of interest", "routine business makes no issue")
    ] * 2
