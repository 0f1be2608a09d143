from __future__ import annotations

import datetime as dt
import gzip
from pathlib import Path

import pytest
from warcio.checker import Checker

from plugins.collecting import keeper as keepers
from plugins.collecting.keeper import InUseError, Keeper, Kept, files, kept, mend

WHEN = dt.datetime(2026, 11, 22, 1, 2, 3, tzinfo=dt.UTC)
HOST = "democracy.exampleton.example"
HEADERS = (("Content-Type", "text/html"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"))


def answer(number: int, body: bytes = b"<p>Minutes</p>") -> Kept:
    return Kept(f"https://{HOST}/mgAi.aspx?ID={number}", WHEN, "200 OK", HEADERS, body)


def keep(folder: Path, *answers: Kept) -> None:
    with Keeper(folder, HOST, {"software": "Minutebook"}) as keeper:
        for each in answers:
            keeper.keep(each)


def is_valid(folder: Path) -> bool:
    checker = Checker(type("Asked", (), {"verbose": False, "inputs": [str(p) for p in files(folder)]}))
    for path in files(folder):
        checker.process_one(str(path))
    return checker.exit_value == 0


def urls(folder: Path) -> list[str]:
    return [each.url.rpartition("=")[2] for each, _stream in kept(folder)]


def test_an_answer_comes_back_as_it_was_sent(tmp_path: Path) -> None:
    keep(tmp_path, answer(1, "Café".encode("cp1252")))
    ((found, stream),) = kept(tmp_path)
    assert (found.url, found.when, found.code()) == (answer(1).url, WHEN, 200)
    assert tuple(found.headers) == HEADERS
    assert is_valid(tmp_path)
    del stream


def test_packed_answers_are_kept_packed_and_read_unpacked(tmp_path: Path) -> None:
    packed = Kept(answer(1).url, WHEN, "200 OK", (("Content-Encoding", "gzip"),), gzip.compress(b"<p>Minutes</p>"))
    keep(tmp_path, packed)
    assert [stream.read() for _each, stream in kept(tmp_path)] == [b"<p>Minutes</p>"]
    assert is_valid(tmp_path)


def test_each_run_begins_a_file_and_all_are_read_in_order(tmp_path: Path) -> None:
    for number in range(3):
        keep(tmp_path, answer(number))
    assert len(files(tmp_path)) == 3
    assert urls(tmp_path) == ["0", "1", "2"]


def test_a_run_that_keeps_nothing_leaves_no_file(tmp_path: Path) -> None:
    keep(tmp_path)
    assert files(tmp_path) == []


def test_a_file_that_is_large_enough_is_followed_by_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keepers, "LARGEST_FILE", 1000)
    keep(tmp_path, *(answer(number) for number in range(6)))
    assert len(files(tmp_path)) > 1
    assert urls(tmp_path) == [str(number) for number in range(6)]


def test_wherever_a_file_was_cut_every_whole_record_before_stays(tmp_path: Path) -> None:
    keep(tmp_path, answer(1), answer(2))
    (path,) = files(tmp_path)
    whole = path.read_bytes()
    counts = []
    for end in range(0, len(whole) + 1, 7):
        path.write_bytes(whole[:end])
        mend(path)
        counts.append(len(urls(tmp_path)))
        assert is_valid(tmp_path)
    assert counts == sorted(counts)
    assert {0, 1} <= set(counts)


def test_the_next_run_goes_on_after_a_cut_file(tmp_path: Path) -> None:
    keep(tmp_path, answer(1), answer(2))
    (path,) = files(tmp_path)
    path.write_bytes(path.read_bytes()[:-20])
    keep(tmp_path, answer(3))
    assert urls(tmp_path) == ["1", "3"]
    assert is_valid(tmp_path)


def test_error_two_runs_into_one_folder(tmp_path: Path) -> None:
    with Keeper(tmp_path, HOST, {}), pytest.raises(InUseError) as caught:
        keep(tmp_path, answer(1))
    expected = f"another run is collecting into {tmp_path}; let it end, or choose another folder"
    assert str(caught.value) == expected
    keep(tmp_path, answer(1))
