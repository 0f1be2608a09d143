from __future__ import annotations

from plugins.importers.commonmark import compose
from plugins.importers.lines import pieces, text_lines


def test_blank_lines_of_every_kind_are_no_lines_and_numbers_are_the_source_s() -> None:
    lines = text_lines("One\r\n\r\n\u00a0\t\r\nTwo\u00a0 \u00a0words\n\u200bThree\n")
    assert [(line.number, line.text, line.gap) for line in lines] == [
        (1, "One", False),
        (4, "Two words", True),
        (5, "Three", False),
    ]


def test_bullets_of_every_kind_are_told_from_their_text() -> None:
    lines = text_lines("  • one\n·\u00a0\u00a0two\n\uf0b7 three\n◦four")
    assert [(line.bullet, line.text) for line in lines] == [
        ("•", "one"), ("·", "two"), ("\uf0b7", "three"), ("◦", "four")
    ]  # fmt: skip


def test_a_dash_is_a_bullet_only_beside_another() -> None:
    assert [line.bullet for line in text_lines("- one\n- two\nText\n- alone\nText")] == ["-", "-", "", "", ""]
    assert text_lines("Text\n- alone\nText")[1].text == "- alone"


def test_a_bullet_on_a_line_of_its_own_takes_the_next_line() -> None:
    (line,) = text_lines("•\n\n   The words")
    assert (line.number, line.bullet, line.text) == (1, "•", "The words")


def test_two_bullets_without_words_stay_as_they_are() -> None:
    assert [line.written for line in text_lines("•\n• words\n•")] == ["•", "• words", "•"]


def test_lines_become_paragraphs_and_lists() -> None:
    assert compose(pieces(text_lines("Points:\n  • one\n    ◦ deeper\n  • two\nAfter"))) == (
        "Points:\n\n- one\n  - deeper\n- two\n\nAfter"
    )


def test_lines_that_were_broken_to_a_width_are_joined_again() -> None:
    text = (
        "The Head of Parks submitted a report about the ponds of\nthe town and what they cost.\n"
        "  • a bullet whose many words go on and on over the edge of\n    the line before\nMinutes:\nthe next"
    )
    assert [(line.number, line.text) for line in text_lines(text)] == [
        (1, "The Head of Parks submitted a report about the ponds of the town and what they cost."),
        (3, "a bullet whose many words go on and on over the edge of the line before"),
        (5, "Minutes:"),
        (6, "the next"),
    ]


def test_short_lines_and_lines_after_a_blank_one_are_not_joined() -> None:
    text = "Agreed by the Board\nwithout a vote\n\nThe Head of Parks submitted a report about the ponds of\n\nthe town"
    assert len(text_lines(text)) == 4


def test_where_lines_are_often_broken_a_full_line_goes_on_with_a_capital() -> None:
    lines = ["and so the minutes of this meeting go on and on about ponds"] * 8
    text = "\n".join([*lines, "and so the minutes of this meeting go on and on about the", "Duck Pond in the park"])
    assert [line.text[-8:] for line in text_lines(text)] == ["the park"]
