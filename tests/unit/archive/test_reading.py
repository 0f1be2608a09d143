"""What is read of an item is that of its own texts and of what its record gives, whatever was read before."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from plugins.archive.outcomes import read_item
from plugins.archive.reading import pack, read_whole, unpack
from plugins.archive.records import AgendaItem, Outcome, Reason, Recommendation, RecordedOutcome, Resolution
from plugins.archive.remarks import Mention, Promise
from plugins.archive.vocabulary import PromiseKind

_MINUTES = "RESOLVED: That officers report back to the Panel in June 2014 (Minute 45)."
_ITEM = AgendaItem(title="Parks", minutes=_MINUTES)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"title": "Another"},
        {"outcome": RecordedOutcome(kind=Outcome.REFUSED)},
        {"resolutions": (Resolution(text="That it be so."),)},
        {"resolutions": ()},
        {"reasons": (Reason(text="Because."),)},
        {"recommendations": (Recommendation(text="To do it."),)},
        {"promises": ()},
        {"promises": (Promise(text="They will.", kind=PromiseKind.UNDERTAKEN),)},
        {"mentions": ()},
        {"mentions": (Mention(text="the last meeting"),)},
        {"decision": "RESOLVED: That it be refused."},
        {"summary": "A report will be brought back in May."},
    ],
)
def test_items_of_equal_minutes_are_each_read_with_what_their_records_give(given: dict[str, object]) -> None:
    assert (
        read_whole(_ITEM).readings.resolutions[0].text
        == "That officers report back to the Panel in June 2014 (Minute 45)."
    )
    item = replace(_ITEM, **given)
    assert read_whole(item).readings == read_item(item)


@pytest.mark.parametrize(
    "text",
    [
        "One paragraph.",
        "One.\n\nTwo.",
        "One.\n\n\nTwo.",
        "One line\nand another.",
        "  Moved in.",
        "1. first\n2. second",
        "- a\n- b\n\nAfter.",
        "# Head\n\nText *marked*.",
        "```\nfenced\n```",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "",
        " \n ",
        "A & B < C",
        None,
    ],
)
def test_texts_come_back_as_they_were_written(text: str | None) -> None:
    read = unpack(pack(read_whole(AgendaItem(title="Parks", summary=text, decision=text, minutes=text))))
    assert (read.written.summary, read.written.decision, read.written.minutes) == (text, text, text)


def test_the_html_of_a_block_is_escaped_where_its_text_is_not() -> None:
    first, second, third = unpack(
        pack(read_whole(AgendaItem(title="Parks", minutes="A & B\n\nplain\n\n*so* it is")))
    ).minutes
    assert [(block.text, block.html) for block in (first, second, third)] == [
        ("A & B", "A &amp; B"),
        ("plain", "plain"),
        ("so it is", "<em>so</em> it is"),
    ]
