"""The page of one meeting as text: "Agenda and minutes" and its sister titles.

    page  = frame* KIND heading about* "Items"? "No. Item"? item+ frame*
    about = "Venue:" text | "Contact:" text | "Note:" text | pack | other-line

Lines between heading and items that are nothing else are the meeting's note. Without a heading a page does not say
which meeting it is of, and nothing is guessed: all of it is reported.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from msgspec import structs

from plugins.archive.records import AgendaItem, Contact, Document, DocumentKind, Issue, Meeting, MinutesStatus, Source
from plugins.importers.drafts import Page, Reading, What
from plugins.importers.found import Found
from plugins.importers.lines import Line
from plugins.importers.moderngov.addresses import is_file, keys_of, numbers, own_keys
from plugins.importers.moderngov.agenda import ItemLines, split_items
from plugins.importers.moderngov.documents import has_file, linked_document
from plugins.importers.moderngov.fields import contact, labels_within
from plugins.importers.moderngov.frame import without_frame
from plugins.importers.moderngov.headings import MeetingHeading, committee_name, meeting_heading
from plugins.importers.moderngov.labels import (
    is_furniture,
    is_items_heading,
    is_sure_furniture,
    page_kind,
    section_label,
)
from plugins.importers.moderngov.old_site import with_number
from plugins.importers.moderngov.sections import prose, read_item
from plugins.importers.routine import is_routine

UNTITLED = "Untitled item"
NO_MEETING = "the page does not say which meeting it is of"
_ABOUT = re.compile(
    r"(?P<label>Venue|Contact|Note|Notes|Lleoliad|Cyswllt|Nodyn|Media|Location)\s?:\s*(?P<value>.*)",
    re.IGNORECASE | re.DOTALL,
)
_FIELDS = {
    "venue": "venue", "location": "venue", "lleoliad": "venue", "contact": "contact", "cyswllt": "contact",
    "note": "note", "notes": "note", "nodyn": "note", "media": "note",
}  # fmt: skip
_MARK = re.compile(r"#AI(\d{1,9})")
_DIRECTIONS = re.compile(r"\s*(?:View directions|Cyfarwyddiadau)\.?\s*$")
_PACKS = (
    (re.compile(r"(?i)reports? pack|agenda pack"), DocumentKind.PACK),
    (re.compile(r"(?i)minutes"), DocumentKind.MINUTES),
    (re.compile(r"(?i)decisions"), DocumentKind.DECISIONS),
    (re.compile(r"(?i)agenda|frontsheet"), DocumentKind.AGENDA),
)


@dataclass(slots=True)
class _About:
    """What stands between a meeting's heading and its items."""

    venue: str | None = None
    contact: Contact | None = None
    note: list[Line] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)


def read(page: Page, lines: Sequence[Line], what: What) -> Reading:
    """The meeting with all its items, and its committee."""
    found = Found()
    body = without_frame(lines, "meeting", found, links=True)
    place = next((n for n, line in enumerate(body) if meeting_heading(line.text)), None)
    heading = meeting_heading(body[place].text) if place is not None else None
    if place is None or heading is None:
        found.nowhere(body, NO_MEETING)
        return found.reading(what)
    found.nowhere(body[:place])
    found.scaffold(body[place].number, heading.scaffold)
    head, items = _items(body[place + 1 :], found)
    source = page.source(what, body[place].number)
    before = [line for line in lines if line.number <= (items[0].line if items else line.number)]
    committee_keys = own_keys(page, "committee") or keys_of(page, before, "committee")
    meeting = _meeting(heading, _about(head, page, found), source, found, committee_keys)
    read_items = tuple(_item(each, page, what, found) for each in items if not _is_bare(each, found))
    keys = own_keys(page, "meeting") or keys_of(page, before, "meeting")
    found.meeting(structs.replace(meeting, items=read_items, minutes_status=_minutes_status(lines)), keys, whole=True)
    return found.reading(what)


def _minutes_status(lines: Sequence[Line]) -> MinutesStatus | None:
    """Draft, where the page's title says so."""
    title = next((line.text.casefold() for line in lines if page_kind(line.text) == "meeting"), "")
    return MinutesStatus.DRAFT if "draft" in title or "drafft" in title else None


def _items(lines: Sequence[Line], found: Found) -> tuple[Sequence[Line], list[ItemLines]]:
    """What stands before the items, and the items."""
    marks = [n for n, line in enumerate(lines) if is_items_heading(line.text)]
    start = marks[-1] + 1 if marks and marks[-1] - marks[0] <= 1 else (marks[0] + 1 if marks else 0)
    before, items = split_items(lines[start:])
    found.furniture(lines[n] for n in marks if n < start)
    head = [line for n, line in enumerate(lines[:start]) if n not in marks]
    found.furniture(line for line in before if "th" in line.roles)
    before = [line for line in before if "th" not in line.roles]
    if marks and before:
        found.furniture(line for line in before if is_furniture(line))
        found.nowhere((line for line in before if not is_furniture(line)), "a line before the first item")
        return head, items
    return [*head, *before], items


def _meeting(heading: MeetingHeading, about: _About, source: Source, found: Found, keys: Sequence[str]) -> Meeting:
    """The meeting without its items; its committee is added to what was found."""
    printed = committee_name(heading.committee)
    found.scaffold(source.line or 1, printed.scaffold)
    return Meeting(
        committee=found.committee(printed.names, source, keys),
        date=heading.date,
        start=heading.start,
        venue=about.venue,
        status=heading.status,
        status_note=heading.status_note,
        note=prose(about.note),
        contact=about.contact,
        documents=tuple(about.documents),
        sources=(source,),
    )


def _about(lines: Sequence[Line], page: Page, found: Found) -> _About:
    """Venue, contact, packs and notes of a meeting."""
    about = _About()
    for line in lines:
        match = _ABOUT.fullmatch(line.text)
        if is_furniture(line):
            found.furniture([line])
        elif match:
            _note_field(_FIELDS[match["label"].casefold()], match, line, about, found)
        elif has_file(line.text) or any(is_file(link.url) for link in line.links):
            about.documents.append(pack(line, page, found))
        else:
            about.note.append(line)
    return about


def _note_field(name: str, match: re.Match[str], line: Line, about: _About, found: Found) -> None:
    """Put the value of a label where it belongs; a second one of its kind is a note."""
    value = match["value"].strip()
    if name == "venue" and about.venue is None:
        about.venue = _DIRECTIONS.sub("", value) or None
        found.scaffold(line.number, match["label"] + ": " + value[len(about.venue or "") :])
    elif name == "contact" and about.contact is None:
        about.contact = contact(value)
        found.scaffold(line.number, f"{match['label']}: {labels_within(value, about.contact)}")
    elif value:
        about.note.append(line)
    else:
        found.furniture([line])


def pack(line: Line, page: Page, found: Found) -> Document:
    """A document of the whole meeting."""
    printed = linked_document(line, page, kind=next((kind for words, kind in _PACKS if words.search(line.text)), None))
    found.scaffold(line.number, printed.scaffold)
    return printed.document


def _after_links(lines: Sequence[Line], found: Found) -> Sequence[Line]:
    """The lines from the first that is no list of links, so that an item's heading comes first."""
    first = next((n for n, line in enumerate(lines) if not is_sure_furniture(line)), len(lines))
    found.furniture(lines[:first])
    return lines[first:]


def _is_bare(each: ItemLines, found: Found) -> bool:
    """Whether an item has labels and nothing else, as a row has whose links an extractor lost; if so, it is noted."""
    bare = each.number is None and all(section_label(line.text) is not None for line in each.lines)
    found.furniture(each.lines if bare else ())
    return bare


def _item(each: ItemLines, page: Page, what: What, found: Found) -> AgendaItem:
    """One item of the agenda."""
    lines = _after_links(each.lines, found)
    reading = read_item(
        lines, page, number=each.number, headed=each.headed, matter=UNTITLED, source=page.source(what, each.line)
    )
    found.left.extend(reading.left)
    found.assumed.extend(reading.assumed)
    routine = is_routine(reading.item.title)
    keys = () if routine else keys_of(page, each.lines, "issue")
    issue = found.issue(Issue(title=reading.item.title, sources=reading.item.sources), keys) if keys else None
    item = structs.replace(reading.item, routine=routine, issue=issue)
    return with_number(item, page, _number_of(each.lines))


def _number_of(lines: Sequence[Line]) -> str | None:
    """The system's number of an item: in a link to its decision or its own page, or where the page marks it."""
    linked = (number for line in lines for link in line.links if (number := numbers(link.url).get("item")))
    marked = (match[1] for line in lines for role in line.roles if (match := _MARK.fullmatch(role)))
    return next(linked, None) or next(marked, None)
