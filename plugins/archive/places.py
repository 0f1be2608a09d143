"""Which file of `content/` holds a record: the other half of "identifiers are file names"."""

from __future__ import annotations

from plugins.archive.records import (
    ArchiveSettings,
    Committee,
    Decision,
    Issue,
    Meeting,
    Person,
)

AnyRecord = ArchiveSettings | Committee | Meeting | Issue | Person | Decision

ARCHIVE_FILE = "archive.yaml"
FOLDERS: dict[type[AnyRecord], str] = {
    Committee: "committees",
    Meeting: "meetings",
    Issue: "issues",
    Person: "people",
    Decision: "decisions",
}


def file_of(record: AnyRecord) -> str:
    """The record's file, relative to the content folder: "meetings/cabinet/2013-09-11.yaml"."""
    if isinstance(record, ArchiveSettings):
        return ARCHIVE_FILE
    return f"{FOLDERS[type(record)]}/{record.id}.yaml"
