from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.archive.reading import pack, read_whole
from plugins.archive.records import Meeting
from plugins.permanence.anchors import anchors_in, entries_of_decision, entries_of_meeting
from tests.support.builders import make_archive, make_decision, make_item, make_meeting


def _entries(meeting: Meeting) -> tuple[str, ...]:
    archive = make_archive(meeting)
    read = entries_of_meeting(archive, meeting, archive.appearances(meeting))
    kept = replace(archive, packed={meeting.id: tuple(pack(read_whole(item)) for item in meeting.items)})
    assert entries_of_meeting(kept, meeting, archive.appearances(meeting)) == read
    return read


def test_an_item_has_an_entry_with_the_paragraphs_of_each_edition() -> None:
    item = make_item(number="50", summary="On it.", decision="One.\n\nTwo.", minutes="One.\n\n- two\n- three\n\nFour.")
    assert _entries(make_meeting("cabinet", "2013-09-11", item)) == ("item-50 s1 d1-2 m1-4",)


def test_headings_have_no_number_and_one_paragraph_is_no_range() -> None:
    item = make_item(number="7", decision="# Reasons", minutes="## Heard\n\nOne.")
    assert _entries(make_meeting("cabinet", "2013-09-11", item, make_item(number="8"))) == ("item-7 m1", "item-8")


def test_entries_give_every_anchor_the_page_has() -> None:
    assert list(anchors_in(["item-50 s1 m1-3", "item-51"])) == [
        "item-50", "item-50-s1", "item-50-m1", "item-50-m2", "item-50-m3", "item-51",
    ]  # fmt: skip


def test_a_paragraph_inserted_later_stands_alone() -> None:
    assert list(anchors_in(["item-5 m7-8 m8a m9"]))[1:] == ["item-5-m7", "item-5-m8", "item-5-m8a", "item-5-m9"]


def test_the_paragraphs_of_a_decisions_own_page_have_no_item() -> None:
    decision = make_decision(decision="One.\n\nTwo.", summary="On it.")
    assert entries_of_decision(decision) == ("- s1 d1-2",)
    assert list(anchors_in(["- s1 d1-2"])) == ["s1", "d1", "d2"]


def test_a_decision_without_words_has_no_entry() -> None:
    assert entries_of_decision(make_decision()) == ()


@given(st.lists(st.integers(1, 5), max_size=4), st.lists(st.integers(1, 5), max_size=4))
def test_as_many_anchors_as_paragraphs(minutes: list[int], decision: list[int]) -> None:
    """However many paragraphs and list items there are, each has one anchor."""
    item = make_item(
        number="1",
        minutes="\n\n".join("word" for n in minutes for _ in range(n)) or None,
        decision="\n\n".join("word" for n in decision for _ in range(n)) or None,
    )
    (entry,) = _entries(make_meeting("cabinet", "2013-09-11", item))
    anchors = list(anchors_in([entry]))
    assert len(anchors) == len(set(anchors)) == 1 + sum(minutes) + sum(decision)


@pytest.mark.parametrize("number", ["1", "10.1", "C", "77/21"])
def test_anchors_are_those_of_the_page(number: str) -> None:
    (entry,) = _entries(make_meeting("cabinet", "2013-09-11", make_item(number=number)))
    assert entry == "item-" + number.lower().replace(".", "-").replace("/", "-")
