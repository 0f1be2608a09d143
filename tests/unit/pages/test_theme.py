from __future__ import annotations

from pathlib import Path

from plugins.pages.theme import stylesheet, write_theme


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def test_styles_stand_in_their_fixed_order_without_comments(tmp_path: Path) -> None:
    for name in ("print", "base", "components/b", "tokens", "components/a"):
        write(tmp_path / f"{name}.css", f"/* of {name} */\n{name[-1]} {{\n  top: 0;\n}}\n")
    assert stylesheet(tmp_path) == "".join(f"{letter}{{top: 0}}\n" for letter in "seabt")


def test_other_files_are_copied_as_they_are(tmp_path: Path) -> None:
    write(tmp_path / "static/js/reading.js", "// x\n")
    write(tmp_path / "static/css/base.css", "a {}\n")
    assert write_theme(tmp_path / "static", tmp_path / "out") == 2
    assert (tmp_path / "out/js/reading.js").read_text() == "// x\n"
    assert not (tmp_path / "out/css").exists()


def test_all_styles_of_the_theme_weigh_less_than_30_kb(root: Path) -> None:
    assert len(stylesheet(root / "theme/static/css").encode()) < 30_000
