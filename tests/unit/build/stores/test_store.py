"""Addresses and files of stores: passwords are never shown, names never lead out of a folder, types are right."""

from __future__ import annotations

import subprocess
import sys
import uuid
from pathlib import Path

import pytest

from plugins.build.stores.address import StoreError, is_address, shown
from plugins.build.stores.headers import Headers, headers_of
from plugins.build.stores.records import bring
from plugins.build.stores.store import Store
from tests.support.site import ROOT

YEAR = "public, max-age=31536000, immutable"
SHORT = "public, max-age=300, must-revalidate"


def _store(**files: bytes) -> Store:
    store = Store(f"memory://{uuid.uuid4().hex}")
    for name, content in files.items():
        store.write(name, content)
    return store


@pytest.mark.parametrize(
    ("file", "headers"),
    [
        ("index.html", Headers("text/html; charset=utf-8", SHORT)),
        ("theme/0123456789abcdef/css/site.css", Headers("text/css; charset=utf-8", YEAR)),
        ("search-index/t/00ff.bin", Headers("application/octet-stream", YEAR)),
        ("documents/search-index/d/00ff/12.bin", Headers("application/octet-stream", YEAR)),
        ("search-index/manifest.json", Headers("application/json", "no-cache")),
        ("go/index.json", Headers("application/json", "no-cache")),
        ("documents/theme/report.docx", Headers(
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document", SHORT)),
        ("documents/cabinet/REPORT.PDF", Headers("application/pdf", SHORT)),
        ("feeds/decisions.atom", Headers("application/atom+xml; charset=utf-8", SHORT)),
        ("data/archive.jsonl.gz", Headers("application/gzip", SHORT)),
        ("documents/a.unheard-of", Headers("application/octet-stream", SHORT)),
    ],
)  # fmt: skip
def test_a_file_gets_the_type_and_the_rule_that_the_recipes_for_servers_give_it(file: str, headers: Headers) -> None:
    assert headers_of(file) == headers


def test_an_address_is_told_from_a_folder_and_shown_without_its_password() -> None:
    assert [is_address(given) for given in ("s3://b/c", "content", "../a", "C:/a")] == [True, False, False, False]
    assert shown("sftp://ann:secret@host/www") == "sftp://host/www"
    assert str(StoreError("sftp://ann:secret@host/www", "no")) == '"sftp://host/www": no'
    assert shown("s3://bucket/a@b") == "s3://bucket/a@b"


def test_a_build_that_names_no_store_loads_nothing_of_stores() -> None:
    loaded = "import plugins.edge, sys; print([m for m in sys.modules if m in ('fsspec', 's3fs', 'distributed')])"
    done = subprocess.run([sys.executable, "-c", loaded], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("target", ["site", "publish"])
def test_make_builds_with_stores_where_an_address_is_given_and_as_ever_where_none_is(target: str) -> None:
    def steps(*given: str) -> str:
        command = ["make", "--dry-run", target, "SITEURL=https://d.example/", *given]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout

    flag = " --publish" if target == "publish" else ""
    assert f"scripts/build_in_stores.py 's3://b/records' 'out'{flag}\n" in steps("CONTENT=s3://b/records", "OUTPUT=out")
    assert f"scripts/build_in_stores.py 'content' 's3://b/site'{flag}\n" in steps("OUTPUT=s3://b/site")
    assert "build_in_stores" not in steps()


def test_files_brought_are_those_of_the_store_and_copies_that_were_changed_are_brought_again(tmp_path: Path) -> None:
    store, folder = _store(**{"archive.yaml": b"name: A", "people/jane.yaml": b"name: Jane"}), tmp_path / "records"
    assert bring(store, folder) == (2, 2, 0)
    (folder / "people" / "jane.yaml").write_bytes(b"name: Joan")
    (folder / "people" / "left.yaml").write_bytes(b"name: Left")
    counts = bring(store, folder)
    assert (counts.files, counts.removed) == (2, 1)
    assert (folder / "people" / "jane.yaml").read_bytes() == b"name: Jane"
    assert not (folder / "people" / "left.yaml").exists()


def test_a_file_may_stand_where_a_folder_was(tmp_path: Path) -> None:
    store, folder = _store(**{"archive.yaml": b"name: A", "documents/a/b.pdf": b"1"}), tmp_path / "records"
    bring(store, folder)
    store.remove(["documents/a/b.pdf"])
    store.write("documents/a", b"2")
    bring(store, folder)
    assert (folder / "documents" / "a").read_bytes() == b"2"


def test_error_a_name_that_leads_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    store = _store(**{"archive.yaml": b"name: A"})
    store._fs.store[f"{store._root}/../../outside.yaml"] = store._fs.store[f"{store._root}/archive.yaml"]
    with pytest.raises(StoreError, match="cannot be the name of a file here"):
        bring(store, tmp_path / "a" / "records")
    assert not (tmp_path / "outside.yaml").exists()
