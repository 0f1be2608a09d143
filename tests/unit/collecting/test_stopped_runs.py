"""Runs that are killed, that reach a limit, that are told to end; and what they leave."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import time
from collections import Counter
from pathlib import Path

import pytest

from plugins.archive.records import Meeting
from plugins.importers.warc import saved_pages
from plugins.intake.decode import decode
from tests.support.collecting import LONGEST, collect, command, plain, quiet, wait_for
from tests.support.importing import import_paths
from tests.support.moderngov_site import Reply, Site, served
from tests.support.site import build, write_content


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
    assert ended.stdout.endswith("nothing is left to ask for\n")
    return site, folder


def test_a_killed_run_goes_on_without_asking_again_for_what_it_has(killed: tuple[Site, Path]) -> None:
    site, folder = killed
    asked_for = Counter(re.sub(r"\(S\(x\d+y\)\)/", "", each) for each in plain(site.asked))
    again = {each: n for each, n in asked_for.items() if n > 1 and each != "/robots.txt"}
    # Of each killed run the request that was on its way is lost, and each run finds its session anew.
    assert sum(again.values()) - len(again) <= 2 + 3
    assert {"mgWebService.asmx/GetCommittees", "mgAi.aspx?ID=901", "documents/s502/At%20the%20end.pdf"} <= set(
        asked_for
    )
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


def test_error_a_site_that_is_not_there(tmp_path: Path) -> None:
    with served(Site()) as gone:
        pass
    ended = collect(gone, tmp_path)
    assert ended.returncode == 1
    assert "stopped: robots.txt could not be read (connection refused): nothing may be asked" in ended.stdout
