"""Records in an S3 store and a site in another give what folders give; what goes wrong is told in one line."""

from __future__ import annotations

import os
import subprocess
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.site import ROOT, SMALL, build, snapshot, write_content
from tests.support.stores import Bucket, build_stored, s3_server, stored_command

URL = "https://decisions.example.org/"
SAFE = "Nothing was built; the previous output is as it was."


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    folder = tmp_path_factory.mktemp("s3")
    with s3_server(folder) as environment:
        yield {**environment, "MINUTEBOOK_CACHE": str(folder / "cache")}


@pytest.fixture
def bucket(server: dict[str, str]) -> Bucket:
    return Bucket(f"b{uuid.uuid4().hex}", server)


def _published(folder: Path) -> dict[str, bytes]:
    return {name: content for name, content in snapshot(folder).items() if not name.startswith(".")}


def test_a_site_built_from_a_store_into_a_store_has_the_bytes_of_one_built_in_folders(
    bucket: Bucket, tmp_path: Path
) -> None:
    records = bucket.fill("records", write_content(tmp_path / "content"))
    done = build_stored(records, f"{bucket.address}/site", **bucket.environment)
    assert done.returncode == 0, done.stderr
    assert f"records from {records}: " in done.stderr
    assert "4 files, 4 brought, 0 removed" in done.stderr
    assert build(tmp_path / "content", tmp_path / "output", **bucket.environment).returncode == 0
    assert bucket.snapshot("site") == _published(tmp_path / "output")


def test_only_what_changed_in_the_store_is_brought_and_only_what_changed_of_the_site_is_put_up(
    bucket: Bucket, tmp_path: Path
) -> None:
    content = write_content(tmp_path / "content", SMALL | {"people/jane-doe.yaml": "name: Jane Doe\n"})
    records, site = bucket.fill("records", content), f"{bucket.address}/site"
    assert build_stored(records, site, **bucket.environment).returncode == 0
    same = build_stored(records, site, **bucket.environment)
    assert "5 files, 0 brought, 0 removed" in same.stderr
    assert "0 put up, 0 bytes put up, 0 removed" in same.stderr
    (content / "issues" / "parks.yaml").write_text("title: Parks and gardens\n", encoding="utf-8")
    bucket.fill("records", content)
    bucket.files.rm(f"{records}/people/jane-doe.yaml")
    changed = build_stored(records, site, **bucket.environment)
    assert "4 files, 1 brought, 1 removed" in changed.stderr
    (content / "people" / "jane-doe.yaml").unlink()
    assert build(content, tmp_path / "output", **bucket.environment).returncode == 0
    assert bucket.snapshot("site") == _published(tmp_path / "output")


def test_publishing_sets_types_and_cache_rules_leaves_twins_at_home_and_keeps_the_ledger_with_the_records(
    bucket: Bucket, tmp_path: Path
) -> None:
    records = bucket.fill("records", write_content(tmp_path / "content"))
    done = build_stored(records, f"{bucket.address}/site", "--publish", SITEURL=URL, **bucket.environment)
    assert done.returncode == 0, done.stderr
    there = bucket.snapshot("site")
    assert [name for name in there if name.endswith(".br")] == []
    heads = {name: bucket.head(f"site/{name}") for name in there}
    assert heads["index.html"]["ContentType"] == "text/html; charset=utf-8"
    assert heads["index.html"]["CacheControl"] == "public, max-age=300, must-revalidate"
    assert heads["search-index/manifest.json"]["CacheControl"] == "no-cache"
    hashed = [name for name in there if name.startswith("theme/") or name.endswith(".bin")]
    assert {heads[name]["CacheControl"] for name in hashed} == {"public, max-age=31536000, immutable"}
    assert any(name.startswith("permalinks/") for name in bucket.snapshot("records"))
    bucket.files.rm(f"{records}/issues/parks.yaml")
    bucket.files.pipe_file(f"{records}/meetings/cabinet/2013-09-11.yaml", b"committee: cabinet\ndate: 2013-09-11\n")
    lost = build_stored(records, f"{bucket.address}/site", "--publish", SITEURL=URL, **bucket.environment)
    assert lost.returncode == 1
    assert "issues/parks/" in lost.stderr
    assert bucket.snapshot("site") == there


def test_a_mistake_in_a_record_is_told_by_where_it_lies_in_the_store(bucket: Bucket, tmp_path: Path) -> None:
    content = write_content(tmp_path / "content", SMALL | {"issues/parks.yaml": "titel: Parks\n"})
    records = bucket.fill("records", content)
    done = build_stored(records, f"{bucket.address}/site", **bucket.environment)
    assert done.returncode == 1
    assert f"error: {records}/issues/parks.yaml:1: " in done.stderr
    assert bucket.snapshot("site") == {}


def test_an_upload_that_is_killed_is_healed_by_the_next_though_the_records_are_again_as_before(
    bucket: Bucket, tmp_path: Path
) -> None:
    content, site = write_content(tmp_path / "content"), f"{bucket.address}/site"
    assert build_stored(content, site, **bucket.environment).returncode == 0
    before = bucket.snapshot("site")
    _write_name(content, "Another Borough Council")
    _kill_when(lambda: bucket.snapshot("site") != before, content, site, bucket)
    assert bucket.snapshot("site") != before
    _write_name(content, "Exampleton Borough Council")
    healed = build_stored(content, site, **bucket.environment)
    assert healed.returncode == 0, healed.stderr
    assert bucket.snapshot("site") == before


def _write_name(content: Path, name: str) -> None:
    (content / "archive.yaml").write_text(f"name: {name}\nas_of: 2020-12-31\n", encoding="utf-8")


def _kill_when(reached: object, content: Path, site: str, bucket: Bucket) -> None:
    environment = os.environ | {"WORKERS": "1"} | bucket.environment
    process = subprocess.Popen(
        stored_command(content, site), cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    end = time.monotonic() + 60
    while not reached():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.01)
    process.kill()
    process.wait()


def test_error_a_store_that_goes_away_in_mid_upload_is_told_without_a_traceback(tmp_path: Path) -> None:
    content = write_content(tmp_path / "content")
    with s3_server(tmp_path) as environment:
        bucket = Bucket("web", {**environment, "MINUTEBOOK_CACHE": str(tmp_path / "cache"), "AWS_MAX_ATTEMPTS": "1"})
        command = stored_command(content, f"{bucket.address}/site")
        process = subprocess.Popen(command, cwd=ROOT, env=os.environ | bucket.environment, stderr=subprocess.PIPE)
        end = time.monotonic() + 60
        while len(bucket.snapshot("site")) < 1:
            assert time.monotonic() < end
    told = process.communicate(timeout=120)[1].decode().splitlines()
    assert process.returncode == 1
    assert not [line for line in told if "Traceback" in line or "never awaited" in line]
    assert told[-2].startswith('error: "s3://web/site": ')
    assert told[-1] == "The site is built, but not all of it was put up; the same command does the rest."


def test_error_a_bucket_that_holds_something_else_is_left_as_it_is(bucket: Bucket, tmp_path: Path) -> None:
    bucket.files.pipe_file(f"{bucket.address}/site/holiday.jpg", b"sea")
    site = f"{bucket.address}/site"
    done = build_stored(write_content(tmp_path / "content"), site, **bucket.environment)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f'error: "{site}": it is not empty and was not made by Minutebook; choose another OUTPUT or empty it',
        SAFE,
    ]
    assert bucket.snapshot("site") == {"holiday.jpg": b"sea"}


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("s3://no-such-bucket-there/records", "there is no such bucket or folder"),
        ("nonsense://somewhere", 'fsspec knows no "nonsense"'),
        ("gs://bucket/records", "gcsfs"),
    ],
)
def test_error_records_that_cannot_be_brought_are_told_in_one_line(
    address: str, told: str, server: dict[str, str], tmp_path: Path
) -> None:
    done = build_stored(address, tmp_path / "output", **server)
    assert (done.returncode, (tmp_path / "output").exists()) == (1, False)
    first, then = done.stderr.splitlines()
    assert first.startswith(f'error: "{address}": ')
    assert told in first
    assert then == SAFE


def test_error_a_folder_of_a_bucket_in_which_nothing_lies_is_told(bucket: Bucket, tmp_path: Path) -> None:
    records = f"{bucket.address}/recrods"
    done = build_stored(records, tmp_path / "output", **bucket.environment)
    told = f'error: "{records}": nothing is there; expected a folder with archive.yaml'
    assert (done.returncode, done.stderr.splitlines()) == (1, [told, SAFE])


def test_error_a_server_that_does_not_answer_is_told_in_one_line(server: dict[str, str], tmp_path: Path) -> None:
    nowhere = server | {"AWS_ENDPOINT_URL": "http://127.0.0.1:9", "AWS_MAX_ATTEMPTS": "1"}
    done = build_stored("s3://bucket/records", tmp_path / "output", **nowhere)
    assert done.returncode == 1
    first, then = done.stderr.splitlines()
    told = 'error: "s3://bucket/records": Could not connect to the endpoint URL: "http://127.0.0.1:9/bucket'
    assert (first.startswith(told), then) == (True, SAFE)
