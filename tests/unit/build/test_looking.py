from __future__ import annotations

import os
from pathlib import Path

from plugins.build.looking import (
    NOTHING,
    Seen,
    add_listed,
    changed_folders,
    folder_of,
    look,
    look_meanwhile,
    with_those_above,
)
from plugins.build.standing import Standing


def some_site(folder: Path) -> Path:
    for name in ("a/x", "a/y/z", "b"):
        (folder / name).mkdir(parents=True)
        (folder / name / "index.html").write_text(name)
    return folder


def test_all_files_and_folders_are_seen(tmp_path: Path) -> None:
    seen = look(some_site(tmp_path / "site"))
    assert {file: size for file, (size, _) in seen.files.items()} == {
        "a/x/index.html": 3, "a/y/z/index.html": 5, "b/index.html": 1,
    }  # fmt: skip
    assert sorted(seen.folders) == ["", "a/", "a/x/", "a/y/", "a/y/z/", "b/"]
    assert look(tmp_path / "none") == Seen(Standing(), {})


def test_looking_again_sees_what_came_went_and_changed(tmp_path: Path) -> None:
    site = some_site(tmp_path / "site")
    before = look(site)
    assert look(site, before) == look_meanwhile(site, before)() == before
    (site / "a/x/index.html").unlink()
    (site / "a/y/z/new").mkdir()
    (site / "a/y/z/new/page.html").write_text("new")
    with (site / "b/index.html").open("a") as file:
        file.write("longer")
    assert look(site, before) == look_meanwhile(site, before)() == look(site)
    assert {file: size for file, (size, _) in look(site, before).files.items()} == {
        "a/y/z/index.html": 5, "a/y/z/new/page.html": 3, "b/index.html": 7,
    }  # fmt: skip


def test_a_folder_that_was_moved_away_or_in_is_seen(tmp_path: Path) -> None:
    site = some_site(tmp_path / "site")
    before = look(site)
    (site / "a/y").rename(site / "c")
    assert look(site, before) == look(site)
    assert "c/z/index.html" in look(site, before).files


def test_a_time_of_whole_seconds_tells_nothing(tmp_path: Path) -> None:
    site = some_site(tmp_path / "site")
    os.utime(site / "b", (1_000_000_000, 1_000_000_000))
    assert changed_folders(site, look(site).folders) == {"b/"}


def test_only_the_folders_that_are_named_are_listed(tmp_path: Path) -> None:
    site, seen = some_site(tmp_path / "site"), Seen(Standing(), {})
    add_listed(site, ["a/y/"], seen, {"a/y/z/"})
    assert (sorted(seen.files), sorted(seen.folders)) == ([], ["a/y/"])
    add_listed(site, ["a/y/"], seen, set())
    assert (sorted(seen.files), sorted(seen.folders)) == (["a/y/z/index.html"], ["a/y/", "a/y/z/"])


def test_folders_are_named_with_those_above_them() -> None:
    assert folder_of("a/y/z/index.html") == "a/y/z/"
    assert folder_of("index.html") == ""
    assert with_those_above(["a/y/z/", "b/"]) == {"", "a/", "a/y/", "a/y/z/", "b/"}
    assert look(Path("/nowhere"), NOTHING) == Seen(Standing(), {})
