"""What people ask and what answers them: the judged queries of `tests/judged`, and how well they are answered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
import yaml

from plugins.archive.text import fold
from plugins.search.documents import SearchDocument
from tests.support.site import ROOT

FOLDER = ROOT / "tests" / "judged"
SHOWN = 10


class Asked(msgspec.Struct, frozen=True):
    """A query, and the documents any of which answers it."""

    asks: str
    right: tuple[str, ...]
    by: str = ""


class Judged(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The judged queries of one archive."""

    archive: str
    queries: tuple[Asked, ...]


class Success(msgspec.Struct, frozen=True):
    """The share of queries with a right answer first, in five, in ten; and the mean reciprocal rank."""

    queries: int
    at_1: float
    at_5: float
    at_10: float
    reciprocal: float


def load(name: str) -> Judged:
    """The judged queries in `tests/judged/<name>.yaml`."""
    text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    return msgspec.convert(yaml.load(text, yaml.CSafeLoader), Judged, strict=False)


def names(folder: Path = FOLDER) -> list[str]:
    """The names of all judged sets."""
    return sorted(path.stem for path in folder.glob("*.yaml"))


def resolve(queries: Iterable[Asked], documents: Sequence[SearchDocument]) -> list[Asked]:
    """The queries with their right answers as documents' ids: a number of a paper or matter stands for all it is in.

    A query none of whose answers is in the archive is left out: nobody can answer it.
    """
    ids = {document.id for document in documents}
    holders = _holders(documents)
    found = [(query, [one for right in query.right for one in _named(right, ids, holders)]) for query in queries]
    return [Asked(query.asks, tuple(right), query.by) for query, right in found if right]


def _named(right: str, ids: set[str], holders: dict[str, set[str]]) -> Iterable[str]:
    return [right] if right in ids else sorted(holders.get(fold(right), ()))


def _holders(documents: Sequence[SearchDocument]) -> dict[str, set[str]]:
    """Which documents have a reference, themselves or through their issue."""
    of_issue: dict[str, set[str]] = {}
    found: dict[str, set[str]] = {}
    for document in documents:
        of_issue.setdefault(document.issue or document.id, set()).add(document.id)
    for document in documents:
        for reference in document.references:
            found.setdefault(fold(reference), set()).update(of_issue[document.issue or document.id])
    return found


def rank(right: Sequence[str], answer: Sequence[str]) -> int | None:
    """Where the first right answer stands, from 1; None where it is not among those shown."""
    return next((place for place, one in enumerate(answer[:SHOWN], 1) if one in right), None)


def success(ranks: Sequence[int | None]) -> Success:
    """How well queries were answered."""
    found = [place for place in ranks if place]
    count = len(ranks) or 1
    shares = [sum(place <= most for place in found) / count for most in (1, 5, SHOWN)]
    return Success(len(ranks), *shares, sum(1 / place for place in found) / count)
