from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import etree

from plugins.archive.answers import looks_of
from plugins.archive.archive import Archive
from plugins.archive.link import link
from plugins.archive.records import ArchiveSettings
from plugins.build.last import LastBuild
from plugins.build.memo import LOOKS, keep
from plugins.exports.work import file_sizes, write_exports
from plugins.intake.content import read
from plugins.intake.encode import encode
from plugins.synthetic.chronicle import chronicle
from plugins.synthetic.write import write_records
from tests.support.builders import build_settings, make_committee, make_issue, make_item, make_meeting


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("content")
    write_records(chronicle(800, 3), folder, encode)
    return folder


@pytest.fixture(scope="module")
def archive(content: Path) -> Archive:
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


def _written_items(content: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The items of all meetings as they stand in their files, by date, each with the folder of its meeting."""
    folders = {path: path.relative_to(content).with_suffix("").as_posix() for path in content.glob("meetings/*/*.yaml")}
    for path in sorted(folders, key=lambda path: (path.stem[:10], path.stem, path.parent.name)):
        for item in yaml.safe_load(path.read_text(encoding="utf-8"))["items"]:
            # A text in several lines ends in a line break there.
            yield folders[path], {**item, "minutes": item["minutes"].rstrip("\n") if "minutes" in item else None}


def test_tables_say_what_stands_in_the_files(archive: Archive, content: Path, tmp_path: Path) -> None:
    made = _made(archive, tmp_path, 1)
    rows = list(csv.DictReader(io.StringIO(made["data/items.csv"].decode(), newline="")))
    said = {(f"meetings/{row['meeting']}", row["number"], row["title"], row["issue"], row["minutes"]) for row in rows}
    written = list(_written_items(content))
    assert len(rows) == len(written) == 800
    texts = ("number", "title", "issue", "minutes")
    assert said == {(folder, *(item.get(key) or "" for key in texts)) for folder, item in written}


def test_twins_and_feeds_of_issues_tell_of_their_items_in_the_files(
    archive: Archive, content: Path, tmp_path: Path
) -> None:
    made = _made(archive, tmp_path, 1)
    of_issues: dict[str, list[tuple[str, dict[str, Any]]]] = {}
    for folder, item in _written_items(content):
        of_issues.setdefault(item.get("issue", ""), []).append((folder, item))
    for issue in archive.issues:
        written = of_issues.get(issue, [])
        items = json.loads(made[f"issues/{issue}/index.json"])["items"]
        assert [(f"meetings/{item['meeting']['id']}", item["title"], item["minutes"]) for item in items] == [
            (folder, item["title"], item["minutes"]) for folder, item in written
        ]
        feed = etree.fromstring(made[f"issues/{issue}/feed.atom"])
        links = feed.xpath("a:entry/a:link/@href", namespaces={"a": "http://www.w3.org/2005/Atom"})
        told = sorted(link.removeprefix("../../").partition("/#")[0] for link in links if "/meetings/" in link)
        assert told == sorted(folder for folder, _ in written)


def test_twins_of_meetings_and_their_issues_show_items_alike(archive: Archive, tmp_path: Path) -> None:
    made = _made(archive, tmp_path, 2)
    twins = {m: json.loads(made[f"meetings/{m}/index.json"]) for m in archive.meetings}
    items = {item["id"]: item for twin in twins.values() for item in twin["items"]}
    assert len(items) == 800
    for issue in archive.issues:
        for item in json.loads(made[f"issues/{issue}/index.json"])["items"]:
            there = json.loads(json.dumps(items[item["id"]]).replace('"url": "../../../', '"url": "../../'))
            assert item == there


def test_our_own_files_are_known_by_their_paths_and_sizes(tmp_path: Path) -> None:
    (tmp_path / "cabinet").mkdir()
    (tmp_path / "cabinet/plan.pdf").write_bytes(b"12345")
    assert file_sizes(tmp_path) == {"cabinet/plan.pdf": 5}
    assert file_sizes(tmp_path / "none") == {}


def _built(content: Path, folder: Path, before: Path | None) -> Path:
    """The output of a build of a content folder, which takes over what it can from the build in another folder."""
    settings = replace(build_settings(folder), output=folder / "site", cache=folder / "cache")
    last = None
    if before:
        site, cache = before / "site", before / "cache"
        files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
        settings = replace(settings, final_output=site, final_cache=cache)
        last = LastBuild(site, cache, files, frozenset())
    for made in (settings.output, settings.cache):
        made.mkdir(parents=True, exist_ok=True)
    reading = read(content)
    assert reading.records is not None
    archive, _ = link(reading.records)
    keep(settings.cache, LOOKS, looks_of(archive))
    write_exports(archive, settings, last)
    return settings.output


@pytest.mark.parametrize("kept", [None, b"", b"\x84"])
def test_a_changed_word_is_in_the_twin_of_its_issue_also_where_the_cache_was_harmed(
    tmp_path: Path, kept: bytes | None
) -> None:
    content = tmp_path / "content"
    meeting = make_meeting("cabinet", "2013-09-11", make_item(issue="baths", minutes="The baths close."))
    records = [ArchiveSettings(name="Exampleton"), make_committee("cabinet"), make_issue("baths"), meeting]
    write_records(records, content, encode)
    _built(content, tmp_path / "first", None)
    file = content / "meetings/cabinet/2013-09-11.yaml"
    file.write_text(file.read_text().replace("close", "reopen"))
    told = tmp_path / "first/cache/told.memo"
    assert told.is_file()
    told.unlink() if kept is None else told.write_bytes(kept)
    site = _built(content, tmp_path / "second", tmp_path / "first")
    assert "The baths reopen." in (site / "issues/baths/index.json").read_text()
