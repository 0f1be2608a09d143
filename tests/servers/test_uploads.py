"""The recipes that are no server's configuration: scripts that upload, and descriptions of jobs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from tests.servers.running import RECIPES

ROOT = Path(__file__).resolve().parents[2]


def test_the_readme_names_every_recipe() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"plugins/permanence/hosting/([\w.\-]+)", readme))
    assert named == {path.name for path in RECIPES.iterdir()}


@pytest.mark.parametrize("name", ["rsync.sh", "s3.sh"])
def test_a_script_is_one_that_a_plain_shell_reads(name: str) -> None:
    assert subprocess.run(["sh", "-n", RECIPES / name], check=False).returncode == 0


@pytest.mark.parametrize("name", ["github-pages.yaml", "gitlab-pages.yaml"])
def test_a_job_publishes_strictly(name: str) -> None:
    text = (RECIPES / name).read_text(encoding="utf-8")
    assert yaml.safe_load(text)
    assert "make publish SITEURL=" in text


def _upload(site: Path, host: Path) -> None:
    done = subprocess.run(
        ["sh", RECIPES / "rsync.sh", f"{site}/", f"{host}/"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.servers
@pytest.mark.skipif(shutil.which("rsync") is None, reason="rsync is not installed")
def test_an_upload_touches_only_what_changed_and_keeps_styles_of_pages_still_open(tmp_path: Path) -> None:
    site, host = tmp_path / "site", tmp_path / "host"
    for name in ("index.html", "gone/index.html", "theme/aa/x.css", "search-index/t/aa.bin", ".minutebook"):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(name)
    _upload(site, host)
    before = (host / "index.html").stat().st_mtime_ns
    shutil.rmtree(site / "gone")
    shutil.rmtree(site / "search-index/t")
    (site / "theme/aa").rename(site / "theme/bb")
    os.utime(site / "index.html", ns=(0, 0))
    _upload(site, host)
    assert (host / "index.html").stat().st_mtime_ns == before
    assert {path.relative_to(host).as_posix() for path in host.rglob("*") if path.is_file()} == {
        "index.html", "theme/aa/x.css", "theme/bb/x.css",
    }  # fmt: skip


STORE = """#!/bin/sh
echo "$@" >> "$0.log"
"""


def test_what_goes_to_a_store_is_told_how_long_it_may_be_kept(tmp_path: Path) -> None:
    aws = tmp_path / "aws"
    aws.write_text(STORE)
    aws.chmod(0o755)
    path = f"{tmp_path}:{os.environ['PATH']}"
    command = ["sh", RECIPES / "s3.sh", "site/", "s3://archive", "--endpoint-url", "https://store.example"]
    assert subprocess.run(command, env={"PATH": path}, check=False).returncode == 0
    asked = Path(f"{aws}.log").read_text().splitlines()
    assert all("--endpoint-url https://store.example" in line for line in asked)
    assert "immutable" in asked[0] and "site/theme s3://archive/theme" in asked[0]  # noqa: PT018 (one line, read whole)
    assert asked[-1].count("--delete") == 1
