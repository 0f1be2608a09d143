"""Whatever the bytes: no traceback, no word lost, nothing in `content/` harmed."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.importers.drafts import Page
from plugins.importers.readers import read
from plugins.importers.recognise import Unreadable, decoded
from tests.support.accounting import in_order, missing_letters, told, words
from tests.support.importing import files, import_paths

LABELS = (
    "Issue - meetings", "Additional documents:", "Decision:", "Minutes:", "Feedback", "Back to the top of the page",
    "Meeting: 03/02/2011 - Parks Board (Item 7)", "Meeting: 29/02/2012 - Parks (became Greens on 1 May 2014)",
    "Meeting: 31/02/2011 - Parks", "7 Town Ponds PDF 43 KB", "- Map, item 7 PDF 1 KB View as DOC (7/2) 2 KB",
    "RESOLVED: That it be noted.", "REASON:", "Advice of the Advisory Panel", "•", "  • one", "1. typed", "\u00a0",
    "Restricted enclosure 4View the reasons why document  7/2 is restricted", "Minutes:run together",
)  # fmt: skip
LINES = st.one_of(st.sampled_from(LABELS), st.text(max_size=40), st.text(alphabet="ab1.*_#<&-: \t", max_size=30))
PAGES = st.lists(LINES, max_size=30).map("\n".join)


class TestWords:
    @settings(deadline=None)
    @given(PAGES)
    def test_every_letter_of_a_page_stands_in_a_record_or_in_the_report(self, text: str) -> None:
        reading = read(Page("page.txt", "", text))
        assert isinstance(reading, Unreadable) or missing_letters(text, reading) == []

    @settings(deadline=None)
    @given(st.lists(st.text(alphabet="abcdefgh ", min_size=3, max_size=30).filter(str.strip), min_size=1, max_size=12))
    def test_the_words_of_minutes_stay_in_their_order(self, paragraphs: list[str]) -> None:
        text = "\n".join(["Issue - meetings", "T", LABELS[6], "7 T", "Minutes:", *paragraphs])
        reading = read(Page("page.txt", "", text))
        assert not isinstance(reading, Unreadable)
        assert any(in_order(words(" ".join(paragraphs)), each) for each in told(reading))


class TestAnyBytes:
    @settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
    @given(st.one_of(st.binary(max_size=300), PAGES.map(str.encode), PAGES.map(lambda t: t.encode("utf-16"))))
    def test_any_file_is_read_or_reported_and_what_is_there_stays_readable(self, content: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            source, target = Path(folder) / "page", Path(folder) / "content"
            source.write_bytes(content)
            report = import_paths(target, source)
            assert report.exit_status() in {0, 1}
            before = files(target)
            assert import_paths(target, source).written == 0
            assert files(target) == before

    @settings(deadline=None)
    @given(st.binary(max_size=300))
    def test_bytes_are_text_or_the_reason_why_not_is_told(self, content: bytes) -> None:
        result = decoded(content)
        assert isinstance(result, Unreadable) or isinstance(result[0], str)
