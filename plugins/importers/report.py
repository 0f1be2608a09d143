"""What an import did, for people and as JSON: what each source became, what was not understood, what is in conflict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import shorten
from typing import Any

import msgspec

from plugins.importers.drafts import FURNITURE, Left
from plugins.importers.merge import Conflict

_WIDTH = 160


@dataclass(slots=True)
class SourceReport:
    """What became of one source. `failure` says why it could not be read."""

    path: str
    format: str | None = None
    kind: str | None = None
    records: list[str] = field(default_factory=list)
    not_understood: list[Left] = field(default_factory=list)
    assumed: list[Left] = field(default_factory=list)
    conflicts: list[tuple[str, Conflict]] = field(default_factory=list)
    contradictions: list[tuple[str, Conflict]] = field(default_factory=list)
    failure: str | None = None

    def is_whole(self) -> bool:
        """Whether everything of the source found its place, but the site's frame."""
        strange = any(left.reason != FURNITURE for left in self.not_understood)
        return self.failure is None and not strange and not self.conflicts


@dataclass(slots=True)
class Report:
    """What became of all sources, how many records were written, and how many documents records point at.

    `councils` are the sites that the sources and the records are of, those of one council together.
    """

    sources: list[SourceReport] = field(default_factory=list)
    written: int = 0
    unchanged: int = 0
    documents: int = 0
    councils: list[list[str]] = field(default_factory=list)

    def exit_status(self) -> int:
        """0 where every source was read wholly, 1 where not."""
        return 0 if all(source.is_whole() for source in self.sources) else 1

    def failed(self) -> int:
        """How many sources could not be read."""
        return sum(source.failure is not None for source in self.sources)

    def conflicts(self) -> int:
        """How many fields stand as a person left them though their source has changed."""
        return sum(len(source.conflicts) for source in self.sources)


def unusable(report: Path | None, content: Path) -> str | None:
    """Why a report cannot be written, or the content folder is none; `None` where all is well. A folder is made."""
    if content.exists() and not content.is_dir():
        return f"{content} is no folder"
    try:
        if report is not None:
            report.parent.mkdir(parents=True, exist_ok=True)
            report.open("ab").close()
    except OSError as error:
        return f"no report can be written to {report}: {error.strerror}"
    return None


def to_json(report: Report) -> bytes:
    """The report as JSON, the same bytes for the same import."""
    value = {
        "sources": [_source(source) for source in report.sources],
        "written": report.written,
        "unchanged": report.unchanged,
        "conflicts": report.conflicts(),
        "failed": report.failed(),
        "documents": report.documents,
        "councils": report.councils,
    }
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def _source(source: SourceReport) -> dict[str, Any]:
    """One source's part of the report."""
    value: dict[str, Any] = {
        "path": source.path,
        "format": source.format,
        "kind": source.kind,
        "records": source.records,
        "not_understood": [_left(left) for left in source.not_understood],
    }
    if source.assumed:
        value["assumed"] = [_left(left) for left in source.assumed]
    if source.conflicts:
        value["conflicts"] = [_conflict(*each) for each in source.conflicts]
    if source.contradictions:
        value["contradictions"] = [_conflict(*each) for each in source.contradictions]
    return value if source.failure is None else {**value, "failure": source.failure}


def _left(left: Left) -> dict[str, Any]:
    """Words that found no place."""
    return {"line": left.line, "text": left.text, "reason": left.reason}


def _conflict(record: str, conflict: Conflict) -> dict[str, Any]:
    """A conflict with both texts."""
    return {"record": record, "field": conflict.field, "in_record": conflict.in_record, "in_source": conflict.in_source}


def summary(report: Report) -> str:
    """The report in a few lines for a terminal."""
    counts = f"{report.written} records written, {report.unchanged} unchanged"
    copies = f", {report.documents} documents in content/documents" if report.documents else ""
    clashes = sum(len(source.contradictions) for source in report.sources)
    contradictions = f", {clashes} contradictions between sources" if clashes else ""
    troubles = f"{report.conflicts()} conflicts{contradictions}, {report.failed()} not read"
    complaints = [*_several(report), *(line for source in report.sources for line in _complaints(source))]
    return "\n".join([f"{len(report.sources)} sources: {counts}{copies}, {troubles}", *complaints])


def _several(report: Report) -> Iterator[str]:
    """That the records seem to be of several councils, where they do."""
    if len(report.councils) > 1:
        sites = "; ".join(" = ".join(group) for group in report.councils)
        yield f"the records are of {len(report.councils)} councils by their sites: {sites}"
        yield "  give each council a content folder of its own; --origin tells whose the sources are"


def _complaints(source: SourceReport) -> list[str]:
    """What a person should look at in one source."""
    lines = [f"{source.path}: not read: {source.failure}"] if source.failure else []
    strange = (each for each in source.not_understood if each.reason != FURNITURE)
    lines += [f"{source.path}:{each.line}: {each.reason}: {shorten(each.text, _WIDTH)}" for each in strange]
    for record, conflict in source.conflicts:
        lines.append(f"{record}: {conflict.field}: changed by hand and in {source.path}; the record stays as it is")
        lines += [f"  {where}: {text}" for where, text in _difference(conflict)]
    for record, conflict in source.contradictions:
        lines.append(f"{record}: {conflict.field}: {source.path} contradicts another source; the fuller text stands")
        lines += [f"  {where}: {text}" for where, text in _difference(conflict)]
    return lines


def _difference(conflict: Conflict) -> Iterator[tuple[str, str]]:
    """Both texts, from shortly before where they part."""
    old, new = str(conflict.in_record or ""), str(conflict.in_source or "")
    start = max(0, next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), 0) - _WIDTH // 4)
    for where, text in (("in the record", old), ("in the source", new)):
        yield where, ("… " if start else "") + shorten(text[start : start + _WIDTH], _WIDTH)
