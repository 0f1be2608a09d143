"""Items that cite an earlier minute of their own body: which minute that is, where exactly one fits.

    cited = MINUTE ("of" BODY)? DAY      "Further to Minute 123 of the meeting of 3 March 2014"
          | MINUTE "/" YEAR              "(Minute 45/14 refers)"

`plugins.archive.mentions` finds the words. A citation counts that names a day with its year on which the body met, or a
minute's number with its year; a bare number comes again every year, and a year that is not written is a guess.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from plugins.archive.dates import parse_council_date
from plugins.archive.mention_words import MINUTE
from plugins.archive.mentions import read_mentions, settled
from plugins.archive.prose import Prose, paragraph, parse
from plugins.archive.remarks import Mention
from plugins.archive.tables import bare_number
from plugins.archive.text import fold
from plugins.archive.vocabulary import DatePrecision
from plugins.archive.when import DAY
from plugins.importers.known import Known, name_key
from plugins.importers.sightings import Sighting

_HINT: Final = re.compile(r"(?i)\bmin(?:ute)?s?\b\.?\s+(?:[a-z]{1,9}\.?:?\s*){0,2}[a-z/ .-]{0,6}\d")
_DAY_BEHIND: Final = re.compile(rf"\s*,?\s*[(\[]?\s*(?:of|on|from|dated|held\s+on)?\s*(?:the\s+)?(?P<day>{DAY})")
_WITH_YEAR: Final = re.compile(r"(?P<number>\w*\d\w*)/(?P<year>\d{2}|(?:19|20)\d{2})")
_CONTINUES: Final = re.compile(
    r"(?i)\b(?:further\s+to|arising\s+(?:from|out\s+of)|pursuant\s+to|following|subsequent\s+to|in\s+accordance\s+with"
    r"|with\s+(?:reference|regard)\s+to|in\s+response\s+to|as\s+(?:agreed|resolved|requested|required)\s+(?:in|at|by|under))"
    r"\W+(?:\w+\W+){0,3}$"
)
_REFERS: Final = re.compile(r"(?i)[^.;]{0,40}?\brefers?\b")
_ARTICLES: Final = re.compile(r"^(?:(?:the|this|its|that|full)\s+)+")
_GENERAL: Final = frozenset(
    {"committee", "sub-committee", "board", "panel", "forum", "group", "commission", "meeting", "council", "cabinet"}
)
_CENTURY: Final = 100
_BACK: Final = dt.timedelta(days=427)
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Citation:
    """The words of an item that cite a minute, and where they stand: the paragraph, or "title".

    `day` is the meeting's where it is told; `year` that of a number with its year. `continues` says that the words take
    the earlier minute up ("Further to Minute 123"); `around` is the paragraph.
    """

    words: str
    paragraph: str
    number: str
    day: dt.date | None = None
    year: int | None = None
    continues: bool = False
    around: str = ""

    def days(self, today: dt.date) -> tuple[dt.date, dt.date]:
        """The first and the last day on which what it means can have been; of a bare number the fourteen months before.

        The minutes of a year may be counted from January or from the annual meeting in May.
        """
        if self.day is not None:
            return self.day, min(self.day, today)
        if self.year is not None:
            return dt.date(self.year, 1, 1), min(dt.date(self.year + 1, 4, 30), today)
        return today - _BACK, today


def citations(item: Sighting, known: Known) -> Iterator[Citation]:
    """What an item cites of its own body, each once; one without its year has neither day nor year."""
    seen = set[tuple[str, dt.date | None, int | None]]()
    for letter, text in (("title", item.title), *item.texts()):
        for each in _of_text(item, letter, text, known) if _HINT.search(text) else ():
            if (each.number, each.day, each.year) not in seen:
                seen.add((each.number, each.day, each.year))
                yield each


def _of_text(item: Sighting, letter: str, text: str, known: Known) -> Iterator[Citation]:
    """What one text cites."""
    prose = parse(text)
    for each in settled(read_mentions(prose, letter), item.day):
        if each.number and MINUTE.search(each.text) and _is_own(each.body, item, known):
            yield _citation(each, prose)


def _citation(mention: Mention, prose: Prose) -> Citation:
    """A citation with the day or the year that it names."""
    counted = (mention.paragraph or "").lstrip(_LETTERS)
    block = paragraph(prose, f"m{counted}")
    text = block.text if block else mention.text
    number, day = bare_number(mention.number), _day(mention, text)
    pointer = "title" if (mention.paragraph or "").startswith("title") else mention.paragraph or ""
    dated = _WITH_YEAR.fullmatch(number) if day is None else None
    return Citation(
        mention.text,
        pointer,
        number,
        day=day,
        year=_whole_year(int(dated["year"])) if dated else None,
        continues=_takes_up(mention.text, text),
        around=text,
    )


def _whole_year(year: int) -> int:
    """A year that may be written with two digits."""
    return year if year > _CENTURY else 2000 + year


def _takes_up(words: str, text: str) -> bool:
    """Whether the words around a citation take the earlier minute up."""
    start = max(text.find(words), 0)
    return bool(_CONTINUES.search(text[:start]) or _REFERS.match(text, start + len(words)) or _REFERS.search(words))


def _day(mention: Mention, text: str) -> dt.date | None:
    """The day with its year that a citation names, or that stands right behind: "minute 12 of 2 May 2013"."""
    if mention.from_ is not None:
        return mention.from_ if mention.precision is DatePrecision.DAY and not mention.inferred else None
    behind = _DAY_BEHIND.match(text, text.find(mention.text) + len(mention.text)) if mention.text in text else None
    return parse_council_date(behind["day"]) if behind else None


def _is_own(body: str | None, item: Sighting, known: Known) -> bool:
    """Whether a body is the one whose meeting an item was at, by its names; one that is not named is."""
    if body is None:
        return True
    plain = _ARTICLES.sub("", fold(body).strip())
    own = f"committees/{item.committee}"
    names = {fold(each.name) for each in known.histories.get(own, ())}
    if plain in _GENERAL:
        return any(plain in name for name in names)
    initials = {"".join(word[0] for word in name.split() if word not in {"and", "of", "for", "the"}) for name in names}
    return own in known.by_name.get(("committees", name_key(plain)), ()) or plain in initials


def meant(cited: Citation, there: list[Sighting]) -> list[Sighting]:
    """Those of the items of one body that a citation can mean, routine business left out."""
    found = [each for each in there if not each.is_routine and _fits(cited, each)]
    exact = [each for each in found if bare_number(each.number) == cited.number]
    return exact or found


def _fits(cited: Citation, item: Sighting) -> bool:
    """Whether an item has the number that a citation names; of a day with or without the year behind it."""
    number = bare_number(item.number)
    dated, own = _WITH_YEAR.fullmatch(cited.number), _WITH_YEAR.fullmatch(number)
    if cited.day is not None:
        same = {cited.number, dated["number"] if dated else None}
        return item.day == cited.day and bool({number, own["number"] if own else None} & (same - {None}))
    return number in {cited.number, dated["number"] if dated else cited.number}
