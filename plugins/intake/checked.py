"""A content folder as an Archive, with every finding there is: of reading, of linking, of the rules, of files."""

from __future__ import annotations

from pathlib import Path

from plugins.archive.archive import Archive
from plugins.archive.findings import Finding
from plugins.archive.link import link
from plugins.intake import attachments, rules
from plugins.intake.content import located, read


def checked_archive(content: Path, *, workers: int = 1) -> tuple[Archive | None, tuple[Finding, ...]]:
    """The Archive of a content folder and all findings; `None` where there is no council to speak of."""
    reading = read(content, workers=workers)
    if reading.records is None:
        return None, located(reading.findings, content)
    archive, dangling = link(reading.records, broken={finding.place.file for finding in reading.findings})
    found = (*reading.findings, *dangling, *rules.check(archive), *attachments.check(archive, content))
    return archive, located(found, content)
