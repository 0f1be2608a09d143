"""The tests of the search with a successor of Whoosh in Whoosh's place: whether it would do, were Whoosh to go."""

from __future__ import annotations

import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import msgspec

from tests.bench.installing import GIVEN, MissingPeerError, target
from tests.bench.tables import Table, say
from tests.support.site import ROOT

TESTS = ("tests/unit/search", "tests/contract/test_search_twins.py", "tests/property/search")
_PATIENCE = 1800


class Tried(msgspec.Struct, frozen=True):
    """How the tests went with one package: how many there were, and the names of those that failed."""

    package: str
    tests: int
    failed: tuple[str, ...]


def successor(work: Path) -> tuple[list[Table], Any]:
    """The table of the tests with the successor, and what was found."""
    wanted = GIVEN / "successor.txt"
    package = wanted.read_text(encoding="utf-8").split()[-1]
    say(f"The tests of the search with {package}")
    try:
        tried = _tried(package, target(wanted), work / "tests.xml")
    except MissingPeerError as error:
        say(f"  left out, {error}")
        return [], None
    row = (tried.package, str(tried.tests), str(len(tried.failed)))
    return [Table("Search tests with a successor of Whoosh", ("", "tests", "failed"), (row,), tried.failed)], tried


def _tried(package: str, folder: Path, report: Path) -> Tried:
    """Run the tests with what lies in a folder before all else."""
    environment = os.environ | {"PYTHONPATH": str(folder)}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--junitxml={report}", *TESTS]
    subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False, timeout=_PATIENCE)
    cases = list(ET.parse(report).iter("testcase"))  # noqa: S314 (written by our own run)
    bad = (one.get("name", "") for one in cases if one.find("failure") is not None or one.find("error") is not None)
    return Tried(package, len(cases), tuple(bad))
