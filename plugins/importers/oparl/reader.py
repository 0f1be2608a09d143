"""OParl's pages → readings. All pages of an import are read together, for their objects refer to one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from msgspec import structs

from plugins.archive.records import AgendaItem, Committee, CommitteeId, DatedName, Issue, Meeting, Person, Source
from plugins.importers.answers import Drafting
from plugins.importers.drafts import FURNITURE, NO_PLACE, Draft, Left, Loose, Page, Reading, What
from plugins.importers.json_pages import is_internal
from plugins.importers.oparl.meetings import bare_name, items_of, key, meeting_of, when
from plugins.importers.oparl.objects import Index, Thing, index, objects, page_kind, paper_of, things
from plugins.importers.oparl.papers import RELATED, issue_of, keys_of
from plugins.importers.oparl.people import committee_of, member_of, organization_of, person_of

NOWHERE: Final = "it belongs to something that no source has"
DELETED: Final = "deleted at its source: it makes no record"
NO_DAY: Final = "a meeting without a day"
NO_PAPER: Final = "no source has this paper, so the item names no issue"
NO_RELATED: Final = "no source has this related paper"
_OF_THE_SYSTEM: Final = frozenset({"System", "Body", "LegislativeTerm"})
_CODES: Final = frozenset({"unbekannt"})


def read(page: Page, value: object) -> Reading | None:
    """The objects of a page, to be read with those of other pages; `None` where they are not OParl's."""
    if isinstance(value, dict) and value.get("data") == [] and ("pagination" in value or "links" in value):
        return Reading(What("oparl", "empty list"))
    found = objects(value)
    if not found:
        return None
    return Reading(What("oparl", page_kind(found)), loose=Loose(page, tuple(found)))


def finish(readings: Sequence[Reading]) -> list[Reading]:
    """The readings of all pages of an import."""
    pages = [_Page(each.what, each.loose) for each in readings if each.loose is not None]
    found: list[Thing] = []
    for number, page in enumerate(pages):
        found += things(page.objects, number, page.loose.page.text)
    _Finisher(index(found), pages).finish()
    return [page.reading() for page in pages]


@dataclass(slots=True)
class _Page(Drafting):
    """One page while it is read: the drafts that came of its objects, and what was left."""

    what: What
    loose: Loose
    assumed: list[Left] = field(default_factory=list)

    @property
    def objects(self) -> list[dict[str, Any]]:
        """The page's objects."""
        return [each for each in self.loose.objects if isinstance(each, dict)]

    def source(self, thing: Thing) -> Source:
        """Where a record was read, with the address under which people find it."""
        source = self.loose.page.source(self.what, thing.line)
        web = thing.fields.url("web") or thing.fields.url("id")
        return structs.replace(source, url=web) if web else source

    def meeting(self, record: Meeting, token: str, address: str, items: Sequence[str]) -> None:
        """Add a whole meeting of this address, whose items have these addresses, unless the page has told the same."""
        keys = (key("meeting", address),) if address else ()
        draft = Draft(record, token, keys, whole=True, item_keys=tuple(map(_item_key, items)))
        self.drafts.setdefault(f"Meeting {token}", draft)

    def add_item(self, record: Meeting, address: str, item: str) -> None:
        """Add to a meeting of this address what the page tells of one item more."""
        token = key("meeting", address)
        before = self.drafts.get(f"Meeting {token}", Draft(record, token, (token,)))
        if before.record is not record and isinstance(before.record, Meeting):
            record = structs.replace(record, items=(*before.record.items, *record.items))
        keys = (*before.item_keys, _item_key(item))
        self.drafts[f"Meeting {token}"] = Draft(record, token, (token,), item_keys=keys)

    def note(self, line: int, text: str, rule: str) -> None:
        """Note something for the report, once."""
        left = Left(line, text, rule)
        if left not in self.assumed[-50:]:
            self.assumed.append(left)

    def reading(self) -> Reading:
        """What the page yields."""
        return Reading(self.what, tuple(self.drafts.values()), self.sorted_left(), tuple(self.assumed))


@dataclass(slots=True)
class _Finisher:
    """Makes drafts of everything that an index holds."""

    made: Index
    pages: list[_Page]

    def finish(self) -> None:
        """All drafts, then what no record holds."""
        for thing in self.made.all:
            if thing.kind == "Membership" and (organization := organization_of(self.made, thing)):
                self.made.memberships[organization.id].append(thing)
        for thing in self.made.all:
            if thing.is_deleted:
                self.pages[thing.page].note(thing.line, thing.id, DELETED)
            elif (tell := self._tellers().get(thing.kind)) is not None:
                tell(thing, self.pages[thing.page])
        for thing in self.made.all:
            self._leave(thing)

    def _tellers(self) -> dict[str, Any]:
        """What makes drafts of which kind."""
        return {
            "Organization": self._organization,
            "Person": self._person,
            "Membership": self._membership,
            "Meeting": self._meeting,
            "Paper": self._paper,
        }

    # --- people and committees

    def _organization(self, thing: Thing, page: _Page) -> None:
        """The committee of an organization."""
        committee = committee_of(self.made, thing, page.source(thing))
        if committee is not None and thing.id:
            page.draft(committee, key("organization", thing.id), (key("organization", thing.id),))

    def _person(self, thing: Thing, page: _Page) -> None:
        """A person."""
        person = person_of(self.made, thing, page.source(thing))
        if person is not None and thing.id:
            page.draft(person, key("person", thing.id), (key("person", thing.id),))

    def _membership(self, thing: Thing, page: _Page) -> None:
        """A member of an organization, told where the membership stands."""
        organization, member = organization_of(self.made, thing), member_of(self.made, thing)
        name = organization.fields.text("name") if organization else None
        if organization is None or member is None or name is None or not organization.id:
            return
        token = key("organization", organization.id)
        record = Committee(names=(DatedName(name=name),), members=(member,), sources=(page.source(thing),))
        page.draft(record, token, (token,), stands_in=True)
        if member.person:
            self._mention_person(member.person, member.name, thing, page)

    def _mention_person(self, token: str, name: str, thing: Thing, page: _Page) -> None:
        """A person whom a page names."""
        page.draft(Person(name=name, sources=(page.source(thing),)), token, (token,), stands_in=True)

    def _committee(self, meeting: Thing, page: _Page) -> tuple[CommitteeId, str] | None:
        """The token and name of a meeting's committee, drafted on the page."""
        called = meeting.fields.text("name")
        address = next(iter(meeting.addresses("organization")), None)
        told = self.made.first(address, "Organization") if address else None
        name = (told.fields.text("name", "shortname") if told else None) or (bare_name(called) if called else None)
        if name is None:
            return None
        token = CommitteeId(key("organization", address) if address else f"body:{name}")
        record = Committee(names=(DatedName(name=name),), sources=(page.source(meeting),))
        page.draft(record, token, (token,) if address else (), stands_in=True)
        return token, name

    # --- meetings and papers

    def _meeting(self, thing: Thing, page: _Page) -> None:
        """A meeting with all its items; on the pages of its papers those items that are theirs."""
        start = when(thing)
        committee = self._committee(thing, page) if start else None
        if start is None or committee is None:
            page.left.append(Left(thing.line, thing.fields.text("name") or thing.id or "Meeting", NO_DAY))
            return
        items = items_of(self.made, thing)
        told = meeting_of(
            self.made, thing, committee[0], [item for _, item in items], page.source(thing), name=committee[1]
        )
        token = key("meeting", thing.id) if thing.id else f"meeting {thing.line}"
        if told is not None:
            for attendance in told.attendance:
                if attendance.person:
                    self._mention_person(attendance.person, attendance.name, thing, page)
            page.meeting(told, token, thing.id, [each.id for each, _ in items])
            for item_thing, item in items:
                self._tell_papers(item_thing, item, thing, told, page)

    def _tell_papers(self, thing: Thing, item: AgendaItem, meeting: Thing, told: Meeting, page: _Page) -> None:
        """An item on the pages of its consultations, and the issue that it names, where that is nowhere told."""
        consultations = self.made.consultations.get(thing.id, [])
        for other in dict.fromkeys(each.page for each in [*consultations, thing] if each.page != meeting.page):
            self._tell_item(thing, item, meeting, told, self.pages[other])
        papers = [address for each in consultations if (address := paper_of(each))]
        if not papers and thing.addresses("consultation"):
            page.note(thing.line, thing.addresses("consultation")[0], NO_PAPER)
        for address in papers[:1]:
            if self.made.first(address, "Paper") is None:
                token = key("paper", address)
                page.draft(Issue(title=item.title, sources=(page.source(thing),)), token, (token,), stands_in=True)

    def _tell_item(self, thing: Thing, item: AgendaItem, meeting: Thing, told: Meeting, page: _Page) -> None:
        """One item on the page of its consultation."""
        sources = (page.source(meeting),)
        record = Meeting(committee=told.committee, date=told.date, start=told.start, items=(item,), sources=sources)
        self._committee(meeting, page)
        page.add_item(record, meeting.id, thing.id)

    def _paper(self, thing: Thing, page: _Page) -> None:
        """The issue of a paper."""
        if not thing.id:
            return
        issue = issue_of(self.made, thing, page.source(thing))
        page.draft(issue, key("paper", thing.id), keys_of(self.made, thing))
        for address in thing.addresses(*RELATED):
            if self.made.first(address, "Paper") is None:
                page.note(thing.line, address, NO_RELATED)

    # --- what is left

    def _leave(self, thing: Thing) -> None:
        """Report the fields of an object that nobody asked for."""
        if thing.is_deleted:
            return
        page = self.pages[thing.page]
        for name, words in thing.fields.rest():
            if not is_internal(name):
                page.left.append(Left(thing.line, words, self._reason(thing, words)))
        page.left += [Left(thing.line, words, FURNITURE) for words in thing.fields.quiet()]

    def _reason(self, thing: Thing, words: str) -> str:
        """Why words of an object stand in no record."""
        around: Thing | None = thing
        while around is not None:
            if around.kind in _OF_THE_SYSTEM:
                return FURNITURE
            around = around.within
        if words.casefold() in _CODES or thing.fields.word("meetingstate") == words:
            return FURNITURE
        return NO_PLACE if thing.kind in {"Meeting", "Paper", "Organization", "Person", "AgendaItem"} else NOWHERE


def _item_key(address: str) -> str:
    """The key of an agenda item; nothing where it has no address."""
    return f"oparl:item {address}" if address else ""
