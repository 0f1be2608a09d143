from __future__ import annotations

import re
from pathlib import Path

from plugins.build.theme import theme_address


def _theme(folder: Path, style: str) -> Path:
    (folder / "static/css").mkdir(parents=True)
    (folder / "static/css/base.css").write_text(style)
    return folder


def test_a_theme_lies_in_a_folder_named_by_its_content_alone(tmp_path: Path) -> None:
    one, same, other = (_theme(tmp_path / name, style) for name, style in (("a", "a{}"), ("b", "a{}"), ("c", "b{}")))
    assert theme_address(one) == theme_address(same) != theme_address(other)
    assert re.fullmatch(r"theme/[0-9a-f]{16}/", theme_address(one))


def test_a_file_under_another_name_is_another_theme(tmp_path: Path) -> None:
    one, other = (_theme(tmp_path / name, "a{}") for name in "ab")
    (other / "static/css/base.css").rename(other / "static/css/other.css")
    assert theme_address(one) != theme_address(other)
