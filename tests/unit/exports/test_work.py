from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path

import pytest

from plugins.archive.archive import Archive
from plugins.archive.link import link
from plugins.exports.downloads import cut
from plugins.exports.work import file_sizes, write_exports
from plugins.intake.content import read
from plugins.intake.encode import encode
from plugins.synthetic.chronicle import chronicle
from plugins.synthetic.write import write_records
from tests.support.builders import build_settings


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    content = tmp_path_factory.mktemp("content")
    write_records(chronicle(800, 3), content, encode)
    reading = read(content)
    assert reading.records is not None
    return link(reading.records)[0]


def _made(archive: Archive, folder: Path, workers: int) -> dict[str, bytes]:
    settings = build_settings(folder, workers=workers)
    write_exports(archive, settings, None)
    output = settings.output
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*") if path.is_file()}


def test_two_workers_make_the_same_bytes_as_one(archive: Archive, tmp_path: Path) -> None:
    assert _made(archive, tmp_path / "one", 1) == _made(archive, tmp_path / "two", 2)


def test_the_downloads_hold_every_record_once(archive: Archive, tmp_path: Path) -> None:
    made = _made(archive, tmp_path, 1)
    lines = [json.loads(line) for line in gzip.decompress(made["data/archive.jsonl.gz"]).splitlines()]
    counts = {kind: sum(line["type"] == kind for line in lines) for kind in ("meeting", "issue", "committee", "person")}
    assert counts == {
        "meeting": len(archive.meetings),
        "issue": len(archive.issues),
        "committee": len(archive.committees),
        "person": len(archive.people),
    }
    items = list(csv.DictReader(made["data/items.csv"].decode().splitlines(keepends=True)))
    assert len(items) == len({row["id"] for row in items}) == 800


def test_every_issue_meeting_and_committee_has_its_twin_and_its_feeds(archive: Archive, tmp_path: Path) -> None:
    made = _made(archive, tmp_path, 1)
    wanted = [f"issues/{name}/{file}" for name in archive.issues for file in ("index.json", "feed.atom")]
    wanted += [f"meetings/{name}/index.json" for name in archive.meetings]
    wanted += [f"committees/{n}/{f}" for n in archive.committees for f in ("index.json", "feed.atom", "calendar.ics")]
    assert set(wanted) <= set(made)
    assert "feeds/decisions.atom" in made


def test_links_of_twins_lead_to_other_twins_from_the_folder_they_stand_in(archive: Archive, tmp_path: Path) -> None:
    _made(archive, tmp_path, 1)
    for name in list(archive.issues)[:40]:
        folder = tmp_path / "new-output/issues" / name
        for item in json.loads((folder / "index.json").read_bytes())["items"]:
            assert (folder / item["meeting"]["url"] / "index.json").resolve().is_file()
            assert (folder / item["committee"]["url"] / "index.json").resolve().is_file()


def test_our_own_files_are_known_by_their_paths_and_sizes(tmp_path: Path) -> None:
    (tmp_path / "cabinet").mkdir()
    (tmp_path / "cabinet/plan.pdf").write_bytes(b"12345")
    assert file_sizes(tmp_path) == {"cabinet/plan.pdf": 5}
    assert file_sizes(tmp_path / "none") == {}


def test_a_new_record_leaves_all_runs_but_its_own_as_they_were() -> None:
    names = [f"issue-{number:04}" for number in range(2_000)]
    before, after = set(cut(names, 50)), set(cut([*names[:700], "issue-0699-more", *names[700:]], 50))
    assert 20 < len(before) < 60
    assert 1 <= len(after - before) <= 2
    assert [name for run in cut(names, 50) for name in run] == names
