"""Exports as Pelican sees them: after pages and search, everything else that the archive offers."""

from __future__ import annotations

from collections.abc import Mapping

from plugins.build.listing import files_in, pages_among
from plugins.edge import Run, register_stage
from plugins.exports.publish import site_files
from plugins.exports.work import write_exports


def register() -> None:
    """Tell Pelican."""
    register_stage("exports", write)


def write(run: Run) -> Mapping[str, int]:
    """Write all exports; how many files that are."""
    settings, last = run.settings, run.last
    site_url = settings.site_url or run.archive.settings.url or ""
    write_exports(run.archive, settings, last)
    files = dict(
        site_files(
            run.archive.settings,
            f"{site_url.rstrip('/')}/" if site_url else "",
            run.extras.get("schemas", {}),
            pages_among(files_in(settings.output)) if site_url else (),
            is_kept=lambda address: last is not None and last.keep(address, settings),
        )
    )
    for address, content in files.items():
        path = settings.output / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return {"feeds": len(run.archive.issues) + len(run.archive.committees) + 1}
