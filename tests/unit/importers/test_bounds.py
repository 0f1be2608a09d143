"""How large a source may be."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.importers.bounds import too_large, too_much
from tests.support.importing import import_paths

MB = 1024 * 1024


@pytest.mark.parametrize("head", [b"Agenda and minutes\n", b"<html><body>", b"\xff\xfeA\0g\0", b"<meeting>"])
def test_a_page_may_have_16_mb(head: bytes) -> None:
    assert too_large(head, 16 * MB) is None
    assert too_large(head, 16 * MB + 1) == "the page is larger than 16 MB: no council's page is; split it"


@pytest.mark.parametrize("head", [b'[{"EventId": 1}', b'\xef\xbb\xbf {"id": 1', b"\xff\xfe{\0"])
def test_data_may_have_64_mb(head: bytes) -> None:
    assert too_large(head, 64 * MB) is None
    assert too_large(head, 64 * MB + 1) == "the file is larger than 64 MB: no council's page is; split it"


@pytest.mark.parametrize(
    ("unit", "most", "pieces"),
    [("a\n", 500_000, "lines"), ("<p>a</p>", 500_000, "tags"), ("[0,", 1_000_000, "values")],
)
def test_a_source_of_more_pieces_than_any_page_has_is_not_read(unit: str, most: int, pieces: str) -> None:
    assert too_much(unit * most) is None
    assert pieces in (too_much(unit * (most + 1)) or "")


def test_a_file_that_is_too_large_is_told_and_not_opened_whole(tmp_path: Path) -> None:
    path = tmp_path / "minutes.txt"
    with path.open("wb") as file:
        file.write(b"Agenda and minutes\n")
        file.truncate(17 * MB)
    report = import_paths(tmp_path / "content", path)
    assert report.sources[0].failure == "the page is larger than 16 MB: no council's page is; split it"
    assert report.exit_status() == 1
