"""Answers of Legistar and OParl of our own making, and the records that each set of them becomes.

A case is a folder: `pages/` is imported into an empty content folder, `expected/` is what stands there afterwards (but
the ledgers), and `report.txt` is what was not understood or assumed, line by line.
MINUTEBOOK_ACCEPT=1 writes the expectations anew.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.support.importing import files, import_paths

HERE = Path(__file__).parent
CASES = sorted(path.parent.name for path in HERE.glob("*/pages"))


def texts(content: Path) -> dict[str, str]:
    return {p: (content / p).read_text(encoding="utf-8") for p in files(content) if not p.startswith("imported/")}


@pytest.mark.parametrize("case", CASES)
def test_answers_become_these_records(case: str, tmp_path: Path) -> None:
    report = import_paths(tmp_path / "content", HERE / case / "pages")
    left = [(Path(s.path).name, each) for s in report.sources for each in (*s.not_understood, *s.assumed)]
    told = "".join(f"{name}:{each.line}: {each.reason}: {each.text}\n" for name, each in left)
    if os.environ.get("MINUTEBOOK_ACCEPT"):
        accept(HERE / case, tmp_path / "content", told)
    assert texts(tmp_path / "content") == texts(HERE / case / "expected")
    assert told == (HERE / case / "report.txt").read_text(encoding="utf-8")


def accept(case: Path, content: Path, told: str) -> None:
    shutil.rmtree(case / "expected", ignore_errors=True)
    for name, text in texts(content).items():
        path = case / "expected" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (case / "report.txt").write_text(told, encoding="utf-8")
