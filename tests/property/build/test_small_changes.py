"""Whatever is edited, building from what the last build left makes what a clean build makes, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import editing
from tests.support.editing import EDITS, build_after, compare_with_clean, edit, edited_site


@pytest.mark.parametrize("seed", [11, 12])
def test_edits_of_every_kind_one_after_another_give_what_a_clean_build_gives(tmp_path: Path, seed: int) -> None:
    site = edited_site(tmp_path, items=150, seed=seed)
    build_after(site, 2)
    order = site.chance.sample(EDITS, len(EDITS))
    for start in range(0, len(order), 4):
        for made in order[start : start + 4]:
            made(site)
            build_after(site, 1 + start % 2)
        compare_with_clean(site)


def test_several_edits_at_once_give_what_a_clean_build_gives(tmp_path: Path) -> None:
    site = edited_site(tmp_path, items=150, seed=13)
    build_after(site, 2)
    for _ in range(3):
        made = [edit(site) for _ in range(6)]
        build_after(site, 2)
        try:
            compare_with_clean(site)
        except editing.EditedSiteError as error:
            pytest.fail(f"after {made}: {error}")
