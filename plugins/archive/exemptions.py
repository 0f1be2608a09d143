"""Grounds on which something is not public, as agendas and minutes give them: Schedule 12A and its paragraphs.

    grounds  = "paragraph(s)" NUMBERS … "Schedule 12A" | "Schedule 12A" … "paragraph(s)" NUMBERS
    excluded = "exclude(d)" … ("press" | "public") | "exclusion of the" (press | public)
    exempt   = "exempt information" | "not for publication" | "EXEMPT"                           only with grounds

Words that speak of others ("the following items", "items 12 and 13") say nothing of the item in which they stand.
What is denied ("contains no exempt information", "resolved not to exclude") or only asked is not read. The Schedule is
that of the Local Government Act 1972; paragraphs are numbered within its Part 1 (in Wales Part 4, up to 18).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from plugins.archive.prose import Prose
from plugins.archive.remarks import Exclusion
from plugins.archive.sentences import sentences
from plugins.archive.signs import BLANK, DIGIT

_LIST: Final = r"\(?\d{1,2}\)?(?:\s*(?:,|and|&|or|to|-|–|/)+\s*\(?\d{1,2}\)?)*"
_PARAGRAPHS: Final = rf"[Pp]aragraphs?\s*(?:\(s\)\s*)?(?:[Nn](?:o|umber)s?\.?\s*)?(?P<NAME>{_LIST})"
_SCHEDULE: Final = r"[Ss](?:chedule|CHEDULE)\s+12\s?\(?[Aa]\)?"
GROUNDS: Final = re.compile(
    rf"{_PARAGRAPHS.replace('NAME', 'before')}(?!\d)[^.;]{{0,120}}?{_SCHEDULE}"
    rf"|{_SCHEDULE}[^;]{{0,160}}?{_PARAGRAPHS.replace('NAME', 'behind')}(?!\d)",
)
CATEGORY: Final = re.compile(
    r"(?i)\bexempt\s+(?:information\s+)?(?:(?:under|by\s+virtue\s+of|-|–|:|category|categories"
    r"|\()\s*)+(?:paragraphs?\s+|categor(?:y|ies)\s+)?(?P<list>\d{1,2}(?:\s*(?:,|and|&)\s*\d{1,2})*)\)?"
)
EXCLUDED: Final = re.compile(
    r"(?i)\b(?=[ep])(?:(?:press|public)\b[^.;]{0,60}?\b(?:be|were|was|being|are)\s+(?:now\s+|therefore\s+|then\s+)?excluded|"
    r"exclud(?:e|es|ed|ing)\s+(?:the\s+|members\s+of\s+the\s+)?(?:press|public)"
    r"|exclusion\s+of\s+(?:the\s+)?(?:press|public))"
)
_ONLY_PROPOSED: Final = re.compile(r"(?i)\b(?:recommended|proposed|moved|will\s+be\s+asked|to\s+consider)\b")
_EXEMPT: Final = re.compile(r"(?i)\bexempt\b|\bnot\s+for\s+publication\b|\bconfidential\b|\bprivate\b")
_NEVER: Final = re.compile(
    r"(?i)\b(?:not\s+to\s+exclude|not\s+be\s+excluded|not\s+exempt|no\s+(?:exempt|confidential|items?|matters?"
    r"|need)|does\s+not\s+contain|did\s+not|not\s+necessary|whether|"
    r"if\s+(?:the|any|it|members)|without\s+excluding|consider(?:ed|s)?\s+(?:the\s+)?exclu|should\s+(?:they"
    r"|members|the\s+committee)\s+wish|may\s+be|likely\s+to\s+be\s+asked)\b"
)
_OTHERS: Final = re.compile(
    r"(?i)\b(?:following|remaining|undermentioned|next|these|those|below)\s+(?:\w+\s+){0,3}?(?:items?|matters?"
    r"|business|reports?|agenda)|\bremainder\s+of\b|\brest\s+of\s+the\s+meeting"
    r"|\b(?:agenda\s+)?items?\s+(?:no(?:s|\(s\))?\.?\s*|numbers?\s+)?\(?\d|\bminutes?\s+(?:nos?\.?\s*)?\d"
)
_ITEMS: Final = re.compile(
    r"(?i)\b(?:agenda\s+)?items?\s+(?:no(?:s|\(s\))?\.?\s*|numbers?\s+)?(?P<list>\d{1,3}[a-z]?(?:\s*(?:,|and|&"
    r"|to|-|–)\s*\d{1,3}[a-z]?)*)\b"
)
# They begin with a rare letter, so that they are found at once or not at all.
_HINT: Final = re.compile(r"x(?:clu(?:d|sion)|empt)")
_CAPITAL_HINT: Final = re.compile(r"X(?:EMPT|CLU)")
# What every sentence has that is read here; `re` takes each of three letters for an "i", whatever its case.
_PUBLIC: Final = "(?:press|publ[i\u0131\u0130]c)"
SIGNS: Final = frozenset(
    (
        f"(?i:{_PUBLIC}[^.;]*excluded)",
        f"(?i:exclu(?:d(?:es?|ed|[i\u0131\u0130]ng)|s[i\u0131\u0130]on{BLANK}+of){BLANK}+(?:(?:members{BLANK}+of{BLANK}+)?the{BLANK}+)?{_PUBLIC})",
        f"(?:chedule|CHEDULE){BLANK}+12",
        f"(?i:exempt){BLANK}(?s:.)*{DIGIT}",
    )
)
_HIGHEST: Final = 18


def read_exclusions(prose: Prose, letter: str) -> Iterator[Exclusion]:
    """What one edition says is not public, a remark for each sentence that says it."""
    for block in prose:
        if block.number is not None and _may_exclude(block.text):
            for sentence in sentences(block.text):
                if _may_exclude(sentence):
                    yield from _of_sentence(sentence, f"{letter}{block.number}")


def _may_exclude(text: str) -> bool:
    """Whether a text has words of exclusion."""
    return bool(_HINT.search(text) or "chedule 12" in text or _CAPITAL_HINT.search(text))


def schedule_paragraphs(text: str) -> tuple[int, ...]:
    """The paragraphs of Schedule 12A that a text names, in order; "1 to 3" names three."""
    if "12" not in text:
        return ()
    found = [_numbers(match["before"] or match["behind"]) for match in GROUNDS.finditer(text)]
    return tuple(sorted({number for numbers in found for number in numbers}))


def _numbers(listed: str) -> Iterator[int]:
    """The numbers of a list; a range names all between its ends."""
    last, joined = 0, False
    for part in re.findall(r"\d+|to\b|[-–]", listed):
        if part.isdigit():
            number = int(part)
            yield from (
                n for n in (range(last + 1, number + 1) if joined and last < number else (number,)) if 0 < n <= _HIGHEST
            )
            last, joined = number, False
        else:
            joined = True


def _of_sentence(sentence: str, pointer: str) -> Iterator[Exclusion]:
    """What one sentence says."""
    folded = sentence.casefold()
    excluded = EXCLUDED.search(sentence) if "press" in folded or "publ" in folded else None
    paragraphs = schedule_paragraphs(sentence) or _categories(sentence)
    stated = excluded or (paragraphs and _EXEMPT.search(sentence))
    if not stated or _NEVER.search(sentence) or sentence.endswith("?"):
        return
    others = _OTHERS.search(sentence) is not None
    yield Exclusion(
        text=sentence,
        paragraphs=paragraphs,
        excluded=True if excluded and pointer[0] != "s" and not _ONLY_PROPOSED.search(sentence) else None,
        others=others,
        items=tuple(_listed(sentence)) if others else (),
        paragraph=pointer,
    )


def _categories(sentence: str) -> tuple[int, ...]:
    """Paragraphs named without the Schedule: "EXEMPT – Paragraph 3"."""
    match = CATEGORY.search(sentence)
    return tuple(sorted(set(_numbers(match["list"])))) if match else ()


def _listed(sentence: str) -> Iterator[str]:
    """The numbers of the items that a sentence speaks of, as written; of a range its ends."""
    for match in _ITEMS.finditer(sentence):
        yield from re.findall(r"\d{1,3}[a-z]?", match["list"])
