"""Problems as values: a code, how grave, where, what is wrong in the user's words, what was expected.

Areas of codes: R record, C committee, M meeting, I issue, D document, L link, S search, U address.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final


class Severity(StrEnum):
    """Errors stop a build; warnings stop only the strict build for publishing."""

    ERROR = "error"
    WARNING = "warning"


CODES: Final[dict[str, tuple[Severity, str]]] = {
    "R001": (Severity.ERROR, "a file cannot be read"),
    "R002": (Severity.ERROR, "a file is not UTF-8 text"),
    "R003": (Severity.ERROR, "a file is not YAML"),
    "R004": (Severity.ERROR, "a file is empty"),
    "R005": (Severity.ERROR, "a key is not known"),
    "R006": (Severity.ERROR, "a key is missing"),
    "R007": (Severity.ERROR, "a value has the wrong type or form"),
    "R008": (Severity.ERROR, "a key is given twice"),
    "R009": (Severity.ERROR, "a file or a field is too large"),
    "R010": (Severity.ERROR, "a YAML alias or tag, which records do not use"),
    "R011": (Severity.ERROR, "a file name is not an identifier"),
    "R012": (Severity.ERROR, "two files give one identifier"),
    "R013": (Severity.ERROR, "archive.yaml is missing"),
    "R014": (Severity.WARNING, "a file in content/ that nothing reads"),
    "R015": (Severity.ERROR, "a character that text cannot hold"),
    "R016": (Severity.ERROR, "a prose page that cannot be published"),
    "C001": (Severity.ERROR, "a committee has no name"),
    "C002": (Severity.ERROR, "the dated names of a committee overlap or are out of order"),
    "C003": (Severity.ERROR, "committees succeed each other in a circle"),
    "C004": (Severity.WARNING, "two committees bear one name on the same day"),
    "C005": (Severity.ERROR, "archive.yaml says something that cannot be used"),
    "C006": (Severity.WARNING, "something ends before it begins"),
    "M001": (Severity.ERROR, "a meeting's committee or date is not that of its file"),
    "M002": (Severity.ERROR, "two items have one number"),
    "M003": (Severity.WARNING, "an item number is out of order"),
    "M004": (Severity.ERROR, "a time is not HH:MM"),
    "M005": (Severity.WARNING, "a vote's numbers are not the sum of its named votes"),
    "M006": (Severity.ERROR, "a paragraph that is pointed at is not there"),
    "M007": (Severity.WARNING, "a person stands twice in the attendance of a meeting"),
    "M008": (Severity.WARNING, "a cancelled meeting has minutes or decisions"),
    "I001": (Severity.WARNING, "an issue that no item and no decision names"),
    "I002": (Severity.WARNING, "one topic or ward is written in two ways"),
    "D002": (Severity.ERROR, "a document's file is not in content/documents"),
    "D003": (Severity.ERROR, "a link is not to a web address"),
    "D004": (Severity.WARNING, "a document's size is not that of its file"),
    "L001": (Severity.ERROR, "a reference to an issue that is not there"),
    "L002": (Severity.ERROR, "a reference to a committee that is not there"),
    "L003": (Severity.ERROR, "a reference to a person that is not there"),
    "U001": (Severity.ERROR, "two things have one address"),
    "U002": (Severity.ERROR, "a published address or anchor would be lost"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding is: file (relative to the content folder's parent), line from 1, path within the record."""

    file: str
    line: int | None = None
    path: str | None = None

    def __str__(self) -> str:
        """The place as editors and terminals make it a link: `file:line: path`."""
        line = "" if self.line is None else f":{self.line}"
        return f"{self.file}{line}" + (f": {self.path}" if self.path else "")


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem. `message` quotes the value; `hint` says what was expected."""

    code: str
    message: str
    place: Place
    hint: str = ""
    severity: Severity = field(init=False)

    def __post_init__(self) -> None:
        """Take the severity from the table of codes; an unknown code is a mistake of ours."""
        object.__setattr__(self, "severity", CODES[self.code][0])


def describe(finding: Finding) -> str:
    """The finding in one line: place, code, what is wrong, what was expected."""
    hint = f"; {finding.hint}" if finding.hint else ""
    return f"{finding.place}: {finding.code} {finding.message}{hint}"


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings by file, line, code and message, so that every run lists them alike."""
    return tuple(
        sorted(findings, key=lambda f: (f.place.file, f.place.line or 0, f.code, f.place.path or "", f.message))
    )


def nearest(word: str, known: Iterable[str]) -> str:
    """What to say of the known word most like `word`: `nearest is "cabinet"`, or "" where none is like it."""
    matches = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f'nearest is "{matches[0]}"' if matches else ""


def quote(value: object, *, longest: int = 80) -> str:
    """The value in double quotes for a message, cut where it is long."""
    text = str(value)
    return f'"{text}"' if len(text) <= longest else f'"{text[:longest]}…"'
