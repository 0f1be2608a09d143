from __future__ import annotations

import datetime as dt

from plugins.archive.records import AgendaItem, Committee, Issue, Meeting
from plugins.importers.drafts import FURNITURE, NO_PLACE, Page, Reading
from plugins.importers.readers import read
from plugins.importers.recognise import Unreadable
from tests.support.accounting import missing

HEAD = "Issue - meetings\n\nDuck Ponds\n\n"


def reading(text: str) -> Reading:
    result = read(Page("ponds.txt", "0" * 64, text))
    assert not isinstance(result, Unreadable)
    assert missing(text, result) == []
    return result


def meetings(text: str) -> list[Meeting]:
    return [draft.record for draft in reading(text).drafts if isinstance(draft.record, Meeting)]


def item(text: str) -> AgendaItem:
    (meeting,) = meetings(HEAD + text)
    (only,) = meeting.items
    return only


def left(text: str, reason: str) -> list[str]:
    return [each.text for each in reading(text).left if each.reason == reason]


WHOLE = """\
Meeting: 03/02/2011 - Parks Board (Item 7)
7 Town Ponds pdf icon PDF 43 KB
This report is about ponds.
Additional documents:
- Map, item 7 PDF 1 KB View as DOC (7/2) 2 KB
Decision:
That the ponds be kept.
Minutes:
The Head of Parks spoke.
RESOLVED: To keep the ponds.
"""


def test_every_part_of_an_item_is_found() -> None:
    found = item(WHOLE)
    assert (found.number, found.title, found.issue) == ("7", "Town Ponds", "issue:duck-ponds")
    assert found.summary == "This report is about ponds."
    assert found.decision == "That the ponds be kept."
    assert found.minutes == "The Head of Parks spoke.\n\nRESOLVED: To keep the ponds."
    report, additional = found.documents
    assert (report.title, report.kind.value, report.renditions[0].size_as_written) == ("Town Ponds", "report", "43 KB")
    assert (additional.title, additional.reference, [r.format for r in additional.renditions]) == (
        "Map", "7/2", ["pdf", "doc"]
    )  # fmt: skip


def test_the_issue_s_title_and_the_item_s_are_different_facts() -> None:
    drafts = reading(HEAD + WHOLE).drafts
    assert [d.record.title for d in drafts if isinstance(d.record, Issue)] == ["Duck Ponds"]
    assert item(WHOLE).title == "Town Ponds"


def test_records_say_where_they_were_read() -> None:
    (source,) = meetings(HEAD + WHOLE)[0].sources
    assert (source.file, source.format, source.kind, source.line) == (
        "ponds.txt",
        "moderngov-text",
        "issue-meetings",
        5,
    )


def test_two_meetings_in_any_order_are_two_meetings() -> None:
    later = WHOLE.replace("03/02/2011", "04/03/2010").replace("Parks Board", "COUNCIL").replace("Item 7", "Item 12")
    found = meetings(HEAD + WHOLE + later.replace("\n7 ", "\n12. "))
    assert [(m.date, m.items[0].number, m.items[0].title) for m in found] == [
        (dt.date(2011, 2, 3), "7", "Town Ponds"),
        (dt.date(2010, 3, 4), "12", "Town Ponds"),
    ]


def test_a_renamed_committee_tells_both_names() -> None:
    text = HEAD + WHOLE.replace("Parks Board", "Parks Board (became Greens on 1 May 2014)")
    (committee,) = [d.record for d in reading(text).drafts if isinstance(d.record, Committee)]
    assert [(n.name, n.from_, n.until) for n in committee.names] == [
        ("Parks Board", None, dt.date(2014, 4, 30)),
        ("Greens", dt.date(2014, 5, 1), None),
    ]


def test_empty_sections_produce_nothing() -> None:
    found = item("Meeting: 03/02/2011 - Parks (Item 7)\n7 Ponds\n\nAdditional documents:\n\nMinutes:\n\n")
    assert (found.documents, found.summary, found.minutes) == ((), None, None)


def test_text_without_labels_that_resolves_something_is_minutes() -> None:
    text = "Meeting: 03/02/2011 - Parks (Item 7)\n7 Ponds\nMembers spoke at length.\nRESOLVED that ponds be kept."
    assert item(text).minutes == "Members spoke at length.\n\nRESOLVED that ponds be kept."
    assert [each.reason for each in reading(HEAD + text).assumed] == [
        "unlabelled text with a resolution: taken as minutes"
    ]


def test_prose_after_the_documents_is_no_document() -> None:
    text = (
        "Meeting: 03/02/2011 - Parks (Item 7)\n7 Ponds\nAdditional documents:\nMap, item 7 PDF 1 KB\n"
        "Members spoke at length about ponds."
    )
    assert item(text).minutes == "Members spoke at length about ponds."


def test_a_paragraph_that_begins_with_decision_stays_in_the_minutes() -> None:
    text = (
        "Meeting: 03/02/2011 - Parks (Item 7)\n7 Ponds\nMinutes:\nMembers spoke.\nDecision: To keep them.\nDecision:\nx"
    )
    assert item(text).minutes == "Members spoke.\n\nDecision: To keep them.\n\nDecision:\n\nx"


def test_words_run_together_with_their_label_are_kept() -> None:
    assert item("Meeting: 03/02/2011 - Parks (Item 7)\n7 Ponds\nMinutes:Members spoke.").minutes == "Members spoke."


def test_without_a_number_or_heading_the_item_has_the_issue_s_title() -> None:
    found = item("Meeting: 03/02/2011 - Parks\nDecision:\nThat ponds be kept.")
    assert (found.number, found.title, found.decision) == (None, "Duck Ponds", "That ponds be kept.")


def test_a_title_that_begins_with_a_year_keeps_it() -> None:
    assert item("Meeting: 03/02/2011 - Parks (Item 7)\n7. 2010 Pond Survey PDF 1 KB").title == "2010 Pond Survey"


def test_sub_headings_are_headings_and_bullets_a_list() -> None:
    head = "Meeting: 03/02/2011 - Parks (Item 7)\n7 Ponds\nDecision:\n"
    text = head + "Said:\n  • one\n  • two\n\u00a0\nAdvice of the Panel\nWait."
    assert item(text).decision == "Said:\n\n- one\n- two\n\n### Advice of the Panel\n\nWait."


def test_text_is_kept_as_written() -> None:
    head = "Meeting: 03/02/2011 - Parks (Item 7)\n7 Ponds\nMinutes:\n"
    text = head + "REASON:\u00a0 \u00a0 So 1 < 2 & *x* _y_ <b>.\n1. Typed"
    assert item(text).minutes == "REASON: So 1 < 2 & \\*x\\* \\_y\\_ \\<b>.\n\n1\\. Typed"


def test_the_site_s_frame_is_reported_as_furniture() -> None:
    text = "Skip to main content\nHome\n" + HEAD + WHOLE + "Feedback\nBack to the top of the page\n"
    furniture = left(text, FURNITURE)
    assert furniture[:3] == ["Skip to main content", "Home", "Issue - meetings"]
    assert furniture[-2:] == ["Feedback", "Back to the top of the page"]


def test_what_has_no_place_is_reported_with_its_line() -> None:
    found = reading("Strange line\n" + HEAD + WHOLE)
    assert [(e.line, e.text) for e in found.left if e.reason == NO_PLACE] == [(1, "Strange line")]


def test_a_page_of_another_kind_is_not_read() -> None:
    result = read(Page("letter.txt", "0" * 64, "Dear council,\nwe like ponds.\n"))
    assert result == Unreadable("it is nothing that is known here")


def test_a_title_that_the_page_cuts_is_completed_by_its_items_and_the_rule_is_told() -> None:
    meeting = "Meeting: 03/02/2011 - Parks (Item 7)\n7 A plan for the town's duck ponds\n"
    text = f"Issue - meetings\nA plan for the town's duck…\n{meeting}"
    (issue,) = [d.record for d in reading(text).drafts if isinstance(d.record, Issue)]
    assert (issue.title, issue.titles) == ("A plan for the town's duck ponds", ("A plan for the town's duck…",))
    assert [a.reason for a in reading(text).assumed] == [
        "the page cuts the issue's title: its item's title completes it"
    ]


def test_a_page_whose_title_line_also_names_the_issue_tells_it() -> None:
    text = "Issue - items at meetings - Duck Ponds\nMeeting: 03/02/2011 - Parks (Item 7)\n7 Town Ponds\n"
    assert [d.record.title for d in reading(text).drafts if isinstance(d.record, Issue)] == ["Duck Ponds"]
