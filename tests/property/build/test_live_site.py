"""The site that readers see is never written into: what is made again is made as another file."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.support.editing import EDITS, EditedSite, build_after, compare_with_clean, edited_site
from tests.support.site import snapshot


def _held(site: EditedSite) -> Path:
    """Second names for all files of the site, which stay whatever becomes of it."""
    held = site.folder / "held"
    shutil.rmtree(held, ignore_errors=True)
    shutil.copytree(site.output, held, copy_function=os.link)
    return held


def _has_copy(site: EditedSite) -> bool:
    return any((site.folder / "cache").glob("*.second.note"))


@pytest.mark.parametrize("seed", [21, 22])
def test_no_byte_of_the_old_site_changes_whatever_is_edited(tmp_path: Path, seed: int) -> None:
    site = edited_site(tmp_path, items=400, seed=seed)
    build_after(site, 2)
    copies = 0
    for made in site.chance.sample(EDITS, len(EDITS)):
        held = _held(site)
        made(site)
        before = snapshot(held)
        copies += _has_copy(site)
        build_after(site, 2)
        assert snapshot(held) == before, made.__name__
    assert copies > len(EDITS) // 3
    compare_with_clean(site)


def test_a_folder_is_built_in_again_after_the_next(tmp_path: Path) -> None:
    site = edited_site(tmp_path, items=200, seed=23)
    build_after(site, 2)
    numbers = []
    for word in ("one", "two", "three", "four"):
        (site.content / "pages/about.md").write_text(f"Title: About\n\n{word}\n")
        build_after(site, 2)
        numbers.append(site.output.stat().st_ino)
    assert numbers[:2] == numbers[2:]
    compare_with_clean(site)


def test_a_file_that_somebody_wrote_into_is_made_again(tmp_path: Path) -> None:
    site = edited_site(tmp_path, items=200, seed=24)
    build_after(site, 2)
    for word in ("one", "two"):
        (site.content / "pages/about.md").write_text(f"Title: About\n\n{word}\n")
        build_after(site, 2)
    for file in sorted(site.output.glob("issues/*/index.html"))[:2]:
        with file.open("ab") as page:
            page.write(b"edited in place: the second copy has the same file")
    build_after(site, 2)
    compare_with_clean(site)
