"""Saved pages of our own, in the shapes that systems print, and the records that each becomes.

A case is a folder: `pages/` is imported into an empty content folder, `expected/` is what stands there afterwards (but
the ledgers), and `report.txt` is what was not understood, line by line.
MINUTEBOOK_ACCEPT=1 writes the expectations anew.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from plugins.importers.drafts import Page
from plugins.importers.moderngov.html_page import read_lines
from plugins.importers.readers import read
from plugins.importers.recognise import Unreadable, language_of
from plugins.importers.xml_trees import decoded, root_of
from tests.support.accounting import missing_letters
from tests.support.importing import files, import_paths

HERE = Path(__file__).parent
CASES = sorted(path.parent.name for path in HERE.glob("*/pages"))


def texts(content: Path) -> dict[str, str]:
    return {p: (content / p).read_text(encoding="utf-8") for p in files(content) if not p.startswith("imported/")}


@pytest.mark.parametrize("case", CASES)
def test_a_saved_page_becomes_these_records(case: str, tmp_path: Path) -> None:
    report = import_paths(tmp_path / "content", HERE / case / "pages")
    left = [(Path(s.path).name, each) for s in report.sources for each in (*s.not_understood, *s.assumed)]
    told = "".join(f"{name}:{each.line}: {each.reason}: {each.text}\n" for name, each in left)
    if os.environ.get("MINUTEBOOK_ACCEPT"):
        accept(HERE / case, tmp_path / "content", told)
    assert texts(tmp_path / "content") == texts(HERE / case / "expected")
    assert told == (HERE / case / "report.txt").read_text(encoding="utf-8")


PAGES = sorted(path.relative_to(HERE).as_posix() for path in HERE.glob("*/pages/*"))


@pytest.mark.parametrize("page", PAGES)
def test_every_visible_letter_of_a_saved_page_stands_in_a_record_or_in_the_report(page: str) -> None:
    text = (HERE / page).read_text(encoding="utf-8")
    reading = read(Page(Path(page).name, "", text))
    assert isinstance(reading, Unreadable) or missing_letters(visible(text), reading) == []


def visible(text: str) -> str:
    """What a reader sees of a page: of markup its words, of data the words of its elements and attributes."""
    language = language_of(text)
    if language == "html":
        lines = read_lines(text)
        return "" if isinstance(lines, Unreadable) else "\n".join(line.text for line in lines)
    if language == "xml":
        root = root_of(text)
        told = [] if isinstance(root, str) else [t for n in root.walk() for t in (n.text, *n.attributes.values())]
        return "\n".join(seen(each) for each in told)
    return text


def seen(text: str) -> str:
    """The words of an element, whose markup may be written as text."""
    lines = read_lines(f"<div>{text}</div>") if "<" in text else ()
    return decoded(text) if isinstance(lines, Unreadable) or not lines else "\n".join(line.text for line in lines)


def accept(case: Path, content: Path, told: str) -> None:
    shutil.rmtree(case / "expected", ignore_errors=True)
    for name, text in texts(content).items():
        path = case / "expected" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (case / "report.txt").write_text(told, encoding="utf-8")
