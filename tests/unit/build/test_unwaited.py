"""What nobody waits for is done all the same."""

from __future__ import annotations

import time
from pathlib import Path

from plugins.build.unwaited import clear


def test_a_folder_is_gone_at_once_and_its_files_soon(tmp_path: Path) -> None:
    for name in ("old", "old.7.gone", "old.kept"):
        (tmp_path / name / "below").mkdir(parents=True)
        (tmp_path / name / "below/file").write_text("text")
    clear(tmp_path / "old")
    assert not (tmp_path / "old").exists()
    end = time.monotonic() + 30
    while [path.name for path in tmp_path.iterdir()] != ["old.kept"]:
        assert time.monotonic() < end
        time.sleep(0.01)
    clear(tmp_path / "none")
    assert (tmp_path / "old.kept/below/file").read_text() == "text"
