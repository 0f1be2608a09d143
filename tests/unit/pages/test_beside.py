from __future__ import annotations

from pathlib import Path

from plugins.pages.beside import file_sizes, prose_links


def test_pages_are_linked_by_their_titles(tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text("Title: About: this archive\nSlug: about\n\nText.\n")
    (tmp_path / "c.md").write_text("title: Help\n\nText.\n")
    assert [(link.text, link.address) for link in prose_links(tmp_path)] == [
        ("About: this archive", "about/"),
        ("Help", "c/"),
    ]


def test_drafts_and_pages_without_a_title_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Title: Draft\nStatus: draft\n\nText.\n")
    (tmp_path / "b.md").write_text("Just text.\n")
    assert prose_links(tmp_path) == ()


def test_files_are_counted_by_their_path(tmp_path: Path) -> None:
    (tmp_path / "cabinet").mkdir()
    (tmp_path / "cabinet/plan.pdf").write_bytes(b"12345")
    assert file_sizes(tmp_path) == {"cabinet/plan.pdf": 5}
    assert file_sizes(tmp_path / "none") == {}
