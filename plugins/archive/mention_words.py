"""The words with which minutes refer to meetings and to numbered minutes: what may stand before and behind a date."""

from __future__ import annotations

import re
from typing import Final

from plugins.archive.bodies import ACRONYM, BODY
from plugins.archive.when import DAY, MONTH

DATE: Final = re.compile(rf"(?P<day>{DAY})|(?P<month>\b{MONTH})")
# Meetings of others are no council's: a public meeting, a meeting with residents.
_NOT_OURS: Final = (
    r"(?<![Pp]ublic\s)(?<![Ss]ite\s)(?<![Tt]eam\s)(?<![Ss]taff\s)"
    r"(?<![Rr]esidents’\s)(?<![Rr]esidents'\s)(?<![Ll]iaison\s)(?<![Bb]riefing\s)"
)
_QUALITY: Final = (
    r"(?:(?:last|previous|next|ordinary|special|extraordinary|annual|budget|first|second|joint|recent|most"
    r"|earlier|full|public|"
    r"inaugural|forthcoming|following|reconvened|adjourned|virtual|remote)\s+){0,4}"
)
_HELD: Final = (
    r"(?:,?\s*(?:which\s+(?:(?:was|were|is)\s+)?|that\s+was\s+|to\s+be\s+|due\s+to\s+be\s+)?(?:held|scheduled|convened"
    r"|dated|taking\s+place|took\s+place)\b)?"
)
_ON: Final = r"\s*[,–-]?\s*(?:on|in|of|for|at|dated)?\s*(?:the\s+)?$"
# What stands before a date, up to it.
MEETING_OF: Final = re.compile(
    rf"{_NOT_OURS}\b[Mm]eetings?\s+of\s+(?P<body>{BODY}|{ACRONYM}|(?:the|this)\s+[a-z-]{{4,20}}){_HELD}{_ON}"
)
AT_ITS_MEETING: Final = re.compile(
    rf"(?:\b(?P<body>{BODY}|{ACRONYM}),?\s+(?:[a-z]+\s+){{0,8}}?)?\b(?:at|in|from|of|to|by|for|and|following"
    rf"|after|before|since|during|At|In|From|Following|Since)\s+"
    rf"(?:its|their|the|that|this|our|last|previous|(?P<any>an?))\s+{_QUALITY}{_NOT_OURS}[Mm]eetings?{_HELD}{_ON}"
)
BODY_MEETING: Final = re.compile(
    rf"(?P<body>\b{BODY}|{ACRONYM})(?:'s|’s|’|')?\s+{_QUALITY}{_NOT_OURS}[Mm]eetings?{_HELD}{_ON}"
)
MEETING: Final = re.compile(rf"(?<!\ba\s){_NOT_OURS}\b[Mm]eetings?{_HELD}\s+(?:on|of|in)\s+(?:the\s+)?$")
NEXT: Final = re.compile(
    rf"\b[Nn]ext\s+(?:\w+\s+){{0,2}}?meeting(?:\s+of\s+(?P<body>{BODY}))?,?\s+(?:(?:will|would)\s+(?:be"
    rf"|take\s+place)|(?:is|was)\s+(?:to\s+be|scheduled))(?:\s+held)?\s+(?:on|for)\s+(?:the\s+)?$"
)
_DID: Final = r"(?:considered|approved|agreed|received|discussed|noted|adopted|endorsed|supported|recommended|deferred)"
BODY_ON: Final = re.compile(
    rf"\b(?P<body>{BODY})\s+(?:{_DID}\s+(?:(?:this|the|a|an)\s+(?:[\w-]+\s+){{0,3}}?(?:reports?|matter"
    rf"|proposals?|item|issue|plan|strategy|policy|recommendations?|"
    r"application|budget)\s+|(?:this|it|them)\s+)?)?(?:held\s+)?on\s+(?:the\s+)?$"
)
BODY_IN: Final = re.compile(rf"\b(?:by|to|at|before|from|of)\s+(?P<body>{BODY})\s+in\s+$")
CITED: Final = re.compile(rf"[(\[](?P<body>{BODY})(?:,|\s[–-]|:)?\s+$")
HEADED: Final = re.compile(rf"(?:^|[–-]\s)(?P<body>{BODY})(?:,|\s[–-]|:)?\s+$")
CONSIDERATION: Final = re.compile(r"\b(?P<of>[Cc]onsideration\s+of\s+[^.;:]{1,80}?)\s+(?:in|on)\s+$")
AND: Final = re.compile(r"^\s*(?:,|and|&|,\s*and)\s*(?:(?:on|the)\s+)?$")
# What stands behind a date.
THEN_MEETING: Final = re.compile(
    rf"\s+(?P<own>(?P<body>{BODY}|(?:[a-z]+\s+){{0,2}}?)\s?{_QUALITY}meeting)\b(?!\s+with)(?:\s+of\s+(?P<of>{BODY}))?"
)
_NUMBER: Final = r"(?:[A-Z]{1,5}[ ./-]?)?\d{1,4}(?:[./-]\d{1,4}){0,3}[a-zA-Z]?(?:\s?\((?:\d{1,2}|[a-z]{1,3})\))*"
MINUTE: Final = re.compile(
    rf"(?:\b(?:Minutes?|Min\.?|Mins\.?|MINUTES?)\s+(?:(?:[Nn]os?|[Nn]umbers?|[Rr]ef(?:erence)?s?|NO)\.?:?\s*)?"
    rf"|\b(?:minutes?|min\.?)\s+(?:nos?|numbers?|ref(?:erence)?s?)\.?:?\s*)"
    rf"(?P<number>{_NUMBER})(?![\d:])(?P<more>(?:(?:\s*,\s*|\s+and\s+"
    rf"|\s*&\s*){_NUMBER}(?!\s+(?:{MONTH})))*)(?!\s*(?:minutes|am|pm|hours|seconds|%))"
)
MORE: Final = re.compile(rf"(?:\s*,\s*|\s+and\s+|\s*&\s*)(?P<number>{_NUMBER})")
ITEM: Final = re.compile(
    r"\b(?:[Ss]ee\s+(?:also\s+)?|[Ii]n\s+conjunction\s+with\s+|[Tt]ogether\s+with\s+|[Aa]longside\s+"
    r"|[Uu]nder\s+)(?:[Aa]genda\s+)?[Ii]tem\s+(?:[Nn]o\.?\s*)?(?P<number>\d{1,3}[a-z]?)\b"
    r"|\b(?:[Aa]genda\s+)?[Ii]tem\s+(?:[Nn]o\.?\s*)?(?P<pointed>\d{1,3}[a-z]?)\s+(?:above|below|refers)\b"
)
# What may part a minute from the meeting it belongs to: a few words, no other sentence.
BETWEEN: Final = re.compile(
    r"[\s,()\[\]–-]*(?:(?:of|at|from|in|the|minutes|to|refers|and)\b[\s,()\[\]–-]*){0,6}(?:[^.;()]{0,90}?)"
)
