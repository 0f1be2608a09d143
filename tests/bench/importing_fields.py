"""Fields of records against values that were read by eye from the sources (`importing_fields.yaml`)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from plugins.archive.prose import parse, plain_text
from plugins.importers.report import SourceReport
from tests.bench.importing_sources import SHARED, every_sample, installations
from tests.bench.tables import Table
from tests.support.importing import import_paths

READ_BY_EYE = Path(__file__).with_suffix(".yaml")
_FOLDERS = {"committee": "committees", "issue": "issues", "person": "people", "meeting": "meetings"}


def fields(work: Path) -> list[Table]:
    """The table by format and page kind, and every field that is wrong or missing."""
    reports = {}
    for name, pages in every_sample().items():
        for place, part in enumerate(installations(name, pages)):
            content = work / f"{name}-{place}"
            report = import_paths(content, *part)
            reports |= {page: (content, source) for page, source in zip(part, report.sources, strict=True)}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    misses: list[tuple[str, ...]] = []
    for page in yaml.safe_load(READ_BY_EYE.read_text(encoding="utf-8"))["records"]:
        content, source = reports[SHARED / page["page"]]
        kind = f"{source.format} {source.kind}"
        counts[kind]["records"] += 1
        for field, wanted, found in _compared(page, content, source):
            verdict = "right" if wanted == found or _agrees(wanted, found) else "missing" if found is None else "wrong"
            counts[kind][verdict] += 1
            if verdict != "right":
                misses.append((page["page"], field, str(wanted)[:60], str(found)[:60], verdict))
    return [_table(counts), Table("Misses", ("page", "field", "by eye", "in the record", "is"), tuple(misses) or _NONE)]


_NONE = (("none", "", "", "", ""),)


def _table(counts: dict[str, Counter[str]]) -> Table:
    whole = sum(counts.values(), Counter())
    columns = ("records", "right", "wrong", "missing")
    rows = [(kind, *(str(each[column]) for column in columns)) for kind, each in sorted(counts.items())]
    return Table("Fields read by eye", ("page kind", *columns), (*rows, ("all", *(str(whole[c]) for c in columns))))


def _compared(page: dict[str, Any], content: Path, source: SourceReport) -> Iterator[tuple[str, Any, Any]]:
    """Each field with what was read by eye and what the record says; all are missing where there is no record."""
    records = [_load(content / name) for name in source.records if name.startswith(page["record"])]
    chosen = [each for each in records if all(_agrees(v, _at(each, k, content)) for k, v in page["where"].items())]
    tree = chosen[0] if len(chosen) == 1 else {}
    for field, wanted in page["fields"].items():
        yield field, wanted, _at(tree, field, content)


def _load(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def _at(tree: Any, field: str, content: Path) -> Any:
    """The value at a path: names and numbers joined by dots (but those before a blank), `#` for how many.

    References lead to their records.
    """
    for step in re.split(r"\.(?! )", field):
        if step == "#":
            tree = len(tree) if isinstance(tree, list) else None
        elif isinstance(tree, list):
            tree = _of_list(tree, step)
        else:
            tree = _referred(step, tree.get(step), content) if isinstance(tree, dict) else None
    return tree


def _of_list(tree: list[Any], step: str) -> Any:
    """The element at a place; or the one whose name, title or kind begins so."""
    if re.fullmatch(r"-?\d+", step):
        return tree[int(step)] if -len(tree) <= int(step) < len(tree) else None
    return next(
        (
            e
            for e in tree
            if isinstance(e, dict) and str(e.get("name") or e.get("title") or e.get("kind")).startswith(step)
        ),
        None,
    )


def _referred(step: str, value: Any, content: Path) -> Any:
    """What a reference names; any other value as it is."""
    path = content / _FOLDERS[step] / f"{value}.yaml" if step in _FOLDERS else None
    return _load(path) if path is not None and path.is_file() else value


def _agrees(wanted: Any, found: Any) -> bool:
    """Whether a value is the one wanted; one that ends in "…" only begins so, one that begins with it only holds it."""
    want, have = _plain(wanted), _plain(found)
    if want.startswith("…"):
        return want.strip("…") in have
    return have.startswith(want[:-1]) if want.endswith("…") else have == want


def _plain(value: Any) -> str:
    text = str(value)
    written = plain_text(parse(text)) if isinstance(value, str) and ("\n" in text or "\\" in text) else text
    return " ".join(written.split())
