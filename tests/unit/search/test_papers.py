from __future__ import annotations

import datetime as dt
from collections.abc import ValuesView
from dataclasses import replace

from plugins.archive.records import Document, Meeting, MeetingId
from plugins.archive.vocabulary import MeetingStatus
from plugins.search.catalogue import Catalogue
from plugins.search.papers import Papers
from tests.support.builders import make_archive, make_committee, make_decision, make_issue, make_item, make_meeting

PLAN = Document(title="plan_v2 FINAL", display_title="The plan", reference="50/2")
SAME = Document(title="Contact strategy")


def _catalogue() -> Catalogue:
    item = make_item("Contact strategy", number="50", issue="contact", documents=(SAME, PLAN), wards=("North",))
    archive = make_archive(
        make_committee("cabinet"),
        make_meeting(
            "cabinet", "2013-09-11", make_item("Apologies", number="1"), item, documents=(Document(title="Agenda"),)
        ),
        make_meeting("cabinet", "2030-01-01", make_item("Budget", number="1"), status=MeetingStatus.SCHEDULED),
        make_issue("contact", "Contacting the council", topics=("Customers",)),
        make_decision(
            "2014/grant", "2014-02-03", title="A grant", decision="To award it.", documents=(Document(title="Terms"),)
        ),
    )
    return Catalogue(Papers(archive))


def test_each_paper_is_a_document_of_its_own_that_leads_to_where_it_was_considered() -> None:
    found = {one.id: (one.kind, one.title, one.url) for one in _catalogue().all().documents}
    assert found == {
        "cabinet/2013-09-11/1": ("document", "Agenda", "meetings/cabinet/2013-09-11/"),
        "cabinet/2013-09-11#item-50/1": ("document", "Contact strategy", "meetings/cabinet/2013-09-11/#item-50"),
        "cabinet/2013-09-11#item-50/2": ("document", "The plan", "meetings/cabinet/2013-09-11/#item-50"),
        "decisions/2014/grant/1": ("document", "Terms", "decisions/2014/grant/"),
    }


def test_a_paper_is_found_by_both_its_titles_its_reference_and_the_item_s_title() -> None:
    plan = next(one for one in _catalogue().all().documents if one.title == "The plan")
    assert [(one.field, one.text) for one in plan.passages if one.field != "setting"] == [
        ("title", "The plan"), ("other titles", "plan_v2 FINAL"), ("documents", "Contact strategy"),
    ]  # fmt: skip
    assert plan.references == ("50/2",)
    assert plan.facets == (("topic", "Customers"), ("ward", "North"))


def test_a_title_that_is_the_item_s_is_said_once() -> None:
    same = next(one for one in _catalogue().all().documents if one.title == "Contact strategy")
    assert [one.field for one in same.passages] == ["title", "setting"]


def test_a_meeting_to_come_is_no_part_of_the_time_that_was_searched() -> None:
    papers = _catalogue()
    records = Catalogue(papers.origin.archive) if isinstance(papers.origin, Papers) else papers
    assert any(one.date == dt.date(2030, 1, 1) for one in records.all().documents)
    assert records.days() == (dt.date(2013, 9, 11), dt.date(2014, 2, 3))
    assert papers.days() == (dt.date(2013, 9, 11), dt.date(2014, 2, 3))


class _Walked(dict[MeetingId, Meeting]):
    """Meetings that count how often all of them are looked at."""

    walks = 0

    def values(self) -> ValuesView[Meeting]:
        """The meetings, counted."""
        self.walks += 1
        return super().values()


def test_all_meetings_are_looked_at_once_to_number_both_items_and_papers() -> None:
    archive = make_archive(make_committee("cabinet"), make_meeting("cabinet", "2013-09-11", make_item("A", number="1")))
    meetings = _Walked(archive.meetings)
    walked = replace(archive, meetings=meetings)
    papers, records = Catalogue(Papers(walked)), Catalogue(walked)
    assert (len(papers), len(records)) == (0, 2)
    assert meetings.walks == 1
