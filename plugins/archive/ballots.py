"""Votes, as minutes tell them: in numbers, in words, and name by name in running text, lists and tables.

    counted   = NUMBER "for" … NUMBER "against" (… NUMBER "abstained")?  |  "For:" NUMBER … "Against:" NUMBER …
              | "by" NUMBER "votes to" NUMBER
    worded    = "unanimously" | "nem con" | "on the casting vote of …" | MOTION "was" ("carried" | "lost" | "defeated")
    named     = ("For" | "Against" | "Abstained" …) (NUMBER)? ":" names
    listed    = a paragraph that is one of these words alone, then paragraphs or list items that are names
    tabled    = a table with a column for each of these words, or a column of them beside one of names

Numbers are those written, never sums of ours; where the names differ from them, that is told by rule M005.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import structs

from plugins.archive.people_named import BARE_LIST, NAME, NAMES, TITLE, names
from plugins.archive.prose import Block
from plugins.archive.records import NamedVote, Vote
from plugins.archive.vocabulary import VoteValue

_WORDS: Final = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
_NUMBERS: Final = {word: number for number, word in enumerate(_WORDS)}
_COUNT: Final = rf"(?:\d{{1,3}}|{'|'.join(_NUMBERS)})"
_NONE: Final = rf"(?:{_COUNT}|none|nil|no|nobody)"
_COUNTED: Final = (
    re.compile(
        rf"(?i)\b(?P<for>{_COUNT})\s+(?:votes?\s+|(?:members?|councillors?)\s+(?:voted?|voting)\s+|voted\s+"
        rf"|voting\s+)?(?:in\s+favour|for)\b[^.;\d]{{0,60}}?[,;:\s]+(?:and\s+|to\s+|with\s+)?"
        rf"(?P<against>{_NONE})\s+(?:votes?\s+|(?:members?|councillors?)\s+)?(?:voted?\s+|voting\s+)?against"
        rf"(?:[^.;\d]{{0,60}}?[,;:\s]+(?:and\s+|with\s+)?(?P<abstain>{_NONE})\s+(?:members?\s+"
        rf"|councillors?\s+)?abst\w*)?"
    ),
    re.compile(
        r"(?i)\b(?:for|in\s+favour)\b(?:\s+(?:of\s+)?the\s+(?:motion|recommendation"
        r"|amendment))?\s*[:\-–=]\s*(?P<for>\d{1,3})\b[^\d]{0,40}?"
        r"\bagainst\b[^:\-–=\d]{0,30}[:\-–=]\s*(?P<against>\d{1,3})\b(?:[^\d]{0,40}?\babst\w*\s*[:\-–=]\s*(?P<abstain>\d{1,3}))?"
    ),
    re.compile(
        r"(?i)\bfor\s+(?P<for>\d{1,3})\s*[,;]\s*against\s+(?P<against>\d{1,3})\b"
        r"(?:\s*[,;]\s*(?:and\s+)?abst\w*\s+(?P<abstain>\d{1,3}))?"
    ),
    re.compile(
        r"(?i)\bby\s+(?P<for>\d{1,3})\s+votes?\s+to\s+(?P<against>\d{1,3}|nil|none)"
        rf"(?:[^.;\d]{{0,40}}?(?P<abstain>{_COUNT})\s+abst\w*)?"
    ),
)
_CARRIED: Final = re.compile(
    r"(?i)\b(?:was|were|be|and)\s+(?:declared\s+|duly\s+)?(?P<carried>carried|agreed|approved)"
    r"|\b(?P<lost>was\s+lost|were\s+lost|and\s+lost|fell|not\s+carried|defeated|declared\s+lost)\b"
)
_UNANIMOUS: Final = re.compile(
    r"(?i)\bunanimously\s+(?:resolved|agreed|carried|approved|supported|adopted)\b"
    r"|\b(?:resolved|agreed|carried|approved|adopted|voted)\s*[:,(–-]*\s*\(?(?:unanimously|nem\.?\s?con\b)"
    r"|\b(?:vote|decision)\s+(?:was|being)\s+unanimous\b|\bby\s+(?:a\s+)?unanimous\s+vote\b"
)
_CASTING: Final = re.compile(
    r"(?i)\b(?:on|by|with|using|through)\s+(?:the\s+)?(?:(?:[\w-]+\s+){0,2}?[\w-]+(?:'s"
    r"|’s)\s+)?(?:second\s+(?:or|and)\s+)?casting\s+vote"
    r"(?:\s+of\s+the\s+[\w-]+)?|\b(?:used|exercised|gave)\s+(?:his|her|their|the|a)\s+(?:second\s+(?:or"
    r"|and)\s+)?casting\s+vote"
)
_MOTION: Final = re.compile(
    r"(?i)\b(?P<motion>the\s+(?:(?:original|substantive|amended|further|first|second|third"
    r"|proposed)\s+)*(?:motion|amendment|proposal))"
    r"(?:,?\s+(?:as\s+amended|on\s+being\s+put\s+to\s+the\s+vote|having\s+been\s+put\s+to\s+the\s+vote),?)?\s+"
    r"(?:was\s+(?:then\s+)?(?:put\s+to\s+the\s+vote\s+and\s+(?:was\s+)?)?(?:declared\s+|duly\s+|therefore\s+"
    r"|accordingly\s+)*"
    r"(?P<result>carried|lost|defeated|not\s+carried|rejected)|(?P<fell>fell)\b)"
)
_PAST: Final = re.compile(
    r"(?i)\b(?:had|has|have)\s+(?:been\s+)?(?:\w+\s+)?(?:unanimously|agreed|resolved|been)|\b(?:if|whether"
    r"|unless|would|could)\b"
)
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+(?=[A-Z(\"“])")
_VALUE: Final = (
    r"For|FOR|In\s+[Ff]avour|IN\s+FAVOUR|Against|AGAINST|Abst\w+|ABST\w+|Absent|ABSENT|Not\s+[Vv]oting|Did\s+not\s+vote"
)
_NAMED: Final = re.compile(
    rf"(?P<value>{_VALUE})(?:\s+the\s+\w+)?\s*(?:\(\d+\))?\s*[:\-–]\s*(?:\(?\d{{1,3}}\)?\s*[:\-–(]\s*)?"
    rf"(?P<names>(?:{TITLE}\s+)?{NAME}(?:[^.;:]{{0,2000}}))"
)
_VALUES: Final = (
    ("for", VoteValue.FOR),
    ("in", VoteValue.FOR),
    ("yes", VoteValue.FOR),
    ("against", VoteValue.AGAINST),
    ("absent", VoteValue.ABSENT),
    ("not", VoteValue.NOT_VOTING),
    ("did", VoteValue.NOT_VOTING),
    ("abst", VoteValue.ABSTAIN),
)


def may_tell_votes(text: str) -> bool:
    """Whether a text has a word without which it tells no vote."""
    return _MAY_TELL.search(text) is not None


_MAY_TELL: Final = re.compile(
    r"(?i)\bvot(?:e|es|ed|ing)\b|against|unanimous|nem\.?\s?con|carried|\blost\b|defeated|\bfell\b"
)


def votes(text: str, pointer: str | None) -> Iterator[Vote]:
    """Every vote that a paragraph tells: those that it counts, or else those that it tells in words."""
    parts = _SENTENCE.split(text)
    counted = [vote for part in parts if (vote := _counted(part, pointer))]
    if len(counted) == 1:
        told = _carried(text) if counted[0].carried is None else counted[0].carried
        yield structs.replace(counted[0], carried=told, named=tuple(named_votes(text)))
    elif counted:
        yield from counted
    else:
        yield from (vote for part in parts if (vote := _worded(part, pointer)))


def _counted(sentence: str, pointer: str | None) -> Vote | None:
    """The vote that a sentence counts."""
    match = next((found for pattern in _COUNTED if (found := pattern.search(sentence))), None)
    if match is None:
        return None
    return Vote(
        motion=_motion(sentence),
        for_=_number(match["for"]),
        against=_number(match["against"]),
        abstain=_number(match["abstain"]),
        carried=_carried(sentence),
        manner=_casting(sentence),
        paragraph=pointer,
    )


def _worded(sentence: str, pointer: str | None) -> Vote | None:
    """The vote that a sentence tells without numbers."""
    unanimous, casting, motion = _UNANIMOUS.search(sentence), _casting(sentence), _MOTION.search(sentence)
    if not (unanimous or casting or motion) or _PAST.search(sentence):
        return None
    return Vote(
        motion=_motion(sentence),
        carried=True if unanimous else _result(motion) if motion else _carried(sentence),
        manner=_manner(unanimous[0]) if unanimous else casting,
        paragraph=pointer,
    )


def _manner(words: str) -> str:
    """How something was agreed, without the verb: "unanimously"."""
    match = re.search(r"(?i)unanimous\w*|nem\.?\s?con", words)
    return _squeezed(match[0]).lower() if match else words


def _squeezed(words: str) -> str:
    """Words with single blanks between them."""
    return " ".join(words.split())


def _result(motion: re.Match[str]) -> bool:
    """Whether a motion was carried."""
    return motion["result"] is not None and motion["result"].casefold() == "carried"


def _motion(sentence: str) -> str | None:
    """What was voted on, where the sentence says that it was carried or lost."""
    match = _MOTION.search(sentence)
    return match["motion"][:1].upper() + match["motion"][1:] if match else None


def _casting(sentence: str) -> str | None:
    """The words about a casting vote."""
    match = _CASTING.search(sentence)
    return _squeezed(match[0]) if match else None


def _carried(text: str) -> bool | None:
    """Whether what was voted on was carried, where the text says."""
    told = _CARRIED.search(text)
    return None if told is None else told["carried"] is not None


def _number(text: str | None) -> int | None:
    """A count in figures, in words or as "none"."""
    if text is None:
        return None
    return int(text) if text.isdigit() else _NUMBERS.get(text.casefold(), 0)


# --- name by name ------------------------------------------------------------------------------------------------


def named_votes(text: str) -> Iterator[NamedVote]:
    """How each named person voted, where a paragraph lists them: "For: Councillors A and B; Against: Councillor C"."""
    for match in _NAMED.finditer(text):
        value = value_of(match["value"]) or VoteValue.ABSTAIN
        yield from (NamedVote(name=name, vote=value) for name in names(match["names"]))


def value_of(word: str) -> VoteValue | None:
    """How one votes who is listed under a word."""
    folded = word.strip().casefold()
    return next((value for start, value in _VALUES if folded.startswith(start)), None)


_LABEL: Final = re.compile(
    rf"(?:(?:Councillors|Members|Those)\s+)?(?:[Vv]ot(?:ed|ing)\s+)?(?P<value>{_VALUE}|[Ff]or|[Aa]gainst"
    rf"|[Ii]n\s+favour|[Aa]bst\w+)"
    r"(?:\s+(?:of\s+)?the\s+\w+)?\s*(?:[:–-]?\s*\(?(?P<count>\d{1,3})\)?)?\s*[:–-]?\s*"
)
_LED: Final = re.compile(
    rf"(?:[Vv]ot(?:ed|ing)\s+)?(?P<value>{_VALUE})(?:\s+(?:of\s+)?the\s+\w+)?\s*"
    rf"(?:\(\d{{1,3}}\)\s*)?[:–-]\s*(?P<names>{NAMES})\s*"
    r"(?:\(?(?P<count>\d{1,3})\)?)?\s*\.?$"
)
_FEWEST: Final = 2


def listed_votes(blocks: Sequence[tuple[str, Block]]) -> Iterator[Vote]:
    """Votes in lists: a paragraph "For (8)", the names below it, then "Against (3)" with its own."""
    found: list[tuple[str, VoteValue, str | None, list[str]]] = []
    for pointer, block in blocks:
        label = _LABEL.fullmatch(block.text) if len(block.text) < _LONGEST_LABEL else None
        led = _LED.match(block.text) if label is None and block.kind != "table" else None
        if label is not None and (value := value_of(label["value"])):
            found.append((pointer, value, label["count"], []))
        elif led is not None and (value := value_of(led["value"])):
            found.append((pointer, value, led["count"], list(names(led["names"]))))
        elif found and block.kind != "table" and BARE_LIST.fullmatch(block.text):
            found[-1][3].extend(names(block.text))
        elif found:
            yield from _listed(found)
            found = []
    yield from _listed(found)


_LONGEST_LABEL: Final = 70


def _listed(found: Sequence[tuple[str, VoteValue, str | None, list[str]]]) -> Iterator[Vote]:
    """The vote of the lists that stood together, where they name enough to be one."""
    cast = tuple(NamedVote(name=name, vote=value) for _, value, _, listed in found for name in listed)
    if len(cast) >= _FEWEST and len(found) >= _FEWEST:
        totals = {value: int(count) for _, value, count, _ in found if count}
        yield _vote(cast, totals, found[0][0])


def _vote(cast: tuple[NamedVote, ...], totals: dict[VoteValue, int], pointer: str) -> Vote:
    """A vote of names, with the totals that are written."""
    return Vote(
        for_=totals.get(VoteValue.FOR),
        against=totals.get(VoteValue.AGAINST),
        abstain=totals.get(VoteValue.ABSTAIN),
        named=cast,
        paragraph=pointer,
    )
