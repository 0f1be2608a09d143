from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

from plugins.archive.records import DatedName, Document, Exempt, Rendition
from plugins.exports import tables
from plugins.exports.csv_tables import Table
from plugins.exports.data_package import TABLES
from plugins.exports.rows import Seen, item_rows, paper_rows_of_decision, paper_rows_of_meeting
from plugins.exports.sight import Sight
from plugins.exports.sittings import sitting_of
from tests.support.builders import (
    make_archive,
    make_committee,
    make_decision,
    make_issue,
    make_item,
    make_meeting,
    make_person,
)


def _rows(table: Table[Any], rows: Any) -> list[dict[str, str]]:
    found = list(csv.DictReader(io.StringIO(table.header + table.lines(rows), newline=""), strict=True))
    assert all(len(row) == len(table.columns) and None not in row.values() for row in found)
    return found


def test_every_column_says_what_it_means_and_none_stands_twice() -> None:
    for table in TABLES:
        names = [column.name for column in table.columns]
        assert len(set(names)) == len(names)
        assert all(column.means and column.type for column in table.columns)


def test_an_item_stands_in_one_row_with_its_outcome_and_its_committee_as_named_that_day() -> None:
    names = (DatedName(name="Board", until=dt.date(2019, 5, 12)), DatedName(name="Cabinet", from_=dt.date(2019, 5, 13)))
    item = make_item("Plan", number="50", minutes="RESOLVED: To approve it.", exempt=Exempt(paragraphs=(3, 5)))
    meeting = make_meeting("board", "2013-09-11", item)
    archive = make_archive(make_committee("board", *names), meeting)
    sight = Sight(archive, "data/", "")
    (row,) = _rows(tables.ITEMS, item_rows(sight, sitting_of(sight, meeting)))
    assert row["id"] == "board/2013-09-11#item-50"
    assert row["url"] == "../meetings/board/2013-09-11/#item-50"
    assert (row["committee_name_at_meeting"], row["committee_name_now"]) == ("Board", "Cabinet")
    assert (row["outcome"], row["outcome_text"], row["exempt_paragraphs"]) == ("approved", "To approve it.", "3; 5")


def test_documents_have_a_row_for_each_file_and_one_where_there_is_no_file() -> None:
    paper = Document(
        title="Plan", renditions=(Rendition(format="pdf", url="https://x.example/a"), Rendition(format="doc"))
    )
    secret = Document(title="Secret", restricted=Exempt(paragraphs=(1,)))
    meeting = make_meeting(
        "cabinet", "2013-09-11", make_item(number="5", documents=(paper, secret)), documents=(paper,)
    )
    decision = make_decision(documents=(secret,))
    sight = Sight(make_archive(meeting, decision), "data/", "")
    rows = _rows(
        tables.DOCUMENTS,
        [*paper_rows_of_meeting(sight, sitting_of(sight, meeting)), *paper_rows_of_decision(sight, decision)],
    )
    assert [(r["owner"], r["title"], r["format"]) for r in rows] == [
        ("cabinet/2013-09-11", "Plan", "pdf"),
        ("cabinet/2013-09-11", "Plan", "doc"),
        ("cabinet/2013-09-11#item-5", "Plan", "pdf"),
        ("cabinet/2013-09-11#item-5", "Plan", "doc"),
        ("cabinet/2013-09-11#item-5", "Secret", ""),
        ("2020/cycle-grant", "Secret", ""),
    ]


def test_issues_and_meetings_count_what_belongs_to_them() -> None:
    issue = make_issue("plan")
    first = make_meeting("cabinet", "2013-09-11", make_item(issue=issue.id), make_item("Other"))
    second = make_meeting("cabinet", "2014-02-12", make_item(issue=issue.id))
    archive = make_archive(issue, first, second)
    sight = Sight(archive, "data/", "")
    (row,) = _rows(tables.ISSUES, [Seen(sight, issue)])
    assert (row["items"], row["first"], row["last"]) == ("2", "2013-09-11", "2014-02-12")
    assert _rows(tables.MEETINGS, [Seen(sight, first)])[0]["items"] == "2"
    assert _rows(tables.COMMITTEES, [Seen(sight, archive.committees[first.committee])])[0]["meetings"] == "2"


def test_people_and_decisions_have_tables_too() -> None:
    person, decision = make_person(party="Independent"), make_decision(decision="To award the grant.")
    sight = Sight(make_archive(person, decision), "data/", "")
    assert _rows(tables.PEOPLE, [Seen(sight, person)])[0]["party"] == "Independent"
    assert _rows(tables.DECISIONS, [Seen(sight, decision)])[0]["decision"] == "To award the grant."
