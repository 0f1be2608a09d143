from __future__ import annotations

import pytest
from markupsafe import Markup, escape

from plugins.pages.written import as_file, in_bytes, read, shown, written

TEXTS = ("", "plain & <b>", "£5 – “so” ✓ 😀", "Ynys Môn")


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_read_back_as_it_was_and_filed_as_utf_8(text: str) -> None:
    assert read(in_bytes(text)) == text
    assert as_file(in_bytes(text)) == text.encode()


@pytest.mark.parametrize("value", [*TEXTS, *map(Markup, TEXTS), 5, 1.5, None, True])
def test_a_value_is_escaped_where_it_is_not_markup(value: object) -> None:
    assert read(shown(value)) == str(escape(value))


def test_what_is_taken_for_markup_is_not_escaped() -> None:
    assert [written("<b>é"), written(Markup("<b>")), written(5)] == [in_bytes("<b>é"), "<b>", "5"]


def test_a_passage_writes_itself() -> None:
    class Ready:
        def in_bytes(self) -> str:
            return "<i>ready</i>"

    assert written(Ready()) == "<i>ready</i>"
