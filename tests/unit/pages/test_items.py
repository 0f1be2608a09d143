from __future__ import annotations

from plugins.archive.archive import Archive
from plugins.archive.records import (
    CallIn,
    Declaration,
    MeetingStatus,
    Outcome,
    Recommendation,
    RecordedOutcome,
    ResponseKind,
    Vote,
)
from plugins.pages.views import make_shelf
from plugins.pages.views.items import ItemView
from tests.support.builders import make_archive, make_issue, make_item, make_meeting, make_person

RESOLVED = "The Board considered a plan.\n\nRESOLVED: That the plan be approved."


def view(**facts: object) -> ItemView:
    archive = make_archive(
        make_issue("parks"), make_person("jo-field"), make_meeting("cabinet", "2020-05-06", make_item(**facts))
    )
    return first_item(archive)


def first_item(archive: Archive) -> ItemView:
    return make_shelf(archive).items_of(next(iter(archive.meetings.values())))[0]


def test_an_outcome_leads_to_the_paragraph_it_was_read_from() -> None:
    outcome = view(number="50", minutes=RESOLVED, issue="parks").outcome
    assert outcome is not None
    assert outcome.address == "meetings/cabinet/2020-05-06/#item-50-m2"
    assert (outcome.kind, outcome.label, outcome.source) == ("approved", "Approved", "from the minutes")


def test_an_outcome_of_the_decision_notice_says_so() -> None:
    outcome = view(number="50", decision=RESOLVED, minutes=RESOLVED, issue="parks").outcome
    assert outcome is not None
    assert (outcome.anchor, outcome.source) == ("item-50-d2", "from the decision notice")


def test_a_recorded_outcome_without_a_paragraph_is_not_said_to_be_from_the_minutes() -> None:
    outcome = view(number="50", outcome=RecordedOutcome(kind=Outcome.DEFERRED, text="deferred to June;")).outcome
    assert outcome is not None
    assert (outcome.text, outcome.source) == ("Deferred to June", "as recorded")


def test_an_item_without_a_decision_has_no_outcome() -> None:
    assert view(number="50", minutes="The Board talked.").outcome is None


def test_a_decision_is_missed_only_at_a_meeting_that_was_held_and_not_of_routine_items() -> None:
    def expected(status: MeetingStatus, *, routine: bool) -> bool:
        meeting = make_meeting("cabinet", "2020-05-06", make_item(routine=routine), status=status)
        return first_item(make_archive(meeting)).expected

    assert expected(MeetingStatus.HELD, routine=False)
    assert not expected(MeetingStatus.HELD, routine=True)
    assert not expected(MeetingStatus.SCHEDULED, routine=False)


def test_the_other_resolutions_of_the_same_edition_are_counted() -> None:
    text = "RESOLVED:\n\n1. That the plan be approved.\n2. That a report be made.\n"
    assert view(number="50", decision=text, minutes=text).further == 1


def test_both_editions_of_a_text_are_kept_under_their_labels() -> None:
    shown = view(number="50", summary="A plan.", decision="Agreed.", minutes="It was agreed.")
    assert [(e.label, e.letter) for e in shown.editions] == [
        ("Summary", "s"),
        ("Decision notice", "d"),
        ("Minutes", "m"),
    ]


def test_a_text_has_its_anchors_at_home_and_leads_there_from_elsewhere() -> None:
    edition = view(number="50", minutes="One.\n\nTwo.").editions[0]
    assert 'id="item-50-m2"' in str(edition.html())
    elsewhere = str(edition.html("../../meetings/cabinet/2020-05-06/"))
    assert "id=" not in elsewhere
    assert 'href="../../meetings/cabinet/2020-05-06/#item-50-m2"' in elsewhere


def test_a_recommendation_without_an_answer_says_so() -> None:
    shown = view(recommendations=(Recommendation(text="Plant trees", number="1"),)).recommendations[0]
    assert (shown.response_label, shown.response_kind) == ("No response in this item", "none")


def test_a_recommendation_stands_beside_its_answer() -> None:
    given = Recommendation(
        text="Plant trees",
        paragraph="m1",
        response="Agreed",
        response_kind=ResponseKind.AGREED,
        response_paragraph="m2",
    )
    shown = view(number="7", recommendations=(given,)).recommendations[0]
    assert (shown.anchor, shown.response_label, shown.response_anchor) == ("item-7-m1", "Agreed", "item-7-m2")


def test_a_vote_has_the_numbers_of_the_source_and_no_others() -> None:
    shown = view(votes=(Vote(for_=7, against=0, carried=True),)).votes[0]
    assert (shown.counts, shown.result) == ((("For", 7), ("Against", 0)), "Carried")


def test_a_declaration_leads_to_the_person_and_the_paragraph() -> None:
    given = Declaration(name="Councillor Field", person="jo-field", text="Lives there.", paragraph="m1")  # type: ignore[arg-type]
    shown = view(number="7", declarations=(given,)).declarations[0]
    assert (shown.person.address, shown.anchor) == ("people/jo-field/", "item-7-m1")


def test_a_call_in_is_shown_as_recorded() -> None:
    shown = view(call_in=CallIn(status="Called in")).call_in
    assert shown is not None
    assert (shown.status, shown.date) == ("Called in", None)
