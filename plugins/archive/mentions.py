"""References to other meetings and to numbered minutes, as minutes make them; what they lead to is found elsewhere.

    held     = BODY? ("at" its) "meeting" ("of" BODY)? "held"? "on" DATE   "the Executive at their meeting on 7 October"
    by       = BODY "on" DAY | ("by" | "to" …) BODY "in" MONTH             "approved by Council in February 2012"
    monthly  = MONTH BODY? "meeting"                                       "the June meeting of the Board"
    cited    = "(" BODY "," DATE                                           "(Cabinet, 3 March 2014, Minute 45)"
    planned  = "consideration of" … "in" MONTH                    "consideration of a final version in December 2008"
    minute   = ("Minute" | "minute no.") NUMBER ("of" held)?               "(Minute 45 refers)"
    item     = ("see" | "in conjunction with" …) "item" NUMBER             "item 7 below"

Meetings of others (a public meeting, a meeting with residents) are none. Where a body is not named ("the meeting held
on 3 March") it is the item's own. A date without a year is the nearest such day to the meeting, and marked as inferred.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import structs

from plugins.archive import mention_words as words
from plugins.archive.prose import Prose
from plugins.archive.remarks import Mention
from plugins.archive.signs import DIGIT
from plugins.archive.when import named, to_come

# Patterns that begin with plain letters: they are found as quickly as a word.
_MINUTE_HINT: Final = re.compile(r"inutes? (?:[NnRr]|[A-Z]{0,5}[ ./-]?\d)")
_ITEM_HINT: Final = re.compile(r"tem (?:[Nn]o\.? ?)?\d")
_BODIES: Final = (
    "eeting",
    "ommittee",
    "abinet",
    "ouncil",
    "xecutive",
    "oard",
    "anel",
    "ommission",
    "orum",
    "ssembly",
    "Group",
    "crutiny",
    "uthority",
    "artnership",
    "Party",
    "onsideration",
    "COM",
    "CAB",
    "COUN",
    "EXEC",
)
_WITH: Final = re.compile(r"\s*,?\s*(?:with|between)\b")
_MONTH_HINT: Final = re.compile(
    r"[JFMASOND](?:an(?:uary)?|eb(?:ruary)?|ar(?:ch)?|pr(?:il)?|ay|une?|uly?|ug(?:ust)?|ept?(?:ember)?"
    r"|ct(?:ober)?|ov(?:ember)?|ec(?:ember)?)\b"
)
_SLASHED: Final = re.compile(r"/\d{1,2}/\d")
# What every reference has: a date, or a minute's or an item's number.
SIGNS: Final = frozenset(
    (
        _MONTH_HINT.pattern,
        _SLASHED.pattern.replace(r"\d", DIGIT),
        _MINUTE_HINT.pattern.replace(r"\d", DIGIT),
        _ITEM_HINT.pattern.replace(r"\d", DIGIT),
        r"Min\. ",
    )
)
_DATE_REACH: Final = 30
_REACH: Final = 170


def read_mentions(prose: Prose, letter: str) -> Iterator[Mention]:
    """The references of one edition, in their order."""
    for block in prose:
        if block.number is not None:
            yield from _of_paragraph(block.text, f"{letter}{block.number}")


def _has_number(text: str) -> bool:
    """Whether a text may name a minute or an item by its number."""
    return bool(_MINUTE_HINT.search(text) or _ITEM_HINT.search(text) or "Min. " in text)


def settled(mentions: Iterable[Mention], day: dt.date) -> tuple[Mention, ...]:
    """References made on a day, with the days that they name. One that names that day itself refers to nothing else."""
    found = (_settled(each, day) for each in mentions)
    return tuple(each for each in found if each.from_ is None or not each.from_ == each.until == day)


def _settled(mention: Mention, day: dt.date) -> Mention:
    """One reference with its dates; what a record states itself stays."""
    if mention.date is None or mention.from_ or mention.until:
        return mention
    when = to_come(mention.date, day) if mention.ahead else named(mention.date, day, past=mention.ahead is False)
    return structs.replace(
        mention, from_=when.from_, until=when.until, precision=when.precision, inferred=when.inferred
    )


# --- one paragraph -----------------------------------------------------------------------------------------------


class _Found:
    """A reference and where its words stand in the paragraph."""

    __slots__ = ("body", "date", "end", "number", "start")

    def __init__(
        self, start: int, end: int, *, body: str | None = None, date: str | None = None, number: str | None = None
    ) -> None:
        self.start, self.end, self.body, self.date, self.number = start, end, body, date, number


def _of_paragraph(text: str, pointer: str) -> Iterator[Mention]:
    """The references of a paragraph: meetings by their dates, minutes joined to the meeting that they stand beside."""
    numbers = list(_numbers(text)) if _has_number(text) else []
    for each in _joined(text, list(_meetings(text)), numbers):
        yield Mention(
            text=_phrase(text, each.start, each.end),
            body=each.body,
            date=each.date,
            number=each.number,
            ahead=_speaks_ahead(text, each) if each.date else None,
            paragraph=pointer,
        )


_AHEAD: Final = re.compile(r"\b(?:will|would|shall|to\s+be|be|next|future|request\w*)\b")
_DONE: Final = re.compile(
    r"\b(?:was|were|has|have|had|(?<!be\s)held|agreed|approved|considered|resolved|discussed|noted|adopted|recommended|raised|"
    r"[Mm]inutes\s+of|took\s+place|last|previous)\b"
)


_BEHIND: Final = 25


def _speaks_ahead(text: str, found: _Found) -> bool | None:
    """Whether the sentence up to a date speaks of what is to come, or else of what is past; `None` where neither shows.

    The word that is nearest to the date tells.
    """
    begin = _sentence_start(text, max(0, found.start - _REACH), found.start)
    ahead = max((match.start() for match in _AHEAD.finditer(text, begin, found.end)), default=-1)
    stop = text.find(". ", found.end, found.end + _BEHIND)
    behind = found.end + _BEHIND if stop < 0 else stop
    done = max((match.start() for match in _DONE.finditer(text, begin, behind)), default=-1)
    return None if ahead == done else ahead > done


def _phrase(text: str, start: int, end: int) -> str:
    """The words that refer, with the bracket that one of them opens."""
    phrase = text[start:end].lstrip(" ,([-–").rstrip(". ")
    opened = phrase.count("(") - phrase.count(")")
    return phrase + ")" if opened == 1 and text[end : end + 1] == ")" else phrase


def _meetings(text: str) -> Iterator[_Found]:
    """The meetings that a paragraph names by a date."""
    before: _Found | None = None
    for date in _dates(text):
        found = _more(text, before, date) or _before(text, date) or _behind(text, date)
        if found is not None:
            yield found
        before = found


def _dates(text: str) -> Iterator[re.Match[str]]:
    """The dates and months of a paragraph; looked for where a cheap look says that one may be."""
    end = 0
    hints = [*_MONTH_HINT.finditer(text), *_SLASHED.finditer(text)]
    for hint in sorted(hints, key=re.Match.start) if hints else ():
        if hint.end() > end:
            date = words.DATE.search(text, max(end, hint.start() - _DATE_REACH), hint.start() + _DATE_REACH)
            if date is not None and date.end() >= hint.end():
                end = date.end()
                yield date


def _more(text: str, before: _Found | None, date: re.Match[str]) -> _Found | None:
    """A further date of a list: "the meetings held on 13 April and 11 May"."""
    if before is None or date["day"] is None or words.AND.match(text[before.end : date.start()]) is None:
        return None
    return _Found(date.start(), date.end(), body=before.body, date=_clean(date[0]))


_DAYS: Final = (
    words.MEETING_OF,
    words.BODY_MEETING,
    words.AT_ITS_MEETING,
    words.NEXT,
    words.BODY_ON,
    words.CITED,
    words.HEADED,
    words.MEETING,
)
_MONTHLY: Final = (words.MEETING_OF, words.BODY_MEETING, words.AT_ITS_MEETING, words.BODY_IN, words.CITED)


def _before(text: str, date: re.Match[str]) -> _Found | None:
    """A meeting that the words before a date name."""
    start = max(0, date.start() - _REACH)
    start = max(start, _sentence_start(text, start, date.start()))
    if not any(word in text[start : date.start()] for word in _BODIES) or _WITH.match(text, date.end()):
        return None
    for shape in _DAYS if date["day"] else _MONTHLY:
        match = shape.search(text, start, date.start())
        body = match.groupdict().get("body") if match else None
        if match is not None and (body or not match.groupdict().get("any")):
            return _Found(match.start(), date.end(), body=_named(body), date=_clean(date[0]))
    planned = words.CONSIDERATION.search(text, start, date.start())
    return None if planned is None else _Found(planned.start(), date.end(), date=_clean(date[0]))


def _sentence_start(text: str, start: int, end: int) -> int:
    """Where the sentence begins in which a date stands, as far as that matters."""
    return max(text.rfind(". ", start, end), text.rfind("; ", start, end), start)


def _behind(text: str, date: re.Match[str]) -> _Found | None:
    """A meeting that the words behind a date name: "the June meeting of the Board"."""
    match = words.THEN_MEETING.match(text, date.end())
    if match is None:
        return None
    body = _named(match["of"]) or _named(match["body"].strip() or None)
    return _Found(date.start(), match.end(), body=body, date=_clean(date[0]))


def _named(body: str | None) -> str | None:
    """A body as written; words that are no name ("ordinary") name none."""
    is_named = body is not None and (any(ch.isupper() for ch in body) or body.startswith(("the ", "this ")))
    return _OF.sub("", body.strip(" ,")) if body and is_named else None


_OF: Final = re.compile(
    r"^(?:[Tt]he\s+)?(?:Minutes|Reports?|Recommendations?|Decisions?|Notes|Chair\w*|Members?)\s+(?:of|from)\s+(?=\w)"
)


def _clean(date: str) -> str:
    """A date without the full stop that ends its sentence."""
    return date.rstrip(". ")


# --- minutes and items by their numbers --------------------------------------------------------------------------


def _numbers(text: str) -> Iterator[_Found]:
    """The minutes and items that a paragraph names by their numbers."""
    for match in words.MINUTE.finditer(text):
        yield _Found(match.start(), match.end(), number=match["number"].strip())
        for more in words.MORE.finditer(match["more"]):
            yield _Found(match.start(), match.end(), number=more["number"].strip())
    for match in words.ITEM.finditer(text):
        yield _Found(match.start(), match.end(), number=match["number"] or match["pointed"])


def _joined(text: str, meetings: list[_Found], numbers: list[_Found]) -> list[_Found]:
    """Meetings and numbers in their order; a number right before or behind a meeting is one of that meeting's."""
    left = list(meetings)
    found = []
    for number in numbers:
        meeting = next((m for m in meetings if _together(text, number, m)), None)
        if meeting is not None and meeting in left:
            left.remove(meeting)
        found.append(number if meeting is None else _one(number, meeting))
    return sorted([*left, *found], key=lambda each: (each.start, each.end))


def _one(number: _Found, meeting: _Found) -> _Found:
    """A minute of a meeting."""
    start, end = min(number.start, meeting.start), max(number.end, meeting.end)
    return _Found(start, end, body=meeting.body, date=meeting.date, number=number.number)


def _together(text: str, number: _Found, meeting: _Found) -> bool:
    """Whether a number and a meeting stand in one another or with nothing of weight between them."""
    first, second = sorted((number, meeting), key=lambda each: each.start)
    return first.end >= second.start or words.BETWEEN.fullmatch(text, first.end, second.start) is not None
