"""The guide to importers shows the code that is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
GUIDE = (ROOT / "plugins" / "importers" / "GUIDE.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"^`([\w/.]+)`\n\n```python\n(.*?)```", GUIDE, re.MULTILINE | re.DOTALL)


def test_every_block_of_code_in_the_guide_names_its_file() -> None:
    assert GUIDE.count("```python") == len(SHOWN)


@pytest.mark.parametrize(("file", "code"), SHOWN, ids=[f"{n}-{file}" for n, (file, _) in enumerate(SHOWN)])
def test_a_block_of_code_in_the_guide_stands_in_its_file(file: str, code: str) -> None:
    assert code in (ROOT / file).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`((?:tests|plugins|scripts)/[\w./]+\.\w+)`", GUIDE))))
def test_a_file_that_the_guide_names_is_there(name: str) -> None:
    assert (ROOT / name).is_file()


@pytest.mark.parametrize("name", sorted(set(re.findall(r"^    (\w+\.py)  ", GUIDE, re.MULTILINE))))
def test_a_module_on_the_way_of_a_page_is_there(name: str) -> None:
    assert (ROOT / "plugins" / "importers" / name).is_file()
