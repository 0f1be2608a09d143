"""Commands say what they have to say on any terminal."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.site import ROOT, build_command, write_content

_ASCII = {"PYTHONIOENCODING": "ascii"}
_C_LOCALE = {"LC_ALL": "C"}
_FILES = {"archive.yaml": "name: Å\n", "committees/a.yaml": "names:\n  - name: Café’s Board\n"}


def _said(command: list[str], **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=ROOT, env=os.environ | environment, capture_output=True, check=False, encoding="utf-8"
    )


@pytest.mark.parametrize("terminal", [_ASCII, _C_LOCALE])
def test_a_place_that_the_terminal_cannot_show_is_told_with_escapes(tmp_path: Path, terminal: dict[str, str]) -> None:
    content, output = write_content(tmp_path / "récords", _FILES), tmp_path / "sité"
    shown = "sit\\xe9" if terminal is _ASCII else "sité"
    for told in ("built in", "is current"):
        done = _said(build_command(content, output), MINUTEBOOK_CACHE=str(tmp_path / "cache"), **terminal)
        assert (done.returncode, done.stdout.splitlines()[0].split(" ")[0]) == (0, str(tmp_path / shown)), done.stderr
        assert told in done.stdout


def test_what_is_found_is_told_with_escapes_and_data_in_utf_8(tmp_path: Path) -> None:
    content, cache = write_content(tmp_path / "content", _FILES), {"MINUTEBOOK_CACHE": str(tmp_path / "cache")}
    _said(build_command(content, tmp_path / "output"), **cache)
    command = [sys.executable, "scripts/search_archive.py", "board"]
    assert "Caf\\xe9\\u2019s Board" in _said(command, **cache, **_ASCII).stdout
    results = json.loads(_said([*command, "--json"], **cache, **_ASCII).stdout)["results"]
    assert [result["title"] for result in results] == ["Café’s Board"]


@pytest.mark.parametrize(
    "command",
    [
        ["scripts/make_archive.py", "--items", "1", "--content", "{}/nöw"],
        ["scripts/import_records.py", "{}/söurce.txt", "--content", "{}/nöw"],
    ],
)
def test_other_commands_tell_any_place(tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "söurce.txt").write_text("nothing")
    done = _said([sys.executable, *(word.format(tmp_path) for word in command)], **_ASCII)
    assert "\\xf6" in done.stdout
    assert "Traceback" not in done.stderr


def test_whoever_stops_listening_is_told_nothing_more(tmp_path: Path) -> None:
    content = write_content(tmp_path / "content", _FILES)
    process = subprocess.Popen(
        build_command(content, tmp_path / "output"), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    assert "rror" not in process.stderr.read()
    process.stderr.close()
    assert process.wait() == 0
