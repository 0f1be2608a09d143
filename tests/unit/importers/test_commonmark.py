from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.archive.prose import parse
from plugins.archive.text import squeeze
from plugins.importers.commonmark import Piece, compose, escape

TRICKY = st.text(alphabet="ab1 \t*_`#+-=~<>&;:|[]()!\\.\"'/@ä½•½", max_size=60)


@pytest.mark.parametrize(
    "text",
    [
        "1. Typed number", "1) Typed", "# 5 High Street", "+ more", "- dash", "> quoted", "* starred *", "a * b * c",
        "_under_ line", "snake_case_name", "<b>bold</b>", "<http://example.org>", "AT&amp;T &copy; &#38;", "[a](http://b)",
        "![image](x)", "`code`", "---", "===", "***", "~~~", "| a | b |", "|---|---|", "C:\\Temp\\x", "2 < 3 & 4 > 3",
        "~strike~", "a\\*b", "a  b", "https://example.org/?a=1&b=2", "-1 degrees", "+44 20", "#hashtag", "1.5 metres",
    ],
)  # fmt: skip
def test_commonmark_shows_exactly_what_was_written(text: str) -> None:
    (block,) = parse(escape(squeeze(text)))
    assert (block.kind, block.text) == ("paragraph", squeeze(text))


@settings(deadline=None)
@given(st.one_of(st.text(), TRICKY))
def test_any_line_survives_as_a_paragraph_a_list_item_and_a_heading(text: str) -> None:
    line = squeeze(text.replace("\x00", ""))
    if not line:
        return
    assert [b.text for b in parse(escape(line))] == [line]
    assert [b.text for b in parse(compose([Piece("item", escape(line)), Piece("item", "next")]))] == [line, "next"]
    assert [b.text for b in parse(compose([Piece("heading", escape(line)), Piece("paragraph", "x")]))] == [line, "x"]


def test_words_that_need_no_escape_get_none() -> None:
    plain = "The Board's £5.5m (net) plan - agreed at 50% of cost; see snake_case & co. for 1 < 2."
    assert escape(plain) == plain


def test_blocks_are_set_apart_and_lists_kept_together() -> None:
    pieces = [
        Piece("paragraph", "Before"), Piece("item", "one"), Piece("item", "deeper", 4), Piece("item", "two"),
        Piece("heading", "Advice"), Piece("paragraph", "After"),
    ]  # fmt: skip
    assert compose(pieces) == "Before\n\n- one\n  - deeper\n- two\n\n### Advice\n\nAfter"


def test_a_list_that_begins_deep_is_no_code() -> None:
    assert compose([Piece("item", "a", 8), Piece("item", "b", 8)]) == "- a\n- b"
