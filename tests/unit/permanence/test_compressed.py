from __future__ import annotations

import gzip
import random
from pathlib import Path

import brotli

from plugins.permanence.compressed import brotlied, compress_files, gzipped

TEXT = b"The Committee agreed to the plan. " * 200


def test_a_text_has_two_twins_that_unpack_to_itself(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(TEXT)
    assert compress_files(tmp_path, ("a.html",), 1) == ("a.html.gz", "a.html.br")
    assert gzip.decompress((tmp_path / "a.html.gz").read_bytes()) == TEXT
    assert brotli.decompress((tmp_path / "a.html.br").read_bytes()) == TEXT


def test_what_is_small_packed_already_or_no_text_has_none(tmp_path: Path) -> None:
    (tmp_path / "small.html").write_bytes(b"<p>")
    (tmp_path / "noise.json").write_bytes(random.Random(1).randbytes(4000))
    (tmp_path / "photo.png").write_bytes(TEXT)
    assert compress_files(tmp_path, ("noise.json", "photo.png", "small.html"), 1) == ()
    assert len(list(tmp_path.iterdir())) == 3


def test_the_same_text_gives_the_same_bytes_without_time_or_name() -> None:
    packed = b"".join(gzipped([TEXT]))
    assert packed == b"".join(gzipped([TEXT]))
    assert packed[3:9] == bytes([0, 0, 0, 0, 0, 2])


def test_a_file_is_packed_the_same_in_pieces() -> None:
    assert gzip.decompress(b"".join(gzipped([TEXT[:99], TEXT[99:]]))) == TEXT
    assert brotli.decompress(b"".join(brotlied([TEXT[:99], TEXT[99:]]))) == TEXT


def test_search_files_downloads_and_documents_are_packed_already_and_left_alone(tmp_path: Path) -> None:
    for name in ("t.bin", "archive.jsonl.gz", "paper.pdf", "paper.docx", "font.woff2", "page.html.br"):
        (tmp_path / name).write_bytes(TEXT)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert compress_files(tmp_path, names, 1) == ()
    assert sorted(path.name for path in tmp_path.iterdir()) == names


def test_the_twins_of_two_publishings_are_the_same_and_each_smaller_than_its_original(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.csv").write_bytes(TEXT)
        compress_files(tmp_path / folder, ("x.csv",), 1)
    for ending in (".gz", ".br"):
        one, other = (tmp_path / folder / f"x.csv{ending}" for folder in "ab")
        assert one.read_bytes() == other.read_bytes()
        assert one.stat().st_size < len(TEXT)
