"""The closed sets of words that records use. The text as written stands beside each in the records."""

from __future__ import annotations

from enum import StrEnum


class CommitteeKind(StrEnum):
    """What a committee is for, as far as readers need to tell."""

    COUNCIL = "council"
    EXECUTIVE = "executive"
    SCRUTINY = "scrutiny"
    REGULATORY = "regulatory"
    ADVISORY = "advisory"
    AREA = "area"
    OTHER = "other"


class MeetingStatus(StrEnum):
    """Whether a meeting took place."""

    HELD = "held"
    SCHEDULED = "scheduled"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    WITHDRAWN = "withdrawn"
    MOVED = "moved"


class MinutesStatus(StrEnum):
    """Which edition of the minutes a meeting record holds."""

    DRAFT = "draft"
    APPROVED = "approved"


class AttendanceStatus(StrEnum):
    """How a person stood to a meeting."""

    PRESENT = "present"
    ABSENT = "absent"
    APOLOGIES = "apologies"
    SUBSTITUTE = "substitute"
    IN_ATTENDANCE = "in attendance"
    REMOTE = "remote"
    EXPECTED = "expected"


class DocumentKind(StrEnum):
    """What a document is to its item or meeting. A background paper has its own retention in law."""

    REPORT = "report"
    APPENDIX = "appendix"
    BACKGROUND = "background"
    AGENDA = "agenda"
    PACK = "pack"
    MINUTES = "minutes"
    DECISIONS = "decisions"
    OTHER = "other"


class Outcome(StrEnum):
    """The controlled vocabulary of what was decided; the text as written stands beside it."""

    APPROVED = "approved"
    APPROVED_AMENDED = "approved with changes"
    REFUSED = "refused"
    NOTED = "noted"
    DEFERRED = "deferred"
    REFERRED = "referred"
    RECOMMENDED = "recommended"
    WITHDRAWN = "withdrawn"
    OTHER = "other"


class ResponseKind(StrEnum):
    """How a decision maker answered a recommendation."""

    AGREED = "agreed"
    AGREED_IN_PART = "agreed in part"
    NOT_AGREED = "not agreed"
    NOTED = "noted"
    COMMENT = "comment only"


class VoteValue(StrEnum):
    """How one person voted."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"
    ABSENT = "absent"
    NOT_VOTING = "not voting"


class PromiseKind(StrEnum):
    """How firm a promise to report back is: decided, said by who is to keep it, or asked of them."""

    RESOLVED = "resolved"
    UNDERTAKEN = "undertaken"
    REQUESTED = "requested"


class DatePrecision(StrEnum):
    """How exactly a text says when: what stretch of time its words name."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    YEAR = "year"
    FINANCIAL_YEAR = "financial year"
    MUNICIPAL_YEAR = "municipal year"
    MEETING = "meeting"
