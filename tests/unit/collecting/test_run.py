"""Whole runs of the command against a site on the loopback interface."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from plugins.importers.warc import saved_pages
from tests.support.collecting import collect, plain
from tests.support.moderngov_site import HUGE, Site, huge_meeting, served
from tests.support.site import ROOT

# In the order in which they are asked for; the register's newest year is next year's.
EXPECTED = (
    "/robots.txt",
    "mgWebService.asmx/GetCommittees",
    "mgWebService.asmx/GetCouncillorsByWard",
    "mgWebService.asmx/GetMeetings?lCommitteeId=1",
    "mgWebService.asmx/GetMeetings?lCommitteeId=2",
    "mgListCommittees.aspx",
    "ieDocHome.aspx",
    "",
    "mgMemberIndex.aspx",
    "mgPlansHome.aspx",
    "ieListMeetings.aspx?CommitteeId=1&Year=0",
    "ieListMeetings.aspx?CommitteeId=2&Year=0",
    "mgListPlans.aspx?RPId=3&RD=0",
    "ieListMeetings.aspx?CommitteeId=1&Year=2024",
    "ieListMeetings.aspx?CommitteeId=1&Act=earlier&D=202501010000",
    "mgListPlanItems.aspx?RP=3&PlanId=9",
    "ieListMeetings.aspx?CommitteeId=1&Act=earlier&D=202412010000",
    "mgCommitteeDetails.aspx?ID=1",
    "mgCommitteeDetails.aspx?ID=2",
    "mgWebService.asmx/GetMeeting?lMeetingId=11",
    "ieListDocuments.aspx?CId=1&MId=11",
    "mgWebService.asmx/GetMeeting?lMeetingId=12",
    "ieListDocuments.aspx?CId=1&MId=12",
    "mgWebService.asmx/GetMeeting?lMeetingId=21",
    "ieListDocuments.aspx?CId=2&MId=21",
    "ieListDocuments.aspx?CId=1&MId=13",
    "ieListDocuments.aspx?CId=1&MId=10",
    "mgAi.aspx?ID=901",
    "mgAi.aspx?ID=903",
    *["mgAi.aspx?ID=904"] * 4,
    "mgIssueHistoryHome.aspx?IId=77",
    "mgIssueHistoryHome.aspx?IId=78",
    *["mgIssueHistoryHome.aspx?IId=78&Opt=0&J=1"] * 4,
    "ieIssueDetails.aspx?IId=77&Opt=3",
    *["ieDecisionDetails.aspx?ID=15"] * 2,
    "ieDecisionDetails.aspx?AIId=901",
    "ieDecisionDetails.aspx?ID=14",
    "mgAi.aspx?ID=902",
    *["mgMeetingAttendance.aspx?ID=11"] * 2,
    "mgUserInfo.aspx?UID=7",
    *["mgUserInfo.aspx?UID=8"] * 2,
    "mgConvert2PDF.aspx?ID=501",
    "documents/g11/Public%20reports%20pack%2013th-Jan-2025%2018.00%20Cabinet.pdf?T=10",
    "documents/s501/Report%20on%20rents.docx",
    "documents/s599/Gone.pdf",
    "documents/s502/At%20the%20end.pdf",
)


def without_registers(asked: list[str]) -> list[str]:
    return [each for each in plain(asked) if "Decisions.aspx?DR=" not in each]


@dataclass
class Done:
    """A run that is over, and another after it: what the site was asked, and what the command said."""

    site: Site
    folder: Path
    asked: list[str]
    said: str
    status: int
    report: dict[str, object]
    again: list[str]
    said_again: str


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Done:
    huge_meeting()
    folder = tmp_path_factory.mktemp("collected")
    report = folder.parent / "report.json"
    with served(Site()) as site:
        ended = collect(site, folder, "--report", str(report))
        asked, site.troubles = list(site.asked), False
        again = collect(site, folder)
    assert (ended.stderr, again.stderr) == ("", "") or "of" in ended.stderr
    told = json.loads(report.read_text(encoding="utf-8"))
    later = site.asked[len(asked) :]
    return Done(site, folder, asked, ended.stdout, ended.returncode, told, later, again.stdout)


def test_a_run_asks_for_all_and_only_what_it_should_in_order(done: Done) -> None:
    assert without_registers(done.asked) == list(EXPECTED)


def test_a_register_is_asked_for_year_by_year_until_it_answers_no_more(done: Done) -> None:
    years = [each for each in plain(done.asked) if each.startswith("mgDelegatedDecisions")]
    found = [int(match[1]) for each in years if (match := re.search(r"DR=01%2F01%2F(\d{4})", each))]
    assert found == list(range(max(found), 2023, -1))


def test_one_request_is_asked_at_a_time_by_one_who_says_who_asks(done: Done) -> None:
    assert done.site.most_at_once <= 2  # a request that we gave up may still be answered
    assert done.site.agents == {"Minutebook/0.1 (archive of council decisions; contact archive@exampleton.example)"}


def test_the_wait_that_the_site_asked_for_is_kept(done: Done) -> None:
    first, second = [n for n, each in enumerate(done.asked) if "mgMeetingAttendance" in each]
    assert done.site.moments[second] - done.site.moments[first] >= 1.0


def test_the_account_says_what_was_fetched_passed_over_and_failed(done: Done) -> None:
    assert done.status == 1
    assert done.report["failed"] == {
        "answer 500": [f"{done.site.origin}mgAi.aspx?ID=904"],
        "redirects that lead back to themselves": [f"{done.site.origin}mgIssueHistoryHome.aspx?IId=78"],
    }
    skipped = done.report["skipped"]
    assert isinstance(skipped, dict)
    assert skipped["forbidden by robots.txt"] == 2
    assert skipped["log-in pages"] == 3
    assert skipped["calendar pages"] == 3
    assert skipped["outside the site"] == 2
    assert skipped["outside the years asked for"] == 3
    assert "documents 4" in done.said
    assert "failed: 1 × answer 500" in done.said


def test_each_answer_is_kept_with_its_address_its_day_and_its_headers(done: Done) -> None:
    path = min(done.folder.iterdir())
    with path.open("rb") as file:
        records = [(r.rec_type, r.rec_headers, r.http_headers) for r in ArchiveIterator(file, check_digests="raise")]
    assert records[0][0] == "warcinfo"
    kept = Counter(headers.get_header("WARC-Target-URI") for kind, headers, _ in records if kind == "response")
    assert set(kept.values()) == {1}
    assert kept[f"{done.site.origin}ieListDocuments.aspx?CId=1&MId=12"] == 1
    assert all(fields.get_header("Content-Type") for kind, _, fields in records if kind == "response")


def test_pages_are_kept_byte_for_byte_however_large_and_in_whatever_code_page(done: Done) -> None:
    path = min(done.folder.iterdir())
    pages = {page.name: page for page in saved_pages(path)}
    old, huge = pages["ieListDocuments.aspx?CId=1&MId=12"].content, pages["ieListDocuments.aspx?CId=2&MId=21"].content
    assert isinstance(old, bytes)
    assert "Café – “£5”".encode("cp1252") in old
    assert isinstance(huge, bytes)
    assert len(huge) > HUGE


def test_a_second_run_asks_only_for_what_failed(done: Done) -> None:
    issue = ["mgIssueHistoryHome.aspx?IId=78", "ieIssueDetails.aspx?IId=78&Opt=3"]
    assert plain(done.again) == ["/robots.txt", "mgAi.aspx?ID=904", *issue]
    assert "47 were there from before and were not asked for again" in done.said_again
    assert done.said_again.endswith("nothing is left to ask for\n")


def test_error_the_command_tells_what_to_install_where_its_packages_are_not() -> None:
    without = "import runpy, sys; sys.modules['scrapy'] = None; runpy.run_path(sys.argv[1], run_name='__main__')"
    command = [sys.executable, "-c", without, "scripts/collect_pages.py", "https://democracy.example.org/"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert done.stderr == (
        'error: collecting needs the package scrapy; "make .venv/collect.ready" installs all it needs\n'
    )
