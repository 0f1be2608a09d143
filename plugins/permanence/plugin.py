"""Permanence as Pelican sees it: the last stage, which looks at everything that the others wrote."""

from __future__ import annotations

from collections.abc import Mapping

from plugins.build.listing import files_in
from plugins.edge import Order, Run, register_stage, report
from plugins.permanence.changes import read_changes
from plugins.permanence.compressed import compress_files
from plugins.permanence.ledger import FOLDER
from plugins.permanence.published import published
from plugins.permanence.work import (
    check_ledger,
    extend_ledger,
    write_answers,
    write_changed_pages,
    write_links,
    write_manifest,
)


def register() -> None:
    """Tell Pelican."""
    register_stage("permanence", write, order=Order.AFTER_ALL)


def write(run: Run) -> Mapping[str, int]:
    """Write links, answers and manifest; in the strict build, keep the ledger and compress."""
    settings = run.settings
    links = published(run.archive, files_in(settings.output), settings.workers)
    if settings.strict:
        report(check_ledger(settings.content, links))
    write_links(settings.output, links, settings.site_url)
    counts = {"old addresses": write_answers(run.archive, settings.output)}
    changes = read_changes(settings.content / FOLDER)
    write_changed_pages(run.archive, settings.output, changes, run.templates)
    files = write_manifest(settings.output, settings.workers)
    if settings.strict:
        compress_files(settings.output, files_in(settings.output), settings.workers)
        extend_ledger(settings.content, links)
    return {**counts, "files": files}
