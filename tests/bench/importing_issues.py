"""Whether each matter and paper that comes up at several meetings is one issue with all its items in order.

What comes up where is read from the samples' JSON here, without the importers' help.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from tests.bench.importing_sources import pages_of
from tests.bench.tables import Table
from tests.support.importing import import_paths

Expected = dict[str, list[tuple[str, str]]]  # a matter's identity -> (moment of the meeting, title of the item)


def issues(work: Path) -> Table:
    """The table of both systems."""
    rows = [
        _row("Legistar matters", "legistar-nyc", _legistar(), work),
        _row("OParl papers", "oparl-karlsruhe", _oparl(), work),
    ]
    columns = ("kind", "recur", "one issue", "with all items", "in order", "not so")
    return Table("One matter, one issue", columns, tuple(rows))


def _values(name: str, folder: str) -> Iterator[dict[str, Any]]:
    for page in pages_of(name):
        if f"/{folder}/" in page.as_posix():
            yield json.loads(page.read_bytes())


def _legistar() -> Expected:
    """By matter's file: every item of an event of the sample, and every act at a meeting of its history."""
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for event in _values("legistar-nyc", "events"):
        for item in event["Items"]:
            if item.get("MatterFile"):
                found[item["MatterFile"]].add((event["Date"][:10], event["BodyName"]))
    for page in pages_of("legistar-nyc"):
        matter = json.loads(page.read_bytes())
        for act in matter.get("History") or () if "File" in matter else ():
            if act.get("EventID"):
                found[matter["File"]].add((act["Date"][:10], act["BodyName"]))
    return {file: sorted(at) for file, at in found.items() if len(at) > 1}


def _oparl() -> Expected:
    """By paper: every meeting of the sample whose item names one of its consultations."""
    papers = {c["id"]: p["id"] for p in _values("oparl-karlsruhe", "papers") for c in p.get("consultation", ())}
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for meeting in _values("oparl-karlsruhe", "meetings"):
        for item in meeting.get("agendaItem", ()):
            paper = papers.get(item.get("consultation", ""))
            if paper:
                found[paper].add((meeting["start"][:10], " ".join(item["name"].split())))
    return {paper: sorted(at) for paper, at in found.items() if len(at) > 1}


def _row(kind: str, name: str, expected: Expected, work: Path) -> tuple[str, ...]:
    content = work / name
    import_paths(content, *pages_of(name))
    named, held = _named(content), _held(content)
    one = [key for key in expected if len(named.get(key, ())) == 1]
    whole = [key for key in one if _matches(expected[key], held[next(iter(named[key]))])]
    ordered = [key for key in whole if _is_in_order(held[next(iter(named[key]))])]
    lacking = [key for key in expected if key not in ordered]
    return kind, *(str(len(each)) for each in (expected, one, whole, ordered)), ", ".join(lacking[:5]) or "none"


def _named(content: Path) -> dict[str, set[str]]:
    """The issues by each of their references and addresses."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in (content / "issues").glob("*.yaml"):
        issue = _load(path)
        for name in (*issue.get("references", ()), *(s.get("url") for s in issue["sources"])):
            found[name].add(path.stem)
    return found


def _held(content: Path) -> dict[str, list[tuple[str, str, str]]]:
    """By issue: day, committee's name and item's title of every item, in the order of the meetings and agendas."""
    found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    names = {path.stem: _load(path)["names"][-1]["name"] for path in (content / "committees").glob("*.yaml")}
    meetings = [_load(path) for path in sorted((content / "meetings").rglob("*.yaml"))]
    for meeting in sorted(meetings, key=lambda each: (str(each["date"]), each.get("start") or "")):
        for item in meeting.get("items", ()):
            if item.get("issue"):
                found[item["issue"]].append((str(meeting["date"]), names[meeting["committee"]], item["title"].strip()))
    return found


def _matches(expected: list[tuple[str, str]], held: list[tuple[str, str, str]]) -> bool:
    """Whether each meeting is there, by its committee's name or its item's title, and no more."""
    missing = [each for each in expected if not any(each[0] == h[0] and each[1] in h[1:] for h in held)]
    return not missing and {each[0] for each in expected} == {h[0] for h in held}


def _is_in_order(held: list[tuple[str, str, str]]) -> bool:
    return [each[0] for each in held] == sorted(each[0] for each in held)


def _load(path: Path) -> dict[str, Any]:
    tree: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return tree
