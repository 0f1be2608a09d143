"""Whole runs of the command against a site on the loopback interface."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from plugins.archive.records import Meeting
from plugins.importers.warc import saved_pages
from plugins.intake.decode import decode
from tests.support.importing import import_paths
from tests.support.moderngov_site import HUGE, ROOT, Reply, Site, served
from tests.support.site import build, write_content

PROJECT = Path(__file__).resolve().parents[3]
LONGEST = 60
QUICK = ("--pause", "0", "--timeout", "1", "--contact", "archive@exampleton.example", "--from", "2000")
REGISTER = "mgDelegatedDecisions.aspx?DR={0}&DM=0&DS=2&K=0&V=0"

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
    "documents/s501/Report%20on%20rents.docx",
    "documents/s599/Gone.pdf",
    "documents/g11/Public%20reports%20pack%2013th-Jan-2025%2018.00%20Cabinet.pdf?T=10",
    "documents/s502/At%20the%20end.pdf",
)


def command(site: Site, folder: Path, *more: str) -> list[str]:
    script = str(PROJECT / "scripts" / "collect_pages.py")
    return [sys.executable, script, site.origin, "--into", str(folder), *QUICK, *more]


def collect(site: Site, folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(site, folder, *more), capture_output=True, text=True, timeout=LONGEST, check=False, env=quiet()
    )


def quiet() -> dict[str, str]:
    return {**os.environ, "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}


def plain(asked: list[str]) -> list[str]:
    """Requests without the site's folder, without the dates that depend on the day of the test."""
    return [re.sub(r"&sFromDate=.*", "", each.removeprefix(ROOT)) for each in asked]


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


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, Path]:
    """A site that was collected by two runs that were killed and a third that went on to the end."""
    folder = tmp_path_factory.mktemp("killed")
    with served(Site(troubles=False, delay=0.02, sessions=True)) as site:
        for asked in (20, 35):
            running = subprocess.Popen(command(site, folder), stdout=subprocess.DEVNULL, env=quiet())
            wait_for(lambda: len(site.asked) >= asked)  # noqa: B023 (called at once)
            running.send_signal(signal.SIGKILL)
            running.wait(LONGEST)
            time.sleep(0.1)
        ended = collect(site, folder)
    assert ended.returncode == 0, ended.stderr
    return site, folder


def test_a_killed_run_goes_on_without_asking_again_for_what_it_has(killed: tuple[Site, Path]) -> None:
    site, folder = killed
    asked_for = Counter(re.sub(r"\(S\(x\d+y\)\)/", "", each) for each in plain(site.asked))
    again = {each: n for each, n in asked_for.items() if n > 1 and each != "/robots.txt"}
    # Of each killed run the request that was on its way is lost, and each run finds its session anew.
    assert sum(again.values()) - len(again) <= 2 + 3
    whole = {re.sub(r"&Opt=0&J=1", "", each) for each in EXPECTED}
    assert whole - {"mgAi.aspx?ID=902"} <= set(asked_for)
    urls = [page.url for path in sorted(folder.iterdir()) for page in saved_pages(path)]
    assert len(urls) == len(set(urls))


def test_what_was_collected_becomes_records_that_say_where_and_when(killed: tuple[Site, Path], tmp_path: Path) -> None:
    site, folder = killed
    report = import_paths(tmp_path, folder)
    text = (tmp_path / "meetings/cabinet/2025-01-12.yaml").read_text(encoding="utf-8")
    meeting, _ = decode("meeting", text, "meeting.yaml", id="cabinet/2025-01-12")
    assert isinstance(meeting, Meeting)
    source = next(each for each in meeting.sources if each.kind == "meeting" and each.format == "moderngov-html")
    assert source.url == f"{site.origin}ieListDocuments.aspx?CId=1&MId=12"
    assert source.retrieved is not None
    assert {each.kind for each in report.sources if each.format == "warc"} == {"document", "answer 404"}
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    import_paths(tmp_path, folder)
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before


def test_what_was_collected_becomes_a_site_that_the_old_addresses_lead_to(
    killed: tuple[Site, Path], tmp_path: Path
) -> None:
    site, folder = killed
    content = write_content(tmp_path / "content", {"archive.yaml": f"name: Exampleton\norigins: [{site.origin}]\n"})
    import_paths(content, folder)
    built = build(content, tmp_path / "output")
    assert built.returncode == 0, built.stderr
    old = json.loads((tmp_path / "output/go/0.json").read_text(encoding="utf-8"))
    expected = {
        "committee:1": "committees/cabinet/",
        "meeting:11": "meetings/cabinet/2025-01-11/",
        "meeting:21": "meetings/scrutiny-committee/2025-01-21/",
        "decision:15": "decisions/2025/rents-15/",
        "person:7": "people/jo-field/",
    }
    assert {key: old.get(key) for key in expected} == expected


def wait_for(happened, seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.01)


def test_the_limits_stop_a_run_that_goes_on_later(tmp_path: Path) -> None:
    with served(Site(troubles=False)) as site:
        first = collect(site, tmp_path, "--max-pages", "10")
        assert len(site.asked) == 11
        timed = collect(site, tmp_path, "--max-minutes", "0.0001")
        assert len(site.asked) <= 12
        rest = collect(site, tmp_path, "--no-documents")
    assert (first.returncode, timed.returncode, rest.returncode) == (0, 0, 0)
    assert "stopped: the limit of 10 pages is reached" in first.stdout
    assert "stopped: the time is up" in timed.stdout
    assert rest.stdout.endswith("nothing is left to ask for\n")
    assert max(Counter(plain(site.asked[1:])).values()) <= 3
    assert not any("documents/" in each or "Convert2PDF" in each for each in site.asked)


def test_control_c_ends_a_run_cleanly(tmp_path: Path) -> None:
    with served(Site(troubles=False, delay=0.05)) as site:
        running = subprocess.Popen(command(site, tmp_path), stdout=subprocess.PIPE, text=True, env=quiet())
        wait_for(lambda: len(site.asked) >= 5)
        running.send_signal(signal.SIGINT)
        said, _ = running.communicate(timeout=LONGEST)
    assert running.returncode == 0
    assert "stopped: as you asked" in said


def test_nothing_is_asked_of_a_site_that_forbids_all(tmp_path: Path) -> None:
    rules = Reply("User-agent: *\nDisallow: /\n", type="text/plain")
    with served(Site(robots=rules)) as site:
        ended = collect(site, tmp_path)
    assert site.asked == ["/robots.txt"]
    assert ended.returncode == 0
    assert "forbidden by robots.txt 9" in ended.stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("origin", "said"), [("nonsense", '"nonsense" is no address of a site')])
def test_error_an_origin_that_is_none(origin: str, said: str, tmp_path: Path) -> None:
    ended = collect(Site(origin=origin), tmp_path)
    assert ended.returncode == 2
    assert ended.stderr.startswith(said)
