from __future__ import annotations

import gzip
import re
import subprocess
from pathlib import Path

import pytest

from plugins.search.client import UnreadableModuleError, joined
from tests.support.searching import NODE, ROOT

MODULES = ROOT / "theme/static/js/search"


def _modules(folder: Path, **sources: str) -> Path:
    for name, source in sources.items():
        (folder / f"{name}.js").write_text(source, encoding="utf-8")
    return folder


def test_modules_are_joined_after_those_they_import(tmp_path: Path) -> None:
    _modules(
        tmp_path,
        search='import { twice } from "./sum.js";\nimport * as all from "./sum.js";\nconsole.log(twice(2), all.ONE);\n',
        sum="// a note\n/** @param {number} n */\nexport function twice(n) {\n  return add(n, n);\n}\n"
        "export const ONE = 1;\nconst add = (a, b) => a + b;\n",
    )  # fmt: skip
    done = subprocess.run([NODE, "--eval", joined(tmp_path)], capture_output=True, text=True, check=False)
    assert done.stdout == "4 1\n"
    assert "a note" not in joined(tmp_path)


def test_spaces_go_but_not_those_in_texts_and_patterns(tmp_path: Path) -> None:
    code = (
        'const told = (a) => (a ? `x = ${a} , y` : "b = c");\nconst one = 4;\n'
        'console.log(told(1), told(0), /^a = [/ ]b$/.test("a = /b"), one / 2 + +1, one - -1);\n'
    )
    (tmp_path / "plain.mjs").write_text(code, encoding="utf-8")
    plain, squeezed = (
        subprocess.run([NODE, *given], capture_output=True, text=True, check=True).stdout
        for given in ([str(tmp_path / "plain.mjs")], ["--eval", joined(_modules(tmp_path, search=code))])
    )
    assert plain == squeezed == "x = 1 , y b = c true 3 5\n"
    assert "const one=4;" in joined(tmp_path)


def test_the_client_is_read_by_an_engine_and_loses_its_spaces(tmp_path: Path) -> None:
    (tmp_path / "client.mjs").write_text(joined(MODULES), encoding="utf-8")
    subprocess.run([NODE, "--check", str(tmp_path / "client.mjs")], check=True)
    assert " => x" not in joined(MODULES).replace("(() => {", "").replace(" => ", " => x")


def test_error_what_cannot_be_joined_is_named(tmp_path: Path) -> None:
    _modules(tmp_path, search='import sum from "./sum.js";\n', sum="")
    with pytest.raises(UnreadableModuleError) as raised:
        joined(tmp_path)
    assert str(raised.value) == (
        'search.js: cannot join "import sum from "./sum.js";"; import { names } from "./module.js", export declarations'
    )


def test_the_client_is_one_file_of_less_than_25_kb_compressed() -> None:
    text = joined(MODULES)
    assert len(gzip.compress(text.encode(), 9)) < 25_000
    assert set(re.findall(r'(?:from|import\() ?"\./([\w-]+\.js)"', text)) <= {"inflate.js", "stem-german.js"}


def test_no_module_of_the_client_goes_to_another_host() -> None:
    assert not any("://" in path.read_text(encoding="utf-8") for path in MODULES.glob("*.js"))
