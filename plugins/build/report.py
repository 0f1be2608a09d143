"""What a build says: the list of findings, and the one summary it ends with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from plugins.archive.findings import Finding, Severity, describe

_FIRST: Final = ("pages", "items", "issues", "meetings")
_UNITS: Final = (("MB", 1_000_000, 1), ("kB", 1_000, 0))


@dataclass(frozen=True, slots=True)
class StageReport:
    """What one stage did: its name, seconds, and what it counts."""

    name: str
    seconds: float
    counts: Mapping[str, int]


def summary(place: str, stages: Sequence[StageReport], warnings: int, *, elapsed: float | None) -> str:
    """The summary that a build ends with. `elapsed` are its seconds; `None` where the last build needed no other.

    Stages run beside each other, so their seconds may be more than the whole's.
    """
    counts: dict[str, int] = dict.fromkeys(_FIRST, 0)
    for stage in stages:
        for name, number in stage.counts.items():
            counts[name] = counts.get(name, 0) + number
    files, size = counts.pop("index files", 0), counts.pop("index bytes", 0)
    return "\n".join(
        (
            f"{place} is current: nothing has changed" if elapsed is None else f"{place} built in {elapsed:.1f} s",
            "  " + ", ".join(f"{name} {number:,}" for name, number in counts.items()),
            f"  search index {readable_size(size)} in {files:,} files",
            "  seconds: " + ", ".join(f"{stage.name} {stage.seconds:.2f}" for stage in stages),
            f"  warnings: {warnings}",
        )
    )


def readable_size(size: int) -> str:
    """A number of bytes for readers: "512 bytes", "48 kB", "1.2 MB"."""
    for unit, bytes_each, digits in _UNITS:
        if size >= bytes_each:
            return f"{size / bytes_each:.{digits}f} {unit}"
    return f"{size} bytes"


def listing(findings: Sequence[Finding]) -> str:
    """All findings, a line each, errors and warnings counted at the end."""
    errors = sum(f.severity is Severity.ERROR for f in findings)
    lines = [f"{f.severity}: {describe(f)}" for f in findings]
    return "\n".join([*lines, f"{_counted(errors, 'error')}, {_counted(len(findings) - errors, 'warning')}"])


def _counted(number: int, noun: str) -> str:
    """A number of things: "1 error", "3 errors"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def stops(findings: Sequence[Finding], *, strict: bool) -> bool:
    """Whether the findings stop a build."""
    return any(strict or f.severity is Severity.ERROR for f in findings)
