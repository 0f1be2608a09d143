from __future__ import annotations

import datetime as dt
import gzip
import zlib
from io import BytesIO
from pathlib import Path

import brotli
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from plugins.importers.recognise import Unreadable
from plugins.importers.warc import SavedPage, is_warc, saved_pages
from tests.support.importing import import_paths

SITE = "https://democracy.exampleton.example/moderngov/"
MINUTES = "<p>Cofnodion – “£5”</p>"


def record(
    name: str, body: bytes | str = MINUTES, status: str = "200 OK", *, packed: bool = True, **fields: str
) -> bytes:
    """A record as another program writes it."""
    headers = [(key.replace("_", "-"), value) for key, value in {"Content_Type": "text/html", **fields}.items()]
    out, content = BytesIO(), body.encode() if isinstance(body, str) else body
    writer = WARCWriter(out, gzip=packed, warc_version="1.1")
    made = writer.create_warc_record(
        f"{SITE}{name}",
        "response",
        payload=BytesIO(content),
        length=len(content),
        http_headers=StatusAndHeaders(status, headers, protocol="HTTP/1.1"),
        warc_headers_dict={"WARC-Date": "2026-11-22T01:02:03Z"},
    )
    writer.write_record(made)
    made.raw_stream.close()
    return out.getvalue()


def read(folder: Path, *records: bytes) -> list[SavedPage]:
    path = folder / "kept.bin"
    path.write_bytes(b"".join(records))
    assert is_warc(path)
    return list(saved_pages(path))


def test_each_answer_is_a_source_with_its_address_and_day(tmp_path: Path) -> None:
    first, second = read(tmp_path, record("mgAi.aspx?ID=1"), record("mgAi.aspx?ID=2", "<p>Two</p>"))
    assert (first.url, first.name) == (f"{SITE}mgAi.aspx?ID=1", "mgAi.aspx?ID=1")
    assert first.retrieved == dt.date(2026, 11, 22)
    assert first.content == MINUTES.encode()
    assert second.content == b"<p>Two</p>"


@pytest.mark.parametrize("packed", [True, False])
def test_records_in_gzip_and_bare_are_read(tmp_path: Path, packed: bool) -> None:  # noqa: FBT001 (a case)
    pages = read(tmp_path, record("a", packed=packed), record("b", packed=packed))
    assert [page.name for page in pages] == ["a", "b"]


def test_a_session_is_taken_out_of_the_address(tmp_path: Path) -> None:
    for name in ("(S(abc))/mgAi.aspx?ID=1", "%28S%28abc%29%29/mgAi.aspx?ID=1"):
        (page,) = read(tmp_path, record(name))
        assert page.url == f"{SITE}mgAi.aspx?ID=1"


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("gzip", gzip.compress), ("deflate", zlib.compress), ("br", brotli.compress),
        ("deflate", lambda body: zlib.compress(body)[2:-4]),
    ],
)  # fmt: skip
def test_a_packed_answer_is_unpacked(tmp_path: Path, encoding: str, pack) -> None:
    (page,) = read(tmp_path, record("a", pack(MINUTES.encode()), Content_Encoding=encoding))
    assert page.content == MINUTES.encode()


def test_an_answer_in_chunks_is_put_together(tmp_path: Path) -> None:
    chunks = b"5\r\n<p>On\r\n4;x=y\r\ne</p\r\n1\r\n>\r\n0\r\n\r\n"
    whole = b"<p>already joined</p>\r\n"
    pages = read(
        tmp_path, record("a", chunks, Transfer_Encoding="chunked"), record("b", whole, Transfer_Encoding="chunked")
    )
    assert [page.content for page in pages] == [b"<p>One</p>", whole]


def test_what_is_no_page_is_told_and_not_read(tmp_path: Path) -> None:
    pages = read(
        tmp_path,
        record("documents/s1/a.pdf", b"%PDF", Content_Type="application/pdf"),
        record("gone", status="404 Not Found"),
        record("moved", "", "302 Found", Location="x"),
        record("answer", "<committees/>", Content_Type="text/xml; charset=utf-8"),
    )
    assert [page.kind for page in pages] == ["document", "answer 404", "answer 302", None]


def test_wherever_the_file_is_cut_whole_records_are_read_and_the_cut_is_told(tmp_path: Path) -> None:
    whole = record("a") + record("b")
    for end in range(len(whole) // 4, len(whole), 11):
        pages = read(tmp_path, whole[:end])
        names = [page.name for page in pages if isinstance(page.content, bytes)]
        assert names == ["a", "b"][: len(names)]
        if end not in {len(whole), len(record("a"))}:
            assert pages[-1].content == Unreadable("the last record is cut off")


@pytest.mark.parametrize("content", [b"", b"<p>page</p>", b"\x1f\x8b", gzip.compress(b"<p>page</p>", mtime=0), b"WARC"])
def test_other_files_are_no_warc_files(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.warc.gz"
    path.write_bytes(content)
    assert not is_warc(path)


@pytest.mark.parametrize(
    "content",
    [
        b"WARC/1.0\r\nWARC-Type: response\r\n\r\n",
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -4\r\n\r\n",
        b"WARC/1.0\r\nContent-Length: 4\r\n\r\nabcdjunk that is no record",
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9999999999999\r\n\r\nabc",
        b"WARC/1.0\r\n" + b"x" * 100_000,
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 3\r\n\r\nabc\r\n\r\nWARC/1.0\r\nContent-Length: 1\r\n\r\n",
    ],
)
def test_error_a_broken_file_is_told_and_never_a_traceback(tmp_path: Path, content: bytes) -> None:
    pages = read(tmp_path, content)
    assert isinstance(pages[-1].content, Unreadable)


def test_an_import_takes_a_file_of_pages_like_a_folder_of_pages(tmp_path: Path) -> None:
    body = (
        "<div id='modgov'><h1 class='mgMainTitleTxt'>Agenda and minutes</h1>"
        "<h2 class='mgSubTitleTxt'>Cabinet - Monday, 13th January, 2025 6.00 pm</h2>"
        "<table class='mgItemTable'><tr><td class='mgItemNumberCell'><p class='mgAiTitleTxt'>1.</p></td><td>"
        "<p class='mgAiTitleTxt'>Allotment rents</p><p class='mgSubItemTitleTxt'>Minutes:</p>"
        "<div class='mgWordPara'><p>RESOLVED: To freeze the rents.</p></div></td></tr></table></div>"
    )
    path = tmp_path / "kept.warc.gz"
    path.write_bytes(record("ieListDocuments.aspx?CId=1&MId=11", body) + record("x", b"%PDF", Content_Type="a/pdf"))
    report = import_paths(tmp_path / "content", path)
    assert [(each.format, each.kind) for each in report.sources] == [
        ("moderngov-html", "meeting"),
        ("warc", "document"),
    ]
    assert report.exit_status() == 0
    text = (tmp_path / "content/meetings/cabinet/2025-01-13.yaml").read_text(encoding="utf-8")
    assert f"url: {SITE}ieListDocuments.aspx?CId=1&MId=11" in text
    assert "retrieved: 2026-11-22" in text
