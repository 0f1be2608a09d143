from __future__ import annotations

import hashlib
import json
from concurrent.futures import wait
from pathlib import Path

from plugins.permanence.manifest import HEAD, MANIFEST, Summing, begin_summing, write_manifest
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
    assert write_manifest(Summing(tmp_path, {}), {"b": (0, 7), "a": (3, 7)}, 1) == 2
    assert json.loads((tmp_path / MANIFEST).read_bytes()) == {
        "format": 1, "algorithm": "sha256", "files": {"a": line_of(b"one"), "b": line_of(b"")},
    }  # fmt: skip


def test_two_workers_give_the_same_manifest(tmp_path: Path) -> None:
    names = tuple(f"{n:04d}" for n in range(2200))
    for name in names:
        (tmp_path / name).write_text(name)
    write_manifest(Summing(tmp_path, {}), dict.fromkeys(names, (4, 7)), 2)
    assert manifest_in(tmp_path) == {name: line_of(name.encode()) for name in names}


def test_only_files_that_are_named_are_read_again(tmp_path: Path) -> None:
    for name in ("a", "b", "gone", "ü"):
        (tmp_path / name).write_bytes(b"one")
    write_manifest(Summing(tmp_path, {}), dict.fromkeys(("a", "b", "gone", "ü"), (3, 7)), 1)
    before = read_rows(tmp_path / MANIFEST, HEAD)
    for name in ("a", "b", "new", "ü"):
        (tmp_path / name).write_bytes(b"second")
    now = write_manifest(Summing(tmp_path, {}), {"b": (6, 8), "new": (6, 8)}, 1, before, frozenset({"gone"}))
    assert now == 4
    one, second = line_of(b"one"), line_of(b"second")
    assert manifest_in(tmp_path) == {"a": one, "b": second, "new": second, "ü": one}


def test_rows_below_another_head_are_none(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"one")
    write_manifest(Summing(tmp_path, {}), {"a": (3, 7)}, 1)
    assert not read_rows(tmp_path / MANIFEST, "{")
    assert not read_rows(tmp_path / "none", HEAD)
    assert read_rows(tmp_path / MANIFEST, HEAD).count == 1
    write_manifest(Summing(tmp_path, {}), {}, 1)
    assert not read_rows(tmp_path / MANIFEST, HEAD)


def test_large_files_are_summed_beforehand_by_threads_where_there_are_two_workers(tmp_path: Path) -> None:
    content = {"a": b"one", "b": bytes(range(256)) * 20_000, "c": b"x" * 5_000_000}
    looks = {name: (len(held), 7) for name, held in content.items()}
    for name, held in content.items():
        (tmp_path / name).write_bytes(held)
    assert set(begin_summing(tmp_path, looks, 2).large) == {"b", "c"}
    assert begin_summing(tmp_path, looks, 1).large == {}
    write_manifest(begin_summing(tmp_path, looks, 2), looks, 2)
    assert manifest_in(tmp_path) == {name: line_of(held) for name, held in content.items()}


def test_a_large_file_that_looks_otherwise_than_when_it_was_summed_is_summed_again(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(bytes(5_000_000))
    begun = begin_summing(tmp_path, {"a": (5_000_000, 7)}, 2)
    wait(found for _, found in begun.large.values())
    (tmp_path / "a").write_bytes(b"y" * 5_000_000)
    write_manifest(begun, {"a": (5_000_000, 8)}, 1)
    assert manifest_in(tmp_path) == {"a": line_of(b"y" * 5_000_000)}
