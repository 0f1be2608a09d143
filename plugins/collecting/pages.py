"""The pages of a ModernGov site, one rule each: what its parameters identify, and which pages nobody needs to keep."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

SERVICE: Final = "mgWebService.asmx"
_NUMBER: Final = re.compile(r"-?\d{1,9}")
_WHOLE_YEAR: Final = re.compile(r"01/01/(\d{4})-31/12/\1")
_MOMENT: Final = re.compile(r"(\d{4})\d{4,10}")
_YEAR: Final = re.compile(r"(\d{4})")


class Kind(StrEnum):
    """What an address shows. Their order is the order in which they are asked for: what leads to most comes first."""

    SERVICE = "web-service answers"
    LIST = "lists"
    COMMITTEE = "committees"
    MEETING = "meetings"
    ITEM = "agenda items"
    ISSUE = "issues"
    DECISION = "decisions"
    ATTENDANCE = "attendance lists"
    PERSON = "councillors"
    DOCUMENT = "documents"


class Reason(StrEnum):
    """Why an address is not asked for."""

    ELSEWHERE = "outside the site"
    ROBOTS = "forbidden by robots.txt"
    LOGIN = "log-in pages"
    CALENDAR = "calendar pages"
    SEARCH = "search pages"
    FEED = "feeds"
    VIEW = "other views of what is kept"
    NOTHING_NEW = "further pages of lists that told nothing new"
    OLDER = "outside the years asked for"
    LANGUAGE = "the same in the other language"
    DOCUMENT = "documents, which were not asked for"
    UNNEEDED = "pages that a decisions archive does not need"
    BROKEN = "links that are no addresses"


UNWANTED: Final = (
    ("login", Reason.LOGIN), ("logon", Reason.LOGIN), ("logout", Reason.LOGIN), ("signin", Reason.LOGIN),
    ("password", Reason.LOGIN), ("calendar", Reason.CALENDAR), ("search", Reason.SEARCH),
    ("rss", Reason.FEED), ("feed", Reason.FEED), ("ical", Reason.FEED),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """What a page's parameters say: the page's key, the parameters that are asked for, and the year that it is of."""

    key: str
    parameters: Mapping[str, str]
    year: int | None = None
    walks: bool = False


@dataclass(frozen=True, slots=True)
class PageRule:
    """One page: its name as the system writes it, and its parameters, each with the other names it is known by.

    Of `one_of` the first that is there identifies the page. `also` is asked for but identifies nothing, `fixed` is
    always asked for, `kept` identifies if it is there and its value is not the one of `without`, which changes nothing.
    `beside` is the kind among which the page is asked for, where that is not its own.
    """

    name: str
    kind: Kind
    one_of: tuple[tuple[str, ...], ...] = ()
    also: tuple[tuple[str, ...], ...] = ()
    fixed: Mapping[str, str] = field(default_factory=dict)
    kept: tuple[tuple[str, ...], ...] = ()
    without: Mapping[str, str] = field(default_factory=dict)
    beside: Kind | None = None

    def read(self, query: Mapping[str, str]) -> Told | None:
        """What the parameters say; `None` where they do not name what the page shows."""
        named = next((found for each in self.one_of if (found := _value(each, query, _NUMBER))), None)
        if self.one_of and named is None:
            return None
        identity = dict([named] if named else [])
        identity |= dict(found for each in self.kept if (found := self._kept(each, query)))
        also = dict(found for each in self.also if (found := _value(each, query, _NUMBER)))
        return Told(self._key(identity), {**also, **identity, **self._rest(identity)}, *_walk(identity))

    def _kept(self, names: tuple[str, ...], query: Mapping[str, str]) -> tuple[str, str] | None:
        """A parameter that identifies unless its value changes nothing."""
        found = _value(names, query, re.compile(".+"))
        return found if found and self.without.get(names[0]) != found[1] else None

    def _rest(self, identity: Mapping[str, str]) -> dict[str, str]:
        """The parameters that are always asked for, where the page does not tell others; a step on needs none."""
        return {} if "Act" in identity else {name: value for name, value in self.fixed.items() if name not in identity}

    def _key(self, identity: Mapping[str, str]) -> str:
        """The key of the page and what identifies it."""
        told = "&".join(f"{name}={value}".lower() for name, value in sorted(identity.items()))
        return f"{self.name.lower()}?{told}"


def _value(names: tuple[str, ...], query: Mapping[str, str], form: re.Pattern[str]) -> tuple[str, str] | None:
    """The first of a parameter's names that is there with a value of the form, as the system writes it."""
    found = next((query[n.lower()] for n in names if form.fullmatch(query.get(n.lower(), ""))), None)
    return (names[0], found) if found is not None else None


def _walk(identity: Mapping[str, str]) -> tuple[int | None, bool]:
    """The year that a page of a list is of, and whether it is a step along the list."""
    moment, year = _MOMENT.fullmatch(identity.get("D", "")), _YEAR.fullmatch(identity.get("Year", ""))
    whole = _WHOLE_YEAR.fullmatch(identity.get("DR", ""))
    match = moment or year or whole
    return int(match[1]) if match else None, "Act" in identity or "Year" in identity


class YearRule(PageRule):
    """A register, which is kept a whole year at a time; every other choice from it shows the same decisions again."""

    __slots__ = ()

    def read(self, query: Mapping[str, str]) -> Told | None:
        """The year, if the parameters choose a whole one."""
        return PageRule.read(self, query) if _WHOLE_YEAR.fullmatch(query.get("dr", "")) else None


_OLD_CID, _ID, _CID, _MID = ("CommitteeId", "CId"), ("ID",), ("CommitteeId", "CId", "ID"), ("MId", "MeetingId")
_ALL_YEARS, _STEPS = {"Year": "0"}, (("Year",), ("Act",), ("D",))
_OPT = ("Opt", "optionId")
_METHODS: Final = (
    PageRule(f"{SERVICE}/GetCommittees", Kind.SERVICE),
    PageRule(f"{SERVICE}/GetCouncillorsByWard", Kind.SERVICE),
    PageRule(f"{SERVICE}/GetMeetings", Kind.SERVICE, (("lCommitteeId",),), kept=(("sFromDate",), ("sToDate",))),
    PageRule(f"{SERVICE}/GetMeeting", Kind.SERVICE, (("lMeetingId",),), beside=Kind.MEETING),
)
_RULES: Final = (
    *_METHODS,
    PageRule("", Kind.LIST),
    PageRule("mgListCommittees.aspx", Kind.LIST),
    PageRule("ieDocHome.aspx", Kind.LIST, kept=(("Categories",),)),
    PageRule("mgMemberIndex.aspx", Kind.LIST),
    PageRule("mgPlansHome.aspx", Kind.LIST),
    PageRule("mgListPlans.aspx", Kind.LIST, (("RPId",),), fixed={"RD": "0"}),
    PageRule("mgListPlanItems.aspx", Kind.LIST, (("PlanId",),), also=(("RP", "RPID"),)),
    PageRule("ieListMeetings.aspx", Kind.LIST, (_CID,), fixed=_ALL_YEARS, kept=_STEPS, without=_ALL_YEARS),
    YearRule("mgDelegatedDecisions.aspx", Kind.LIST, fixed={"DM": "0", "DS": "2", "K": "0", "V": "0"}, kept=(("DR",),)),
    YearRule("mgListOfficerDecisions.aspx", Kind.LIST, kept=(("DR",),)),
    PageRule("mgCommitteeDetails.aspx", Kind.COMMITTEE, (_ID,)),
    PageRule("ieListDocuments.aspx", Kind.MEETING, (_MID,), also=(("CId", "CommitteeId"),)),
    PageRule("ceListDocuments.aspx", Kind.MEETING, (("MeetingId", "MId"),), also=(_OLD_CID,), kept=(("DF",),)),
    PageRule("mgAi.aspx", Kind.ITEM, (_ID,)),
    PageRule("mgIssueHistoryHome.aspx", Kind.ISSUE, (("IId",),), kept=(_OPT,), without={"Opt": "0"}),
    PageRule("ieIssueDetails.aspx", Kind.ISSUE, (("IId",),), fixed={"Opt": "3"}, kept=(_OPT,), without={"Opt": "3"}),
    PageRule("mgDecisionDetails.aspx", Kind.ISSUE, (("IId",), ("AIId",)), fixed={"Opt": "1"}),
    PageRule("ieDecisionDetails.aspx", Kind.DECISION, (("AIId",), _ID)),
    PageRule("mgMeetingAttendance.aspx", Kind.ATTENDANCE, (_ID,)),
    PageRule("mgUserInfo.aspx", Kind.PERSON, (("UID",),)),
    PageRule("CeConvert2PDF.aspx", Kind.DOCUMENT, (("MID", "MeetingId"), _ID), kept=(("F",), ("A",), ("R",))),
)  # fmt: skip


class PaperRule(PageRule):
    """A paper as PDF: the number is the paper's own, unless a kind of pack is told with it."""

    __slots__ = ()

    def read(self, query: Mapping[str, str]) -> Told | None:
        """The paper under the key that its address in `documents/` has too; a pack under its own."""
        told = PageRule.read(self, query)
        if told is None or "T" in told.parameters:
            return told
        return Told(f"paper:{told.parameters['ID']}.pdf", told.parameters)


_PAPER_RULE: Final = PaperRule("mgConvert2PDF.aspx", Kind.DOCUMENT, (_ID,), kept=(("T",),))
PAGES: Final[Mapping[str, PageRule]] = {rule.name.lower(): rule for rule in (*_RULES, _PAPER_RULE)}
