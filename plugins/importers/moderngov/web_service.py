"""Answers of ModernGov's web service (XML): committees, meetings, one meeting, councillors by ward, an attachment.

    committees         = committee*                                      GetCommittees
    getmeetings        = committee(meeting*)*                            GetMeetings, GetAllMeetingsByDate
    meeting            = about agendaitem* attendee*                     GetMeeting
    councillorsbyward  = ward(councillor*)*                              GetCouncillorsByWard
    attachment         = attachmentdetails                               GetAttachment

Names are read without their namespace and without regard to case. HTML within an element is prose; entities written
twice are read twice. What records do not hold by rule (numbers, flags, photographs, home addresses) is furniture.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from plugins.archive.records import AgendaItem, Committee, CommitteeId, Meeting, MeetingStatus
from plugins.archive.text import squeeze
from plugins.importers.drafts import Left, Page, Reading, Stray, What
from plugins.importers.found import Found
from plugins.importers.moderngov.addresses import key
from plugins.importers.moderngov.headings import clock_time, committee_name, meeting_status, written_date
from plugins.importers.moderngov.old_site import addressed
from plugins.importers.moderngov.service_items import document, read_item
from plugins.importers.moderngov.service_people import attendance, read_ward
from plugins.importers.recognise import Unreadable
from plugins.importers.xml_trees import Node, decoded, root_of

EMPTY: Final = "the answer holds no record"
NO_COMMITTEE: Final = "the answer does not name the meeting's committee"
NO_DATE: Final = "a meeting without a day of the calendar"
ALONE: Final = "an attachment alone: the answer does not say to which item it belongs"
_SYSTEM: Final = (
    "meetingid", "isdisplayallowed", "iswebcast", "agendaid", "agendapublished", "decisionpublished", "minutepublished",
    "meetingactualstarttime", "meetingplannedfinishtime", "meetingactualfinishtime", "meetingstatus", "meetingtime",
)  # fmt: skip


def read(page: Page) -> Reading | Unreadable:
    """What an answer yields."""
    root = root_of(page.text)
    if isinstance(root, str):
        return Unreadable(root)
    answer = next((node for node in root.walk() if node.name in _READERS), None)
    if answer is None:
        return Unreadable(f'XML whose root is "{root.name}": no answer of the web service')
    kind, reader = _READERS[answer.name]
    what, found = What("moderngov-xml", kind), Found()
    reader(page, answer, what, found)
    for node in root.unread():
        found.nowhere_text(node.line, f"{node.name}: {node.text}")
    for line, words in root.furniture():
        found.scaffold(line, words)
    if not found.drafts and not found.strays:
        found.assume(1, page.name, EMPTY)
    return addressed(found.reading(what), page)


# --- committees and lists of meetings ----------------------------------------------------------------------------


def _committees(page: Page, answer: Node, what: What, found: Found) -> None:
    """Every committee of a list; one that was deleted is kept, for meetings of it may be known."""
    answer.skip("committeescount")
    for node in answer.all("committee"):
        _committee(page, node, what, found)


def _committee(page: Page, node: Node, what: What, found: Found) -> CommitteeId | None:
    """One committee."""
    title, number = node.take("committeetitle"), node.take("committeeid")
    node.skip("committeeid", "committeedeleted", "committeeexpired", "committeecategory", "committeemeetingcount")
    if title is None:
        return None
    token = CommitteeId(f"committee:{number or title}")
    record = Committee(names=committee_name(title).names, sources=(page.source(what, node.line),))
    found.draft(record, token, (key(page, "committee", number),) if number else ())
    return token


def _meetings(page: Page, answer: Node, what: What, found: Found) -> None:
    """Every meeting of every committee of a list."""
    answer.skip("meetingscount", "committeescount")
    for node in answer.all("committee"):
        committee = _committee(page, node, what, found)
        for each in (node.find("committeemeetings") or node).all("meeting"):
            if committee is not None:
                _add(page, each, what, found, committee)


# --- one meeting -------------------------------------------------------------------------------------------------


def _meeting(page: Page, answer: Node, what: What, found: Found) -> None:
    """A meeting with its agenda. Only its items and documents name the committee."""
    name = next((text for node in answer.walk() for text in [_committee_named(node)] if text), None)
    committee = found.committee(committee_name(name).names, page.source(what, answer.line)) if name else None
    _add(page, answer, what, found, committee)


def _committee_named(node: Node) -> str | None:
    """The committee that an item or document names."""
    return node.take("refertocommittee") or node.take("committeetitle")


def _add(page: Page, node: Node, what: What, found: Found, committee: CommitteeId | None) -> None:
    """Add one meeting with everything that its element tells."""
    words = node.words()
    day, number = written_date(node.take("meetingdate") or ""), node.take("meetingid")
    items = node.find("agendaitems")
    if day is None:
        found.nowhere_text(node.line, f"{NO_DATE}: {node.words()}")
        return
    status, note = _status(node.take("meetingstatus"))
    read_items = tuple(read_item(each, page, what) for each in items.all("agendaitem")) if items is not None else ()
    people = node.find("attendees")
    meeting = Meeting(
        committee=committee or CommitteeId(""),
        date=day,
        start=clock_time(node.take("meetingtime") or ""),
        end=clock_time(node.take("meetingactualfinishtime") or ""),
        venue=", ".join(filter(None, (node.take("meetinglocation"), node.take("meetingroom")))) or None,
        status=status,
        status_note=note,
        attendance=attendance(page, people.all("attendee"), what, found) if people is not None else (),
        items=read_items,
        sources=(page.source(what, node.line),),
    )
    node.skip(*_SYSTEM)
    keys = (key(page, "meeting", number),) if number else ()
    if committee is None:
        found.orphan(meeting, keys, words, NO_COMMITTEE)
    else:
        found.meeting(meeting, keys, whole=items is not None)


def _status(text: str | None) -> tuple[MeetingStatus, str | None]:
    """A meeting's status, and the words of one that says more than "Confirmed"."""
    folded = (text or "confirmed").casefold()
    if folded.startswith(("provisional", "draft")):
        return MeetingStatus.SCHEDULED, text
    status = meeting_status(text) if not folded.startswith("confirmed") else MeetingStatus.HELD
    return status, None if folded in {"confirmed", status.value} else text


# --- councillors and attachments ---------------------------------------------------------------------------------


def _wards(page: Page, answer: Node, what: What, found: Found) -> None:
    """The councillors of every ward."""
    for node in (answer.find("wards") or answer).all("ward"):
        read_ward(page, node, what, found)


def _attachment(page: Page, answer: Node, what: What, found: Found) -> None:
    """An attachment alone: it is a paper of the item that it names, at the meeting that it names.

    One of a decision belongs to a known item of that title and day, if there is one.
    """
    details = answer.find("attachmentdetails") or answer
    committee, title = _told(details, "committeetitle"), _told(details, "ownertitle")
    day = written_date(_told(details, "meetingdate") or "")
    if committee is None or title is None or day is None:
        found.nowhere_text(answer.line, ALONE)
        return
    source = page.source(what, answer.line)
    words, decides = answer.words(), (details.take("isdecisionattachment") or "").casefold() == "true"
    item = AgendaItem(title=title, documents=(document(details, page, of=None),), sources=(source,))
    if decides:
        found.strays.append(Stray(item, day, lines=(Left(answer.line, words, ALONE),)))
        return
    group = found.committee(committee_name(committee).names, source)
    found.meeting(Meeting(committee=group, date=day, items=(item,), sources=(source,)))


def _told(node: Node, name: str) -> str | None:
    """The words of a child, which stay unread: nobody knows yet whether they find a place."""
    return next((squeeze(decoded(each.text)) or None for each in node.children if each.name == name), None)


_Reader = Callable[[Page, Node, What, Found], None]
_READERS: Final[dict[str, tuple[str, _Reader]]] = {
    "councillorsbyward": ("councillors", _wards),
    "getmeetings": ("meetings", _meetings),
    "committees": ("committees", _committees),
    "attachment": ("attachment", _attachment),
    "meeting": ("meeting", _meeting),
}
