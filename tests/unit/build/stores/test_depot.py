"""A Dask cluster whose workers see no folder of the build makes the same bytes, by way of a store."""

from __future__ import annotations

import re
import signal
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.cluster import Cluster, make_archive
from tests.support.site import build, snapshot
from tests.support.stores import Bucket, build_stored, s3_server


@pytest.fixture(scope="module")
def builder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which everything of the building machine lies."""
    return tmp_path_factory.mktemp("builder")


@pytest.fixture(scope="module")
def cluster(builder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    folder = tmp_path_factory.mktemp("cluster")
    with s3_server(folder) as environment:
        cluster = Cluster(folder, blind_to=builder, **environment)
        yield cluster
        cluster.stop()


@pytest.fixture(scope="module")
def content(builder: Path) -> Path:
    return make_archive(builder / "content", 200)


def _near(content: Path, output: Path) -> dict[str, bytes]:
    done = build(content, output, MINUTEBOOK_CACHE=str(output.with_name("near-cache")))
    assert done.returncode == 0, done.stderr
    return {name: content for name, content in snapshot(output).items() if not name.startswith(".")}


def test_error_workers_that_see_no_folder_and_have_no_store_say_so(cluster: Cluster, content: Path) -> None:
    output = content.with_name("unseen")
    done = build(content, output, WORKERS=cluster.address, **cluster.environment)
    assert (done.returncode, output.exists()) == (1, False)
    told = r'error: a worker cannot read ".+"; content, output and cache must lie where all workers see them, or STORE '
    assert re.match(told, done.stderr.splitlines()[0])


def test_records_site_and_workers_may_meet_in_stores_alone(cluster: Cluster, content: Path, tmp_path: Path) -> None:
    bucket = Bucket(f"b{uuid.uuid4().hex}", cluster.environment)
    records, site = bucket.fill("records", content), f"{bucket.address}/site"
    given = cluster.environment | {"WORKERS": cluster.address, "STORE": f"{bucket.address}/work"}
    done = build_stored(records, site, **given)
    assert done.returncode == 0, done.stderr
    assert bucket.snapshot("site") == _near(content, tmp_path / "near")
    assert bucket.snapshot("work") == {}
    meeting = min((content / "meetings").rglob("*.yaml"))
    text = meeting.read_text(encoding="utf-8")
    try:
        meeting.write_text(text.replace(" the ", " each ", 3), encoding="utf-8")
        bucket.fill("records", content)
        done = build_stored(records, site, **given)
        assert done.returncode == 0, done.stderr
        assert bucket.snapshot("site") == _near(content, tmp_path / "again")
    finally:
        meeting.write_text(text, encoding="utf-8")


def test_a_worker_that_is_killed_costs_no_byte(cluster: Cluster, content: Path, tmp_path: Path) -> None:
    bucket = Bucket(f"b{uuid.uuid4().hex}", cluster.environment)
    expected = _near(content, tmp_path / "near")
    built = cluster.built_without_a_worker(content, content.with_name("lost"), STORE=f"{bucket.address}/work")
    assert {name: content for name, content in built.items() if not name.startswith(".")} == expected
    assert cluster.workers[0].returncode == -signal.SIGKILL
    assert bucket.snapshot("work") == {}
