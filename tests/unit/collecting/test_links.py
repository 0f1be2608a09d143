from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from plugins.collecting.addresses import Address, Site, Skip, Wants
from plugins.collecting.crawler import read_back
from plugins.collecting.keeper import Kept
from plugins.collecting.links import first_links, links
from plugins.collecting.pages import Reason

ORIGIN = "https://democracy.exampleton.example/"
SITE = Site.of(ORIGIN)
WHEN = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)


def led(body: bytes | str, kind: str = "text/html", wants: Wants | None = None, of: str = "mgAi.aspx?ID=1"):
    wants = wants or Wants(0, 2027)
    address = SITE.read(of, ORIGIN, wants)
    assert isinstance(address, Address)
    content = body.encode() if isinstance(body, str) else body
    answer = Kept(address.url, WHEN, "200 OK", (("Content-Type", kind),), b"")
    return list(links(address, read_back(answer, content), SITE, wants))


def urls(found) -> list[str]:
    return [each.url.removeprefix(ORIGIN) for each in found if isinstance(each, Address)]


def test_a_page_leads_where_its_links_do_in_their_order() -> None:
    page = "<a  href='mgAi.aspx?ID=3'>x</a><map><area href='mgUserInfo.aspx?UID=2'></map><a name='x'>no link</a>"
    assert urls(led(page)) == ["mgAi.aspx?ID=3", "mgUserInfo.aspx?UID=2"]


def test_links_are_relative_to_the_base_that_a_page_names() -> None:
    assert urls(led("<base href='/(S(abc))/x/'><a href='../mgAi.aspx?ID=3'>x</a>")) == ["mgAi.aspx?ID=3"]
    assert urls(led("<base href='https://elsewhere.example/'><a href='mgAi.aspx?ID=3'>x</a>")) == []
    assert urls(led("<base href='http://[broken'><a href='mgAi.aspx?ID=3'>x</a>")) == ["mgAi.aspx?ID=3"]


def test_a_meeting_whose_link_says_its_date_is_passed_over_when_it_is_too_old() -> None:
    page = (
        "<a href='ieListDocuments.aspx?MId=1'>26 May 2009\u00a06.00 pm - Agenda</a>"
        "<a href='ieListDocuments.aspx?MId=2'>26 May 2011 6.00 pm</a><a href='ieListDocuments.aspx?MId=3'>Agenda</a>"
        "<a href='mgAi.aspx?ID=4'>26 May 2009</a>"
    )
    found = led(page, "text/html; charset=utf-8", Wants(2010, 2027))
    assert urls(found) == ["ieListDocuments.aspx?MId=2", "ieListDocuments.aspx?MId=3", "mgAi.aspx?ID=4"]
    assert [each.reason for each in found if isinstance(each, Skip)] == [Reason.OLDER]


def test_an_answer_of_the_web_service_leads_to_its_committees_meetings_and_papers() -> None:
    committees = "<committees><committee><committeeid> 7</committeeid></committee></committees>"
    assert urls(led(committees, "text/xml")) == [
        "mgWebService.asmx/GetMeetings?lCommitteeId=7&sFromDate=01%2F01%2F1900&sToDate=31%2F12%2F2027",
        "mgCommitteeDetails.aspx?ID=7",
        "ieListMeetings.aspx?CommitteeId=7&Year=0",
    ]
    meetings = (
        "<getmeetings xmlns='http://moderngov.co.uk/namespaces'><committee><committeeid>7</committeeid>"
        "<committeemeetings><meeting><meetingid>1</meetingid><meetingdate>13/01/2009</meetingdate></meeting>"
        "<meeting><meetingid>2</meetingid><meetingdate>13/01/2025</meetingdate></meeting></committeemeetings>"
        "</committee></getmeetings>"
    )
    assert urls(led(meetings, "text/xml", Wants(2010, 2027))) == [
        "mgWebService.asmx/GetMeeting?lMeetingId=2",
        "ieListDocuments.aspx?CId=7&MId=2",
    ]
    papers = "<meeting><linkeddoc><url>http://democracy.exampleton.example/mgConvert2PDF.aspx?ID=5</url></linkeddoc></meeting>"
    assert urls(led(papers, "text/xml")) == ["mgConvert2PDF.aspx?ID=5"]


def test_a_register_leads_to_the_year_before_and_not_beyond_the_years_asked_for() -> None:
    def year(number: int) -> str:
        return f"mgDelegatedDecisions.aspx?DR=01%2F01%2F{number}-31%2F12%2F{number}"

    assert len(urls(led("<p>None</p>", of=year(2013)))) == 1
    assert urls(led("<p>None</p>", of=year(2013), wants=Wants(2013, 2027))) == []
    assert urls(led("<p>None</p>", of=year(2000))) == []


def test_every_first_link_is_an_address_of_the_site() -> None:
    found = list(first_links(SITE, Wants(0, 2027)))
    assert len(urls(found)) == len(found) > 5


@given(
    st.binary(max_size=400), st.sampled_from(["text/html", "text/xml", "text/html; charset=x", "application/pdf", ""])
)
def test_whatever_a_site_answers_is_read_without_an_error(body: bytes, kind: str) -> None:
    led(b"<a href='mgAi.aspx?ID=2'>" + body + b"<a href='http://[" + body + b"'>", kind)
    led(body, kind)
