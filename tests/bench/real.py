"""Real samples beside the checkout, imported at run time into an archive of their own, where an importer can."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tests.bench import corpora
from tests.support.site import ROOT

SAMPLES = ROOT.parent / "shared" / "samples"
LANGUAGES = {"oparl-karlsruhe": "de", "legistar-nyc": "en"}


class NoSampleError(Exception):
    """A real sample is not to be had here, or not to be read."""


def imported(name: str) -> Path:
    """The content folder that the import of a sample made."""
    source, content = SAMPLES / name, corpora.FOLDER / "imported" / name
    if not source.is_dir():
        raise NoSampleError("the real samples are not beside this checkout")
    shutil.rmtree(content, ignore_errors=True)
    command = [sys.executable, ROOT / "scripts" / "import_records.py", source, "--content", content]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode > 1 or not any(content.glob("meetings/*/*.yaml")):
        raise NoSampleError("no importer reads it yet")
    archive = content / "archive.yaml"
    told = archive.read_text(encoding="utf-8") if archive.is_file() else ""
    kept = [line for line in told.splitlines() if not line.startswith("language:")] or [f"name: {name}"]
    archive.write_text("\n".join([*kept, f"language: {LANGUAGES[name]}", ""]), encoding="utf-8")
    return content
