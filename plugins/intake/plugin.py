"""Intake as Pelican sees it: content in, Archive out."""

from __future__ import annotations

from plugins.archive.archive import Archive
from plugins.archive.findings import Finding
from plugins.archive.link import link
from plugins.build.settings import BuildSettings
from plugins.edge import register_intake
from plugins.intake import rules
from plugins.intake.content import located, read


def register() -> None:
    """Tell Pelican."""
    register_intake(read_archive)


def read_archive(settings: BuildSettings) -> tuple[Archive | None, tuple[Finding, ...]]:
    """The Archive of the content folder, with every finding of reading, linking and the rules."""
    reading = read(settings.content)
    if reading.records is None:
        return None, located(reading.findings, settings.content)
    archive, dangling = link(reading.records, broken={finding.place.file for finding in reading.findings})
    found = (*reading.findings, *dangling)
    if not any(f.code in {"L002", "C001"} for f in found):
        found = (*found, *rules.check(archive))
    return archive, located(found, settings.content)
