"""Published files are made once; what the last build left there and is no more goes."""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterable
from pathlib import Path

import pytest

from plugins.build.last import LastBuild
from plugins.search.files import FOLDER, Before, Files, Made, Row, row_path
from plugins.search.keeping import StaleCacheError

TERMS, GONE, MANIFEST, FIRST, SECOND = "t/aa.bin", "t/bb.bin", "manifest.json", row_path("cc", 0), row_path("cc", 1)
ALL = (TERMS, GONE, MANIFEST, FIRST, SECOND)


def _before(folder: Path, lost: Iterable[str] = (), *, is_copied: bool = True) -> Before:
    """A last build of five files, of which some are not as it left them; a second copy of the rest if so wished."""
    for name in {*ALL} - {*lost}:
        old, new = (folder / side / FOLDER / name for side in ("old", "new"))
        old.parent.mkdir(parents=True, exist_ok=True)
        old.write_bytes(name.encode())
        if is_copied:
            new.parent.mkdir(parents=True, exist_ok=True)
            os.link(old, new)
    files = frozenset(f"{FOLDER}/{name}" for name in {*ALL} - {*lost})
    last = LastBuild(folder / "old", folder, files, frozenset(), files if is_copied else frozenset(), is_whole=not lost)
    made = [Made(name.encode(), name, len(name)) for name in ALL[:3]]
    rows = {"cc": Row("cc", array("I", (len(FIRST), len(SECOND))).tobytes())}
    return Before(last, "", {one.key: one for one in made}, rows, made)


def _files(folder: Path) -> dict[str, bytes]:
    below = folder / "new" / FOLDER
    return {path.relative_to(below).as_posix(): path.read_bytes() for path in below.rglob("*") if path.is_file()}


def _written(folder: Path, before: Before) -> Files:
    """A build that keeps one file of terms and the row, and has another manifest."""
    files = Files(folder / "new" / FOLDER, before)
    files.take(before.made[TERMS.encode()])
    assert files.take_row("cc")
    files.write(MANIFEST, b"new")
    files.remove_others()
    return files


@pytest.mark.parametrize("is_copied", [True, False])
@pytest.mark.parametrize("lost", [(), (MANIFEST,), (GONE,)])
def test_what_stays_is_taken_over_and_what_is_no_more_goes(
    lost: tuple[str, ...], tmp_path: Path, *, is_copied: bool
) -> None:
    files = _written(tmp_path, _before(tmp_path, lost, is_copied=is_copied))
    kept = {name: name.encode() for name in (TERMS, FIRST, SECOND)}
    assert _files(tmp_path) == {**kept, MANIFEST: b"new"}
    assert (files.count, files.size) == (4, len(TERMS) + len(FIRST) + len(SECOND) + 3)


def test_the_last_build_s_own_files_are_as_they_were(tmp_path: Path) -> None:
    _written(tmp_path, _before(tmp_path))
    old = tmp_path / "old" / FOLDER
    assert {name: (old / name).read_bytes() for name in ALL} == {name: name.encode() for name in ALL}


@pytest.mark.parametrize("lost", [TERMS, SECOND])
def test_error_a_file_that_is_not_as_it_was_left_is_not_taken_over(lost: str, tmp_path: Path) -> None:
    before = _before(tmp_path, [lost])
    with pytest.raises(StaleCacheError):
        _written(tmp_path, before)


def test_a_row_gets_another_name_at_once_where_its_files_have_their_places(tmp_path: Path) -> None:
    files = Files(tmp_path / "new" / FOLDER, _before(tmp_path))
    assert files.rename_row("cc", "dd")
    files.take_away(row_path("dd", 1))
    assert files.keep_at(row_path("dd", 1), b"other", lambda: b"other") == len(b"other")
    files.add((), [Row("dd", array("I", (len(FIRST), 5)).tobytes())])
    files.write(MANIFEST, b"new")
    files.remove_others()
    assert _files(tmp_path) == {row_path("dd", 0): FIRST.encode(), row_path("dd", 1): b"other", MANIFEST: b"new"}
    assert (tmp_path / "old" / FOLDER / SECOND).read_bytes() == SECOND.encode()


def test_a_row_whose_files_have_no_places_yet_is_not_renamed(tmp_path: Path) -> None:
    assert not Files(tmp_path / "new" / FOLDER, _before(tmp_path, is_copied=False)).rename_row("cc", "dd")
