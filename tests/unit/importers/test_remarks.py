from __future__ import annotations

import time

import pytest

from plugins.archive.ballots import votes
from plugins.archive.exemptions import schedule_paragraphs
from plugins.archive.interests import declarations
from plugins.archive.records import Attendance, AttendanceStatus, Exempt, NamedVote, Vote, VoteValue
from plugins.importers.remarks import absences, with_all_remarks, with_remarks
from tests.support.builders import make_item, make_meeting


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Councillor Oak declared an interest in item 3.", [("Councillor Oak", None)]),
        ("Councillors Ash and Elm declared personal (but not prejudicial) interests.",
         [("Councillor Ash", "personal"), ("Councillor Elm", "personal")]),
        ("Cllr J. O'Neil (Chair) declared a disclosable pecuniary interest.",
         [("Cllr J. O'Neil (Chair)", "disclosable pecuniary")]),
        ("Councillors A Fir, B C Yew and Mrs D Box declared a non-pecuniary interest.",
         [("Councillor A Fir", "non-pecuniary"), ("Councillor B C Yew", "non-pecuniary"),
          ("Mrs D Box", "non-pecuniary")]),
        ("There were no declarations of interest.", []),
        ("Members were reminded that interests are to be declared.", []),
    ],
)  # fmt: skip
def test_interests_are_told_for_each_who_declared_them(text: str, expected: list[tuple[str, str | None]]) -> None:
    found = list(declarations(text, "m4"))
    assert [(each.name, each.kind) for each in found] == expected
    assert all((each.text, each.paragraph) == (text, "m4") for each in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The vote was 7 for and 3 against.", (7, 3, None, None)),
        ("For: 35 Against: 12 Abstentions: 2", (35, 12, 2, None)),
        ("The motion was carried by 3 votes to 0.", (3, 0, None, True)),
        ("With 5 votes in favour, 2 against and 1 abstention, the motion was lost.", (5, 2, 1, False)),
        ("12 Members voted for and none against.", (12, 0, None, None)),
    ],
)
def test_votes_are_counted_as_written(text: str, expected: tuple[object, ...]) -> None:
    (vote,) = votes(text, "m1")
    assert (vote.for_, vote.against, vote.abstain, vote.carried) == expected


@pytest.mark.parametrize("text", ["Members voted.", "The bus runs for 7 days against the clock.", "5 for dinner"])
def test_numbers_that_count_no_votes_are_no_vote(text: str) -> None:
    assert list(votes(text, "m1")) == []


def test_named_votes_are_told_one_by_one() -> None:
    (vote,) = votes("For: 2, Against: 1. For: Councillors A Fir and B Yew; Against: Councillor C Box.", "m2")
    assert vote.named == (
        NamedVote(name="Councillor A Fir", vote=VoteValue.FOR),
        NamedVote(name="Councillor B Yew", vote=VoteValue.FOR),
        NamedVote(name="Councillor C Box", vote=VoteValue.AGAINST),
    )


def test_apologies_and_substitutes_are_told_for_the_meeting() -> None:
    minutes = (
        "Apologies for absence were received from Councillors Ann Fir, Bo Yew and Cy Box.\n\n"
        "Councillor Di Elm substituted for Councillor Ann Fir."
    )
    assert absences([make_item(minutes=minutes)]) == (
        Attendance(
            name="Councillor Di Elm",
            status=AttendanceStatus.SUBSTITUTE,
            substitute_for="Councillor Ann Fir",
            paragraph="item-parks-m2",
        ),
        Attendance(name="Councillor Ann Fir", status=AttendanceStatus.APOLOGIES, paragraph="item-parks-m1"),
        Attendance(name="Councillor Bo Yew", status=AttendanceStatus.APOLOGIES, paragraph="item-parks-m1"),
        Attendance(name="Councillor Cy Box", status=AttendanceStatus.APOLOGIES, paragraph="item-parks-m1"),
    )


def test_grounds_of_exemption_are_the_paragraphs_that_the_item_names() -> None:
    assert schedule_paragraphs("by virtue of paragraph(s) 3 of Part 1 of Schedule 12A") == (3,)
    assert schedule_paragraphs("as defined in paragraphs 12, 13 and 14 of Schedule 12A to the Act") == (12, 13, 14)
    title = "Sale of Mill (exempt under paragraph 3 of Schedule 12A)"
    assert with_remarks(make_item(title, exempt=Exempt())).exempt == Exempt(paragraphs=(3,))
    assert with_remarks(make_item(title)).exempt is None


def test_what_a_source_gave_as_data_is_kept() -> None:
    given = (Vote(for_=9, against=0),)
    item = with_remarks(make_item(minutes="The vote was 7 for and 3 against.", votes=given))
    assert item.votes == given


def test_reading_again_changes_nothing() -> None:
    item = make_item(minutes="Councillor Oak declared an interest. Apologies were received from Councillor Ash.")
    once = with_all_remarks(make_meeting("cabinet", "2020-05-06", item))
    assert with_all_remarks(once) == once
    assert [d.paragraph for d in once.items[0].declarations] == ["m1"]


@pytest.mark.parametrize(
    "word", ["Councillor A Fir, ", "declared ", "7 for ", "For: ", "paragraph 1, ", "apologies from "]
)
def test_a_long_paragraph_costs_no_more_than_its_length(word: str) -> None:
    text = word * (200_000 // len(word))
    start = time.process_time()
    with_all_remarks(
        make_meeting("cabinet", "2020-05-06", make_item(minutes=text + " apologies substitute declared votes"))
    )
    assert time.process_time() - start < 5
