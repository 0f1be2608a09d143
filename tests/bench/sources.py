"""The same pages for other generators, as Markdown: each record's own, and the lists of them.

Links and lists are written out, which spares the neighbours the joining; each has the words that our page has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec

from plugins.archive import permalinks as at
from plugins.archive.archive import Appearance, Archive, Presence
from plugins.archive.dates import format_long
from plugins.archive.records import AgendaItem, Attendance, Committee, Decision, Document, Issue, Meeting, Person
from plugins.archive.sketches import Sketch

Heading = Callable[[str, str], str]
"""A heading's text and anchor as a generator's Markdown wants them."""


class Source(msgspec.Struct, frozen=True):
    """A page: its address, title, kind, an ISO day, and its Markdown."""

    address: str
    title: str
    kind: str
    day: str
    text: str


def with_attributes(title: str, anchor: str) -> str:
    """A heading with its anchor as Goldmark and Python-Markdown read it."""
    return f"{title} {{#{anchor}}}"


def with_markup(title: str, anchor: str) -> str:
    """A heading with its anchor as markup."""
    return f'<a id="{anchor}"></a>{title}'


def sources(archive: Archive, heading: Heading) -> Iterator[Source]:
    """Every page, one at a time."""
    yield from (_meeting(archive, meeting, heading) for meeting in archive.meetings.values())
    yield from (_issue(archive, issue, heading) for issue in archive.issues.values())
    yield from (_committee(archive, committee) for committee in archive.committees.values())
    yield from (_decision(archive, decision) for decision in archive.decisions.values())
    yield from (_person(archive, person) for person in archive.people.values())
    yield from _lists(archive)


def _meeting(archive: Archive, meeting: Meeting, heading: Heading) -> Source:
    before, after = archive.neighbours(meeting.id)
    facts = [
        _link(archive.name_on(meeting.committee, meeting.date), at.committee_address(meeting.committee)),
        ", ".join(fact for fact in (meeting.start, meeting.venue) if fact),
        *(_meeting_link(archive, one) for one in (before, after) if one),
    ]
    parts = [
        *facts,
        *(("## Attendance", _bullets(map(_present, meeting.attendance))) if meeting.attendance else ()),
        *(("## Papers", _bullets(map(_paper, meeting.documents))) if meeting.documents else ()),
        *("## Agenda", _bullets(_link(one.item.title, f"#{one.anchor}") for one in archive.appearances(meeting))),
        *(part for one in archive.appearances(meeting) for part in _item(archive, one, heading)),
    ]
    return Source(
        at.meeting_address(meeting.id), meeting_name(archive, meeting), "meeting", str(meeting.date), _text(parts)
    )


def meeting_name(archive: Archive, meeting: Meeting | Sketch) -> str:
    return f"{archive.name_on(meeting.committee, meeting.date)}, {format_long(meeting.date)}"


def _item(archive: Archive, appearance: Appearance, heading: Heading) -> Iterator[str]:
    item = appearance.item
    yield "## " + heading(f"{item.number or ''} {item.title}".strip(), appearance.anchor)
    if item.issue:
        issue = archive.issues[item.issue]
        yield "Issue: " + _link(issue.title, at.issue_address(issue.id))
    yield from told(item)


def told(item: AgendaItem) -> Iterator[str]:
    """What an item says, wherever it is shown."""
    yield from (f"Presented by {one}" for one in (item.presented_by,) if one)
    if item.documents:
        yield from ("### Documents", _bullets(map(_paper, item.documents)))
    for name, text in (("Summary", item.summary), ("Decision", item.decision), ("Minutes", item.minutes)):
        if text:
            yield from (f"### {name}", text.strip())


def _issue(archive: Archive, issue: Issue, heading: Heading) -> Source:
    found = archive.items_on(issue.id)
    others = [_link(one.title, at.decision_address(one.id)) for one in archive.decisions_on(issue.id)]
    parts = [
        issue.summary or "",
        ", ".join((*issue.topics, *issue.wards)),
        _bullets([_link(meeting_name(archive, one.meeting), f"#{_in_issue(one)}") for one in found]),
        _bullets(others),
        *(part for one in found for part in _step(archive, one, heading)),
    ]
    day = str(found[-1].meeting.date) if found else "2000-01-01"
    return Source(at.issue_address(issue.id), issue.title, "issue", day, _text(parts))


def _in_issue(appearance: Appearance) -> str:
    return f"{appearance.meeting.committee}-{appearance.meeting.date}-{appearance.anchor}"


def _step(archive: Archive, one: Appearance, heading: Heading) -> Iterator[str]:
    yield "## " + heading(meeting_name(archive, one.meeting), _in_issue(one))
    yield _link(one.item.title, f"{at.meeting_address(one.meeting.id)}#{one.anchor}")
    yield from told(one.item)


def _committee(archive: Archive, committee: Committee) -> Source:
    meetings = [_meeting_link(archive, one) for one in archive.meetings_of(committee.id)]
    names = [", formerly ".join(name.name for name in reversed(committee.names))]
    members = _bullets(member.name for member in committee.members)
    parts = [*names, committee.purpose or "", "## Members", members, "## Meetings", _bullets(meetings)]
    title = archive.name_now(committee.id)
    return Source(at.committee_address(committee.id), title, "committee", "2000-01-01", _text(parts))


def _decision(archive: Archive, decision: Decision) -> Source:
    issue = archive.issues.get(decision.issue) if decision.issue else None
    texts = (decision.summary, decision.decision, decision.reasons_text, decision.alternatives)
    issues = [_link(issue.title, at.issue_address(issue.id))] if issue else []
    parts = [decision.maker, *issues, *(text or "" for text in texts), _bullets(map(_paper, decision.documents))]
    return Source(at.decision_address(decision.id), decision.title, "decision", str(decision.date), _text(parts))


def _person(archive: Archive, person: Person) -> Source:
    memberships = [
        f"{_link(archive.name_now(one.committee.id), at.committee_address(one.committee.id))}, {one.member.role or ''}"
        for one in archive.memberships_of(person.id)
    ]
    attended = [_attended(archive, one) for one in archive.attendance_of(person.id)]
    decisions = [_link(one.title, at.decision_address(one.id)) for one in archive.decisions_of(person.id)]
    facts = ", ".join(fact for fact in (person.role, person.party, person.ward) if fact)
    parts = [facts, person.note or "", *map(_bullets, (memberships, decisions, attended))]
    return Source(at.person_address(person.id), person.name, "person", "2000-01-01", _text(parts))


def _attended(archive: Archive, presence: Presence) -> str:
    return f"{_meeting_link(archive, presence.meeting)}, {presence.attendance.status.value}"


def _lists(archive: Archive) -> Iterator[Source]:
    """Issues by letter, topic and ward, meetings and decisions by year, committees, people, and the way to them."""
    ways: list[tuple[str, str]] = []
    for title, address, links in _listed(archive):
        ways.append((title, address))
        yield Source(address, title, "list", "2000-01-01", _bullets(_link(*link) for link in links))
    yield Source("browse/", archive.settings.name, "list", "2000-01-01", _bullets(_link(*way) for way in ways))


def _listed(archive: Archive) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    """Each list: its title, its address, and its links."""
    for letter, issues in archive.issues_by_letter().items():
        yield f"Issues, {letter.upper()}", at.issues_letter_address(letter), _of_issues(issues)
    for of, groups in ((at.topic_address, archive.topics()), (at.ward_address, archive.wards())):
        yield from ((one.name, of(one.slug), _of_issues(one.issues)) for one in groups.values())
    for year in archive.years():
        meetings = [(meeting_name(archive, one), at.meeting_address(one.id)) for one in archive.meetings_in(year)]
        yield f"Meetings of {year}", at.meetings_year_address(year), meetings
    for year in archive.decision_years():
        decisions = [(one.title, at.decision_address(one.id)) for one in archive.decisions_in(year)]
        yield f"Decisions of {year}", at.decisions_year_address(year), decisions
    yield (
        "Committees",
        at.COMMITTEES,
        [(archive.name_now(one), at.committee_address(one)) for one in archive.committees],
    )
    yield "People", at.PEOPLE, [(one.name, at.person_address(one.id)) for one in archive.people.values()]


def _of_issues(issues: Iterable[Issue]) -> list[tuple[str, str]]:
    return [(one.title, at.issue_address(one.id)) for one in issues]


def _meeting_link(archive: Archive, meeting: Meeting | Sketch) -> str:
    return _link(meeting_name(archive, meeting), at.meeting_address(meeting.id))


def _link(text: str, address: str) -> str:
    shown = text.replace("[", "(").replace("]", ")")
    return f"[{shown}]({address})" if address.startswith("#") else f"[{shown}](/{address})"


def _bullets(texts: Iterable[str]) -> str:
    return "\n".join(f"- {text}" for text in texts)


def _present(one: Attendance) -> str:
    name = _link(one.name, at.person_address(one.person)) if one.person else one.name
    return ", ".join(fact for fact in (name, one.role, one.status.value) if fact)


def _paper(document: Document) -> str:
    shown = " ".join(fact for fact in (document.reference, document.display_title or document.title) if fact)
    files = [f"[{one.format}]({one.url}) {one.size_as_written or ''}" for one in document.renditions if one.url]
    return ", ".join((shown, *files))


def _text(parts: Iterable[str]) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"


def write_front_matter(found: Iterable[Source], folder: Path) -> int:
    """Write pages as Hugo and Eleventy read them; how many."""
    count = 0
    for count, source in enumerate(found, 1):  # noqa: B007 - counts
        given = {"title": source.title, "kind": source.kind, "date": source.day, "permalink": f"/{source.address}"}
        head = "\n".join(f"{name}: {msgspec.json.encode(value).decode()}" for name, value in given.items())
        _write(folder, source, f"---\n{head}\n---\n\n{source.text}")
    return count


def write_articles(found: Iterable[Source], folder: Path) -> None:
    """Write pages as Pelican's articles."""
    for source in found:
        place = source.address.rstrip("/")
        head = f"Title: {source.title}\nDate: {source.day}\nKind: {source.kind}\nSlug: {place.replace('/', '-')}\n"
        _write(folder, source, f"{head}Save_as: {place}/index.html\nURL: {place}/\n\n{source.text}")


def _write(folder: Path, source: Source, text: str) -> None:
    path = folder / f"{source.address.rstrip('/')}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
