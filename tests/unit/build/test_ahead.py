"""What is read ahead is what would have been read when it is asked for."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.build import ahead
from plugins.build.memo import keep, recall
from plugins.build.standby import Standby


@pytest.fixture(autouse=True)
def _nothing_held() -> Iterator[None]:
    for held in (ahead._asked, ahead._held):
        held.clear()
    yield
    for held in (ahead._asked, ahead._held):
        held.clear()


def test_what_is_read_ahead_is_given_once_and_only_while_the_file_is_as_it_was(tmp_path: Path) -> None:
    last, cache, file = tmp_path / "last", tmp_path / "cache", tmp_path / "cache/file"
    for folder in (last, cache):
        folder.mkdir()
        (folder / "file").write_bytes(b"one")
    assert ahead.read(last / "file", bytes.decode) == "one"
    ahead.note(last, cache)
    ahead.read_ahead(cache)
    assert list(ahead._held) == [str(file)]
    assert ahead.read(file, bytes.decode) == "one"
    assert ahead.read(file, bytes.decode) == "one"
    ahead.read_ahead(cache)
    file.write_bytes(b"another")
    assert ahead.read(file, bytes.decode) == "another"
    with pytest.raises(FileNotFoundError):
        ahead.read(tmp_path / "none", bytes.decode)


def test_a_note_that_cannot_be_read_is_no_note(tmp_path: Path) -> None:
    ahead.read_ahead(tmp_path)
    (tmp_path / "ahead").write_bytes(b"cplugins.build.ahead\nno_such_name\n.")
    ahead.read_ahead(tmp_path)
    assert not ahead._held


def test_a_note_with_a_wrong_byte_is_no_note(tmp_path: Path) -> None:
    for name in ("file", "fire"):
        (tmp_path / name).write_bytes(b"one")
    ahead.read(tmp_path / "file", bytes.decode)
    ahead.note(tmp_path, tmp_path)
    note = tmp_path / "ahead"
    note.write_bytes(note.read_bytes().replace(b"file", b"fire"))
    ahead.read_ahead(tmp_path)
    assert not ahead._held


def test_a_build_of_a_standby_has_read_what_the_last_one_asked_for(tmp_path: Path) -> None:
    cache, next_cache = tmp_path / "cache", tmp_path / "next"
    cache.mkdir()

    def build() -> None:
        held = [Path(name).name for name in ahead._held]
        count = recall(cache, "count", int, 0)
        next_cache.mkdir()
        keep(next_cache, "count", count + 1)
        ahead.note(cache, next_cache)
        shutil.rmtree(cache)
        next_cache.rename(cache)
        with (tmp_path / "seen").open("a") as file:
            file.write(f"{count} {held}\n")

    standby = Standby(build, [], cache)
    assert [standby.build() for _ in range(3)] == [0, 0, 0]
    standby.close()
    assert (tmp_path / "seen").read_text().splitlines() == ["0 []", "1 ['count.memo']", "2 ['count.memo']"]
