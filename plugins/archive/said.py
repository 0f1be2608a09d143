"""What an item says beside its decision, read once: promises, references, call-in, exclusions of the public.

What the record itself gives wins. All is read from one item alone; what its words mean on the day of the meeting is
settled where it is asked for, since that needs the meeting.

What is read in texts, by which grammar, when, and what a person writes into the record to say otherwise:

| what                                   | grammar                   | read       | to say otherwise                 |
|----------------------------------------|---------------------------|------------|----------------------------------|
| resolutions, reasons, recommendations, | `outcomes`,               | build      | `resolutions`, `reasons`,        |
| their answers, advice, outcome         | `outcome_words`           |            | `recommendations`, `outcome`     |
| promises to report back, due dates     | `promises`, `when`        | build      | `promises` (`[]`: there are none)|
| references to meetings and minutes     | `mentions`, `referred`    | build      | `mentions` (`[]`: there are none)|
| call-in, urgency                       | `call_ins`                | build      | `call_in`                        |
| exempt grounds, public excluded        | `exemptions`              | build      | `exempt`                         |
| votes in numbers, words, lists, tables | `ballots`, `ballot_tables`| import     | the record's `votes`             |
| declarations of interest               | `interests`               | import     | the record's `declarations`      |
| attendance, apologies, substitutes     | `attending`               | import     | the record's `attendance`        |

What is read at import stands in the records for a person to review. Every grammar looks at nothing but whole sentences
of one paragraph, is begun only where a first look at the whole text told the `signs` without which it cannot find
anything, and leaves out what it doubts, or keeps the words that make it doubtful.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Final

import msgspec

from plugins.archive import call_ins, exemptions, mentions, promises
from plugins.archive.call_ins import CallInRemark
from plugins.archive.prose import Prose
from plugins.archive.records import AgendaItem, CallIn, Decision
from plugins.archive.remarks import Exclusion, Mention, Promise
from plugins.archive.signs import FirstLook


class Said(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What was read of an item or a decision, before the day of its meeting is known to the reader."""

    promises: tuple[Promise, ...] = ()
    mentions: tuple[Mention, ...] = ()
    call_ins: tuple[CallInRemark, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()


class Edition(msgspec.Struct, frozen=True, gc=False):
    """A text of an item: the letter of its paragraphs ("m", "d", "s"), its blocks, and the signs that it has."""

    letter: str
    prose: Prose
    signs: frozenset[str]


NOTHING: Final = Said()
SIGNS: Final = promises.SIGNS | mentions.SIGNS | call_ins.SIGNS | exemptions.SIGNS


def read_said(editions: Iterable[Edition], standing: Mapping[str, bool]) -> Said:
    """What some editions say; a text without the signs of it is not looked at."""
    found = [_of_edition(each, standing) for each in editions if not each.signs.isdisjoint(SIGNS)]
    if all(said is NOTHING for said in found):
        return NOTHING
    return Said(
        tuple(each for said in found for each in said.promises),
        tuple(each for said in found for each in said.mentions),
        tuple(each for said in found for each in said.call_ins),
        tuple(each for said in found for each in said.exclusions),
    )


def _of_edition(edition: Edition, standing: Mapping[str, bool]) -> Said:
    """What one edition says."""
    prose, letter, signs = edition.prose, edition.letter, edition.signs
    present = promises.words_of_promises(prose, signs, asks=letter != "s")
    said = Said(
        tuple(promises.read_promises(prose, letter, standing, present)) if present else (),
        () if signs.isdisjoint(mentions.SIGNS) else tuple(mentions.read_mentions(_with(_REFERS, prose), letter)),
        () if signs.isdisjoint(call_ins.SIGNS) else tuple(call_ins.read_call_ins(prose, letter)),
        ()
        if signs.isdisjoint(exemptions.SIGNS)
        else tuple(exemptions.read_exclusions(_with(_EXCLUDES, prose), letter)),
    )
    return NOTHING if said == NOTHING else said


_REFERS: Final = FirstLook(mentions.SIGNS)
_EXCLUDES: Final = FirstLook(exemptions.SIGNS)


def _with(look: FirstLook, prose: Prose) -> Prose:
    """The blocks of an edition that have signs."""
    return tuple([block for block in prose if look(block.text)])


def as_recorded(said: Said, item: AgendaItem) -> Said:
    """What was read, with what the record gives itself in its place."""
    if item.promises is None and item.mentions is None:
        return said
    given = {"promises": item.promises, "mentions": item.mentions}
    return msgspec.structs.replace(said, **{name: each for name, each in given.items() if each is not None})


# --- on the day of the meeting -----------------------------------------------------------------------------------


def promises_made(said: Said, day: dt.date) -> tuple[Promise, ...]:
    """The promises with the days of their due dates."""
    return promises.settled(said.promises, day)


def mentions_made(said: Said, day: dt.date) -> tuple[Mention, ...]:
    """The references with the days that they name."""
    return mentions.settled(said.mentions, day)


_WEIGHT: Final = (call_ins.CALLED, call_ins.NOT_SUBJECT, call_ins.NOT_CALLED, call_ins.SUBJECT, call_ins.URGENT)
# In an item about excluding the public all exclusions are of others.
_ABOUT_EXCLUSION: Final = re.compile(
    r"(?i)\bexclu\w+|\bpress\s+and\s+public|\bexempt\s+(?:items?|information|business)|\bprivate\s+(?:items?"
    r"|business|session)"
)


def call_in_read(said: Said, day: dt.date) -> CallIn | None:
    """What an item says of call-in: what weighs most, the dated before the undated."""
    if not said.call_ins:
        return None
    found = [call_ins.settled(each, day) for each in said.call_ins]
    return min(found, key=lambda each: (_WEIGHT.index(each.status), each.date is None), default=None)


def exclusion_read(said: Said, record: AgendaItem | Decision) -> Exclusion | None:
    """That an item itself was not public, as its words say, those with grounds first; the record's own word wins."""
    if not said.exclusions or record.exempt is not None or _ABOUT_EXCLUSION.search(record.title):
        return None
    own = [each for each in said.exclusions if not each.others]
    return min(own, key=lambda each: not each.paragraphs, default=None)
