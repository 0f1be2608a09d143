"""Documents of WARC files as files of the archive."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from plugins.importers.bring_in import Wish, bring_in
from plugins.importers.papers import document_key
from plugins.importers.report import Report
from plugins.importers.shelf import Shelf
from plugins.intake.decode import decode
from plugins.intake.encode import encode
from tests.support.importing import files, import_paths, record

HOST = "https://democracy.exampleton.example"
MEETING = "meetings/harbour-committee/2016-02-03"
PAGE = (
    b"<div id='modgov'><h1 class='mgMainTitleTxt'>Agenda</h1><h2 class='mgSubTitleTxt'>Harbour Committee - Wednesday, "
    b"3rd February, 2016 9.30 am</h2><table class='mgItemTable'><tr><td class='mgItemNumberCell'>1.</td><td>"
    b"<p class='mgAiTitleTxt'><a class='mgAiTitleLnk' href='documents/s77/Slipway report.pdf'>Slipway "
    b"<span class='mgFileSize'>PDF 90 KB</span></a></p></td></tr></table></div>"
)


def answer(url: str, kind: str, body: bytes, *, length: int | None = None, fields: str = "") -> bytes:
    """One record of a WARC file, a gzip member of its own."""
    http = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n{fields}\r\n".encode() + body
    size = len(http) if length is None else length
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {HOST}/{url}\r\nWARC-Date: 2026-10-01T10:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {size}\r\n\r\n"
    )
    return gzip.compress(head.encode() + http + b"\r\n\r\n")


def kept(tmp_path: Path, *documents: bytes, name: str = "a.warc.gz") -> Path:
    path = tmp_path / name
    path.write_bytes(answer("ieListDocuments.aspx?CId=12&MId=345", "text/html", PAGE) + b"".join(documents))
    return path


def paper(body: bytes, url: str = "documents/s77/Slipway%20report.pdf") -> bytes:
    return answer(url, "application/pdf", body)


def rendition(content: Path) -> dict[str, object]:
    found = record(content, MEETING)["items"][0]["documents"][0]["renditions"][0]  # type: ignore[index]
    return dict(found)


def test_a_document_that_is_kept_becomes_a_file_that_the_record_names_with_its_size(tmp_path: Path) -> None:
    report = import_paths(tmp_path / "content", kept(tmp_path, paper(b"%PDF-1.4 slipway")))
    file = "s77/slipway-report.pdf"
    assert (tmp_path / "content/documents" / file).read_bytes() == b"%PDF-1.4 slipway"
    assert rendition(tmp_path / "content") == {
        "format": "pdf", "url": f"{HOST}/documents/s77/Slipway%20report.pdf", "file": file, "bytes": 16,
        "size_as_written": "90 KB",
    }  # fmt: skip
    assert (report.documents, report.sources[1].records) == (1, [f"documents/{file}"])


def test_a_second_import_changes_no_byte(tmp_path: Path) -> None:
    path = kept(tmp_path, paper(b"%PDF-1.4 slipway"))
    import_paths(tmp_path / "content", path)
    before = files(tmp_path / "content")
    report = import_paths(tmp_path / "content", path)
    assert (files(tmp_path / "content"), report.written) == (before, 0)


def test_the_paper_is_known_by_its_number_whatever_its_address(tmp_path: Path) -> None:
    import_paths(tmp_path / "content", kept(tmp_path, paper(b"%PDF converted", "mgConvert2PDF.aspx?ID=77")))
    assert rendition(tmp_path / "content")["file"] == "s77/document.pdf"
    assert (tmp_path / "content/documents/s77/document.pdf").read_bytes() == b"%PDF converted"


def test_a_file_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    theirs = tmp_path / "content/documents/s77/slipway-report.pdf"
    theirs.parent.mkdir(parents=True)
    theirs.write_bytes(b"a person's own copy")
    path = kept(tmp_path, paper(b"%PDF-1.4 slipway"))
    import_paths(tmp_path / "content", path)
    named = str(rendition(tmp_path / "content")["file"])
    assert theirs.read_bytes() == b"a person's own copy"
    assert (tmp_path / "content/documents" / named).read_bytes() == b"%PDF-1.4 slipway"
    assert named.startswith("s77/slipway-report-")
    before = files(tmp_path / "content")
    import_paths(tmp_path / "content", path)
    assert files(tmp_path / "content") == before


def test_of_two_answers_for_one_document_the_later_counts(tmp_path: Path) -> None:
    import_paths(tmp_path / "content", kept(tmp_path, paper(b"%PDF first"), paper(b"%PDF second")))
    assert [p.read_bytes() for p in (tmp_path / "content/documents").rglob("*.pdf")] == [b"%PDF second"]


def test_what_no_record_names_is_not_copied(tmp_path: Path) -> None:
    import_paths(tmp_path / "content", kept(tmp_path, paper(b"%PDF other", "documents/s78/Other.pdf")))
    assert not (tmp_path / "content/documents").exists()
    assert "file" not in rendition(tmp_path / "content")


def test_a_person_s_own_file_in_the_record_stays(tmp_path: Path) -> None:
    path = kept(tmp_path, paper(b"%PDF-1.4 slipway"))
    import_paths(tmp_path / "content", path)
    place = tmp_path / f"content/{MEETING}.yaml"
    text = place.read_text(encoding="utf-8")
    place.write_text(text.replace("s77/slipway-report.pdf", "own/slipway.pdf"), encoding="utf-8")
    import_paths(tmp_path / "content", path)
    assert rendition(tmp_path / "content")["file"] == "own/slipway.pdf"


def test_a_packed_document_is_unpacked(tmp_path: Path) -> None:
    packed = answer(
        "documents/s77/a.pdf", "application/pdf", gzip.compress(b"%PDF whole"), fields="Content-Encoding: gzip\r\n"
    )
    import_paths(tmp_path / "content", kept(tmp_path, packed))
    assert rendition(tmp_path / "content")["bytes"] == len(b"%PDF whole")


def test_error_a_document_that_is_cut_off_is_not_copied_and_leaves_nothing_behind(tmp_path: Path) -> None:
    cut = answer("documents/s77/a.pdf", "application/pdf", b"%PDF", length=5000)
    report = import_paths(tmp_path / "content", kept(tmp_path, cut))
    assert "file" not in rendition(tmp_path / "content")
    assert [p for p in (tmp_path / "content/documents").rglob("*") if p.is_file()] == []
    assert report.exit_status() == 1


def test_a_dry_run_copies_nothing(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shelf = Shelf(content, lambda kind, text, file, identity: decode(kind, text, file, id=identity), encode, dry=True)
    report: Report = bring_in([kept(tmp_path, paper(b"%PDF"))], shelf, Wish())
    assert (report.documents, content.exists()) == (1, False)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("documents/s501/Report on rents £5.pdf", "documents/s501/Report%20on%20rents%20%C2%A35.pdf"),
        ("documents/s501/Report.pdf", "mgConvert2PDF.aspx?id=501"),
        ("documents/g11/Public reports pack.pdf?T=10", "Documents/g11/Another name.pdf?t=10"),
        ("CeConvert2PDF.aspx?MID=1&F=a.doc", "ceconvert2pdf.aspx?F=a.doc&MID=1"),
    ],
)
def test_addresses_of_one_document_have_one_key(one: str, other: str) -> None:
    assert document_key(f"{HOST}/{one}") == document_key(f"{HOST.upper()}/{other}")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("documents/s501/Report.pdf", "documents/s502/Report.pdf"),
        ("documents/s501/Report.pdf", "documents/s501/Report.docx"),
        ("documents/g11/Pack.pdf?T=10", "documents/g11/Pack.pdf?T=0"),
        ("mgConvert2PDF.aspx?ID=501&T=10", "mgConvert2PDF.aspx?ID=501"),
        ("olddocuments/a.pdf", "olddocuments/b.pdf"),
    ],
)
def test_addresses_of_two_documents_have_two_keys(one: str, other: str) -> None:
    assert document_key(f"{HOST}/{one}") != document_key(f"{HOST}/{other}")
