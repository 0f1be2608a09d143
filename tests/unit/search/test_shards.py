from __future__ import annotations

import base64
import datetime as dt
import json
import zlib
from pathlib import Path

import msgspec
import pytest

from plugins.search import columns
from plugins.search import format as form
from plugins.search.documents import Passage, SearchDocument, Searched, SearchedCommittee
from plugins.search.files import FOLDER
from plugins.search.packing import Facts, Filed, filed
from tests.support.searching import make_searched, write_indexes


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture
def written(tmp_path: Path) -> Path:
    write_indexes(tmp_path, make_searched(8, 120))
    return tmp_path / FOLDER


def test_the_same_archive_gives_the_same_bytes(written: Path, tmp_path: Path) -> None:
    write_indexes(tmp_path / "again", make_searched(8, 120))
    assert _files(written) == _files(tmp_path / "again" / FOLDER)


def test_files_are_named_by_their_content_and_say_what_they_are(written: Path) -> None:
    for name, code in _files(written).items():
        stream, _, rest = name.partition("/")
        if not rest:
            continue
        assert zlib.decompress(code)[:4] == b"MB" + bytes((form.FORMAT,)) + stream.encode()
        if stream != "d":
            assert rest == f"{form.name_of(code)}.bin"


def test_the_manifest_says_what_is_searched_and_hardly_grows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(form, "DIRECTORY", 2)
    monkeypatch.setattr(form, "INSIDE", 1)
    monkeypatch.setattr(form, "TERM_SHARD", 20_000)
    monkeypatch.setattr(form, "WORD_SHARD", 100)
    sizes = []
    for size in (50, 400):
        write_indexes(tmp_path / str(size), make_searched(3, size))
        sizes.append(len((tmp_path / str(size) / FOLDER / "manifest.json").read_bytes()))
    manifest = json.loads((tmp_path / "400" / FOLDER / "manifest.json").read_bytes())
    assert (manifest["format"], manifest["language"], manifest["documents"]) == (form.FORMAT, "en", 400)
    assert manifest["first"] < manifest["last"]
    assert sizes[1] - sizes[0] < 60


def test_a_small_archive_has_its_directory_in_the_manifest(written: Path) -> None:
    manifest = json.loads((written / "manifest.json").read_bytes())
    directory = zlib.decompress(base64.b64decode(manifest["terms"]))
    names = {path.stem for path in (written / "t").iterdir()}
    assert names
    assert all(bytes.fromhex(name) in directory for name in names)
    assert not (written / "x").exists()


def test_a_new_last_document_changes_no_block_but_the_last(written: Path, tmp_path: Path) -> None:
    searched = make_searched(8, 120)
    zebra = Passage("title", "Zebra")
    late = SearchDocument(id="z", kind="item", url="z/", title="Zebra", date=dt.date(2030, 1, 1), passages=(zebra,))
    more = Searched(language="en", documents=(*searched.documents, late), committees=searched.committees)
    write_indexes(tmp_path / "more", more)
    after = set(_files(tmp_path / "more" / FOLDER).values())
    blocks = [code for name, code in _files(written).items() if name.startswith("d/")]
    assert len(blocks) > 2
    assert len([code for code in blocks if code not in after]) <= 1


def test_documents_in_a_row_share_a_line_of_the_calendar() -> None:
    def some(*rows: tuple[int, str | None]) -> list[Filed]:
        return filed(msgspec.msgpack.encode([Facts("", "item", *row) for row in rows]))

    committees = (SearchedCommittee("a", ("A",)), SearchedCommittee("b", ("B",)))
    gathered = columns.Columns(committees)
    gathered.add(some((100, "b")))
    gathered.add(some((100, "b"), (100, None), (101, "a")))
    assert gathered.runs == [(2, 100, 2, 0), (1, 100, 0, 0), (1, 101, 1, 0)]


def test_a_facet_s_column_has_the_values_their_sets_and_each_document_s_set() -> None:
    topics = (("Parks", "Housing"), (), ("Parks",), ("Housing", "Parks"))
    facts = [Facts("", "item", facets=tuple(("topic", topic) for topic in some)) for some in topics]
    gathered = columns.Columns(())
    gathered.add(filed(msgspec.msgpack.encode(facts)))
    assert gathered.subjects("topic") == (b'["Housing","Parks"]', bytes((0, 2, 0, 1, 1, 1)), bytes((1, 0, 2, 1)))
    assert gathered.subjects("ward") is None
