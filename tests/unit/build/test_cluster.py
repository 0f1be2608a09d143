"""A Dask scheduler and two workers on this machine build what this machine builds alone, though one of them is lost."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.build.cluster import ClusterError, hands_of
from tests.support.cluster import Cluster, make_archive
from tests.support.site import build, snapshot, write_content


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    cluster = Cluster(tmp_path_factory.mktemp("cluster"))
    yield cluster
    cluster.stop()


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_archive(tmp_path_factory.mktemp("archive") / "content", 300)


def test_a_cluster_builds_the_same_bytes_even_if_a_worker_is_killed(
    cluster: Cluster, content: Path, tmp_path: Path
) -> None:
    near = build(content, tmp_path / "near", **cluster.environment)
    assert near.returncode == 0, near.stderr
    far = build(content, tmp_path / "far", WORKERS=cluster.address, **cluster.environment)
    assert far.returncode == 0, far.stderr
    expected = snapshot(tmp_path / "near")
    assert snapshot(tmp_path / "far") == expected
    assert cluster.built_without_a_worker(content, tmp_path / "lost") == expected
    assert cluster.workers[0].returncode == -signal.SIGKILL
    assert not list(Path(cluster.environment["MINUTEBOOK_CACHE"]).rglob("parcel*"))


def test_error_a_cluster_that_is_not_there_is_told(tmp_path: Path) -> None:
    done = build(write_content(tmp_path / "content"), tmp_path / "output", WORKERS="dask://127.0.0.1:1")
    assert (done.returncode, (tmp_path / "output").exists()) == (1, False)
    assert done.stderr.splitlines() == [
        'error: WORKERS is "dask://127.0.0.1:1": no scheduler answers there',
        "Nothing was built; the previous output is as it was.",
    ]


@pytest.mark.parametrize("address", ["dask://", "dask://host", "dask://host:port"])
def test_error_an_address_without_host_or_port_is_told(address: str, tmp_path: Path) -> None:
    with pytest.raises(ClusterError, match="expected dask://host:port, the address of a scheduler"):
        hands_of(address, tmp_path)
