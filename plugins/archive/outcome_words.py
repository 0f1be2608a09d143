"""The words with which a language's minutes resolve, give reasons, recommend and answer.

One `Wording` a language. Every pattern is compiled once, is anchored or begins with a rare word, and repeats nothing
inside a repetition, so that a long paragraph costs no more than its length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from plugins.archive.records import Outcome, ResponseKind
from plugins.archive.signs import BLANK, FirstLook

_REMEMBERED: Final = 1024


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """How one language says what `outcomes` looks for.

    `lead` and `inside` (in mid-paragraph) are lead-ins, of which each has one of the `lead_words`; `heading` is
    a whole heading: the last named group that takes part is the part that begins ("resolution", "reason",
    "recommendation", "advice", "decision"). `empty` is what a lead-in may be followed by without saying anything,
    `decides` how a paragraph begins that decides without a lead-in, `numbered` a typed number, `stated` a sentence
    that states an outcome; `inside_sign` (as `plugins.archive.signs` wants it) and `stated_words` are what the two find
    nothing without, and much quicker to look for. `kinds` has a group for each kind of outcome, `parts` stands between
    the parts of a resolution; `answers` and `answer_label` read answers.
    """

    lead: re.Pattern[str]
    lead_words: tuple[str, ...]
    inside: re.Pattern[str]
    heading: re.Pattern[str]
    empty: re.Pattern[str]
    decides: re.Pattern[str]
    numbered: re.Pattern[str]
    stated: re.Pattern[str]
    inside_sign: FirstLook
    stated_words: tuple[str, ...]
    kinds: re.Pattern[str]
    parts: re.Pattern[str]
    answers: re.Pattern[str]
    answer_label: re.Pattern[str]

    @property
    def signs(self) -> frozenset[str]:
        """Words of which a text has one where anything but its headings is to be read from it."""
        return frozenset((*self.lead_words, *self.stated_words))

    def lead_in(self, text: str, present: tuple[str, ...] | None = None) -> re.Match[str] | None:
        """The words with which a part begins, at the beginning of a paragraph or within it.

        `present` are the lead words that may be there at all, where that is known.
        """
        if not _has(text, self.lead_words if present is None else present):
            return None
        return self.lead.match(text) or (self.inside.search(text) if self.inside_sign(text) else None)

    def statement_in(self, text: str) -> re.Match[str] | None:
        """The sentence of a paragraph that states an outcome."""
        return self.stated.search(text) if _has(text, self.stated_words) else None

    def kind_of(self, text: str) -> Outcome | None:
        """The kind of outcome that the first deciding word of the text says.

        Where the first part only notes and a later one does more ("that the report be noted and that the plan be
        approved"), it is the later one's. What is noted *to have been* approved is noted.
        """
        return _kind_of(self, text)

    def answer(self, text: str) -> tuple[str, ResponseKind] | None:
        """The answer that a paragraph gives, without its label, and its kind; `None` where it gives none."""
        label = self.answer_label.match(text)
        said = text[label.end() :].strip() if label else text
        match = self.answers.match(said)
        if match and match.lastgroup:
            return said, _RESPONSES[match.lastgroup]
        return (said, ResponseKind.COMMENT) if label and said else None


@lru_cache(maxsize=_REMEMBERED)
def _kind_of(wording: Wording, text: str) -> Outcome | None:
    """The kind of outcome that a text says; most resolutions of an archive are of few words, and those the same."""
    found = (wording.kinds.search(part) for part in wording.parts.split(text))
    kinds = [_OUTCOMES[match.lastgroup] for match in found if match and match.lastgroup]
    return next((kind for kind in kinds if kind is not Outcome.NOTED), kinds[0] if kinds else None)


def _has(text: str, words: tuple[str, ...]) -> bool:
    """Whether a text has one of the words."""
    for word in words:  # noqa: SIM110 - asked of every paragraph, and twice as quick as a generator
        if word in text:
            return True
    return False


_OUTCOMES = {
    "approved": Outcome.APPROVED,
    "amended": Outcome.APPROVED_AMENDED,
    "refused": Outcome.REFUSED,
    "noted": Outcome.NOTED,
    "deferred": Outcome.DEFERRED,
    "referred": Outcome.REFERRED,
    "recommended": Outcome.RECOMMENDED,
    "withdrawn": Outcome.WITHDRAWN,
}
_RESPONSES = {
    "agreed": ResponseKind.AGREED,
    "in_part": ResponseKind.AGREED_IN_PART,
    "not_agreed": ResponseKind.NOT_AGREED,
    "noted": ResponseKind.NOTED,
}

_SEP = r"(?::\s?[-–—]+|\s?[:–—]|\s?-(?=\s|$)|(?=\s+(?:that|to|and)\b)|(?=\s*$))"
_BODY = (
    r"(?:The\s+|the\s+)?(?:[A-Z][\w'’&-]*\s+|(?:and|for|of|the)\s+){0,8}?"
    r"(?:Committee|Sub-?[Cc]ommittee|Cabinet|Council|Board|Executive|Panel|Commission|Forum|Member|Members|Group|"
    r"Authority|Assembly|Leader|Officer|Governors?|Trustees)"
)
_TYPED_NUMBER = r"(?:\(?(?:\d{1,3}(?:\.\d{1,2})*|[a-zA-Z]|[ivxIVX]{1,5})[.)]|\d{1,3}(?:\.\d{1,2})+)\s+"
_MANNER = r"(?:\s+(?:unanimously|nem\.?\s?con\.?|\([^()]{1,60}\)))?"
_RESOLVED = (
    r"(?:(?P<subject>" + _BODY + r")\s+(?:also\s+|then\s+|unanimously\s+)?(?:RESOLVED|[Rr]esolved|AGREED)"
    r"|(?:It\s+was\s+)?(?:also\s+|then\s+|therefore\s+|unanimously\s+|UNANIMOUSLY\s+)?"
    r"(?:RESOLVED|[Rr]esolved|AGREED|[Aa]greed|ORDERED|DECIDED|Decided)"
    r"|(?:Resolution|RESOLUTION|Decision|DECISION)s?(?=\s?[:–—]))"
)
_REASON = (
    r"(?:Reasons?|REASONS?)(?:\s+(?:for|FOR)\s+(?:(?:the|its|this|their|THE)\s+)?"
    r"(?:[Dd]ecision|[Rr]ecommendation|[Rr]esolution|DECISION|RECOMMENDATION|RESOLUTION)s?)?\s?(?::\s?[-–—]?|[–—]|-(?=\s)|$)"
)
_RECOMMENDATION = (
    r"(?:Recommendation|RECOMMENDATION)(?:s|S|\(s\))?(?:\s+(?:[Nn]o\.?\s*)?(?P<number>\d{1,3}[a-z]?|[A-Za-z]|[ivxIVX]{1,5}))?"
    r"\s?(?::\s?[-–—]?|[.–—]|-(?=\s)|$)"
)
_RECOMMENDED = r"(?:" + _BODY + r"\s+|It\s+was\s+)?(?=(?P<kept>RECOMMENDED|Recommended)\b)"
_ADVICE = r"(?:Advice|ADVICE)\s+of\s+(?:the\s+)?(?P<adviser>[^:]{2,100}?)\s?:"
_STATED = (
    "noted",
    "deferred",
    "withdrawn",
    "carried",
    "lost",
    "agreed",
    "approved",
    "refused",
    "adopted",
    "rejected",
    "received",
    "referred",
    "endorsed",
)

ENGLISH = Wording(
    lead=re.compile(
        rf"(?:{_TYPED_NUMBER})?(?:(?P<recommendation>{_RECOMMENDATION})|(?P<reason>{_REASON})"
        rf"|(?P<advice>{_ADVICE})|(?P<resolution>{_RESOLVED}{_MANNER}{_SEP}|{_RECOMMENDED}))"
    ),
    lead_words=(
        "RESOLVED",
        "esolved",
        "AGREED",
        "greed",
        "ORDERED",
        "DECIDED",
        "Decided",
        "Resolution",
        "RESOLUTION",
        "Decision",
        "DECISION",
        "Reason",
        "REASON",
        "Recommend",
        "RECOMMEND",
        "Advice",
        "ADVICE",
    ),
    inside=re.compile(
        rf"\b(?P<resolution>(?:(?:RESOLVED|AGREED)|[Ii]t\s+was\s+(?:(?:then|therefore|unanimously|also|further)\s+)?"
        rf"(?:resolved|agreed)){_MANNER}(?::\s?[-–—]?|\s?[–—]|(?=\s+(?:that|to)\b)|(?=\s*$)))"
    ),
    heading=re.compile(
        r"(?i)(?:(?P<advice>advice\s+of\s+(?:the\s+)?(?P<adviser>[^:]+))"
        r"|(?P<decision>decisions?\s+of\s+(?:the\s+)?(?P<decider>[^:]+))"
        r"|(?P<resolution>resolved|resolutions?|agreed|decisions?(?:\s+(?:taken|made))?)"
        r"|(?P<reason>reasons?(?:\s+for\s+(?:(?:the|this|its|their)\s+)?(?:decision|recommendation|resolution)s?(?:\(s\))?)?)"
        r"|(?P<recommendation>recommendations?(?:\s+(?:of|from)\s+[^:]+)?))\s*:?"
    ),
    empty=re.compile(
        r"(?i)(?:that|to)?[\s,]*(?:(?:the\s+)?(?:sub-?)?(?:committee|cabinet|council|board|executive|panel|members?)"
        r"(?:\s+to)?)?[\s:–—-]*"
    ),
    decides=re.compile(rf"(?:{_TYPED_NUMBER})?(?:That|To)\b"),
    numbered=re.compile(_TYPED_NUMBER),
    stated=re.compile(
        r"\b(?:[Tt]he|[Tt]his)\s+(?:(?:updated?|annual|draft|motion|original|substantive)\s+){0,2}"
        r"(?:report|item|motion|minutes|recommendations?|application|update|information|matter|proposals?|contents|appeal)"
        r"(?:\s+(?:of|on|from|for)\s+[^.;,]{1,120}?|,[^.;,]{1,80},)?\s+(?:was|were|is|are|be|stands?|stood)\s+(?:duly\s+|therefore\s+|then\s+|unanimously\s+)?"
        rf"(?:{'|'.join(_STATED)})\b[^.;]{{0,200}}\.?"
    ),
    inside_sign=FirstLook(
        (rf"RESOLVED|AGREED|[Ii]t{BLANK}+was{BLANK}+(?:[a-z]+{BLANK}+)?(?:resolved|agreed)",),
    ),
    stated_words=_STATED,
    # Each begins with one of these letters, which is looked for once.
    kinds=re.compile(
        r"(?i)\b(?=[acdefglnprsw])(?:"
        r"(?P<deferred>defer(?:red|s|ral)?|adjourn(?:ed)?|postponed?)"
        r"|(?P<withdrawn>withdrawn?|withdrew)"
        r"|(?P<refused>refused?|reject(?:ed)?|dismiss(?:ed)?|lost|fell|"
        r"not\s+(?:to\s+)?(?:be\s+)?(?:approved?|agreed?|granted?|accepted|supported|support|proceed))"
        r"|(?P<referred>refer(?:red|s)?\s+(?:back\s+|the\s+[^.;]{1,80}?)?to|referred)"
        r"|(?P<recommended>recommend(?:s|ed)?\b|recommendation\s+to\s+(?:full\s+)?(?:council|cabinet|the))"
        r"|(?P<amended>(?:approved?|agreed?|adopt(?:ed)?|granted|accept(?:ed)?)[^.;]{0,120}?"
        r"(?:as\s+amended|with\s+(?:the\s+following\s+)?(?:amendments?|changes)|subject\s+to\s+(?:the\s+)?(?:following\s+)?(?:amendments?|changes)))"
        r"|(?P<approved>approv(?:ed?|es|al)|agree[ds]?|adopt(?:ed|s)?|accept(?:ed|s)?|endorsed?|endorses?|grant(?:ed)?|"
        r"authoris(?:ed?|es|ation)|authoriz(?:ed?|es)|confirm(?:ed)?|ratif(?:y|ied)|carried|appoint(?:ed)?|support(?:ed|s)?|"
        r"delegated?|award(?:ed)?)"
        r"|(?P<noted>not(?:ed|es|e)|receiv(?:ed?|es)|acknowledged?|welcomed?)"
        r")\b"
    ),
    parts=re.compile(r"(?i);|\.\s|,?\s+and\s+(?:that|to)\b"),
    answers=re.compile(
        r"(?:(?P<in_part>(?:[Pp]artly|[Pp]artially|[Ii]n\s+part)[,:\s-]*(?:agreed|accepted)?|(?:Agreed|Accepted|AGREED|ACCEPTED)\s*[-–,(]?\s*(?:in\s+part|IN\s+PART|partly|partially|subject\s+to))"
        r"|(?P<not_agreed>(?:Not|NOT)\s+(?:agreed|accepted|supported|AGREED|ACCEPTED)|Rejected|REJECTED|Disagreed|Declined|Refused)"
        r"|(?P<agreed>(?:Agreed|Accepted|Fully\s+(?:agreed|accepted))(?!\s+(?:that|to)\b))"
        r"|(?P<noted>Noted))(?=[\s.,:;–—)-]|$)"
    ),
    answer_label=re.compile(
        r"(?:(?:Comments?|COMMENTS?|Response|RESPONSE|Reply|Answer)(?:\s+(?:from|of|by|to)\s+[^:]{2,100}?)?"
        r"|[A-Z][\w'’ -]{1,60}?(?:'s|’s)?\s+(?:response|comment|reply)s?)\s?(?::\s?[-–—]?|[–—])"
    ),
)
