from __future__ import annotations

import time
from pathlib import Path

from plugins.build.skeleton import empty, put_away, remove_unused, take


def some_site(folder: Path) -> Path:
    for name in ("a/x", "a/y/z", "b"):
        (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / name / "index.html").write_text(name)
    (folder / ".minutebook").write_text("ours")
    return folder


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_folder_is_emptied_of_files_and_keeps_its_folders(tmp_path: Path) -> None:
    site = some_site(tmp_path / "site")
    assert sorted(empty(site / "a", site)) == ["a/", "a/x/", "a/y/", "a/y/z/"]
    assert files(site) == [".minutebook", "b/index.html"]
    assert (site / "a/y/z").is_dir()


def test_an_old_site_is_emptied_elsewhere_while_nobody_waits(tmp_path: Path) -> None:
    site, place = some_site(tmp_path / "site"), tmp_path / "kept"
    put_away(site, place)
    assert not site.exists()
    deadline = time.monotonic() + 30
    while files(place) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert files(place) == []
    assert (place / "a/y/z").is_dir()


def test_kept_folders_are_taken_without_a_file_in_them(tmp_path: Path) -> None:
    place, staging = some_site(tmp_path / "kept"), tmp_path / "staging"
    staging.mkdir()
    (staging / ".minutebook").write_text("ours")
    assert sorted(take(place, staging)) == ["a/", "a/x/", "a/y/", "a/y/z/", "b/"]
    assert files(staging) == [".minutebook"]
    assert take(tmp_path / "none", staging) == ()


def test_folders_in_which_nothing_came_to_lie_go(tmp_path: Path) -> None:
    place, staging = some_site(tmp_path / "kept"), tmp_path / "staging"
    staging.mkdir()
    folders = take(place, staging)
    (staging / "a/x/index.html").write_text("x")
    remove_unused(staging, folders, ["a/x/index.html"])
    assert sorted(path.relative_to(staging).as_posix() for path in staging.rglob("*")) == ["a", "a/x", "a/x/index.html"]
