"""Rich Text Format gives its words; expectations are read off the specification."""

from __future__ import annotations

import json
from pathlib import Path
from time import process_time

import pytest

from plugins.importers.rtf import rtf_text
from tests.support.importing import import_texts, record

HEAD = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman Times New Roman;}}{\colortbl ;\red0\green0\blue0;}"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"\pard Be it enacted\par Section 1.\par", "Be it enacted\nSection 1.\n"),
        (r"\b bold\b0  and \ul under\ulnone\par", "bold and under\n"),
        (r"caf\'e9 \'a7 2", "café § 2"),
        (r"\u8211? \uc2\u233\'e9?x \u-10179?\u-8704?", "– éx \U0001f600"),
        (r"a\~b\_c\-d \{e\} \\ \ldblquote f\rdblquote\endash g", "a\u00a0b-cd {e} \\ “f”–g"),
        (r"{\*\generator Word;}one{\info{\title No}} two{\pict 00ff} three", "one two three"),
        (r"\trowd one\cell two\cell\row three", "one\ttwo\t\nthree"),
    ],
)
def test_words_and_paragraphs_are_kept_and_settings_dropped(body: str, text: str) -> None:
    assert rtf_text(HEAD + body + "}") == text


@pytest.mark.parametrize("bad", ["{" * 500_000, "}" * 500_000, "\\" * 500_000, "{\\fonttbl" * 100_000, "\\u" * 200_000])
def test_error_what_is_broken_gives_no_error_and_takes_no_time(bad: str) -> None:
    start = process_time()
    assert isinstance(rtf_text("{\\rtf1 " + bad), str)
    assert process_time() - start < 5


def test_a_matter_without_its_text_in_plain_words_has_that_of_its_rich_text(tmp_path: Path) -> None:
    rich = {
        "MatterTextId": 1,
        "MatterTextMatterId": 5,
        "MatterTextPlain": None,
        "MatterTextRtf": HEAD + r"The pond\par is deep.}",
    }
    matter = {"MatterId": 5, "MatterFile": "2020-5", "MatterTitle": "Pond", "MatterTexts": [rich]}
    report = import_texts(tmp_path / "content", {"a.json": json.dumps([matter])})
    assert "The pond\n\nis deep." in str(record(tmp_path / "content", "issues/pond")["summary"])
    assert report.exit_status() == 0
