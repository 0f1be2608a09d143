from __future__ import annotations

import os
from pathlib import Path

import pytest

from plugins.build import output
from plugins.build.output import (
    MARKER,
    BusyFolderError,
    ForeignFolderError,
    UnwritableFolderError,
    abandon,
    change_over,
    last_output,
    only_build_of,
    prepare,
    staging_of,
)


def files(folder: Path) -> dict[str, str]:
    return {p.name: p.read_text(encoding="utf-8") for p in folder.iterdir() if p.name != MARKER}


def build(folder: Path, text: str) -> None:
    (prepare(folder) / "index.html").write_text(text, encoding="utf-8")
    change_over(folder)


def test_a_first_build_makes_the_folder(tmp_path: Path) -> None:
    build(tmp_path / "output", "one")
    assert files(tmp_path / "output") == {"index.html": "one"}
    assert not staging_of(tmp_path / "output").exists()


def test_the_old_site_stands_whole_until_the_new_one_takes_its_place(tmp_path: Path) -> None:
    folder = tmp_path / "output"
    build(folder, "one")
    (prepare(folder) / "index.html").write_text("two", encoding="utf-8")
    assert files(folder) == {"index.html": "one"}
    change_over(folder)
    assert files(folder) == {"index.html": "two"}


def test_what_the_new_build_does_not_make_is_gone(tmp_path: Path) -> None:
    folder = tmp_path / "output"
    build(folder, "one")
    (folder / "old.html").write_text("old", encoding="utf-8")
    build(folder, "two")
    assert files(folder) == {"index.html": "two"}


def test_where_the_system_cannot_exchange_folders_two_steps_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "_exchange", lambda _one, _other: False)
    build(tmp_path / "output", "one")
    build(tmp_path / "output", "two")
    assert files(tmp_path / "output") == {"index.html": "two"}
    assert sorted(p.name for p in tmp_path.iterdir()) == ["output"]


def test_where_a_build_is_ended_between_the_two_steps_the_old_site_is_back_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "output"
    build(folder, "one")
    prepare(folder)
    folder.rename(tmp_path / ".output.old")
    abandon(folder)
    assert files(folder) == {"index.html": "one"}
    assert sorted(p.name for p in tmp_path.iterdir()) == ["output"]


def test_what_an_interrupted_build_left_is_cleared_away(tmp_path: Path) -> None:
    folder = tmp_path / "output"
    (prepare(folder) / "half.html").write_text("half", encoding="utf-8")
    build(folder, "whole")
    assert files(folder) == {"index.html": "whole"}


def test_an_abandoned_build_leaves_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "output"
    build(folder, "one")
    prepare(folder)
    abandon(folder)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["output"]


def test_a_folder_of_the_programs_own_needs_no_mark(tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache/kept").write_text("one", encoding="utf-8")
    (prepare(tmp_path / "cache", is_ours=True) / "kept").write_text("two", encoding="utf-8")
    change_over(tmp_path / "cache")
    assert files(tmp_path / "cache") == {"kept": "two"}


def test_a_persons_folder_where_the_next_site_would_be_made_is_no_build_to_be_abandoned(tmp_path: Path) -> None:
    theirs = staging_of(tmp_path / "output")
    theirs.mkdir()
    (theirs / "thesis.txt").write_text("years of work", encoding="utf-8")
    abandon(tmp_path / "output")
    assert files(theirs) == {"thesis.txt": "years of work"}


def test_a_note_of_the_last_output_that_is_damaged_is_no_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "_LAST", tmp_path / "last-output")
    (tmp_path / "last-output").write_bytes(b"/srv/\xff\n")
    assert last_output() == Path("output")


def test_error_a_folder_that_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(ForeignFolderError) as error:
        prepare(tmp_path)
    assert str(error.value) == (
        f'"{tmp_path}" is not empty and was not made by Minutebook; choose another OUTPUT or empty it'
    )
    assert files(tmp_path) == {"thesis.txt": "years of work"}


def test_error_a_file_in_place_of_the_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "output").write_text("a file", encoding="utf-8")
    with pytest.raises(ForeignFolderError):
        prepare(tmp_path / "output")


def test_error_a_file_where_the_output_is_to_be_is_called_a_file(tmp_path: Path) -> None:
    (tmp_path / "output").write_text("my notes", encoding="utf-8")
    with pytest.raises(ForeignFolderError) as error:
        prepare(tmp_path / "output")
    assert str(error.value) == f'"{tmp_path / "output"}" is a file; choose another OUTPUT'
    assert (tmp_path / "output").read_text(encoding="utf-8") == "my notes"


def test_error_a_second_build_of_the_same_folder_says_so(tmp_path: Path) -> None:
    with only_build_of(tmp_path / "output"):
        with pytest.raises(BusyFolderError) as error, only_build_of(tmp_path / "output"):
            pass
        with only_build_of(tmp_path / "other"):
            pass
    assert str(error.value) == f'another build is writing "{tmp_path / "output"}"; wait for it to end'


def test_error_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UnwritableFolderError) as error:
        prepare(tmp_path / "file" / "output")
    assert str(error.value).endswith(os.strerror(20))
