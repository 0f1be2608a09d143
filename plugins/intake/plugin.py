"""Intake as Pelican sees it: content in, Archive out."""

from __future__ import annotations

from plugins.archive.answers import looks_of
from plugins.archive.archive import Archive
from plugins.archive.findings import Finding
from plugins.build.last import LastBuild
from plugins.build.memo import LOOKS, keep
from plugins.build.settings import BuildSettings
from plugins.edge import register_intake
from plugins.intake.checked import checked
from plugins.intake.chunks import FOLDER, Places
from plugins.intake.content import read_into
from plugins.intake.schemas import Schemas


def register() -> None:
    """Tell Pelican."""
    register_intake(read_archive, extras={"schemas": Schemas()})


def read_archive(settings: BuildSettings, last: LastBuild | None) -> tuple[Archive | None, tuple[Finding, ...]]:
    """The Archive of the content folder, with every finding. Files that have not changed are not read again."""
    before = last.cache / FOLDER if last else None
    unchanged = last.unchanged_below(settings.content) if last else frozenset[str]()
    places = Places(settings.content, settings.cache / FOLDER, before, unchanged, light=True)
    archive, findings = checked(settings.content, read_into(places, workers=settings.workers), settings.theme)
    if archive is not None:
        keep(settings.cache, LOOKS, looks_of(archive))
    return archive, findings
