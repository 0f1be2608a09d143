from __future__ import annotations

import datetime as dt
import time

import pytest

from plugins.archive.outcomes import read_decision, read_item
from plugins.archive.remarks import Promise
from plugins.archive.said import promises_made
from plugins.archive.vocabulary import DatePrecision, PromiseKind
from tests.support.builders import make_decision, make_item

DAY = dt.date(2013, 9, 11)
RESOLVED, UNDERTAKEN, REQUESTED = PromiseKind.RESOLVED, PromiseKind.UNDERTAKEN, PromiseKind.REQUESTED


def promised(day: dt.date = DAY, **texts: str) -> tuple[Promise, ...]:
    return promises_made(read_item(make_item(**texts)).said, day)


def the_promise(minutes: str) -> Promise:
    (found,) = promised(minutes=minutes)
    return found


@pytest.mark.parametrize(
    ("sentence", "kind", "to", "due"),
    [
        ("The plan will be brought back to the Panel in February 2014.", UNDERTAKEN, "the Panel", "February 2014"),
        ("After trials the scheme would return to the Board in March 2014.", UNDERTAKEN, "the Board", "March 2014"),
        ("The survey findings will be reported to PSC in due course.", UNDERTAKEN, "PSC", "in due course"),
        ("Officers would report back to the Panel by 31 May 2014.", UNDERTAKEN, "the Panel", "31 May 2014"),
        ("A further report would be submitted to the next meeting.", UNDERTAKEN, "the next meeting",
         "the next meeting"),
        ("An update would be provided to Members in the new year.", UNDERTAKEN, "Members", "in the new year"),
        ("The outcome would be reported to a future meeting.", UNDERTAKEN, "a future meeting",
         "a future meeting"),
        ("The Head of Parks agreed to provide a written response.", UNDERTAKEN, None, None),
        ("Councillor Ash undertook to report back to the Panel.", UNDERTAKEN, "the Panel", None),
        ("Mr Elm said he would come back to the Panel with figures in May.", UNDERTAKEN, "the Panel", "May"),
        ("The Chair undertook to look into this and report back to the Board.", UNDERTAKEN, "the Board", None),
        ("He would be reporting back to the next meeting.", UNDERTAKEN, "the next meeting", "the next meeting"),
        ("The Working Group would report to the Panel in May.", UNDERTAKEN, "the Panel", "May"),
        ("RESOLVED: That Heads of Service provide a full update at the next meeting.", RESOLVED, "the next meeting",
         "the next meeting"),
        ("RESOLVED: That the scheme come back once it is finalised.", RESOLVED, None, "once it is finalised"),
        ("ACTION: Head of Parks to circulate a briefing note to all members", UNDERTAKEN, "all members", None),
        ("Members requested that a further report be brought to the Panel in six months.", REQUESTED, "the Panel",
         "in six months"),
        ("The Director of Place was asked to report back by the end of the municipal year.", REQUESTED, None,
         "by the end of the municipal year"),
        ("RESOLVED: That a progress report be submitted to the meeting in June.", RESOLVED, "the meeting", "June"),
        ("RESOLVED that officers report back to the Committee in twelve months.", RESOLVED, "the Committee",
         "in twelve months"),
        ("RESOLVED: To receive a further report in six months.", RESOLVED, None, "in six months"),
        ("It was agreed that a revised policy be brought to the Committee in spring 2014.", RESOLVED, "the Committee",
         "spring 2014"),
        ("AGREED: That the Committee receive an update at its next meeting.", RESOLVED, "its next meeting",
         "its next meeting"),
        ("RESOLVED: To request the Head of Law to look into the delay and report back to the next meeting.", RESOLVED,
         "the next meeting", "the next meeting"),
    ],
)  # fmt: skip
def test_a_promise_is_read_with_whom_it_is_made_to_and_when_it_is_due(
    sentence: str, kind: PromiseKind, to: str | None, due: str | None
) -> None:
    found = the_promise(f"The report was presented.\n\n{sentence}")
    assert (found.kind, found.to, found.due, found.paragraph) == (kind, to, due, "m2")


@pytest.mark.parametrize(
    "sentence",
    [
        "The draft plan was brought back to the Panel in February 2013.",
        "The plan had been brought back to the Panel.",
        "The results were reported to the Board in June.",
        "The report was submitted to the Committee.",
        "Officers had been asked to report back to the Committee in June.",
        "At its last meeting the Panel had requested that a further report be submitted.",
        "A Member asked whether a further report would be brought back to the Committee.",
        "Would a further report be brought back to the Committee?",
        "Councillor Ash suggested that a further report should be submitted in June.",
        "Councillor Ash proposed that a further report be brought to the next meeting.",
        "It would be helpful if a report could be brought to the Panel in June.",
        "Members considered that a further report might be brought to the Panel.",
        "There would be no further report to the Committee.",
        "A further report will not be submitted to the Committee.",
        "The Panel's comments be reported to Cabinet on 3 December.",
        "The matter be referred back to Cabinet in December.",
        "It was noted that the report will be considered by Cabinet on 3 December.",
        "Members asked the officer to provide further details.",
        "The Committee agreed to submit a response to the consultation by June.",
        "The residents would return to their homes in March.",
        "Pupils would return to school in September.",
        "Applications are to be submitted by 3 March.",
        "The budget would be reported as balanced.",
        "The application would be brought forward.",
        "The tenant would bring back the keys.",
        "Minute 27: “a further report would be brought to the Panel in June” had been done.",
        "Feedback from residents had been positive.",
        "Staff will be provided with new uniforms in May.",
        "The bus will return to the depot at the end of the day.",
        "Grants will be given to clubs in the spring.",
    ],
)
def test_what_is_past_asked_suggested_denied_or_only_sent_on_is_no_promise(sentence: str) -> None:
    assert promised(minutes=f"The report was presented.\n\n{sentence}") == ()


@pytest.mark.parametrize(
    "resolution",
    [
        "RESOLVED: That the report be noted.",
        "RESOLVED: That the report be submitted to Council for approval.",
        "RESOLVED: That the minutes be approved and signed.",
        "RESOLVED: That the Committee's recommendations be forwarded to Cabinet.",
        "RESOLVED: That no further report be submitted.",
        "RESOLVED: That the decision be referred back to Cabinet for reconsideration.",
        "RESOLVED: To delegate authority to the Director to award the contract in March 2014.",
    ],
)
def test_a_resolution_that_brings_nothing_back_is_no_promise(resolution: str) -> None:
    assert promised(minutes=resolution) == ()


def test_every_clause_of_a_resolution_is_read_for_itself() -> None:
    minutes = "RESOLVED: (1) That the report be noted; (2) that a further report be submitted in March 2014."
    found = the_promise(minutes)
    assert found.text == "(2) that a further report be submitted in March 2014."


def test_a_recommendation_is_a_promise_only_where_it_was_agreed() -> None:
    asked = "Recommendation 1: That a further report be brought to the Panel in June.\n\n"
    assert promised(minutes=asked + "Not agreed.") == ()
    assert [each.kind for each in promised(minutes=asked + "Agreed.")] == [RESOLVED]


def test_advice_and_reasons_promise_nothing_of_themselves() -> None:
    minutes = "REASON: So that a further report will be brought to the Panel in June."
    assert promised(minutes=minutes) == ()


def test_a_summary_states_what_will_come_and_asks_for_nothing() -> None:
    assert [p.paragraph for p in promised(summary="The outcome will be brought back to the Board in May 2014.")] == [
        "s1"
    ]
    assert promised(summary="To receive a further report in six months.") == ()


@pytest.mark.parametrize(
    ("sentence", "doubt"),
    [
        ("It was hoped that a further report would be brought to Cabinet in June.", "It was hoped"),
        ("If necessary, a further report would be brought to Cabinet in June.", None),
        ("A further report would be brought to Cabinet in June if required.", "if required"),
        ("A further report is expected to be brought to Cabinet in June.", "expected"),
    ],
)
def test_words_that_weaken_a_promise_are_kept_as_doubt(sentence: str, doubt: str | None) -> None:
    assert [each.doubt for each in promised(minutes=sentence)] == ([doubt] if doubt else [])


@pytest.mark.parametrize(
    ("sentence", "by"),
    [
        ("The Head of Planning would report back to the Panel in June.", "The Head of Planning"),
        ("Councillor Jo Field undertook to provide an update.", "Councillor Jo Field"),
        ("He undertook to report back to the Panel.", None),
        ("RESOLVED: That a further report be submitted by the Director of Finance in June.", "the Director of Finance"),
        ("RESOLVED: That a further report be submitted by June.", None),
        ("Members asked the Head of Legal to report back to the Panel.", "the Head of Legal"),
    ],
)
def test_who_promises_is_told_where_the_text_names_them(sentence: str, by: str | None) -> None:
    assert the_promise(sentence).by == by


@pytest.mark.parametrize(
    ("due", "from_", "until", "precision", "inferred"),
    [
        ("in February 2014", "2014-02-01", "2014-02-28", DatePrecision.MONTH, False),
        ("in June", "2014-06-01", "2014-06-30", DatePrecision.MONTH, True),
        ("on 4 December", "2013-12-04", "2013-12-04", DatePrecision.DAY, True),
        ("in six months", "2014-03-01", "2014-03-31", DatePrecision.MONTH, True),
        ("within three months", "2013-09-11", "2013-12-11", DatePrecision.MONTH, True),
        ("in due course", None, None, None, False),
        ("at the next meeting", None, None, DatePrecision.MEETING, False),
        ("in September", None, None, DatePrecision.MONTH, False),
    ],
)
def test_a_due_date_names_days_as_far_as_its_words_do(
    due: str,
    from_: str | None,
    until: str | None,
    precision: DatePrecision | None,
    inferred: bool,  # noqa: FBT001
) -> None:
    found = the_promise(f"A further report would be brought to the Panel {due}.")
    days = tuple(None if day is None else dt.date.fromisoformat(day) for day in (from_, until))
    assert (found.from_, found.until, found.precision, found.inferred) == (*days, precision, inferred)


def test_a_day_is_due_before_a_meeting_and_a_past_day_is_not() -> None:
    assert (
        the_promise("A further report would be brought to the next meeting on 4 December 2013.").due
        == "4 December 2013"
    )
    assert the_promise("A further report on the year would be brought to the Panel in June 2012.").due is None


def test_a_record_that_states_its_promises_has_no_others() -> None:
    item = make_item(minutes="A further report would be brought to the Panel in June.", promises=())
    assert read_item(item).said.promises == ()


def test_a_decision_outside_a_meeting_can_promise() -> None:
    decision = make_decision(decision="To award the grant. A further report will be brought to the Panel in June 2021.")
    (found,) = promises_made(read_decision(decision).said, decision.date)
    assert (found.due, found.paragraph) == ("June 2021", "d1")


def test_a_very_long_paragraph_is_read_in_time_that_grows_with_it() -> None:
    words = "The further report on the report to be submitted to the Panel and the Board that asked officers to " * 2000
    start = time.process_time()
    promised(minutes=words)
    promised(minutes=words.replace(" ", ". The "))
    assert time.process_time() - start < 10
