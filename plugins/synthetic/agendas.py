"""One meeting of an invented council: who came, and the items of its agenda."""

from __future__ import annotations

import datetime as dt
from typing import Final

from plugins.archive.dates import format_long
from plugins.archive.records import (
    AgendaItem,
    Attendance,
    AttendanceStatus,
    CallIn,
    Declaration,
    Document,
    DocumentKind,
    Exempt,
    Member,
    Rendition,
    Source,
    Vote,
)
from plugins.synthetic import speech
from plugins.synthetic.chance import Chance
from plugins.synthetic.council import OFFICES, ORIGIN, Council
from plugins.synthetic.matters import Matter
from plugins.synthetic.schedule import Sitting
from plugins.synthetic.speech import Scene

ACTIONS: Final = (
    "Update",
    "Outcome of Consultation",
    "Draft for Consultation",
    "Final Report",
    "Annual Review",
    "Proposed Changes",
    "Options Appraisal",
    "Progress Report",
    "Award of Contract",
    "Referral from Scrutiny",
)
EXEMPTIONS: Final = (
    (1, "Information relating to any individual"),
    (2, "Information which is likely to reveal the identity of an individual"),
    (3, "Information relating to the financial or business affairs of any particular person"),
    (5, "Information in respect of which a claim to legal professional privilege could be maintained"),
)
APPENDICES: Final = ("Appendix A", "Appendix B", "Equalities Impact Assessment", "Consultation responses")


def attendance(chance: Chance, council: Council, sitting: Sitting) -> tuple[Attendance, ...]:
    """Who was there: the members, some of them with apologies, and two officers."""
    came = [_came(chance, member) for member in sitting.members]
    officers = chance.sample(council.officers, 2)
    beside = [Attendance(name=o.name, person=o.id, status=AttendanceStatus.IN_ATTENDANCE) for o in officers]
    return (*came, *beside)


def _came(chance: Chance, member: Member) -> Attendance:
    status = AttendanceStatus.APOLOGIES if chance.odds(0.1) else AttendanceStatus.PRESENT
    return Attendance(name=member.name, person=member.person, status=status, role=member.role)


def routine_items(chance: Chance, sitting: Sitting, first: int) -> tuple[AgendaItem, ...]:
    """The three items every agenda begins with; `first` is the number of the first of them among all items."""
    earlier = format_long(sitting.day - dt.timedelta(days=28))
    approved = f"RESOLVED: That the minutes of the meeting held on {earlier} be approved as a correct record."
    return (
        _routine(1, "Apologies for Absence", "Apologies were received as recorded above.", first),
        _interests(chance, sitting, first + 1),
        _routine(3, "Minutes of the Previous Meeting", approved, first + 2),
    )


def _routine(number: int, title: str, minutes: str, identity: int) -> AgendaItem:
    return AgendaItem(number=str(number), title=title, routine=True, minutes=minutes, sources=_item_source(identity))


def _interests(chance: Chance, sitting: Sitting, identity: int) -> AgendaItem:
    who = chance.pick(sitting.members)
    text = f"{who.name} declared a personal interest in item {chance.between(4, 9)} as a resident nearby."
    declared = (Declaration(name=who.name, person=who.person, text=text, kind="personal", paragraph="m1"),)
    none = chance.odds(0.6)
    return AgendaItem(
        number="2",
        title="Declarations of Interest",
        routine=True,
        minutes="There were no declarations of interest." if none else text,
        declarations=() if none else declared,
        sources=_item_source(identity),
    )


def matter_item(
    chance: Chance, council: Council, sitting: Sitting, matter: Matter, *, number: int, identity: int
) -> AgendaItem:
    """An item on a matter: papers, summary, minutes that resolve, sometimes a decision notice, a vote, a call-in."""
    first, second = chance.sample(sitting.members, 2)
    scene = Scene(matter, sitting.named, chance.pick(OFFICES), first.name, second.name)
    exempt = _exempt(chance)
    minutes, decision = _texts(chance, scene, secret=exempt is not None)
    return AgendaItem(
        number=str(number),
        title=_title(chance, matter),
        issue=matter.issue,
        documents=() if exempt else _documents(chance, matter, number, identity),
        summary=speech.fill(chance, chance.pick(speech.OPENINGS), scene),
        decision=decision,
        minutes=minutes,
        votes=_votes(chance),
        exempt=exempt,
        key_decision=chance.odds(0.5) if decision else None,
        call_in=CallIn(status="called in", date=sitting.day + dt.timedelta(days=5)) if chance.odds(0.01) else None,
        presented_by=scene.office if chance.odds(0.3) else None,
        wards=tuple(sorted(chance.sample(council.wards, 1))) if chance.odds(0.2) else (),
        sources=_item_source(identity),
    )


def _title(chance: Chance, matter: Matter) -> str:
    return f"{matter.title} - {chance.pick(ACTIONS)}" if matter.seen else matter.title


def _texts(chance: Chance, scene: Scene, *, secret: bool) -> tuple[str, str | None]:
    """The minutes, and the decision notice where there is one."""
    resolved = speech.resolved(chance, scene)
    if secret:
        return speech.as_prose(resolved), None
    before = speech.minutes(chance, scene, _length(chance))
    answers = speech.recommended(chance, scene) if chance.odds(0.06) else []
    decision = speech.as_prose([before[0], *resolved]) if chance.odds(0.3) else None
    return speech.as_prose([*before, *answers, *resolved]), decision


def _length(chance: Chance) -> int:
    """Words of the minutes: many short, few long."""
    return 100 + int(chance.random() * 250) + int(900 * chance.random() ** 5)


def _exempt(chance: Chance) -> Exempt | None:
    if not chance.odds(0.03):
        return None
    paragraph, reason = chance.pick(EXEMPTIONS)
    return Exempt(paragraphs=(paragraph,), reason=reason, public_excluded=True)


def _votes(chance: Chance) -> tuple[Vote, ...]:
    if not chance.odds(0.05):
        return ()
    against = chance.below(4)
    return (Vote(for_=9 - against - chance.below(2), against=against, carried=True),)


def _documents(chance: Chance, matter: Matter, number: int, identity: int) -> tuple[Document, ...]:
    others = chance.sample(APPENDICES, chance.below(4))
    titles = [matter.title, *(f"{matter.title} - {other}" for other in others)]
    return tuple(_document(chance, title, f"{number}/{k}", identity * 4 + k) for k, title in enumerate(titles))


def _document(chance: Chance, title: str, reference: str, identity: int) -> Document:
    kind = DocumentKind.REPORT if reference.endswith("/0") else DocumentKind.APPENDIX
    formats = ("pdf", "docx") if chance.odds(0.2) else ("pdf",)
    return Document(
        title=title,
        reference=reference,
        kind=kind,
        renditions=tuple(_rendition(chance, fmt, identity) for fmt in formats),
    )


def _rendition(chance: Chance, fmt: str, identity: int) -> Rendition:
    return Rendition(
        format=fmt,
        url=f"{ORIGIN}documents/s{identity}/paper.{fmt}",
        size_as_written=f"{chance.between(20, 4000)} KB",
    )


def _item_source(identity: int) -> tuple[Source, ...]:
    return (Source(url=f"{ORIGIN}mgAi.aspx?ID={identity}"),)
