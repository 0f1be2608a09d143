from __future__ import annotations

import pytest

from plugins.archive.interests import declarations, is_about_interests


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Councillor Ash declared a personal interest in item 7 as a school governor.",
         [("Councillor Ash", "personal", "7", None)]),
        ("Councillor Ash declared a pecuniary interest in agenda item 12(a) and left the room.",
         [("Councillor Ash", "pecuniary", "12(a)", "left the room")]),
        ("Cllr B Elm made a declaration of a non-pecuniary interest (Minute 48 refers) and did not vote.",
         [("Cllr B Elm", "non-pecuniary", "48", "did not vote")]),
        ("Councillor Oak advised that she had a prejudicial interest in item 4 and would leave the meeting.",
         [("Councillor Oak", "prejudicial", "4", "would leave the meeting")]),
        ("A personal interest was declared by Councillors Ash and Elm.",
         [("Councillor Ash", None, None, None), ("Councillor Elm", None, None, None)]),
        ("Councillor Ash declared an interest in item 3; Councillor Elm declared an interest in item 5.",
         [("Councillor Ash", None, "3", None), ("Councillor Elm", None, "5", None)]),
        ("Councillor Oak disclosed an other registrable interest and took no part in the debate.",
         [("Councillor Oak", "other registrable", None, "took no part in the debate")]),
        ("The Chair, Councillor Ash, declared an Other Disclosable Interest in item 3 (and left the room).",
         [("Councillor Ash", "other disclosable", "3", "left the room")]),
        ("Councillor Elm similarly declared a prejudicial interest.", [("Councillor Elm", "prejudicial", None, None)]),
        ("Mr B Oak declared that he was a governor of the school.", [("Mr B Oak", None, None, None)]),
        ("There were none.", []),
        ("Members were reminded to declare any interest.", []),
        ("Councillor Ash declared the meeting open, with interest.", []),
        ("The Council declared a climate emergency in the public interest.", []),
        ("Councillor Ash - Item 7 - governor of the school", []),
    ],
)  # fmt: skip
def test_who_declared_what_on_which_item_and_what_they_did(
    text: str, expected: list[tuple[str, str | None, str | None, str | None]]
) -> None:
    assert [(each.name, each.kind, each.item, each.conduct) for each in declarations(text, "m2")] == expected


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Councillor Ash - Item 7 - governor of the school", ["Councillor Ash"]),
        ("1. Councillors Ash and Elm: item 7, members of the club", ["Councillor Ash", "Councillor Elm"]),
        ("Councillor Ash: good evening", []),
    ],
)
def test_in_an_item_about_interests_a_name_and_a_dash_are_enough(text: str, names: list[str]) -> None:
    assert [each.name for each in declarations(text, "m2", listed=True)] == names


@pytest.mark.parametrize(
    "title", ["Declarations of Interest", "Declaration of Members' interests", "Disclosures of Interests"]
)
def test_items_about_interests_are_known_by_their_titles(title: str) -> None:
    assert is_about_interests(title)
    assert not is_about_interests("Interest rates and the Treasury")
