from __future__ import annotations

from pathlib import Path

from plugins.build.listing import files_in, pages_among


def test_files_are_listed_by_name_without_those_that_are_ours_alone(tmp_path: Path) -> None:
    for name in ("b/index.html", "a.txt", ".minutebook", ".hidden/x"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    assert files_in(tmp_path) == ("a.txt", "b/index.html")


def test_pages_are_the_folders_with_an_index() -> None:
    assert pages_among(["index.html", "b/index.html", "404.html", "c/xindex.html"]) == ("", "b/")
