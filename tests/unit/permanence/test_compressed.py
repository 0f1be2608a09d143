from __future__ import annotations

import gzip
import random
from pathlib import Path

import brotli

from plugins.permanence.compressed import brotlied, compress_files, gzipped

TEXT = b"The Committee agreed to the plan. " * 200


def test_a_text_has_two_twins_that_unpack_to_itself(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(TEXT)
    assert compress_files(tmp_path, ("a.html",), 1) == 2
    assert gzip.decompress((tmp_path / "a.html.gz").read_bytes()) == TEXT
    assert brotli.decompress((tmp_path / "a.html.br").read_bytes()) == TEXT


def test_what_is_small_packed_already_or_no_text_has_none(tmp_path: Path) -> None:
    (tmp_path / "small.html").write_bytes(b"<p>")
    (tmp_path / "noise.json").write_bytes(random.Random(1).randbytes(4000))
    (tmp_path / "photo.png").write_bytes(TEXT)
    assert compress_files(tmp_path, ("noise.json", "photo.png", "small.html"), 1) == 0
    assert len(list(tmp_path.iterdir())) == 3


def test_the_same_text_gives_the_same_bytes_without_time_or_name() -> None:
    packed = b"".join(gzipped([TEXT]))
    assert packed == b"".join(gzipped([TEXT]))
    assert packed[3:9] == bytes([0, 0, 0, 0, 0, 2])


def test_a_file_is_packed_the_same_in_pieces() -> None:
    assert gzip.decompress(b"".join(gzipped([TEXT[:99], TEXT[99:]]))) == TEXT
    assert brotli.decompress(b"".join(brotlied([TEXT[:99], TEXT[99:]]))) == TEXT
