"""Facts that stand in an item's own words, put into its record: declarations of interest, votes, grounds of exemption.

Each points at the paragraph that it was read from, so that a person can check it, mend it or take it out in the record.
Who was there, who was absent and who stood in for whom is told for the whole meeting. The grammars are the archive's:
`interests`, `ballots`, `ballot_tables`, `attending`, `exemptions`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import structs

from plugins.archive.attending import attending, may_tell_of_attendance
from plugins.archive.ballot_tables import table_vote
from plugins.archive.ballots import listed_votes, may_tell_votes, votes
from plugins.archive.exemptions import schedule_paragraphs
from plugins.archive.interests import declarations, is_about_interests, may_declare
from plugins.archive.permalinks import item_anchors, paragraph_anchor
from plugins.archive.prose import Block, parse
from plugins.archive.records import AgendaItem, Attendance, AttendanceStatus, Declaration, Exempt, Meeting, Vote


def with_remarks(item: AgendaItem) -> AgendaItem:
    """The item with what its decision notice and minutes say outright."""
    blocks = tuple(_blocks(item))
    declared = item.declarations or tuple(_declared(item, blocks))
    return structs.replace(item, declarations=declared, votes=item.votes or tuple(_voted(blocks)), exempt=_exempt(item))


Pointed = tuple[str, Block]


def _blocks(item: AgendaItem) -> Iterator[Pointed]:
    """The paragraphs of the minutes, or else of the decision notice, with their pointers; a table has the last."""
    letter, text = ("m", item.minutes) if item.minutes else ("d", item.decision)
    if not text or not (may_declare(text) or may_tell_votes(text)):
        return
    last = f"{letter}1"
    for block in parse(text):
        last = f"{letter}{block.number}" if block.number else last
        if block.number or block.kind == "table":
            yield last, block


def _declared(item: AgendaItem, blocks: Sequence[Pointed]) -> Iterator[Declaration]:
    """The interests that an item tells of."""
    listed = is_about_interests(item.title)
    for pointer, block in blocks:
        if block.number and (listed or may_declare(block.text)):
            yield from declarations(block.text, pointer, listed=listed)


def _voted(blocks: Sequence[Pointed]) -> Iterator[Vote]:
    """The votes that an item tells of: paragraph by paragraph, else in a list or a table of names."""
    told = [vote for pointer, block in blocks if block.number for vote in _of_paragraph(block.text, pointer)]
    tabled = (table_vote(block.text, pointer) for pointer, block in blocks if block.kind == "table")
    named = [*listed_votes(blocks), *(vote for vote in tabled if vote is not None)]
    yield from _together(told, named)


def _of_paragraph(text: str, pointer: str) -> Iterator[Vote]:
    """The votes of a paragraph that may tell one."""
    return votes(text, pointer) if may_tell_votes(text) else iter(())


def _together(told: Sequence[Vote], named: Sequence[Vote]) -> Sequence[Vote]:
    """One vote that is told and one that is named are the same; of more nothing is said about which is which."""
    if len(told) == len(named) == 1 and not told[0].named:
        names = named[0]
        whole = structs.replace(
            told[0],
            for_=_first(told[0].for_, names.for_),
            against=_first(told[0].against, names.against),
            abstain=_first(told[0].abstain, names.abstain),
            named=names.named,
        )
        return (whole,)
    return (*told, *named)


def _first(one: int | None, other: int | None) -> int | None:
    """The first number that is there."""
    return other if one is None else one


def _exempt(item: AgendaItem) -> Exempt | None:
    """The paragraphs of Schedule 12A on which an item that is not public rests, where its own text names them."""
    if item.exempt is None or item.exempt.paragraphs:
        return item.exempt
    return structs.replace(item.exempt, paragraphs=schedule_paragraphs(f"{item.title} {item.summary or ''}"))


def absences(items: Sequence[AgendaItem]) -> tuple[Attendance, ...]:
    """Who was there, who sent apologies and who stood in for whom, as the items of a meeting say; each once."""
    found: dict[tuple[str, AttendanceStatus], Attendance] = {}
    for anchor, item in zip(item_anchors(tuple(items)), items, strict=True):
        for each in _attending(item, anchor):
            found.setdefault((each.name, each.status), each)
    order = (AttendanceStatus.PRESENT, AttendanceStatus.IN_ATTENDANCE, AttendanceStatus.SUBSTITUTE)
    rank = {status: place for place, status in enumerate(order)}
    return tuple(sorted(found.values(), key=lambda each: rank.get(each.status, len(order))))


def _attending(item: AgendaItem, anchor: str) -> Iterator[Attendance]:
    """What one item says of attendance."""
    if item.minutes is None or not may_tell_of_attendance(item.minutes):
        return
    for block in parse(item.minutes):
        if block.number:
            yield from attending(block.text, paragraph_anchor(anchor, f"m{block.number}"))


# --- a whole meeting ---------------------------------------------------------------------------------------------


def with_all_remarks(meeting: Meeting) -> Meeting:
    """The meeting with what its items say outright. What a source told as data stays; the rest is read anew."""
    items = tuple(with_remarks(_without_read(item)) for item in meeting.items)
    told = [each for each in meeting.attendance if not _is_read(each)]
    attendance = tuple(told) or absences(items)
    return structs.replace(meeting, items=items, attendance=attendance)


def _without_read(item: AgendaItem) -> AgendaItem:
    """The item without the votes and declarations that were read from its words: they alone have paragraphs."""
    return structs.replace(
        item,
        votes=tuple(vote for vote in item.votes if vote.paragraph is None),
        declarations=tuple(each for each in item.declarations if each.paragraph is None),
    )


def _is_read(each: Attendance) -> bool:
    """Whether an entry of the attendance was read from words: it names its paragraph, or has nothing but a name."""
    bare = each.person is None and each.role is None and each.note is None
    absent = each.status in {AttendanceStatus.APOLOGIES, AttendanceStatus.SUBSTITUTE}
    return each.paragraph is not None or (bare and absent)
