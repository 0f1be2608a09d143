"""A content folder as an Archive, with every finding there is: of reading, of linking, of the rules, of files."""

from __future__ import annotations

from pathlib import Path

from plugins.archive.archive import Archive
from plugins.archive.findings import Finding
from plugins.archive.link import link
from plugins.archive.places import file_of
from plugins.intake import attachments, prose_pages, rules
from plugins.intake.content import Reading, located, read
from plugins.intake.rules.renditions import papers_of


def checked_archive(content: Path, *, workers: int = 1) -> tuple[Archive | None, tuple[Finding, ...]]:
    """The Archive of a content folder and all findings; `None` where there is no council to speak of."""
    return checked(content, read(content, workers=workers))


def checked(content: Path, reading: Reading, theme: Path | None = None) -> tuple[Archive | None, tuple[Finding, ...]]:
    """The same of a content folder that was read; with a theme, also whether it has what prose pages ask of it."""
    pages = tuple(prose_pages.check(content, theme))
    if reading.records is None:
        return None, located((*reading.findings, *pages), content)
    archive, dangling = link(reading.records, broken={finding.place.file for finding in reading.findings})
    papers = (
        *((file, paper) for file, papers in reading.papers.items() for paper in papers),
        *((file_of(record), paper) for record in archive.decisions.values() for paper in papers_of(record)),
    )
    found = (*dangling, *rules.check(archive), *reading.wrong, *attachments.check(papers, content))
    sound = (finding for finding in found if not _is_of_the_mending(finding, reading.mended))
    return archive, located((*reading.findings, *pages, *sound), content)


def _is_of_the_mending(finding: Finding, mended: frozenset[tuple[str, str]]) -> bool:
    """Whether a finding is about something that stands there only because it had to be mended."""
    path = finding.place.path or ""
    return any(file == finding.place.file and (path + ".").startswith(f"{at}.") for file, at in mended)
