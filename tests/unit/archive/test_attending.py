from __future__ import annotations

import pytest

from plugins.archive.attending import attending
from plugins.archive.vocabulary import AttendanceStatus as A


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Apologies for absence were received from Councillors A Ash and B Elm.",
         [("Councillor A Ash", A.APOLOGIES, None), ("Councillor B Elm", A.APOLOGIES, None)]),
        ("Apologies: Cllr Oak", [("Cllr Oak", A.APOLOGIES, None)]),
        ("Apologies for non-attendance were submitted on behalf of Councillor Ash.",
         [("Councillor Ash", A.APOLOGIES, None)]),
        ("Councillor Ash had sent apologies.", [("Councillor Ash", A.APOLOGIES, None)]),
        ("Councillor Elm substituted for Councillor Ash.", [("Councillor Elm", A.SUBSTITUTE, "Councillor Ash")]),
        ("Councillor Elm (substituting for Councillor Ash)", [("Councillor Elm", A.SUBSTITUTE, "Councillor Ash")]),
        ("Councillor Elm attended in place of Councillor Ash.", [("Councillor Elm", A.SUBSTITUTE, "Councillor Ash")]),
        ("Councillor Elm was present as a substitute for Councillor Ash.",
         [("Councillor Elm", A.SUBSTITUTE, "Councillor Ash")]),
        ("Councillor Elm had been appointed as substitute for Councillor Ash.",
         [("Councillor Elm", A.SUBSTITUTE, "Councillor Ash")]),
        ("Apologies were received from Councillor Ash and Councillor Elm attended as substitute.",
         [("Councillor Ash", A.APOLOGIES, None)]),
        ("Councillor Ash was substituted by Councillor Elm.", [("Councillor Elm", A.SUBSTITUTE, "Councillor Ash")]),
        ("Present: Councillors A Ash (Chair), B Elm and C Oak",
         [("Councillor A Ash", A.PRESENT, None), ("Councillor B Elm", A.PRESENT, None),
          ("Councillor C Oak", A.PRESENT, None)]),
        ("Also in attendance: Councillor D Yew", [("Councillor D Yew", A.IN_ATTENDANCE, None)]),
        ("Apologies for lateness were received from Councillor Ash.", []),
        ("There were no apologies.", []),
        ("The Chair made an apology for the noise from Councillors' lanes.", []),
        ("The tree was replaced by Councillor Ash's gift.", []),
        ("Present plans: Councillor Ash has none.", []),
    ],
)  # fmt: skip
def test_who_came_who_stood_in_and_who_sent_apologies(text: str, expected: list[tuple[str, A, str | None]]) -> None:
    assert [(each.name, each.status, each.substitute_for) for each in attending(text, "item-1-m1")] == expected


def test_the_chair_is_told_from_the_others() -> None:
    (chair, other) = attending("Present: Councillors A Ash (in the Chair) and B Elm", "item-1-m1")
    assert (chair.role, other.role, chair.paragraph) == ("in the Chair", None, "item-1-m1")
