"""Promises to report back, as minutes and decision notices make them.

A clause is a promise where something new is to come to a body, its members or a meeting, or is to come back there:

    listed     = "ACTION:" ACTOR "to" DELIVER                             "ACTION: Officers to circulate a briefing"
    undertaken = ACTOR ("undertook to" | "agreed to" | "would" …) DELIVER "The Head of Parks undertook to report back"
    asked      = ("request" | "ask" …) ACTOR "to" DELIVER                 "requests officers to submit a further report"
    brought    = NEWS about MODAL? "be" DELIVERED                         "a further report be submitted in June"
    back       = MODAL ("return" | "come back" | "be brought back" …)     "would return to the Board in February 2014"
    received   = "receive" NEWS … DUE                                     "to receive a further report in six months"
    DELIVER    = ("provide" | "submit" | "bring" …) NEWS | "report back" | "come back"
    NEWS       = "a report", "further …", "progress …", "update", "outcome", "findings", "written response" …
    MODAL      = "will" | "would" | "shall" | "must" | "is to" | "to"; none in a resolution's "That … be …"

| it is               | where                                                                                    |
|---------------------|------------------------------------------------------------------------------------------|
| resolved            | in the words of a resolution, or in a recommendation that was agreed                     |
| requested           | where it is only asked for                                                               |
| undertaken          | everywhere else                                                                          |
| less than a promise | "it was hoped", "anticipated", "if necessary" …: kept, with these words as `doubt`       |
| no promise          | what is past ("was brought back", "had asked"), asked ("whether"), only proposed or      |
|                     | possible ("suggested", "could", "should"), denied ("no further report"); what is only    |
|                     | sent on ("the comments be reported to Cabinet", "be referred back"); an answer that was  |
|                     | wanted there and then ("asked officers to provide further details")                      |

Due is what stands behind the promise and says when: a day or month before a year, that before a meeting. A day that
had passed when the council met is none.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Final

from msgspec import structs

from plugins.archive import promise_words as words
from plugins.archive.prose import Prose, plain_text
from plugins.archive.remarks import Promise
from plugins.archive.sentences import sentences
from plugins.archive.signs import FirstLook
from plugins.archive.vocabulary import PromiseKind
from plugins.archive.when import dues, to_come

# What a paragraph is to the decision, by its pointer: in it, or of no account (reasons, answers, what was not agreed).
Standing = Mapping[str, bool]
Words = tuple[str, ...]
_BE: Final = " be "
_PASSIVE: Final = words.PASSIVE.pattern
SIGNS: Final = frozenset((_PASSIVE, *words.WORDS))


def read_promises(prose: Prose, letter: str, standing: Standing, present: Words) -> Iterator[Promise]:
    """The promises of one edition. `standing` says which paragraphs are resolved (true) or promise nothing (false).

    `present` are those of the words of promises that the edition has.
    """
    for block in prose:
        pointer = f"{letter}{block.number}"
        if block.number is not None and _may_promise(block.text, present) and standing.get(pointer, True):
            for clause in sentences(block.text):
                if _has(clause, present):
                    yield from _of_clause(clause, pointer, resolved=pointer in standing)


def words_of_promises(prose: Prose, signs: AbstractSet[str], *, asks: bool = True) -> Words:
    """The words that a text has of those without which nothing is promised; a text that asks for nothing has fewer."""
    known = words.WORDS if asks else words.WORDS[: words.STATING]
    return (*(_passives(plain_text(prose)) if _PASSIVE in signs else ()), *[word for word in known if word in signs])


def _passives(text: str) -> Iterator[str]:
    """What is to be done, each once: " be " is much quicker to look for than what may stand behind it."""
    seen, at = set[str](), text.find(_BE)
    while at >= 0:
        match = words.PASSIVE.match(text, at)
        if match is not None and match[0] not in seen:
            seen.add(match[0])
            yield match[0]
        at = text.find(_BE, at + 1)


def _may_promise(text: str, present: Words) -> bool:
    """Whether a paragraph may have a clause that promises something."""
    return _has(text, present) and bool(_first_look(text))


def _has(text: str, present: Words) -> bool:
    """Whether a text has one of the words."""
    for word in present:  # noqa: SIM110 - asked of every paragraph, and twice as quick as a generator
        if word in text:
            return True
    return False


def settled(promises: Iterable[Promise], day: dt.date) -> tuple[Promise, ...]:
    """Promises made on a day, with the days that their due dates name; a due date that had passed is left out."""
    return tuple(_settled(each, day) for each in promises)


def _settled(promise: Promise, day: dt.date) -> Promise:
    """One promise with its dates; what a record states itself stays."""
    if promise.due is None or promise.from_ or promise.until:
        return promise
    when = to_come(promise.due, day)
    if when.until is not None and when.until < day:
        return structs.replace(promise, due=None)
    return structs.replace(
        promise, from_=when.from_, until=when.until, precision=when.precision, inferred=when.inferred
    )


# --- one clause --------------------------------------------------------------------------------------------------

# Each shape with a sign of it: what the shapes look for between words is looked for once, for all of them.
SHAPES: Final = {
    words.LISTED: words.LISTED_SIGN,
    words.UNDERTAKEN: words.UNDERTAKEN_SIGN,
    words.ASKED: words.ASKED_SIGN,
    words.BROUGHT: words.BROUGHT_SIGN,
    words.BACK: words.BACK_SIGN,
    words.NOUN_ASKED: words.NOUN_ASKED_SIGN,
    words.RECEIVED: words.RECEIVED_SIGN,
    words.LET: words.LET_SIGN,
}
# No sets: the hash of an expression is that of all its code.
_STATED: Final = (words.BROUGHT, words.BACK)
_ASKING: Final = (words.ASKED, words.NOUN_ASKED)
_FIRM: Final = (words.LISTED, words.BACK)
_TO_BE_DATED: Final = (words.NOUN_ASKED, words.RECEIVED)
_LONGEST: Final = 1500
_first_look: Final = FirstLook(SHAPES.values())


def _of_clause(clause: str, pointer: str, *, resolved: bool) -> Iterator[Promise]:
    """The promise of a clause, where it makes one. A summary only states what will come: it asks for nothing."""
    if clause.endswith("?") or len(clause) > _LONGEST:
        return
    letter, signs = pointer[0], _first_look(clause)
    for shape, sign in SHAPES.items():
        if shape is words.LET and not resolved:
            return
        match = shape.search(clause) if sign in signs and (letter != "s" or shape in _STATED) else None
        if (
            match is not None
            and _holds(match, resolved=resolved)
            and (made := _made(match, pointer, resolved=resolved))
        ):
            yield made
            return


def _holds(match: re.Match[str], *, resolved: bool) -> bool:
    """Whether nothing before the promise undoes it: a denial, the past, and outside resolutions a mere possibility.

    What stands in quotation marks was said elsewhere.
    """
    before = match.string[: match.end() - len(_rest(match))]
    if not resolved and before.rfind("“") > before.rfind("”"):
        return False
    return not words.NEVER.search(before) and (resolved or not words.UNSURE.search(before))


def _rest(match: re.Match[str]) -> str:
    """What stands behind the words that promise."""
    return match["rest"] or (match["rest2"] if "rest2" in match.re.groupindex else "") or ""


def _made(match: re.Match[str], pointer: str, *, resolved: bool) -> Promise | None:
    """The promise that a shape found, where it says enough to be one."""
    shape, rest = match.re, _rest(match)
    by, to, due = _by(match), _to(match), _due(rest)
    firm = shape in _FIRM or " back" in _verb(match) or (shape is words.UNDERTAKEN and bool(match["firm"]))
    if by is _NOBODY or not _enough(match, firm=firm, to=to, due=due, resolved=resolved):
        return None
    asked = shape in _ASKING or (shape is words.BROUGHT and _commanded(match) == "asked")
    kind = PromiseKind.RESOLVED if resolved else PromiseKind.REQUESTED if asked else PromiseKind.UNDERTAKEN
    hedge = words.HEDGED.search(match.string)
    return Promise(
        text=match.string.rstrip(" ;"),
        kind=kind,
        by=by or _agent(rest),
        to=to,
        due=due,
        doubt=hedge[0] if hedge else None,
        paragraph=pointer,
    )


def _verb(match: re.Match[str]) -> str:
    """The words that deliver."""
    return (match["verb"] if "verb" in match.re.groupindex else None) or ""


_LAX: Final = re.compile(r"\b(?:considered|received)\b")
# Children return to school and residents to their homes.
_RETURNS: Final = re.compile(r"\b(?:return(?:ed)?|revert)$")
_SPELT_MEETING: Final = re.compile(r"(?i)\bmeetings?\b|\bcycle\b")


def _enough(match: re.Match[str], *, firm: bool, to: str | None, due: str | None, resolved: bool) -> bool:
    """Whether a clause says enough: to whom or when; of what is only considered, shown or asked for, when."""
    dated = due is not None or (to is not None and _SPELT_MEETING.search(to) is not None)
    shape = match.re
    if shape is words.BACK:
        returns = _RETURNS.search(match[0][: len(match[0]) - len(_rest(match))]) is not None
        return to is not None or (not returns and (due is not None or (resolved and "report" in match[0])))
    if shape is words.BROUGHT and match["modal"] is None and not resolved and _commanded(match) is None:
        return False
    if shape in _TO_BE_DATED or _LAX.search(_verb(match)) or "resentation" in match[0]:
        return dated or (resolved and shape is words.NOUN_ASKED)
    if shape is words.ASKED and not resolved:
        return dated or " back" in _verb(match)
    return firm or resolved or dated or to is not None


def _commanded(match: re.Match[str]) -> str | None:
    """Whether something before "a report be brought" bids it: "asked" or "told"; `None` where nothing does."""
    found = words.COMMANDED.search(match.string, 0, match.start())
    return None if found is None else "asked" if found["asked"] else "told"


# --- who, to whom, when --------------------------------------------------------------------------------------------

_NOBODY: Final = "nobody"
_PRONOUNS: Final = re.compile(r"(?:He|She|They|It|We|This|That|I|There)\b")
_GROUPS: Final = re.compile(
    r"(?:(?:The|the|This|Full)\s+)?(?:Members|Councillors|Residents|(?:\w+\s+){0,6}(?:Committee|Cabinet"
    r"|Council|Board|Panel|Executive|Commission|Forum))$"
)
_AGENT: Final = re.compile(
    r"\bby\s+(?P<by>(?:the\s+)?(?:officers|[A-Z][\w'’&-]*(?:\s+(?:(?:of|for|and|the|&)\s+){0,2}[A-Z][\w'’&-]*){0,8}))"
)


def _by(match: re.Match[str]) -> str | None:
    """Who promises, as written; `None` for a pronoun. A body that agrees to send something promises nothing back."""
    by = match["by"] if "by" in match.re.groupindex else None
    if by is None or _PRONOUNS.match(by):
        return None
    if match.re is words.UNDERTAKEN and _GROUPS.match(by) and "report" not in _verb(match):
        return _NOBODY
    if match.re is words.LET and not by[0].isupper() and not by.startswith(("the ", "officers")):
        return None
    return by.strip(" ,")


def _agent(rest: str) -> str | None:
    """By whom something is to be brought, where that is said behind it."""
    found = _AGENT.search(rest) if " by " in rest else None
    return found["by"] if found and not words.NEWS_MONTHS.match(found["by"]) else None


def _to(match: re.Match[str]) -> str | None:
    """To whom, as written: the first body, meeting or member behind the promise."""
    rest = _rest(match)
    found = words.TO.search(match[0], max(0, len(match[0]) - len(rest) - 4))
    initials = words.TO_INITIALS.match(rest)
    return (found or initials)["to"] if found or initials else None  # type: ignore[index]


_RANKS: Final = {"day": 0, "own": 0, "month": 0, "span": 0, "quarter": 1, "season": 1, "year": 1, "meeting": 2}


def _due(rest: str) -> str | None:
    """When, as written."""
    found = sorted(dues(rest), key=lambda due: (_RANKS.get(due.kind, 3), due.start))
    return found[0].words if found else None
