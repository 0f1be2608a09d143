"""The house itself: what is where, how large it is, and what may not be said in it."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOP = {
    ".ci", ".gitignore", "LICENSE", "Makefile", "README.md", "content", "pelicanconf.py", "plugins", "publishconf.py",
    "pyproject.toml", "requirements.lock", "scripts", "tests", "theme",
}  # fmt: skip
LONGEST_MODULE = 400
LONGEST_SCRIPT = 60
LONGEST_BODY = 40


def tracked() -> list[Path]:
    """The files that git keeps; where there is no git, those that are there."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    names = [n for n in done.stdout.split("\0") if n] if done.returncode == 0 else []
    return [ROOT / n for n in names if (ROOT / n).is_file()]


def modules(*folders: str) -> list[Path]:
    return sorted(p for folder in folders for p in (ROOT / folder).rglob("*.py"))


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    yield from (n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.FunctionDef))


def test_the_top_level_holds_only_what_the_layout_names() -> None:
    files = tracked()
    if not files:
        pytest.skip("not a git checkout")
    assert {p.relative_to(ROOT).parts[0] for p in files} <= TOP


@pytest.mark.parametrize("path", modules("plugins"), ids=lambda p: str(p.relative_to(ROOT)))
def test_a_module_is_short_and_its_functions_shorter(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE, "split it by what it knows"
    long = [f.name for f in functions(path) if (f.end_lineno or 0) - f.lineno > LONGEST_BODY]
    assert long == [], "split these functions"


@pytest.mark.parametrize("path", modules("scripts"), ids=lambda p: p.name)
def test_a_script_is_a_thin_command(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_SCRIPT, "move its work into a package"


def test_scripts_in_the_browser_are_short_too() -> None:
    long = [
        p.name
        for p in (ROOT / "theme").rglob("*.js")
        if len(p.read_text(encoding="utf-8").splitlines()) > LONGEST_MODULE
    ]
    assert long == [], "split them by what they know"


def test_the_project_names_no_registry_and_no_path_of_one_machine() -> None:
    words = ["--index" + "-url", "/" + "simple/", "/" + "root/", "/" + "work/"]
    texts = [p for p in tracked() if p.suffix in {".py", ".toml", ".lock", ".md", ".js", ".html", ".yaml", ".css", ""}]
    found = [(p.name, w) for p in texts for w in words if w in p.read_text(encoding="utf-8", errors="replace")]
    assert found == []


def test_no_template_holds_style_or_script_in_line() -> None:
    templates = sorted((ROOT / "theme" / "templates").rglob("*.html"))
    assert templates
    for path in templates:
        text = path.read_text(encoding="utf-8")
        assert " style=" not in text, path.name
        assert "<style" not in text, path.name
        assert " onclick=" not in text, path.name


def test_the_client_never_writes_markup_from_text() -> None:
    sources = sorted((ROOT / "theme" / "static").rglob("*.js"))
    assert sources
    for path in sources:
        code = path.read_text(encoding="utf-8")
        assert not any(
            word in code for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(")
        ), path.name
