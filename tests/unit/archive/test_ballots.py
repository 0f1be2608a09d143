from __future__ import annotations

import pytest

from plugins.archive.ballot_tables import table_vote
from plugins.archive.ballots import listed_votes, votes
from plugins.archive.prose import parse
from plugins.archive.records import Vote
from plugins.archive.vocabulary import VoteValue

FOR, AGAINST, ABSTAIN = VoteValue.FOR, VoteValue.AGAINST, VoteValue.ABSTAIN


def cast(vote: Vote | None) -> list[tuple[str, VoteValue]]:
    return [(each.name, each.vote) for each in vote.named] if vote else []


@pytest.mark.parametrize(
    ("text", "numbers", "carried"),
    [
        ("The vote was 8 for, 3 against and 1 abstention.", (8, 3, 1), None),
        ("Eight Members voted in favour, three voted against and one abstained.", (8, 3, 1), None),
        ("With 5 votes in favour and none against, the motion was carried.", (5, 0, None), True),
        ("The motion was carried: For 9, Against 4, Abstentions 1.", (9, 4, 1), True),
        ("In favour: 12 Against: 11 Abstentions: 2", (12, 11, 2), None),
        ("For - 4; Against - 5. The amendment was lost.", (4, 5, None), False),
        ("The motion was lost by 3 votes to 9.", (3, 9, None), False),
    ],
)
def test_a_vote_is_counted_in_figures_and_in_words(
    text: str,
    numbers: tuple[int | None, ...],
    carried: bool | None,  # noqa: FBT001
) -> None:
    (vote,) = votes(text, "m1")
    assert (vote.for_, vote.against, vote.abstain, vote.carried, vote.paragraph) == (*numbers, carried, "m1")


@pytest.mark.parametrize(
    ("text", "motion", "carried", "manner"),
    [
        ("RESOLVED (unanimously): That the plan be approved.", None, True, "unanimously"),
        ("It was unanimously agreed that the plan be approved.", None, True, "unanimously"),
        ("AGREED nem con that the plan be approved.", None, True, "nem con"),
        ("The vote was unanimous.", None, True, "unanimous"),
        ("On being put to the vote, the amendment was declared lost.", "The amendment", False, None),
        ("The substantive motion was put to the vote and was carried.", "The substantive motion", True, None),
        (
            "The motion was carried on the casting vote of the Chair.",
            "The motion",
            True,
            "on the casting vote of the Chair",
        ),
        ("The amendment fell.", "The amendment", False, None),
        ("The motion was lost on the Mayor's casting vote.", "The motion", False, "on the Mayor's casting vote"),
    ],
)
def test_a_vote_is_told_in_words(text: str, motion: str | None, carried: bool | None, manner: str | None) -> None:  # noqa: FBT001
    (vote,) = votes(text, "m1")
    assert (vote.motion, vote.carried, vote.manner, vote.for_) == (motion, carried, manner, None)


@pytest.mark.parametrize(
    "text",
    [
        "Members voted.",
        "The Panel had unanimously agreed this in May.",
        "The bus runs for 7 days against the clock.",
        "Members asked whether the motion was lost.",
        "The lost property was returned.",
        "The tower fell in a storm.",
        "The works were carried out in May.",
        "If the vote is tied the Chair has a casting vote.",
        "Residents were unanimous in their praise.",
        "The recommendation was agreed.",
    ],
)
def test_other_words_tell_no_vote(text: str) -> None:
    assert list(votes(text, "m1")) == []


def test_several_votes_of_a_paragraph_are_told_apart() -> None:
    text = "The amendment was lost with 3 for and 9 against. The motion was carried with 9 for and 3 against."
    assert [(vote.for_, vote.carried, vote.motion) for vote in votes(text, "m1")] == [
        (3, False, "The amendment"),
        (9, True, "The motion"),
    ]


def test_names_below_the_word_for_how_they_voted_are_a_vote() -> None:
    names = "For (2):\n\n- Councillor A Ash\n- Councillor B Elm\n\nAgainst (1):\n\nCouncillor C Oak"
    minutes = f"A recorded vote was taken.\n\n{names}\n\nThe motion was carried."
    blocks = [(f"m{block.number}", block) for block in parse(minutes)]
    (vote,) = listed_votes(blocks)
    assert (vote.for_, vote.against, vote.paragraph) == (2, 1, "m2")
    assert cast(vote) == [("Councillor A Ash", FOR), ("Councillor B Elm", FOR), ("Councillor C Oak", AGAINST)]


def test_names_beside_the_word_for_how_they_voted_are_a_vote() -> None:
    minutes = "For the motion: Councillors A Ash and B Elm (2)\n\nAgainst the motion: Councillor C Oak (1)\n\nThe end."
    (vote,) = listed_votes([(f"m{block.number}", block) for block in parse(minutes)])
    assert (vote.for_, vote.against) == (2, 1)
    assert cast(vote) == [("Councillor A Ash", FOR), ("Councillor B Elm", FOR), ("Councillor C Oak", AGAINST)]


def test_names_without_ways_to_vote_are_none() -> None:
    blocks = [
        (f"m{b.number}", b) for b in parse("Present:\n\n- Councillor A Ash\n- Councillor B Elm\n\nFor tea:\n\nMilk")
    ]
    assert list(listed_votes(blocks)) == []


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("Councillor | For | Against\nAsh, A | X | \nElm, B |  | X", [("Ash, A", FOR), ("Elm, B", AGAINST)]),
        ("Name | Vote\nCllr Ash | For\nCllr Elm | Abstain", [("Cllr Ash", FOR), ("Cllr Elm", ABSTAIN)]),
        ("For | Against\nCllrs Ash and Elm | Cllr Oak", [("Cllr Ash", FOR), ("Cllr Elm", FOR), ("Cllr Oak", AGAINST)]),
        ("For (2) | Councillors Ash and Elm\nAgainst (1) | Councillor Oak",
         [("Councillor Ash", FOR), ("Councillor Elm", FOR), ("Councillor Oak", AGAINST)]),
        ("Year | Cost\n2019 | 4\n2020 | 5", []),
        ("For | Note\nBudget | Agreed", []),
    ],
)  # fmt: skip
def test_votes_are_read_from_tables_of_several_shapes(table: str, expected: list[tuple[str, VoteValue]]) -> None:
    assert cast(table_vote(table, "m3")) == expected


def test_totals_of_a_table_stand_as_written() -> None:
    vote = table_vote("Councillor | For | Against\nAsh | X | \nElm | X | \nTotal | 3 | 0", "m3")
    assert vote is not None
    assert (vote.for_, vote.against, len(vote.named)) == (3, 0, 2)
