"""Legistar's pages → readings. All pages of an import are read together: items, votes and histories name each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from msgspec import structs

from plugins.archive.records import (
    AgendaItem,
    Committee,
    CommitteeId,
    DatedName,
    Issue,
    Meeting,
    Person,
    Source,
)
from plugins.importers.answers import Drafting
from plugins.importers.drafts import FURNITURE, NO_PLACE, Draft, DraftRecord, Left, Loose, Page, Reading, What
from plugins.importers.json_pages import clean, is_internal, joined
from plugins.importers.legistar import meetings
from plugins.importers.legistar.index import Deed, Index, index
from plugins.importers.legistar.items import person_key, person_name
from plugins.importers.legistar.matters import issue_of, key, mentioned_issue
from plugins.importers.legistar.objects import Thing, objects, page_kind, things
from plugins.importers.legistar.people import committee_of, committee_token, offices_of, person_of

NOWHERE: Final = "it belongs to something that no source has"
_SYSTEM: Final = frozenset(
    ["agendastatusname", "minutesstatusname", "agendanumber", "videostatus", "consent", "version"]
)
_OF_MATTER: Final = {"matterfile": "file", "mattertype": "typename", "matterstatus": "statusname"}
_DAY_IN_NAME = re.compile(r"\b(\d{1,2})[/-](\d{1,2})[/-](\d{2,4})\b|\b([A-Z][a-z]{2,8})\.? (\d{1,2}), (\d{4})\b")
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def read(page: Page, value: object) -> Reading | None:
    """The objects of a page, to be read with those of other pages; `None` where they are not Legistar's."""
    if value == []:
        return Reading(What("legistar", "empty list"))
    found = objects(value)
    if not found:
        return None
    return Reading(What("legistar", page_kind(found)), loose=Loose(page, tuple(found)))


def finish(readings: Sequence[Reading]) -> list[Reading]:
    """The readings of all pages of an import."""
    pages = [_Page(each) for each in readings]
    found: list[Thing] = []
    for number, page in enumerate(pages):
        page.things = list(things(list(page.objects), number, page.page.text))
        found += page.things
    made = index(found)
    _Finisher(made, pages).finish()
    return [page.reading() for page in pages]


@dataclass(slots=True)
class _Page(Drafting):
    """One page while it is read: its objects, and the drafts that came of them."""

    unread: Reading
    things: list[Thing] = field(default_factory=list)
    words: set[str] = field(default_factory=set)

    @property
    def page(self) -> Page:
        """The page as it was read."""
        return self._loose.page

    @property
    def objects(self) -> tuple[dict[str, object], ...]:
        """The page's objects."""
        return self._loose.objects  # type: ignore[return-value]

    @property
    def _loose(self) -> Loose:
        """What the page holds."""
        assert self.unread.loose is not None  # noqa: S101 (only such pages are given)
        return self.unread.loose

    def source(self, line: int, url: str | None = None) -> Source:
        """Where a record was read; with the thing's own address, where it has one."""
        source = self.page.source(self.unread.what, line)
        return structs.replace(source, url=url) if url else source

    def draft(self, record: DraftRecord, token: str, keys: Sequence[str] = (), *, stands_in: bool = False) -> bool:
        """Add a draft, unless the page has told the same before; of a body that it has told, add the members."""
        is_news = Drafting.draft(self, record, token, keys, stands_in=stands_in)
        before = self.drafts[f"{type(record).__name__} {token}"]
        if not is_news and isinstance(record, Committee) and isinstance(before.record, Committee) and record.members:
            members = (*before.record.members, *record.members)
            told = structs.replace(before.record, members=members)
            self.drafts[f"Committee {token}"] = replace(before, record=told)
        return is_news

    def meeting(self, record: Meeting, key: str, numbers: Sequence[str], *, whole: bool) -> None:
        """Add a meeting of this key, whose items have these numbers."""
        items = tuple(f"legistar:item {number}" for number in numbers)
        self.drafts.setdefault(f"Meeting {key}", Draft(record, key, (key,), whole=whole, item_keys=items))

    def reading(self) -> Reading:
        """What the page yields."""
        return Reading(self.unread.what, tuple(self.drafts.values()), self.sorted_left())


@dataclass(slots=True)
class _Finisher:
    """Makes drafts of everything that an index holds."""

    made: Index
    pages: list[_Page]
    assigned: dict[str, list[Thing]] = field(default_factory=dict)

    def finish(self) -> None:
        """All drafts, then what no record holds."""
        self._attach()
        self._people()
        for event in dict.fromkeys([*self.made.events, *self.made.by_event]):
            self._event(event)
        for matter, told in self.made.matters.items():
            for thing in told:
                self._matter(matter, thing)
        self._leave()

    # --- attachments of matters

    def _attach(self) -> None:
        """Give every attachment of a matter to the meeting of the day in its name, else to the last meeting."""
        for matter, related in self.made.of_matter.items():
            deeds = sorted(self.made.by_matter.get(matter, ()), key=self._day)
            known = {each.id for deed in deeds for each in deed.attachments}
            loose = [each for each in related if each.kind == "attachment" and each.id not in known]
            if deeds:
                for each in loose:
                    self._deed_for(each, deeds).attachments.append(each)
            else:
                self.assigned[matter] = loose

    def _day(self, deed: Deed) -> tuple[str, str]:
        """When a deed was done."""
        place = meetings.place_of(self.made, deed.event)
        return (str(place.when.day), place.when.time or "") if place else ("", "")

    def _deed_for(self, attachment: Thing, deeds: Sequence[Deed]) -> Deed:
        """The deed of the day that an attachment's name tells, else the last one."""
        days = days_in(attachment.fields.text("name") or "")
        return next((deed for deed in deeds if self._day(deed)[0] in days), deeds[-1])

    # --- people and committees

    def _people(self) -> None:
        """Bodies, persons and offices, and the people that votes and roll calls name."""
        for thing in self.made.all:
            page = self.pages[thing.page]
            if thing.kind == "body" and thing.id and (committee := committee_of(thing, page.source(thing.line))):
                page.draft(committee, f"legistar:body:{thing.id}", (f"legistar:body:{thing.id}",))
            elif thing.kind == "person" and (person := person_of(thing, page.source(thing.line))):
                number = f"legistar:person:{thing.id}"
                page.draft(person, number, (number,) if thing.id else ())
        for thing in self.made.all:
            page = self.pages[thing.page]
            if thing.kind == "office" and (office := offices_of(thing, self.made, page.source(thing.line))):
                keys = (office[0],) if office[0].startswith("legistar:") else ()
                page.draft(office[1], office[0], keys, stands_in=True)
            if thing.kind in {"vote", "rollcall", "office"}:
                self._mention_person(thing)

    def _mention_person(self, thing: Thing) -> None:
        """A person of whom only votes, roll calls and offices tell."""
        number, name = person_key(thing), person_name(thing)
        page = self.pages[thing.page]
        if number and name:
            record = Person(name=name, sources=(page.source(thing.line),))
            page.draft(record, number, (number,), stands_in=True)

    def _committee(self, page: _Page, number: str | None, name: str | None, line: int) -> CommitteeId | None:
        """The token of a body that a page names, drafted there."""
        found = committee_token(self.made, number, name)
        if found is None:
            return None
        names = (DatedName(name=found[1]),)
        other = (name,) if name and name != found[1] else ()
        record = Committee(names=names, aliases=other, sources=(page.source(line),))
        page.draft(record, found[0], (found[0],) if number else (), stands_in=True)
        return found[0]

    # --- meetings

    def _event(self, event: str) -> None:
        """The meeting of an event, on every page that tells of it."""
        place = meetings.place_of(self.made, event)
        if place is None:
            return
        deeds = meetings.ordered(self.made.by_event.get(event, ()))
        attendance = meetings.attendance_of(deeds)
        items = {
            number: self._with_roll(item, deed, attendance)
            for (number, item), deed in zip(meetings.items_of(self.made, event).items(), deeds, strict=True)
        }
        owners = [thing.page for thing in self.made.events.get(event, ())]
        tellers = dict.fromkeys([*owners, *(part.page for deed in deeds for part in deed.parts())])
        self._told_by_event(place, deeds)
        for number, teller in enumerate(tellers):
            self._tell(event, place, items, deeds, (teller, number == 0))

    def _with_roll(self, item: AgendaItem, deed: Deed, attendance: tuple[object, ...]) -> AgendaItem:
        """The item, with a roll call that tells other than the attendance."""
        told = meetings.later_roll_calls(deed, attendance)  # type: ignore[arg-type]
        return structs.replace(item, minutes=joined(item.minutes, told)) if told else item

    def _tell(
        self,
        event: str,
        place: meetings.Place,
        items: dict[str, AgendaItem],
        deeds: Sequence[Deed],
        teller: tuple[int, bool],
    ) -> None:
        """What one page tells of a meeting: all of it, or the items that it knows."""
        page = self.pages[teller[0]]
        thing = next((each for each in self.made.events.get(event, ()) if each.page == teller[0]), None)
        own = [deed for deed in deeds if teller[1] or any(part.page == teller[0] for part in deed.parts())]
        line = thing.line if thing else min(p.line for d in own for p in d.parts() if p.page == teller[0])
        committee = self._committee(page, place.body, place.name, line)
        if committee is None:
            return
        source = page.source(line, thing.fields.url("insiteurl") if thing else None)
        told = meetings.meeting_of(thing, place, committee, [items[deed.number] for deed in own], source)
        if teller[1]:
            told = structs.replace(told, attendance=meetings.attendance_of(deeds))
        page.meeting(told, f"legistar:event:{event}", [deed.number for deed in own], whole=teller[1])
        for deed in own:
            self._mention_matter(page, deed, line)

    def _told_by_event(self, place: meetings.Place, deeds: Sequence[Deed]) -> None:
        """Count as read what histories say of their event in the event's own words."""
        for item in (item for deed in deeds for item in deed.items):
            for name in ("bodyname", "actionbodyname"):
                if clean(item.fields.values.get(name)) == place.name:
                    item.fields.skip(name)

    def _mention_matter(self, page: _Page, deed: Deed, line: int) -> None:
        """The issue of an item's matter, where no page tells of the matter itself."""
        if deed.matter and deed.matter not in self.made.matters:
            issue = mentioned_issue(self.made, deed.matter, page.source(line))
            page.draft(issue, key(deed.matter), (key(deed.matter),), stands_in=True)
        elif deed.matter:
            title = deed.text("mattername") or deed.text("title")
            if title:
                page.draft(Issue(title=title), key(deed.matter), (key(deed.matter),), stands_in=True)
            self._told_by_matter(deed, self.made.matters[deed.matter][0])

    def _told_by_matter(self, deed: Deed, matter: Thing) -> None:
        """Count as read what an item says of its matter in the matter's own words."""
        for item in deed.items:
            for name, own in _OF_MATTER.items():
                if clean(item.fields.values.get(name)) == clean(matter.fields.values.get(own)):
                    item.fields.skip(name)

    def _matter(self, matter: str, thing: Thing) -> None:
        """The issue of a matter."""
        page = self.pages[thing.page]
        issue = issue_of(thing, self.made, page.source(thing.line), loose=self.assigned.get(matter, ()))
        page.draft(issue, key(matter), (key(matter),))

    # --- what is left

    def _leave(self) -> None:
        """Report what no record holds."""
        for thing in self.made.all:
            self._leave_fields(thing)

    def _leave_fields(self, thing: Thing) -> None:
        """Report the fields of an object that nobody asked for."""
        page = self.pages[thing.page]
        for name, words in thing.fields.rest():
            if not is_internal(name):
                page.left.append(Left(thing.line, words, self._reason(thing, name)))
        page.left += [Left(thing.line, words, FURNITURE) for words in thing.fields.quiet()]
        if thing.kind in {"vote", "rollcall"} and thing not in self.made.homeless:
            self._leave_word(thing, page)

    def _leave_word(self, thing: Thing, page: _Page) -> None:
        """Show once a page what a word for a vote or for being there was, beside what it was understood as."""
        word = thing.fields.text("valuename", "vote", "value")
        if word and word not in page.words:
            page.words.add(word)
            page.left.append(Left(thing.line, word, FURNITURE))

    def _reason(self, thing: Thing, name: str) -> str:
        """Why words of an object stand in no record."""
        if name in _SYSTEM or name in {"mattertype", "matterstatus", "membertype"}:
            return FURNITURE
        return NOWHERE if thing in self.made.homeless else NO_PLACE


def days_in(name: str) -> set[str]:
    """The days that a name tells, as in "Committee Report 4/18/19"."""
    found = set()
    for match in _DAY_IN_NAME.finditer(name):
        month, day, year = _numbers(match)
        found.add(f"{year:04}-{month:02}-{day:02}")
    return found


def _numbers(match: re.Match[str]) -> tuple[int, int, int]:
    """Month, day and year of a day in a name."""
    if match[4]:
        month = next((n for n, each in enumerate(_MONTHS, 1) if match[4].lower().startswith(each)), 0)
        return month, int(match[5]), int(match[6])
    year = int(match[3])
    return int(match[1]), int(match[2]), year + 2000 if year < 100 else year  # noqa: PLR2004
