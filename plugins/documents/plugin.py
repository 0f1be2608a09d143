"""Documents as Pelican sees them: the files of ours that records name, beside the pages."""

from __future__ import annotations

from collections.abc import Mapping

from plugins.build.memo import keep, recall
from plugins.documents.copies import FOLDER, Named, copy_files, each_once, named_by
from plugins.edge import Run, register_stage

_MEMO = "documents"


def register() -> None:
    """Tell Pelican."""
    register_stage("documents", write)


def write(run: Run) -> Mapping[str, int]:
    """Publish the files; how many."""
    settings = run.settings
    named = named_by(run.archive, recall(run.last.cache if run.last else None, _MEMO, Named, Named()))
    keep(settings.cache, _MEMO, named)
    files = copy_files(each_once(named.files), settings.content / FOLDER, settings.output)
    return {"document files": sum(1 for _ in files)}
