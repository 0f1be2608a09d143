"""The records as Hugo's users keep them, each once, for Hugo itself to join.

A meeting is a file with its agenda items, and an item has its texts once; meetings, items, decisions, committees and
issues name what they belong to in their front matter; issues, committees, people, topics, wards, letters and years are
taxonomies. All lists, histories and links between pages are the templates' work.

Items in files of their own, in a section for each meeting, took Hugo more than twice the processor time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from plugins.archive import permalinks as at
from plugins.archive.archive import Appearance, Archive
from plugins.archive.records import (
    AgendaItem,
    Attendance,
    Committee,
    Decision,
    Document,
    Issue,
    IssueId,
    Meeting,
    Person,
)
from tests.bench.sources import meeting_name, told

_NEVER = {"render": "never", "list": "always"}
_TABLES = ("items",)


class Kept(msgspec.Struct, frozen=True):
    """A file below Hugo's content folder: its path, its front matter, and its Markdown."""

    path: str
    front: Mapping[str, Any]
    text: str = ""


def records(archive: Archive) -> Iterator[Kept]:
    """Every file, one at a time."""
    yield from (_meeting(archive, meeting) for meeting in archive.meetings.values())
    yield from map(_issue, archive.issues.values())
    yield from map(_committee, archive.committees.values())
    yield from map(_decision, archive.decisions.values())
    yield from map(_person, archive.people.values())
    yield from _ways(archive)


def item_pages(archive: Archive) -> Iterator[Kept]:
    """A page for each item and decision, which names its committee and its issue and is listed with them: a blog."""
    for meeting in archive.meetings.values():
        name = archive.name_on(meeting.committee, meeting.date)
        for one in archive.appearances(meeting):
            front = _in_a_blog(archive, one.item.title, str(meeting.date), one.item.issue) | {"committees": [name]}
            text = (f"{meeting_name(archive, meeting)}, {one.item.number or ''}", *told(one.item))
            yield Kept(f"items/{meeting.id}/{one.position + 1:03d}.md", front, "\n\n".join(text) + "\n")
    for decision in archive.decisions.values():
        front = _in_a_blog(archive, decision.title, str(decision.date), decision.issue)
        yield Kept(f"items/decisions/{decision.id}.md", front, f"{decision.maker}\n\n{_decided(decision)}")


def _in_a_blog(archive: Archive, title: str, day: str, issue: IssueId | None) -> dict[str, Any]:
    return {"title": title, "date": day, "issues": [archive.issues[issue].title] if issue else []}


def write_records(found: Iterable[Kept], folder: Path) -> None:
    """Write the files, with front matter as Hugo makes it by itself: TOML, which it reads faster than YAML."""
    for kept in found:
        path = folder / kept.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"+++\n{_toml(kept.front)}+++\n\n{kept.text}", encoding="utf-8")


def _toml(front: Mapping[str, Any]) -> str:
    """Front matter: a line for each field that is there, and items as tables after them."""
    fields = _fields({name: value for name, value in front.items() if name not in _TABLES})
    tables = [f"[[{name}]]\n{_fields(one)}" for name in _TABLES for one in front.get(name, ())]
    return fields + "".join(tables)


def _fields(values: Mapping[str, Any]) -> str:
    return "".join(f"{name} = {_value(value)}\n" for name, value in values.items() if value)


def _value(value: Any) -> str:
    """A value in one line; a JSON string is a TOML string too."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name} = {_value(one)}" for name, one in value.items() if one) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_value, value)) + "]"
    return msgspec.json.encode(value).decode()


def _meeting(archive: Archive, meeting: Meeting) -> Kept:
    front = {
        "title": meeting_name(archive, meeting),
        "date": f"{meeting.date}T{meeting.start or '00:00'}:00Z",
        "committees": [meeting.committee],
        "committee": meeting.committee,
        "committee_name": archive.name_on(meeting.committee, meeting.date),
        "place": [fact for fact in (meeting.start, meeting.venue) if fact],
        "years": [str(meeting.date.year)],
        "people": [one.person for one in meeting.attendance if one.person],
        "attendance": [_present(one) for one in meeting.attendance],
        "documents": _papers(meeting.documents),
        "items": [_item(one) for one in archive.appearances(meeting)],
    }
    return Kept(f"{at.meeting_address(meeting.id).rstrip('/')}.md", front)


def _present(one: Attendance) -> dict[str, Any]:
    return {"name": one.name, "person": one.person, "role": one.role, "status": one.status.value}


def _item(one: Appearance) -> dict[str, Any]:
    item = one.item
    return {
        "title": item.title,
        "number": item.number,
        "anchor": one.anchor,
        "issue": item.issue,
        "presented_by": item.presented_by,
        "documents": _papers(item.documents),
        "text": _texts(item),
    }


def _texts(item: AgendaItem) -> str:
    """An item's texts under their headings."""
    parts = (("Summary", item.summary), ("Decision", item.decision), ("Minutes", item.minutes))
    return "\n\n".join(f"### {name}\n\n{text.strip()}" for name, text in parts if text)


def _papers(documents: Sequence[Document]) -> list[dict[str, Any]]:
    return [
        {
            "title": " ".join(fact for fact in (one.reference, one.display_title or one.title) if fact),
            "files": [{"format": r.format, "url": r.url, "size": r.size_as_written} for r in one.renditions if r.url],
        }
        for one in documents
    ]


def _issue(issue: Issue) -> Kept:
    letters = [at.issue_letter(issue.title)]
    front = {"title": issue.title, "topics": issue.topics, "wards": issue.wards, "letters": letters}
    return Kept(f"{at.issue_address(issue.id)}_index.md", front, issue.summary or "")


def _committee(committee: Committee) -> Kept:
    names = [name.name for name in reversed(committee.names)]
    members = [{"name": one.name, "person": one.person, "role": one.role} for one in committee.members]
    people = [one.person for one in committee.members if one.person]
    front = {"title": names[0], "names": names, "people": people, "members": members}
    return Kept(f"{at.committee_address(committee.id)}_index.md", front, committee.purpose or "")


def _decision(decision: Decision) -> Kept:
    front = {
        "title": decision.title,
        "date": str(decision.date),
        "maker": decision.maker,
        "issues": [decision.issue] if decision.issue else [],
        "people": [decision.maker_person] if decision.maker_person else [],
        "documents": _papers(decision.documents),
    }
    return Kept(f"{at.decision_address(decision.id).rstrip('/')}.md", front, _decided(decision))


def _decided(decision: Decision) -> str:
    """A decision's texts."""
    texts = (decision.summary, decision.decision, decision.reasons_text, decision.alternatives)
    return "\n\n".join(filter(None, texts)) + "\n"


def _person(person: Person) -> Kept:
    facts = [fact for fact in (person.role, person.party, person.ward) if fact]
    return Kept(f"{at.person_address(person.id)}_index.md", {"title": person.name, "facts": facts}, person.note or "")


def _ways(archive: Archive) -> Iterator[Kept]:
    """What has a title of its own: topics, wards, years of decisions, the way to all lists; and what has no page."""
    for of, groups in ((at.topic_address, archive.topics()), (at.ward_address, archive.wards())):
        yield from (Kept(f"{of(one.slug)}_index.md", {"title": one.name}) for one in groups.values())
    for year in archive.decision_years():
        yield Kept(f"{at.decisions_year_address(year)}_index.md", {"title": f"Decisions of {year}"})
    yield from (Kept(f"{name}/_index.md", {"title": name.title()}) for name in ("committees", "people"))
    unseen = ("issues", "topics", "wards", "letters", "years", "meetings", "decisions")
    yield from (Kept(f"{name}/_index.md", {"build": _NEVER}) for name in unseen)
    yield Kept("browse.md", {"title": archive.settings.name, "layout": "browse"})
