from __future__ import annotations

import json

import msgspec

from plugins.archive.records import Exempt
from plugins.exports.sight import Sight
from tests.support.builders import make_archive, make_item, make_meeting
from tests.support.exports import twin_of_meeting

GROUNDS = "paragraph 3 of Part 1 of Schedule 12A to the Local Government Act 1972"


def item_twin(**facts: object) -> dict[str, object]:
    archive = make_archive(
        make_meeting("cabinet", "2020-03-04", make_item("Minutes", number="1")),
        make_meeting("cabinet", "2020-05-06", make_item(number="50", **facts)),
    )
    meeting = archive.meetings["cabinet/2020-05-06"]  # type: ignore[index]
    twin = twin_of_meeting(Sight(archive, "", "https://exampleton.example/", archive.reading), meeting)
    return json.loads(msgspec.json.encode(twin))["items"][0]


def test_a_promise_is_data_with_its_words_its_days_and_its_paragraph() -> None:
    text = "Officers would report back to the Cabinet in six months."
    assert item_twin(minutes=text)["promises"] == [
        {
            "text": text,
            "kind": "undertaken",
            "by": "Officers",
            "to": "the Cabinet",
            "due": "in six months",
            "from": "2020-11-01",
            "until": "2020-11-30",
            "precision": "month",
            "inferred": True,
            "doubt": None,
            "recorded": False,
            "paragraph": "m1",
            "url": "https://exampleton.example/meetings/cabinet/2020-05-06/#item-50-m1",
        }
    ]


def test_a_reference_has_a_target_only_where_one_fits() -> None:
    first, second = item_twin(minutes="The meetings held on 4 March 2020 and 5 March 2020 were long.")["refers_to"]  # type: ignore[misc]
    assert first["target"] == {
        "meeting": "cabinet/2020-03-04",
        "date": "2020-03-04",
        "item": None,
        "number": None,
        "title": None,
        "url": "https://exampleton.example/meetings/cabinet/2020-03-04/",
    }
    assert (second["date"], second["target"]) == ("5 March 2020", None)


def test_grounds_that_were_read_are_marked_and_point_at_their_paragraph() -> None:
    exempt = item_twin(minutes=f"Talk.\n\nThe appendix was exempt under {GROUNDS}.")["exempt"]
    assert isinstance(exempt, dict)
    assert (exempt["paragraphs"], exempt["recorded"], exempt["paragraph"]) == ([3], False, "m2")
    recorded = item_twin(minutes=f"It was exempt under {GROUNDS}.", exempt=Exempt(paragraphs=(1,)))["exempt"]
    assert isinstance(recorded, dict)
    assert (recorded["paragraphs"], recorded["recorded"], recorded["paragraph"]) == ([1], True, None)


def test_exclusions_of_other_items_are_told_and_make_nothing_exempt() -> None:
    twin = item_twin(minutes=f"RESOLVED: That the public be excluded for items 12 and 13 under {GROUNDS}.")
    (exclusion,) = twin["exclusions"]  # type: ignore[misc]
    assert (exclusion["others"], exclusion["items"], twin["exempt"]) == (True, ["12", "13"], None)


def test_call_in_that_was_read_is_marked() -> None:
    call_in = item_twin(minutes="The call-in period ends on 14 May.")["call_in"]
    assert isinstance(call_in, dict)
    assert (call_in["status"], call_in["date"], call_in["recorded"]) == ("Subject to call-in", "2020-05-14", False)
