"""Legistar's words for what happened, as the closed sets of records: actions, votes, roll calls, statuses.

Every installation has lists of its own. A word that is not certain is `other`, or is kept as a note beside the record.
"""

from __future__ import annotations

import re
from typing import Final

from plugins.archive.vocabulary import AttendanceStatus, CommitteeKind, MeetingStatus, Outcome, VoteValue

_ACTIONS: Final = re.compile(
    r"""(?ix)\b(?:
      (?P<withdrawn> withdraw[ns]?\b|withdrew )
    | (?P<refused> disapprov\w*|not\s+(?:approved|adopted|passed|confirmed|granted)|fail(?:s|ed)\b|defeat\w*|reject\w*
        |den(?:y|ied)\b|veto(?:ed)?\b|lost\b|did\s+not\s+pass )
    | (?P<deferred> defer\w*|tabled?\b|laid\s+(?:over|on\s+the\s+table)|continued\b|postpone\w*|adjourn(?:ed)?\b
        |held\s+(?:over|in\s+committee)|held\b(?=\s*$) )
    | (?P<amended> (?:approv\w*|adopt\w*|pass(?:ed)?|enact\w*|recommend\w*)\s+
        (?:as\s+amended|with\s+(?:modifications?|amendments?|changes|conditions))
        |amended\s+and\s+(?:approved|adopted|passed) )
    | (?P<recommended> recommend(?:s|ed|ation)?\b|do\s+pass\b|forwarded\s+with\s+(?:a\s+)?(?:favou?rable|positive) )
    | (?P<referred> re-?refer\w*|refer(?:red|s)?\b|committed\s+to\b|sent\s+to\s+(?:\w+\s+){0,3}committee )
    | (?P<noted> received?\b(?:\s+and\s+(?:filed|placed\s+on\s+file))?|noted\b|accepted\s+and\s+filed
        |received,\s+ordered,\s+printed\s+and\s+filed )
    | (?P<approved> approv(?:e|ed|al)\b|adopt(?:ed|ion)?\b|pass(?:ed)?\b|enact(?:ed)?\b|confirm(?:ed)?\b
        |ratif(?:y|ied)\b|grant(?:ed)?\b|authoriz(?:e|ed)\b|accepted\b|appointed\b|signed\s+into\s+law
        |carried\b|agreed\b )
    )"""
)
_OTHERWISE: Final = re.compile(
    r"(?i)\b(?:propos|introduc|hearing|discuss|sched|returned|sent to|filed \(end|amendment|amended by|motion to amend"
    r"|present(?:ed|ation)|complet|announc)"
)
_OUTCOMES: Final = {
    "withdrawn": Outcome.WITHDRAWN,
    "refused": Outcome.REFUSED,
    "deferred": Outcome.DEFERRED,
    "amended": Outcome.APPROVED_AMENDED,
    "recommended": Outcome.RECOMMENDED,
    "referred": Outcome.REFERRED,
    "noted": Outcome.NOTED,
    "approved": Outcome.APPROVED,
}
_NEEDS_A_MAJORITY: Final = {Outcome.APPROVED, Outcome.APPROVED_AMENDED, Outcome.RECOMMENDED}


def outcome_of(action: str | None, *, passed: bool | None) -> Outcome:
    """What an action did; a motion that failed to pass has approved nothing."""
    match = _ACTIONS.search(action) if action else None
    kind = _OUTCOMES[match.lastgroup] if match and match.lastgroup else None
    if match and _OTHERWISE.search(action or "", 0, match.start()):
        kind = None
    if passed is False:
        return Outcome.REFUSED if action is None or kind in _NEEDS_A_MAJORITY else kind_of_failure(kind)
    return kind or (Outcome.APPROVED if passed and not action else Outcome.OTHER)


def kind_of_failure(kind: Outcome | None) -> Outcome:
    """What became of a motion that failed: a refusal stays one, anything else did not come about."""
    return Outcome.REFUSED if kind is Outcome.REFUSED else Outcome.OTHER


_AWAY: Final = (
    r"absent.*|not present|away|.*\bleave\b.*|paternity|maternity|medical|bereavement|sick|ill|vacation|military.*"
    r"|jury.*|parental|personal|suspended"
)
_VOTES: Final = (
    (VoteValue.FOR, r"affirmative|ayes?|yes|yeas?|y|for|in favou?r|approve|concur|support"),
    (VoteValue.AGAINST, r"negative|no|nays?|n|against|oppos(?:e|ed)|disapprove|dissent"),
    (VoteValue.ABSTAIN, r"abstain(?:ed|ing|s)?|abstention"),
    (VoteValue.ABSENT, rf"excused.*|{_AWAY}"),
)
_PLAIN: Final = frozenset(
    [
        *("affirmative", "aye", "yes", "yea", "for", "in favor", "in favour", "negative", "no", "nay", "against"),
        *("opposed", "abstain", "abstained", "abstention", "absent", "non-voting", "not voting"),
    ]
)


def vote_of(value: str) -> tuple[VoteValue, bool]:
    """How a person voted, and whether the word says no more than that."""
    folded = value.casefold().strip(" .")
    found = next((vote for vote, words in _VOTES if re.fullmatch(words, folded)), VoteValue.NOT_VOTING)
    return found, folded in _PLAIN


_PRESENCES: Final = (
    (
        AttendanceStatus.REMOTE,
        re.compile(r".*\b(?:remote|remotely|virtual|virtually|teleconference|telephone|zoom|online|video)\b.*"),
    ),
    (
        AttendanceStatus.PRESENT,
        re.compile(
            r"(?:present|here|attend(?:ed|ing)?|in attendance|yes|aye|y)(?:\W.*)?|late|.*\barrived\b.*|left\b.*"
        ),
    ),
    (AttendanceStatus.APOLOGIES, re.compile(r"(?:excused|apolog).*")),
    (AttendanceStatus.ABSENT, re.compile(rf"{_AWAY}|conflict|no|nay")),
)


def presence_of(value: str) -> tuple[AttendanceStatus, str | None]:
    """How a person stood to a meeting, and the word as written where it says more or is not certain."""
    folded = value.casefold().strip(" .")
    for status, words in _PRESENCES:
        if words.fullmatch(folded):
            return status, None if folded in {"present", "absent", "remote", "excused"} else value
    return AttendanceStatus.EXPECTED, value


_STATUSES: Final = (
    (MeetingStatus.CANCELLED, re.compile(r"(?i)cancel")),
    (MeetingStatus.POSTPONED, re.compile(r"(?i)postpone|defer|resched")),
    (MeetingStatus.WITHDRAWN, re.compile(r"(?i)withdrawn")),
)


def status_in(*texts: str | None) -> MeetingStatus | None:
    """The status that one of the texts says in so many words."""
    return next((status for text in texts if text for status, words in _STATUSES if words.search(text)), None)


def committee_kind(body_type: str | None, name: str) -> CommitteeKind:
    """What a body is for, as far as its type or name is certain."""
    said = f"{body_type or ''} | {name}".casefold()
    if re.search(r"primary legislative body|(?:^|\| ?)(?:city|county|town|village|borough) council$", said):
        return CommitteeKind.COUNCIL
    if re.search(r"advisory|commission\b", body_type.casefold() if body_type else ""):
        return CommitteeKind.ADVISORY
    return CommitteeKind.OTHER
