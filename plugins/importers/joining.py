"""Items that no system number joins, joined into issues by evidence: the same title at two or more meetings.

The rule is named in the report for every issue that it makes, so that a person can confirm or undo it in the record. A
title must say something: routine business, one word, and headings that every agenda has make no issue.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from plugins.archive.text import slugify
from plugins.importers.alike import AIM
from plugins.importers.identify import Placed, Settled
from plugins.importers.known import Kept, Known, name_key
from plugins.importers.routine import is_routine

Tree = dict[str, Any]
SAME_TITLE: Final = "joined by its title, which stands at {count} meetings"
SAME_ISSUE: Final = "joined by its title to the issue of that title"
_ASIDE = re.compile(r"\s*\((?:agenda\s+)?item\s+(?:no\.?\s*)?[\w./]{1,8}\)\s*$", re.IGNORECASE)
_FEWEST_WORDS = 2
_NAMING_SYSTEMS: Final = frozenset({"legistar", "oparl"})
_GENERIC_TITLES = """
any-other-business appendices background-papers budget-monitoring committee-reports common-items
discussion-items documents-for-information exempt-appendices exempt-report for-decision
for-information forward-plan general-business information-items items-for-decision
items-for-information key-decisions matters-for-decision motions motions-on-notice non-key-decisions
notices-of-motion officer-reports part-one part-two part-i part-ii planning-applications
private-business public-business public-items reports-for-decision reports-for-information
reports-from-committees reports-of-committees reports-of-officers scrutiny-reports standing-items
to-follow untitled-item verbal-update work-plan work-programme
"""
_GENERIC: Final = frozenset(_GENERIC_TITLES.split())


@dataclass(slots=True)
class _Sighting:
    """One item without an issue: the meeting that holds it, and the item's tree."""

    meeting: str
    item: Tree
    settled: int


@dataclass(frozen=True, slots=True)
class Joined:
    """What joining adds: records to lay down, and what to tell of the rule, by the number of the source."""

    settled: list[Settled]
    told: dict[int, list[str]] = field(default_factory=dict)


def title_key(title: str) -> str:
    """What makes two titles the same matter: their words, without "(Agenda item 3)"."""
    return name_key(_ASIDE.sub("", title))


def may_join(item: Tree) -> bool:
    """Whether an item can be of a matter that only its title names."""
    key = title_key(item["title"])
    loose = not item.get("issue") and not item.get("routine")
    return loose and key.count("-") + 1 >= _FEWEST_WORDS and key not in _GENERIC and not is_routine(item["title"])


def join(settled: Sequence[Settled], existing: Iterable[Kept], known: Known) -> Joined:
    """The sources with their loose items joined into issues."""
    sightings: dict[str, list[_Sighting]] = {}
    for number, each in enumerate(settled):
        for placed in each.placed:
            _sight(placed, number, sightings)
    if not sightings:
        return Joined(list(settled))
    elsewhere = _elsewhere(existing, sightings)
    joined = Joined(list(settled))
    for key, seen in sorted(sightings.items()):
        _join(key, seen, elsewhere.get(key, {}), known, joined)
    return joined


def _sight(placed: Placed, number: int, sightings: dict[str, list[_Sighting]]) -> None:
    """Note the loose items of a meeting, unless its system says of every item whether it is of a matter."""
    if placed.name.startswith("meetings/") and not _says_itself(placed.tree):
        for item in placed.tree.get("items", ()):
            if may_join(item):
                sightings.setdefault(title_key(item["title"]), []).append(_Sighting(placed.name, item, number))


def _says_itself(meeting: Tree) -> bool:
    """Whether a meeting was read from a system whose items name their matters: an item without one is of none."""
    return any(source.get("format") in _NAMING_SYSTEMS for source in meeting.get("sources", ()))


def _elsewhere(existing: Iterable[Kept], titles: Container[str]) -> dict[str, dict[str, Tree]]:
    """The items of these titles at meetings that are there already, by title and meeting."""
    found: dict[str, dict[str, Tree]] = {}
    for kept in existing:
        name, tree = kept.name, kept.tree
        for item in tree.get("items", ()):
            key = title_key(item["title"])
            if key in titles:
                found.setdefault(key, {})[name] = {**item, "_committee": tree["committee"], "_date": tree["date"]}
    return found


def _join(key: str, seen: Sequence[_Sighting], there: dict[str, Tree], known: Known, joined: Joined) -> None:
    """Join the items of one title: to the issue of that title, or to a new one if two meetings have them."""
    meetings = {each.meeting for each in seen} | set(there)
    titled = known.by_name.get(("issues", key), [])
    issue = (titled[0] if len(titled) == 1 else None) or next(
        (f"issues/{i['issue']}" for i in there.values() if i.get("issue")), None
    )
    if issue is None and len(meetings) < 2:  # noqa: PLR2004 (two make a matter)
        return
    rule = SAME_ISSUE if issue else SAME_TITLE.format(count=len(meetings))
    name = issue or _new_issue(key, seen, known, joined)
    for each in seen:
        each.item["issue"] = name.partition("/")[2]
    numbers = sorted({each.settled for each in seen})
    for number in numbers:
        joined.told.setdefault(number, []).append(f"{name}: {rule}")
    _tell_those_there(name, there, numbers[0], joined)


def _new_issue(key: str, seen: Sequence[_Sighting], known: Known, joined: Joined) -> str:
    """A new issue of the title, told by the first source that has it."""
    name = f"issues/{slugify(key) or 'issue'}"
    count = 2
    while name in known.taken:
        name, count = f"issues/{slugify(key)}-{count}", count + 1
    known.take(name)
    known.by_name.setdefault(("issues", key), []).append(name)
    first = seen[0]
    tree = {"title": _ASIDE.sub("", first.item["title"]), "sources": first.item.get("sources", [])}
    _add(joined, first.settled, Placed(name, tree, (), whole=False))
    return name


def _tell_those_there(name: str, there: dict[str, Tree], number: int, joined: Joined) -> None:
    """Tell the meetings that are there already of the issue of their item."""
    for meeting, item in there.items():
        if not item.get("issue") and not item.get("routine"):
            tree = {"committee": item["_committee"], "date": item["_date"]}
            tree["items"] = [{AIM: item, "issue": name.partition("/")[2]}]
            _add(joined, number, Placed(meeting, tree, (), whole=False))


def _add(joined: Joined, number: int, placed: Placed) -> None:
    """Add a record to a source."""
    before = joined.settled[number]
    joined.settled[number] = replace(before, placed=(*before.placed, placed))
