"""Records for tests, made from the few facts a test is about."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from plugins.archive.archive import Archive
from plugins.archive.link import Records, link
from plugins.archive.places import AnyRecord
from plugins.archive.records import (
    AgendaItem,
    ArchiveSettings,
    Committee,
    CommitteeId,
    DatedName,
    Decision,
    DecisionId,
    Issue,
    IssueId,
    Meeting,
    MeetingId,
    Person,
    PersonId,
)
from plugins.build.settings import BuildSettings


def make_committee(identifier: str = "cabinet", *names: DatedName | str, **facts: Any) -> Committee:
    """A committee; a name may be plain text."""
    dated = tuple(n if isinstance(n, DatedName) else DatedName(name=n) for n in names or (identifier.title(),))
    return Committee(id=CommitteeId(identifier), names=dated, **facts)


def make_item(title: str = "Parks", **facts: Any) -> AgendaItem:
    """An agenda item."""
    return AgendaItem(title=title, **facts)


def make_meeting(committee: str = "cabinet", date: str = "2020-05-06", *items: AgendaItem, **facts: Any) -> Meeting:
    """A meeting on a day, with its items."""
    day = dt.date.fromisoformat(date)
    identifier = MeetingId(f"{committee}/{date}")
    return Meeting(id=identifier, committee=CommitteeId(committee), date=day, items=items, **facts)


def make_issue(identifier: str = "parks", title: str | None = None, **facts: Any) -> Issue:
    """An issue."""
    return Issue(id=IssueId(identifier), title=title or identifier.title(), **facts)


def make_person(identifier: str = "jo-field", name: str | None = None, **facts: Any) -> Person:
    """A person."""
    return Person(id=PersonId(identifier), name=name or identifier.replace("-", " ").title(), **facts)


def make_decision(identifier: str = "2020/cycle-grant", date: str = "2020-05-06", **facts: Any) -> Decision:
    """A decision outside a meeting."""
    facts.setdefault("title", "Cycle grant")
    facts.setdefault("maker", "Head of Transport")
    return Decision(id=DecisionId(identifier), date=dt.date.fromisoformat(date), **facts)


def make_archive(*records: AnyRecord, settings: ArchiveSettings | None = None) -> Archive:
    """An archive of the records, which must link; a committee is made for each meeting that lacks one."""
    committees = {r.id: r for r in records if isinstance(r, Committee)}
    meetings = tuple(r for r in records if isinstance(r, Meeting))
    for meeting in meetings:
        committees.setdefault(meeting.committee, make_committee(meeting.committee))
    archive, findings = link(
        Records(
            settings=settings or ArchiveSettings(name="Exampleton Borough Council"),
            committees=tuple(committees.values()),
            meetings=meetings,
            issues=tuple(r for r in records if isinstance(r, Issue)),
            people=tuple(r for r in records if isinstance(r, Person)),
            decisions=tuple(r for r in records if isinstance(r, Decision)),
        )
    )
    assert findings == ()
    return archive


def build_settings(folder: Path, **settings: Any) -> BuildSettings:
    """The settings of a build below a folder, with its own folders there."""
    names = ("content", "new-output", "new-cache", "output", "cache", "theme")
    for name in names:
        (folder / name).mkdir(parents=True, exist_ok=True)
    folders = {name: folder / name for name in ("content", "theme")}
    return BuildSettings(
        **folders,
        output=folder / "new-output",
        cache=folder / "new-cache",
        final_output=folder / "output",
        final_cache=folder / "cache",
        **settings,
    )
