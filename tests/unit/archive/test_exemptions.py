from __future__ import annotations

from typing import Any

import pytest

from plugins.archive.exemptions import schedule_paragraphs
from plugins.archive.outcomes import read_item
from plugins.archive.records import Exempt
from plugins.archive.remarks import Exclusion
from plugins.archive.said import exclusion_read
from tests.support.builders import make_item

GROUNDS = "of Part 1 of Schedule 12A to the Local Government Act 1972"


def own(title: str = "Land at Mill Lane", **facts: Any) -> Exclusion | None:
    item = make_item(title, **facts)
    return exclusion_read(read_item(item).said, item)


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        (f"exempt information as defined in paragraph 3 {GROUNDS}", (3,)),
        (f"by virtue of paragraphs 1, 2 and 3 {GROUNDS}", (1, 2, 3)),
        (f"under paragraphs 1 to 3 {GROUNDS}", (1, 2, 3)),
        (f"by reason of Paragraph(s) 3 & 5 {GROUNDS}", (3, 5)),
        ("Schedule 12A, Part 1, Paragraph 4", (4,)),
        ("Schedule 12A (paragraph 7)", (7,)),
        ("paragraph 12 of Part 4 of Schedule 12A", (12,)),
        ("paragraph 3 of the report", ()),
        ("paragraph 45 of Schedule 12A", ()),
        ("Schedule 12 to the Act, paragraph 3", ()),
    ],
)
def test_paragraphs_of_the_schedule_are_read_in_their_spellings(text: str, paragraphs: tuple[int, ...]) -> None:
    assert schedule_paragraphs(text) == paragraphs


def test_an_item_that_its_minutes_call_exempt_points_at_the_paragraph_that_says_so() -> None:
    minutes = f"The report was shown.\n\nThe appendix was exempt under paragraph 3 {GROUNDS}."
    found = own(minutes=minutes)
    assert found is not None
    assert (found.paragraphs, found.excluded, found.paragraph) == ((3,), None, "m2")


def test_a_summary_only_proposes_to_exclude_the_public() -> None:
    found = own(summary=f"It is recommended that the public be excluded under paragraph 3 {GROUNDS}.")
    assert found is not None
    assert (found.paragraphs, found.excluded, found.paragraph) == ((3,), None, "s1")


def test_the_public_was_excluded_where_the_minutes_say_so() -> None:
    found = own(minutes="RESOLVED: That the press and public be excluded during the discussion of the appendix.")
    assert found is not None
    assert (found.paragraphs, found.excluded) == ((), True)


@pytest.mark.parametrize(
    "minutes",
    [
        "RESOLVED not to exclude the press and public.",
        "The report contained no exempt information.",
        "Members considered whether to exclude the public.",
        "If members wish to discuss the appendix the public must be excluded.",
        "The exempt accommodation provider gave 3 examples.",
        "The excluded pupils were taught in public libraries.",
        "The report is not exempt under Schedule 12A, paragraph 3.",
        "The report was open to the public.",
    ],
)
def test_what_is_denied_asked_or_of_another_kind_is_no_exclusion(minutes: str) -> None:
    assert own(minutes=minutes) is None


@pytest.mark.parametrize(
    ("words", "items"),
    [
        ("the following item", ()),
        ("items 12 and 13", ("12", "13")),
        ("agenda item 9", ("9",)),
        ("the next two items", ()),
    ],
)
def test_words_about_other_items_say_nothing_of_the_item_where_they_stand(words: str, items: tuple[str, ...]) -> None:
    minutes = f"RESOLVED: That the public be excluded for {words} under paragraph 3 {GROUNDS}."
    assert own(minutes=minutes) is None
    (said,) = read_item(make_item(minutes=minutes)).said.exclusions
    assert (said.others, said.items, said.paragraphs) == (True, items, (3,))


def test_an_item_about_exclusion_is_itself_public() -> None:
    minutes = f"RESOLVED: That the press and public be excluded under paragraph 3 {GROUNDS}."
    assert own("Exclusion of the Press and Public", minutes=minutes) is None


def test_what_the_record_gives_wins() -> None:
    minutes = f"The appendix was exempt under paragraph 3 {GROUNDS}."
    assert own(minutes=minutes, exempt=Exempt(paragraphs=(1,))) is None
