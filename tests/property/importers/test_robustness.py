"""Whatever the bytes: no traceback, no word lost, nothing in `content/` harmed."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.importers.drafts import Page
from plugins.importers.moderngov.html_page import read_lines
from plugins.importers.readers import read
from plugins.importers.recognise import Unreadable, decoded
from plugins.importers.xml_trees import root_of
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


MARKUP = (
    '<div id="modgov">', "</div>", "<h1>Agenda and minutes</h1>",
    "<h2>Hill Forum - Monday, 4th May, 2015 6.00 pm</h2>", '<table class="mgItemTable">', "</table>", "<tr>",
    "<td>", '<td class="mgItemNumberCell">', "<p>1.</p>", "<p>Ducks</p>",
    '<p class="mgSubItemTitleTxt">Minutes:</p>',
    '<ul class="mgActionList"><li><a href="mgAi.aspx?ID=1">more</a></li></ul>',
    "<p>Venue: Hall. View directions</p>", "<ul>", "<li>", "</ul>", "<b>", "</b>", "<br>",
    "<h1>Decision details</h1>", "<p>Decision:</p>", "<p>Date of decision: 09/03/2018</p>",
    "<p>Decided at meeting: 18/06/2019 - Cabinet</p>", "<h1>Issue - meetings</h1>",
    "<p>Meeting: 03/02/2011 - Parks Board (Item 7)</p>", "<h1>Committee details</h1>",
    '<a href="mgUserInfo.aspx?UID=2">Cllr A Fir</a> (Chair)', "<h1>Decisions</h1>", "<h1>Issue details</h1>",
    "<p>22/04/2016 - Crane Hire ref: 601 Approved</p>", "<h1>Agenda item</h1>", "<h1>Browse meetings</h1>",
    "<th>No.</th>", "<p>This page lists the meetings for Hill Forum.</p>",
    "<li>3 Feb 2016 9.30 am - CANCELLED</li>", "<p>Wards affected: A; B;</p>",
)  # fmt: skip
ANSWERS = (
    "<meeting>", "</meeting>", "<meetingdate>03/02/2016</meetingdate>", "<committees>", "</committees>",
    "<committee>", "</committee>", "<committeetitle>Parks</committeetitle>", "<agendaitems>", "</agendaitems>",
    "<agendaitem>", "</agendaitem>", "<agendaitemtitle>Ducks</agendaitemtitle>",
    "<agendatext>&lt;p&gt;a&lt;/p&gt;</agendatext>", "<refertocommittee>Parks</refertocommittee>",
    "<councillorsbyward>", "</councillorsbyward>", "<ward>", "</ward>", "<wardtitle>Hill</wardtitle>",
    "<councillor>", "</councillor>", "<fullusername>Cllr A</fullusername>", "words",
)  # fmt: skip


class TestMarkup:
    @settings(deadline=None)
    @given(st.lists(st.one_of(st.sampled_from(MARKUP), st.text(alphabet="ab1. <&|*", max_size=12)), max_size=25))
    def test_every_visible_letter_of_a_page_in_html_stands_in_a_record_or_in_the_report(self, parts: list[str]) -> None:
        text = "<html><body>" + "".join(parts)
        lines = read_lines(text)
        reading = read(Page("page.html", "", text))
        if not isinstance(reading, Unreadable) and not isinstance(lines, Unreadable):
            assert missing_letters("\n".join(line.text for line in lines), reading) == []

    @settings(deadline=None)
    @given(st.lists(st.sampled_from(ANSWERS), max_size=25))
    def test_every_word_of_an_answer_stands_in_a_record_or_in_the_report(self, parts: list[str]) -> None:
        text = "<answer>" + "".join(parts) + "</answer>"
        root = root_of(text)
        reading = read(Page("answer.xml", "", text))
        if not isinstance(reading, Unreadable) and not isinstance(root, str):
            said = "\n".join(node.text.replace("<p>", "").replace("</p>", "") for node in root.walk())
            assert missing_letters(said, reading) == []
