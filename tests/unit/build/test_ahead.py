"""What is read ahead is what would have been read when it is asked for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from plugins.build import ahead
from plugins.build.memo import keep, recall
from plugins.build.standby import Standby


def test_what_is_read_ahead_is_given_once_and_only_while_the_file_is_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"one")
    assert ahead.read(file, bytes.decode) == "one"
    assert ahead.asked()[str(file)] is bytes.decode
    ahead.read_ahead({str(file): lambda _: "ahead", str(tmp_path / "none"): bytes.decode})
    assert ahead.read(file, bytes.decode) == "ahead"
    assert ahead.read(file, bytes.decode) == "one"
    ahead.read_ahead({str(file): bytes.decode})
    file.write_bytes(b"another")
    assert ahead.read(file, bytes.decode) == "another"
    with pytest.raises(FileNotFoundError):
        ahead.read(tmp_path / "none", bytes.decode)


def test_the_next_build_of_a_standby_has_read_what_the_last_one_asked_for(tmp_path: Path) -> None:
    keep(tmp_path, "counted", {"builds": 0})

    def build() -> None:
        held = list(ahead._held)
        count = recall(tmp_path, "counted", dict[str, int], {})["builds"]
        # Taken away and written anew, as a change-over does.
        (tmp_path / "counted.memo").unlink()
        keep(tmp_path, "counted", {"builds": count + 1})
        with (tmp_path / "seen").open("a") as file:
            file.write(f"{count} {[os.path.basename(one) for one in held]}\n")  # noqa: PTH119

    standby = Standby(build, [])
    assert [standby.build() for _ in range(3)] == [0, 0, 0]
    standby.close()
    assert (tmp_path / "seen").read_text().splitlines() == [
        "0 []", "1 ['counted.memo']", "2 ['counted.memo']",
    ]  # fmt: skip
