"""The chronicle of an invented council: the records of an archive of any size, in the order they came to be.

The first items are the same whatever size is asked for, and memory does not grow with it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Final

from plugins.archive.permalinks import meeting_id
from plugins.archive.places import AnyRecord, file_of
from plugins.archive.records import (
    AgendaItem,
    CommitteeId,
    Decision,
    DecisionId,
    Document,
    DocumentKind,
    Meeting,
    MeetingStatus,
    MinutesStatus,
    PersonId,
    Rendition,
    Source,
)
from plugins.synthetic import agendas, speech
from plugins.synthetic.chance import Chance
from plugins.synthetic.council import OFFICES, ORIGIN, found_council
from plugins.synthetic.matters import Matter, issue_record, new_matter
from plugins.synthetic.schedule import Sitting, sittings
from plugins.synthetic.speech import Scene

OPEN_MATTERS: Final = 40  # what a body has before it at most
ROUTINE: Final = 3
VENUES: Final = ("Town Hall", "Council Chamber", "Guildhall", "Committee Room 2")


def chronicle(items: int, seed: int) -> Iterator[AnyRecord]:
    """The records of an archive of so many agenda items, one by one; those that others name come first."""
    return _Clerk(items, seed).records()


class _Clerk:
    """Who keeps the chronicle: knows what is still open, what stands written, how many items are to come."""

    def __init__(self, items: int, seed: int) -> None:
        self.chance = Chance(seed)
        self.council = found_council(self.chance)
        self.wanted = items
        self.items = self.matters = self.decisions = self.round = 0
        self.open: dict[int, list[Matter]] = {}
        self.written: set[str] = set()

    def records(self) -> Iterator[AnyRecord]:
        """The settings, then meeting after meeting with all that it names."""
        yield self.council.settings
        for sitting in sittings(self.chance, self.council):
            yield from self._once(self._needed_by(sitting))
            yield from self._session(sitting)
            if self.items >= self.wanted:
                return

    def _once(self, records: Iterable[AnyRecord]) -> Iterator[AnyRecord]:
        """Those of the records that do not stand written yet."""
        for record in records:
            if (file := file_of(record)) not in self.written:
                self.written.add(file)
                yield record

    def _needed_by(self, sitting: Sitting) -> Iterator[AnyRecord]:
        """The body with its successors and all their members, and the officers."""
        yield from self.council.officers
        committee = self.council.committees.get(sitting.body)
        while committee is not None:
            yield from (self.council.people[PersonId(str(member.person))] for member in committee.members)
            yield committee
            committee = self.council.committees.get(committee.successor or CommitteeId(""))

    def _session(self, sitting: Sitting) -> Iterator[AnyRecord]:
        """A meeting after the issues that are new on it; sometimes a decision taken after it."""
        if sitting.round > self.round:
            self.round, self.open = sitting.round, {}
        items: list[AgendaItem] = []
        held = not self.chance.odds(0.01)
        if held:
            yield from self._agenda(sitting, items)
        yield self._meeting(sitting, tuple(items), held=held)
        if self.chance.odds(0.4) and self.open.get(sitting.seat):
            yield self._decision(sitting, self.chance.pick(self.open[sitting.seat]))

    def _agenda(self, sitting: Sitting, items: list[AgendaItem]) -> Iterator[AnyRecord]:
        """The issues that are new; fills `items`, as many as are still wanted."""
        room = min(ROUTINE + self.chance.between(5, 13), self.wanted - self.items)
        first = self.items + 1
        self.items += room
        items.extend(agendas.routine_items(self.chance, sitting, first)[:room])
        heard: list[Matter] = []
        for number in range(ROUTINE + 1, room + 1):
            matter, earlier = self._next_matter(sitting.seat)
            if not matter.seen:
                related = earlier if self.chance.odds(0.1) else None
                yield issue_record(self.chance, matter, self.council.wards, related)
            identity = first + number - 1
            items.append(
                agendas.matter_item(self.chance, self.council, sitting, matter, number=number, identity=identity)
            )
            heard.append(matter)
        for matter in heard:
            self._put_back(matter, sitting.seat)

    def _next_matter(self, seat: int) -> tuple[Matter, Matter | None]:
        """What comes up next: an open matter or a new one; and another that is open."""
        pool = self.open.setdefault(seat, [])
        if pool and self.chance.odds(0.58):
            return pool.pop(self.chance.below(len(pool))), None
        self.matters += 1
        return new_matter(self.chance, self.council, self.matters), (pool[-1] if pool else None)

    def _put_back(self, matter: Matter, seat: int) -> None:
        """Keep a matter open that comes up again, one time in five before another body."""
        matter.seen += 1
        matter.left -= 1
        target = seat if self.chance.odds(0.8) else self.chance.below(len(self.council.seats))
        if matter.left > 0:
            self.open.setdefault(target, []).append(matter)
            del self.open[target][:-OPEN_MATTERS]

    def _meeting(self, sitting: Sitting, items: tuple[AgendaItem, ...], *, held: bool) -> Meeting:
        source = f"{ORIGIN}ieListDocuments.aspx?CId={100 + sitting.seat}&MId={sitting.number}&Ver=4"
        return Meeting(
            id=meeting_id(sitting.body, sitting.day, sitting.start if sitting.round else None),
            committee=sitting.body,
            date=sitting.day,
            start=sitting.start,
            venue=self.chance.pick(VENUES),
            status=MeetingStatus.HELD if held else MeetingStatus.CANCELLED,
            minutes_status=MinutesStatus.APPROVED if held else None,
            attendance=agendas.attendance(self.chance, self.council, sitting) if held else (),
            documents=_packs(sitting) if held else (),
            items=items,
            sources=(Source(url=source),),
        )

    def _decision(self, sitting: Sitting, matter: Matter) -> Decision:
        """What a member decided on an open matter in the week after the meeting."""
        self.decisions += 1
        maker = self.chance.pick(sitting.members)
        office = self.chance.pick(OFFICES)
        scene = Scene(matter, sitting.named, office, maker.name, maker.name)
        day = sitting.day + dt.timedelta(days=self.chance.between(1, 6))
        return Decision(
            id=DecisionId(f"{day.year}/{matter.issue}-{self.decisions}"),
            title=f"{matter.title} - Delegated Decision",
            date=day,
            maker=office,
            maker_person=maker.person,
            committee=sitting.body,
            issue=matter.issue,
            decision=speech.as_prose([speech.paragraph(self.chance, scene, 60), *speech.resolved(self.chance, scene)]),
            reasons_text=speech.fill(self.chance, self.chance.pick(speech.REASONS), scene),
            published=day,
            sources=(Source(url=f"{ORIGIN}ieDecisionDetails.aspx?ID={self.decisions}"),),
        )


def _packs(sitting: Sitting) -> tuple[Document, ...]:
    stem = f"{ORIGIN}documents/g{sitting.number}/"
    front = Rendition(format="pdf", url=f"{stem}Agenda.pdf?T=0", size_as_written="120 KB")
    pack = Rendition(format="pdf", url=f"{stem}Pack.pdf?T=10", size_as_written="3 MB")
    return (
        Document(title="Agenda frontsheet", kind=DocumentKind.AGENDA, renditions=(front,)),
        Document(title="Agenda reports pack", kind=DocumentKind.PACK, renditions=(pack,)),
    )
