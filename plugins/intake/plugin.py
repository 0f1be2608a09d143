"""Intake as Pelican sees it: content in, Archive out."""

from __future__ import annotations

from plugins.archive.archive import Archive
from plugins.archive.findings import Finding
from plugins.build.last import LastBuild
from plugins.build.settings import BuildSettings
from plugins.edge import register_intake
from plugins.intake.checked import checked_archive
from plugins.intake.schemas import schemas


def register() -> None:
    """Tell Pelican."""
    register_intake(read_archive, extras={"schemas": schemas()})


def read_archive(settings: BuildSettings, _last: LastBuild | None) -> tuple[Archive | None, tuple[Finding, ...]]:
    """The Archive of the content folder, with every finding."""
    return checked_archive(settings.content, workers=settings.workers)
