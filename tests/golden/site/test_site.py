"""A small site, every byte. After a change that is meant, `MINUTEBOOK_ACCEPT=1` writes what is built; read its diff."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from tests.support.site import build, snapshot

HERE = Path(__file__).parent
CASES = sorted(path.name for path in HERE.iterdir() if (path / "content").is_dir())
# Shards and the search page are held to Whoosh elsewhere; the theme's files are its sources, its style has a budget.
LEFT_OUT = (
    "search-index/",
    "documents/search-index/",
    "theme/",
    "search/",
    "manifest.json",
    "data/schema/",
    "data/archive.jsonl.gz",
    ".minutebook",
)


# The theme's folder is named by its content, which is not what this is about.
THEME = re.compile(rb"theme/[0-9a-f]{16}/")


def kept(folder: Path) -> dict[str, bytes]:
    files = snapshot(folder).items()
    return {name: THEME.sub(b"theme/0/", text) for name, text in files if not name.startswith(LEFT_OUT)}


@pytest.mark.parametrize("case", CASES)
def test_the_site_is_this_to_the_byte(case: str, tmp_path: Path) -> None:
    done = build(HERE / case / "content", tmp_path / "output")
    assert done.returncode == 0, done.stderr
    built, expected = kept(tmp_path / "output"), HERE / case / "output"
    if os.environ.get("MINUTEBOOK_ACCEPT"):
        shutil.rmtree(expected, ignore_errors=True)
        for name, text in built.items():
            (expected / name).parent.mkdir(parents=True, exist_ok=True)
            (expected / name).write_bytes(text)
    assert sorted(built) == sorted(kept(expected))
    assert {name for name, text in built.items() if text != kept(expected)[name]} == set()
