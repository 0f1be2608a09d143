"""Documents as Pelican sees them: the files of ours that records name, beside the pages."""

from __future__ import annotations

from collections.abc import Mapping

from plugins.documents.copies import FOLDER, copy_files, named_files
from plugins.edge import Run, register_stage


def register() -> None:
    """Tell Pelican."""
    register_stage("documents", write)


def write(run: Run) -> Mapping[str, int]:
    """Publish the files; how many."""
    folder = run.settings.content / FOLDER
    return {"document files": sum(1 for _ in copy_files(named_files(run.archive), folder, run.settings.output))}
