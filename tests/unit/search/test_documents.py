from __future__ import annotations

import datetime as dt

import pytest

from plugins.archive.archive import Archive
from plugins.archive.records import DatedName, Document, Member
from plugins.search.catalogue import gather
from plugins.search.documents import SearchDocument
from tests.support.builders import (
    make_archive,
    make_committee,
    make_decision,
    make_issue,
    make_item,
    make_meeting,
    make_person,
)

NAMES = (
    DatedName(name="City Executive Board", until=dt.date(2019, 5, 12)),
    DatedName(name="Cabinet", from_=dt.date(2019, 5, 13)),
)
MINUTES = "The Board considered a report.\n\nRESOLVED: That the strategy be approved.\n"


@pytest.fixture
def archive() -> Archive:
    item = make_item(
        "Customer Contact Strategy", number="50", issue="contact", summary="To agree a draft.", minutes=MINUTES,
        documents=(Document(title="Draft v12", reference="50/2"),), wards=("North",),
    )  # fmt: skip
    return make_archive(
        make_committee("cabinet", *NAMES, purpose="Decides.", members=(Member(name="Jo Field"),)),
        make_meeting("cabinet", "2013-09-11", make_item("Apologies", number="1", routine=True), item),
        make_issue("contact", "Contacting the council", topics=("Customers",), references=("Int 12-2013",)),
        make_person("jo-field", "Jo Field", role="Councillor", ward="North"),
        make_decision("2014/grant", "2014-02-03", title="A grant", decision="To award it.", committee="cabinet"),
    )


def _one(archive: Archive, identifier: str) -> SearchDocument:
    return next(one for one in gather(archive).documents if one.id == identifier)


def _texts(document: SearchDocument, field: str) -> list[tuple[str, str]]:
    return [(one.anchor, one.text) for one in document.passages if one.field == field]


def test_everything_of_the_archive_is_there_to_be_found(archive: Archive) -> None:
    kinds = [document.kind for document in gather(archive).documents]
    assert sorted(kinds) == ["committee", "decision", "issue", "item", "item", "person"]


def test_documents_are_in_the_order_of_days_and_a_meeting_s_last_item_first(archive: Archive) -> None:
    searched = gather(archive).documents
    assert [document.date for document in searched[:2]] == [None, None]
    items = [document.title for document in searched if document.kind == "item"]
    assert items == ["Customer Contact Strategy", "Apologies"]
    assert searched[-1].kind == "decision"


def test_an_item_leads_to_its_anchor_and_names_the_committee_as_of_that_day(archive: Archive) -> None:
    item = _one(archive, "cabinet/2013-09-11#item-50")
    assert item.url == "meetings/cabinet/2013-09-11/#item-50"
    assert (item.committee, item.committee_name, item.date) == ("cabinet", "City Executive Board", dt.date(2013, 9, 11))
    assert (item.outcome, item.issue, item.routine) == ("approved", "contact", False)


def test_every_paragraph_has_its_own_anchor(archive: Archive) -> None:
    item = _one(archive, "cabinet/2013-09-11#item-50")
    assert [anchor for anchor, _ in _texts(item, "minutes")] == ["item-50-m1", "item-50-m2"]
    assert _texts(item, "summary") == [("item-50-s1", "To agree a draft.")]
    assert _texts(item, "outcome")[0][0] == "item-50-m2"


def test_an_item_is_found_by_its_papers_its_matter_its_number_and_its_day(archive: Archive) -> None:
    item = _one(archive, "cabinet/2013-09-11#item-50")
    assert _texts(item, "documents") == [("", "Draft v12")]
    assert _texts(item, "other titles") == [("", "Contacting the council")]
    assert set(item.references) == {"item 50", "2013-09-11", "50/2", "Int 12-2013"}
    assert _texts(item, "setting") == [("", "City Executive Board · Cabinet · 11 September 2013")]
    assert set(item.facets) == {("topic", "Customers"), ("ward", "North")}


def test_routine_items_are_known_as_such(archive: Archive) -> None:
    assert _one(archive, "cabinet/2013-09-11#item-1").routine


def test_an_issue_stands_where_it_last_came_up(archive: Archive) -> None:
    issue = _one(archive, "issues/contact")
    assert (issue.url, issue.date, issue.outcome) == ("issues/contact/", dt.date(2013, 9, 11), "approved")


def test_a_committee_is_found_by_all_its_names(archive: Archive) -> None:
    committee = _one(archive, "committees/cabinet")
    assert committee.title == "Cabinet"
    assert _texts(committee, "other titles") == [("", "City Executive Board")]
    assert [list(one.names) for one in gather(archive).committees] == [["City Executive Board", "Cabinet"]]


def test_a_decision_and_a_person_lead_to_their_pages(archive: Archive) -> None:
    decision = _one(archive, "decisions/2014/grant")
    assert (decision.url, decision.committee_name) == ("decisions/2014/grant/", "City Executive Board")
    assert _texts(decision, "decision") == [("d1", "To award it.")]
    assert _one(archive, "people/jo-field").url == "people/jo-field/"


def test_fields_of_one_kind_stand_together(archive: Archive) -> None:
    for document in gather(archive).documents:
        fields = [passage.field for passage in document.passages]
        assert len(set(fields)) == len([1 for at, field in enumerate(fields) if field not in fields[at + 1 : at + 2]])
