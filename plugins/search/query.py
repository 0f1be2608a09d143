"""The query language: what a person typed, as a tree of what is asked. The twin of `query.js`.

    query   := unit*                        all must occur
    unit    := ["-"] [field ":"] (quoted | prefix | word) | range | date | item
    field   := "title" | "committee"
    quoted  := '"' words ['"']              in this order, side by side
    prefix  := word "*"
    word    := a run of anything but spaces and quotation marks
    range   := [day] ".." [day]             day := 2013 | 2013-09 | 2013-09-11
    date    := 11 September 2013 | September 11 2013 | 11/09/2013 | 2013-09-11
    item    := "item" number
    between units: OR, NEAR/n

Whatever is typed has a meaning; nothing is an error. Knows nothing of Whoosh or of shards.
"""

from __future__ import annotations

import re
from calendar import monthrange
from typing import TYPE_CHECKING, Union

import msgspec

from plugins.search.analyse import fold
from plugins.search.format import FARTHEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from plugins.search.analyse import Analyser, Token

LONGEST_QUERY = 2_000
MOST_UNITS = 32
SHORTEST_PREFIX = 2
SHORTEST_BEGINNING = 3
"""A word that the archive does not have stands for those that begin so, if it has so many letters."""

USUAL_DISTANCE = 10
REFERENCE_WORTH = 4


class Word(msgspec.Struct, frozen=True, tag="word"):
    """A term of the dictionary: "hous", "title:hous", "#50/2". `worth` multiplies its score."""

    key: str
    worth: int = 1


class Every(msgspec.Struct, frozen=True, tag="every"):
    """All of these; their scores are added."""

    parts: tuple[Clause, ...]


class Any(msgspec.Struct, frozen=True, tag="any"):
    """One or more of these; the scores of those that match are added."""

    parts: tuple[Clause, ...]


class Prefix(msgspec.Struct, frozen=True, tag="prefix"):
    """Any word that begins so, in all its forms; the best form counts."""

    start: str
    field: str = ""


class Phrase(msgspec.Struct, frozen=True, tag="phrase"):
    """These terms side by side, in this order."""

    keys: tuple[str, ...]
    field: str = ""


class Near(msgspec.Struct, frozen=True, tag="near"):
    """Two terms at most so many words apart, in either order."""

    left: str
    right: str
    distance: int


class Committee(msgspec.Struct, frozen=True, tag="committee"):
    """A committee one of whose names has all these terms."""

    terms: tuple[str, ...]


class Dates(msgspec.Struct, frozen=True, tag="dates"):
    """From one day to another, both included, as ISO dates; an open end is empty."""

    first: str
    last: str


Clause = Union[Word, Every, Any, Prefix, Phrase, Near, Committee, Dates]  # noqa: UP007 (msgspec reads it when it runs)


class Query(msgspec.Struct, frozen=True):
    """All that is asked: what must occur, and what must not.

    `written` are single words with their terms, as typed; `title` the terms of a query of bare words, which may be a
    whole title.
    """

    clauses: tuple[Clause, ...] = ()
    excluded: tuple[Clause, ...] = ()
    written: tuple[tuple[str, str], ...] = ()
    title: tuple[str, ...] = ()


_BLANK = "\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
"""White space, spelt out because Python and browsers differ on it."""

_UNIT = re.compile(rf'(-?)(?:(title|committee):)?(?:"([^"]*)"?|([^{_BLANK}"]+))')
_QUOTES = re.compile("[“”„«»]")
_SPACE = re.compile(f"[{_BLANK}]+")
_NEAR = re.compile(r"^NEAR(?:/([0-9]{1,4}))?$")
_DAY = r"(?:[0-9]{4}(?:-[0-9]{1,2}(?:-[0-9]{1,2})?)?)"
_RANGE = re.compile(rf"^({_DAY}?)\.\.({_DAY}?)$")
_ISO = re.compile(r"^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})$")
_DAY_FIRST = re.compile(r"^([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})$")
_DAY_NUMBER = re.compile(r"^([0-9]{1,2})(?:st|nd|rd|th)?,?$")
_YEAR = re.compile(r"^([0-9]{4}),?$")
_ITEM_NUMBER = re.compile(r"^[0-9]+(?:\.[0-9]+)*[a-z0-9]{0,8}$")
_PART = re.compile(r"^(?:\([a-z0-9]{1,4}\))+$")
_PARTED = re.compile(r"^[0-9]+(?:\.[0-9]+)*(?:\([a-z0-9]{1,4}\))+$")
_DIGIT = re.compile(r"[0-9]")

_MONTHS = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "ionawr chwefror mawrth ebrill mai mehefin gorffennaf awst medi hydref tachwedd rhagfyr",
    )
    for number, name in enumerate(names.split(), 1)
} | {"sept": 9}


class _Unit(msgspec.Struct, frozen=True):
    """One written unit. `quoted` tells a phrase from a word."""

    minus: bool
    field: str
    text: str
    quoted: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether it is a bare word."""
        return not (self.minus or self.field or self.quoted)


def _units(text: str) -> list[_Unit]:
    clean = _QUOTES.sub('"', text[:LONGEST_QUERY])
    found = []
    for minus, field, quoted, word in _UNIT.findall(clean)[:MOST_UNITS]:
        if word or _SPACE.sub("", quoted):
            found.append(_Unit(bool(minus), field, word or quoted, not word))
    return found


def _day(year: str, month: str, day: str) -> str | None:
    """Return an ISO date, if there is such a day."""
    if not 1 <= int(month) <= 12 or int(year) < 1:  # noqa: PLR2004 (months)
        return None
    if not 1 <= int(day) <= monthrange(int(year), int(month))[1]:
        return None
    return f"{int(year):04}-{int(month):02}-{int(day):02}"


def first_day(written: str) -> str:
    """2013 → 2013-01-01; empty for what is no day."""
    year, month, day = (*written.split("-"), "1", "1")[:3]
    return (_day(year, month, day) or "") if re.fullmatch(_DAY, written) else ""


def last_day(written: str) -> str:
    """2013 → 2013-12-31; empty for what is no day."""
    if not re.fullmatch(_DAY, written):
        return ""
    year, month, *day = (*written.split("-"), "12")[: max(2, written.count("-") + 1)]
    if day:
        return _day(year, month, day[0]) or ""
    return f"{year}-{int(month):02}-{monthrange(int(year), int(month))[1]:02}" if _day(year, month, "1") else ""


def item_number(written: str) -> str:
    """Return an item's number as a reference to it holds it: 51(a) → 51a, "5.1 (B) (ii)" → 5.1bii."""
    return re.sub(rf"[(){_BLANK}]+", "", fold(written)).rstrip(".")


def _written_day(units: Sequence[_Unit]) -> tuple[str, int] | None:
    """A day written out at the start of the units, and how many of them it takes."""
    words = [fold(unit.text) if unit.is_plain else "" for unit in units[:3]]
    if found := _ISO.match(words[0]):
        return (day, 1) if (day := _day(*found.groups())) else None
    if found := _DAY_FIRST.match(words[0]):
        return (day, 1) if (day := _day(found[4], found[3], found[1])) else None
    return _spelt_day(words)


def _spelt_day(words: Sequence[str]) -> tuple[str, int] | None:
    if len(words) < 3 or not (year := _YEAR.match(words[2])):  # noqa: PLR2004 (day, month, year)
        return None
    for number, name in ((0, 1), (1, 0)):
        found, month = _DAY_NUMBER.match(words[number]), _MONTHS.get(words[name].strip(".,"))
        if found and month and (day := _day(year[1], str(month), found[1])):
            return day, 3
    return None


class _Parser:
    """Turns units into clauses, with the words of one language."""

    def __init__(self, analyser: Analyser) -> None:
        self.analyser = analyser

    def query(self, units: Sequence[_Unit]) -> Query:
        clauses: list[Clause] = []
        excluded: list[Clause] = []
        spare: list[Clause] = []
        at = 0
        while at < len(units):
            clause, taken = self._joined(units, at)
            target = excluded if units[at].minus else clauses
            if clause and target is clauses and taken == 1 and self._is_common(units[at]):
                target = spare
            target += [clause] if clause and clause not in target else []
            at += taken
        bare = all(unit.is_plain for unit in units)
        title = [term for unit in units for _, term in self.analyser.terms(unit.text)] if bare else ()
        return Query(tuple(clauses or spare), tuple(excluded), self._written(units, clauses), tuple(title))

    def _written(self, units: Sequence[_Unit], clauses: Sequence[Clause]) -> tuple[tuple[str, str], ...]:
        """The terms of the clauses that are a single word each, with the word."""
        found: dict[str, str] = {}
        for unit in units:
            for token in self.analyser.tokens(unit.text) if unit.is_plain else ():
                if len(token.terms) == 1 and Word(token.terms[0][1]) in clauses:
                    found.setdefault(token.terms[0][1], token.words[0])
        return tuple(found.items())

    def _joined(self, units: Sequence[_Unit], at: int) -> tuple[Clause | None, int]:
        """A clause, with what is joined to it by NEAR or OR, and how many units it takes."""
        parts, taken = self._near(units, at)
        options = [parts]
        while self._is_or(units, at + taken) and not units[at].minus:
            option, more = self._near(units, at + taken + 1)
            options.append(option)
            taken += more + 1
        found = tuple(dict.fromkeys(option for option in options if option))
        return (found[0] if len(found) == 1 else Any(found)) if found else None, taken

    def _is_or(self, units: Sequence[_Unit], at: int) -> bool:
        return at + 1 < len(units) and units[at] == _Unit(minus=False, field="", text="OR") and not units[at + 1].minus

    def _near(self, units: Sequence[_Unit], at: int) -> tuple[Clause | None, int]:
        left, taken = self._clause(units[at:])
        after = at + taken
        if after + 1 >= len(units) or not units[after].is_plain or units[at].minus:
            return left, taken
        near = _NEAR.match(units[after].text)
        if not near or units[after + 1].minus:
            return left, taken
        right, more = self._clause(units[after + 1 :])
        distance = min(FARTHEST, max(1, int(near[1] or USUAL_DISTANCE)))
        return _side_by_side(left, right, distance), taken + 1 + more

    def _clause(self, units: Sequence[_Unit]) -> tuple[Clause | None, int]:
        """The first unit's clause, and how many units it takes."""
        unit = units[0]
        if unit.quoted:
            return self._phrase(unit), 1
        if unit.is_plain and (day := _written_day(units)):
            words = [self._words(one) for one in units[: day[1]]]
            return _either(Word("#" + day[0], REFERENCE_WORTH), _all(words)), day[1]
        return self._item(units) or (self._single(unit), 1)

    def _item(self, units: Sequence[_Unit]) -> tuple[Clause | None, int] | None:
        """An item by its number: "item 51", "item 51 (a)", "51(a)"; and how many units it takes."""
        words = [fold(unit.text) if unit.is_plain else "" for unit in units[:3]]
        named = words[0] == "item"
        number, *rest = [*words[named:], ""]
        parted = bool(number and rest and _PART.match(rest[0]))
        written = number + rest[0] if parted else number
        if not (_ITEM_NUMBER.match(item_number(written)) if named else _PARTED.match(written)):
            return None
        taken = named + 1 + parted
        words_asked = _all([self._words(unit) for unit in units[:taken]])
        return _either(Word("#item " + item_number(written), REFERENCE_WORTH), words_asked), taken

    def _single(self, unit: _Unit) -> Clause | None:
        if not unit.field and (found := _RANGE.match(unit.text)) and any(found.groups()):
            first, last = first_day(found[1]), last_day(found[2])
            if bool(first) == bool(found[1]) and bool(last) == bool(found[2]):
                return Dates(first, last)
        if unit.text.endswith("*") and (prefix := self._prefix(unit)):
            return prefix
        return self._words(unit)

    def _prefix(self, unit: _Unit) -> Clause | None:
        tokens = list(self.analyser.tokens(unit.text))
        if unit.field == "committee" or len(tokens) != 1 or len(tokens[0].words) != 1:
            return None
        start = tokens[0].words[0]
        return Prefix(start, unit.field) if len(start) >= SHORTEST_PREFIX else None

    def _words(self, unit: _Unit) -> Clause | None:
        """A word, or all of what a token like "and/or" falls into."""
        tokens = list(self.analyser.tokens(unit.text))
        if unit.field == "committee":
            return _committee(tokens)
        return _all([self._token(token, unit.field) for token in tokens])

    def _token(self, token: Token, field: str) -> Clause:
        keys = [_key(field, term) for _, term in token.terms]
        if len(keys) == 1:
            return Word(keys[0])
        pieces = Every(tuple(dict.fromkeys(Word(key) for key in keys[: token.width])))
        if len(keys) == token.width:
            return pieces
        named = [Word("#" + token.words[-1], REFERENCE_WORTH)] if not field and _DIGIT.search(token.words[-1]) else []
        return Any((*named, Word(keys[-1]), pieces))

    def _phrase(self, unit: _Unit) -> Clause | None:
        tokens = list(self.analyser.tokens(unit.text))
        if unit.field == "committee":
            return _committee(tokens)
        keys = tuple(_key(unit.field, term) for token in tokens for _, term in token.terms[: token.width])
        if len(keys) < 2:  # noqa: PLR2004 (a phrase of one word is a word)
            return Word(keys[0]) if keys else None
        return Phrase(keys, unit.field)

    def _is_common(self, unit: _Unit) -> bool:
        return unit.is_plain and all(
            token.words[0] in self.analyser.language.common and token.width == 1
            for token in self.analyser.tokens(unit.text)
        )


def _key(field: str, term: str) -> str:
    return f"{field}:{term}" if field else term


def _committee(tokens: Iterable[Token]) -> Clause | None:
    terms = tuple(dict.fromkeys(term for token in tokens for _, term in token.terms[: token.width]))
    return Committee(terms) if terms else None


def _all(parts: Iterable[Clause | None]) -> Clause | None:
    """All of the parts, as one clause."""
    found = tuple(dict.fromkeys(part for part in parts if part))
    return (found[0] if len(found) == 1 else Every(found)) if found else None


def _either(named: Word, words: Clause | None) -> Clause:
    return Any((named, words)) if words else named


def _side_by_side(left: Clause | None, right: Clause | None, distance: int) -> Clause | None:
    """Two words near each other; what is more than a word need only occur."""
    if isinstance(left, Word) and isinstance(right, Word) and "#" not in left.key + right.key:
        return Near(left.key, right.key, distance) if left.key != right.key else left
    return _all([left, right])


def parse(text: str, analyser: Analyser) -> Query:
    """Return what a query asks for."""
    return _Parser(analyser).query(_units(text))
