"""A small site on the loopback interface, like a ModernGov site on a bad day, that notes what it is asked."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

ROOT: Final = "/moderngov/"
HUGE: Final = 12 * 1024 * 1024
NEWEST_REGISTER: Final = 2025

Body = str | bytes


@dataclass(frozen=True)
class Reply:
    """What is answered: the status, the bytes, and fields besides."""

    body: Body = ""
    status: int = 200
    type: str = "text/html; charset=utf-8"
    fields: tuple[tuple[str, str], ...] = ()


@dataclass
class Site:
    """The site's state: what it was asked, in order, and how it behaves."""

    sessions: bool = False
    delay: float = 0.0
    troubles: bool = True
    robots: Reply = field(default_factory=lambda: Reply(ROBOTS, type="text/plain"))
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    times: Counter[str] = field(default_factory=Counter)
    origin: str = ""
    busy: int = 0
    most_at_once: int = 0
    moments: list[float] = field(default_factory=list)

    def reply(self, target: str) -> Reply:
        """The answer to a request for a target."""
        parts = urlsplit(target)
        if parts.path == "/robots.txt":
            return self.robots
        if not parts.path.lower().startswith(ROOT):
            return Reply("<p>The council's own site</p>")
        name = unquote(parts.path[len(ROOT) :])
        session, _, rest = name.partition("/")
        is_in_session = session.startswith("(S(")
        name = (rest if is_in_session else name).lower()
        if self.sessions and not is_in_session and ".aspx" in name:
            return moved(f"{ROOT}(S(x{self.times['session']}y))/{rest or parts.path[len(ROOT) :]}?{parts.query}")
        query = {key.lower(): value for key, value in parse_qsl(parts.query)}
        return self._page(name, query)

    def _page(self, name: str, query: dict[str, str]) -> Reply:
        known = "&".join(f"{key}={value}" for key, value in sorted(query.items()) if key in IDENTIFY)
        what = f"{name}?{known}" if known else name
        self.times[what] += 1
        trouble = TROUBLES.get(what) if self.troubles else None
        found = trouble(self.times[what]) if trouble else None
        if found is not None:
            return found
        if name.startswith(("documents/", "mgconvert2pdf")):
            return Reply(b"%PDF-1.4 " + name.encode(), type="application/pdf")
        if name in PAGES:
            return PAGES[name](query, self.origin)
        return Reply("<p>No such page</p>", 404)


IDENTIFY: Final = frozenset({"id", "uid", "iid", "mid", "aiid", "committeeid", "lcommitteeid", "lmeetingid", "t"})
ROBOTS: Final = f"User-agent: *\nDisallow: {ROOT}mgAi.aspx?ID=905\nDisallow: {ROOT}ieDecisionDetails.aspx?ID=13\n"


def page(title: str, *parts: str) -> Reply:
    """A page in the system's frame, with the links that stand on every page."""
    body = "".join(parts)
    return Reply(
        f"<html><head><title>{title}</title></head><body><div id='modgov'><div class='mgHeader'>"
        f"<h1 class='mgMainTitleTxt'>{title}</h1></div><div class='mgContent'>{body}</div></div>{FRAME}</body></html>"
    )


def named(title: str, name: str, *parts: str) -> Reply:
    """A page about something that has a name."""
    return page(title, f"<h2 class='mgSubTitleTxt'>{name}</h2>", *parts)


def a(href: str, text: str = "") -> str:
    """A link, written as the system writes it."""
    text = text or "Rents " + "".join(each for each in href if each.isdigit())
    return f'<a  class="mgLink"   href="{href.replace("&", "&amp;")}" >{text}</a>\n'


def xml(body: str) -> Reply:
    return Reply(f'<?xml version="1.0" encoding="utf-8"?>\n{body}', type="text/xml; charset=utf-8")


def moved(target: str) -> Reply:
    return Reply("<p>Object moved</p>", 302, fields=(("Location", target),))


COMMITTEES: Final = {"1": "Cabinet", "2": "Scrutiny Committee"}
MINUTES: Final = (
    "<p class='mgSubItemTitleTxt'>Minutes:</p><div class='mgWordPara'><p>The officer presented the report.</p>"
    "<p>RESOLVED: To freeze the rents.</p></div>"
)
FRAME: Final = (
    a("mgLogin.aspx?ReturnURL=%2fx")
    + a("ieLogon.aspx")
    + a("mgCalendarMonthView.aspx?M=5&DD=2025&GL=1&bcr=1")
    + a("mgCalendarWeekView.aspx?WE=1")
    + a("ieDocSearch.aspx?bcr=1")
    + a("mgRss.aspx?XXR=0")
    + a("mgEPetitionListDisplay.aspx?bcr=1")
    + a("http://elsewhere.example/ieListDocuments.aspx?MId=1")
    + a("/outside/the/sub/path.aspx")
    + a("mailto:democracy@exampleton.example")
    + a("javascript:void(0)")
    + a("#content")
)


def committees(_query: dict[str, str], _origin: str) -> Reply:
    each = "<committee><committeeid>{0}</committeeid><committeetitle>{1}</committeetitle></committee>"
    return xml(f"<committees>{each.format(' 1', 'Cabinet')}{each.format(2, 'Scrutiny Committee')}</committees>")


def meetings(query: dict[str, str], _origin: str) -> Reply:
    known = {"1": (("11", "11/01/2025"), ("12", "12/01/2025"), ("5", "10/02/1999")), "2": (("21", "21/01/2025"),)}
    listed = "".join(
        f"<meeting><meetingid>{number}</meetingid><meetingdate>{day}</meetingdate></meeting>"
        for number, day in known[query["lcommitteeid"]]
    )
    return xml(
        f"<getmeetings><committee><committeeid>{query['lcommitteeid']}</committeeid>"
        f"<committeetitle>{COMMITTEES[query['lcommitteeid']]}</committeetitle>"
        f"<committeemeetings>{listed}</committeemeetings></committee></getmeetings>"
    )


def meeting_answer(query: dict[str, str], origin: str) -> Reply:
    number = query["lmeetingid"]
    paper = f"<linkeddoc><title>Report on rents</title><url>{origin}mgConvert2PDF.aspx?ID=501</url></linkeddoc>"
    item = (
        f"<agendaitem><agendaitemtitle>Allotment rents {number}</agendaitemtitle><fulldisplaynumberformat>1."
        f"</fulldisplaynumberformat><linkeddocuments>{paper}</linkeddocuments></agendaitem>"
    )
    day = f"<meetingdate>{number}/01/2025</meetingdate>"
    items = item if number == "11" else ""
    return xml(f"<meeting><meetingid>{number}</meetingid>{day}<agendaitems>{items}</agendaitems></meeting>")


def list_of_committees(_query: dict[str, str], _origin: str) -> Reply:
    return page(
        "Committee structure",
        a(f"{ROOT}(S(abc123))/mgCommitteeDetails.aspx?ID=1&bcr=1", "Cabinet"),
        a("MGCOMMITTEEDETAILS.ASPX?id=2", "Scrutiny Committee"),
        a(f"{ROOT}%28S%28abc123%29%29/mgcommitteedetails.aspx?id=1", "Cabinet"),
    )


def list_of_meetings(query: dict[str, str], _origin: str) -> Reply:
    committee, moment = query.get("committeeid", query.get("cid", "")), query.get("d")
    listed = {"1": [13, 11, 12], "2": [21]}[committee] if moment is None else [10] if moment == "202501010000" else []
    month = int((moment or "202502010000")[:4]) * 12 + int((moment or "202502010000")[4:6]) - 2
    earlier = f"{month // 12:04d}{month % 12 + 1:02d}010000"
    years = a(f"ieListMeetings.aspx?CId={committee}&Year=2024") if moment is None else ""
    return named(
        "Browse meetings",
        COMMITTEES[committee],
        *(a(f"ielistdocuments.aspx?MID={n}&CId={committee}&J=1", f"{n} Jan 2025 6.00 pm - Agenda") for n in listed),
        a("ieListDocuments.aspx?CId=1&MId=4&Ver=4", "8 Feb 1998 6.00 pm"),
        years,
        a(f"ieListMeetings.aspx?CId={committee}&Act=earlier&D={earlier}", "Earlier"),
    )


def meeting(query: dict[str, str], _origin: str) -> Reply:
    number = query.get("mid", query.get("meetingid", ""))
    return MEETINGS.get(number, lambda: an_agenda(number))()


def heading(number: str) -> str:
    """A meeting's title: each meeting is of the day of its number."""
    day = dt.date(2025, 1, int(number))
    return f"{COMMITTEES['2' if number == '21' else '1']} - {day:%A}, {day.day}th January, 2025 6.00 pm"


def a_paper(href: str, title: str, size: str) -> str:
    """The line of a document, as the system writes it."""
    return f"<li>{a(href, f'{title} <span  class=mgFileSize >{size}</span>')}</li>"


def an_agenda(number: str, *more: str, papers: str = "") -> Reply:
    return named(
        "Agenda and minutes",
        heading(number),
        "<p>Venue: Town Hall</p><table class='mgItemTable'><tr><th>No.</th><th>Item</th></tr>",
        "<tr><td class='mgItemNumberCell'><p class='mgAiTitleTxt'>1.</p></td><td>",
        f"<p class='mgAiTitleTxt'>Allotment rents {number}</p>",
        f"<ul class='mgActionList'>{''.join(f'<li>{each}</li>' for each in more)}</ul>",
        "<div class='mgWordPara'><p>To consider the rents.</p></div>",
        f"<p class='mgSubItemTitleTxt'>Additional documents:</p><ul class='mgBulletList'>{papers}</ul>"
        if papers
        else "",
        MINUTES,
        "</td></tr></table>",
    )


def first_meeting() -> Reply:
    return an_agenda(
        "11",
        a("mgAi.aspx?ID=901", "...view the full minutes text for item 1."),
        a("mgAi.aspx?id=901&Ver=2", "again"),
        a("mgAi.aspx?ID=903", "behind a log-in"),
        a("mgAi.aspx?ID=904", "broken"),
        a("mgAi.aspx?ID=905", "forbidden"),
        a("mgIssueHistoryHome.aspx?IId=77&Opt=0", "View the background"),
        a("mgIssueHistoryHome.aspx?optionId=0&IID=77", "again"),
        a("mgIssueHistoryHome.aspx?IId=78&Opt=0", "a loop"),
        a("ieDecisionDetails.aspx?AIId=901", "View the decision"),
        a("ieDecisionDetails.aspx?ID=14", "a loop of two"),
        a("mgMeetingAttendance.aspx?ID=11", "Attendance"),
        a("documents/s501/Report%20on%20rents%20%C2%A35%20(final).pdf", "the report once more"),
        a("documents/g11/Public reports pack 13th-Jan-2025 18.00 Cabinet.pdf?T=10", "Pack"),
        a("mgReasonsRestricted.aspx?OID=1&OT=A", "Restricted"),
        papers=a_paper("documents/s501/Report on rents £5 (final).pdf", "Report on rents", "PDF 2 KB")
        + a_paper("documents/s501/Report on rents.docx", "Report on rents as text", "DOCX 1 KB")
        + a_paper("documents/s599/Gone.pdf", "A paper that is gone", "PDF 9 KB"),
    )


def old_meeting() -> Reply:
    """A page in the code page that old pages are in, which says so nowhere."""
    told = an_agenda("12", "<p>Café – “£5”</p>", a("mgUserInfo.aspx?UID=8"))
    return Reply(str(told.body).encode("cp1252"), type="text/html")


def last_meeting() -> Reply:
    return an_agenda("21", papers=a_paper("documents/s502/At the end.pdf", "At the end", "PDF 1 KB"))


@cache
def huge_meeting() -> Reply:
    filling = "<p>No declarations of interest were made by those present.</p>\n"
    told = an_agenda("21", filling * (HUGE // len(filling)), a("documents/s502/At the end.pdf"))
    return Reply(str(told.body).encode())


MEETINGS: Final = {"11": first_meeting, "12": old_meeting, "21": last_meeting}


def register(query: dict[str, str], _origin: str) -> Reply:
    year = int(query.get("dr", "01/01/2000")[6:10])
    if year < NEWEST_REGISTER:
        return Reply("<p>No such page</p>", 404)
    listed = (a("ieDecisionDetails.aspx?ID=13"), a("ieDecisionDetails.aspx?ID=15")) if year == NEWEST_REGISTER else ()
    return page("Decisions", *listed, a("mgDelegatedDecisions.aspx?DM=4&DR=&Next=true"))


def issue(query: dict[str, str], _origin: str) -> Reply:
    return named("Issue details", "Allotment rents", a(f"ieIssueDetails.aspx?IId={query['iid']}&PlanId=0&Opt=3"))


def issue_meetings(_query: dict[str, str], _origin: str) -> Reply:
    link = a("ieListDocuments.aspx?CId=1&MID=11#AI901", "11/01/2025 - Cabinet (Item 1)")
    return named("Issue - meetings", "Allotment rents", f"<p>Meeting: {link}</p><p>1 Allotment rents 11</p>", MINUTES)


def decision(query: dict[str, str], _origin: str) -> Reply:
    number = query.get("id", query.get("aiid", ""))
    facts = {"Decision Maker": "Cabinet", "Publication date": "12/01/2025", "Date of decision": "11/01/2025"}
    told = (f"<p><span class='mgLabel'>{label}: </span>{value}</p>" for label, value in facts.items())
    text = "<h3 class='mgSubSubTitleTxt'>Decision:</h3><div class='mgWordPara'><p>To freeze the rents.</p></div>"
    return named("Decision details", f"Rents {number}", text, *told, a("mgCalendarMonthView.aspx?M=2", "Calendar"))


def agenda_item(query: dict[str, str], _origin: str) -> Reply:
    number = query.get("id", "")
    title = "Allotment rents 11" if number == "901" else f"Rents {number}"
    return named("Agenda item", title, f"<p>{heading('11')}</p>", MINUTES)


def attendance(_query: dict[str, str], _origin: str) -> Reply:
    row = f"<tr><td>{COUNCILLOR}</td><td>Committee Member</td><td>Present</td></tr>"
    table = f"<table summary='Table of meeting attendance'>{row}</table>"
    return named("Attendance", heading("11"), table)


PEOPLE: Final = {"7": "Councillor Jo Field", "8": "Councillor Sam Reed"}
COUNCILLOR: Final = a("mgUserInfo.aspx?UID=7", "Councillor Jo Field")
INTERESTS: Final = a("mgDeclarationSubmission.aspx?UID=7", "Register of interests")


def calendar(query: dict[str, str], _origin: str) -> Reply:
    return page("Calendar", a(f"mgCalendarMonthView.aspx?M={int(query.get('m', '1')) + 1}"))


PAGES: Final[dict[str, Callable[[dict[str, str], str], Reply]]] = {
    "": lambda _q, _o: page("Councillors and committees", a("mgListCommittees.aspx?bcr=1")),
    "mgwebservice.asmx/getcommittees": committees,
    "mgwebservice.asmx/getcouncillorsbyward": lambda _q, _o: xml("<councillorsbyward><wards/></councillorsbyward>"),
    "mgwebservice.asmx/getmeetings": meetings,
    "mgwebservice.asmx/getmeeting": meeting_answer,
    "mglistcommittees.aspx": list_of_committees,
    "iedochome.aspx": lambda _q, _o: page("Browse", a("ieListMeetings.aspx?CId=1&Year=0")),
    "mgmemberindex.aspx": lambda _q, _o: page("Councillors", COUNCILLOR, a("mguserinfo.aspx?uid=7", "Jo Field")),
    "mgplanshome.aspx": lambda _q, _o: page("Plans", a("mgListPlans.aspx?RPId=3&RD=0&bcr=1")),
    "mglistplans.aspx": lambda _q, _o: page("Plans", a("mgListPlanItems.aspx?PlanId=9&RP=3")),
    "mglistplanitems.aspx": lambda _q, _o: page("Plan", a("mgIssueHistoryHome.aspx?IId=77", "Allotment rents")),
    "ielistmeetings.aspx": list_of_meetings,
    "ielistdocuments.aspx": meeting,
    "mgcommitteedetails.aspx": lambda q, _o: named("Committee details", COMMITTEES[q["id"]]),
    "mgai.aspx": agenda_item,
    "mgissuehistoryhome.aspx": issue,
    "ieissuedetails.aspx": issue_meetings,
    "iedecisiondetails.aspx": decision,
    "mgmeetingattendance.aspx": attendance,
    "mguserinfo.aspx": lambda q, _o: named("Councillor details", PEOPLE[q["uid"]], INTERESTS),
    "mgdelegateddecisions.aspx": register,
    "mgcalendarmonthview.aspx": calendar,
    "mglogin.aspx": lambda _q, _o: page("Log in", "<form method='post'><input name='password'></form>"),
}  # fmt: skip


def slowly(time_: int) -> Reply | None:
    """No answer in time, the first time."""
    if time_ == 1:
        time.sleep(2.6)
    return None


TROUBLES: Final[dict[str, Callable[[int], Reply | None]]] = {
    "iedecisiondetails.aspx?id=15": lambda n: Reply("<p>Oh</p>", 500) if n == 1 else None,
    "iedecisiondetails.aspx?id=14": lambda _n: moved(f"{ROOT}mgAi.aspx?ID=902"),
    "ielistdocuments.aspx?mid=21": lambda _n: huge_meeting(),
    "mgai.aspx?id=902": lambda _n: moved("ieDecisionDetails.aspx?ID=14&Ver=4"),
    "mgai.aspx?id=903": lambda _n: moved(f"{ROOT}mgLogin.aspx?ReturnUrl=%2fmgAi.aspx%3fID%3d903"),
    "mgai.aspx?id=904": lambda _n: Reply("<p>Oh</p>", 500),
    "mgissuehistoryhome.aspx?iid=78": lambda _n: moved(f"{ROOT}mgIssueHistoryHome.aspx?IId=78&Opt=0&J=1"),
    "mgmeetingattendance.aspx?id=11": lambda n: Reply("", 429, fields=(("Retry-After", "1"),)) if n == 1 else None,
    "mguserinfo.aspx?uid=8": slowly,
    "documents/s599/gone.pdf": lambda _n: Reply("<p>Gone</p>", 404),
}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Site

    def do_GET(self) -> None:
        site = self.site
        site.asked.append(self.path)
        site.moments.append(time.monotonic())
        site.agents.add(self.headers.get("User-Agent", ""))
        site.busy += 1
        site.most_at_once = max(site.most_at_once, site.busy)
        time.sleep(site.delay)
        reply = site.reply(self.path)
        site.busy -= 1
        body = reply.body.encode() if isinstance(reply.body, str) else reply.body
        self.send_response(reply.status)
        for name, value in (("Content-Type", reply.type), ("Content-Length", str(len(body))), *reply.fields):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A client that went away is no error."""


@contextmanager
def served(site: Site) -> Iterator[Site]:
    """The site, served at `site.origin` on the loopback interface."""
    handler = type("Handler", (_Handler,), {"site": site})
    with _Server(("127.0.0.1", 0), handler) as server:
        site.origin = f"http://127.0.0.1:{server.server_port}{ROOT}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join(5)
