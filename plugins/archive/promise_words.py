"""The words with which minutes promise to report back: one pattern for each shape of a promise, and what undoes one.

Every pattern is compiled once and repeats nothing without a bound, so that a long paragraph costs no more than
its length.
"""

from __future__ import annotations

import re
from typing import Final

from plugins.archive.bodies import ACRONYM, ACTOR, BODY
from plugins.archive.signs import BLANK, LETTER

# Without one of these no text is looked at. Finding them costs next to nothing: a pattern that begins with plain
# letters is as quick as a word.
PASSIVE: Final = re.compile(
    r" be (?:[a-z]+ly )?(?:brought|reported|submitted|presented|provided|circulated|prepared|produced|returned"
    r"|given|tabled|made|"
    r"sent|shared|fed|considered|received|resubmitted|re-submitted)\b"
)
STATING: Final = 2  # so many of the words that follow are found in what only states what will come
WORDS: Final = (
    " back",
    "turn to",
    " provide ",
    " submit ",
    " circulate ",
    " send ",
    " bring ",
    " present ",
    " receive",
    "equest",
    "would report",
    "will report",
)

_ADJ: Final = r"(?:[a-z]+(?:-[a-z]+)?\s+){0,4}?"
_REPORT: Final = (
    r"(?:reports?|updates?|briefings?(?:\s+(?:notes?|papers?|sessions?))?|business\s+cases?|papers?|presentations?"
    r"|analysis|breakdown)"
)
NEWS: Final = (
    r"(?:"
    r"\b(?:[Aa]n?|[Aa]nother|[Tt]wo|[Rr]egular|[Qq]uarterly|[Mm]onthly|[Aa]nnual|[Pp]eriodic|[Tt]he\s+(?:final"
    r"|outcome|further|revised|"
    rf"updated|interim|follow-up))\s+{_ADJ}{_REPORT}"
    rf"|\b(?:[Tt]he\s+)?(?:[Ff]urther|[Aa]dditional|[Rr]evised|[Ff]inal|[Uu]pdated"
    rf"|[Mm]ore\s+detailed)\s+{_ADJ}(?:{_REPORT}|information|"
    r"details?|data|figures|proposals?|strateg(?:y|ies)|polic(?:y|ies)|plan|version|draft|options)"
    r"|\b[Pp]rogress(?:\s+(?:reports?|updates?))?|\b(?:[Uu]pdates?|[Uu]pdate\s+reports?|[Rr]eports)"
    r"|\b(?:[Tt]he\s+|[Ii]ts\s+|[Tt]heir\s+|[Aa]ny\s+|[Aa]ll\s+)?(?:[a-z]+\s+){0,3}?(?:outcomes?|results?"
    r"|findings|conclusions|feedback)"
    r"|\b(?:[Aa]\s+)?(?:full\s+|detailed\s+)?written\s+(?:response|answer|reply|update|report|briefing)s?"
    r")\b"
)
_MODAL: Final = (
    r"(?:will|would|shall|must|is\s+to|are\s+to|to)\s+(?:(?:also|then|therefore|now|subsequently|still)\s+)?"
)
_DELIVERED: Final = (
    r"(?:brought|(?:re-?)?submitted|reported|presented|provided|given|made(?=\s+(?:to|at)\b)|returned"
    r"|circulated|prepared|produced|"
    r"tabled|shared|sent|fed|considered|received)(?:\s+(?:back|forward))?\b"
)
_BEFORE_WHAT: Final = (
    r"(?:(?:the\s+)?(?:Members|members|Councillors|Committee|Board|Panel|Cabinet|Council|[Hh]im|[Hh]er|them"
    r"|(?:Councillor|Cllr)\s+[A-Z][\w'’-]*)"
    r"\s+(?:with\s+)?)?"
)
_DELIVER: Final = (
    rf"(?:provide|submit|circulate|send|bring(?:\s+(?:back|forward))?|present|prepare|produce|give|share"
    rf"|table)\s+{_BEFORE_WHAT}"
)
_COME_BACK: Final = r"(?:report\s+back|come\s+back|feed\s+back|bring\s+(?:[^.;?!]{1,80}?\s)?back)"
_REST: Final = r"(?P<rest>[^;?!]*)"

LISTED: Final = re.compile(
    rf"^(?:ACTIONS?|Actions?)\s*(?:\d+\s*)?[:–-]\s*(?P<by>{ACTOR})\s+to\s+(?P<verb>{_DELIVER}{NEWS}"
    rf"|{_COME_BACK}){_REST}"
)
_MORE: Final = r"(?:\s+(?:(?:of|for|and|the|&)\s+){0,2}[A-Z][\w'’-]*){0,8}"
_REPORT_TO: Final = r"report(?=\s+(?:further\s+)?(?:to|in\s+due\s+course)\b)"
UNDERTAKEN: Final = re.compile(
    rf"\b(?P<by>{ACTOR})\s+(?:(?:had|has)\s+)?(?:then\s+|also\s+|therefore\s+)?"
    r"(?:(?P<firm>undertook|undertakes|agreed|promised|offered|committed"
    r"|volunteered)\s+to(?:\s+[^;?!.]{1,160}?\s(?:and|before|then)(?:\s+to)?)?|"
    r"(?:(?:advised|confirmed|stated|said|reported|explained|replied|responded)\s+(?:that\s+)?(?:he|she|they"
    r"|officers|it)\s+)?(?:would|will|shall))\s+"
    rf"(?P<verb>{_DELIVER}{NEWS}|{_COME_BACK}|{_REPORT_TO}){_REST}"
)
ASKED: Final = re.compile(
    r"\b(?:[Rr]equest(?:s|ed)?|[Aa]sk(?:s|ed)?|[Ii]nstruct(?:s|ed)?|[Ii]nvit(?:e|es|ed)|[Rr]equir(?:e|es|ed)"
    r"|[Dd]irect(?:s|ed)?)\b"
    rf"(?:\s+(?P<by>{ACTOR}{_MORE}))?[^;?!]{{0,120}}?\sto\s+(?:[^;?!]{{1,160}}?\sand\s+(?:to\s+)?)?"
    rf"(?P<verb>{_DELIVER}{NEWS}|{_COME_BACK}){_REST}"
)
# In a resolution alone: "That officers provide an update", "that the scheme come back".
LET: Final = re.compile(
    rf"\b[Tt]hat\s+(?P<by>[^;?!.]{{1,80}}?)\s+(?P<verb>{_DELIVER}{NEWS}|{_COME_BACK}|return(?=\s+to\b)){_REST}"
)
BROUGHT: Final = re.compile(
    rf"(?P<what>{NEWS})(?P<about>[^;?!]{{0,220}}?)\s(?P<modal>{_MODAL})?(?:\w+ly\s+)?be\s+(?:\w+ly"
    rf"\s+)?(?P<verb>{_DELIVERED}){_REST}"
)
BACK: Final = re.compile(
    rf"(?:(?P<modal>\b{_MODAL})(?:be\s+(?:\w+ly\s+)?(?:brought|reported|presented|submitted|fed)\s+back"
    rf"|be\s+reporting\s+back|be\s+returned(?=\s+to)|(?:return|revert)(?=\s+(?:back\s+)?(?:to|with)\b)|{_COME_BACK})"
    rf"|\b(?:be\s+(?:brought|reported|presented|submitted)\s+back|[Oo]fficers\s+(?:{_COME_BACK})))\b{_REST}"
)
NOUN_ASKED: Final = re.compile(
    rf"\b(?:[Rr]equest(?:s|ed)?|[Aa]sk(?:s|ed)?\s+for)\s+{NEWS}(?!\s+(?:be|to\s+be)\b){_REST}"
)
RECEIVED: Final = re.compile(
    rf"\b(?:[Tt]o|will|would|shall)\s+receive\s+{NEWS}{_REST}"
    rf"|\b[Tt]hat\s+[^;?!]{{1,80}}?\sreceives?\s+{NEWS}(?P<rest2>[^;?!]*)"
)

_MEETINGS: Final = (
    r"(?:(?:the|a|an|its|their|this|our|all|any|future|next|following|subsequent|full|forthcoming|later|first"
    r"|available|ordinary|"
    r"scheduled|relevant|appropriate|each|every|[A-Z][a-z]+)\s+){1,6}(?:meetings?|cycle)"
)
RECIPIENT: Final = (
    rf"(?:{_MEETINGS}(?:\s+of\s+(?:the\s+)?{BODY})?|{BODY}|(?:the|this|that|a\s+future"
    rf"|a\s+later)\s+(?:[a-z]+\s+){{0,2}}?"
    r"(?:committee|sub-committee|board|panel|cabinet|council|executive|forum|commission)\b"
    r"|(?:all\s+|the\s+|full\s+)?(?:[A-Z][a-z]+\s+)?[Mm]embers\b(?:\s+of\s+the\s+\w+)?|(?:[Cc]ouncillors"
    r"|(?:Councillor|Cllr)\s+[A-Z][\w'’-]*(?:\s+[A-Z][\w'’-]*)?))"
)
TO: Final = re.compile(rf"\b(?:to|at|before|with)\s+(?P<to>{RECIPIENT})")
TO_INITIALS: Final = re.compile(rf"^(?:\s+back)?\s+to\s+(?P<to>{ACRONYM})")

# What undoes a promise where it stands before it, and what only weakens it. Before the words the letters that begin
# them, which are looked for once.
NEVER: Final = re.compile(
    r"\b(?=[hinprw])(?:not|no|never|neither|nor|without|rather\s+than|instead\s+of|no\s+longer|previously|"
    r"(?:had|has|have)\s+(?:\w+\s+)?(?:asked|requested|agreed|resolved|undertaken|promised|been|recommended"
    r"|intended))\b"
)
UNSURE: Final = re.compile(
    r"(?i)\b(?=[acefimnopqrsuw])(?:whether|if|unless|suggest\w*|propos(?:e|es|ing)|proposed\s+(?:that|to)|(?:was|were)\s+proposed"
    r"|could|might|(?-i:may)|should|wish\w*|"
    r"would\s+(?:like|welcome|prefer|appreciate|be\s+(?:helpful|useful|good|beneficial))|possib\w+|option"
    r"|considered\s+that|felt\s+that|"
    r"recommend(?:s|ed)?|moved|call(?:s|ed)?\s+for|need(?:s|ed)?|(?:asked|quer(?:y|ied)|question(?:ed)?"
    r"|enquired|wondered)\s+(?:\w+\s+){0,6}?(?:when|how|why|what|about))\b"
)
HEDGED: Final = re.compile(
    r"\b(?=[IiTtWwaehlps])(?:(?:[Ii]t\s+(?:was|is)\s+)?(?:hoped|anticipated|expected|intended|likely|planned|envisaged)"
    r"|(?:[Tt]he\s+)?(?:intention|aim)\s+(?:was|is)|[Ii]f\s+(?:necessary|required|appropriate|possible|needed|approved|successful)"
    r"|[Ww]here\s+(?:possible|necessary|appropriate)|as\s+(?:necessary|appropriate|required)|subject\s+to)\b"
)
# A name of a month or weekday after "by" is when, not who.
NEWS_MONTHS: Final = re.compile(
    r"(?:the\s+)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun|Spring|Summer"
    r"|Autumn|Winter|Christmas|Easter|Q\d)"
)
COMMANDED: Final = re.compile(
    r"(?P<asked>\b(?:request|ask|requir)\w*)|\b(?:RESOLVED|[Rr]esolved|AGREED|[Aa]greed|ACTION|[Ii]nstruct\w*"
    r"|[Uu]ndert\w+)\b"
)

# --- signs ---------------------------------------------------------------------------------------------------------
# What a clause of each shape has, as `plugins.archive.signs` wants it: less than the shape, and soon found.

_VERB: Final = (
    rf"(?:provide|submit|circulate|send|bring|present|prepare|produce|give|share|table|report|come|feed){BLANK}"
)
LISTED_SIGN: Final = "A(?:CTION|ction)"
UNDERTAKEN_SIGN: Final = (
    rf"(?:undertook|undertakes|agreed|promised|offered|committed|volunteered){BLANK}+to{BLANK}[^;?!]*{_VERB}"
    rf"|(?:would|will|shall){BLANK}+{_VERB}"
)
ASKED_SIGN: Final = rf"(?:equest|[Aa]sk|nstruct|nvit|equir|irect)[^;?!]*{BLANK}to{BLANK}[^;?!]*{_VERB}"
BROUGHT_SIGN: Final = (
    rf"{BLANK}be{BLANK}+(?:{LETTER}+ly{BLANK}+)?(?:brought|re-?submitted|submitted|reported|presented|provided|given|made|returned"
    r"|circulated|prepared|produced|tabled|shared|sent|fed|considered|received)"
)
BACK_SIGN: Final = rf"(?:will|would|shall|must|to|be|fficers){BLANK}(?:[^;?!]*{BLANK})?(?:back\b|return|revert)"
NOUN_ASKED_SIGN: Final = rf"(?:equest(?:s|ed)?|[Aa]sk(?:s|ed)?{BLANK}+for){BLANK}"
RECEIVED_SIGN: Final = rf"(?:[Tt]o|will|would|shall){BLANK}+receive{BLANK}|[Tt]hat{BLANK}[^;?!]*{BLANK}receives?{BLANK}"
LET_SIGN: Final = rf"[Tt]hat{BLANK}[^;?!]*{BLANK}(?:{_VERB}|return{BLANK})"
