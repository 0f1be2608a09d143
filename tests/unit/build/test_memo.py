"""Values kept from build to build, and what becomes of damaged ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.build.memo import keep, recall


def test_what_was_kept_is_recalled(tmp_path: Path) -> None:
    keep(tmp_path, "names", "äb")
    assert recall(tmp_path, "names", str, "") == "äb"


@pytest.mark.parametrize("place", range(7))
def test_a_value_of_which_one_byte_is_another_is_not_recalled(tmp_path: Path, place: int) -> None:
    keep(tmp_path, "names", "ab")
    file = tmp_path / "names.memo"
    kept = bytearray(file.read_bytes())
    assert len(kept) == 7
    kept[place] ^= 0xFF
    file.write_bytes(kept)
    assert recall(tmp_path, "names", str, "otherwise") == "otherwise"
