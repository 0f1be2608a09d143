"""Declarations of interest, as minutes tell them: who declared what kind, on which item, and what they then did.

declared  = names ("declared" | "disclosed") … "interest" …
          | names "made a declaration" … | names ("advised" | "stated" …) "that" … "had" … "interest"
          | "interest" … ("was" | "were") "declared by" names
listed    = names ("-" | ":") …          in an item about declarations, where it speaks of an item or an interest
conduct   = "left the room" | "withdrew from" … | "took no part" … | "did not vote" … | "remained in" …
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from plugins.archive.people_named import NAMES, names
from plugins.archive.records import Declaration

_SAYS: Final = re.compile(
    r"\b(?:declared(?!\s+the\s+(?:meeting|result|motion|amendment|vote|poll)\b)|disclosed|made\s+(?:a|an"
    r"|the\s+following)\s+(?:\w+\s+){0,2}declarations?|"
    r"(?:advised|stated|informed|reported|indicated|announced)\s+(?:[^.;]{0,60}?\s)?that\s+(?:he|she"
    r"|they)\s+(?:each\s+)?(?:had|have|has))\b"
)
_WHO: Final = re.compile(rf"(?P<names>{NAMES}),?\s+(?:(?:each|both|also|then|all|\w+ly)\s+)?$")
_INTEREST: Final = re.compile(r"[^.]{0,200}?\b[Ii]nterests?\b|\s+that\s+(?:he|she|they)\s+(?:was|were|had|is)\b")
_BY: Final = re.compile(
    rf"\binterests?\b[^.;]{{0,120}}?\b(?:was|were|had\s+been)\s+(?:declared"
    rf"|disclosed)[^.;]{{0,60}}?\bby\s+(?P<names>{NAMES})"
)
_LISTED: Final = re.compile(rf"(?:\(?\w{{1,3}}[.)]\s+)?(?P<names>{NAMES})\s*[-–:]\s*(?P<what>\S.*)", re.DOTALL)
_ABOUT: Final = re.compile(r"(?i)\binterests?\b|\bitems?\b|\bminute\b|\bmember\s+of\b")
_IS_OF_INTERESTS: Final = re.compile(
    r"(?i)declar\w+.*interest|interests?\s+declar|disclosure.*interest|members['’]?\s+interests"
)
_BEFORE, _NEAR = 400, 200
_KINDS: Final = (
    ("disclosable pecuniary", "disclosable pecuniary"),
    ("other disclosable", "other disclosable"),
    ("affected interest", "affected"),
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
    ("non registrable", "non-registrable"),
)
_ITEM: Final = re.compile(
    r"(?i)\b(?:agenda\s+)?item\s+(?:(?:no|number)\.?\s*)?(?P<item>\d{1,3}[a-z]?(?:\s?\(\w{1,3}\))?)"
    r"|\bminute\s+(?:no\.?\s*)?(?P<minute>\d[\d/.]*(?:\(\d+\))?)"
)
_CONDUCT: Final = re.compile(
    r"\b(?P<did>(?:left|withdrew\s+from|vacated|(?:would|will)\s+(?:leave|withdraw\s+from|vacate))\s+"
    r"the\s+(?:room|meeting|[Cc]hamber|chair)(?:[^.;]{0,80})"
    r"|(?:took|take|taking)\s+no\s+(?:further\s+)?part[^.;]{0,80}"
    r"|(?:did|would|does)\s+not\s+(?:vote|take\s+part|participate|speak)[^.;]{0,80}"
    r"|(?:remained|stayed)\s+in\s+the\s+[^.;]{0,80})"
)


def may_declare(text: str) -> bool:
    """Whether a text has a word without which it tells of no interest."""
    return "nterest" in text or "declar" in text


def is_about_interests(title: str) -> bool:
    """Whether an item is the one where interests are declared."""
    return _IS_OF_INTERESTS.search(title) is not None


def declarations(text: str, pointer: str | None, *, listed: bool = False) -> Iterator[Declaration]:
    """Every interest that a paragraph says was declared, for each who declared it.

    `listed` where the paragraph stands in an item about declarations: there a name and a dash are enough.
    """
    said = [*_said(text), *((match["names"], match.end(), match.start()) for match in _BY.finditer(text))]
    if not said and listed and (match := _LISTED.fullmatch(text)) and _ABOUT.search(match["what"]):
        said = [(match["names"], match.start("what"), match.start("what"))]
    for place, (listed_names, _, where) in enumerate(said):
        end = said[place + 1][2] if place + 1 < len(said) else len(text)
        yield from _each(listed_names, text, text[where : max(end, where + 1)], pointer)


def _said(text: str) -> Iterator[tuple[str, int, int]]:
    """Who declared, where the words about it end, and where they begin."""
    for said in _SAYS.finditer(text):
        who = _WHO.search(text, max(0, said.start() - _BEFORE), said.start())
        if who is not None and (_INTEREST.match(text, said.end()) or "declaration" in said[0]):
            yield who["names"], said.end(), said.start()


def _each(listed: str, text: str, what: str, pointer: str | None) -> Iterator[Declaration]:
    """The declaration of each who is named, with what is said of it up to the next."""
    near = what[:_NEAR].casefold()
    kind = next((kind for words, kind in _KINDS if words in near), None)
    item, conduct = _ITEM.search(what), _CONDUCT.search(what)
    for name in names(listed):
        yield Declaration(
            name=name,
            text=text,
            kind=kind,
            item=(item["item"] or item["minute"]) if item else None,
            conduct=" ".join(conduct["did"].split()).rstrip(" ),") if conduct else None,
            paragraph=pointer,
        )
