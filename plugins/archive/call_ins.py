"""What an item says of the right to call its decision in: whether it may be, until when, that it was, why it may not.

    called    = "decision" … ("was" | "has been" …) "called in" | "call-in of the decision"
    until     = "call-in" (period | deadline) … ("ends" | "expires" | "is" | ":") … DAY
              | "subject to call-in" … ("until" | "by") DAY | "called in by" … DAY
    not       = "not" … "subject to" … "call-in" | "exempt from" … "call-in" | "call-in" … ("waived" | "does not apply")
    open      = "subject to" … "call-in"
    urgent    = "special urgency" | "general exception" | "urgent decision" | "the decision is urgent"

What is past, merely asked about or explained of the procedure is not read; neither is an application that a councillor
called in to a planning committee.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

import msgspec

from plugins.archive.prose import Prose
from plugins.archive.records import CallIn
from plugins.archive.sentences import sentences
from plugins.archive.when import DAY, to_come

_CALL_IN: Final = r"[Cc](?:all|ALL)(?:ed)?[\s-]?[Ii][Nn]\b"
# It begins with plain letters, so that it is found as quickly as a word.
_HINT: Final = re.compile(r"all(?:ed)?[ -][Ii]n\b")
# What every sentence has that is read here.
SIGNS: Final = frozenset((_HINT.pattern, "urgen", "CALL", "eneral ex"))
_REASON: Final = re.compile(
    r"\b(?P<reason>(?:because|as|since|on\s+the\s+grounds?|due\s+to|for\s+reasons\s+of|in\s+accordance\s+with"
    r"|under|by\s+virtue\s+of|owing\s+to)\s+[^;]{8,300})"
)
_NEVER: Final = re.compile(
    r"(?i)\b(?:if|whether|unless|could|might|application|planning|constitution|procedure\s+rules\s+(?:set"
    r"|state)|explained\s+the|reminded|any\s+(?:member|councillor|decision))\b|\?$"
)
_ASKED: Final = re.compile(r"(?i)\b(?:if|whether|unless)\b|\?$")
_NOT: Final = re.compile(
    rf"(?i)\b(?:not\s+(?:(?:be|being|therefore|now)\s+)?(?:be\s+)?(?:subject|liable|open|eligible)\s+(?:to"
    rf"|for)\s+(?:the\s+)?(?:[\w’']+\s+){{0,4}}?{_CALL_IN}"
    rf"|not\s+(?:be\s+)?(?:available\s+for\s+)?{_CALL_IN}\b(?=\s+procedure)"
    rf"|(?:exempt(?:ed)?|excluded)\s+from\s+(?:the\s+)?(?:[\w’']+\s+){{0,3}}?{_CALL_IN}"
    rf"|{_CALL_IN}\s+(?:[\w’']+\s+){{0,4}}?(?:be\s+|is\s+|was\s+|has\s+been\s+|had\s+been\s+)?(?:waived"
    rf"|does\s+not\s+apply|do\s+not\s+apply|did\s+not\s+apply|shall\s+not\s+apply|not\s+applicable|not\s+apply)"
    rf"|(?:waiv(?:e|ed|ing)|dispens(?:e|ed|ing)\s+with)\s+(?:of\s+)?(?:the\s+)?(?:right\s+(?:of|to)\s+)?{_CALL_IN}"
    rf"|not\s+for\s+{_CALL_IN}|cannot\s+be\s+{_CALL_IN})"
)
_CALLED: Final = re.compile(
    r"(?i)\bdecisions?\b[^.;]{0,160}?\b(?:was|were|has\s+been|had\s+been|have\s+been"
    r"|having\s+been)\s+(?:duly\s+|formally\s+|subsequently\s+)?called[\s-]in\b"
    r"|\b(?:called[\s-]in)\s+(?:the\s+)?(?:[\w’']+\s+){0,3}?decision|\b(?:has|have|had)\s+called\s+in\s+(?:the"
    r"|this)\s+(?:following\s+)?(?:item|decision|matter|report)|\bcall[\s-]in\s+(?:request\s+)?(?:of|on"
    r"|in\s+respect\s+of)\s+(?:the\s+)?(?:[\w’']+\s+){0,4}?decision"
)
_WAS_NOT: Final = re.compile(
    r"(?i)\b(?:was|were|has|had|have)\s+not\s+(?:been\s+)?called[\s-]in\b|\bno\s+call[\s-]ins?\b"
)
_UNTIL: Final = re.compile(
    rf"(?i)\b(?:call[\s-]in\s*(?:period|deadline|date|expiry)?(?:\s+for\s+(?:this"
    rf"|the)\s+decision)?\s*(?:will\s+)?(?:ends?|expires?|expiring|ending|closes?|runs?|is|:|–|-)\s*(?:until|on"
    rf"|at|by|date)?|deadline\s+for\s+(?:the\s+)?call[\s-]in\s*(?:is|:|–|-)?\s*(?:on|by|at)?"
    rf"|(?:subject\s+to|open\s+to"
    rf"|available\s+for)\s+(?:[\w’']+\s+){{0,3}}?call[\s-]in\b[^.;]{{0,60}}?\b(?:until|by|before"
    rf"|on\s+or\s+before)|called[\s-]in\s+by(?!\s+(?:councillor|cllr)))"
    rf"(?:\s*(?:\d{{1,2}}(?:[.:]\d\d)?\s*(?:am|pm|noon|a\.m\.|p\.m\.)|noon|midnight|the\s+end\s+of"
    rf"|close\s+of\s+(?:business|play)|end\s+of|on|of)){{0,4}},?\s*(?P<day>(?-i:{DAY}))"
)
_OPEN: Final = re.compile(rf"(?i)\b(?:subject|open)\s+to\s+(?:the\s+)?(?:[\w’']+\s+){{0,3}}?{_CALL_IN}")
_URGENT: Final = re.compile(
    r"(?i)\b(?:(?:special\s+urgency|general\s+exception)(?:\s+(?:procedure|provisions?|rules?|notice))?"
    r"|(?:decision|matter)\s+(?:is|was)\s+(?:considered\s+(?:to\s+be\s+)?)?urgent)\b"
)


class CallInRemark(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A sentence about call-in: what it says as a record would, and its last day as written, where it has no year."""

    call_in: CallIn
    until: str | None = None


def read_call_ins(prose: Prose, letter: str) -> Iterator[CallInRemark]:
    """What one edition says of call-in, a remark for each sentence that says something."""
    for block in prose:
        if block.number is not None and _may_tell(block.text):
            for sentence in sentences(block.text):
                yield from _of_sentence(sentence, f"{letter}{block.number}")


def _may_tell(text: str) -> bool:
    """Whether a text has words of call-in or urgency."""
    return bool(_HINT.search(text) or "urgen" in text or "CALL" in text or "eneral ex" in text)


def settled(remark: CallInRemark, day: dt.date) -> CallIn:
    """What a remark says, with the last day for call-in; one without a year follows the meeting."""
    if remark.until is None:
        return remark.call_in
    return msgspec.structs.replace(remark.call_in, date=to_come(remark.until, day).until)


def _of_sentence(sentence: str, pointer: str) -> Iterator[CallInRemark]:
    """What one sentence says."""
    if not _may_tell(sentence):
        return
    reason = _REASON.search(sentence)
    until = _UNTIL.search(sentence)
    if _NOT.search(sentence) and not _ASKED.search(sentence):
        note = reason["reason"].rstrip(" .") if reason else None
        yield CallInRemark(CallIn(status=NOT_SUBJECT, note=note, paragraph=pointer))
    elif until is not None:
        yield CallInRemark(CallIn(status=SUBJECT, paragraph=pointer), until["day"].rstrip(". "))
    elif status := _status(sentence):
        yield CallInRemark(CallIn(status=status, paragraph=pointer))


NOT_SUBJECT: Final = "Not subject to call-in"
SUBJECT: Final = "Subject to call-in"
CALLED: Final = "Called in"
NOT_CALLED: Final = "Not called in"
URGENT: Final = "Urgent"
_ORDER: Final = ((_WAS_NOT, NOT_CALLED), (_CALLED, CALLED), (_OPEN, SUBJECT), (_URGENT, URGENT))


def _status(sentence: str) -> str | None:
    """What a plain sentence says, unless it only asks or explains."""
    if _NEVER.search(sentence):
        return None
    return next((status for shape, status in _ORDER if shape.search(sentence)), None)
