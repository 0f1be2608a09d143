"""Files of a content folder that no editor made: each is told of, and none stops the others from being read."""

from __future__ import annotations

import os
from pathlib import Path

from plugins.archive.findings import describe
from plugins.intake.checked import checked, checked_archive
from plugins.intake.content import read
from tests.support.site import ROOT, write_content


def told_of(content: Path) -> list[str]:
    _, findings = checked_archive(content)
    return [describe(finding) for finding in findings]


def test_error_a_file_whose_name_is_no_utf8_is_named_with_its_bytes(tmp_path: Path) -> None:
    content = write_content(tmp_path / "content")
    for folder in ("issues", "pages"):
        (content / folder).mkdir(exist_ok=True)
        name = b"caf\xe9.yaml" if folder == "issues" else b"caf\xe9.md"
        with open(os.fsencode(content / folder) + b"/" + name, "wb") as file:  # noqa: PTH123 (no Path holds it)
            file.write(b"Title: Coffee\n")
    hint = "rename the file; identifiers are lower-case ASCII words joined by hyphens"
    assert told_of(content) == [
        f'content/issues/caf\\xe9.yaml: R011 the file name "issues/caf\\xe9.yaml"; {hint}',
        f'content/pages/caf\\xe9.md: R011 the file name "pages/caf\\xe9.md"; {hint}',
    ]


def test_error_a_file_name_with_a_line_break_is_told_on_one_line(tmp_path: Path) -> None:
    content = write_content(tmp_path / "content", {"issues/two\nlines.yaml": "title: Two\n"})
    (content / "archive.yaml").write_text("name: Exampleton\n", encoding="utf-8")
    hint = "rename the file; identifiers are lower-case ASCII words joined by hyphens"
    assert told_of(content) == [
        rf'content/issues/two\nlines.yaml: R011 the file name "issues/two\nlines.yaml"; {hint}',
    ]


def test_error_a_pipe_is_told_of_and_not_waited_for(tmp_path: Path) -> None:
    content = write_content(tmp_path / "content")
    os.mkfifo(content / "issues" / "pipe.yaml")
    assert told_of(content) == [
        'content/issues/pipe.yaml: R001 "issues/pipe.yaml" is no file that can be read; expected a file'
    ]


def test_error_a_prose_page_cannot_ask_for_a_template_that_the_theme_lacks(tmp_path: Path) -> None:
    content = write_content(tmp_path / "content", {"pages/a.md": "Title: A\ntemplate: pages/prose\n\nA.\n"})
    (content / "archive.yaml").write_text("name: Exampleton\n", encoding="utf-8")
    assert checked(content, read(content), ROOT / "theme")[1] == ()
    (content / "pages" / "a.md").write_text("Title: A\ntemplate: poster\n\nA.\n", encoding="utf-8")
    hint = "expected none, or a file poster.html in the theme's templates"
    assert [describe(finding) for finding in checked(content, read(content), ROOT / "theme")[1]] == [
        f'content/pages/a.md:1: R016 the theme has no template "poster"; {hint}'
    ]


def test_a_prose_page_may_bear_a_title_that_is_not_ascii(tmp_path: Path) -> None:
    content = write_content(tmp_path / "content", {"archive.yaml": "name: A\n", "pages/a.md": "Title: 図書館\n\nA.\n"})
    assert told_of(content) == []
