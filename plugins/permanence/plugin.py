"""Permanence as Pelican sees it: the last stage, which looks at everything that the others wrote."""

from __future__ import annotations

from collections.abc import Mapping

from plugins.build.listing import files_in
from plugins.build.theme import theme_address
from plugins.edge import Order, Run, register_stage, report
from plugins.permanence.changes import read_changes
from plugins.permanence.compressed import compress_files
from plugins.permanence.ledger import FOLDER
from plugins.permanence.published import published
from plugins.permanence.work import (
    Frame,
    check_ledger,
    extend_ledger,
    find_answers,
    write_answers,
    write_changed_pages,
    write_links,
    write_manifest,
    write_rules,
    write_stubs,
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
    counts = {"old addresses": _write_answers(run)}
    files = write_manifest(settings.output, settings.workers)
    if settings.strict:
        compress_files(settings.output, files_in(settings.output), settings.workers)
        extend_ledger(settings.content, links)
    return {**counts, "files": files}


def _write_answers(run: Run) -> int:
    """Write all that answers addresses which are published no more, here or on the old site; how many of the latter."""
    settings, council = run.settings, run.archive.settings
    frame = Frame(settings.output, run.templates, theme_address(settings.theme))
    write_changed_pages(read_changes(settings.content / FOLDER), council, frame)
    known = find_answers(run.archive)
    if settings.strict:
        write_rules(known, settings.output, site_url=settings.site_url)
        write_stubs(known, council, frame)
    return write_answers(known, settings.output)
