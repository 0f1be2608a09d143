"""The browser's modules, on Node's own runner."""

from __future__ import annotations

import subprocess

import pytest

from tests.support.searching import NODE, QUIET, ROOT

MODULES = sorted((ROOT / "tests/js/search").glob("*.test.mjs"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name.removesuffix(".test.mjs"))
def test_a_module_does_what_its_tests_say(path: object) -> None:
    done = subprocess.run([NODE, QUIET, "--test", str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
