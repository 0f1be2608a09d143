from __future__ import annotations

import hashlib
import json
from pathlib import Path

from plugins.permanence.manifest import manifest_file, sums


def test_the_manifest_holds_size_and_checksum_of_each_file_in_order(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"one")
    (tmp_path / "b").write_bytes(b"")
    manifest = json.loads("".join(manifest_file(sums(tmp_path, {"b": (0, 7), "a": (3, 7)}, 1).lines())))
    assert manifest == {
        "format": 1,
        "algorithm": "sha256",
        "files": {
            "a": {"bytes": 3, "sha256": hashlib.sha256(b"one").hexdigest()},
            "b": {"bytes": 0, "sha256": hashlib.sha256(b"").hexdigest()},
        },
    }


def test_two_workers_give_the_same_sums(tmp_path: Path) -> None:
    names = tuple(f"{n:04d}" for n in range(1200))
    for name in names:
        (tmp_path / name).write_text(name)
    looks = dict.fromkeys(names, (4, 7))
    assert sums(tmp_path, looks, 2) == sums(tmp_path, looks, 1)


def test_only_files_that_look_otherwise_than_before_are_read_again(tmp_path: Path) -> None:
    for name in ("a", "b", "gone"):
        (tmp_path / name).write_bytes(b"one")
    known = sums(tmp_path, {"a": (3, 7), "b": (3, -6), "gone": (1, 1)}, 1)
    for name in ("a", "b"):
        (tmp_path / name).write_bytes(b"two")
    one, two = (hashlib.sha256(text).hexdigest() for text in (b"one", b"two"))
    now = sums(tmp_path, {"a": (3, 7), "b": (3, 7)}, 1, known)
    assert list(now.lines()) == [("a", 3, one), ("b", 3, two)]
    assert list(sums(tmp_path, {"b": (3, -6)}, 1, known).lines()) == [("b", 3, one)]
