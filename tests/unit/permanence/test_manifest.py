from __future__ import annotations

import hashlib
import json
from pathlib import Path

from plugins.permanence.manifest import HEAD, MANIFEST, write_manifest
from plugins.permanence.rows import read_rows


def manifest_in(folder: Path) -> dict[str, dict[str, object]]:
    files = json.loads((folder / MANIFEST).read_bytes())["files"]
    assert list(files) == sorted(files)
    return dict(files)


def line_of(content: bytes) -> dict[str, object]:
    return {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def test_the_manifest_holds_size_and_checksum_of_each_file_in_order(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"one")
    (tmp_path / "b").write_bytes(b"")
    assert write_manifest(tmp_path, {"b": (0, 7), "a": (3, 7)}, 1) == 2
    assert json.loads((tmp_path / MANIFEST).read_bytes()) == {
        "format": 1, "algorithm": "sha256", "files": {"a": line_of(b"one"), "b": line_of(b"")},
    }  # fmt: skip


def test_two_workers_give_the_same_manifest(tmp_path: Path) -> None:
    names = tuple(f"{n:04d}" for n in range(1200))
    for name in names:
        (tmp_path / name).write_text(name)
    write_manifest(tmp_path, dict.fromkeys(names, (4, 7)), 2)
    assert manifest_in(tmp_path) == {name: line_of(name.encode()) for name in names}


def test_only_files_that_are_named_are_read_again(tmp_path: Path) -> None:
    for name in ("a", "b", "gone", "ü"):
        (tmp_path / name).write_bytes(b"one")
    write_manifest(tmp_path, dict.fromkeys(("a", "b", "gone", "ü"), (3, 7)), 1)
    before = read_rows(tmp_path / MANIFEST, HEAD)
    for name in ("a", "b", "new", "ü"):
        (tmp_path / name).write_bytes(b"second")
    now = write_manifest(tmp_path, {"b": (6, 8), "new": (6, 8)}, 1, before, frozenset({"gone"}))
    assert now == 4
    one, second = line_of(b"one"), line_of(b"second")
    assert manifest_in(tmp_path) == {"a": one, "b": second, "new": second, "ü": one}


def test_rows_below_another_head_are_none(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"one")
    write_manifest(tmp_path, {"a": (3, 7)}, 1)
    assert not read_rows(tmp_path / MANIFEST, "{")
    assert not read_rows(tmp_path / "none", HEAD)
    assert read_rows(tmp_path / MANIFEST, HEAD).count == 1
    write_manifest(tmp_path, {}, 1)
    assert not read_rows(tmp_path / MANIFEST, HEAD)
