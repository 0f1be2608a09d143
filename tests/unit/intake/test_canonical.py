"""Records read line by line, as YAML's own parser reads them or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.intake import canonical
from plugins.intake.canonical import read_canonical
from plugins.intake.yaml_text import parsed

_RECORD = """\
committee: cabinet
start: "18:30"
note: |
  First: a line with "signs" & more.

    Further in, # no comment
documents: []
items:
  - number: "1"
    title: The "new" plan
    wards:
      - Abbey
      - "Castle: north"
    minutes: |-
      RESOLVED: That it be noted.
  - title: Say \\"yes\\"
    sources:
    - url: https://example.org/a#b:c
contact: {}
"""
_PIECES = (
    *(" ", "  ", "\n", "\n\n", "\t", "\r", "\x85", "\u2028", "\ufeff", "\xa0", "\x00", "\x7f"),
    *(":", ": ", " #", "#", "- ", "-", "|", "|+", "|2", ">", '"', "'", "\\", "\\n", '\\"', "\\x85", "~", "null"),
    *("&a ", "*a", "!x ", "? ", "{", "}", "[]", "{}", "...", "---\n", "%", "@", "é", "\U0001f600", "title:", "\n- a"),
    *("\n    ", "\n        further", "\nitems:\n", "\n                      deep: in\n"),
)
_CONTENT = Path(__file__).parents[3] / "content"
_RECORDS = [_RECORD, *(file.read_text(encoding="utf-8") for file in sorted(_CONTENT.rglob("*.yaml"))[::40])]


def test_keys_lists_quotes_and_blocks_are_read_as_they_are_written() -> None:
    assert read_canonical(_RECORD) == {
        "committee": "cabinet",
        "start": "18:30",
        "note": 'First: a line with "signs" & more.\n\n  Further in, # no comment',
        "documents": [],
        "items": [
            {
                "number": "1",
                "title": 'The "new" plan',
                "wards": ["Abbey", "Castle: north"],
                "minutes": "RESOLVED: That it be noted.",
            },
            {"title": 'Say \\"yes\\"', "sources": [{"url": "https://example.org/a#b:c"}]},
        ],
        "contact": {},
    }


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a: b",
        "a: b\n\nc: d\n",
        "# a comment\na: b\n",
        "a: b # a comment\n",
        "a: b: c\n",
        "a: b\n  c\n",
        "a: 'b'\n",
        "a: &b c\n",
        "a: >\n  b\n",
        "a:\tb\n",
        "a: b\na: c\n",
        "a: null\n",
        "a:\n",
        "a: [b]\n",
        "a: |\n    b\n",
        "a: |\n  b\n c\n",
        "- a\n",
    ],
)
def test_whatever_is_written_otherwise_is_left_to_the_parser(text: str) -> None:
    assert read_canonical(text) is None


@pytest.mark.parametrize("text", _RECORDS, ids=range(len(_RECORDS)))
def test_records_are_read_without_the_parser_and_as_it_reads_them(text: str) -> None:
    assert read_canonical(text) is not None
    assert repr(read_canonical(text)) == repr(parsed(text))


@given(st.data())
def test_of_a_record_in_which_something_was_changed_nothing_is_read_that_the_parser_does_not_read(
    data: st.DataObject,
) -> None:
    text = data.draw(st.sampled_from(_RECORDS))
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = start + data.draw(st.sampled_from((0, 0, 1, 2, 8)))
        text = text[:start] + data.draw(st.sampled_from(("", *_PIECES))) + text[end:]
    found = read_canonical(text)
    if found is not None:
        assert repr(found) == repr(parsed(text))


def test_a_line_that_is_written_otherwise_is_gone_over_once_however_long_it_is() -> None:
    text = "title: " + "Strategy " * 50 + "\n"
    assert len(canonical._LINES.findall(text)) == len(("the line", "its end"))
