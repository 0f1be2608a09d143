"""Building sites in tests: the command as a user gives it, and small content folders to build."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

SMALL = {
    "archive.yaml": "name: Exampleton Borough Council\nas_of: 2020-12-31\n",
    "committees/cabinet.yaml": (
        "names:\n  - name: City Executive Board\n    until: 2019-05-12\n  - name: Cabinet\n    from: 2019-05-13\n"
    ),
    "issues/parks.yaml": "title: Parks\n",
    "meetings/cabinet/2013-09-11.yaml": (
        "committee: cabinet\ndate: 2013-09-11\nitems:\n"
        '  - number: "5"\n    title: Plan for the parks\n    issue: parks\n'
        "    minutes: |\n      The Board considered a plan.\n\n      RESOLVED: That the plan be approved.\n"
    ),
}


def write_content(folder: Path, files: dict[str, str] | None = None) -> Path:
    """A content folder with the files, or with one small archive."""
    for name, text in (SMALL if files is None else files).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def build_command(content: Path, output: Path, settings: str = "pelicanconf.py") -> list[str]:
    """The command that builds a site."""
    fatal = "errors" if settings == "pelicanconf.py" else "warnings"
    return [sys.executable, "-m", "pelican", str(content), "-o", str(output), "-s", settings, "--fatal", fatal]


def build(
    content: Path, output: Path, settings: str = "pelicanconf.py", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Build a site, and give back what the command said."""
    return subprocess.run(
        build_command(content, output, settings),
        cwd=ROOT,
        env=os.environ | {"WORKERS": "1"} | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
