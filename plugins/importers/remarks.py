"""Facts that stand in an item's own words: declarations of interest, votes that were counted, grounds of exemption.

Each points at the paragraph that it was read from. Only what is said outright is read: a name before "declared",
numbers beside "for" and "against", paragraphs of Schedule 12A. Who was absent or stood in for whom is told for
the whole meeting.

    declaration = NAME+ "declared" … "interest" …
    vote        = NUMBER "for" … NUMBER "against" (… NUMBER "abstained")?  |  "For:" NUMBER … "Against:" NUMBER …
                |  "by" NUMBER "votes to" NUMBER
    apologies   = "Apologies" … "received from" NAME+
    substitute  = NAME ("substituted for" | "was substitute for" | "as substitute for") NAME
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import structs

from plugins.archive.prose import Block, parse
from plugins.archive.records import (
    AgendaItem,
    Attendance,
    AttendanceStatus,
    Declaration,
    Exempt,
    Meeting,
    NamedVote,
    Vote,
    VoteValue,
)

_TITLE = (
    r"(?:Councill?ors?|Cllrs?\.?|Alderm[ae]n|Mrs?\.?|Ms\.?|Miss|Dr\.?|Sir|Dame|Lord|Lady|Baroness|Professor|Prof\.?|"
    r"Rev(?:d|erend)?\.?|The (?:Mayor|Leader|Chair(?:man|woman|person)?))"
)
_WORD = r"(?:[A-Z]\.|[A-Z][\w'’\-]*)"
_NAME = rf"{_WORD}(?:\s+(?:{_WORD}|d[aeiu]|de|la|van|von|der|den|ap|ab)){{0,5}}(?:\s*\([^()]{{1,40}}\))?"
# Atomic, for "Councillor" can be a title or a name, and a list of a hundred would be tried in every way.
_NAMES = rf"(?>{_TITLE}\s+{_NAME}(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*)(?:{_TITLE}\s+)?{_NAME}){{0,60}})"
_DECLARES = re.compile(r"\b(?:declared|disclosed)\b")
_DECLARERS = re.compile(rf"(?P<names>{_NAMES})\s+(?:each\s+|both\s+|also\s+|then\s+)?$")
_INTEREST = re.compile(r"[^.]{0,200}?\binterests?\b")
_BEFORE, _AFTER = 400, 3000
_KINDS = (
    ("disclosable pecuniary", "disclosable pecuniary"),
    ("non-disclosable", "non-disclosable"),
    ("non-pecuniary", "non-pecuniary"),
    ("non pecuniary", "non-pecuniary"),
    ("not prejudicial", "personal"),
    ("non-prejudicial", "personal"),
    ("personal and prejudicial", "personal and prejudicial"),
    ("prejudicial", "prejudicial"),
    ("pecuniary", "pecuniary"),
    ("personal", "personal"),
    ("other registrable", "other registrable"),
    ("non-registrable", "non-registrable"),
)
_SPLIT = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*")
_HAS_TITLE = re.compile(rf"{_TITLE}\s+")
_COUNT = r"(?P<{0}>\d{{1,3}}|no(?:ne|body)?|nil)"
_VOTES = (
    re.compile(
        r"(?i)\b(?P<for>\d{1,3})\s+(?:votes?\s+|members?\s+(?:voted?|voting)\s+)?(?:in\s+favour|for)\b[^.;\d]{0,60}?[,;:\s]+(?:and\s+|to\s+)?"
        r"(?P<against>\d{1,3}|none|nil|no)\s+(?:votes?\s+|members?\s+)?(?:voted?\s+|voting\s+)?against"
        r"(?:[^.;\d]{0,60}?[,;:\s]+(?:and\s+|with\s+)?(?P<abstain>\d{1,3}|none|nil|no)\s+(?:members?\s+)?abst\w*)?"
    ),
    re.compile(
        r"(?i)\bfor\b(?:\s+the\s+(?:motion|recommendation|amendment))?\s*[:\-–]\s*(?P<for>\d{1,3})\b[^\d]{0,40}?"
        r"\bagainst\b[^:\-–\d]{0,30}[:\-–]\s*(?P<against>\d{1,3})\b(?:[^\d]{0,40}?\babst\w*\s*[:\-–]\s*(?P<abstain>\d{1,3}))?"
    ),
    re.compile(
        r"(?i)\bby\s+(?P<for>\d{1,3})\s+votes?\s+to\s+(?P<against>\d{1,3}|nil|none)"
        r"(?:[^.;\d]{0,40}?(?P<abstain>\d{1,3})\s+abst\w*)?"
    ),
)
_NAMED = re.compile(
    r"(?P<value>For|Against|Abst\w+|Absent|Not voting)(?:\s+the\s+\w+)?\s*(?:\(\d+\))?\s*[:\-–]\s*"
    rf"(?P<names>(?:{_TITLE}\s+)?{_NAME}(?:[^.;:]{{0,2000}}))"
)
_VALUES: Final = {
    "for": VoteValue.FOR,
    "against": VoteValue.AGAINST,
    "absent": VoteValue.ABSENT,
    "not": VoteValue.NOT_VOTING,
}
_CARRIED = re.compile(
    r"(?i)\b(?:was|were|be|and)\s+(?:declared\s+|duly\s+)?(?P<carried>carried|agreed|approved)"
    r"|\b(?P<lost>was lost|were lost|fell|not carried|defeated)\b"
)
_SCHEDULE = re.compile(
    r"(?i)paragraphs?\s*(?:\(s\)\s*)?(?:nos?\.?\s*)?(?P<list>\d{1,2}(?:\s*(?:,|and|&|or|to|-)\s*\d{1,2})*)[^.;]{0,80}?schedule\s+12\s?A"
)
_APOLOGIES = re.compile(
    r"(?i)apolog(?:y|ies)\b[^.]{0,80}?\b(?:from|on behalf of)\s+(?:the\s+following[^:.]{0,40}:\s*)?"
)
_LIST = re.compile(_NAMES)
_STANDS_IN = re.compile(
    r"\s+(?:had\s+|was\s+|were\s+|is\s+|attended\s+|acted\s+|attending\s+)?(?:as\s+(?:a\s+|the\s+)?)?"
    r"(?:substitut(?:e|ed|ing)|deputis(?:ed|ing))\s+(?:member\s+)?(?:for|on behalf of)\s+"
)
_LAST_NAME = re.compile(rf"(?P<name>{_TITLE}\s+{_NAME})$")
_FIRST_NAME = re.compile(rf"(?P<name>{_TITLE}\s+{_NAME})")


def with_remarks(item: AgendaItem) -> AgendaItem:
    """The item with what its decision notice and minutes say outright."""
    blocks = list(_blocks(item))
    declared = item.declarations or tuple(
        each for pointer, block in blocks for each in declarations(block.text, pointer)
    )
    voted = item.votes or tuple(each for pointer, block in blocks for each in votes(block.text, pointer))
    return structs.replace(item, declarations=declared, votes=voted, exempt=_exempt(item))


def _blocks(item: AgendaItem) -> Iterator[tuple[str, Block]]:
    """The numbered paragraphs of the minutes, or else of the decision notice, with their pointers."""
    letter, text = ("m", item.minutes) if item.minutes else ("d", item.decision)
    if text and _MAY_SAY.search(text):
        yield from ((f"{letter}{block.number}", block) for block in parse(text) if block.number)


_MAY_SAY = re.compile(r"(?i)declared|disclosed|\bvotes?\b|\bvoting\b|against")


def declarations(text: str, pointer: str | None) -> Iterator[Declaration]:
    """Every interest that a paragraph says was declared, for each who declared it."""
    for said in _DECLARES.finditer(text):
        who = _DECLARERS.search(text, max(0, said.start() - _BEFORE), said.start())
        if who is None or not _INTEREST.match(text, said.end()):
            continue
        what = text[said.end() : said.end() + _BEFORE // 2].casefold()
        kind = next((kind for words, kind in _KINDS if words in what), None)
        for name in names(who["names"]):
            yield Declaration(name=name, text=text, kind=kind, paragraph=pointer)


def names(listed: str) -> tuple[str, ...]:
    """The names of a list, each with the title that the list gives it."""
    title = _HAS_TITLE.match(listed)
    said = (title[0].strip() if title else "").replace("Councillors", "Councillor").replace("Cllrs", "Cllr")
    parts = [part for part in _SPLIT.split(listed.strip(" .")) if part]
    return tuple(_one(part, said) for part in parts)


def _one(part: str, title: str) -> str:
    """One name of a list with its title."""
    own = _HAS_TITLE.match(part)
    bare = part[own.end() :] if own and part.split(maxsplit=1)[0].rstrip("s.") in {"Councillor", "Cllr"} else part
    return f"{title} {bare}".strip() if not own or bare != part else part


def votes(text: str, pointer: str | None) -> Iterator[Vote]:
    """Every vote that a paragraph counts."""
    for pattern in _VOTES:
        for match in pattern.finditer(text):
            told = _CARRIED.search(text)
            yield Vote(
                for_=_number(match["for"]),
                against=_number(match["against"]),
                abstain=_number(match["abstain"]),
                carried=None if told is None else told["carried"] is not None,
                named=tuple(named_votes(text)),
                paragraph=pointer,
            )
            return


def _number(text: str | None) -> int | None:
    """A count in figures or as "none"."""
    if text is None:
        return None
    return int(text) if text.isdigit() else 0


def named_votes(text: str) -> Iterator[NamedVote]:
    """How each named person voted, where a paragraph lists them: "For: Councillors A and B; Against: Councillor C"."""
    for match in _NAMED.finditer(text):
        word = match["value"].casefold()
        value = next((v for start, v in _VALUES.items() if word.startswith(start)), VoteValue.ABSTAIN)
        yield from (NamedVote(name=name, vote=value) for name in names(match["names"]))


def _exempt(item: AgendaItem) -> Exempt | None:
    """The paragraphs of Schedule 12A on which an item that is not public rests, where its own text names them."""
    if item.exempt is None or item.exempt.paragraphs:
        return item.exempt
    return structs.replace(item.exempt, paragraphs=schedule_paragraphs(f"{item.title} {item.summary or ''}"))


def schedule_paragraphs(text: str) -> tuple[int, ...]:
    """The paragraphs of Schedule 12A that a text names, in their order."""
    found = (int(n) for match in _SCHEDULE.finditer(text) for n in re.findall(r"\d+", match["list"]))
    return tuple(sorted(set(found)))


def absences(items: Sequence[AgendaItem]) -> tuple[Attendance, ...]:
    """Who sent apologies and who stood in for whom, as the items of a meeting say."""
    texts = [block.text for item in items if _may_tell(item.minutes) for block in parse(item.minutes)]
    sent = dict.fromkeys(name for text in texts for name in _sent_apologies(text))
    stood = dict.fromkeys(pair for text in texts for pair in _stood_in(text))
    substitutes = (Attendance(name=a, status=AttendanceStatus.SUBSTITUTE, substitute_for=b) for a, b in stood)
    return (*substitutes, *(Attendance(name=name, status=AttendanceStatus.APOLOGIES) for name in sent))


def _may_tell(text: str | None) -> bool:
    """Whether minutes may say who was absent."""
    return text is not None and any(word in text for word in ("polog", "ubstitut", "eputis"))


def _sent_apologies(text: str) -> Iterator[str]:
    """Those whose apologies a paragraph gives."""
    for match in _APOLOGIES.finditer(text):
        listed = _LIST.match(text, match.end(), match.end() + _AFTER)
        if listed:
            yield from names(listed[0])


def _stood_in(text: str) -> Iterator[tuple[str, str]]:
    """Who stood in for whom."""
    for match in _STANDS_IN.finditer(text):
        who = _LAST_NAME.search(text, max(0, match.start() - _BEFORE), match.start())
        whom = _FIRST_NAME.match(text, match.end())
        if who and whom:
            yield who["name"], whom["name"]


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
    """Whether an entry of the attendance was read from words: it has nothing but a name and whom it stood in for."""
    bare = each.person is None and each.role is None and each.note is None
    return bare and each.status in {AttendanceStatus.APOLOGIES, AttendanceStatus.SUBSTITUTE}
