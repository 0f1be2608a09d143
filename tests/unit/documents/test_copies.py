from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from plugins.archive.records import Document, Rendition
from plugins.documents.copies import (
    Named,
    OutsideFolderError,
    copy_files,
    each_once,
    named_by,
    source_of,
)
from tests.support.builders import make_archive, make_decision, make_item, make_meeting


def _paper(*files: str) -> Document:
    return Document(title="Paper", renditions=tuple(Rendition(format="pdf", file=file) for file in files))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "documents/cabinet").mkdir(parents=True)
    (tmp_path / "documents/cabinet/plan.pdf").write_bytes(b"the plan")
    (tmp_path / "secret.txt").write_bytes(b"not for publication")
    return tmp_path / "documents"


def test_the_files_that_meetings_items_and_decisions_name_are_found_each_once() -> None:
    item = make_item(documents=(_paper("b.pdf", "a.pdf"),))
    meeting = make_meeting("cabinet", "2013-09-11", item, documents=(_paper("c.pdf"), _paper("a.pdf")))
    elsewhere = Document(title="Elsewhere", renditions=(Rendition(format="pdf", url="https://x.example/"),))
    archive = make_archive(meeting, make_decision(documents=(_paper("d.pdf"), elsewhere)))
    named = named_by(archive, Named()).files
    assert sorted(named["meetings/cabinet/2013-09-11.yaml"]) == ["a.pdf", "a.pdf", "b.pdf", "c.pdf"]
    assert each_once(named) == ("a.pdf", "b.pdf", "c.pdf", "d.pdf")


def test_what_an_unchanged_record_names_is_taken_over_and_a_changed_one_is_looked_at_again() -> None:
    stays, changed = "meetings/cabinet/2013-09-11.yaml", "meetings/cabinet/2013-10-09.yaml"
    archive = replace(
        make_archive(
            make_meeting("cabinet", "2013-09-11", documents=(_paper("new.pdf"),)),
            make_meeting("cabinet", "2013-10-09", documents=(_paper("new.pdf"),)),
        ),
        digests={stays: b"as it was", changed: b"is"},
    )
    before = Named({stays: b"as it was", changed: b"was"}, {stays: ("kept.pdf",), changed: ("old.pdf",)})
    assert named_by(archive, before).files == {stays: ("kept.pdf",), changed: ("new.pdf",)}


def test_a_record_without_a_digest_is_always_looked_at() -> None:
    archive = make_archive(make_meeting("cabinet", "2013-09-11", documents=(_paper("new.pdf"),)))
    file = "meetings/cabinet/2013-09-11.yaml"
    assert named_by(archive, Named({file: b""}, {file: ("old.pdf",)})).files == {file: ("new.pdf",)}


def test_a_file_is_published_as_it_is(folder: Path, tmp_path: Path) -> None:
    assert list(copy_files(["cabinet/plan.pdf"], folder, tmp_path / "output")) == ["cabinet/plan.pdf"]
    assert (tmp_path / "output/documents/cabinet/plan.pdf").read_bytes() == b"the plan"


def test_publishing_again_replaces_what_is_there_and_leaves_the_source_alone(folder: Path, tmp_path: Path) -> None:
    old = tmp_path / "output/documents/cabinet/plan.pdf"
    old.parent.mkdir(parents=True)
    old.write_bytes(b"older")
    list(copy_files(["cabinet/plan.pdf"], folder, tmp_path / "output"))
    assert old.read_bytes() == (folder / "cabinet/plan.pdf").read_bytes() == b"the plan"


def test_where_files_cannot_be_linked_they_are_copied(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(os, "link", refuse)
    list(copy_files(["cabinet/plan.pdf"], folder, tmp_path / "output"))
    assert (tmp_path / "output/documents/cabinet/plan.pdf").stat().st_ino != (folder / "cabinet/plan.pdf").stat().st_ino


@pytest.mark.parametrize(
    "file", ["../secret.txt", "cabinet/../../secret.txt", "/etc/hostname", "cabinet", "missing.pdf", "a\\b.pdf", "a\0b"]
)
def test_error_for_what_is_not_a_file_inside_the_folder(folder: Path, tmp_path: Path, file: str) -> None:
    assert source_of(file, folder) is None
    with pytest.raises(OutsideFolderError) as raised:
        list(copy_files([file], folder, tmp_path / "output"))
    assert str(raised.value) == (
        f'the document "{file}" does not lie in content/documents/, and nothing else is published'
    )


def test_error_for_a_symbolic_link_that_leads_out_of_the_folder(folder: Path, tmp_path: Path) -> None:
    (folder / "innocent.pdf").symlink_to(tmp_path / "secret.txt")
    (folder / "way-out").symlink_to(tmp_path)
    assert source_of("innocent.pdf", folder) is None
    assert source_of("way-out/secret.txt", folder) is None


def test_a_symbolic_link_inside_the_folder_is_a_file_like_others(folder: Path) -> None:
    (folder / "same.pdf").symlink_to(folder / "cabinet/plan.pdf")
    assert source_of("same.pdf", folder) == (folder / "cabinet/plan.pdf").resolve()
