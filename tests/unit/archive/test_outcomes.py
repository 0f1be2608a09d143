from __future__ import annotations

import time

import pytest

from plugins.archive.outcomes import read_decision, read_item
from plugins.archive.records import (
    Outcome,
    Reason,
    Recommendation,
    RecordedOutcome,
    Resolution,
    ResponseKind,
)
from tests.support.builders import make_decision, make_item


def resolved(minutes: str) -> list[tuple[str | None, str]]:
    return [(each.paragraph, each.text) for each in read_item(make_item(minutes=minutes)).resolutions]


def outcome(minutes: str) -> Outcome | None:
    read = read_item(make_item(minutes=minutes)).outcome
    return read.kind if read else None


@pytest.mark.parametrize(
    ("paragraph", "words"),
    [
        ("RESOLVED: That the plan be approved.", "That the plan be approved."),
        ("Resolved: To approve the plan.", "To approve the plan."),
        ("RESOLVED – that the plan be approved", "that the plan be approved"),
        ("RESOLVED that the plan be approved", "that the plan be approved"),
        ("Resolved that the plan be approved", "that the plan be approved"),
        ("RESOLVED (unanimously): To approve the plan.", "To approve the plan."),
        ("RESOLVED unanimously that the plan be approved.", "that the plan be approved."),
        ("**RESOLVED:** That the plan be approved.", "That the plan be approved."),
        ("AGREED: that the plan be approved", "that the plan be approved"),
        ("Agreed that the plan be approved", "that the plan be approved"),
        ("It was RESOLVED to approve the plan.", "to approve the plan."),
        ("It was agreed that the plan be approved.", "that the plan be approved."),
        ("Upon being put to the vote it was RESOLVED: To approve the plan.", "To approve the plan."),
        ("1\\. RESOLVED – To approve the plan.", "To approve the plan."),
        ("DECISION: To approve the plan.", "To approve the plan."),
    ],
)
def test_a_resolution_is_read_in_its_many_spellings(paragraph: str, words: str) -> None:
    assert resolved(f"The Head of Parks spoke.\n\n{paragraph}") == [("m2", words)]


def test_a_resolution_of_several_list_items_is_read_item_by_item() -> None:
    minutes = "RESOLVED – that:\n\n- (a) the report be noted; and\n- (b) the plan be approved.\n\nThe meeting closed."
    assert resolved(minutes) == [("m2", "(a) the report be noted; and"), ("m3", "(b) the plan be approved.")]


def test_numbers_typed_by_hand_continue_a_resolution() -> None:
    minutes = "RESOLVED:\n\n1\\. That the report be noted.\n\n(ii) That the plan be approved.\n\nThe meeting closed."
    assert resolved(minutes) == [("m2", "1. That the report be noted."), ("m3", "(ii) That the plan be approved.")]


def test_a_resolution_under_a_heading_is_read() -> None:
    assert resolved("Talk.\n\n### Resolved\n\nThat the plan be approved.") == [("m2", "That the plan be approved.")]


def test_who_resolved_is_told_where_the_text_tells() -> None:
    read = read_item(make_item(minutes="The Planning Committee RESOLVED to refuse permission."))
    assert read.resolutions == (Resolution(text="to refuse permission.", paragraph="m1", by="The Planning Committee"),)


@pytest.mark.parametrize(
    "paragraph",
    [
        "The matter was resolved by officers last week.",
        "Councillor Field agreed to write to the school.",
        "Agreed by the Board",
        "He hoped that the dispute could be resolved to everyone's satisfaction.",
        "Members agreed with the speaker.",
    ],
)
def test_talk_of_resolving_and_agreeing_is_no_resolution(paragraph: str) -> None:
    assert resolved(paragraph) == []
    assert outcome(paragraph) is None


def test_reasons_are_read_with_their_paragraph() -> None:
    read = read_item(make_item(minutes="RESOLVED: That X.\n\nREASON: To save money.\n\nReason for decision: Need."))
    assert read.reasons == (
        Reason(text="To save money.", paragraph="m2"),
        Reason(text="Need.", paragraph="m3"),
    )


def test_a_reason_under_a_heading_of_its_own_is_read() -> None:
    read = read_item(make_item(decision="### Reasons for the decision\n\nTo save money."))
    assert read.reasons == (Reason(text="To save money.", paragraph="d1"),)


ANSWERED = """The recommendations were:

Recommendation 1: To plant trees.

Agreed by the Board

Recommendation 2: To dig a pond

Councillor Reed explained why.

Comment from the Board: Ponds need care. The Board would be willing to look at it.

Recommendation 3: To cut hedges.

Agreed in part. Not in spring.

Recommendation 4: To sell the park.

Not agreed

Recommendation 5: To count the ducks.

Response: Noted; the ducks are counted each May.

Recommendation 6: To paint the gate.

RESOLVED: To approve the plan."""


def test_recommendations_are_read_with_their_answers() -> None:
    read = read_item(make_item(minutes=ANSWERED)).recommendations
    assert [(r.number, r.text, r.paragraph) for r in read] == [
        ("1", "To plant trees.", "m2"),
        ("2", "To dig a pond", "m4"),
        ("3", "To cut hedges.", "m7"),
        ("4", "To sell the park.", "m9"),
        ("5", "To count the ducks.", "m11"),
        ("6", "To paint the gate.", "m13"),
    ]
    assert [(r.response_kind, r.response, r.response_paragraph) for r in read] == [
        (ResponseKind.AGREED, "Agreed by the Board", "m3"),
        (ResponseKind.COMMENT, "Ponds need care. The Board would be willing to look at it.", "m6"),
        (ResponseKind.AGREED_IN_PART, "Agreed in part. Not in spring.", "m8"),
        (ResponseKind.NOT_AGREED, "Not agreed", "m10"),
        (ResponseKind.NOTED, "Noted; the ducks are counted each May.", "m12"),
        (None, None, None),
    ]


def test_advice_and_decision_of_different_bodies_are_told_apart() -> None:
    text = (
        "### Advice of the Advisory Panel\n\nThat the Member be advised to wait. 1.\n\n"
        "### Decision of the Executive Member\n\nRESOLVED: That the advice be accepted.\n\nREASON: Time."
    )
    read = read_item(make_item(decision=text, minutes=text))
    advice = "That the Member be advised to wait. 1."
    assert read.advice == (
        Resolution(text=advice, paragraph="d1", by="Advisory Panel"),
        Resolution(text=advice, paragraph="m1", by="Advisory Panel"),
    )
    assert [(r.paragraph, r.by) for r in read.resolutions] == [("d2", "Executive Member"), ("m2", "Executive Member")]
    assert read.outcome is not None
    assert (read.outcome.paragraph, read.outcome.by) == ("d2", "Executive Member")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("RESOLVED: That the report be noted.", Outcome.NOTED),
        ("RESOLVED: That the application be refused.", Outcome.REFUSED),
        ("RESOLVED: That the item be deferred to the next meeting.", Outcome.DEFERRED),
        ("RESOLVED: That the matter be referred to Scrutiny.", Outcome.REFERRED),
        ("RESOLVED: To accept and endorse the advice.", Outcome.APPROVED),
        ("RESOLVED: That the plan be approved, subject to the following amendments: none.", Outcome.APPROVED_AMENDED),
        ("RESOLVED: That the motion be withdrawn.", Outcome.WITHDRAWN),
        ("RECOMMENDED to Council that the budget be approved.", Outcome.RECOMMENDED),
        ("RESOLVED: To write to the Minister.", Outcome.OTHER),
        ("The report was noted.", Outcome.NOTED),
        ("The motion, having been put to the vote, was lost.", Outcome.REFUSED),
        ("The application was therefore deferred for a site visit.", Outcome.DEFERRED),
    ],
)
def test_the_outcome_is_what_the_words_say(words: str, kind: Outcome) -> None:
    assert outcome(words) == kind


def test_who_notes_a_report_and_approves_a_plan_has_approved() -> None:
    assert outcome("RESOLVED:\n\n- That the report be noted.\n- That the plan be approved.") == Outcome.APPROVED


def test_where_nothing_was_decided_there_is_no_outcome() -> None:
    assert outcome("Members discussed the parks at length.") is None
    assert read_item(make_item()).outcome is None


def test_a_decision_notice_without_a_lead_in_decides_by_its_first_words() -> None:
    read = read_item(make_item(decision="Members spoke.\n\nThat the plan be approved.", minutes="Members spoke."))
    assert read.resolutions == (Resolution(text="That the plan be approved.", paragraph="d2"),)


def test_what_the_record_gives_wins() -> None:
    item = make_item(
        minutes="RESOLVED: That the plan be approved.\n\nREASON: A.\n\nRecommendation 1: B.",
        resolutions=(Resolution(text="Refused"),),
        reasons=(),
        recommendations=(Recommendation(text="C"),),
        outcome=RecordedOutcome(kind=Outcome.REFUSED, text="Refused after all", paragraph="m1"),
    )
    read = read_item(item)
    assert (read.resolutions, read.reasons) == ((Resolution(text="Refused"),), ())
    assert read.recommendations == (Recommendation(text="C"),)
    assert read.outcome is not None
    assert (read.outcome.kind, read.outcome.text, read.outcome.recorded) == (Outcome.REFUSED, "Refused after all", True)


def test_a_decision_outside_a_meeting_decides_in_plain_words() -> None:
    read = read_decision(make_decision(decision="Grant of £500 approved.", reasons_text="The scheme allows it."))
    assert read.resolutions == (Resolution(text="Grant of £500 approved.", paragraph="d1"),)
    assert read.reasons == (Reason(text="The scheme allows it."),)
    assert read.outcome is not None
    assert read.outcome.kind == Outcome.APPROVED


@pytest.mark.parametrize(
    "word", ["The Council of the ", "RESOLVED ", "resolved to ", "It was ", "(a) ", "Reason ", ": "]
)
def test_a_paragraph_of_one_hundred_thousand_words_costs_no_more_than_its_length(word: str) -> None:
    text = word * (1_000_000 // len(word))
    start = time.process_time()
    read_item(make_item(minutes=text))
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("That the report be noted and that the plan be approved.", Outcome.APPROVED),
        ("To note the report; and to refuse the application.", Outcome.REFUSED),
        ("That it be noted that the plan had been approved in May.", Outcome.NOTED),
        ("That the report be noted.", Outcome.NOTED),
        ("That the position be received. The Chair thanked all.", Outcome.NOTED),
    ],
)
def test_noting_gives_way_to_what_else_a_resolution_does(text: str, kind: Outcome) -> None:
    outcome = read_item(make_item(minutes=f"RESOLVED: {text}")).outcome
    assert outcome is not None
    assert outcome.kind == kind


def test_an_outcome_that_only_opens_a_list_goes_on_with_the_first_of_it() -> None:
    outcome = read_item(
        make_item(minutes="RECOMMENDED to Council:\n\n1. that the budget be set;\n2. that it be spent.")
    ).outcome
    assert outcome is not None
    assert (outcome.kind, outcome.text, outcome.paragraph) == (
        Outcome.RECOMMENDED,
        "RECOMMENDED to Council: that the budget be set;",
        "m1",
    )
