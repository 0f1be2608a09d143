"""All records as JSON Lines, packed with gzip in members that can be made apart and joined."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import deflate
import msgspec

from plugins.archive import permalinks as at
from plugins.archive.places import AnyRecord
from plugins.archive.records import ArchiveSettings, Committee, Decision, Issue, Meeting, Person
from plugins.exports.sight import Sight

LEVEL: Final = 1  # a tenth larger than 6, in a third of the time


def line(sight: Sight, record: AnyRecord) -> bytes:
    """A record as one line: its type, where it is published, then its fields."""
    kind, address = _kind_and_address(record)
    head = msgspec.json.encode({"type": kind, "url": sight.link(address)})
    return head[:-1] + b"," + msgspec.json.encode(record)[1:] + b"\n"


def zipped(lines: Iterable[bytes]) -> bytes:
    """Lines as a gzip member without a time. Members one after the other are a gzip file."""
    return bytes(deflate.gzip_compress(b"".join(lines), LEVEL))


def _kind_and_address(record: AnyRecord) -> tuple[str, str]:
    match record:
        case ArchiveSettings():
            return "archive", at.HOME
        case Committee():
            return "committee", at.committee_address(record.id)
        case Meeting():
            return "meeting", at.meeting_address(record.id)
        case Issue():
            return "issue", at.issue_address(record.id)
        case Person():
            return "person", at.person_address(record.id)
        case Decision():
            return "decision", at.decision_address(record.id)
