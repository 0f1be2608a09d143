from __future__ import annotations

import datetime as dt

import pytest

from plugins.archive.call_ins import CALLED, NOT_CALLED, NOT_SUBJECT, SUBJECT, URGENT
from plugins.archive.outcomes import read_item
from plugins.archive.records import CallIn
from plugins.archive.said import call_in_read
from tests.support.builders import make_item

DAY = dt.date(2020, 5, 6)


def told(minutes: str) -> CallIn | None:
    return call_in_read(read_item(make_item(minutes=minutes)).said, DAY)


@pytest.mark.parametrize(
    ("sentence", "status", "day", "note"),
    [
        ("The decision is not subject to call-in because the grant ends on Friday.", NOT_SUBJECT, None,
         "because the grant ends on Friday"),
        ("This decision will not be subject to the Council's call-in procedure.", NOT_SUBJECT, None, None),
        ("The Chair agreed that the decision be exempt from call-in on the grounds of urgency.", NOT_SUBJECT, None,
         "on the grounds of urgency"),
        ("The call-in procedure does not apply.", NOT_SUBJECT, None, None),
        ("The Mayor agreed to waive call-in as the lease had run out.", NOT_SUBJECT, None, "as the lease had run out"),
        ("The call-in period ends at 5.00 pm on 14 May 2020.", SUBJECT, "2020-05-14", None),
        ("The decision is subject to call-in until 14 May.", SUBJECT, "2020-05-14", None),
        ("Deadline for call-in: Thursday 14 May 2020", SUBJECT, "2020-05-14", None),
        ("Call-in: 14/05/2020", SUBJECT, "2020-05-14", None),
        ("These decisions are now subject to call-in.", SUBJECT, None, None),
        ("The decision of the Cabinet had been called in by Councillors Ash and Elm.", CALLED, None, None),
        ("The Panel heard the call-in of the Cabinet's decision.", CALLED, None, None),
        ("The decision was not called in.", NOT_CALLED, None, None),
        ("The decision was taken under the special urgency provisions.", URGENT, None, None),
    ],
)  # fmt: skip
def test_what_an_item_says_of_call_in_is_read(sentence: str, status: str, day: str | None, note: str | None) -> None:
    found = told(f"The plan was agreed.\n\n{sentence}")
    assert found == CallIn(status=status, date=dt.date.fromisoformat(day) if day else None, note=note, paragraph="m2")


@pytest.mark.parametrize(
    "sentence",
    [
        "Members asked whether the decision could be called in.",
        "The application had been called in by Councillor Ash.",
        "The plumber called in at noon.",
        "If the decision is called in, the Panel will meet.",
        "The Secretary of State called in the application.",
        "Is the decision subject to call-in?",
        "Residents were asked to call in the morning.",
        "The repair is urgent to the tenants' minds and the landlord's decision.",
    ],
)
def test_what_is_asked_possible_or_of_another_kind_is_no_call_in(sentence: str) -> None:
    assert told(sentence) is None


def test_a_call_in_weighs_more_than_the_right_to_one() -> None:
    minutes = "The decision is subject to call-in until 14 May.\n\nThe decision was called in on 12 May."
    assert told(minutes) == CallIn(status=CALLED, paragraph="m2")
