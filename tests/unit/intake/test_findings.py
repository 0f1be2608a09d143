"""Every code of findings has a folder: content that shows it, and the words it must be told in."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.archive.findings import CODES, describe
from plugins.intake.checked import checked_archive
from plugins.intake.yaml_text import LARGEST_FILE

FOLDER = Path(__file__).resolve().parents[2] / "golden" / "findings"
ELSEWHERE = {
    "R009": "needs a file too large to keep; tested below",
    "U002": "needs a ledger of published addresses; tested with plugins.permanence",
}


def findings_of(content: Path) -> str:
    _, findings = checked_archive(content)
    return "".join(f"{f.severity}: {describe(f)}\n" for f in findings)


@pytest.mark.parametrize("code", sorted(set(CODES) - set(ELSEWHERE)))
def test_error_each_code_is_told_in_these_words_and_no_others(code: str) -> None:
    told = findings_of(FOLDER / code / "content")
    assert told == (FOLDER / code / "expected.txt").read_text(encoding="utf-8")
    assert f" {code} " in told


def test_there_is_no_folder_for_a_code_that_does_not_exist() -> None:
    assert {folder.name for folder in FOLDER.iterdir()} == set(CODES) - set(ELSEWHERE)


def test_good_content_has_no_findings(tmp_path: Path) -> None:
    (tmp_path / "archive.yaml").write_text("name: Exampleton\n", encoding="utf-8")
    assert findings_of(tmp_path) == ""


def test_error_a_field_of_fifty_megabytes_is_one_finding_and_no_long_wait(tmp_path: Path) -> None:
    (tmp_path / "archive.yaml").write_text("name: Exampleton\nintroduction: " + "x" * 50_000_000, encoding="utf-8")
    told = findings_of(tmp_path)
    assert told.splitlines()[0] == (
        f'error: {tmp_path.name}/archive.yaml: R009 "archive.yaml" has 50 MB; '
        f"a record has at most {LARGEST_FILE // 1_000_000} MB; put attached papers into content/documents"
    )
    assert len(told.splitlines()) == 1


def test_error_an_alias_bomb_is_refused_before_it_unfolds(tmp_path: Path) -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(24)
    )
    (tmp_path / "archive.yaml").write_text(f"name: Exampleton\n{bomb}", encoding="utf-8")
    assert 'archive.yaml:2: R010 the alias or anchor "a"; write the value out' in findings_of(tmp_path)


@pytest.mark.parametrize("text", ["[" * 100_000, "- " * 20_000, "a: " + "{b: " * 10_000, "? " * 5_000])
def test_error_deep_nesting_is_a_finding_not_a_crash(tmp_path: Path, text: str) -> None:
    (tmp_path / "archive.yaml").write_text(text, encoding="utf-8")
    assert findings_of(tmp_path).startswith(f"error: {tmp_path.name}/archive.yaml:1: R00")


def test_a_reference_to_a_record_with_findings_of_its_own_is_not_told_a_second_time(tmp_path: Path) -> None:
    (tmp_path / "committees").mkdir()
    (tmp_path / "archive.yaml").write_text("name: Exampleton\n", encoding="utf-8")
    (tmp_path / "committees" / "a.yaml").write_text("names:\n  - name: A\nsuccessor: b\n", encoding="utf-8")
    (tmp_path / "committees" / "b.yaml").write_text("names: 5\n", encoding="utf-8")
    assert [line.split()[2] for line in findings_of(tmp_path).splitlines()] == ["names:"]


def test_one_run_tells_every_problem_of_a_file_of_form_of_rules_and_of_references() -> None:
    together = FOLDER.parent / "findings_together"
    assert findings_of(together / "content") == (together / "expected.txt").read_text(encoding="utf-8")
